"""The populations, and the one that each publication names: the only source of which rules make a publication."""

import csv
import re
from pathlib import Path

import pytest
import yaml

from tests.conventions.test_house import rules

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "dbt_project" / "models"
PUBLICATIONS = sorted(path for path in MODELS.rglob("*.yml") if re.fullmatch(r"(fig|tab|txt|ext)_[a-z0-9]+", path.stem))


def populations() -> dict[str, dict[str, str]]:
    """In the order of the seed."""
    with (ROOT / "seeds" / "populations.csv").open(encoding="utf-8") as file:
        return {row["populatie"]: row for row in csv.DictReader(file)}


def test_each_comes_after_the_one_that_it_is_taken_from_by_known_rules() -> None:
    known = {""}
    for name, row in populations().items():
        assert row["uit_populatie"] in known, name
        assert set(row["regels"].split()) | set(row["overbodige_regels"].split()) <= set(rules()), name
        assert row["omschrijving_nl"].strip() and row["omschrijving_en"].strip(), name
        known.add(name)


def test_no_chain_is_as_long_as_the_rounds_that_follow_it() -> None:
    macro = (ROOT / "dbt_project" / "macros" / "population_chains.sql").read_text()
    rounds = int(re.search(r"rounds = (\d+)", macro)[1])
    length = {"": 0}
    for name, row in populations().items():
        length[name] = length[row["uit_populatie"]] + 1
    assert max(length.values()) <= rounds


@pytest.mark.parametrize("path", PUBLICATIONS, ids=lambda path: path.stem)
def test_a_publication_names_its_population_and_its_own_rules_and_no_rule_in_prose(path: Path) -> None:
    (model,) = yaml.safe_load(path.read_text())["models"]
    named = model["config"]["meta"]
    assert named["population"] in populations()
    assert named["rules"] == sorted(set(named["rules"])) and set(named["rules"]) <= set(rules())
    assert not re.search(r"\bR\d\d\b", model["description"])
