"""One column of a file: every distinct text judged once, every row by the number of its value.

Here: dictionary coding, and the shortcut for columns where nearly every text is distinct. Not here: what
one value may be (`values.py`), what one row may be (`rows.py`).
"""

import string
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.contracts import Column, Dialect
from orchestration.intake.values import MAX_DIGITS, MAX_PUPIL_ID, company_number, parser

EMPTY, BAD = -1, -2  # codes of rows without a value

TYPES = {
    "integer": pa.int64(),
    "decimal": pa.float64(),
    "date": pa.date32(),
    "partial_date": pa.date32(),
    "yes_no": pa.bool_(),
}
DIGITS = string.digits.encode()
PUPIL_ID = DIGITS + string.ascii_letters.encode() + b"-"


def type_of(column: Column) -> pa.DataType:
    return TYPES.get(column.type, pa.string())


@dataclass
class Coded:
    """values[codes[i]] is the value of row i; equal values have equal codes."""

    codes: np.ndarray
    values: pa.Array

    def typed(self, rows: np.ndarray) -> pa.Array:
        """The values of these rows, null where empty. Text stays coded: Parquet is written from it as it is."""
        codes = self.codes[rows]
        indices = pa.array(codes, mask=codes < 0)
        if pa.types.is_string(self.values.type):
            return pa.DictionaryArray.from_arrays(indices, self.values)
        return self.values.take(indices)

    def is_any(self, chosen: np.ndarray) -> np.ndarray:
        """Per row: is its value one of those chosen (a mask over `values`)?"""
        return np.append(chosen, [False, False])[self.codes]


def encode(texts: pa.ChunkedArray, impossible: np.ndarray | None, column: Column, dialect: Dialect) -> Coded:
    """impossible: rows whose typed value has no text."""
    if column.empty_is:
        texts = texts.fill_null(column.empty_is)
    coded = texts.combine_chunks().dictionary_encode()
    codes = coded.indices.fill_null(EMPTY).to_numpy().copy()
    distinct_texts = coded.dictionary
    values = _parse(distinct_texts, column, dialect)
    if values is not distinct_texts:
        # two texts may be one value (`007`, `7`), or none at all
        distinct = values.dictionary_encode()
        recode = distinct.indices.fill_null(BAD).to_numpy()
        codes = np.append(recode, np.int32(EMPTY))[codes]
        values = distinct.dictionary
    if impossible is not None:
        codes[impossible] = BAD
    return Coded(codes, values)


def _parse(texts: pa.Array, column: Column, dialect: Dialect) -> pa.Array:
    """The value of each text, null for a bad one; the same array when every text is its own value."""
    if column.type == "text":
        return texts
    if column.type == "pupil_id" and _consists_of(texts, PUPIL_ID, MAX_PUPIL_ID):
        return texts
    if column.type == "integer" and _consists_of(texts, DIGITS, MAX_DIGITS):
        numbers = texts.cast(pa.int64())
        low, high = pc.min_max(numbers).as_py().values()
        if low is None or ((column.min is None or low >= column.min) and (column.max is None or high <= column.max)):
            return numbers
    if column.type == "company_number":
        return _company_numbers(texts)
    parse = parser(column, dialect)
    return pa.array([parse(text) for text in texts.to_pylist()], type_of(column))


def _company_numbers(texts: pa.Array) -> pa.Array:
    """Ten digits are judged all at once, other spellings one by one."""
    is_plain = pc.and_(pc.equal(pc.binary_length(texts), 10), pc.ascii_is_decimal(texts))
    numbers = pc.if_else(is_plain, texts, "0" * 10).cast(pa.int64()).to_numpy()
    is_valid = (numbers < 2 * 10**9) & (numbers % 100 == 97 - numbers // 100 % 97)
    others = pa.array([company_number(text) for text in texts.filter(pc.invert(is_plain)).to_pylist()], pa.string())
    values = pc.if_else(pa.array(is_valid), texts, pa.scalar(None, pa.string()))
    return pc.replace_with_mask(values, pc.invert(is_plain), others)


def _consists_of(texts: pa.Array, characters: bytes, longest: int) -> bool:
    """Every text has these characters only, and no more than that many: the bytes of all of them at once."""
    if not len(texts):
        return True
    lengths = pc.min_max(pc.binary_length(texts)).as_py()
    return lengths["max"] <= longest and not texts.buffers()[2].to_pybytes().translate(None, characters)
