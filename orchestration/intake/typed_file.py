"""Parquet and xlsx: typed values, written as the text that the agency would put in a CSV file.

So one validation judges every format. Not here: what the text is worth (`values.py`).
"""

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from orchestration.contracts import Column, Contract, Dialect
from orchestration.intake.reading import RejectedError, Rows, locate

UNREADABLE = "unreadable"
DATES = ("date", "partial_date")
FRACTIONS = ("decimal", "joint_committee", "text")


class NoText(str):
    """A typed value that no field of this column can hold (NaN, a time of day, a list), for the quarantine."""


def as_text(value: Any, column: Column, dialect: Dialect) -> str:
    """The text of one value of this column in the agency's dialect."""
    match value:
        case str():
            return value
        case bool() if column.type == "yes_no":
            return "J" if value else "N"
        case bool():
            return NoText(value)
        case int():
            return str(value)
        case float():
            return _number(Decimal(repr(value)), column)
        case Decimal():
            return _number(value, column)
        case date() if _is_day(value) and column.type in DATES:
            text = dialect.date.replace("YYYY", f"{value.year:04}")
            return text.replace("MM", f"{value.month:02}").replace("DD", f"{value.day:02}")
    return NoText(value)


def _is_day(value: date) -> bool:
    return not isinstance(value, datetime) or value.time() == time()


def _number(value: Decimal, column: Column) -> str:
    if not value.is_finite():
        return NoText(value)
    if value == value.to_integral_value():
        return str(int(value))
    return format(value, "f") if column.type in FRACTIONS else NoText(value)


def read_parquet(content: bytes, contract: Contract) -> Rows:
    """Raises RejectedError: unreadable, missing_column, duplicate_column."""
    try:
        table = parquet.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
        table.validate(full=True)
    except Exception:  # whatever a broken file makes the library raise
        raise RejectedError(UNREADABLE) from None
    positions, extra = locate(table.column_names, contract, line=None)
    texts = {name: _texts(table.column(at), contract.column[name], contract.dialect) for name, at in positions.items()}
    return Rows(
        columns={name: _without_empty(text) for name, (text, _) in texts.items()},
        impossible={name: impossible for name, (_, impossible) in texts.items() if impossible is not None},
        lines=np.arange(1, len(table) + 1),
        broken=np.array([], np.int64),
        raw=lambda line: contract.dialect.separator.join(text[line - 1].as_py() or "" for text, _ in texts.values()),
        extra=extra,
    )


def _texts(values: pa.ChunkedArray, column: Column, dialect: Dialect) -> tuple[pa.ChunkedArray, np.ndarray | None]:
    """The values as text, and which of them have none."""
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    if pa.types.is_null(values.type) or pa.types.is_integer(values.type) or _is_text(values.type):
        return values.cast(pa.string()), None
    if pa.types.is_timestamp(values.type):
        return _texts_of_days(values, column, dialect)
    try:
        coded = values.combine_chunks().dictionary_encode()
    except pa.ArrowNotImplementedError:  # a list, a structure
        return _texts_of_nested(values, column, dialect)
    texts = [_scalar_text(value, column, dialect) for value in coded.dictionary]
    is_impossible = np.array([*(isinstance(text, NoText) for text in texts), False])  # the last one: null
    impossible = is_impossible[coded.indices.fill_null(-1).to_numpy()]
    return pa.chunked_array([pa.array(texts, pa.string()).take(coded.indices)]), impossible


def _texts_of_days(
    values: pa.ChunkedArray, column: Column, dialect: Dialect
) -> tuple[pa.ChunkedArray, np.ndarray | None]:
    """Timestamps: midnight, in their own time zone, is a date. Judged here: Python knows no nanoseconds."""
    is_day = pc.equal(pc.floor_temporal(values, unit="day"), values).fill_null(True).to_numpy()
    texts, impossible = _texts(pc.local_timestamp(values).cast(pa.date32(), safe=False), column, dialect)
    return pc.if_else(pa.array(is_day), texts, values.cast(pa.string())), ~is_day | impossible


def _texts_of_nested(values: pa.ChunkedArray, column: Column, dialect: Dialect) -> tuple[pa.ChunkedArray, np.ndarray]:
    texts = [_scalar_text(value, column, dialect) if value.is_valid else None for value in values]
    return pa.chunked_array([texts], pa.string()), values.is_valid().to_numpy()


def _is_text(type: pa.DataType) -> bool:
    return pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type)


def _scalar_text(value: pa.Scalar, column: Column, dialect: Dialect) -> str:
    try:
        return as_text(value.as_py(), column, dialect)
    except (ValueError, OverflowError):  # a year that Python does not know
        return NoText(str(value.type))


def _without_empty(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def read_xlsx(content: bytes, contract: Contract) -> Rows:
    """The first sheet. Raises RejectedError: unreadable, missing_column, duplicate_column."""
    rows = [_up_to_last(row) for row in _first_sheet(content)]
    while rows and not rows[-1]:
        rows.pop()
    if not rows or not rows[0]:
        raise RejectedError(UNREADABLE, line=1)
    header, n_fields = ["" if cell is None else str(cell) for cell in rows[0]], len(rows[0])
    positions, extra = locate(header, contract)
    is_sound = np.array([0 < len(row) <= n_fields for row in rows[1:]], bool)
    sound = [row + [None] * (n_fields - len(row)) for row in rows[1:] if 0 < len(row) <= n_fields]
    texts = {
        name: [None if row[at] is None else as_text(row[at], contract.column[name], contract.dialect) for row in sound]
        for name, at in positions.items()
    }
    return Rows(
        columns={name: _without_empty(pa.chunked_array([column], pa.string())) for name, column in texts.items()},
        impossible={
            name: np.array([isinstance(text, NoText) for text in column], bool) for name, column in texts.items()
        },
        lines=np.flatnonzero(is_sound) + 2,
        broken=np.flatnonzero(~is_sound) + 2,
        raw=lambda line: contract.dialect.separator.join("" if cell is None else str(cell) for cell in rows[line - 1]),
        extra=extra,
    )


def _first_sheet(content: bytes) -> list[tuple]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # the file's own word for its size may be wrong
        return list(sheet.iter_rows(values_only=True))
    except Exception:  # whatever a broken file makes the library raise
        raise RejectedError(UNREADABLE) from None


def _up_to_last(row: tuple) -> list:
    """Without the empty cells at its end."""
    cells = list(row)
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells
