"""Leavers and where they stand on the labour market, quarter by quarter: working, job seeker or not available.

Shares are met exactly in every cell (group, study area), quarter by quarter; who is in which state carries over.
What kind of work they do is in `jobs`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.careers import GIVES_CERTIFICATE, GIVES_DIPLOMA, SE_N_SE, Careers
from orchestration.demo.parameters import THREE_AREAS, Parameters, by_area
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign

GROUPS = ("BSO", "met", "zonder", "rest")
AREAS = (*THREE_AREAS, "rest")
WORKING, SEEKING, ABSENT = 0, 1, 2
DIPLOMA, CERTIFICATE, NONE = 0, 1, 2
QUALIFICATION_COUNTS = 5  # quarters until it counts in full; own assumption
FADE = 0.1  # how much of the differences in quarter 1 is left later; own assumption


@dataclass(frozen=True)
class Cohort:
    """Everyone whose last enrolment was in one school year."""

    t: int
    who: np.ndarray
    group: np.ndarray
    area: np.ndarray
    programme: np.ndarray  # group of the last enrolment
    starter: np.ndarray  # available in quarter 1
    status: np.ndarray  # person x quarter since leaving

    @property
    def is_leaver(self) -> np.ndarray:
        return self.group < GROUPS.index("rest")


def quarter_of(year: int, k: int) -> int:
    """Number of the k-th quarter (from 0) after leaving in a school year, counted from the year 0."""
    return 4 * (year + 1) + 2 + k


def make_cohorts(parameters: Parameters, careers: Careers, groups: Groups) -> list[Cohort]:
    last = careers.last_year
    return [_cohort(parameters, careers, groups, last, t) for t in range(len(parameters.years) - 1)]


def _cohort(p: Parameters, careers: Careers, groups: Groups, last: np.ndarray, t: int) -> Cohort:
    who = np.flatnonzero(last == t)
    stream, programme = careers.stream[who, t], careers.group[who, t].astype(np.int64)
    group = np.full(len(who), GROUPS.index("rest"))
    inside = ~careers.outside_age[who]
    group[inside & np.isin(stream, careers.code("B6", "B7"))] = 0
    tso = inside & np.isin(stream, careers.code("T6"))
    group[tso] = np.where(groups.stageverplichting[programme[tso]], 1, 2)
    area = np.full(len(who), AREAS.index("rest"))
    for i, name in enumerate(THREE_AREAS):
        area[groups.studiegebied[programme] == name] = i

    rng = p.rng("labour", int(p.years[t]))
    start = _starters(p, careers, who, t, group, area, rng)
    available = _available(p, t, group, area, start, rng)
    qualification = highest_qualification(careers, who, t)
    status = _working(p, t, group, area, start, available, qualification, rng)
    return Cohort(t, who, group, area, programme, start, status)


def highest_qualification(careers: Careers, who: np.ndarray, t: int) -> np.ndarray:
    gives_certificate = careers.is_in(*GIVES_CERTIFICATE) & careers.passed
    gives_diploma = careers.is_in(*GIVES_DIPLOMA) & careers.passed
    diploma = gives_diploma[who, : t + 1].any(axis=1)
    return np.where(diploma, DIPLOMA, np.where(gives_certificate[who, : t + 1].any(axis=1), CERTIFICATE, NONE))


def _table(by_group: dict[str, dict[str, float]]) -> np.ndarray:
    return np.array([[by_area(by_group[g], a) if g in by_group else 0.0 for a in AREAS] for g in GROUPS])


def _scaled(rates: np.ndarray, sizes: np.ndarray, total: float, ceiling: float = 0.95) -> np.ndarray:
    """Rates in the same proportion to one another that add up to a total."""
    for _ in range(20):
        reached = (rates * sizes).sum()
        if reached <= 0:
            break
        rates = np.clip(rates * total / reached, 0, ceiling)
    return rates


def _starters(
    p: Parameters,
    careers: Careers,
    who: np.ndarray,
    t: int,
    group: np.ndarray,
    area: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    settings = p["labour"]
    cell = group * len(AREAS) + area
    sizes = np.bincount(cell, minlength=16).reshape(4, 4).astype(float)
    wanted = p.per_year(settings["available_k1"])[t] * sizes[:3].sum()
    rates = _table(settings["relative_k1"])
    rates[:3] = _scaled(rates[:3], sizes[:3], wanted)
    rates[3] = settings["rest"]["available"][0]
    goes_on = np.isin(careers.stream[who, t + 1], careers.code(*SE_N_SE))
    # who passed TSO goes to higher education more often
    weight = np.where(goes_on, settings["after_se_n_se"], np.where((group > 0) & ~careers.passed[who, t], 1.8, 1.0))
    shares = np.stack([rates.ravel(), 1 - rates.ravel()], axis=1)
    return assign(cell, shares, rng, affinity=np.stack([weight, 1 / weight], axis=1)) == 0


def _available(
    p: Parameters, t: int, group: np.ndarray, area: np.ndarray, start: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    settings, n = p["labour"], len(group)
    n_quarters = p["leave_horizon_quarters"]
    sizes = np.bincount(group[~start] * 4 + area[~start], minlength=16).reshape(4, 4).astype(float)
    leavers = (group < 3).sum()
    total = (
        p.per_year(settings["available_k8"])[t] * leavers - settings["starters_stay"][7] * (start & (group < 3)).sum()
    )
    base = np.array(
        [
            [settings["relative_k8_joiners"].get(g, 0) * by_area(settings["joiners_area"], a) for a in AREAS]
            for g in GROUPS
        ]
    )
    base = _scaled(base, np.where(np.arange(4)[:, None] < 3, sizes, 0), total)
    cell = (start * 4 + group) * 4 + area
    churn = np.where(start, settings["churn"]["starters"], np.array([settings["churn"][g] for g in GROUPS])[group])
    available = np.zeros((n, n_quarters), dtype=bool)
    available[:, 0] = start
    for k in range(1, n_quarters):
        joiners = np.array(
            [base[i] * settings["joiners_curve"].get(g, [0] * n_quarters)[k] for i, g in enumerate(GROUPS)]
        )
        stay = np.full((4, 4), settings["starters_stay"][k])
        overall = settings["rest"]["available"]
        joiners[3] = max(0.0, (overall[k] - overall[0] * stay[3, 0]) / (1 - overall[0]))
        rate = np.clip(np.concatenate([joiners.ravel(), stay.ravel()]), 0, 0.97)
        before = (~available[:, k - 1]).astype(np.int64)
        available[:, k] = assign(cell, np.stack([rate, 1 - rate], axis=1), rng, before, churn) == 0
    return available


def _working(
    p: Parameters,
    t: int,
    group: np.ndarray,
    area: np.ndarray,
    start: np.ndarray,
    available: np.ndarray,
    qualification: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    settings = p["labour"]
    status = np.full(available.shape, ABSENT, dtype=np.int8)
    late = _table(settings["working_late"])
    year = p.per_year(settings["working_year"])[t]
    sizes = np.bincount(group[start] * 4 + area[start], minlength=16).reshape(4, 4)[:3]
    first = _working_first(p, t, sizes)
    weight = np.array(list(settings["qualification_weight"].values()))[qualification]
    previous = np.full(len(group), -1)
    for k in range(available.shape[1]):
        shift = year + (first - first[:3].mean()) * FADE + late * min(k, 7) / 7
        rates = np.stack([settings["working_joiners"][k] + shift, settings["working_starters"][k] + shift])
        if k == 0:
            rates[1] = first
        rates[:, 3] = settings["rest"]["working"][k]
        rates = np.clip(rates.reshape(-1), 0.05, 0.99)
        here = np.flatnonzero(available[:, k])
        cell = (start[here] * 4 + group[here]) * 4 + area[here]
        # without a qualification the first job comes almost as soon, but later ones do not (fig_22)
        counts = weight[here] ** min(1.0, (k + 1) / QUALIFICATION_COUNTS)
        churn = settings["churn"]["work"] * (2 - counts)
        affinity = np.stack([counts, 1 / counts], axis=1)
        state = assign(cell, np.stack([rates, 1 - rates], axis=1), rng, previous[here], churn, affinity)
        status[here, k] = np.where(state == 0, WORKING, SEEKING)
        previous[here] = state
    return status


def _working_first(p: Parameters, t: int, sizes: np.ndarray) -> np.ndarray:
    """Share working in quarter 1 by group and area, such that all starters together have the year's share."""
    settings = p["labour"]
    rates = _table(settings["working_area"])
    rates[GROUPS.index("BSO"), : len(THREE_AREAS)] += p.per_year(settings["working_area_trend"])[t]
    mean = (rates[:3] * sizes).sum() / max(1, sizes.sum())
    return rates - mean + p.per_year(settings["working_k1"])[t]
