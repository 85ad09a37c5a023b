"""Rows that the warehouse must put in quarantine, and first versions of files that are corrected later.

Every bad row is added to a file beside the good ones (a duplicate copies one), so that the good ones stay whole.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from orchestration.contracts import Column, Contract

MISSING_ROWS, EMPTIED = 0.004, 0.01  # of a first version; own assumption
BAD_VALUES = {
    "pupil_id": "demo_000001",
    "digits": "9X0001",
    "integer": "-1",
    "decimal": "0,50",
    "date": "31/02/2016",
    "partial_date": "15/00/2001",
    "yes_no": "ja",
    "company_number": "0900000001",
    "joint_committee": "3220",
    "code": "ONBEKEND",
}
NOT_BY_VALUE = ("text", "schooljaar", "kwartaal")


def first_version(table: dict[str, pa.Array], contract: Contract, rng: np.random.Generator) -> dict[str, pa.Array]:
    """The same table with some rows missing, and with one optional column empty here and there."""
    n = len(next(iter(table.values())))
    kept = pa.array(np.flatnonzero(rng.random(n) >= MISSING_ROWS))
    table = {name: column.take(kept) for name, column in table.items()}
    optional = next(column.name for column in contract.columns if column.optional)
    values = table[optional].to_numpy(zero_copy_only=False)
    values[rng.random(len(values)) < EMPTIED] = ""
    return {**table, optional: pa.array(values, pa.string())}


def bad_lines(content: bytes, contract: Contract, reasons: list[str], rng: np.random.Generator) -> list[bytes]:
    """A line, or two for a conflict, for each reason, made from lines of the file itself."""
    separator, encoding = contract.dialect.separator, contract.dialect.encoding
    result: list[bytes] = []
    for i, reason in enumerate(reasons):
        fields = _some_line(content, rng).decode(encoding).split(separator)
        row = dict(zip((column.name for column in contract.columns), fields, strict=True))
        lines = MAKERS[reason](row, contract, i)
        result += [
            (line if isinstance(line, str) else separator.join(line.values())).encode(encoding) for line in lines
        ]
    return result


def _some_line(content: bytes, rng: np.random.Generator) -> bytes:
    body = content.index(b"\n") + 1
    start = content.rfind(b"\n", 0, int(rng.integers(body, len(content) - 1))) + 1
    start = max(start, body)
    return content[start : content.index(b"\n", start)]


Row = dict[str, str]


def _malformed(row: Row, contract: Contract, i: int) -> list[Row | str]:
    line = contract.dialect.separator.join(row.values())
    return [line + contract.dialect.separator + "te veel"] if i % 2 else ['"' + line]


def _missing(row: Row, contract: Contract, _i: int) -> list[Row | str]:
    required = [column.name for column in contract.columns if not column.optional]
    return [{**row, required[-1]: ""}]


def _bad_value(row: Row, contract: Contract, i: int) -> list[Row | str]:
    suited = [column for column in contract.columns if column.type not in NOT_BY_VALUE]
    # from the last column on: later columns are the more telling ones
    column = suited[-1 - i % len(suited)]
    return [{**row, column.name: _bad(column)}]


def _bad(column: Column) -> str:
    return "201313" if column.type == "maand" else BAD_VALUES[column.type]


def _wrong_period(row: Row, contract: Contract, _i: int) -> list[Row | str]:
    name = contract.period_column or ""
    if contract.period_type == "kwartaal":
        changed = {name: str(int(row[name]) - 10)}
        changed |= {c.name: str(int(row[c.name]) - 100) for c in contract.columns if c.type == "maand"}
        return [{**row, **changed}]
    start = int(row[name][:4]) + 1
    return [{**row, name: f"{start}-{start + 1}"}]


def _duplicate(row: Row, _contract: Contract, _i: int) -> list[Row | str]:
    return [row]


def _conflicting(row: Row, contract: Contract, i: int) -> list[Row | str]:
    """Two rows with the same key, which nothing else in the file has, that differ in another column."""
    first = dict(row)
    for name in contract.key:
        kind = contract.column[name].type
        if kind == "pupil_id":
            first[name] = f"demo-conflict-{i}"
        elif name == "volgnr":
            first[name] = str(900_000_000 + i)
    # a column with a code list: two of its values are certain to differ
    other = next(c for c in contract.columns if c.name not in contract.key and (c.values or c.type == "yes_no"))
    values = other.values or ("J", "N")
    return [{**first, other.name: values[0]}, {**first, other.name: values[1]}]


def _unknown_group(row: Row, _contract: Contract, _i: int) -> list[Row | str]:
    return [{**row, "administratieve_groep": "99999"}]


MAKERS: dict[str, Callable[[Row, Contract, int], list[Row | str]]] = {
    "malformed_row": _malformed,
    "missing_value": _missing,
    "bad_value": _bad_value,
    "wrong_period": _wrong_period,
    "duplicate_row": _duplicate,
    "conflicting_key": _conflicting,
    "unknown_group": _unknown_group,
}
