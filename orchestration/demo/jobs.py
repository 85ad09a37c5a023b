"""What the working leavers do: committee, employer, performance type and class of the main job, and further jobs.

Takes the states of `leavers` as given; writing the lines is in `lines`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.employers import Employers
from orchestration.demo.leavers import AREAS, GROUPS, WORKING, Cohort, quarter_of
from orchestration.demo.lines import Lines, job_lines
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign

CELLS = ("BSO Handel", "BSO Kantooradministratie", "BSO Personenzorg", "BSO Mechanica-elektriciteit", "BSO rest", "TSO")
OF_AREA = {"Handel": 0, "Personenzorg": 2, "Mechanica-elektriciteit": 3, "rest": 4}
WAGE, SELF, BOTH = range(3)


@dataclass
class Work:
    """What comes out of one cohort: lines and self-employed by quarter, and everyone's first wage employer."""

    lines: dict[int, Lines]
    self_employed: dict[int, np.ndarray]
    first_employer: np.ndarray  # per person of the cohort; -1: no wage job in the first eight quarters
    first_committee: np.ndarray


def between(table: dict[int, float | list[float]], k: int) -> np.ndarray:
    """Value in quarter k (from 0): linear from quarter 1 to quarter 8, and as in quarter 8 later."""
    weight = min(k, 7) / 7
    return np.asarray(table[1]) * (1 - weight) + np.asarray(table[8]) * weight


def make_work(p: Parameters, cohort: Cohort, groups: Groups, employers: Employers) -> Work:
    settings, n = p["work"], len(cohort.who)
    rng = p.rng("jobs", int(p.years[cohort.t]))
    cell = _cells(p, cohort, groups)
    committees = _committee_shares(p, cohort, cell, employers)
    mode, committee, employer, kind, klass = (np.full(n, -1) for _ in range(5))
    work = Work({}, {}, np.full(n, -1), np.full(n, -1))
    for k in range(cohort.status.shape[1]):
        working = np.flatnonzero(cohort.status[:, k] == WORKING)
        base = max(1, cohort.starter.sum())
        employed = max(0.3, (cohort.status[cohort.starter, k] == WORKING).sum() / base)
        alone, beside = between(settings["self_only"], k) / employed, between(settings["self_beside"], k) / employed
        mode[working] = assign(
            cohort.starter[working].astype(int),
            np.tile([1 - alone - beside, alone, beside], (2, 1)),
            rng,
            mode[working],
            0.03,
        )
        quarter = quarter_of(int(p.years[cohort.t]), k)
        work.self_employed[quarter] = cohort.who[working[mode[working] != WAGE]]

        wage = working[mode[working] != SELF]
        started = cohort.starter[wage].astype(int)
        keeps = settings["keeps_job"]
        before = committee[wage].copy()
        committee[wage] = assign(
            cell[wage] * 2 + started, np.repeat(committees[k], 2, axis=0), rng, before, 1 - keeps["committee"]
        )
        new = (committee[wage] != before) | (employer[wage] < 0) | (rng.random(len(wage)) >= keeps["employer"])
        employer[wage[new]] = employers.draw(committee[wage[new]], rng)
        shape = np.array([0, 0, 1, 2, 3, 4])[cell[wage]] * 2 + started
        kind[wage] = assign(
            shape,
            _shares(settings["type"], k),
            rng,
            np.where(new, -1, kind[wage]),
            1 - keeps["type"],
            employers.type_weight[committee[wage]],
        )
        klass[wage] = assign(
            shape,
            _shares(settings["class"], k),
            rng,
            np.where(new, -1, klass[wage]),
            1 - keeps["class"],
            employers.class_weight[committee[wage]],
        )
        n_employers = _number_of_employers(settings, k, employed, mode[wage], started, rng)
        work.lines[quarter] = job_lines(
            p,
            employers,
            cohort.who[wage],
            quarter,
            committee[wage],
            employer[wage],
            kind[wage],
            klass[wage],
            n_employers,
            k,
            rng,
        )
        first = wage[work.first_employer[wage] < 0] if k < 8 else wage[:0]
        work.first_employer[first], work.first_committee[first] = employer[first], committee[first]
        gone = np.ones(n, dtype=bool)
        gone[wage] = False
        committee[gone], employer[gone], kind[gone], klass[gone] = -1, -1, -1, -1
    return work


def _cells(p: Parameters, cohort: Cohort, groups: Groups) -> np.ndarray:
    cell = np.array([OF_AREA[a] for a in AREAS])[cohort.area]
    office = groups.studierichting[cohort.programme] == p["work"]["kantooradministratie"]
    cell = np.where(office, 1, cell)
    tso = (cohort.group == GROUPS.index("met")) | (cohort.group == GROUPS.index("zonder"))
    return np.where(tso, CELLS.index("TSO"), np.where(cohort.group == GROUPS.index("rest"), 4, cell))


def _shares(table: dict[str, dict[int, list[float]]], k: int) -> np.ndarray:
    names = ("BSO Handel", "BSO Personenzorg", "BSO Mechanica-elektriciteit", "BSO rest", "TSO")
    return np.repeat(np.array([between(table[name], k) for name in names]), 2, axis=0)


def _number_of_employers(
    settings: dict, k: int, employed: float, mode: np.ndarray, started: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Wage employers; with self-employment beside it one, which makes two in all."""
    two = max(0.0, (between(settings["employers_2"], k) - between(settings["self_beside"], k))) / employed
    three = between(settings["employers_3"], k) / employed
    number = 1 + assign(started, np.tile([1 - two - three, two, three], (2, 1)), rng)
    return np.where(mode == BOTH, 1, number)


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
