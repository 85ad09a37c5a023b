"""The parts that the kinds of charts share: axes, colours, tooltips. Not here: a whole chart (`charts.py`)."""

from math import floor
from typing import Any

from orchestration.site.figures import Chart, Text, scale

INK, PAPER, OTHER = "#22303c", "#ffffff", "#7d8791"
SHARE: Text = {"nl": "aandeel", "en": "share"}
COUNT: Text = {"nl": "aantal", "en": "number"}
Spec = dict[str, Any]

AXES: dict[str, Text] = {
    "schooljaar": {"nl": "schooljaar", "en": "school year (schooljaar)"},
    "kwartaal": {"nl": "kwartaal na schoolverlaten", "en": "quarter after leaving (kwartaal)"},
    "leerjaar": {"nl": "leerjaar", "en": "year of study (leerjaar)"},
    "categorie": {"nl": "leerlingen in de groep", "en": "pupils in the group"},
}


def colours(chart: Chart, rows: list[dict]) -> dict[str, str]:
    """Colour of each series that is drawn, in order."""
    known = {scale(chart.scale).label(value): colour for value, colour in scale(chart.scale).colours.items()}
    return {row["s"]: known.get(row["s"], OTHER) for row in sorted(rows, key=lambda row: row["o"])}


def first_value(chart: Chart, rows: list[dict]) -> float:
    """Where the value axis begins: 0, but for lines that all run high."""
    lowest = min((row["v"] for row in rows), default=0)
    return floor(lowest * 20 - 0.2) / 20 if chart.kind == "lines" and chart.value == "aandeel" and lowest > 0.5 else 0


def value_axis(chart: Chart, largest: float, first: float = 0) -> Spec:
    share = chart.value == "aandeel"
    return {
        "field": "v",
        "type": "quantitative",
        "title": SHARE if share else COUNT,
        "scale": {"domain": [first, largest], "nice": not share},
        "axis": {"format": ".0%" if share else ",d", "tickCount": 5},
    }


def category_axis(chart: Chart, rows: list[dict]) -> Spec:
    order = list(dict.fromkeys(row["x"] for row in rows))
    axis: Spec = {"labelAngle": 0, "labelLimit": 210, "labelOverlap": False}
    if chart.x == "schooljaar":
        # 2010-2011 as 10-11: a year per bar, on a phone too
        axis |= {"labelExpr": "slice(datum.value, 2, 5) + slice(datum.value, 7)", "labelOverlap": "parity"}
    if chart.x == "kwartaal":
        axis |= {"labelExpr": "'K' + datum.value"}
    few = len(order) < 4 and chart.kind != "lines"  # else two years are two walls
    by_size = {"op": "sum", "field": "v", "order": "descending"}
    return {
        "field": "x",
        "type": "ordinal",
        "sort": by_size if chart.by_size else order,
        "scale": {} if chart.across else {"domain": order, **({"padding": 0.35} if few else {})},
        "title": None if chart.across and chart.x != "kwartaal" else AXES.get(chart.x),
        "axis": axis,
    }


def colour(chart: Chart, rows: list[dict]) -> Spec:
    found = colours(chart, rows)
    return {
        "field": "s",
        "type": "nominal",
        "scale": {"domain": list(found), "range": list(found.values())},
        "legend": None,
    }


def tooltip(chart: Chart) -> list[Spec]:
    told = [{"field": "x", "title": AXES.get(chart.x, {"nl": chart.x, "en": chart.x})}]
    told.append({"field": "s", "title": {"nl": "reeks", "en": "series"}})
    if chart.value == "aandeel":
        told.append({"field": "v", "title": SHARE, "format": ".1%"})
    told.append({"field": "a", "title": COUNT, "format": ",d"})
    if chart.value == "aandeel":
        told.append({"field": "n", "title": {"nl": "op een totaal van", "en": "out of"}, "format": ",d"})
    return told


def luminance(colour: str) -> float:
    """Relative luminance (WCAG) of #rrggbb."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
