"""One file: read, judged, and written as accepted and quarantined Parquet.

Here: the reasons to reject a file that need a look into it, in their order, and what is written of it.
Not here: reasons by its name (`naming.py`), which delivery comes first (`taking.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from orchestration.contracts import Contract
from orchestration.intake.columns import BAD, EMPTY, Coded, encode
from orchestration.intake.csv_file import gunzip, read_csv
from orchestration.intake.naming import Candidate
from orchestration.intake.reading import RejectedError, Rows
from orchestration.intake.rows import MALFORMED_ROW, REASONS, Verdict, judge
from orchestration.intake.store import ORIGIN, parquet_path, write_parquet
from orchestration.intake.typed_file import read_parquet, read_xlsx
from orchestration.records import ACCEPTED, REJECTED
from orchestration.settings import Settings

BAD_ROWS_SHARE = 0.01
BAD_ROWS = 10
LINES_SHOWN = 5


@dataclass(frozen=True)
class Outcome:
    """What became of one file; reason, line and column as in the register."""

    candidate: Candidate
    sha256: str | None
    status: str = REJECTED
    reason: str | None = None
    line: int | None = None
    column: str | None = None
    n_delivered: int | None = None
    n_accepted: int = 0
    quarantined: Mapping[str, int] = field(default_factory=dict)  # rows per reason
    notes: list[tuple[str, str | None, int, str]] = field(default_factory=list)  # kind, column, n, lines


@dataclass(frozen=True)
class Judged:
    """A file's rows, and what is wrong with each."""

    rows: Rows
    columns: dict[str, Coded]
    verdict: Verdict
    invalid_numbers: dict[str, np.ndarray]  # company numbers that count as missing

    def lines_by_reason(self) -> dict[str, np.ndarray]:
        lines = {
            REASONS[at]: self.rows.lines[self.verdict.reasons == at] for at in np.unique(self.verdict.reasons) if at > 0
        }
        return lines | ({MALFORMED_ROW: self.rows.broken} if len(self.rows.broken) else {})


def take_file(
    candidate: Candidate,
    content: bytes,
    sha256: str,
    delivery: str,
    referred: Mapping[str, frozenset[int]],
    settings: Settings,
) -> Outcome:
    """Judge a file by its content and write what is accepted. referred: see `rows.judge`."""
    outcome = Outcome(candidate, sha256)
    if sha256 != candidate.entry.sha256:
        return replace(outcome, reason="hash_mismatch")
    try:
        rows = _read(content, candidate)
    except RejectedError as error:
        return replace(outcome, reason=error.reason, line=error.line, column=error.column)
    outcome = replace(outcome, n_delivered=rows.n_delivered)
    if rows.n_delivered == 0:
        return replace(outcome, reason="empty_file")
    if rows.n_delivered != candidate.entry.rows:
        return replace(outcome, reason="row_count_mismatch")
    judged = _judge(rows, candidate, referred)
    lines = judged.lines_by_reason()
    n_bad = sum(map(len, lines.values()))
    if n_bad > BAD_ROWS and n_bad > BAD_ROWS_SHARE * rows.n_delivered:
        notes = [(reason, None, len(at), _some(at)) for reason, at in lines.items()]
        return replace(outcome, reason="too_many_bad_rows", notes=notes)
    _write(judged, candidate, delivery, settings)
    return replace(
        outcome,
        status=ACCEPTED,
        n_accepted=rows.n_delivered - n_bad,
        quarantined={reason: len(at) for reason, at in lines.items()},
        notes=_notes(judged),
    )


def _read(content: bytes, candidate: Candidate) -> Rows:
    match candidate.format:
        case "csv":
            return read_csv(content, candidate.contract)
        case "csv.gz":
            return read_csv(gunzip(content), candidate.contract)
        case "parquet":
            return read_parquet(content, candidate.contract)
        case "xlsx":
            return read_xlsx(content, candidate.contract)
    raise ValueError(f"no reader for {candidate.format}")


def _judge(rows: Rows, candidate: Candidate, referred: Mapping[str, frozenset[int]]) -> Judged:
    contract = candidate.contract
    columns = {
        column.name: encode(rows.columns[column.name], rows.impossible.get(column.name), column, contract.dialect)
        for column in contract.columns
    }
    invalid = {}
    for column in contract.columns:
        if column.invalid_is_missing:
            codes = columns[column.name].codes
            invalid[column.name] = codes == BAD
            if column.name in rows.impossible:  # NaN, a date: no number at all, and a bad value as everywhere
                invalid[column.name] &= ~rows.impossible[column.name]
            codes[invalid[column.name]] = EMPTY
    verdict = judge(columns, contract, candidate.period, referred, len(rows.lines))
    return Judged(rows, columns, verdict, invalid)


def _notes(judged: Judged) -> list[tuple[str, str | None, int, str]]:
    notes = [("extra_column", name, 1, "") for name in judged.rows.extra]
    for name, invalid in judged.invalid_numbers.items():
        lines = judged.rows.lines[invalid & judged.verdict.is_accepted]
        if len(lines):
            notes.append(("invalid_company_number", name, len(lines), _some(lines)))
    return notes


def _some(lines: np.ndarray) -> str:
    return ", ".join(map(str, lines[:LINES_SHOWN]))


def _write(judged: Judged, candidate: Candidate, delivery: str, settings: Settings) -> None:
    contract, rows, verdict = candidate.contract, judged.rows, judged.verdict
    place = (contract.agency, contract.dataset, candidate.period, delivery)
    kept = np.flatnonzero(verdict.is_accepted)
    accepted = {column.name: judged.columns[column.name].typed(kept) for column in contract.columns}
    origin = (_same(delivery, len(kept)), _same(candidate.file, len(kept)), pa.array(rows.lines[kept]))
    accepted |= {name: values for (name, _), values in zip(ORIGIN, origin, strict=True)}
    write_parquet(pa.table(accepted), parquet_path(settings.accepted, *place), settings)
    if len(kept) < rows.n_delivered:
        write_parquet(_quarantine(judged, candidate, contract), parquet_path(settings.quarantine, *place), settings)


def _same(text: str, n: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.zeros(n, np.int32), [text])


def _quarantine(judged: Judged, candidate: Candidate, contract: Contract) -> pa.Table:
    """file, line, reason, column, raw text: in the order of the file."""
    rows, verdict = judged.rows, judged.verdict
    names = [*(column.name for column in contract.columns), None]  # the last one: no column
    bad = np.flatnonzero(~verdict.is_accepted)
    found = [(int(rows.lines[row]), REASONS[verdict.reasons[row]], names[verdict.columns[row]]) for row in bad]
    found += [(int(line), MALFORMED_ROW, None) for line in rows.broken]
    found.sort()
    return pa.table(
        {
            "file": pa.array([candidate.file] * len(found), pa.string()),
            "line": pa.array([line for line, _, _ in found], pa.int64()),
            "reason": pa.array([reason for _, reason, _ in found], pa.string()),
            "column": pa.array([column for _, _, column in found], pa.string()),
            "raw_text": pa.array([rows.raw(line) for line, _, _ in found], pa.string()),
        }
    )
