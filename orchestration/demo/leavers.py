"""Leavers and where they stand on the labour market, quarter by quarter: working, job seeker or not available.

Shares, from `labour`, are met exactly in every cell, quarter by quarter; who is in which state carries over.
What kind of work they do is in `jobs`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo import labour
from orchestration.demo.background import Background
from orchestration.demo.careers import GIVES_CERTIFICATE, GIVES_DIPLOMA, SE_N_SE, Careers
from orchestration.demo.labour import AREAS, AT_OFFICE, GROUPS, QUARTERS, REST, SHAPE
from orchestration.demo.parameters import THREE_AREAS, Parameters, by_area
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign

WORKING, SEEKING, ABSENT = 0, 1, 2
DIPLOMA, CERTIFICATE, NONE = 0, 1, 2
N_CELLS = SHAPE[0] * SHAPE[1]


def _order() -> np.ndarray:
    """Cells of start, group, area and qualification in the order in which rounding is carried on: what is printed
    together lies together, for BSO the areas of the starters (tab_5), for TSO the qualifications (fig_22)."""
    start, group, area, qualification = np.indices((2, *SHAPE, 3)).reshape(4, -1)
    by_area, by_qualification = (
        (start * SHAPE[1] + area) * 3 + qualification,
        (qualification * 2 + start) * SHAPE[1] + area,
    )
    return np.lexsort((np.where(group == labour.BSO, by_area, by_qualification), group))


ORDER = _order()
PLACE = np.argsort(ORDER)


@dataclass(frozen=True)
class Leavers:
    """Everyone whose last enrolment was in one school year."""

    t: int
    who: np.ndarray
    group: np.ndarray
    area: np.ndarray
    programme: np.ndarray  # group of the last enrolment
    cell: np.ndarray  # group x area of `labour`
    qualification: np.ndarray

    def count(self, mask: np.ndarray | None = None) -> np.ndarray:
        """People, or those of a mask, by group and area of `labour`."""
        cell = self.cell if mask is None else self.cell[mask]
        return np.bincount(cell, minlength=N_CELLS).reshape(SHAPE).astype(float)


@dataclass(frozen=True)
class Cohort(Leavers):
    starter: np.ndarray  # available in quarter 1
    status: np.ndarray  # person x quarter since leaving

    @property
    def is_leaver(self) -> np.ndarray:
        return self.group < REST


def quarter_of(year: int, k: int) -> int:
    """Number of the k-th quarter (from 0) after leaving in a school year, counted from the year 0."""
    return 4 * (year + 1) + 2 + k


def make_cohorts(p: Parameters, careers: Careers, groups: Groups, background: Background) -> list[Cohort]:
    last = careers.last_year
    leavers = [_leavers(p, careers, groups, last, t) for t in range(len(p.years) - 1)]
    sizes = np.array([people.count() for people in leavers])
    rates = labour.start_rates(p, sizes)
    return [_cohort(p, careers, people, background.seeking[people.who], rates, sizes) for people in leavers]


def _leavers(p: Parameters, careers: Careers, groups: Groups, last: np.ndarray, t: int) -> Leavers:
    who = np.flatnonzero(last == t)
    stream, programme = careers.stream[who, t], careers.group[who, t].astype(np.int64)
    group = np.full(len(who), REST)
    inside = ~careers.outside_age[who]
    group[inside & np.isin(stream, careers.code("B6", "B7"))] = 0
    tso = inside & np.isin(stream, careers.code("T6"))
    group[tso] = np.where(groups.stageverplichting[programme[tso]], 1, 2)
    area = np.full(len(who), AREAS.index("rest"))
    for i, name in enumerate(THREE_AREAS):
        area[groups.studiegebied[programme] == name] = i
    office = groups.studierichting[programme] == p["work"]["kantooradministratie"]
    cell = group * SHAPE[1] + np.where(office, AT_OFFICE, area)
    return Leavers(t, who, group, area, programme, cell, highest_qualification(careers, who, t))


def highest_qualification(careers: Careers, who: np.ndarray, t: int) -> np.ndarray:
    gives_certificate = careers.is_in(*GIVES_CERTIFICATE) & careers.passed
    gives_diploma = careers.is_in(*GIVES_DIPLOMA) & careers.passed
    diploma = gives_diploma[who, : t + 1].any(axis=1)
    return np.where(diploma, DIPLOMA, np.where(gives_certificate[who, : t + 1].any(axis=1), CERTIFICATE, NONE))


def _cohort(
    p: Parameters, careers: Careers, people: Leavers, seeks: np.ndarray, rates: np.ndarray, sizes: np.ndarray
) -> Cohort:
    rng = p.rng("labour", int(p.years[people.t]))
    start = _starters(p, careers, people, rates[people.t], rng)
    stay = labour.stay_rates(p, people.count(start))
    available = _available(p, people, start, stay, rng)
    status = _working(p, people, seeks, start, stay, available, rates * sizes, rng)
    return Cohort(**vars(people), starter=start, status=status)


def _starters(
    p: Parameters, careers: Careers, people: Leavers, rates: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    goes_on = np.isin(careers.stream[people.who, people.t + 1], careers.code(*SE_N_SE))
    # who passed TSO goes to higher education more often
    failed_tso = (people.group > 0) & ~careers.passed[people.who, people.t]
    weight = np.where(goes_on, p["labour"]["after_se_n_se"], np.where(failed_tso, 1.8, 1.0))
    shares = np.stack([rates.ravel(), 1 - rates.ravel()], axis=1)
    return assign(people.cell, shares, rng, affinity=np.stack([weight, 1 / weight], axis=1)) == 0


def _available(
    p: Parameters, people: Leavers, start: np.ndarray, stay: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    settings, n_quarters = p["labour"], p["leave_horizon_quarters"]
    sizes, starters = people.count(~start), people.count(start)
    total = p.per_year(settings["available_k8"])[people.t] * (sizes + starters)[:REST].sum()
    relative = np.array([settings["relative_k8_joiners"].get(g, 0) for g in GROUPS])[:, None] * np.array(
        [by_area(settings["joiners_area"], a) for a in (*AREAS, "Handel")]
    )
    staying = (stay[QUARTERS - 1] * starters)[:REST].sum()
    base = labour.scaled(relative, sizes * (relative > 0), total - staying)
    cell = start * N_CELLS + people.cell
    churn = np.array([settings["churn"][g] for g in GROUPS])[people.group]
    churn = np.where(start, settings["churn"]["starters"], churn)
    available = np.zeros((len(start), n_quarters), dtype=bool)
    available[:, 0] = start
    curve = np.array([settings["joiners_curve"].get(g, [0.0] * n_quarters) for g in GROUPS])
    overall = settings["rest"]["available"]
    for k in range(1, n_quarters):
        joiners = base * curve[:, k : k + 1]
        joiners[REST] = max(0.0, (overall[k] - overall[0] * stay[k, REST, 0]) / (1 - overall[0]))
        rate = np.clip(np.concatenate([joiners.ravel(), stay[k].ravel()]), 0, 0.97)
        before = (~available[:, k - 1]).astype(np.int64)
        available[:, k] = assign(cell, np.stack([rate, 1 - rate], axis=1), rng, before, churn) == 0
    return available


def _working(
    p: Parameters,
    people: Leavers,
    seeks: np.ndarray,
    start: np.ndarray,
    stay: np.ndarray,
    available: np.ndarray,
    all_starters: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    settings, t = p["labour"], people.t
    status = np.full(available.shape, ABSENT, dtype=np.int8)
    first = labour.working_first(p, t, all_starters)
    totals = np.array(settings["working"]) + p.per_year(settings["working_year"])[t]
    previous = np.full(len(start), -1)
    churn = labour.table(settings["work_churn"]).ravel()[people.cell] * p.per_year(settings["work_churn_year"])[t]
    for k in range(available.shape[1]):
        here = available[:, k]
        weight = _seeking_weight(p, people, k)
        n, seeking = np.stack([people.count(here & ~start), people.count(here & start)]), np.empty((2, *SHAPE))
        mean = np.stack([_mean(people, weight, here & ~start), _mean(people, weight, here & start)])
        last = labour.working_last(p, people.count(start), stay[QUARTERS - 1], mean[1])
        fade = settings["first_fades"][k]
        seeking[1] = 1 - (first * fade + last * (1 - fade))
        wanted = totals[k] * n[:, :REST].sum() - (n[1] * (1 - seeking[1]))[:REST].sum()
        seeking[0] = 1 - labour.working_joiners(p, k, n[0], wanted, mean[0])
        seeking[:, REST] = 1 - settings["rest"]["working"][k]
        # within a cell, people without qualification seek work more often than those with one (fig_22)
        rate = (seeking / mean).ravel()[:, None] * _weights(p, k)[np.tile(np.repeat(np.arange(SHAPE[0]), SHAPE[1]), 2)]
        rate = np.clip(rate.ravel(), 0, 0.95)[ORDER]
        who = np.flatnonzero(here)
        cell = PLACE[(start[who] * N_CELLS + people.cell[who]) * 3 + people.qualification[who]]
        shares = np.stack([1 - rate, rate], axis=1)
        suits = np.stack([1 / seeks[who], seeks[who]], axis=1)
        state = assign(cell, shares, rng, previous[who], churn[who], suits)
        status[who, k] = np.where(state == 0, WORKING, SEEKING)
        previous[who] = state
    return status


def _weights(p: Parameters, k: int) -> np.ndarray:
    """How much likelier than with a diploma one is to seek work, by group and qualification; it grows over time."""
    settings = p["labour"]["seeking_weight"]
    since = np.array([settings["grows"].get(g, [0, 1]) for g in GROUPS])
    grown = np.clip((k + 1 - since[:, 0]) / (since[:, 1] - since[:, 0]), 0, 1)
    full = np.array([settings["weight"].get(g, [1.0, 1.0, 1.0]) for g in GROUPS])
    return 1 + (full - 1) * grown[:, None]


def _seeking_weight(p: Parameters, people: Leavers, k: int) -> np.ndarray:
    return _weights(p, k)[people.group, people.qualification]


def _mean(people: Leavers, weight: np.ndarray, mask: np.ndarray) -> np.ndarray:
    total = np.bincount(people.cell[mask], weights=weight[mask], minlength=N_CELLS).reshape(SHAPE)
    return np.where(total > 0, total / np.maximum(1, people.count(mask)), 1.0)
