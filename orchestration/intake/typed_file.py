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

from orchestration.contracts import Contract, Dialect
from orchestration.intake.reading import RejectedError, Rows, locate

UNREADABLE = "unreadable"


class NoText(str):
    """Stands for a typed value that no field can hold: NaN, a time of day, a list."""


def as_text(value: Any, dialect: Dialect) -> str:
    """The text of one value in the agency's dialect."""
    match value:
        case str():
            return value
        case bool():
            return "J" if value else "N"
        case int():
            return str(value)
        case float():
            return _number(Decimal(repr(value)))
        case Decimal():
            return _number(value)
        case datetime() if value.time() != time():
            return NoText(value.isoformat())
        case date():
            text = dialect.date.replace("YYYY", f"{value.year:04}")
            return text.replace("MM", f"{value.month:02}").replace("DD", f"{value.day:02}")
    return NoText(type(value).__name__)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        return NoText("NaN" if value.is_nan() else "infinite")
    return str(int(value)) if value == value.to_integral_value() else format(value, "f")


def read_parquet(content: bytes, contract: Contract) -> Rows:
    """Raises RejectedError: unreadable, missing_column, duplicate_column."""
    try:
        table = parquet.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
        table.validate(full=True)
    except Exception:  # whatever a broken file makes the library raise
        raise RejectedError(UNREADABLE) from None
    positions, extra = locate(table.column_names, contract, line=None)
    texts = {name: _texts(table.column(at), contract.dialect) for name, at in positions.items()}
    return Rows(
        columns={name: _without_empty(text) for name, (text, _) in texts.items()},
        impossible={name: impossible for name, (_, impossible) in texts.items() if impossible is not None},
        lines=np.arange(1, len(table) + 1),
        broken=np.array([], np.int64),
        raw=lambda line: contract.dialect.separator.join(text[line - 1].as_py() or "" for text, _ in texts.values()),
        extra=extra,
    )


def _texts(column: pa.ChunkedArray, dialect: Dialect) -> tuple[pa.ChunkedArray, np.ndarray | None]:
    """The column as text, and which of its values have none."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_null(column.type) or pa.types.is_integer(column.type) or _is_text(column.type):
        return column.cast(pa.string()), None
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        coded = column.combine_chunks().dictionary_encode()
    except pa.ArrowNotImplementedError:  # a list, a structure
        return pa.chunked_array([pa.repeat(str(column.type), len(column))]), column.is_valid().to_numpy()
    texts = [_scalar_text(value, dialect) for value in coded.dictionary]
    is_impossible = np.array([*(isinstance(text, NoText) for text in texts), False])  # the last one: null
    impossible = is_impossible[coded.indices.fill_null(-1).to_numpy()]
    return pa.chunked_array([pa.array(texts, pa.string()).take(coded.indices)]), impossible


def _is_text(type: pa.DataType) -> bool:
    return pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type)


def _scalar_text(value: pa.Scalar, dialect: Dialect) -> str:
    try:
        return as_text(value.as_py(), dialect)
    except (ValueError, OverflowError):  # a year that Python does not know
        return NoText(str(value.type))


def _without_empty(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def read_xlsx(content: bytes, contract: Contract) -> Rows:
    """The first sheet. Raises RejectedError: unreadable, missing_column, duplicate_column."""
    dialect = contract.dialect
    cells = [["" if value is None else as_text(value, dialect) for value in row] for row in _first_sheet(content)]
    rows = [_up_to_last(row) for row in cells]
    while rows and not rows[-1]:
        rows.pop()
    if not rows or not rows[0]:
        raise RejectedError(UNREADABLE, line=1)
    header, n_fields = rows[0], len(rows[0])
    positions, extra = locate(header, contract)
    is_sound = np.array([0 < len(row) <= n_fields for row in rows[1:]], bool)
    sound = [row + [""] * (n_fields - len(row)) for row, fits in zip(rows[1:], is_sound, strict=True) if fits]
    columns = {name: [row[at] for row in sound] for name, at in positions.items()}
    return Rows(
        columns={name: _without_empty(pa.chunked_array([texts], pa.string())) for name, texts in columns.items()},
        impossible={
            name: np.array([isinstance(text, NoText) for text in texts], bool) for name, texts in columns.items()
        },
        lines=np.flatnonzero(is_sound) + 2,
        broken=np.flatnonzero(~is_sound) + 2,
        raw=lambda line: dialect.separator.join(rows[line - 1]),
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


def _up_to_last(row: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row
