"""What the script of a page draws: one document per chart, with its specification and its rows.

A figure's document is `data/<name>.js`, which a page loads as a script: reading a file is forbidden to a page that
was opened from disk, loading a script is not.
"""

import json
from typing import Any

from orchestration.site.cells import Cell, drawn, ordered, period
from orchestration.site.channels import colours, first_value
from orchestration.site.charts import SHAPES, specification
from orchestration.site.figures import Figure, scale
from orchestration.site.release import Release

Content = dict[str, Any]
RANKS = 10


def content_of(figure: Figure, cells: list[Cell], release: Release) -> Content:
    """Specification, rows, panels and years of a figure."""
    ranks = figure.chart.kind == "ranked"
    rows = ranked_rows(figure, cells, release.committees) if ranks else drawn(figure, cells)
    if ranks or not figure.chart.panels:
        panels = list(dict.fromkeys(row["p"] for row in rows))
    else:
        panels = ordered(
            (cell for cell in cells if cell[figure.chart.panels] in {row["p"] for row in rows}), figure.chart.panels
        )
    years = sorted({row["y"] for row in rows}) if figure.has_year else [""]
    return {
        "title": figure.title,
        "spec": specification(figure.chart, rows),
        "rows": rows if figure.has_year else [{**row, "y": ""} for row in rows],
        "panels": [panel_title(figure, panel) for panel in panels],
        "years": years,
        "report": first_year(figure, years, release),
        "pooled": [period(year) for year in sorted({cell["schooljaar"] for cell in cells}) if ".." in year],
        "newest": years[-1] if years else "",
    }


def first_year(figure: Figure, years: list[str], release: Release) -> str:
    """The school year that a page shows first: the report's where it names one, else the newest that is final."""
    if figure.year in years:
        return figure.year
    final = [year for year in years if year not in release.provisional]
    return (final or years or [""])[-1]


def panel_title(figure: Figure, panel: str) -> dict[str, Any]:
    texts = {"alle": {"nl": "alle", "en": "all"}}
    if not figure.chart.panels:
        return {"key": panel, "title": ""}
    return {"key": panel, "title": texts.get(panel, scale(figure.chart.panels).text(panel))}


def legend(figure: Figure, rows: list[dict]) -> list[dict[str, str]]:
    """Value, colour, shape (of a line) and English gloss of each series; empty where one colour says it all."""
    found = colours(figure.chart, rows)
    if figure.chart.kind == "ranked" or figure.chart.series == figure.chart.panels:
        return []
    shaped = figure.chart.kind == "lines"
    told = scale(figure.chart.scale)
    english = {told.label(value): words for value, words in told.english.items()}
    return [
        {
            "value": value,
            "colour": colour,
            "shape": SHAPES[index % len(SHAPES)] if shaped else "box",
            "en": english.get(value, ""),
        }
        for index, (value, colour) in enumerate(found.items())
    ]


def axis_begins(figure: Figure, rows: list[dict]) -> float:
    return first_value(figure.chart, rows)


def ranked_group(figure: Figure, cell: Cell) -> str:
    """Whom a ranking is about: the study programme where the figure is about one, else the study area."""
    return figure.studierichting or cell["studiegebied"]


def ranked_rows(figure: Figure, cells: list[Cell], committees: dict[str, str]) -> list[dict[str, Any]]:
    """The first ranks in K1 and in K8 of each study area: panels side by side."""
    return [
        {
            "y": cell["schooljaar"],
            "p": f"{ranked_group(figure, cell)}, K{cell['kwartaal']}",
            "x": committee(cell["categorie"], committees),
            "s": "",
            "o": cell["rang"],
            "v": cell["aandeel"],
            "a": cell["aantal"],
            "n": cell["noemer"],
        }
        for cell in sorted(cells, key=lambda cell: (cell["studiegebied"], cell["kwartaal"], cell["rang"] or 0))
        if cell["rang"] and cell["rang"] <= RANKS
    ]


def committee(category: str, committees: dict[str, str]) -> str:
    """`322 Uitzendarbeid` for PC 322."""
    number = category.removeprefix("PC ")
    return f"{number} {committees.get(number, '')}".strip()


def script(name: str, content: Content) -> str:
    """The document as a script. Nothing in it can end the script early: it is a file of its own."""
    return f"wpl.figure({json.dumps(name)}, {json.dumps(content, ensure_ascii=False, separators=(',', ':'))});\n"
