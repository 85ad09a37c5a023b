"""Writes tables as the agencies do: every format and every freedom that the description leaves them."""

from __future__ import annotations

import gzip
import io
import math
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from tests.oracle.intake import DATASETS, Dataset
from tests.oracle.people import Row, Table, Value

DAMAGES = (
    "field too few",
    "separator too many",
    "separator too many, last value empty",
    "quote never closed",
    "text after the quote",
    "quote after the quote",
    "carriage return inside",
    "carriage return at the end",
    "empty",
    "broken in two",
)


@dataclass
class Draft:
    """A file to be: rows, lines to damage (position -> how; CSV only), columns left out or written twice."""

    agency: str
    dataset: str
    period: str | None
    extension: str
    rows: list[Row]
    damage: dict[int, str] = field(default_factory=dict)
    omit: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()

    @classmethod
    def of(cls, table: Table, extension: str) -> Draft:
        return cls(table.agency, table.dataset, table.period, extension, list(table.rows))

    @property
    def definition(self) -> Dataset:
        return DATASETS[self.agency, self.dataset]

    @property
    def name(self) -> str:
        stem = f"{self.dataset}_{self.period}" if self.period else self.dataset
        return f"{stem}.{self.extension}"


def render(draft: Draft, rng: Random) -> tuple[bytes, int]:
    """The bytes of the file and the number of its data lines."""
    if draft.extension == "parquet":
        return parquet_bytes(draft, rng), len(draft.rows)
    if draft.extension == "xlsx":
        return xlsx_bytes(draft, rng), len(draft.rows)
    data, lines = csv_bytes(draft, rng)
    return (gzip.compress(data, mtime=0) if draft.extension == "csv.gz" else data), lines


def header_of(draft: Draft, rng: Random) -> list[str]:
    """The columns to write, in some order, now and then with some that nobody knows."""
    names = [name for name in draft.definition.column_names if name not in draft.omit]
    names += draft.repeat
    if rng.random() < 0.3:
        names += rng.sample(("opmerking", "extra;kolom", "leerling", "Cafe"), rng.randint(1, 2))
    if rng.random() < 0.5:
        rng.shuffle(names)
    return names


def cased(name: str, agency: str, rng: Random) -> str:
    usual = name.upper() if agency == "ksz" else name
    return rng.choice((usual, usual, name.title(), name.swapcase()))


# --- CSV -----------------------------------------------------------------------------------------


def as_text(value: Value, agency: str, rng: Random) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "J" if value else "N"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if agency == "agodi" else value.strftime("%Y-%m-%d")
    if isinstance(value, int) and rng.random() < 0.05:
        return f"00{value}"
    return str(value)


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def field_of(value: str, quoting: float, rng: Random) -> str:
    needs_quotes = ";" in value or value.startswith('"')
    return quoted(value) if needs_quotes or rng.random() < quoting else value


def damaged(fields: list[str], how: str, rng: Random) -> list[str]:
    """The line or lines that a damaged row becomes."""
    if how == "field too few":
        fields = fields[:-1]
    elif how == "separator too many":
        fields = [*fields, "x"]
    elif how == "separator too many, last value empty":
        fields = [*fields, ""]
    elif how == "quote never closed":
        fields = [*fields[:-1], rng.choice(('"', '"x', '"x;y', '"x""'))]
    elif how == "text after the quote":
        fields = ['"x"y', *fields[1:]]
    elif how == "quote after the quote":
        fields = [*fields[:-1], '"x" "']
    elif how == "carriage return inside":
        fields = [fields[0] + "\r", *fields[1:]]
    elif how == "carriage return at the end":
        return [";".join(fields) + "\r\r"]
    elif how == "empty":
        return [""]
    elif how == "broken in two":
        return [f'{fields[0]};"note', 'goes on"']
    return [";".join(fields)]


def csv_bytes(draft: Draft, rng: Random) -> tuple[bytes, int]:
    names = header_of(draft, rng)
    quoting = rng.choice((0.0, 0.0, 0.3, 1.0))
    padded = rng.random() < 0.2
    lines = []
    header = [cased(name, draft.agency, rng) for name in names]
    if padded:
        header = [rng.choice((name, f" {name}", f"{name}  ")) for name in header]
    lines.append(";".join(field_of(name, quoting, rng) for name in header))
    for position, row in enumerate(draft.rows):
        values = [as_text(row.get(name, "extra; é"), draft.agency, rng) for name in names]
        fields = [field_of(value, quoting, rng) for value in values]
        how = draft.damage.get(position)
        lines += damaged(fields, how, rng) if how else [";".join(fields)]
    ends = rng.choice((["\n"], ["\r\n"], ["\n", "\r\n"]))
    text = ""
    for line in lines:
        text += line + ("\n" if line.endswith("\r") else rng.choice(ends))
    if not draft.damage and rng.random() < 0.2:
        text = text.rstrip("\r\n")
    elif draft.damage and lines[-1] and rng.random() < 0.1:
        text = text.removesuffix("\n")  # may leave a carriage return that ends no line
    if draft.agency == "agodi":
        return text.encode("latin-1"), len(lines) - 1
    return text.encode("utf-8-sig" if rng.random() < 0.3 else "utf-8"), len(lines) - 1


# --- Parquet and xlsx ----------------------------------------------------------------------------


def parquet_column(values: list[Value], kind: str, agency: str, rng: Random) -> pa.Array:
    """Typed where all values allow it and chance wants it, text otherwise."""
    present = [value for value in values if value is not None]
    typed = rng.random() < 0.7
    if present and typed:
        array = typed_array(values, present, kind, rng)
        if array is not None:
            return array
    empty = rng.choice((None, ""))
    texts = [as_text(value, agency, rng) if value is not None else empty for value in values]
    kinds = (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()))
    return pa.array(texts, pa.string()).cast(rng.choice(kinds))


def typed_array(values: list[Any], present: list[Any], kind: str, rng: Random) -> pa.Array | None:
    """None when the values are not all of one type that Parquet knows."""
    if all(isinstance(value, bool) for value in present):
        return pa.array(values, pa.bool_())
    if any(isinstance(value, bool) for value in present):
        return None
    if any(isinstance(value, datetime) for value in present) and all(isinstance(v, date) for v in present):
        moments = [None if v is None else datetime(v.year, v.month, v.day) for v in values]
        moments = [v if isinstance(v, datetime) else at for v, at in zip(values, moments, strict=True)]
        return pa.array(moments, pa.timestamp("us"))
    if all(isinstance(value, date) for value in present):
        kinds = (pa.date32(), pa.date64(), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns"))
        return pa.array(values, pa.date32()).cast(rng.choice(kinds))
    if kind in ("kwartaal", "maand", "decimal", "company"):
        try:
            values = [None if value is None else Decimal(str(value)) for value in values]
        except ArithmeticError:
            return None
        present = [value for value in values if value is not None]
        if kind == "decimal":
            exact = rng.random() < 0.5 and all(value.is_finite() for value in present)
            if exact and all(value.as_tuple().exponent >= -4 for value in present):
                return pa.array(values, pa.decimal128(12, 4))
            return pa.array([None if v is None else float(v) for v in values], pa.float64())
        if any(value != int(value) or value < 10**8 for value in present if kind == "company"):
            return None
        return pa.array([None if v is None else int(v) for v in values], pa.int64())
    if all(isinstance(value, int) for value in present):
        floats = pa.float64() if max(present) < 2**50 else pa.int64()
        return pa.array(values, rng.choice((pa.int64(), pa.int64(), floats, pa.decimal128(20, 0))))
    if all(isinstance(value, int | float) for value in present):
        return pa.array([None if v is None else float(v) for v in values], pa.float64())
    return None


def parquet_bytes(draft: Draft, rng: Random) -> bytes:
    names = header_of(draft, rng)
    kinds = {column.name: column.kind for column in draft.definition.columns}
    arrays = [
        parquet_column([row.get(name, "x") for row in draft.rows], kinds.get(name, "text"), draft.agency, rng)
        for name in names
    ]
    table = pa.Table.from_arrays(arrays, names=[cased(name, draft.agency, rng) for name in names])
    sink = io.BytesIO()
    pq.write_table(table, sink, row_group_size=rng.choice((7, 100, 100_000)))
    return sink.getvalue()


def xlsx_bytes(draft: Draft, rng: Random) -> bytes:
    names = header_of(draft, rng)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([cased(name, draft.agency, rng) for name in names])
    typed = rng.random() < 0.6
    for row in draft.rows:
        values = [row.get(name, "x") for name in names]
        cells = [value if typed or value is None else as_text(value, draft.agency, rng) for value in values]
        sheet.append([None if cell is None or is_nan(cell) else cell for cell in cells])
    if rng.random() < 0.3:
        workbook.create_sheet("toelichting").append(["not", "data"])
    sink = io.BytesIO()
    workbook.save(sink)
    return without_times(sink.getvalue())


def without_times(workbook: bytes) -> bytes:
    """The same workbook without the moment of writing, so that a seed is always the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2021-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name), content)
    return sink.getvalue()


def is_nan(value: Value) -> bool:
    return isinstance(value, float) and math.isnan(value)
