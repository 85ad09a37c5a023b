"""Second enrolments of pupils who have one on the count day, one function per kind.

Each takes copies of the enrolments that count and gives the extra rows; it may shorten the former, never unseat them.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo import text
from orchestration.demo.programmes import Groups
from orchestration.demo.schools import PROVIDERS, Schools

VOLTIJDS, DBSO, SYNTRA = (PROVIDERS.index(name) for name in ("VOLTIJDS", "DBSO", "SYNTRA"))


@dataclass
class Rows:
    """Enrolment rows of one school year, one array per column; pupil is a position in the careers."""

    pupil: np.ndarray
    school: np.ndarray
    group: np.ndarray
    modular: np.ndarray
    begin: np.ndarray
    end: np.ndarray

    def copy(self, which: np.ndarray) -> "Rows":
        return Rows(*(getattr(self, name)[which].copy() for name in self.__dataclass_fields__))


def _other_school(rows: Rows, schools: Schools, groups: Groups, rng: np.random.Generator) -> np.ndarray:
    other = schools.draw(VOLTIJDS, groups.area[rows.group], rng)
    full_time = np.flatnonzero(schools.provider == VOLTIJDS)
    same = other == rows.school
    following = full_time[(np.searchsorted(full_time, rows.school[same]) + 1) % len(full_time)]
    other[same] = following
    return other.astype(np.int64)


def _moved_before(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    rows.begin[:] = text.day(year, 9, 1)
    rows.end = text.day(year, 9, 15) + rng.integers(0, 135, len(at))
    base.begin[at] = rows.end + 1
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _moved_on_count_day(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    count_day = text.day(year + 1, 2, 1)
    rows.begin[:] = text.day(year, 9, 1)
    rows.end = count_day - (np.arange(len(at)) % 2)  # half of them still active on the day, and older
    base.begin[at] = count_day
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _moved_after(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    base.end[at] = text.day(year + 1, 2, 1) + rng.integers(0, 90, len(at))
    rows.begin = base.end[at] + 1
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _earlier_enrolment(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    rows.begin[:] = text.day(year, 9, 1)
    base.begin[at] = text.day(year, 9, 2) + rng.integers(0, 150, len(at))
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _other_provider(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    centres = np.flatnonzero(np.isin(schools.provider, [DBSO, SYNTRA]))
    at_centre = np.flatnonzero(groups.soort == "dbso")
    rows.school = centres[rng.integers(0, len(centres), len(at))]
    rows.group = at_centre[rng.integers(0, len(at_centre), len(at))]
    rows.modular[:] = rng.random(len(at)) < 0.5
    rows.begin = base.begin[at] + rng.integers(0, 60, len(at))
    return rows


def _modular_beside(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    rows.modular[:] = True
    rows.begin = base.begin[at] + rng.integers(1, 60, len(at))
    return rows


def _same_day_school(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    """The lower school number counts, so the higher one is the extra row; the highest of all is left out."""
    by_number = np.argsort(schools.number)
    by_number = by_number[schools.provider[by_number] == VOLTIJDS]
    place = np.argsort(by_number)[np.searchsorted(np.sort(by_number), rows.school)]
    possible = np.flatnonzero(place < len(by_number) - 1)
    rows = rows.copy(possible)
    rows.school = by_number[rng.integers(place[possible] + 1, len(by_number))]
    return rows


def _same_day_group(
    base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int, rng: np.random.Generator
) -> Rows:
    """The lower group number counts."""
    by_number = np.argsort(groups.number)
    place = np.argsort(by_number)[rows.group]
    possible = np.flatnonzero(place < len(by_number) - 1)
    rows = rows.copy(possible)
    rows.group = by_number[rng.integers(place[possible] + 1, len(by_number))]
    return rows


EXTRAS = {
    "moved_before": _moved_before,
    "moved_on_count_day": _moved_on_count_day,
    "moved_after": _moved_after,
    "earlier_enrolment": _earlier_enrolment,
    "other_provider": _other_provider,
    "modular_beside": _modular_beside,
    "same_day_school": _same_day_school,
    "same_day_group": _same_day_group,
}
