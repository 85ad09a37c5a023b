"""The words of a message, in Dutch: what is wrong, where, how much, what it holds back, what to do.

Here: from a notice to text. Not here: the words of a check (`checks_catalogue.py`), who gets it (`outbox.py`).
Counts and locations only: a notice holds nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.checks_catalogue import CheckDescription
from orchestration.incidents import CLOSED, OPENED, REMINDER, WORSENED

AT_MOST = 8  # names in a row; a message is read on a phone

TITLES = {
    OPENED: {"error": "FOUT", "warn": "Waarschuwing"},
    WORSENED: {"error": "FOUT (was een waarschuwing)"},
    REMINDER: {"error": "Herinnering: FOUT"},
}
COLOURS = {"error": "#b00020", "warn": "#b36b00"}
SOLVED, GREEN = "Opgelost", "#2e7d32"


@dataclass(frozen=True)
class Notice:
    """A change of an incident that is to be told, and the incident as it was then."""

    id: int
    message_id: str
    thread: str  # message id of the first notice of the incident
    incident: int
    event: str
    at: str
    opened_at: str
    asset: str
    check_name: str
    severity: str
    run_id: str | None
    n_refreshes: int
    numerator: int | None
    denominator: int | None
    sample: str | None


@dataclass(frozen=True)
class Surroundings:
    """What a notice does not hold. publications: downstream of the asset. deliveries: taken in by the run."""

    publications: Sequence[str]
    deliveries: Sequence[str]
    ui: str


@dataclass(frozen=True)
class Message:
    id: str
    thread: str
    incident: int
    event: str
    severity: str
    check_name: str
    title: str
    text: str
    colour: str


def compose(notice: Notice, check: CheckDescription, around: Surroundings) -> Message:
    closes = notice.event == CLOSED
    kind = SOLVED if closes else TITLES[notice.event].get(notice.severity, TITLES[OPENED][notice.severity])
    return Message(
        id=notice.message_id,
        thread=notice.thread,
        incident=notice.incident,
        event=notice.event,
        severity=notice.severity,
        check_name=notice.check_name,
        title=f"{kind}: {notice.check_name} (incident {notice.incident})",
        text="\n".join(_closed(notice, check, around) if closes else _open(notice, check, around)),
        colour=GREEN if closes else COLOURS[notice.severity],
    )


def _open(notice: Notice, check: CheckDescription, around: Surroundings) -> list[str]:
    return [
        "Niet voldaan" + _promise(check),
        *_how_many(notice),
        *([f"Waar (levering/bestand:regel): {notice.sample}"] if notice.sample else []),
        *([f"Opgenomen in deze run: {shortened(around.deliveries)}"] if around.deliveries else []),
        *_held_back(notice, around.publications),
        f"Wat te doen: {check.what_to_do_nl}",
        f"Sinds {spoken(notice.opened_at)}, in {counted(notice.n_refreshes, 'refresh', 'refreshes')}.",
        *_link(notice, around.ui),
        f"Bevestigen: wpl incidents ack {notice.incident} --by NAAM --note TEKST",
    ]


def _closed(notice: Notice, check: CheckDescription, around: Surroundings) -> list[str]:
    return [
        "Weer voldaan" + _promise(check),
        f"In orde sinds {spoken(notice.at)}; het incident begon op {spoken(notice.opened_at)} en was te zien in "
        f"{counted(notice.n_refreshes, 'refresh', 'refreshes')}.",
        *_link(notice, around.ui),
    ]


def _promise(check: CheckDescription) -> str:
    return (f" aan regel {check.rule}: " if check.rule else ": ") + check.statement_nl


def _how_many(notice: Notice) -> list[str]:
    if notice.numerator is None:
        return []
    of = f" van {grouped(notice.denominator)}" if notice.denominator is not None else ""
    return [f"Hoeveel: {grouped(notice.numerator)}{of}, in {notice.asset}"]


def _held_back(notice: Notice, publications: Sequence[str]) -> list[str]:
    if notice.severity != "error":
        return ["Een waarschuwing houdt geen publicatie tegen."]
    touched = f" Geraakt: {shortened(publications)}." if publications else ""
    return [f"Er wordt niets gepubliceerd; de vorige publicatie blijft staan.{touched}"]


def _link(notice: Notice, ui: str) -> list[str]:
    return [f"Run: {ui}/runs/{notice.run_id}"] if notice.run_id else []


def shortened(names: Sequence[str]) -> str:
    """`fig_01, fig_02 en nog 12`."""
    rest = len(names) - AT_MOST
    return ", ".join(names[:AT_MOST]) + (f" en nog {rest}" if rest > 0 else "")


def grouped(number: int | None) -> str:
    """1234567 as 1.234.567."""
    return f"{number or 0:,}".replace(",", ".")


def counted(number: int, one: str, more: str) -> str:
    return f"{grouped(number)} {one if number == 1 else more}"


def spoken(at: str) -> str:
    """2026-11-25T04:05:09Z as 2026-11-25 04:05 UTC."""
    return f"{at[:10]} {at[11:16]} UTC"
