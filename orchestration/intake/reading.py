"""What a reader makes of a file: its rows as text, whatever the file's format was.

Here: the shape that readers hand on, the header's rules, and how a file is rejected. Not here: reading
(`csv_file.py`, `typed_file.py`), judging rows (`rows.py`).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orchestration.contracts import Contract

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

COLUMN_NAME = re.compile(r"[A-Za-z_]{1,40}")


class RejectedError(Exception):
    """The file is rejected whole, for this reason, at this place."""

    def __init__(self, reason: str, line: int | None = None, column: str | None = None):
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


@dataclass(frozen=True)
class Rows:
    """The rows of a file. A row that is broken as a whole is in `broken`, not in the columns."""

    columns: dict[str, "pa.Array"]  # text per known column, null where empty
    lines: "np.ndarray"  # line number per row of `columns`
    raw: Callable[[int], str]  # text of the line with this number, for the quarantine
    broken: "np.ndarray"  # line numbers
    extra: Sequence[str] = ()  # columns that the contract does not name
    impossible: dict[str, "np.ndarray"] = field(default_factory=dict)  # typed values that no text stands for

    @property
    def n_delivered(self) -> int:
        return len(self.lines) + len(self.broken)


def locate(header: Sequence[str], contract: Contract, line: int | None = 1) -> tuple[dict[str, int], list[str]]:
    """Position of every known column, and the names of the others.

    Raises:
        RejectedError: missing_column, duplicate_column.
    """
    names = [name.strip().lower() for name in header]
    for column in contract.columns:
        if column.name not in names:
            raise RejectedError("missing_column", line, column.name)
    for position, name in enumerate(names):
        if name in names[:position]:
            raise RejectedError("duplicate_column", line, _shown(header[position], position))
    known = {column.name: names.index(column.name) for column in contract.columns}
    others = [_shown(header[at], at) for at, name in enumerate(names) if name not in known]
    return known, others


def _shown(name: str, position: int) -> str:
    """What has a digit or a sign in it may be anything, a pupil's value too: it is not repeated."""
    name = name.strip()
    return name if COLUMN_NAME.fullmatch(name) else f"column {position + 1}"
