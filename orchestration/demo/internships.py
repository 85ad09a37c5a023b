"""Internships: who has one registered, in which system, with what volume and at which employer.

The datasets `zending_stage` and `w_codes`. First employers come from `jobs`: some interns start where they were intern.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.careers import OUT, Careers
from orchestration.demo.employers import Employers
from orchestration.demo.leavers import AREAS, GROUPS, Cohort
from orchestration.demo.parameters import THREE_AREAS, Parameters, by_area
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign, pick
from orchestration.demo.schools import Schools

BOTH, FILING, W_CODE, NOWHERE = range(4)
KINDS = ("B5", "B6", "B7", "B7N", "T5", "T6 met", "T6 zonder", "rest")
MINIMUM = 18  # half days (L396)
TOLERANCE = 5  # half days between the systems (L1119)


@dataclass(frozen=True)
class Internships:
    """Registered interns of one school year; volume -1: not in that system."""

    who: np.ndarray
    filing: np.ndarray
    w_code: np.ndarray
    source: np.ndarray


@dataclass(frozen=True)
class Hosts:
    """Per pupil: whether schools write the company number, the employer that becomes the first one (-1: none), and
    the last school year with a filing (-1: none), which names that employer."""

    known: np.ndarray
    first_employer: np.ndarray
    last_filing: np.ndarray


def make_hosts(
    p: Parameters,
    careers: Careers,
    cohorts: list[Cohort],
    first: list[np.ndarray],
    first_committee: list[np.ndarray],
    employers: Employers,
    interns: dict[int, Internships],
) -> Hosts:
    rng, settings = p.rng("hosts"), p["internships"]
    n = len(careers.stream)
    last_filing = np.full(n, -1)
    for t in sorted(interns):
        last_filing[interns[t].who[interns[t].source != W_CODE]] = t
    known = rng.random(n) < settings["number_known"]["rest"]["rest"]
    becomes = np.full(n, -1)
    trend = p.per_year(settings["first_employer_trend"])

    def table(name: str, factor: float) -> np.ndarray:
        rates = np.array([by_area(settings[name][g], a) * factor for g in GROUPS for a in AREAS])
        return np.stack([rates, 1 - rates], axis=1)

    agency = employers.position(322)
    for cohort, employer, committee in zip(cohorts, first, first_committee, strict=True):
        cell = cohort.group * len(AREAS) + cohort.area
        known[cohort.who] = assign(cell, table("number_known", 1.0), rng) == 0
        worked = np.flatnonzero((employer >= 0) & known[cohort.who] & (last_filing[cohort.who] >= 0))
        # a temporary work agency takes no interns, so it is never the one where someone was intern
        possible = np.where(committee[worked] == agency, 1e-6, 1.0)
        same = (
            assign(
                cell[worked],
                table("first_employer", trend[cohort.t]),
                rng,
                affinity=np.stack([possible, 1 / possible], 1),
            )
            == 0
        )
        becomes[cohort.who[worked[same]]] = employer[worked[same]]
    return Hosts(known, becomes, last_filing)


def make_internships(p: Parameters, careers: Careers, groups: Groups, schools: Schools, t: int) -> Internships:
    rng, settings, year = p.rng("internships", int(p.years[t])), p["internships"], int(p.years[t])
    here = np.flatnonzero(careers.stream[:, t] > OUT)
    group = careers.group[here, t].astype(np.int64)
    kind = _kinds(careers, groups, here, t)
    area = np.full(len(here), len(THREE_AREAS))
    for i, name in enumerate(THREE_AREAS):
        area[groups.studiegebied[group] == name] = i
    passed = careers.passed[here, t]
    cell = (kind * 4 + area) * 2 + passed
    rates = _registered_rates(p, t, np.bincount(cell, minlength=len(KINDS) * 8).reshape(len(KINDS), 4, 2))
    registered = assign(cell, np.stack([rates.ravel(), 1 - rates.ravel()], axis=1), rng) == 0
    who, area, kind = here[registered], area[registered], kind[registered]

    source = np.full(len(who), FILING)
    if settings["w_codes"][0] <= year <= settings["w_codes"][1]:
        counted = (kind != KINDS.index("rest")) & ~careers.outside_age[who]
        source = _sources(p, careers, schools, who, counted, t, rng)
    filing, w_code = _volumes(p, t, who, area, source, rng)
    return Internships(who, filing, w_code, source)


def _kinds(careers: Careers, groups: Groups, here: np.ndarray, t: int) -> np.ndarray:
    stream = careers.stream[here, t]
    kind = np.full(len(here), KINDS.index("rest"))
    for name in ("B5", "B6", "B7", "B7N", "T5"):
        kind[stream == careers.streams.index(name)] = KINDS.index(name)
    t6 = stream == careers.streams.index("T6")
    obliged = groups.stageverplichting[careers.group[here, t]]
    kind[t6] = np.where(obliged[t6], KINDS.index("T6 met"), KINDS.index("T6 zonder"))
    return kind


def _registered_rates(p: Parameters, t: int, sizes: np.ndarray) -> np.ndarray:
    """Share registered by kind, area and success, such that each kind has its own total."""
    settings = p["internships"]
    missing = p.per_year(settings["obliged_missing"])
    at_2016 = missing[list(p.years).index(2016)]
    rates = np.zeros(sizes.shape)
    for i, name in enumerate(KINDS):
        base = _t6_without(settings, rates, sizes) if name == "T6 zonder" else settings["registered"][name]
        if name in ("B6", "B7", "T6 met"):
            total = 1 - np.clip((1 - base) * missing[t] / at_2016, 0, 1)
            passed = 1 - (1 - total) * p.per_year(settings["missing_when_passed"])[t]
            share = sizes[i, :, 1].sum() / max(1, sizes[i].sum())
            failed = np.clip((total - share * passed) / max(0.01, 1 - share), 0, 1)
            rates[i] = np.array([failed, passed])[None, :]
        else:
            factors = np.array([by_area(settings["area"].get(name, {"rest": 1.0}), a) for a in AREAS])
            mean = (factors * sizes[i].sum(axis=1)).sum() / max(1, sizes[i].sum())
            total = base * p.per_year(settings["other_years"])[t]
            rates[i] = np.clip(total * factors / max(mean, 0.01), 0, 0.98)[:, None]
    return rates


def _t6_without(settings: dict, rates: np.ndarray, sizes: np.ndarray) -> float:
    """What the groups without obligation must have for TSO 6 as a whole to have its share."""
    with_, without = KINDS.index("T6 met"), KINDS.index("T6 zonder")
    total = settings["registered"]["T6"] * (sizes[with_].sum() + sizes[without].sum())
    return float((total - (rates[with_] * sizes[with_]).sum()) / max(1, sizes[without].sum()))


def _sources(
    p: Parameters,
    careers: Careers,
    schools: Schools,
    who: np.ndarray,
    counted: np.ndarray,
    t: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Schools that file nothing have their interns in the W-codes alone. The shares are of the counted interns."""
    settings = p["internships"]
    full_time = np.flatnonzero(schools.provider == 0)
    files = np.zeros(len(schools.number), dtype=bool)
    wanted = round(p.per_year(settings["schools_filing"])[t] * len(full_time))
    # the same schools stop first every year; larger ones hold on a little longer
    order = p.rng("schools filing").random(len(full_time)) - 0.05 * schools.size[full_time]
    files[full_time[np.argsort(order)[:wanted]]] = True
    source = np.full(len(who), W_CODE)
    for some in (counted, ~counted):
        possible = rng.permutation(np.flatnonzero(some & files[careers.school[who, t]]))
        n_both = round(p.per_year(settings["both"])[t] * some.sum())
        n_filing = round(p.per_year(settings["zending_only"])[t] * some.sum())
        source[possible[:n_both]] = BOTH
        source[possible[n_both : n_both + n_filing]] = FILING
    return source


def _volumes(
    p: Parameters, t: int, who: np.ndarray, area: np.ndarray, source: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    settings, n = p["internships"], len(who)
    mean = np.array([settings["half_days"][a] for a in AREAS])[area]
    volume = np.clip(np.round(mean * rng.lognormal(0, settings["spread"], n)), MINIMUM, 380).astype(np.int64)
    low = pick(n, settings["below_minimum"]["zending"], rng)
    volume[low] = rng.integers(4, MINIMUM, low.sum())
    equal, near, higher = (p.per_year(settings[name])[t] for name in ("equal", "within_5", "w_higher"))
    difference = assign(np.zeros(n, int), np.array([[equal, near, higher, max(0.0, 1 - equal - near - higher)]]), rng)
    w_code = volume.copy()
    near_ = difference == 1
    w_code[near_] -= rng.integers(1, TOLERANCE + 1, near_.sum())
    more, less = difference == 2, difference == 3
    w_code[more] += rng.integers(TOLERANCE + 1, 20, more.sum())
    w_code[less] = np.minimum(volume[less] - TOLERANCE - 1, np.round(volume[less] * rng.uniform(0.4, 0.95, less.sum())))
    w_code = np.clip(w_code, 1, 400)
    # as many under the minimum as the attendance code shows
    lacking = round(settings["below_minimum"]["W-code"] * n) - int((w_code < MINIMUM).sum())
    candidates = rng.permutation(np.flatnonzero(less & (w_code >= MINIMUM)))[: max(0, lacking)]
    w_code[candidates] = np.minimum(rng.integers(3, MINIMUM, len(candidates)), volume[candidates])
    return np.where(source == W_CODE, -1, volume), np.where(source == FILING, -1, w_code)
