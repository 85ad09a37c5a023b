"""Files in an agency's own dialect: a table of text columns becomes the bytes of a CSV file.

Which columns, in which order and case, and the dialect come from the contract.
"""

import hashlib
import io
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from orchestration.contracts import Contract

BOM = b"\xef\xbb\xbf"


class DemoFile:
    """A file that is written in parts: its size and hash, for the manifest, are known when the last one is there."""

    def __init__(self, path: Path, contract: Contract, bom: bool = False, quoted: bool = False):
        self.path, self.contract, self.quoted = path, contract, quoted
        self.start = (BOM if bom else b"") + header(contract, quoted)
        self._rows, self._hash = 0, hashlib.sha256()

    def content(self, table: dict[str, pa.Array]) -> bytes:
        """A part with the header before it; no value of the demo needs quotes, but an agency may quote all the same."""
        dialect = self.contract.dialect
        arrow = pa.table({column.name: table[column.name] for column in self.contract.columns})
        sink = io.BytesIO()
        options = csv.WriteOptions(
            include_header=False, delimiter=dialect.separator, quoting_style="all_valid" if self.quoted else "none"
        )
        csv.write_csv(arrow, sink, options)
        body = sink.getvalue()
        return self.start + (body if dialect.encoding == "utf-8" else body.decode("utf-8").encode(dialect.encoding))

    def append(self, content: bytes, is_first: bool) -> None:
        """Writes a part; only the first one keeps its header."""
        part = content if is_first else content[len(self.start) :]
        with self.path.open("wb" if is_first else "ab") as file:
            file.write(part)
        self._rows += part.count(b"\n") - is_first
        self._hash.update(part)

    def entry(self) -> dict[str, str | int]:
        """The file in the manifest."""
        return {"file": self.path.name, "rows": self._rows, "sha256": self._hash.hexdigest()}


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
