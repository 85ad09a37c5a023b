"""The register (SQLite): which deliveries and files were taken in, and what became of each.

Here: the tables, one transaction per delivery, and plain rows (`records.py`) for who asks. Not here: judging
a delivery (`intake/`), refreshes and check results (`history.py`, same file).
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple

from orchestration.history import now
from orchestration.records import DELIVERY_CHANGED, TAKEN_IN, DeliveryRow, FileRow, Note, QuarantineRow, Seen, Taken
from orchestration.settings import Settings

SCHEMA = """
create table if not exists deliveries (
    agency text not null,
    delivery text not null,
    status text not null,
    reason text,
    detail text,
    taken_in_at text not null,
    fingerprint text not null,      -- hash of the content that was taken in
    listing text,                   -- names, sizes and times in the landing folder when last looked at
    changed integer not null default 0,
    primary key (agency, delivery)
);
create table if not exists files (
    agency text not null,
    delivery text not null,
    file text not null,
    dataset text,
    period text,
    sha256 text,
    status text not null,
    reason text,
    line integer,
    "column" text,
    n_delivered integer,
    n_accepted integer not null,
    n_quarantined integer not null,
    primary key (agency, delivery, file)
);
create table if not exists quarantine_summary (
    agency text not null,
    delivery text not null,
    file text not null,
    reason text not null,
    n_rows integer not null,
    primary key (agency, delivery, file, reason)
);
create table if not exists notes (
    agency text not null,
    delivery text not null,
    file text not null,
    kind text not null,
    "column" text,
    n integer not null,
    lines text not null
);
create table if not exists rebuild (started_at text not null);
"""

# The active file of a period: accepted, of the newest delivery. `_10` comes after `_2`.
FILES = """
select *, status = 'accepted' and row_number() over (
    partition by agency, dataset, period, status
    order by substr(delivery, 1, 10) desc, cast(substr(delivery, 12) as integer) desc
) = 1 as is_active
from files
order by substr(delivery, 1, 10), cast(substr(delivery, 12) as integer), agency, file
"""


class Register:
    """The register of one warehouse. Readable while a refresh writes; empty where there is none yet."""

    def __init__(self, settings: Settings):
        self.path = settings.register

    def deliveries(self) -> list[DeliveryRow]:
        rows = self._read(
            "select agency, delivery, status, "
            f"case when changed and status = '{TAKEN_IN}' then '{DELIVERY_CHANGED}' else reason end, "
            "detail, taken_in_at from deliveries "
            "order by substr(delivery, 1, 10), cast(substr(delivery, 12) as integer), agency"
        )
        return [DeliveryRow(*row) for row in rows]

    def files(self) -> list[FileRow]:
        return [FileRow(*row[:-1], is_active=bool(row[-1])) for row in self._read(FILES)]

    def quarantine_summary(self) -> list[QuarantineRow]:
        return [QuarantineRow(*row) for row in self._read("select * from quarantine_summary order by rowid")]

    def notes(self, file: FileRow | None = None, kind: str | None = None) -> list[Note]:
        """All of them, or those of one file or kind."""
        of = (file.agency, file.delivery, file.file) if file else (None, None, None)
        rows = self._read(
            "select * from notes where (?1 is null or (agency, delivery, file) = (?1, ?2, ?3)) "
            "and (?4 is null or kind = ?4) order by rowid",
            (*of, kind),
        )
        return [Note(*row) for row in rows]

    def seen(self) -> dict[tuple[str, str], Seen]:
        """Per delivery taken in or refused: its content, and how its folder looked the last time."""
        rows = self._read("select agency, delivery, fingerprint, listing, changed from deliveries")
        return {
            (agency, delivery): Seen(content, listing, bool(changed))
            for agency, delivery, content, listing, changed in rows
        }

    def set_seen(self, agency: str, delivery: str, listing: str, changed: bool) -> None:
        with self._connect() as connection:
            connection.execute(
                "update deliveries set listing = ?, changed = ? where agency = ? and delivery = ?",
                (listing, changed, agency, delivery),
            )

    def start_rebuild(self) -> None:
        """From here until `record(..., rebuild=True)` the folders may be ahead of the register."""
        with self._connect() as connection:
            connection.execute("insert into rebuild values (?)", (now(),))

    def is_rebuilding(self) -> bool:
        """A rebuild was started and not finished: a killed refresh."""
        return bool(self._read("select 1 from rebuild"))

    def record(self, taken: Iterable[Taken], rebuild: bool = False) -> None:
        """Write these deliveries in one transaction; rebuild: they replace everything but when they came."""
        with self._connect() as connection:
            known = {
                (agency, delivery): rest
                for agency, delivery, *rest in connection.execute(
                    "select agency, delivery, taken_in_at, listing, changed from deliveries"
                )
            }
            if rebuild:
                for table in ("deliveries", "files", "quarantine_summary", "notes", "rebuild"):
                    connection.execute(f"delete from {table}")
            for one in taken:
                at, listing, changed = known.get((one.agency, one.delivery), (now(), None, False))
                connection.execute(
                    "insert into deliveries values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(one.agency, one.delivery, one.status, one.reason, one.detail),
                        *(at, one.fingerprint, one.listing or listing, changed),
                    ),
                )
                _insert(connection, "files", [astuple(file)[:-1] for file in one.files])
                _insert(connection, "quarantine_summary", [astuple(row) for row in one.quarantine])
                _insert(connection, "notes", [astuple(note) for note in one.notes])

    def _read(self, query: str, parameters: tuple = ()) -> list[tuple]:
        if not self.path.exists():
            return []
        with self._connect() as connection:
            return connection.execute(query, parameters).fetchall()

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        self.path.touch(mode=0o600)
        with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
            connection.executescript(SCHEMA)
            yield connection


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple]) -> None:
    if rows:
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)
