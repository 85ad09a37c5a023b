"""What the working leavers do: committee, employer, performance type and class of the main job, and how many employers.

Takes the states of `leavers` as given; the printed shares behind it are in `job_shares`, the lines in `lines`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.employers import Employers
from orchestration.demo.job_shares import SHAPE_OF_CELL, Shares, cells
from orchestration.demo.leavers import WORKING, Cohort, quarter_of
from orchestration.demo.lines import Jobs, Lines, Mixed, job_lines
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign

WAGE, SELF, BOTH = range(3)
MODE_CHURN = 0.03  # moves between wage job and self-employment beside the trend; own assumption
FOLLOWED = 8  # quarters of the report
UNLIKELY = 1e-6


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
        self.cell = cells(p, cohort, groups)
        self.shares = Shares(p, cohort, self.cell, employers)
        n = len(cohort.who)
        self.mode, self.committee, self.employer, self.type, self.klass = (np.full(n, -1) for _ in range(5))
        self.work = Work({}, {}, np.full(n, -1), np.full(n, -1))

    def quarter(self, k: int) -> None:
        cohort, quarter = self.cohort, quarter_of(int(self.p.years[self.cohort.t]), k)
        working = np.flatnonzero(cohort.status[:, k] == WORKING)
        self._choose_mode(working, k)
        self.work.self_employed[quarter] = cohort.who[working[self.mode[working] != WAGE]]
        wage = working[self.mode[working] != SELF]
        self._choose_job(wage, k)
        mixed = self._choose_more(wage, k)
        jobs = Jobs(cohort.who, self.committee, self.employer, self.type, self.klass).of(wage)
        self.work.lines[quarter] = job_lines(self.p, self.employers, jobs, quarter, mixed, self.rng)
        if k < FOLLOWED:
            first = wage[self.work.first_employer[wage] < 0]
            self.work.first_employer[first] = self.employer[first]
            self.work.first_committee[first] = self.committee[first]
        gone = np.setdiff1d(np.arange(len(cohort.who)), wage, assume_unique=True)
        for state in (self.committee, self.employer, self.type, self.klass):
            state[gone] = -1

    def _place(self, people: np.ndarray, cell: np.ndarray) -> np.ndarray:
        """Row of a table of shares: the cell, those who came later apart."""
        return cell[people] * 2 + self.cohort.starter[people]

    def _choose_mode(self, working: np.ndarray, k: int) -> None:
        """Wage job, self-employment or both."""
        shares = self.shares.modes(working, k)
        place = self._place(working, SHAPE_OF_CELL[self.cell])
        self.mode[working] = assign(place, shares, self.rng, self.mode[working], MODE_CHURN)

    def _choose_job(self, wage: np.ndarray, k: int) -> None:
        """Committee, then employer; type and class as they suit the committee. A new job forgets the old one."""
        rng, keeps = self.rng, self.settings["keeps_job"]
        before = self.committee[wage]
        shares = self.shares.committees(wage, k)
        committee = assign(self._place(wage, self.cell), shares, rng, before, 1 - keeps["committee"])
        self.committee[wage] = committee
        new = (committee != before) | (self.employer[wage] < 0) | (rng.random(len(wage)) >= keeps["employer"])
        self.employer[wage[new]] = self.employers.draw(committee[new], rng)
        self.type[wage[new]] = self.klass[wage[new]] = -1

    def _choose_more(self, wage: np.ndarray, k: int) -> Mixed:
        """Number of wage employers (with self-employment beside it one, which makes two in all), and what of type and
        class they make together: one, or a mix. Who mixes has another type or class at the second employer."""
        shape = SHAPE_OF_CELL[self.cell]
        place, both = self._place(wage, shape), self.mode[wage] == BOTH
        one = np.where(both, UNLIKELY, 1.0)
        affinity = np.stack([1 / one, one, one], axis=1)
        number = 1 + assign(place, self.shares.employers(wage, k), self.rng, affinity=affinity)
        several = np.where(number > 1, 1.0, UNLIKELY)
        more = np.stack([several, 1 / several], axis=1)
        mixes = []
        for name, state, weight, always in (
            ("type", self.type, self.employers.type_weight, np.zeros(len(wage), dtype=bool)),
            ("class", self.klass, self.employers.class_weight, both),
        ):
            mix, alone = self.shares.of(name, wage, k)
            free = np.flatnonzero(~always)
            # self-employment beside a wage job is a mix of classes by itself
            n, n_free, n_always = (
                np.bincount(place[mask], minlength=len(mix)) for mask in (slice(None), ~always, always)
            )
            share = np.clip((mix * n - n_always) / np.maximum(1, n_free), 0, 1)
            mixed = always.copy()
            mixed[free] = assign(place[free], np.stack([share, 1 - share], 1), self.rng, affinity=more[free]) == 0
            mixed &= always | (number > 1)
            plain, keeps = np.flatnonzero(~mixed), 1 - self.settings["keeps_job"][name]
            suits = weight[self.committee[wage]]
            state[wage[plain]] = assign(place[plain], alone, self.rng, state[wage[plain]], keeps, suits[plain])
            rest = np.flatnonzero(mixed)
            state[wage[rest]] = assign(place[rest], alone, self.rng, state[wage[rest]], keeps, suits[rest])
            mixes.append(mixed & ~always)
        return Mixed(number, *mixes)


def make_work(p: Parameters, cohort: Cohort, groups: Groups, employers: Employers) -> Work:
    workers = Workers(p, cohort, groups, employers)
    for k in range(cohort.status.shape[1]):
        workers.quarter(k)
    return workers.work
