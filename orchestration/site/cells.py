"""The cells of one publication, arranged: what a chart draws and what the table below it shows.

Suppressed cells (R34) come without numbers from the release; a table shows them as such, a chart has no trace of them.
Not here: reading the release (`release.py`), how a chart looks (`charts.py`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from orchestration.site.figures import Figure, Text, scale

Cell = dict[str, Any]

# Columns that a label joins; the table does not show them again.
JOINED = {
    "groep": ("onderwijsvorm", "stageverplichting"),
    "opleiding": ("onderwijsvorm", "leerjaar"),
    "rij": ("onderwijsvorm", "duaal", "studiegebied", "stageverplichting"),
    "opleidingstype": ("categorie",),
    "moment": ("categorie",),
    "stageregistratie": ("categorie",),
    "uitkomst": ("categorie",),
    "kenmerk": ("categorie",),
    "profiel": ("onderwijsvorm", "categorie"),
    "status": ("categorie",),
}
DIMENSIONS = (
    *("aanbieder", "onderwijsvorm", "leerjaar", "studiegebied", "stageverplichting"),
    *("duaal", "kwalificatie", "kwartaal", "categorie"),
)
MEAN = "leerlingen per groep"  # the one category of fig_08 that is no share: pupils over units


def labelled(cell: Cell) -> Cell:
    """The cell with the joined labels beside its columns."""
    form, area, duty = cell["onderwijsvorm"], cell["studiegebied"], cell["stageverplichting"]
    first, second, third = (*cell["categorie"].split(": "), "", "")[:3]
    group = f"{form} {duty} stageverplichting" if form == "TSO" and duty != "alle" else form
    parts = [group, "duaal" if cell["duaal"] == "ja" else "", "" if area == "alle" else area]
    return {
        **cell,
        "groep": group,
        "opleiding": f"{form} {cell['leerjaar']}",
        "rij": " ".join(part for part in parts if part),
        "opleidingstype": first,
        "moment": second,
        "stageregistratie": first,
        "uitkomst": second,
        "kenmerk": first,
        "profiel": f"{form} {scale('waarde').label(second)}",
        "status": third,
    }


def ordered(cells: Iterable[Cell], column: str, scale_name: str = "") -> list[str]:
    """The values of a column as they are shown: by the scale, else numbers by size, else by the alphabet."""
    cells = list(cells)
    values = {cell[column] for cell in cells}
    if column == "rij":
        rank = {cell["rij"]: (cell["duaal"], cell["onderwijsvorm"], cell["stageverplichting"]) for cell in cells}
        areas = {cell["rij"]: scale("studiegebied").rank(cell["studiegebied"]) for cell in cells}
        return sorted(values, key=lambda value: (*rank[value], areas[value]))
    ranks = scale(scale_name or column)
    return sorted(values, key=lambda value: (*ranks.rank(value)[:1], *_natural(value)))


def _natural(value: str) -> tuple[int, str]:
    digits = "".join(character for character in value.split("-")[0] if character.isdigit())
    return (int(digits) if digits else 10**9, value)


def period(schooljaar: str) -> Text:
    """A school year, or the first and the last of those that are pooled."""
    return {"nl": schooljaar.replace("..", " tot "), "en": schooljaar.replace("..", " to ")}


def drawn(figure: Figure, cells: list[Cell]) -> list[dict[str, Any]]:
    """Rows for the chart: y(ear), p(anel), x, s(eries), o(rder of s), v(alue), a(antal), n(oemer); in order of x."""
    chart = figure.chart
    shown = [
        cell
        for cell in cells
        if not cell["onderdrukt"] and all(cell[column] in values for column, values in chart.only.items())
    ]
    series = ordered(shown, chart.series, chart.scale)
    along = ordered(shown, chart.x)
    return [
        {
            "y": cell["schooljaar"],
            "p": cell[chart.panels] if chart.panels else "",
            "x": cell[chart.x],
            "s": scale(chart.scale).label(cell[chart.series]),
            "o": series.index(cell[chart.series]),
            "v": cell[chart.value],
            "a": cell["aantal"],
            "n": cell["noemer"],
        }
        for cell in sorted(shown, key=lambda cell: along.index(cell[chart.x]))
    ]


@dataclass(frozen=True)
class Table:
    """Numbers below a chart. bodies: per school year (one body, None, when years are rows) the rows."""

    row_columns: list[str]
    column_heads: list[str]
    bodies: dict[str | None, list[tuple[list[str], list[Cell | None]]]]


def table(figure: Figure, cells: list[Cell]) -> Table:
    """Every cell of the publication, its series side by side."""
    rows = row_columns(figure, cells)
    heads = ordered(cells, figure.chart.series, figure.chart.scale)
    orders = {column: ordered(cells, column) for column in rows}
    found: dict[str | None, dict[tuple, dict[str, Cell]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        key = tuple(cell[column] for column in rows)
        found[cell["schooljaar"] if figure.has_year else None][key][cell[figure.chart.series]] = cell

    def order(item: tuple[tuple, dict[str, Cell]]) -> tuple:
        key, by_head = item
        size = -sum(cell["aantal"] or 0 for cell in by_head.values()) if figure.chart.by_size else 0
        return (size, *(orders[column].index(value) for column, value in zip(rows, key, strict=True)))

    return Table(
        rows,
        heads,
        {
            year: [(list(key), [by_head.get(head) for head in heads]) for key, by_head in sorted(of.items(), key=order)]
            for year, of in sorted(found.items(), key=lambda item: item[0] or "")
        },
    )


def row_columns(figure: Figure, cells: list[Cell]) -> list[str]:
    """The columns that tell the rows of the table apart, the school year first where it is one."""
    chart = figure.chart
    wanted = [] if figure.has_year else ["schooljaar"]
    wanted += [column for column in (chart.panels, chart.x) if column and column not in (chart.series, *wanted)]
    covered = {part for column in (*wanted, chart.series) for part in (column, *JOINED.get(column, ()))}
    wanted += [column for column in DIMENSIONS if column not in covered and len({cell[column] for cell in cells}) > 1]
    return wanted
