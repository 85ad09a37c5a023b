"""Enrolment rows: the dataset `inschrijvingen`.

Gives every pupil who is somewhere on the count day the enrolment that counts, and adds what the rules must remove:
enrolments that ended before or began after it, and second ones on the day itself that lose every tie.
"""

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.careers import OUT, Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import pick
from orchestration.demo.schools import PROVIDERS, Schools
from orchestration.demo.second_enrolments import EXTRAS, VOLTIJDS, Rows


def enrolment_rows(parameters: Parameters, careers: Careers, groups: Groups, schools: Schools, t: int) -> Rows:
    year = int(parameters.years[t])
    rng = parameters.rng("enrolments", year)
    settings = parameters["enrolments"]
    here = np.flatnonzero(careers.stream[:, t] > OUT)
    n = len(here)
    base = Rows(
        here,
        careers.school[here, t].astype(np.int64),
        careers.group[here, t].astype(np.int64),
        _modular(parameters, careers, here, t, rng),
        np.full(n, text.day(year, 9, 1)),
        np.full(n, text.day(year + 1, 8, 31)),
    )
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
        size = round(settings[kind] * n)
        chosen, start = order[start : start + size], start + size
        extra.append(make(base, base.copy(chosen), chosen, groups, schools, year, rng))
    extra.append(_left_early(parameters, careers, t, rng))
    extra.append(_came_late(parameters, careers, t, rng))
    parts = [base, *extra]
    return Rows(*(np.concatenate([getattr(rows, name) for rows in parts]) for name in Rows.__dataclass_fields__))


def _modular(
    parameters: Parameters, careers: Careers, here: np.ndarray, t: int, rng: np.random.Generator
) -> np.ndarray:
    modular = np.zeros(len(here), dtype=bool)
    for name, definition in parameters["streams"].items():
        if definition.get("stelsel") == "MODULAIR":
            mine = np.flatnonzero(careers.stream[here, t] == careers.streams.index(name))
            modular[mine] = ~pick(len(mine), definition.get("linear_share", 0.0), rng)
    return modular


def _elsewhere_in_year(careers: Careers, who: np.ndarray, source: int, begin: np.ndarray, end: np.ndarray) -> Rows:
    return Rows(
        who,
        careers.school[who, source].astype(np.int64),
        careers.group[who, source].astype(np.int64),
        np.zeros(len(who), dtype=bool),
        begin,
        end,
    )


def _left_early(parameters: Parameters, careers: Careers, t: int, rng: np.random.Generator) -> Rows:
    """Pupils of the year before who came back in September and had left by the count day."""
    stopped = (
        np.flatnonzero((careers.stream[:, t - 1] > OUT) & (careers.stream[:, t] == OUT)) if t else np.empty(0, int)
    )
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


def enrolments_table(
    rows: Rows, ids: pa.Array, groups: Groups, schools: Schools, schooljaar: str
) -> dict[str, pa.Array]:
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
