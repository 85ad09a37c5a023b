"""Counts, per file that was newly accepted, of rows that break a promise of the contract; and where some of them are.

Here: DuckDB on the accepted Parquet. Not here: what is promised (`promises.py`), what a count is worth (`suites.py`).
"""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.contracts import Contract
from orchestration.expectations.promises import COLUMNS, KEY, promises, stored_columns
from orchestration.expectations.questions import ROWS
from orchestration.records import ACCEPTED, FileRow
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

PLACES = 5


@dataclass(frozen=True)
class Counted:
    """One file, beside the accepted one of the delivery before it; broken: rows by (kind, column)."""

    file: FileRow
    n_rows: int
    broken: Mapping[tuple[str, str], int]
    n_rows_before: int | None  # None: the first delivery of its period

    @property
    def share_changed(self) -> float | None:
        """By how much the number of rows differs from the last delivery of the period, as a share of it."""
        if not self.n_rows_before:
            return None
        return abs(self.n_rows - self.n_rows_before) / self.n_rows_before

    def frame(self, kinds: Iterable[str]) -> list[dict[str, Any]]:
        """A row per column, with a count per kind of promise (0 where none is made), and how far the rows moved."""
        columns = {column: dict.fromkeys(kinds, 0) for _, column in self.broken}
        for (kind, column), n in self.broken.items():
            columns[column][kind] = n
        return [
            {"file": self.file.file, "column": column, ROWS: self.share_changed, **counts}
            for column, counts in columns.items()
        ]


def count(
    settings: Settings, contract: Contract, files: Iterable[FileRow], taken_in: set[tuple[str, str]]
) -> list[Counted]:
    """The accepted files of one dataset that are of `taken_in`; files: all of the dataset, in delivery order."""
    import duckdb

    before: dict[str | None, int] = {}
    new: list[tuple[FileRow, int | None]] = []
    for file in files:
        if file.status == ACCEPTED:
            if (file.agency, file.delivery) in taken_in:
                new.append((file, before.get(file.period)))
            before[file.period] = file.n_accepted
    if not new:
        return []

    def counted(one: tuple[FileRow, int | None]) -> Counted:
        file, n_before = one
        with connection.cursor() as own:  # a file is one row group, which one thread reads
            return Counted(file, *_count(own, _path(settings, file), contract, file.period), n_before)

    with duckdb.connect() as connection, ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(counted, new))


def _path(settings: Settings, file: FileRow) -> Path:
    from orchestration.intake.store import parquet_path

    return parquet_path(settings.accepted, file.agency, file.dataset, file.period, file.delivery)


def _count(
    connection: "duckdb.DuckDBPyConnection", path: Path, contract: Contract, period: str | None
) -> tuple[int, dict[tuple[str, str], int]]:
    described = connection.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
    found = {name: kind for name, kind, *_ in described}
    if list(found.items()) != list(stored_columns(contract).items()):
        differing = set(found.items()) ^ set(stored_columns(contract).items())
        (n_rows,) = connection.execute("select count(*) from read_parquet(?)", [str(path)]).fetchone()
        # every row of it is unusable; the same columns in another order too
        return n_rows, {(COLUMNS, name): n_rows for name, _ in differing or [("order", "")]}
    checked = promises(contract)
    sums = [f"count_if({promise.broken})" for promise in checked]
    key = ", ".join(f'"{name}"' for name in contract.key)
    n_rows, n_keys, *counts = connection.execute(
        f"select count(*), count(distinct hash({key})), {', '.join(sums)} "
        "from (select *, cast($period as varchar) as period from read_parquet($path))",
        {"path": str(path), "period": period},
    ).fetchone()
    broken = {(promise.kind, promise.column): n for promise, n in zip(checked, counts, strict=True)}
    return n_rows, broken | {(KEY, " + ".join(contract.key)): n_rows - n_keys}


def places(settings: Settings, contract: Contract, counted: Iterable[Counted], kinds: set[str]) -> str | None:
    """Up to five rows that break a promise of these kinds, as `delivery/file:line (kind: column)`."""
    import duckdb

    found: list[str] = []
    with duckdb.connect() as connection:
        for one in counted:
            for (kind, column), n in one.broken.items():
                if n and kind in kinds and len(found) < PLACES:
                    lines = _lines(connection, _path(settings, one.file), contract, one.file.period, kind, column)
                    file = f"{one.file.delivery}/{one.file.file}"
                    found += [f"{file}{f':{line}' if line else ''} ({kind}: {column})" for line in lines]
    return ", ".join(found[:PLACES]) or None


def _lines(
    connection: "duckdb.DuckDBPyConnection", path: Path, contract: Contract, period: str | None, kind: str, column: str
) -> list[int | None]:
    if kind == COLUMNS:
        return [None]
    by_place = {(promise.kind, promise.column): promise.broken for promise in promises(contract)}
    broken = by_place.get((kind, column))  # none for the key
    key = ", ".join(f'"{name}"' for name in contract.key)
    where = f"where {broken}" if broken else f"qualify row_number() over (partition by {key} order by source_line) > 1"
    rows = connection.execute(
        "select source_line from (select *, cast($period as varchar) as period from read_parquet($path)) "
        f"{where} order by source_line limit {PLACES}",
        {"path": str(path), "period": period},
    ).fetchall()
    return [line for (line,) in rows]
