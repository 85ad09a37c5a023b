"""CSV, plain or gzipped: from the bytes of a file to rows of text.

Here: encoding, header, and handing the well-formed lines to Arrow. Not here: which lines are well formed
(`lines.py`), what the fields hold (`values.py`).
"""

import codecs
import gzip
import re
import zlib

import numpy as np
import pyarrow as pa
from pyarrow import csv

from orchestration.contracts import Contract
from orchestration.intake.lines import Lines, split
from orchestration.intake.reading import RejectedError, Rows, locate

BLOCK = 1 << 20  # bytes that Arrow parses at a time: a block and its columns stay in the processor's cache
BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
NOT_LATIN_1 = re.compile(rb"[\x80-\x9f]")
NOT_ASCII = re.compile(rb"[\x80-\xff]")


def read_csv(content: bytes, contract: Contract) -> Rows:
    """Raises RejectedError: unreadable, missing_column, duplicate_column."""
    dialect = contract.dialect
    lines = Lines.of(_as_utf8(content, dialect.encoding))
    if not len(lines) or lines.has_stray_cr[0] or lines.starts[0] == lines.ends[0]:
        raise RejectedError("unreadable", line=1)
    header = split(lines.text(1), dialect.separator)
    if header is None:
        raise RejectedError("unreadable", line=1)
    positions, extra = locate(header, contract)
    are_rows = lines.are_rows(dialect.separator, len(header))
    are_rows[0] = False
    numbers = np.flatnonzero(are_rows) + 1
    return Rows(
        columns=_columns(lines, are_rows, dialect.separator, len(header), positions),
        lines=numbers,
        raw=lines.text,
        broken=np.flatnonzero(~are_rows[1:]) + 2,
        extra=extra,
    )


def gunzip(content: bytes) -> bytes:
    """Raises RejectedError: unreadable."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        raise RejectedError("unreadable") from None


def _as_utf8(content: bytes, encoding: str) -> bytes:
    """Raises RejectedError: unreadable, where the bytes are not in this encoding."""
    if encoding == "utf-8":
        content = content.removeprefix(codecs.BOM_UTF8)
        if not content.isascii():
            _check_utf8(content)
        return content
    if content.startswith(BYTE_ORDER_MARKS):
        raise RejectedError("unreadable", line=1)
    if content.isascii():
        return content
    # ISO-8859-1 gives every byte a meaning: another encoding shows by bytes that nobody writes in it
    if control := NOT_LATIN_1.search(content):
        raise RejectedError("unreadable", _line_at(content, control.start()))
    text = content.decode("iso-8859-1")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return text.encode("utf-8")
    raise RejectedError("unreadable", _line_at(content, NOT_ASCII.search(content).start()))


def _check_utf8(content: bytes) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RejectedError("unreadable", _line_at(content, error.start)) from None


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _columns(
    lines: Lines, are_rows: np.ndarray, separator: str, n_fields: int, positions: dict[str, int]
) -> dict[str, pa.ChunkedArray]:
    if not are_rows.any():
        return {name: pa.chunked_array([], pa.string()) for name in positions}
    longest = int((lines.next - lines.starts).max())
    names = [str(position) for position in range(n_fields)]
    table = csv.read_csv(
        pa.BufferReader(_content(lines, are_rows)),
        read_options=csv.ReadOptions(use_threads=False, block_size=max(BLOCK, longest + 1), column_names=names),
        parse_options=csv.ParseOptions(delimiter=separator),
        convert_options=csv.ConvertOptions(
            check_utf8=False,
            include_columns=[str(position) for position in positions.values()],
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            null_values=[""],
        ),
    )
    return dict(zip(positions, table.columns, strict=True))


def _content(lines: Lines, are_rows: np.ndarray) -> pa.Buffer:
    """The lines that are rows: the file itself after its header when all are.

    It begins with a line feed (Arrow passes over empty lines), or Arrow would drop a byte order mark of the
    first row, which is none: the value has a character too many.
    """
    data = memoryview(lines.data)
    if are_rows[1:].all():
        return pa.py_buffer(data[lines.next[0] - 1 :])
    edges = np.flatnonzero(np.diff(are_rows.astype(np.int8), append=0))  # last line before each change
    runs = lines.next[edges].reshape(-1, 2)
    return pa.py_buffer(b"\n" + b"".join(data[begin:end] for begin, end in runs))
