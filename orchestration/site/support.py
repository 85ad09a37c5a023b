"""What a rule rests on and what readers of a figure are warned of, in the words of the pages.

Here: kinds of rules, lines of the report, cautions. Not here: which rules and cautions there are (`release.py`).
"""

from typing import Any

from orchestration.site.cells import Cell
from orchestration.site.figures import Text

Row = dict[str, Any]

KINDS: dict[str, Text] = {
    "explicit": {"nl": "staat in het rapport", "en": "in the report"},
    "inferred": {"nl": "afgeleid uit het rapport", "en": "inferred from the report"},
    "chosen": {"nl": "hier gekozen", "en": "chosen here"},
}
MEANINGS: dict[str, Text] = {
    "explicit": {"nl": "Het rapport heeft er een zin over.", "en": "The report has a sentence for it."},
    "inferred": {
        "nl": "De cijfers of de context van het rapport zeggen het.",
        "en": "The numbers or the context of the report say it.",
    },
    "chosen": {"nl": "Het rapport zegt er niets over.", "en": "The report is silent on it."},
}
# why internships end before the other series do
NO_REGISTER_ANY_MORE = "C19"


def lines(source_lines: str) -> Text:
    """Lines and footnotes of the report: `lines 1201; footnotes 40, 42`."""
    parts = [part.strip() for part in source_lines.split(";")]
    notes = [part.removeprefix("fn ") for part in parts if part.startswith("fn ")]
    others = [part for part in parts if not part.startswith("fn ")]
    is_one = len(others) == 1 and "-" not in others[0]
    told: Text = {}
    for language, (line, many_lines, note, many_notes) in {
        "nl": ("lijn", "lijnen", "voetnoot", "voetnoten"),
        "en": ("line", "lines", "footnote", "footnotes"),
    }.items():
        found = [f"{line if is_one else many_lines} {', '.join(others)}"] if others else []
        found += [f"{note if len(notes) == 1 else many_notes} {', '.join(notes)}"] if notes else []
        told[language] = "; ".join(found)
    return told


def warns_of(caution: Row) -> Text:
    """Whose caution it is: of the report, with its lines, or of this project."""
    if not caution["source_lines"]:
        return {"nl": "een waarschuwing van dit project, niet van het rapport", "en": "this project's own caution"}
    found = lines(caution["source_lines"])
    return {"nl": f"rapport, {found['nl']}", "en": f"report, {found['en']}"}


def series_end(cells: list[Cell], cautions: list[Row]) -> Row | None:
    """Where a series of registered internships ends (year), and why (caution)."""
    why = [caution for caution in cautions if caution["caution"] == NO_REGISTER_ANY_MORE]
    if not (why and cells):
        return None
    return {"year": max(cell["schooljaar"] for cell in cells), "caution": why[0]}


def kinds_of(rules: list[Row]) -> dict[str, int]:
    """How many rules are of each kind."""
    return {kind: sum(rule["support"] == kind for rule in rules) for kind in KINDS}
