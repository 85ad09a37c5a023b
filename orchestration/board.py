"""The board: one page with open incidents, and every check with its state and history. `wpl checks --html` writes it.

Here: gathering what the page shows. Not here: how it looks (`board.html.jinja`), the words of a check
(`checks_catalogue.py`). Counts and locations only; the page holds everything it needs and asks for nothing.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import jinja2

from orchestration.alerts.message import grouped, spoken
from orchestration.checks_catalogue import CheckDescription, described
from orchestration.errors import NothingPublishedError
from orchestration.history import FAILED, NOT_APPLICABLE, PASSED, SKIPPED, CheckResult, History, Refresh, now
from orchestration.incidents import Acknowledgement, Incident, Incidents
from orchestration.report_checks import ORDER
from orchestration.settings import Settings

N_REFRESHES = 20  # in the strip
ABSENT = "absent"
WORDS = {
    FAILED: "niet in orde",
    SKIPPED: "overgeslagen",
    NOT_APPLICABLE: "niet van toepassing",
    PASSED: "in orde",
    ABSENT: "niet uitgevoerd",
}


@dataclass(frozen=True)
class Mark:
    """One refresh in the strip of a check. result: None when the check was not in it."""

    refresh: Refresh
    result: CheckResult | None

    @property
    def outcome(self) -> str:
        return self.result.outcome if self.result else ABSENT

    @property
    def kind(self) -> str:
        """As a class name."""
        warns = self.result is not None and self.outcome == FAILED and self.result.severity == "warn"
        return "warned" if warns else self.outcome.replace(" ", "-")

    @property
    def words(self) -> str:
        counted = f", {many(self.result)}" if self.result and self.outcome == FAILED else ""
        return f"{spoken(self.refresh.started_at)}: {WORDS[self.outcome]}{counted}"


@dataclass(frozen=True)
class Row:
    """One check. marks: oldest refresh first; the last one is its state."""

    asset: str
    check: CheckDescription
    marks: list[Mark]

    @property
    def state(self) -> Mark:
        return self.marks[-1]

    @property
    def strip_words(self) -> str:
        bad = [mark.words for mark in self.marks if mark.outcome == FAILED]
        return f"Laatste {len(self.marks)} refreshes, {len(bad)} keer niet in orde" + "".join(f"; {w}" for w in bad)


@dataclass(frozen=True)
class Trouble:
    """An open incident with the words of its check and the last that was said of it."""

    incident: Incident
    check: CheckDescription
    known: Acknowledgement | None


def write_board(settings: Settings) -> Path:
    """Returns the path of the page.

    Raises:
        NothingPublishedError: there was no refresh yet.
    """
    history = History(settings)
    refreshes = history.last_refreshes(N_REFRESHES)
    if not refreshes:
        raise NothingPublishedError(f"no refresh has run on {settings.data} yet; run `wpl refresh` first")
    page = _template().render(
        rows=_rows(settings, history, refreshes),
        troubles=_troubles(settings),
        last=refreshes[-1],
        published=history.last_refresh(outcome="published"),
        refreshes=refreshes,
        words=WORDS,
        order=ORDER,
        made_at=now(),
    )
    aside = settings.board.with_suffix(".new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(page)
    aside.replace(settings.board)
    return settings.board


def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"grouped": grouped, "spoken": spoken, "many": many}
    return environment.get_template("board.html.jinja")


def _rows(settings: Settings, history: History, refreshes: list[Refresh]) -> list[Row]:
    """What needs looking at first, then by asset and name."""
    found = [{(each.asset, each.check_name): each for each in history.results_of(one.run_id)} for one in refreshes]
    rows = [
        Row(
            asset,
            described(name, settings.seeds),
            [Mark(refresh, results.get((asset, name))) for refresh, results in zip(refreshes, found, strict=True)],
        )
        for asset, name in sorted({place for results in found for place in results})
    ]
    urgency = (*ORDER[:2], ABSENT, *ORDER[2:])
    return sorted(rows, key=lambda row: (urgency.index(row.state.outcome), row.state.kind == "warned"))


def _troubles(settings: Settings) -> list[Trouble]:
    incidents = Incidents(settings)
    known = {each.incident: each for each in incidents.acknowledgements()}
    return [
        Trouble(incident, described(incident.check_name, settings.seeds), known.get(incident.id))
        for incident in incidents.all(only_open=True)
    ]


def many(found: CheckResult | Incident) -> str:
    """`3 van 1.234`, `3`, or nothing where nothing was counted."""
    if found.numerator is None:
        return ""
    return grouped(found.numerator) + (f" van {grouped(found.denominator)}" if found.denominator is not None else "")
