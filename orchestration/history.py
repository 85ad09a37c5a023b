"""What refreshes did and what every check said: two tables in the register's SQLite file.

Here: one row per refresh and one row per check result, kept for good, failed refreshes included.
Not here: deliveries and files (`register.py`), deciding whether a check passes (`assets/`, `dbt_project/tests/`).
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from orchestration import incidents
from orchestration.settings import Settings

SCHEMA = """
create table if not exists refreshes (
    run_id text primary key,
    started_at text not null,
    finished_at text,
    outcome text,           -- published, checks failed, failed; null while it runs
    inputs text,            -- digest of the active files and the code that a publication was made from
    release text            -- folder name under published/releases
);
create table if not exists check_results (
    refreshed_at text not null,
    run_id text not null,
    asset text not null,
    check_name text not null,
    rule text,
    severity text not null,
    outcome text not null,
    numerator integer,
    denominator integer,
    threshold real,
    sample text,
    primary key (run_id, asset, check_name)
);
create table if not exists up_to_date (at text not null);  -- one row: when a refresh last found nothing to do
"""

PASSED, FAILED, NOT_APPLICABLE, SKIPPED = "passed", "failed", "not applicable", "skipped"
PUBLISHED, CHECKS_FAILED, CRASHED = "published", "checks failed", "failed"

# What goes wrong with a refresh itself, as checks of an asset of that name.
REFRESH, COMPLETED, ON_TIME = "refresh", "refresh_completed", "refresh_on_time"
OF_SUCCESS = ((REFRESH, COMPLETED), (REFRESH, ON_TIME))  # that pass when a refresh succeeds


@dataclass(frozen=True)
class CheckResult:
    """Outcome of one check in one refresh.

    numerator: offending rows; denominator: rows looked at; threshold: the share of offending rows above
    which the check fails. sample: up to five locations (delivery/file:line), never a value.
    """

    asset: str
    check_name: str
    rule: str | None
    severity: str
    outcome: str
    numerator: int | None = None
    denominator: int | None = None
    threshold: float | None = 0.0
    sample: str | None = None

    @property
    def blocks(self) -> bool:
        return self.severity == "error" and self.outcome == FAILED


@dataclass(frozen=True)
class Refresh:
    run_id: str
    started_at: str
    finished_at: str | None
    outcome: str | None
    inputs: str | None
    release: str | None


def judge(numerator: int, denominator: int, threshold: float = 0.0) -> str:
    """A check on nothing says so: a denominator of 0 is never a pass."""
    if denominator == 0:
        return NOT_APPLICABLE
    return PASSED if numerator <= threshold * denominator else FAILED


def now() -> str:
    return iso(datetime.now(UTC))


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class History:
    """Refreshes and check results of one warehouse. Readable while a refresh writes."""

    def __init__(self, settings: Settings):
        self.path: Path = settings.register

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
            connection.executescript(SCHEMA + incidents.SCHEMA)
            yield connection

    def start(self, run_id: str) -> None:
        """A refresh holds the warehouse alone: another one that has not finished was killed."""
        with self._connect() as connection:
            connection.execute("insert or ignore into refreshes (run_id, started_at) values (?, ?)", (run_id, now()))
            killed = connection.execute(
                "select run_id from refreshes where finished_at is null and run_id <> ?", (run_id,)
            ).fetchall()
            for (other,) in killed:
                _finish(connection, other, CRASHED, "killed")

    def finish(
        self,
        run_id: str,
        outcome: str,
        inputs: str | None = None,
        release: str | None = None,
        step: str | None = None,
    ) -> None:
        """step: where it crashed."""
        with self._connect() as connection:
            connection.execute(
                "update refreshes set inputs = ?, release = ? where run_id = ?", (inputs, release, run_id)
            )
            _finish(connection, run_id, outcome, step)

    def note_up_to_date(self) -> None:
        """A refresh had nothing to do: no run, but a success."""
        with self._connect() as connection:
            connection.execute("delete from up_to_date")
            connection.execute("insert into up_to_date values (?)", (now(),))
            incidents.fold(connection, now(), None, passing=OF_SUCCESS)

    def last_success(self) -> str | None:
        """When a refresh last published or found nothing to do; before the first one, when one was first tried."""
        if not self.path.exists():
            return None
        with self._connect() as connection:
            (at,) = connection.execute(
                "select coalesce(max(at), (select min(started_at) from refreshes)) from ("
                "select max(finished_at) as at from refreshes where outcome = ? union all select at from up_to_date)",
                (PUBLISHED,),
            ).fetchone()
        return at

    def record(self, run_id: str, results: Iterable[CheckResult]) -> dict[tuple[str, str], incidents.Incident]:
        """Keep what a run found, and bring the incidents up to date with it; returns those open, by asset and check."""
        results = list(results)
        with self._connect() as connection:
            (started_at,) = connection.execute(  # a run of some models alone is no refresh
                "select coalesce((select started_at from refreshes where run_id = ?), ?)", (run_id, now())
            ).fetchone()
            connection.executemany(
                "insert or replace into check_results (refreshed_at, run_id, "
                + ", ".join(field.name for field in fields(CheckResult))
                + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(started_at, run_id, *astuple(result)) for result in results],
            )
            incidents.fold(
                connection,
                now(),
                run_id,
                failing=[result for result in results if result.outcome == FAILED],
                passing=[(result.asset, result.check_name) for result in results if result.outcome == PASSED],
            )
            return {(each.asset, each.check_name): each for each in incidents.read(connection, only_open=True)}

    def last_refresh(self, outcome: str | None = None) -> Refresh | None:
        """The newest refresh, or the newest one with this outcome."""
        if not self.path.exists():
            return None
        with self._connect() as connection:
            row = connection.execute(
                "select run_id, started_at, finished_at, outcome, inputs, release from refreshes "
                "where finished_at is not null and (?1 is null or outcome = ?1) order by rowid desc limit 1",
                (outcome,),
            ).fetchone()
        return Refresh(*row) if row else None

    def last_refreshes(self, n: int) -> list[Refresh]:
        """The newest that have finished, the oldest of them first."""
        if not self.path.exists():
            return []
        with self._connect() as connection:
            rows = connection.execute(
                "select run_id, started_at, finished_at, outcome, inputs, release from refreshes "
                "where finished_at is not null order by rowid desc limit ?",
                (n,),
            ).fetchall()
        return [Refresh(*row) for row in reversed(rows)]

    def refresh(self, run_id: str) -> Refresh | None:
        with self._connect() as connection:
            row = connection.execute(
                "select run_id, started_at, finished_at, outcome, inputs, release from refreshes where run_id = ?",
                (run_id,),
            ).fetchone()
        return Refresh(*row) if row else None

    def results_of(self, run_id: str) -> list[CheckResult]:
        names = ", ".join(field.name for field in fields(CheckResult))
        with self._connect() as connection:
            rows = connection.execute(
                f"select {names} from check_results where run_id = ? order by asset, check_name", (run_id,)
            ).fetchall()
        return [CheckResult(*row) for row in rows]

    def all_results(self) -> list[tuple]:
        """Every result of every refresh, in the columns of `quality.check_results`."""
        with self._connect() as connection:
            return connection.execute(
                "select refreshed_at, run_id, asset, check_name, rule, severity, outcome, numerator, "
                "denominator, threshold from check_results order by rowid"
            ).fetchall()


def _finish(connection: sqlite3.Connection, run_id: str, outcome: str, step: str | None) -> None:
    at = now()
    connection.execute("update refreshes set finished_at = ?, outcome = ? where run_id = ?", (at, outcome, run_id))
    if outcome == CRASHED:
        # the error's own words may quote a value; they stay in the run
        crash = CheckResult(REFRESH, COMPLETED, None, "error", FAILED, threshold=None, sample=step)
        incidents.fold(connection, at, run_id, failing=[crash])
    elif outcome == PUBLISHED:
        incidents.fold(connection, at, run_id, passing=OF_SUCCESS)
