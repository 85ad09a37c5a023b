"""What is new since the last publication, as persons: how many of them the new active files add, correct or withdraw.

Here: per dataset, from the accepted Parquet of the file that counted then and the one that counts now; and which
datasets a publication is made of. Not here: how far its cells moved (`drift.py`).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.contracts import Contract, load_contracts
from orchestration.intake.store import parquet_path
from orchestration.register import Register
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

EVERYONE = float("inf")  # a changed row of a dataset without pupils may concern any number of them

Dataset = tuple[str, str]  # agency, dataset


def touched(settings: Settings, connection: "duckdb.DuckDBPyConnection") -> dict[Dataset, float]:
    """Persons at most, per dataset of which another file counts than in the release that is attached as `last`."""
    contracts = load_contracts(settings.sources)
    before = {
        (agency, dataset, period): delivery
        for agency, dataset, period, delivery in connection.execute(
            "select agency, dataset, period, delivery from last.quality.files where is_active"
        ).fetchall()
    }
    now = {(row.agency, row.dataset, row.period): row.delivery for row in Register(settings).files() if row.is_active}
    persons: dict[Dataset, float] = {}
    for place in before.keys() | now.keys():
        if before.get(place) == now.get(place):
            continue
        agency, dataset, period = place
        paths = [
            parquet_path(settings.accepted, agency, dataset, period, delivery)
            for delivery in (before.get(place), now.get(place))
            if delivery
        ]
        n = _persons(connection, contracts[agency, dataset], [path for path in paths if path.exists()])
        persons[agency, dataset] = persons.get((agency, dataset), 0) + n
    return persons


def _persons(connection: "duckdb.DuckDBPyConnection", contract: Contract, paths: list[Path]) -> float:
    """Distinct persons in the rows that not all of these files have."""
    pupil = next((column.name for column in contract.columns if column.type == "pupil_id"), None)
    content = ", ".join(f'"{column.name}"' for column in contract.columns)
    (n,) = connection.execute(
        f"select count(distinct {pupil or 'content'}) from ("
        f"select {content}, hash({content}) as content, count(*) as n_files "
        f"from read_parquet($paths) group by all having n_files < {max(len(paths), 2)})",
        {"paths": [str(path) for path in paths]},
    ).fetchone()
    return n if pupil or not n else EVERYONE


def datasets_of(manifest: Mapping[str, Any]) -> dict[str, set[Dataset]]:
    """By publication: the datasets below its model, whichever way they reach it."""
    parents, sources = manifest["parent_map"], manifest["sources"]

    def below(unique_id: str, seen: set[str]) -> set[str]:
        for parent in parents.get(unique_id, []):
            if parent not in seen:
                seen.add(parent)
                below(parent, seen)
        return seen

    return {
        node["name"]: {
            (sources[each]["source_name"], sources[each]["name"]) for each in below(unique_id, set()) if each in sources
        }
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node["schema"] == "publications"
    }
