"""What is asked of the judge, and what it answers: plain rows, which travel as JSON."""

from dataclasses import dataclass
from typing import Any

ROWS = "rows"  # how far the number of rows moved since the last delivery


@dataclass(frozen=True)
class Question:
    """What is asked of one dataset. kinds: those that its contract promises, with the columns of each.

    counts: rows of the frame. largest_change: share of rows that a correction may add or take away.
    """

    dataset: str
    kinds: dict[str, list[str]]
    counts: list[dict[str, Any]]
    largest_change: float


@dataclass(frozen=True)
class Verdict:
    """kept: what holds, by kind; None where the expectation itself could not be judged, which is no pass."""

    dataset: str
    kept: dict[str, bool | None]
