"""`wpl incidents`: what is wrong now, since when, who knows; and the word that someone knows."""

from orchestration.alerts.outbox import Outbox
from orchestration.history import now
from orchestration.incidents import Acknowledgement, Incident, Incidents
from orchestration.settings import Settings

HEADER = ("id", "severity", "check", "asset", "since", "refreshes", "rows", "acknowledged")


def print_incidents(settings: Settings) -> int:
    incidents = Incidents(settings)
    open_now = incidents.all(only_open=True)
    for state in Outbox(settings).states().values():
        if state.n_failures:
            print(f"messages wait for {state.name}: {state.error} ({state.n_failures} tries)")
    known = {each.incident: each for each in incidents.acknowledgements()}
    if not open_now:
        print("no incident is open")
        return 0
    rows = [HEADER, *(_row(incident, known.get(incident.id)) for incident in open_now)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    errors = sum(incident.severity == "error" for incident in open_now)
    print(f"{len(open_now)} open ({errors} error); `wpl incidents ack <id> --by NAME --note TEXT` acknowledges one")
    return 0


def acknowledge(settings: Settings, id: int, by: str, note: str) -> int:
    """Raises: UnknownIncidentError: no open incident has this id."""
    Incidents(settings).acknowledge(id, now(), by, note)
    print(f"incident {id} is acknowledged by {by}")
    return 0


def _row(incident: Incident, known: Acknowledgement | None) -> tuple[str, ...]:
    return (
        str(incident.id),
        incident.severity,
        incident.check_name,
        incident.asset,
        incident.opened_at,
        str(incident.n_refreshes),
        "" if incident.numerator is None else f"{incident.numerator} of {incident.denominator}",
        _acknowledged(incident, known),
    )


def _acknowledged(incident: Incident, known: Acknowledgement | None) -> str:
    if known is None:
        return "no"
    told = f"{known.by}, {known.at}: {known.note}"
    return told if incident.is_acknowledged else f"no; before it worsened by {told}"
