"""Values as text, the way the agencies write them: codes, dates, J/N, pseudonyms, company numbers.

Each function takes whole columns and gives an Arrow array of strings. Which columns a file has is in its contract.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

EPOCH = np.datetime64("1980-01-01")
LAST_DAY = np.datetime64("2030-12-31")
NO_DATE = -1


def take(values: Sequence[str] | np.ndarray, index: np.ndarray) -> pa.Array:
    """The value at each position; position -1 is empty."""
    texts = pa.array([*(str(v) for v in values), ""], pa.string())
    index = np.asarray(index, dtype=np.int32)
    return texts.take(pa.array(np.where(index < 0, len(texts) - 1, index)))


def plain(values: np.ndarray) -> pa.Array:
    """Whatever it is, as text."""
    return (
        pa.array(values).cast(pa.string()) if values.dtype.kind in "iu" else pa.array(values.astype(str), pa.string())
    )


def same(value: str, n: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), n)


def yes_no(values: np.ndarray, empty: np.ndarray | None = None) -> pa.Array:
    codes = np.asarray(values).astype(np.int8)
    return take(["N", "J"], codes if empty is None else np.where(empty, -1, codes))


def day(year: int | np.ndarray, month: int | np.ndarray, of_month: int | np.ndarray) -> np.ndarray:
    """Day number of a date."""
    months = (np.asarray(year) - 1970) * 12 + np.asarray(month) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    return ((first - EPOCH).astype(np.int64) + np.asarray(of_month) - 1).astype(np.int64)


def _calendar(belgian: bool) -> pa.Array:
    days = np.datetime_as_string(np.arange(EPOCH, LAST_DAY))
    written = [f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in days] if belgian else list(days)
    return pa.array([*written, ""], pa.string())


CALENDARS = {"DD/MM/YYYY": _calendar(True), "YYYY-MM-DD": _calendar(False)}


def dates(days: np.ndarray, style: str = "DD/MM/YYYY") -> pa.Array:
    """Dates from day numbers; NO_DATE is empty."""
    calendar = CALENDARS[style]
    return calendar.take(pa.array(np.where(days < 0, len(calendar) - 1, days).astype(np.int32)))


def pseudonyms(numbers: np.ndarray) -> pa.Array:
    """A pseudonym for each number."""
    return pa.array([f"demo-{number:06d}" for number in numbers], pa.string())


def company_numbers(n: int) -> list[str]:
    """Valid numbers in one unbroken series from 0900.000.0xx on, a range that is not given out."""
    return [f"{base:08d}{97 - base % 97:02d}" for base in range(9_000_000, 9_000_000 + n)]
