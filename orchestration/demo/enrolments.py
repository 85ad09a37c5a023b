"""Enrolment rows: the dataset `inschrijvingen`.

Gives every pupil who is somewhere on the count day the enrolment that counts, and adds what the rules must remove:
enrolments that ended before or began after it, and second ones on the day itself that lose every tie.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.pupils import OUT, Careers
from orchestration.demo.quota import pick
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


def enrolment_rows(parameters: Parameters, careers: Careers, groups: Groups, schools: Schools, t: int) -> Rows:
    year = int(parameters.years[t])
    rng = parameters.rng("enrolments", year)
    settings = parameters["enrolments"]
    here = np.flatnonzero(careers.stream[:, t] > OUT)
    n = len(here)
    base = Rows(here, careers.school[here, t].astype(np.int64), careers.group[here, t].astype(np.int64),
                _modular(parameters, careers, here, t, rng), np.full(n, text.day(year, 9, 1)),
                np.full(n, text.day(year + 1, 8, 31)))
    late = pick(n, settings["late_start"], rng)
    base.begin[late] += rng.integers(1, 30, late.sum())
    left = pick(n, settings["left_after"], rng)
    base.end[left] = text.day(year + 1, 2, 2) + rng.integers(0, 110, left.sum())
    base.end[pick(n, settings["open_end"], rng) & ~left] = text.NO_DATE

    # one kind of extra row per pupil, so that the kinds do not disturb one another; only full-time pupils have one
    full_time = np.flatnonzero((schools.provider[base.school] == VOLTIJDS) & ~base.modular & ~left)
    order = rng.permutation(full_time)
    extra, start = [], 0
    for kind, make in EXTRAS.items():
        size = int(round(settings[kind] * n))
        chosen, start = order[start : start + size], start + size
        extra.append(make(base, base.copy(chosen), chosen, groups, schools, year, rng))
    extra.append(_left_early(parameters, careers, t, rng))
    extra.append(_came_late(parameters, careers, t, rng))
    parts = [base, *extra]
    return Rows(*(np.concatenate([getattr(rows, name) for rows in parts]) for name in Rows.__dataclass_fields__))


def _modular(parameters: Parameters, careers: Careers, here: np.ndarray, t: int, rng: np.random.Generator) -> np.ndarray:
    modular = np.zeros(len(here), dtype=bool)
    for name, definition in parameters["streams"].items():
        if definition.get("stelsel") == "MODULAIR":
            mine = np.flatnonzero(careers.stream[here, t] == careers.streams.index(name))
            modular[mine] = ~pick(len(mine), definition.get("linear_share", 0.0), rng)
    return modular


def _other_school(rows: Rows, schools: Schools, groups: Groups, rng: np.random.Generator) -> np.ndarray:
    other = schools.draw(VOLTIJDS, groups.area[rows.group], rng)
    full_time = np.flatnonzero(schools.provider == VOLTIJDS)
    same = other == rows.school
    following = full_time[(np.searchsorted(full_time, rows.school[same]) + 1) % len(full_time)]
    other[same] = following
    return other.astype(np.int64)


def _moved_before(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                  rng: np.random.Generator) -> Rows:
    rows.begin[:] = text.day(year, 9, 1)
    rows.end = text.day(year, 9, 15) + rng.integers(0, 135, len(at))
    base.begin[at] = rows.end + 1
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _moved_on_count_day(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                        rng: np.random.Generator) -> Rows:
    count_day = text.day(year + 1, 2, 1)
    rows.begin[:] = text.day(year, 9, 1)
    rows.end = count_day - (np.arange(len(at)) % 2)         # half of them still active on the day, and older
    base.begin[at] = count_day
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _moved_after(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                 rng: np.random.Generator) -> Rows:
    base.end[at] = text.day(year + 1, 2, 1) + rng.integers(0, 90, len(at))
    rows.begin = base.end[at] + 1
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _earlier_enrolment(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                       rng: np.random.Generator) -> Rows:
    rows.begin[:] = text.day(year, 9, 1)
    base.begin[at] = text.day(year, 9, 2) + rng.integers(0, 150, len(at))
    rows.school = _other_school(rows, schools, groups, rng)
    return rows


def _other_provider(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                    rng: np.random.Generator) -> Rows:
    centres = np.flatnonzero(np.isin(schools.provider, [DBSO, SYNTRA]))
    at_centre = np.flatnonzero(groups.soort == "dbso")
    rows.school = centres[rng.integers(0, len(centres), len(at))]
    rows.group = at_centre[rng.integers(0, len(at_centre), len(at))]
    rows.modular[:] = rng.random(len(at)) < 0.5
    rows.begin = base.begin[at] + rng.integers(0, 60, len(at))
    return rows


def _modular_beside(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                    rng: np.random.Generator) -> Rows:
    rows.modular[:] = True
    rows.begin = base.begin[at] + rng.integers(1, 60, len(at))
    return rows


def _same_day_school(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                     rng: np.random.Generator) -> Rows:
    """The lower school number counts, so the higher one is the extra row; the highest of all is left out."""
    by_number = np.argsort(schools.number)
    by_number = by_number[schools.provider[by_number] == VOLTIJDS]
    place = np.argsort(by_number)[np.searchsorted(np.sort(by_number), rows.school)]
    possible = np.flatnonzero(place < len(by_number) - 1)
    rows = rows.copy(possible)
    rows.school = by_number[rng.integers(place[possible] + 1, len(by_number))]
    return rows


def _same_day_group(base: Rows, rows: Rows, at: np.ndarray, groups: Groups, schools: Schools, year: int,
                    rng: np.random.Generator) -> Rows:
    """The lower group number counts."""
    by_number = np.argsort(groups.number)
    place = np.argsort(by_number)[rows.group]
    possible = np.flatnonzero(place < len(by_number) - 1)
    rows = rows.copy(possible)
    rows.group = by_number[rng.integers(place[possible] + 1, len(by_number))]
    return rows


def _elsewhere_in_year(careers: Careers, who: np.ndarray, source: int, begin: np.ndarray, end: np.ndarray) -> Rows:
    return Rows(who, careers.school[who, source].astype(np.int64), careers.group[who, source].astype(np.int64),
                np.zeros(len(who), dtype=bool), begin, end)


def _left_early(parameters: Parameters, careers: Careers, t: int, rng: np.random.Generator) -> Rows:
    """Pupils of the year before who came back in September and had left by the count day."""
    stopped = np.flatnonzero((careers.stream[:, t - 1] > OUT) & (careers.stream[:, t] == OUT)) if t else np.empty(0, int)
    who = stopped[pick(len(stopped), parameters["enrolments"]["left_early"], rng)]
    year = int(parameters.years[t])
    begin = np.full(len(who), text.day(year, 9, 1))
    return _elsewhere_in_year(careers, who, t - 1, begin, begin + rng.integers(3, 152, len(who)))


def _came_late(parameters: Parameters, careers: Careers, t: int, rng: np.random.Generator) -> Rows:
    """Newcomers of the next year who were enrolled after the count day already."""
    if t + 1 == len(parameters.years):
        return _elsewhere_in_year(careers, np.empty(0, int), t, np.empty(0, int), np.empty(0, int))
    new = np.flatnonzero((careers.first_year == t + 1) & (careers.stream[:, t + 1] > OUT))
    who = new[pick(len(new), parameters["enrolments"]["came_late"] * 3, rng)]
    year = int(parameters.years[t])
    begin = text.day(year + 1, 2, 2) + rng.integers(0, 100, len(who))
    return _elsewhere_in_year(careers, who, t + 1, begin, np.full(len(who), text.day(year + 1, 8, 31)))


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


def enrolments_table(rows: Rows, ids: pa.Array, groups: Groups, schools: Schools, schooljaar: str) -> dict[str, pa.Array]:
    """The rows of `inschrijvingen`, ordered by pseudonym so that kinds of rows do not lie together."""
    order = np.argsort(rows.pupil, kind="stable")
    rows = rows.copy(order)
    return {
        "leerling_id": ids.take(pa.array(rows.pupil)),
        "schooljaar": text.same(schooljaar, len(order)),
        "aanbieder": text.take(PROVIDERS, schools.provider[rows.school]),
        "instellingsnummer": text.take(schools.number, rows.school),
        "administratieve_groep": text.take(groups.number, rows.group),
        "stelsel": text.take(["LINEAIR", "MODULAIR"], rows.modular),
        "begindatum": text.dates(rows.begin),
        "einddatum": text.dates(rows.end),
    }
