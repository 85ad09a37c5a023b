"""Files in an agency's own dialect: a table of text columns becomes the bytes of a CSV file.

Which columns, in which order and case, and the dialect come from the contract.
"""

import io

import numpy as np
import pyarrow as pa
from pyarrow import csv

from orchestration.contracts import Contract

BOM = b"\xef\xbb\xbf"


def csv_bytes(contract: Contract, table: dict[str, pa.Array], bom: bool = False, quoted: bool = False) -> bytes:
    """The file of a table; no value of the demo needs quotes, but an agency may quote all the same."""
    dialect = contract.dialect
    arrow = pa.table({column.name: table[column.name] for column in contract.columns})
    sink = io.BytesIO()
    options = csv.WriteOptions(
        include_header=False, delimiter=dialect.separator, quoting_style="all_valid" if quoted else "none"
    )
    csv.write_csv(arrow, sink, options)
    content = header(contract, quoted) + sink.getvalue()
    if dialect.encoding != "utf-8":
        return content.decode("utf-8").encode(dialect.encoding)
    return BOM + content if bom else content


def header(contract: Contract, quoted: bool = False) -> bytes:
    names = [c.name.upper() if contract.dialect.header_case == "upper" else c.name for c in contract.columns]
    return (contract.dialect.separator.join(f'"{n}"' if quoted else n for n in names) + "\n").encode()


def insert_lines(content: bytes, lines: list[bytes], rng: np.random.Generator) -> bytes:
    """Puts lines between the lines of a file, anywhere after the header."""
    body = content.index(b"\n") + 1
    places = sorted(int(p) for p in rng.integers(body, len(content), len(lines)))
    parts, start = [], 0
    for place, line in zip(places, lines, strict=True):
        end = content.index(b"\n", place) + 1 if place < len(content) - 1 else len(content)
        end = max(end, start)
        parts += [content[start:end], line + b"\n"]
        start = end
    return b"".join([*parts, content[start:]])


def n_lines(content: bytes) -> int:
    """Data lines of a file."""
    return content.count(b"\n") - 1
