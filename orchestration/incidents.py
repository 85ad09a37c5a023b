"""Incidents: what is wrong, since when, and who knows; and the notices that tell it. In the register's SQLite file.

Here: folding check results into incidents, acknowledging, listing; each change that a person should hear of leaves a
notice in the same transaction, so that neither can be lost without the other.
Not here: what a check found (`history.py`), sending notices (`alerts/`).

An incident is one check on one asset from its first failure to its next pass. A check that did not run, or had nothing
to look at, leaves it as it is.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from orchestration.errors import UnknownIncidentError
from orchestration.settings import Settings

if TYPE_CHECKING:
    from orchestration.history import CheckResult

SCHEMA = """
create table if not exists incidents (
    id integer primary key autoincrement,
    asset text not null,
    check_name text not null,
    rule text,
    severity text not null,             -- as last seen
    opened_at text not null,
    last_seen_at text not null,
    run_id text,                        -- that saw it last; null for a refresh that did not come
    n_refreshes integer not null,       -- that saw it
    numerator integer,
    denominator integer,
    sample text,
    worsened_at text,
    closed_at text,
    is_acknowledged integer not null default 0
);
create unique index if not exists open_incident on incidents (asset, check_name) where closed_at is null;
create table if not exists acknowledgements (
    incident integer not null references incidents,
    at text not null,
    "by" text not null,
    note text not null
);
create table if not exists notices (
    id integer primary key autoincrement,
    message_id text not null unique,
    incident integer not null references incidents,
    event text not null,                -- opened, worsened, closed, reminder
    at text not null,
    severity text not null,             -- from here on: the incident as it was then
    run_id text,
    n_refreshes integer not null,
    numerator integer,
    denominator integer,
    sample text
);
create table if not exists receivers (
    name text primary key,
    since text not null,                -- of what was over before, it is not told
    n_failures integer not null default 0,  -- in a row
    next_try_at text,
    error text
);
create table if not exists sent (
    receiver text not null,
    notice integer not null references notices,
    at text not null,
    primary key (receiver, notice)
);
"""

OPENED, WORSENED, CLOSED, REMINDER = "opened", "worsened", "closed", "reminder"


@dataclass(frozen=True)
class Incident:
    id: int
    asset: str
    check_name: str
    rule: str | None
    severity: str
    opened_at: str
    last_seen_at: str
    run_id: str | None
    n_refreshes: int
    numerator: int | None
    denominator: int | None
    sample: str | None
    worsened_at: str | None
    closed_at: str | None
    is_acknowledged: bool


@dataclass(frozen=True)
class Acknowledgement:
    incident: int
    at: str
    by: str
    note: str


COLUMNS = ", ".join(field.name for field in fields(Incident))


def fold(
    connection: sqlite3.Connection,
    at: str,
    run_id: str | None,
    failing: Iterable["CheckResult"] = (),
    passing: Iterable[tuple[str, str]] = (),
) -> None:
    """Bring incidents up to date with what one run found, in the transaction of the connection.

    passing: (asset, check_name).
    """
    for result in failing:
        known = connection.execute(
            "select id, severity from incidents where asset = ? and check_name = ? and closed_at is null",
            (result.asset, result.check_name),
        ).fetchone()
        if known is None:
            _open(connection, at, run_id, result)
        else:
            _see_again(connection, at, run_id, result, *known)
    for place in passing:
        known = connection.execute(
            "select id from incidents where asset = ? and check_name = ? and closed_at is null", place
        ).fetchone()
        if known is not None:
            connection.execute("update incidents set closed_at = ?, run_id = ? where id = ?", (at, run_id, *known))
            notify(connection, at, known[0], CLOSED)


def _open(connection: sqlite3.Connection, at: str, run_id: str | None, result: "CheckResult") -> None:
    added = connection.execute(
        "insert into incidents (asset, check_name, rule, severity, opened_at, last_seen_at, run_id, n_refreshes, "
        "numerator, denominator, sample) values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
        (
            *(result.asset, result.check_name, result.rule, result.severity, at, at, run_id),
            *(result.numerator, result.denominator, result.sample),
        ),
    )
    notify(connection, at, added.lastrowid or 0, OPENED)


def _see_again(
    connection: sqlite3.Connection, at: str, run_id: str | None, result: "CheckResult", id: int, severity: str
) -> None:
    connection.execute(
        "update incidents set severity = ?, last_seen_at = ?, n_refreshes = n_refreshes + (run_id is not ?), "
        "run_id = ?, numerator = ?, denominator = ?, sample = ? where id = ?",
        (
            *(result.severity, at, run_id, run_id),
            *(result.numerator, result.denominator, result.sample, id),
        ),
    )
    if (severity, result.severity) == ("warn", "error"):
        first = connection.execute(
            "update incidents set worsened_at = ?, is_acknowledged = 0 where id = ? and worsened_at is null", (at, id)
        )
        if first.rowcount:
            notify(connection, at, id, WORSENED)


def notify(connection: sqlite3.Connection, at: str, incident: int, event: str) -> None:
    """Leave word of the incident as it is now; its message id is the same however often it is sent."""
    connection.execute(
        "insert into notices (message_id, incident, event, at, severity, run_id, n_refreshes, numerator, denominator, "
        "sample) select ?, id, ?, ?, severity, run_id, n_refreshes, numerator, denominator, sample "
        "from incidents where id = ?",
        (uuid.uuid4().hex, event, at, incident),
    )


def read(connection: sqlite3.Connection, only_open: bool = False) -> list[Incident]:
    """Errors first, then the oldest."""
    rows = connection.execute(
        f"select {COLUMNS} from incidents where not ?1 or closed_at is null order by severity, id", (only_open,)
    ).fetchall()
    return [Incident(*row[:-1], is_acknowledged=bool(row[-1])) for row in rows]


class Incidents:
    """Incidents of one warehouse. Readable and acknowledgeable while a refresh runs."""

    def __init__(self, settings: Settings):
        self.path = settings.register

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
            connection.executescript(SCHEMA)
            yield connection

    def all(self, only_open: bool = False) -> list[Incident]:
        """Errors first, then the oldest."""
        if not self.path.exists():
            return []
        with self.connect() as connection:
            return read(connection, only_open)

    def acknowledgements(self) -> list[Acknowledgement]:
        """Oldest first."""
        if not self.path.exists():
            return []
        with self.connect() as connection:
            rows = connection.execute('select incident, at, "by", note from acknowledgements order by rowid').fetchall()
        return [Acknowledgement(*row) for row in rows]

    def acknowledge(self, id: int, at: str, by: str, note: str) -> None:
        """Someone knows: no more reminders, unless it worsens. May be done again, to add a note.

        Raises:
            UnknownIncidentError: no open incident has this id.
        """
        with self.connect() as connection:
            changed = connection.execute(
                "update incidents set is_acknowledged = 1 where id = ? and closed_at is null", (id,)
            )
            if changed.rowcount:
                connection.execute("insert into acknowledgements values (?, ?, ?, ?)", (id, at, by, note))
                return
        known = ", ".join(f"{incident.id} ({incident.check_name})" for incident in self.all(only_open=True))
        raise UnknownIncidentError(f"no incident {id} is open; open are: {known or 'none'}")
