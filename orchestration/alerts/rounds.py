"""One round of the watch: is a refresh overdue, is a reminder due, and what waits is sent.

Here: what the Dagster sensor does at every tick, and `wpl alerts` once; time is given, so that tests need no clock.
Not here: Dagster (`assets/alerts.py`), the state of sending (`outbox.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from orchestration.alerts.configuration import Alerts, Receiver
from orchestration.alerts.message import Message, Surroundings, compose
from orchestration.alerts.outbox import Outbox
from orchestration.alerts.transport import UndeliveredError, send
from orchestration.checks_catalogue import described
from orchestration.history import FAILED, ON_TIME, REFRESH, CheckResult, History, iso
from orchestration.incidents import OPENED, Incidents, fold
from orchestration.lock import sole_sender
from orchestration.register import Register
from orchestration.settings import Settings


@dataclass
class Round:
    """What one round did. failures: why, by the name of the receiver that did not accept."""

    n_sent: int = 0
    n_waiting: int = 0
    failures: dict[str, str] = field(default_factory=dict)


def go_round(
    settings: Settings, alerts: Alerts, publications: Callable[[str], list[str]], now: datetime | None = None
) -> Round:
    """publications: downstream of an asset, by its name.

    A notice counts as sent once its receiver has accepted it: a process that is killed between the two sends it
    again, with the same message id.
    """
    now = now or datetime.now(UTC)
    done = Round()
    if not settings.register.exists():
        return done
    with sole_sender(settings) as is_sole:
        if not is_sole:
            return done
        watch(settings, alerts, now)
        outbox = Outbox(settings)
        outbox.remind(alerts.remind_every, now)
        for receiver in alerts.receivers:
            _serve(settings, alerts, outbox, receiver, publications, now, done)
    return done


def watch(settings: Settings, alerts: Alerts, now: datetime) -> None:
    """No successful refresh for too long is an incident; one that comes ends it."""
    last = History(settings).last_success()
    late = (
        alerts.refresh_within is not None
        and last is not None
        and last < iso(now - timedelta(hours=alerts.refresh_within))
    )
    is_open = any(incident.check_name == ON_TIME for incident in Incidents(settings).all(only_open=True))
    if late == is_open:
        return
    overdue = CheckResult(REFRESH, ON_TIME, None, "error", FAILED, threshold=None, sample=f"since {last}")
    with Incidents(settings).connect() as connection:
        if late:
            fold(connection, iso(now), None, failing=[overdue])
        else:
            fold(connection, iso(now), None, passing=[(REFRESH, ON_TIME)])


def _serve(
    settings: Settings,
    alerts: Alerts,
    outbox: Outbox,
    receiver: Receiver,
    publications: Callable[[str], list[str]],
    now: datetime,
    done: Round,
) -> None:
    state = outbox.introduce(receiver, now)
    waiting = outbox.waiting(receiver, lambda name: described(name, settings.seeds).owner)
    done.n_waiting += len(waiting)
    if state.next_try_at and iso(now) < state.next_try_at:
        if waiting:
            done.failures[receiver.name] = state.error or ""
        return
    for notice in waiting:
        around = Surroundings(publications(notice.asset), _deliveries(settings, notice.run_id), alerts.ui)
        try:
            send(receiver, compose(notice, described(notice.check_name, settings.seeds), around))
        except UndeliveredError as error:
            done.failures[receiver.name] = str(error)
            outbox.failed(receiver, state, str(error), now)
            return
        outbox.accepted(receiver, notice, now)
        done.n_sent += 1
        done.n_waiting -= 1


def _deliveries(settings: Settings, run_id: str | None) -> list[str]:
    """What the run took in, as agency/delivery."""
    refresh = History(settings).refresh(run_id) if run_id else None
    if refresh is None:
        return []
    until = refresh.finished_at or "9"
    return [
        f"{row.agency}/{row.delivery}"
        for row in Register(settings).deliveries()
        if refresh.started_at <= row.taken_in_at <= until
    ]


def send_test(receiver: Receiver, now: datetime) -> None:
    """A message that says that messages arrive.

    Raises:
        UndeliveredError: it was not accepted.
    """
    send(
        receiver,
        Message(
            id=f"test-{receiver.name}-{now:%Y%m%d%H%M%S}",
            thread=f"test-{receiver.name}-{now:%Y%m%d%H%M%S}",
            incident=0,
            event=OPENED,
            severity=receiver.severities[0],
            check_name="test",
            title="Test: berichten van het datawarehouse komen aan",
            text="Er is niets aan de hand: iemand beproeft de instellingen met `wpl alerts --test`.",
            colour="#2e7d32",
        ),
    )
