"""School careers as arrays: where each pupil is on every count day, and whether the year was passed.

What they hold comes from `pupils`; rows, dates, double enrolments and jobs are made from them elsewhere.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

OUT = 0  # not enrolled; streams count from 1
GIVES_DIPLOMA = ("T6", "DT6", "B7", "B7N", "D7", "A6", "K6")
SE_N_SE = ("SNS", "DZ")
GIVES_CERTIFICATE = ("B6", "D6")  # the studiegetuigschrift of the sixth year


@dataclass
class Careers:
    """Arrays of pupil x school year; stream is a position in streams, group and school are -1 where it is OUT."""

    streams: list[str]
    n_years: int
    stream: np.ndarray = field(init=False)
    group: np.ndarray = field(init=False)
    school: np.ndarray = field(init=False)
    passed: np.ndarray = field(init=False)
    diploma_before: np.ndarray = field(init=False)  # had the diploma SO before that year
    outside_age: np.ndarray = field(init=False)  # per pupil: the age cap leaves the pupil out

    def __post_init__(self) -> None:
        shape = (0, self.n_years)
        self.stream = np.zeros(shape, np.int8)
        self.group, self.school = np.full(shape, -1, np.int16), np.full(shape, -1, np.int16)
        self.passed, self.diploma_before = np.zeros(shape, bool), np.zeros(shape, bool)
        self.outside_age = np.zeros(0, bool)

    def add(self, n: int) -> np.ndarray:
        """New pupils, who are nowhere yet."""
        first, n = len(self.stream), max(0, n)
        for name, empty in ARRAYS.items():
            old = getattr(self, name)
            if n:
                setattr(self, name, np.concatenate([old, np.full((n, *old.shape[1:]), empty, old.dtype)]))
        return np.arange(first, first + n)

    def extend(self, other: "Careers") -> None:
        for name in ARRAYS:
            setattr(self, name, np.concatenate([getattr(self, name), getattr(other, name)]))

    def code(self, *names: str) -> list[int]:
        return [self.streams.index(name) for name in names]

    def at(self, t: int, *names: str) -> np.ndarray:
        """Who is in one of the streams in a year."""
        return np.isin(self.stream[:, t], self.code(*names))

    def is_in(self, *names: str) -> np.ndarray:
        return np.isin(self.stream, self.code(*names))

    @cached_property
    def first_year(self) -> np.ndarray:
        """Position of the first enrolment; to be asked when the careers are complete."""
        return np.argmax(self.stream > OUT, axis=1)

    @cached_property
    def last_year(self) -> np.ndarray:
        """Position of the last enrolment that is not Se-n-Se, -1 for who has no other; when they are complete."""
        counts = (self.stream > OUT) & ~self.is_in(*SE_N_SE)
        last = counts.shape[1] - 1 - np.argmax(counts[:, ::-1], axis=1)
        return np.where(counts.any(axis=1), last, -1)


ARRAYS = {"stream": OUT, "group": -1, "school": -1, "passed": False, "diploma_before": False, "outside_age": False}
