"""The rows that a cell counts: which of the delivered rows are in its denominator, and which in its numerator.

A publication adds up rows of a mart, and a mart is a `group by` over pupils. So the rows behind a cell are those of
the mart's own SQL without the `group by`, narrowed by what the publication's YAML says under `meta.counts`:

    rows: which rows, as a query over the marts that the publication reads (FROM-first or SELECT)
    noemer, aantal: which of these are in the denominator (default: all) and in the numerator of a `cell`
    measure, measure_of_aantal: what of them is counted (default: the rows themselves, one per person)
    dataset: where the rows were delivered (default: inschrijvingen)
    years: for the way down to them (`figure.py`)

The cell's own key narrows both; a test holds these counts to aantal and noemer of every cell. Not here: who may
look, and what is printed (`rows.py`).
"""

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orchestration.errors import AnotherRefreshError, NoAccessError, NothingPublishedError
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

DIMENSIONS = (
    *("schooljaar", "aanbieder", "onderwijsvorm", "leerjaar", "studiegebied"),
    *("stageverplichting", "duaal", "kwalificatie", "kwartaal"),
)
KEY = ("publicatie", *DIMENSIONS, "categorie")


@dataclass(frozen=True)
class Place:
    """Where one row was delivered."""

    dataset: str
    period: str
    line: int


class Contributions:
    """The rows behind the cells of one publication, from the working database and the SQL of its last build.

    Raises:
        NothingPublishedError: the working database was never built.
    """

    def __init__(
        self,
        settings: Settings,
        manifest: dict[str, Any],
        connection: "duckdb.DuckDBPyConnection",
        publication: dict[str, Any],
    ):
        self.connection = connection
        self.name = publication["name"]
        self.counts = publication["config"]["meta"]["counts"]
        self.dataset = self.counts.get("dataset", "inschrijvingen")
        named = set(re.findall(r"\w+", self.counts["rows"]))
        marts = [manifest["nodes"][parent] for parent in _marts(manifest, publication)]
        bodies = [
            f"{mart['name']} as ({_before_counting(compiled(settings, mart))})"
            for mart in marts
            if mart["name"] in named
        ]
        self.units = ", ".join([*bodies, f"unit as ({self.counts['rows']})"])
        columns = connection.execute(f"with {self.units} select * from unit limit 0").description
        matches = [_match(name) for name in DIMENSIONS if name in {column[0] for column in columns}]
        self.join = " and ".join(["true", *matches])

    def count(self, part: str, cell: tuple | None = None) -> dict[tuple, int]:
        """What is found in the `noemer` or `aantal` of a cell, or of every cell; cells without a row are absent."""
        measure = self.counts.get("measure", "count(*)")
        if part == "aantal":
            measure = self.counts.get("measure_of_aantal", measure)
        key = ", ".join(f"cell.{name}" for name in KEY)
        rows = self.connection.execute(*self._query(f"{key}, {measure}", part, cell, f"group by {key}")).fetchall()
        return {row[:-1]: int(row[-1]) for row in rows}

    def places(self, cell: tuple, part: str) -> list[Place]:
        """The rows in this part of one cell (its values in the order of KEY), each once, in order of delivery."""
        query = self._query("distinct unit.source_period, unit.source_line", part, cell, "order by all")
        rows = self.connection.execute(*query).fetchall()
        return [Place(self.dataset, period, line) for period, line in rows]

    def _query(self, select: str, part: str, cell: tuple | None, end: str) -> tuple[str, list]:
        wanted = dict(zip(KEY, cell, strict=True)) if cell else {"publicatie": self.name}
        # the school years once more, as constants: the database then reads no other rows
        years = (
            f"where schooljaar between '{wanted['schooljaar'][:9]}' and '{wanted['schooljaar'][-9:]}'" if cell else ""
        )
        return (
            f"with {self.units} select {select} from publications.cells as cell "
            f"join (from unit {years}) as unit on {self.join} and ({self.counts.get(part, 'true')}) "
            f"where {' and '.join(f'cell.{name} = ?' for name in wanted)} {end}",
            list(wanted.values()),
        )


def working_database(settings: Settings) -> "duckdb.DuckDBPyConnection":
    """The working database, read-only; its views look for accepted files beside it.

    Raises:
        NoAccessError: the warehouse folder is not for this user.
        AnotherRefreshError: a refresh is writing it.
    """
    import duckdb

    if not os.access(settings.warehouse, os.R_OK | os.X_OK):
        raise NoAccessError(f"rows are for data engineers: {settings.warehouse} is not there or not yours to read")
    try:
        return duckdb.connect(
            settings.database, read_only=True, config={"file_search_path": os.fspath(settings.warehouse)}
        )
    except duckdb.IOException:
        raise AnotherRefreshError(
            f"a refresh is writing {settings.database.name}, or there is none yet: ask for rows when it has ended"
        ) from None


def compiled(settings: Settings, node: dict[str, Any]) -> str:
    """The SQL of a model as the last refresh ran it."""
    path = settings.warehouse / "dbt" / "compiled" / node["package_name"] / node["original_file_path"]
    if not path.exists():
        raise NothingPublishedError(f"{settings.warehouse} holds no build of {node['name']}; run `wpl refresh`")
    return path.read_text(encoding="utf-8")


def _marts(manifest: dict[str, Any], publication: dict[str, Any]) -> list[str]:
    """Marts that the publication reads, through another publication too."""
    found = []
    for parent in publication["depends_on"]["nodes"]:
        node = manifest["nodes"].get(parent, {})
        if node.get("schema") == "marts":
            found.append(parent)
        elif node.get("schema") == "publications":
            found += _marts(manifest, node)
    return found


def _match(dimension: str) -> str:
    if dimension == "schooljaar":  # one school year, or first..last of the years that are pooled
        return "unit.schooljaar between left(cell.schooljaar, 9) and right(cell.schooljaar, 9)"
    return f"cell.{dimension} in ('alle', cast(unit.{dimension} as varchar))"


def _before_counting(sql: str) -> str:
    """A mart's query with one row per pupil: without its `group by`, and each row's place in place of the count."""
    import sqlglot
    from sqlglot import exp

    query = sqlglot.parse_one(sql, read="duckdb")
    query.set("group", None)
    columns = [column for column in query.expressions if not column.find(exp.AggFunc)]
    schooljaar = next(column for column in columns if column.alias_or_name == "schooljaar")
    year = schooljaar.unalias()
    # the row of the model that the school year is taken from: others that are joined have a place of their own
    line = exp.column("source_line", table=(year.table if isinstance(year, exp.Column) else "") or None)
    places = [exp.alias_(year.copy(), "source_period"), line]
    query.set("expressions", [*columns, *places])
    return query.sql(dialect="duckdb")
