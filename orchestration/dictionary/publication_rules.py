"""Which rules make which publication, as `reference.publication_rules` says: for pages that no release is made for.

The relation is built in a warehouse without any data, by the same model as in a refresh. Not here: how it is shown.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from orchestration.contracts import load_contracts
from orchestration.errors import ProjectError
from orchestration.intake.store import show_active
from orchestration.settings import Settings
from orchestration.warehouse.project import parsed_manifest
from orchestration.warehouse.runner import invoke

Rules = dict[str, dict[str, str]]  # by publication: rule -> populatie or publicatie


def publication_rules(settings: Settings) -> Rules:
    """
    Raises:
        ProjectError: dbt cannot build the relation.
    """
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        empty = replace(settings, data=Path(folder))
        show_active(empty, load_contracts(settings.sources).values(), [])
        built = invoke(
            empty,
            ["build", "--select", "+publication_rules", "--resource-type", "seed", "--resource-type", "model"],
            target=Path(folder) / "target",
            manifest=parsed_manifest(settings),
        )
        if not built.success:
            raise ProjectError(f"dbt cannot build reference.publication_rules: {built.exception}")
        with duckdb.connect(empty.database, read_only=True) as connection:
            rows = connection.execute(
                "select publicatie, regel, via from reference.publications "
                "left join reference.publication_rules using (publicatie) order by all"
            ).fetchall()
    found: Rules = {}
    for publication, rule, via in rows:
        found.setdefault(publication, {}).update({rule: via} if rule else {})
    return found
