"""The cells of a figure in the current publication, and what stands beside them there.

Here: queries on `published/marts.duckdb`, which opens at any moment. Not here: the rows of pupils behind a cell
(`contributions.py`), printing (`report.py`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orchestration.errors import QueryError
from orchestration.explain.contributions import DIMENSIONS, KEY

if TYPE_CHECKING:
    import duckdb

# schooljaar as first..last, and the years of the report as a list
POOL_HOLDS = (
    "contains($cell_schooljaar, '..') and left(parts.schooljaar, 9) >= left($cell_schooljaar, 9) "
    "and right(parts.schooljaar, 9) <= right($cell_schooljaar, 9)"
)
VALUES = ("aantal", "noemer", "aandeel", "rang", "onderdrukt")


@dataclass(frozen=True)
class Rule:
    """A rule of a publication. via: `populatie` when it decides who is counted, else `publicatie`.

    support: explicit, inferred or chosen. source_lines: of the report, that it rests on. chosen_here: what was chosen
    where the report leaves something open.
    """

    name: str
    via: str
    statement: str
    support: str
    source_lines: str | None
    chosen_here: str | None


@dataclass(frozen=True)
class Caution:
    """What readers of a publication are warned of. source_lines: of the report; None: a caution of this project."""

    name: str
    text: str
    source_lines: str | None


def rules_of(connection: "duckdb.DuckDBPyConnection", publication: str) -> list[Rule]:
    """The rules whose breaking can change the cells of a publication, in order."""
    rows = connection.execute(
        "select regel, via, statement_en, support, source_lines, chosen_here_en from reference.publication_rules "
        "join reference.rules on rule = regel where publicatie = ? order by regel",
        [publication],
    ).fetchall()
    return [Rule(*row) for row in rows]


def cautions_of(connection: "duckdb.DuckDBPyConnection", publication: str) -> list[Caution]:
    """What readers of the publication are warned of, in order."""
    rows = connection.execute(
        "select caution, caution_en, source_lines from publications.cautions where publicatie = ? order by caution",
        [publication],
    ).fetchall()
    return [Caution(*row) for row in rows]


def population_of(connection: "duckdb.DuckDBPyConnection", publication: str) -> tuple[str, str]:
    """Name of the population that a publication counts, and who is in it."""
    found = connection.execute(
        "select populatie, omschrijving_en from reference.publications join reference.populations using (populatie) "
        "where publicatie = ?",
        [publication],
    ).fetchone()
    assert found, f"{publication} names a population that seeds/populations.csv does not have"
    return found


@dataclass(frozen=True)
class Step:
    """From one population to the next: what a rule dropped, and who is left (population: at its last rule)."""

    rules: str
    dropped: int | None  # none at the start
    left: int
    population: str


def find_cells(connection: "duckdb.DuckDBPyConnection", name: str, wanted: list[str]) -> list[dict[str, Any]]:
    """The cells of a publication that `wanted` (key=value ...) leaves.

    Raises:
        QueryError: a key is unknown, or no cell has that value; the message lists what there is.
    """
    columns = ", ".join((*KEY, *VALUES))
    rows = connection.execute(f"select {columns} from publications.cells where publicatie = ? order by all", [name])
    cells = [dict(zip((*KEY, *VALUES), row, strict=True)) for row in rows.fetchall()]
    if not cells:
        raise QueryError(f"{name} has no cell: its data are not delivered")
    for text in wanted:
        key, equals, value = text.partition("=")
        if not equals or key not in KEY[1:]:
            raise QueryError(f"{text!r} is no key=value; keys of {name}: {', '.join(split_by(cells))}")
        left = [cell for cell in cells if cell[key] == value]
        if not left:
            raise QueryError(f"{name} has no {key} {value!r} here; there is: {'; '.join(choices(cells)[key])}")
        cells = left
    return cells


def choices(cells: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The values of each key column in these cells."""
    return {key: sorted({cell[key] for cell in cells}) for key in KEY[1:]}


def split_by(cells: list[dict[str, Any]]) -> list[str]:
    """What these cells differ by, or have a value in."""
    return [key for key, values in choices(cells).items() if values != ["alle"]]


def school_years(node: dict[str, Any], cells: list[dict[str, Any]], only_counted: bool = False) -> tuple[str, str]:
    """First and last school year whose deliveries concern these cells, or only those in which their persons are.

    `meta.counts.years` says which are needed beside the cell's own: [-1, 0] when the persons are counted in the year
    before, [0, 1] when it is looked at what they do in the year after.
    """
    before, after = node["config"]["meta"]["counts"].get("years", (0, 0))
    first, last = min(cell["schooljaar"][:4] for cell in cells), max(cell["schooljaar"][-9:-5] for cell in cells)
    return _school_year(int(first) + before), _school_year(int(last) + (before if only_counted else after))


def _school_year(start: int) -> str:
    return f"{start}-{start + 1}"


def printed(connection: "duckdb.DuckDBPyConnection", cell: dict[str, Any]) -> list[tuple]:
    """Values that the report prints and that this cell is (a part of).

    Each: id, as printed, unit, computed, status, section, and its school years where the cell has others. A pool of
    exit years that has grown since holds the years of the report.
    """
    keys = (*DIMENSIONS, "categorie")
    matches = " and ".join(
        f"(parts.{key} is null or contains('|' || parts.{key} || '|', '|' || $cell_{key} || '|')"
        + (f" or ({POOL_HOLDS})" if key == "schooljaar" else "")
        + ")"
        for key in keys
    )
    return connection.execute(
        "select waarde_id, waarde_gedrukt, eenheid, round(waarde_berekend, 1), status, paragraaf, "
        "case when schooljaar <> $cell_schooljaar then replace(schooljaar, 'alle', 'all school years') end "
        "from publications.reconciliation where waarde_id in (select parts.waarde_id from "
        f"reference.published_value_cells as parts where parts.publicatie = $publicatie and {matches}) "
        "order by waarde_id",
        {"publicatie": cell["publicatie"], **{f"cell_{key}": cell[key] for key in keys}},
    ).fetchall()


def way_down(connection: "duckdb.DuckDBPyConnection", population: str, first: str, last: str) -> list[Step]:
    """From all enrolments to the population, over the school years from first to last in which it is known."""
    sizes = connection.execute(
        """
        with years as (select schooljaar from marts.populations where populatie = ? and schooljaar between ? and ?)
        select populatie, any_value(uit_populatie), any_value(regels), sum(n_leerlingen)::bigint
        from marts.populations where schooljaar in (from years)
        group by populatie
        """,
        [population, first, last],
    ).fetchall()
    by_name = {name: (taken_from, rules, size) for name, taken_from, rules, size in sizes}
    dropped = dict(
        connection.execute(
            "select regel, sum(aantal)::bigint from marts.attrition where schooljaar in (select schooljaar "
            "from marts.populations where populatie = ? and schooljaar between ? and ?) group by regel",
            [population, first, last],
        ).fetchall()
    )
    steps: list[Step] = []
    name: str | None = population
    while name in by_name:
        taken_from, rules, size = by_name[name]
        before = by_name[taken_from][2] if taken_from else None
        single = [rule for rule in sorted(dropped) if rule.startswith("R0") and rule in (rules or "").split()]
        # R10 counts each of these apart, as long as all of them are those of the attrition
        if before is not None and len(single) > 1 and sum(dropped[rule] for rule in single) == before - size:
            left, parts = before, []
            for rule in single:
                left -= dropped[rule]
                parts.append(Step(rule, dropped[rule], left, name if rule == single[-1] else ""))
            steps = parts + steps
        else:
            steps = [Step(rules or "", None if before is None else before - size, size, name), *steps]
        name = taken_from
    return steps
