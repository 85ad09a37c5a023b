"""What the working leavers do: committee, employer, performance type and class of the main job, and further jobs.

Takes the states of `leavers` as given; writing the lines is in `lines`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.employers import Employers
from orchestration.demo.leavers import AREAS, GROUPS, WORKING, Cohort, quarter_of
from orchestration.demo.lines import Jobs, Lines, job_lines
from orchestration.demo.parameters import Parameters, between
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign

CELLS = ("BSO Handel", "BSO Kantooradministratie", "BSO Personenzorg", "BSO Mechanica-elektriciteit", "BSO rest", "TSO")
OF_AREA = {"Handel": 0, "Personenzorg": 2, "Mechanica-elektriciteit": 3, "rest": 4}
SHAPES = ("BSO Handel", "BSO Personenzorg", "BSO Mechanica-elektriciteit", "BSO rest", "TSO")
SHAPE_OF_CELL = np.array([0, 0, 1, 2, 3, 4])
WAGE, SELF, BOTH = range(3)
MODE_CHURN = 0.03  # moves between wage job and self-employment beside the trend; own assumption
FOLLOWED = 8  # quarters of the report


@dataclass
class Work:
    """What comes out of one cohort: lines and self-employed by quarter, and everyone's first wage employer."""

    lines: dict[int, Lines]
    self_employed: dict[int, np.ndarray]
    first_employer: np.ndarray  # per person of the cohort; -1: no wage job in the first eight quarters
    first_committee: np.ndarray


class Workers:
    """One cohort at work, quarter after quarter. A class, because each quarter starts from the one before."""

    def __init__(self, p: Parameters, cohort: Cohort, groups: Groups, employers: Employers):
        self.p, self.settings, self.cohort, self.employers = p, p["work"], cohort, employers
        self.rng = p.rng("jobs", int(p.years[cohort.t]))
        self.cell = _cells(p, cohort, groups)
        self.committees = _committee_shares(p, cohort, self.cell, employers)
        n = len(cohort.who)
        self.mode, self.committee, self.employer, self.type, self.klass = (np.full(n, -1) for _ in range(5))
        self.work = Work({}, {}, np.full(n, -1), np.full(n, -1))

    def quarter(self, k: int) -> None:
        cohort, quarter = self.cohort, quarter_of(int(self.p.years[self.cohort.t]), k)
        working = np.flatnonzero(cohort.status[:, k] == WORKING)
        at_work = (cohort.status[cohort.starter, k] == WORKING).mean() if cohort.starter.any() else 1.0
        at_work = max(0.3, at_work)
        self._choose_mode(working, k, at_work)
        self.work.self_employed[quarter] = cohort.who[working[self.mode[working] != WAGE]]
        wage = working[self.mode[working] != SELF]
        self._choose_job(wage, k)
        jobs = Jobs(cohort.who, self.committee, self.employer, self.type, self.klass).of(wage)
        n_employers = self._number_of_employers(wage, k, at_work)
        self.work.lines[quarter] = job_lines(self.p, self.employers, jobs, quarter, n_employers, k, self.rng)
        if k < FOLLOWED:
            first = wage[self.work.first_employer[wage] < 0]
            self.work.first_employer[first] = self.employer[first]
            self.work.first_committee[first] = self.committee[first]
        gone = np.setdiff1d(np.arange(len(cohort.who)), wage, assume_unique=True)
        for state in (self.committee, self.employer, self.type, self.klass):
            state[gone] = -1

    def _choose_mode(self, working: np.ndarray, k: int, at_work: float) -> None:
        """Wage job, self-employment or both; the printed shares are of all who started."""
        alone, beside = (between(self.settings[name], k) / at_work for name in ("self_only", "self_beside"))
        shares = np.tile([1 - alone - beside, alone, beside], (2, 1))
        started = self.cohort.starter[working].astype(int)
        self.mode[working] = assign(started, shares, self.rng, self.mode[working], MODE_CHURN)

    def _choose_job(self, wage: np.ndarray, k: int) -> None:
        """Committee, then employer; type and class as they suit the committee. A new job forgets the old one."""
        rng, keeps = self.rng, self.settings["keeps_job"]
        started = self.cohort.starter[wage].astype(int)
        before = self.committee[wage]
        cell, shares = self.cell[wage] * 2 + started, np.repeat(self.committees[k], 2, axis=0)
        self.committee[wage] = committee = assign(cell, shares, rng, before, 1 - keeps["committee"])
        new = (committee != before) | (self.employer[wage] < 0) | (rng.random(len(wage)) >= keeps["employer"])
        self.employer[wage[new]] = self.employers.draw(committee[new], rng)
        shape = SHAPE_OF_CELL[self.cell[wage]] * 2 + started
        for name, state, weight in (
            ("type", self.type, self.employers.type_weight),
            ("class", self.klass, self.employers.class_weight),
        ):
            shares = np.repeat(np.array([between(self.settings[name][shape_], k) for shape_ in SHAPES]), 2, axis=0)
            old = np.where(new, -1, state[wage])
            state[wage] = assign(shape, shares, rng, old, 1 - keeps[name], weight[committee])

    def _number_of_employers(self, wage: np.ndarray, k: int, at_work: float) -> np.ndarray:
        """Wage employers; with self-employment beside it one, which makes two in all."""
        beside = between(self.settings["self_beside"], k)
        two = max(0.0, between(self.settings["employers_2"], k) - beside) / at_work
        three = between(self.settings["employers_3"], k) / at_work
        started = self.cohort.starter[wage].astype(int)
        number = 1 + assign(started, np.tile([1 - two - three, two, three], (2, 1)), self.rng)
        return np.where(self.mode[wage] == BOTH, 1, number)


def make_work(p: Parameters, cohort: Cohort, groups: Groups, employers: Employers) -> Work:
    workers = Workers(p, cohort, groups, employers)
    for k in range(cohort.status.shape[1]):
        workers.quarter(k)
    return workers.work


def _cells(p: Parameters, cohort: Cohort, groups: Groups) -> np.ndarray:
    cell = np.array([OF_AREA[a] for a in AREAS])[cohort.area]
    office = groups.studierichting[cohort.programme] == p["work"]["kantooradministratie"]
    cell = np.where(office, 1, cell)
    tso = (cohort.group == GROUPS.index("met")) | (cohort.group == GROUPS.index("zonder"))
    return np.where(tso, CELLS.index("TSO"), np.where(cohort.group == GROUPS.index("rest"), 4, cell))


def _committee_shares(p: Parameters, cohort: Cohort, cell: np.ndarray, employers: Employers) -> list[np.ndarray]:
    """Shares among wage earners, by quarter: the printed ones are of all who started, so divide by who earns a wage."""
    printed = p["work"]["committees"]
    anchors = {}
    for quarter in (1, 8):
        per_cent = {name: dict(printed[name][quarter]) for name in CELLS}
        _separate_office(per_cent, cohort, cell)
        rows = []
        for i, name in enumerate(CELLS):
            mine = cohort.status[(cell == i) & cohort.starter, quarter - 1]
            employed = (mine == WORKING).mean() if len(mine) else 0.7
            employed = max(0.4, employed - p["work"]["self_only"][quarter])
            row = np.zeros(len(employers.committee))
            for number, share in per_cent[name].items():
                row[employers.position(number)] = share / 100 / employed
            row = row / max(1.0, row.sum())
            others = np.where(row > 0, 0, employers.elsewhere)
            rows.append(row + others / others.sum() * (1 - row.sum()))
        anchors[quarter] = np.array(rows)
    return [between(anchors, k) for k in range(cohort.status.shape[1])]


def _separate_office(per_cent: dict[str, dict[int, float]], cohort: Cohort, cell: np.ndarray) -> None:
    """tab_5's Handel holds tab_6's programme; what is left is the other programmes of the area."""
    office, others = ((cell == i) & cohort.starter for i in (1, 0))
    share = office.sum() / max(1, office.sum() + others.sum())
    area, inside = per_cent["BSO Handel"], per_cent["BSO Kantooradministratie"]
    lowest = min(inside.values())
    for number in area:
        inside.setdefault(number, min(0.6 * lowest, area[number]))
    for number in inside:
        whole = area.get(number, 0.6 * min(area.values()))
        area[number] = max(0.0, (whole - share * inside[number]) / max(0.05, 1 - share))
