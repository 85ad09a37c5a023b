"""Reads what the pages show from a release, and writes the downloads with the very SQL that a page prints.

The release holds aggregates only, and no number of a suppressed cell. Not here: arranging cells (`cells.py`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.site.cells import Cell, labelled
from orchestration.site.figures import Figure

if TYPE_CHECKING:
    import duckdb

Row = dict[str, Any]


@dataclass(frozen=True)
class Release:
    """cells, cautions, populations: by publication. publication_rules: via by rule, by publication.
    printed_for: the numbers of the printed values that its cells stand for, by publication.
    comparisons: the rows of publications.statements, by statement.
    checks: of the newest refresh. incidents: None where none are kept.
    """

    name: str
    cells: dict[str, list[Cell]]
    printed: list[Row]
    printed_for: dict[str, set[str]]
    cautions: dict[str, list[Row]]
    statements: list[Row]
    comparisons: dict[str, list[Row]]
    rules: list[Row]
    publication_rules: dict[str, dict[str, str]]
    populations: dict[str, Row]
    checks: list[Row]
    check_history: list[Row]
    deliveries: list[Row]
    files: list[Row]
    quarantine: list[Row]
    attrition: list[Row]
    committees: dict[str, str]
    incidents: list[Row] | None

    @property
    def synthetic(self) -> str:
        """all, some or none of the deliveries taken in are the demo's."""
        marks = [row["is_synthetic"] for row in self.deliveries if row["status"] == "taken in"]
        return "all" if marks and all(marks) else "some" if any(marks) else "none"

    @property
    def cohorts(self) -> dict[str, set[str]]:
        """Exit years, and which of the quarters 1 ... 8 are delivered for each."""
        quarters: dict[str, set[str]] = defaultdict(set)
        for cell in self.cells.get("fig_20", []):
            quarters[cell["schooljaar"]].add(cell["kwartaal"])
        return dict(sorted(quarters.items()))

    @property
    def provisional(self) -> dict[str, int]:
        """Exit years that still wait for quarters, and how many they have."""
        return {year: len(quarters) for year, quarters in self.cohorts.items() if "8" not in quarters}

    def printed_with(self, publication: str) -> list[Row]:
        """The printed values that are compared with cells of this publication, wherever the report prints them."""
        return [row for row in self.printed if row["waarde_id"] in self.printed_for.get(publication, ())]

    def newest(self, dataset: str) -> str | None:
        """The newest active period of a dataset."""
        return max(
            (row["period"] for row in self.files if row["is_active"] and row["dataset"] == dataset), default=None
        )


def query_of(figure: Figure) -> str:
    """Exactly the rows that the page and the downloads of a publication show; those that R34 hides have no numbers."""
    programme = f", '{figure.studierichting}' as studierichting" if figure.studierichting else ""
    return f"select *{programme} from publications.cells\nwhere publicatie = '{figure.name}'\norder by all"


def read(path: Path, name: str) -> Release:
    import duckdb

    with duckdb.connect(path, read_only=True) as connection:
        cells: dict[str, list[Cell]] = defaultdict(list)
        for cell in _rows(connection, "from publications.cells order by all"):
            cells[cell["publicatie"]].append(labelled(cell))
        printed_for: dict[str, set[str]] = defaultdict(set)
        for part in _rows(connection, "from reference.published_value_cells where publicatie is not null"):
            printed_for[part["publicatie"]].add(part["waarde_id"])
        publication_rules: dict[str, dict[str, str]] = defaultdict(dict)
        for row in _rows(connection, "from reference.publication_rules order by regel"):
            publication_rules[row["publicatie"]][row["regel"]] = row["via"]
        cautions: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(connection, "from publications.cautions order by publicatie, caution"):
            cautions[row["publicatie"]].append(row)
        comparisons: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(connection, "from publications.statements order by all"):
            comparisons[row["statement"]].append(row)
        return Release(
            name=name,
            cells=dict(cells),
            printed=_rows(connection, "from publications.reconciliation order by waarde_id"),
            printed_for=dict(printed_for),
            cautions=dict(cautions),
            statements=_rows(connection, "from reference.report_statements order by statement"),
            comparisons=dict(comparisons),
            rules=_rows(connection, "from reference.rules order by rule"),
            publication_rules=dict(publication_rules),
            populations={
                row["publicatie"]: row
                for row in _rows(connection, "from reference.publications join reference.populations using (populatie)")
            },
            checks=_rows(
                connection,
                "from quality.check_results where run_id = (select max_by(run_id, refreshed_at) "
                "from quality.check_results) order by check_name",
            ),
            check_history=_rows(
                connection,
                "select refreshed_at, outcome, severity, count(*) as n from quality.check_results "
                "group by all order by all",
            ),
            deliveries=_rows(connection, "from quality.deliveries"),
            files=_rows(connection, "from quality.files"),
            quarantine=_rows(connection, "from quality.quarantine_summary"),
            attrition=_rows(connection, "from marts.attrition order by all"),
            committees={
                row["paritair_comite"]: row["naam"] for row in _rows(connection, "from reference.paritaire_comites")
            },
            incidents=_incidents(connection),
        )


def write_downloads(path: Path, folder: Path, documents: Iterable[tuple[Figure, str]]) -> None:
    """CSV, Parquet and the query of each publication, in `folder`.

    documents: of each publication, what is to be known of its numbers, as JSON: a file beside them, and in the Parquet
    file under the key `werkplekleren`.
    """
    import duckdb

    folder.mkdir()
    with duckdb.connect(path, read_only=True) as connection:
        for publication, document in documents:
            query = query_of(publication)
            name = publication.name
            known = "'" + document.replace("'", "''") + "'"
            parquet = f"format parquet, kv_metadata {{werkplekleren: {known}}}"
            for extension, options in {"csv": "format csv, header", "parquet": parquet}.items():
                connection.execute(f"copy ({query}) to '{folder / name}.{extension}' ({options})")
            (folder / f"{name}.json").write_text(document, encoding="utf-8")
            (folder / f"{name}.sql").write_text(f"-- on marts.duckdb\n{query};\n", encoding="utf-8")


def _rows(connection: "duckdb.DuckDBPyConnection", query: str) -> list[Row]:
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _incidents(connection: "duckdb.DuckDBPyConnection") -> list[Row] | None:
    found = connection.execute(
        "select count(*) from duckdb_tables() where schema_name = 'quality' and table_name = 'incidents'"
    ).fetchone()
    return _rows(connection, "from quality.incidents") if found and found[0] else None
