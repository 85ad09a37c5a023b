"""What is wrong with a row: one reason, the first that applies.

Here: the reasons that need the row's values or the other rows. Not here: malformed rows (`lines.py`), what
one value may be (`values.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orchestration.contracts import Column, Contract
from orchestration.intake.columns import BAD, EMPTY, Coded
from orchestration.intake.naming import period_in_column

MISSING_VALUE, BAD_VALUE, WRONG_PERIOD = "missing_value", "bad_value", "wrong_period"
DUPLICATE_ROW, CONFLICTING_KEY, UNKNOWN_GROUP = "duplicate_row", "conflicting_key", "unknown_group"
MALFORMED_ROW = "malformed_row"
REASONS = (
    *(None, MISSING_VALUE, BAD_VALUE, WRONG_PERIOD, DUPLICATE_ROW, CONFLICTING_KEY, UNKNOWN_GROUP),
    MALFORMED_ROW,
)

LARGEST = 2**62


@dataclass
class Verdict:
    """Per row: the place of its reason in REASONS (0: accepted), and of the offending column in the contract."""

    reasons: np.ndarray
    columns: np.ndarray

    @classmethod
    def clean(cls, n: int) -> "Verdict":
        return cls(np.zeros(n, np.int8), np.full(n, -1, np.int8))

    def add(self, reason: str, rows: np.ndarray, column: int = -1) -> None:
        """Rows (a mask) that have an earlier reason keep it."""
        first = rows & (self.reasons == 0)
        self.reasons[first] = REASONS.index(reason)
        self.columns[first] = column

    @property
    def is_accepted(self) -> np.ndarray:
        return self.reasons == 0


def judge(
    columns: Mapping[str, Coded],
    contract: Contract,
    period: str | None,
    referred: Mapping[str, frozenset[int]],
    n: int,
) -> Verdict:
    """referred: per column that refers to another dataset, the values that are there."""
    verdict = Verdict.clean(n)
    for at, column in enumerate(contract.columns):
        if not column.optional:
            verdict.add(MISSING_VALUE, columns[column.name].codes == EMPTY, at)
    for at, column in enumerate(contract.columns):
        verdict.add(BAD_VALUE, columns[column.name].codes == BAD, at)
        contradicted = _contradicts(column, columns)
        if contradicted is not None:
            verdict.add(BAD_VALUE, contradicted, at)
    if contract.period_column:
        coded = columns[contract.period_column]
        expected = period_in_column(period, contract.period_type)
        is_other = np.array([value != expected for value in coded.values.to_pylist()], bool)
        if is_other.any():
            verdict.add(WRONG_PERIOD, coded.is_any(is_other))
    _judge_keys(columns, contract, verdict)
    for at, column in enumerate(contract.columns):
        if column.name in referred:
            coded = columns[column.name]
            is_unknown = np.array([value not in referred[column.name] for value in coded.values.to_pylist()], bool)
            verdict.add(UNKNOWN_GROUP, coded.is_any(is_unknown), at)
    return verdict


def _contradicts(column: Column, columns: Mapping[str, Coded]) -> np.ndarray | None:
    """Rows whose value does not go with that of another column; both must be there."""
    if column.not_before:
        return _is_above(columns[column.not_before], columns[column.name])
    if column.not_above:
        return _is_above(columns[column.name], columns[column.not_above])
    if column.within:
        months, quarters = columns[column.name], columns[column.within]
        quarter_of_month = [int(month[:4]) * 10 + (int(month[4:]) + 2) // 3 for month in months.values.to_pylist()]
        return _differs(months, quarter_of_month, quarters, [int(quarter) for quarter in quarters.values.to_pylist()])
    if column.fits:
        return _does_not_fit(column, columns[column.name], columns[column.fits.column])
    return None


def _is_above(high: Coded, low: Coded) -> np.ndarray:
    both = (high.codes >= 0) & (low.codes >= 0)
    above = np.zeros(len(both), bool)
    if both.any():
        numbers, limits = (coded.values.to_numpy(zero_copy_only=False)[coded.codes[both]] for coded in (high, low))
        above[both] = numbers > limits
    return above


def _differs(left: Coded, of_left: list[int], right: Coded, of_right: list[int]) -> np.ndarray:
    both = (left.codes >= 0) & (right.codes >= 0)
    numbers = np.append(of_left, [0, 0]).astype(int)[left.codes]
    others = np.append(of_right, [0, 0]).astype(int)[right.codes]
    return both & (numbers != others)


def _does_not_fit(column: Column, coded: Coded, other: Coded) -> np.ndarray:
    """One table of all pairs: a row per value of the other column, a column per own value, EMPTY last."""
    own = [*coded.values.to_pylist(), None]
    fits = [
        [value in allowed if allowed else value is None for value in own]
        for allowed in (column.fits.values[value] for value in other.values.to_pylist())
    ]
    both = (other.codes >= 0) & (coded.codes != BAD)
    unfit = np.zeros(len(both), bool)
    if both.any():
        unfit[both] = ~np.array(fits, bool)[other.codes[both], coded.codes[both]]
    return unfit


def _judge_keys(columns: Mapping[str, Coded], contract: Contract, verdict: Verdict) -> None:
    """Duplicate rows and conflicting keys, among the rows without an earlier reason."""
    rows = np.flatnonzero(verdict.is_accepted)
    keys = numbered([columns[name] for name in contract.key], rows)
    if not _has_repeats(keys):
        return
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    rows, keys = rows[counts[inverse] > 1], inverse[counts[inverse] > 1]
    contents = numbered([columns[column.name] for column in contract.columns], rows)
    _, first = np.unique(contents, return_index=True)
    is_first = np.zeros(len(rows), bool)
    is_first[first] = True
    n_contents = np.bincount(keys[is_first])
    for reason, chosen in (
        (DUPLICATE_ROW, rows[~is_first]),
        (CONFLICTING_KEY, rows[is_first & (n_contents[keys] > 1)]),
    ):
        mask = np.zeros(len(verdict.reasons), bool)
        mask[chosen] = True
        verdict.add(reason, mask)


def numbered(columns: list[Coded], rows: np.ndarray) -> np.ndarray:
    """One number per row; equal where the rows are equal in all of these columns."""
    numbers = np.zeros(len(rows), np.int64)
    size = 1
    for coded in columns:
        n_values = len(coded.values) + 1  # and empty
        if size * n_values > LARGEST:
            numbers = np.unique(numbers, return_inverse=True)[1]
            size = len(rows)
        numbers = numbers * n_values + (coded.codes[rows] + 1)
        size *= n_values
    return numbers


def _has_repeats(numbers: np.ndarray) -> bool:
    ordered = np.sort(numbers)
    return bool((ordered[1:] == ordered[:-1]).any())
