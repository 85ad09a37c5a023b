"""Work beside the careers of leavers: student jobs, dual pupils, between two enrolments, local government.

These lines are what the rules must leave out, or people whom they never look at.
"""

import numpy as np

from orchestration.demo.careers import OUT, Careers
from orchestration.demo.employers import Employers
from orchestration.demo.leavers import ABSENT, SEEKING, Cohort, quarter_of
from orchestration.demo.lines import PART, RSZPPO, SHORT, Jobs, Lines, quarter_label, simple_lines
from orchestration.demo.parameters import Parameters
from orchestration.demo.quota import pick

STUDENT_COMMITTEES = {
    302: 30,
    201: 14,
    202: 16,
    311: 8,
    145: 8,
    118: 6,
    329: 6,
    322: 4,
    140: 4,
    200: 4,
}  # own assumption
JULY, OCTOBER = 2, 3  # quarters of the year, from 0
AMBTENAAR, ANDERE = 2, 3


def school_year_of(parameters: Parameters, quarter: int) -> int:
    """Position of the school year that a quarter belongs to; July to September still counts to the year before."""
    year, of_year = divmod(quarter, 4)
    return (year if of_year == OCTOBER else year - 1) - int(parameters.years[0])


def still_at_school(p: Parameters, careers: Careers, quarter: int) -> np.ndarray:
    """Pupils who are no leavers yet: who left in June is one from July on, and who is in Se-n-Se is one already."""
    t = school_year_of(p, quarter)
    last = careers.last_year
    return np.flatnonzero((careers.stream[:, t] > OUT) & (last > t if quarter % 4 == JULY else last >= t))


def side_lines(p: Parameters, careers: Careers, cohorts: list[Cohort], employers: Employers, quarter: int) -> Lines:
    settings, rng = p["beside_school"], p.rng("side jobs", quarter)
    t, of_year = school_year_of(p, quarter), quarter % 4
    at_school = still_at_school(p, careers, quarter)

    def some(people: np.ndarray, share: float) -> np.ndarray:
        return people[pick(len(people), share, rng)]

    parts = [_student_jobs(some(at_school, settings["student_job"][of_year]), employers, rng)]
    parts.append(_ordinary(some(at_school, settings["ordinary_job"]), employers, rng))
    dual = at_school[
        np.isin(careers.stream[at_school, t], careers.code("D5", "D6", "D7", "DT5", "DT6", "DDL", "DDM", "DS"))
    ]
    parts.append(_apprentices(some(dual, settings["dual_job"]), employers, rng))
    parts.append(_ordinary(some(_in_a_gap(careers, t, of_year), settings["gap_job"]), employers, rng))
    for cohort in cohorts:
        k = quarter - quarter_of(int(p.years[cohort.t]), 0)
        if 0 <= k < cohort.status.shape[1]:
            absent = cohort.who[cohort.status[:, k] == ABSENT]
            parts.append(_student_jobs(some(absent, settings["student_later"][of_year]), employers, rng))
            if quarter_label(quarter) < p["work"]["rszppo"]["from"]:
                idle = cohort.who[cohort.status[:, k] >= SEEKING]
                parts.append(_local_government(some(idle, p["work"]["rszppo"]["before"]), employers, rng))
    return Lines.concat(parts)


def _in_a_gap(careers: Careers, t: int, of_year: int) -> np.ndarray:
    """Not enrolled now, but before and later."""
    year = t + 1 if of_year == JULY else t
    if year >= careers.stream.shape[1]:
        return np.empty(0, dtype=np.int64)
    absent = careers.stream[:, year] == OUT
    return np.flatnonzero(absent & (careers.first_year < year) & (careers.last_year > year))


def _student_jobs(who: np.ndarray, employers: Employers, rng: np.random.Generator) -> Lines:
    weight = np.array(list(STUDENT_COMMITTEES.values()), dtype=float)
    numbers = np.array([employers.position(number) for number in STUDENT_COMMITTEES])
    committee = numbers[rng.choice(len(numbers), len(who), p=weight / weight.sum())]
    klass = np.argmax(employers.class_weight[committee], axis=1)
    jobs = Jobs(who, committee, employers.draw(committee, rng), np.full(len(who), SHORT), klass)
    return simple_lines(jobs, employers, rng, student=True)


def _ordinary(who: np.ndarray, employers: Employers, rng: np.random.Generator) -> Lines:
    weight = employers.elsewhere / employers.elsewhere.sum()
    committee = rng.choice(len(weight), len(who), p=weight)
    klass = np.argmax(employers.class_weight[committee], axis=1)
    jobs = Jobs(who, committee, employers.draw(committee, rng), rng.choice([PART, SHORT], len(who)), klass)
    return simple_lines(jobs, employers, rng)


def _apprentices(who: np.ndarray, employers: Employers, rng: np.random.Generator) -> Lines:
    lines = _ordinary(who, employers, rng)
    lines.klass[:], lines.type[:] = ANDERE, PART
    return lines


def _local_government(who: np.ndarray, employers: Employers, rng: np.random.Generator) -> Lines:
    """Delivered before local government is comparable: must not count as work."""
    committee = np.full(len(who), employers.position(999))
    n = len(who)
    jobs = Jobs(who, committee, employers.draw(committee, rng), np.full(n, PART), np.full(n, AMBTENAAR))
    return simple_lines(jobs, employers, rng, source=RSZPPO)
