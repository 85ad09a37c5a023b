"""Which notice waits for which receiver, and what became of the last try. In the register's SQLite file.

Here: the state of sending. A receiver gets its notices in their order; one that does not accept is left alone for a
while, longer each time, and nothing is lost. Not here: sending (`transport.py`, `rounds.py`).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from orchestration.alerts.configuration import Receiver
from orchestration.alerts.message import Notice
from orchestration.history import iso
from orchestration.incidents import REMINDER, Incidents, notify
from orchestration.settings import Settings

FIRST_PAUSE, LONGEST_PAUSE = 30, 300  # seconds

# Not for a receiver: what was over before it was there, and a reminder that time has overtaken.
WAITING = """
select notices.id, notices.message_id, first.message_id, incidents.id, notices.event, notices.at,
    incidents.opened_at, incidents.asset, incidents.check_name, notices.severity, notices.run_id,
    notices.n_refreshes, notices.numerator, notices.denominator, notices.sample
from notices
join incidents on incidents.id = notices.incident
join notices as first on first.id = (select min(id) from notices as any_of where any_of.incident = incidents.id)
join receivers on receivers.name = :receiver
where not exists (select 1 from sent where sent.receiver = receivers.name and sent.notice = notices.id)
    and coalesce(incidents.closed_at >= receivers.since, true)
    and (notices.event <> :reminder or (
        incidents.closed_at is null and not incidents.is_acknowledged
        and notices.id = (select max(id) from notices as any_of where any_of.incident = incidents.id)
    ))
    -- once told of an incident, a receiver is told how it goes on
    and exists (
        select 1 from notices as until_now
        where until_now.incident = incidents.id and until_now.id <= notices.id
            and until_now.severity in (select value from json_each(:severities))
    )
order by notices.id
"""


@dataclass(frozen=True)
class ReceiverState:
    """n_failures: in a row. error: of the last one."""

    name: str
    since: str
    n_failures: int
    next_try_at: str | None
    error: str | None


class Outbox:
    """Notices and receivers of one warehouse."""

    def __init__(self, settings: Settings):
        self.incidents = Incidents(settings)

    def states(self) -> dict[str, ReceiverState]:
        if not self.incidents.path.exists():
            return {}
        names = ", ".join(field.name for field in fields(ReceiverState))
        with self.incidents.connect() as connection:
            rows = connection.execute(f"select {names} from receivers order by name").fetchall()
        return {row[0]: ReceiverState(*row) for row in rows}

    def introduce(self, receiver: Receiver, now: datetime) -> ReceiverState:
        """How it stands with a receiver; a new one hears of what is open, and of what comes."""
        known = self.states().get(receiver.name)
        if known is None:
            with self.incidents.connect() as connection:
                connection.execute("insert into receivers (name, since) values (?, ?)", (receiver.name, iso(now)))
            known = ReceiverState(receiver.name, iso(now), 0, None, None)
        return known

    def waiting(self, receiver: Receiver, owner: Callable[[str], str]) -> list[Notice]:
        """In their order. owner: of a check, by its name."""
        parameters = {
            "receiver": receiver.name,
            "reminder": REMINDER,
            "severities": json.dumps(receiver.severities),
        }
        with self.incidents.connect() as connection:
            notices = [Notice(*row) for row in connection.execute(WAITING, parameters)]
        return [notice for notice in notices if receiver.owners is None or owner(notice.check_name) in receiver.owners]

    def accepted(self, receiver: Receiver, notice: Notice, now: datetime) -> None:
        with self.incidents.connect() as connection:
            connection.execute("insert into sent values (?, ?, ?)", (receiver.name, notice.id, iso(now)))
            connection.execute(
                "update receivers set n_failures = 0, next_try_at = null, error = null where name = ?",
                (receiver.name,),
            )

    def failed(self, receiver: Receiver, state: ReceiverState, why: str, now: datetime) -> None:
        pause = min(FIRST_PAUSE * 2**state.n_failures, LONGEST_PAUSE)
        with self.incidents.connect() as connection:
            connection.execute(
                "update receivers set n_failures = ?, next_try_at = ?, error = ? where name = ?",
                (state.n_failures + 1, iso(now + timedelta(seconds=pause)), why, receiver.name),
            )

    def remind(self, every: float, now: datetime) -> None:
        """Leave a reminder of each unacknowledged error of which nothing was said for so many hours."""
        before = iso(now - timedelta(hours=every))
        with self.incidents.connect() as connection:
            silent = connection.execute(
                "select id from incidents where closed_at is null and severity = 'error' and not is_acknowledged "
                "and (select max(at) from notices where incident = incidents.id) <= ?",
                (before,),
            ).fetchall()
            for (incident,) in silent:
                notify(connection, iso(now), incident, REMINDER)
