"""Internships: who has one registered, in which system and with what volume.

The rows of `zending_stage` and `w_codes` are made from them in `filings`, the employers in `hosts`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.careers import OUT, Careers
from orchestration.demo.labour import AREAS
from orchestration.demo.parameters import THREE_AREAS, Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign
from orchestration.demo.schools import Schools

BOTH, FILING, W_CODE, NOWHERE = range(4)
OBLIGED = ("B6", "B7", "T6 met")
KINDS = ("B5", "B6", "B7", "B7N", "T5", "T6 met", "T6 zonder", "rest")
FREE = ("B5", "T5", "T6 zonder")
CEILING = 0.98  # nowhere without obligation is everyone intern; own assumption
MINIMUM = 18  # half days (L396)
TOLERANCE = 5  # half days between the systems (L1119)


@dataclass(frozen=True)
class Internships:
    """Registered interns of one school year; volume -1: not in that system."""

    who: np.ndarray
    filing: np.ndarray
    w_code: np.ndarray
    source: np.ndarray


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

    source, obliged = np.full(len(who), FILING), np.isin(kind, [KINDS.index(name) for name in OBLIGED])
    counted = (kind != KINDS.index("rest")) & ~careers.outside_age[who]
    if settings["w_codes"][0] <= year <= settings["w_codes"][1]:
        source = _sources(p, careers, schools, who, counted, t, rng)
    filing, w_code = _volumes(p, t, area, source, counted * (1 + obliged), rng)
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
    """Share registered by kind, area and success: each kind has its own total, and so has each area."""
    settings = p["internships"]
    rates, people = np.zeros(sizes.shape), sizes.sum(axis=2)
    obliged_kinds = [KINDS.index(name) for name in OBLIGED]
    for i, missing in zip(obliged_kinds, _missing(p, t, people[obliged_kinds].sum(axis=1)), strict=True):
        total = 1 - missing
        passed = 1 - missing * p.per_year(settings["missing_when_passed"])[t]
        share = sizes[i, :, 1].sum() / max(1, sizes[i].sum())
        failed = np.clip((total - share * passed) / max(0.01, 1 - share), 0, 1)
        rates[i] = np.array([failed, passed])[None, :]
    obliged = (rates * sizes).sum(axis=2)
    free = [KINDS.index(name) for name in FREE]
    wanted = np.array([settings["registered"][name] * people[i].sum() for name, i in zip(FREE, free, strict=True)])
    # TSO 6 as a whole has its share: the groups without obligation what those with it leave
    with_ = KINDS.index("T6 met")
    wanted[FREE.index("T6 zonder")] += settings["registered"]["T6 zonder"] * people[with_].sum() - obliged[with_].sum()
    wanted *= p.per_year(settings["other_years"])[t]
    if (year := int(p.years[t])) in settings["interns"]:
        wanted *= max(0.0, p.sized(settings["interns"][year]) - obliged.sum()) / max(1.0, wanted.sum())
    areas = np.array([settings["interns_by_area"][a] for a in THREE_AREAS]) / settings["interns_by_area"]["alle"]
    columns = np.array([*areas, 1 - areas.sum()]) * (wanted.sum() + obliged.sum()) - obliged.sum(axis=0)
    start = np.array([[settings["area"][name][a] for a in AREAS] for name in FREE]) * people[free]
    rates[free] = (_fitted(start, people[free], wanted, columns) / np.maximum(1, people[free]))[:, :, None]
    rest = KINDS.index("rest")
    rates[rest] = settings["registered"]["rest"]
    return rates


def _missing(p: Parameters, t: int, sizes: np.ndarray) -> np.ndarray:
    """Share without registration in each kind with obligation, so that together they give the total of the year."""
    settings = p["internships"]
    relative = np.array([p.per_year(settings["missing_relative"][name])[t] for name in OBLIGED])
    total = p.per_year(settings["obliged_missing"])[t]
    return np.clip(relative * total * sizes.sum() / max(1.0, (relative * sizes).sum()), 0, 1)


def _fitted(start: np.ndarray, most: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Numbers in the proportions of `start` with these row and column totals, below `most`; the rows come first."""
    result = np.minimum(start, CEILING * most)
    for step in range(80):
        if step < 60:
            result *= (np.clip(columns, 0, None) / np.maximum(1e-9, result.sum(axis=0)))[None, :]
            result = np.minimum(result, CEILING * most)
        result *= (np.clip(rows, 0, None) / np.maximum(1e-9, result.sum(axis=1)))[:, None]
        result = np.minimum(result, CEILING * most)
    return result


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
    p: Parameters, t: int, area: np.ndarray, source: np.ndarray, standing: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Half days in the filing and in the W-codes. standing: 0 not counted, 1 counted, 2 in a group with obligation."""
    settings, n = p["internships"], len(area)
    mean = np.array([settings["half_days"][a] for a in AREAS])[area]
    volume = np.clip(np.round(mean * rng.lognormal(0, settings["spread"], n)), MINIMUM, 380).astype(np.int64)
    cell = standing * 3 + source
    minimum = settings["below_minimum"]
    low = assign(cell, np.tile([minimum["zending"], 1 - minimum["zending"]], (9, 1)), rng) == 0
    volume[low] = rng.integers(4, MINIMUM, low.sum())
    equal, near, higher = (p.per_year(settings[name])[t] for name in ("equal", "within_5", "w_higher"))
    shares = [equal, near, higher, max(0.0, 1 - equal - near - higher)]
    difference = assign((standing > 0) * 3 + source, np.tile(shares, (6, 1)), rng)
    w_code = volume.copy()
    near_ = difference == 1
    w_code[near_] -= rng.integers(1, TOLERANCE + 1, near_.sum())
    more, less = difference == 2, difference == 3
    w_code[more] += rng.integers(TOLERANCE + 1, 20, more.sum())
    w_code[less] = np.minimum(volume[less] - TOLERANCE - 1, np.round(volume[less] * rng.uniform(0.4, 0.95, less.sum())))
    w_code = np.clip(w_code, 1, 400)
    # as many under the minimum as the attendance code shows
    for some in (standing == 2, standing != 2):
        coded = some & (source != FILING)
        lacking = round(minimum["W-code"] * coded.sum()) - int((coded & (w_code < MINIMUM)).sum())
        candidates = rng.permutation(np.flatnonzero(coded & less & (w_code >= MINIMUM)))[: max(0, lacking)]
        w_code[candidates] = np.minimum(rng.integers(3, MINIMUM, len(candidates)), volume[candidates] - TOLERANCE - 1)
        w_code[candidates] = np.maximum(1, w_code[candidates])
    return np.where(source == W_CODE, -1, volume), np.where(source == FILING, -1, w_code)
