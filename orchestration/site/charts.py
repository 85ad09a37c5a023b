"""Vega-Lite specifications: one function per kind of chart, without data.

A text is {"nl": ..., "en": ...}; the page picks its language. The page also puts in the data, one view per panel
and school year, so that panels wrap on a narrow screen and share their scales.
"""

from collections import defaultdict
from math import ceil

from orchestration.site.channels import (
    COUNT,
    INK,
    PAPER,
    SHARE,
    Spec,
    category_axis,
    colour,
    colours,
    first_value,
    luminance,
    tooltip,
    value_axis,
)
from orchestration.site.figures import Chart

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")


def specification(chart: Chart, rows: list[dict]) -> Spec:
    """The chart of a figure; `rows` only settle its scales, the same for every panel and year."""
    return {"stacked": stacked, "bars": bars, "lines": lines, "ranked": ranked}[chart.kind](chart, rows)


def _laid(chart: Chart, category: Spec, value: Spec, offset: Spec | None = None) -> Spec:
    """The two axes, lying or upright."""
    along, up = ("y", "x") if chart.across else ("x", "y")
    return {along: category, up: value, **({f"{along}Offset": offset} if offset else {})}


def _size(chart: Chart, step: int = 34) -> Spec:
    return {"width": "container", "height": {"step": step} if chart.across else 300}


def stacked(chart: Chart, rows: list[dict]) -> Spec:
    """Bars of parts that add up; a part says its share where there is room."""
    found = colours(chart, rows)
    dark = [colour for colour in found.values() if luminance(colour) < 0.32]
    largest = 1.0 if chart.value == "aandeel" else _largest_stack(rows)
    value = {**value_axis(chart, largest), "stack": "zero"}
    category = category_axis(chart, rows)
    order = {"field": "o", "type": "quantitative"}
    text = {"field": "v", "format": ".0%" if chart.value == "aandeel" else ",d"}
    white = [series for series, colour in found.items() if colour in dark]
    length, least = ("width", 26) if chart.across else ("height", 12)
    too_small = f"datum.v * {length} / {largest} < {least}"
    return {
        **_size(chart),
        "layer": [
            {
                "mark": {"type": "bar", "stroke": PAPER, "strokeWidth": 0.6},
                "encoding": {
                    **_laid(chart, category, value),
                    "color": colour(chart, rows),
                    "order": order,
                    "tooltip": tooltip(chart),
                },
            },
            {
                "mark": {"type": "text", "fontSize": 10.5},
                "encoding": {
                    **_laid(chart, category, {**value, "bandPosition": 0.5}),
                    "detail": {"field": "s"},
                    "order": order,
                    "text": text,
                    "color": {"condition": {"test": {"field": "s", "oneOf": white}, "value": PAPER}, "value": INK},
                    "opacity": {
                        "condition": {"test": too_small, "value": 0},
                        "value": 1,
                    },
                },
            },
        ],
    }


def bars(chart: Chart, rows: list[dict]) -> Spec:
    """Bars side by side; each says its value."""
    largest = max((row["v"] for row in rows), default=1) or 1
    value = value_axis(chart, largest * 1.12)
    if chart.value == "aandeel" and largest > 0.8:
        value = value_axis(chart, 1.1)
        value["axis"] |= {"values": [0, 0.25, 0.5, 0.75, 1]}
    category = category_axis(chart, rows)
    grouped = chart.series not in (chart.x, chart.panels) and len(colours(chart, rows)) > 1
    offset = {"field": "s", "sort": list(colours(chart, rows))} if grouped else None
    beside = {"align": "left", "dx": 4} if chart.across else {"baseline": "bottom", "dy": -3}
    text = {"field": "v", "format": ".1%" if chart.value == "aandeel" else ",d"}
    laid = _laid(chart, category, value, offset)
    return {
        **_size(chart, step=38 if grouped else 27),
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 1},
                "encoding": {**laid, "color": colour(chart, rows), "tooltip": tooltip(chart)},
            },
            {
                "mark": {"type": "text", "fontSize": 10.5, "color": INK, **beside},
                "encoding": {**laid, "text": text},
            },
        ],
    }


def lines(chart: Chart, rows: list[dict]) -> Spec:
    """A line per series; its points differ in shape too."""
    first = first_value(chart, rows)
    largest = max((row["v"] for row in rows), default=1) or 1
    if chart.value == "aandeel":
        largest = min(ceil(largest * 20 + 0.2) / 20, 1) if largest > 0.1 else ceil(largest * 100 + 0.2) / 100
    value = value_axis(chart, largest, first)
    found = colours(chart, rows)
    shape = {
        "field": "s",
        "scale": {"domain": list(found), "range": [SHAPES[i % len(SHAPES)] for i in range(len(found))]},
        "legend": None,
    }
    laid = _laid(chart, category_axis(chart, rows), value)
    return {
        **_size(chart),
        "encoding": {**laid, "color": colour(chart, rows)},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.2}},
            {
                "mark": {"type": "point", "filled": True, "size": 62, "opacity": 1},
                "encoding": {"shape": shape, "tooltip": tooltip(chart)},
            },
        ],
    }


IS_LONG = "length(datum.label) > 34"
IN_TWO_LINES = r"split(replace(datum.label, /^(.{1,34}) /, '$1\n'), '\n')"  # broken at the last space that fits


def ranked(_chart: Chart, rows: list[dict]) -> Spec:
    """The ten most frequent, the largest first, named at their bar."""
    largest = max((row["v"] for row in rows), default=1)
    return {
        "width": "container",
        "height": {"step": 27},
        "encoding": {
            "y": {
                "field": "x",
                "type": "nominal",
                "sort": {"field": "o", "op": "min"},
                "title": None,
                "axis": {
                    "labelLimit": 220,
                    "labelExpr": f"{IS_LONG} ? {IN_TWO_LINES} : datum.label",
                    "labelOffset": {"condition": {"test": IS_LONG, "value": -6}, "value": 0},
                },
            },
            "x": {
                "field": "v",
                "type": "quantitative",
                "title": SHARE,
                "scale": {"domain": [0, largest * 1.18], "nice": False},
                "axis": {"format": ".0%", "tickCount": 4},
            },
            "tooltip": [
                {"field": "x", "title": {"nl": "paritair comité", "en": "joint committee"}},
                {"field": "v", "title": SHARE, "format": ".1%"},
                {"field": "a", "title": COUNT, "format": ",d"},
                {"field": "n", "title": {"nl": "op een totaal van", "en": "out of"}, "format": ",d"},
            ],
        },
        "layer": [
            {"mark": {"type": "bar", "color": "#2a6496", "cornerRadiusEnd": 1}},
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 10.5, "color": INK},
                "encoding": {"text": {"field": "v", "format": ".1%"}},
            },
        ],
    }


def _largest_stack(rows: list[dict]) -> float:
    stacks: dict[tuple, float] = defaultdict(float)
    for row in rows:
        stacks[row["y"], row["p"], row["x"]] += row["v"]
    return max(stacks.values(), default=1) or 1
