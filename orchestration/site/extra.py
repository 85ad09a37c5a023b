"""The charts that are no publication: attrition, reconciliation, checks over time, quarantine."""

from collections import defaultdict
from typing import Any

from orchestration.site.channels import COUNT, INK, PAPER
from orchestration.site.content import Content
from orchestration.site.release import Release
from orchestration.site.words import STATUSES

# From good to bad; grey is what says nothing.
STATUS_COLOURS = {
    "match": "#2a6496",
    "near": "#6aaed6",
    "explained": "#8a4a7f",
    "differs": "#c8611a",
    "not delivered": "#b9bfc6",
    "not computed": "#dde1e5",
}
OUTCOME_COLOURS = {"failed": "#c8611a", "skipped": "#8a4a7f", "not applicable": "#cfd6dd", "passed": "#2a6496"}
KIND_COLOURS = {"total": "#22303c", "drop": "#d9822b", "leavers": "#2a6496"}

# Why an enrolment is outside the population, in a few words (R10: by the first rule that it breaks).
DROPPED = {
    "R01": {"nl": "niet op de teldag", "en": "not on the count day"},
    "R02": {"nl": "een andere telt", "en": "another one counts"},
    "R03": {"nl": "niet voltijds gewoon", "en": "not full-time ordinary"},
    "R04": {"nl": "niet de derde graad", "en": "not the third stage"},
    "R05": {"nl": "modulair", "en": "modular"},
    "R06": {"nl": "duaal", "en": "dual"},
    "R07": {"nl": "te oud", "en": "too old"},
    "R08": {"nl": "Se-n-Se", "en": "Se-n-Se"},
    "R09": {"nl": "naamloos leerjaar", "en": "nameless year"},
}


def _content(title: dict[str, str], spec: dict[str, Any], rows: list[dict], years: list[str] | None = None) -> Content:
    newest = years[-1] if years else ""
    return {
        "title": title,
        "spec": spec,
        "rows": rows,
        "panels": [{"key": "", "title": ""}],
        "years": years or [""],
        "report": newest,
        "newest": newest,
    }


def attrition(release: Release) -> Content:
    """From all enrolments, rule by rule, to the population and the leavers: per school year a waterfall."""
    by_year: dict[str, dict[str, int]] = defaultdict(dict)
    for row in release.attrition:
        by_year[row["schooljaar"]][row["regel"]] = row["aantal"]
    leavers = {cell["schooljaar"]: cell["noemer"] for cell in release.cells.get("fig_20", [])}
    rows = []
    for year, counts in sorted(by_year.items()):
        left = counts["inschrijvingen"]
        steps = [("inschrijvingen", "total", 0, left, {"nl": "alle inschrijvingen", "en": "all enrolments"})]
        for rule, words in DROPPED.items():
            if rule in counts:
                text = {language: f"{rule} {said}" for language, said in words.items()}
                steps.append((rule, "drop", left - counts[rule], left, text))
                left -= counts[rule]
        steps.append(
            ("P_GOAL", "total", 0, counts["P_GOAL"], {"nl": "populatie (P_GOAL)", "en": "population (P_GOAL)"})
        )
        if year in leavers:
            steps.append(
                ("leavers", "leavers", 0, leavers[year], {"nl": "daarvan uitgestroomd", "en": "of these: leavers"})
            )
        rows += [
            {"y": year, "p": "", "x": text, "o": order, "kind": kind, "from": low, "v": high, "a": high - low}
            for order, (_, kind, low, high, text) in enumerate(steps)
        ]
    along = {
        "y": {
            "field": "x",
            "type": "nominal",
            "sort": {"field": "o", "op": "min"},
            "title": None,
            "axis": {"labelLimit": 220, "grid": False},
        },
        "x": {"field": "from", "type": "quantitative", "title": COUNT, "axis": {"format": ",d", "tickCount": 5}},
        "x2": {"field": "v"},
    }
    largest = max((row["v"] for row in rows), default=1)
    along["x"]["scale"] = {"domain": [0, largest * 1.12], "nice": False}
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(KIND_COLOURS), "range": list(KIND_COLOURS.values())},
    }
    spec = {
        "width": "container",
        "height": {"step": 30},
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    **along,
                    "color": colour,
                    "tooltip": [{"field": "x", "title": " "}, {"field": "a", "title": COUNT, "format": ",d"}],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 11, "color": INK},
                "encoding": {
                    "y": along["y"],
                    "x": {"field": "v", "type": "quantitative"},
                    "text": {"field": "a", "format": ",d"},
                },
            },
        ],
    }
    title = {"nl": "Van inschrijving tot populatie", "en": "From enrolment to population"}
    # the newest year nobody is known to have left: the one before it shows more
    return _content(title, spec, rows, sorted(by_year)) | {"report": max(set(by_year) & set(leavers), default="")}


def reconciliation(release: Release) -> Content:
    counts: dict[str, int] = defaultdict(int)
    for row in release.printed:
        counts[row["status"]] += 1
    rows = [
        {"y": "", "p": "", "x": "", "s": STATUSES[status], "o": order, "v": counts[status], "k": status}
        for order, status in enumerate(STATUS_COLOURS)
        if counts[status]
    ]
    title = {"nl": "Gedrukte waarden naast de berekende", "en": "Printed values beside the computed ones"}
    return _content(title, _one_bar(STATUS_COLOURS), rows)


def _one_bar(colours: dict[str, str]) -> dict[str, Any]:
    white = [status for status in colours if status in {"match", "explained", "differs", "passed", "failed", "skipped"}]
    value = {"field": "v", "type": "quantitative", "stack": "zero", "axis": None, "scale": {"nice": False}}
    order = {"field": "o", "type": "quantitative"}
    return {
        "width": "container",
        "height": 34,
        "layer": [
            {
                "mark": {"type": "bar", "stroke": PAPER},
                "encoding": {
                    "x": value,
                    "order": order,
                    "color": {
                        "field": "k",
                        "legend": None,
                        "scale": {"domain": list(colours), "range": list(colours.values())},
                    },
                    "tooltip": [{"field": "s", "title": "status"}, {"field": "v", "title": COUNT}],
                },
            },
            {
                "mark": {"type": "text", "fontSize": 12},
                "encoding": {
                    "x": {**value, "bandPosition": 0.5},
                    "order": order,
                    "detail": {"field": "k"},
                    "text": {"field": "v"},
                    "color": {"condition": {"test": {"field": "k", "oneOf": white}, "value": PAPER}, "value": INK},
                },
            },
        ],
    }


def checks_over_time(release: Release) -> Content:
    """Per refresh, how many checks ended how; an error that failed stopped that refresh."""
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for row in release.check_history:
        totals[row["refreshed_at"], row["outcome"]] += row["n"]
    order = list(OUTCOME_COLOURS)
    rows = [
        {"y": "", "p": "", "x": at[:16].replace("T", " "), "k": outcome, "s": STATUSES[outcome], "v": n,
         "o": order.index(outcome)}
        for (at, outcome), n in sorted(totals.items())
    ]  # fmt: skip
    spec = _bars(OUTCOME_COLOURS, order, {"nl": "refresh (UTC)", "en": "refresh (UTC)"})
    return _content({"nl": "Controles per refresh", "en": "Checks per refresh"}, spec, rows)


def quarantine(release: Release) -> Content:
    """Rows set apart, per delivery and reason."""
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for row in release.quarantine:
        totals[f"{row['agency']} {row['delivery']}", row["reason"]] += row["n_rows"]
    reasons = sorted({reason for _, reason in totals})
    palette = ["#2a6496", "#c8611a", "#1b8a7a", "#8a4a7f", "#b58a12", "#6aaed6", "#7d8791"]
    colours = {reason: palette[index % len(palette)] for index, reason in enumerate(reasons)}
    rows = [
        {"y": "", "p": "", "x": delivery, "k": reason, "s": reason, "v": n, "o": reasons.index(reason)}
        for (delivery, reason), n in sorted(totals.items())
    ]
    spec = _bars(colours, reasons, {"nl": "levering", "en": "delivery"})
    return _content({"nl": "Rijen in quarantaine", "en": "Rows in quarantine"}, spec, rows) | {"colours": colours}


def _bars(colours: dict[str, str], order: list[str], along: dict[str, str]) -> dict[str, Any]:
    return {
        "width": "container",
        "height": {"step": 26},
        "mark": {"type": "bar", "stroke": PAPER},
        "encoding": {
            "y": {"field": "x", "type": "ordinal", "title": None, "axis": {"labelLimit": 200}},
            "x": {
                "field": "v",
                "type": "quantitative",
                "title": COUNT,
                "stack": "zero",
                "axis": {"tickCount": 6, "format": ",d"},
            },
            "order": {"field": "o", "type": "quantitative"},
            "color": {
                "field": "k",
                "legend": None,
                "scale": {"domain": order, "range": [colours[value] for value in order]},
            },
            "tooltip": [
                {"field": "x", "title": along},
                {"field": "s", "title": {"nl": "uitkomst", "en": "outcome"}},
                {"field": "v", "title": COUNT, "format": ",d"},
            ],
        },
    }
