"""`reference.publication_rules` holds exactly the rules whose breaking changes a publication.

Each rule is broken in the models that apply it, on deliveries made to show it; the publications that then have other
cells are those that name the rule, each of them and no other.
"""

from collections import defaultdict

from tests.conventions.test_house import rules
from tests.mutations import project as projects
from tests.mutations.rule_breaks import BREAKS, WITHOUT_CELLS, breaks, changed_by, publications_of
from tests.mutations.verdicts import Delivery, built

GROUPS = "warehouse.sources.agodi__administratieve_groepen"
# Groups with flags that no group has in reality, and quarters of which one dataset is missing.
ODD_GROUPS = (
    f"update {GROUPS} set naamloos = true where leerjaar >= 6 and administratieve_groep % 4 = 1",
    f"update {GROUPS} set se_n_se = true where leerjaar >= 6 and administratieve_groep % 5 = 2",
)
ODD_PROGRAMME = tuple(
    f"update {GROUPS} set {flag} = true where onderwijsvorm = 'BSO' and leerjaar = {leerjaar} "
    "and studierichting = 'Kantooradministratie en gegevensbeheer'"
    for flag, leerjaar in {"naamloos": 6, "duaal": 7}.items()
)
GAPS = (
    "delete from warehouse.sources.intake__files where dataset = 'werkzoekenden' and right(period, 1) = '1'",
    "delete from warehouse.sources.ksz__werkzoekenden where right(kwartaal, 1) = '1'",
)
DELIVERIES = (
    Delivery(8, pupils=1500),
    Delivery(8, pupils=800, adjusted=ODD_PROGRAMME),
    Delivery(3, pupils=800),
    Delivery(3, pupils=800, adjusted=(*ODD_GROUPS, *GAPS)),
    Delivery(29, pupils=800, adjusted=ODD_GROUPS),
    Delivery(21, pupils=90, crowds=False),
    Delivery(41, pupils=30, crowds=False),
    Delivery(46, pupils=30, crowds=False),
)


def test_every_rule_is_broken() -> None:
    assert set(BREAKS) | WITHOUT_CELLS == set(rules())


def test_a_publication_names_the_rules_that_change_it_and_no_other() -> None:
    project = projects.load()
    listed: dict[str, set[str]] = defaultdict(set)
    changed: dict[str, set[str]] = defaultdict(set)
    for delivery in DELIVERIES:
        warehouse = built(project, delivery)
        found = warehouse.connection.execute("select publicatie, regel from warehouse.reference.publication_rules")
        for publication, rule in found.fetchall():
            listed[publication].add(rule)
        for broken in breaks(project):
            for publication in changed_by(broken, warehouse):
                changed[publication].add(broken.rule)
    publications = publications_of(project)
    assert listed.keys() <= publications
    too_many = {name: sorted(listed[name] - changed[name]) for name in publications if listed[name] - changed[name]}
    missing = {name: sorted(changed[name] - listed[name]) for name in publications if changed[name] - listed[name]}
    assert (too_many, missing) == ({}, {})
