"""Internship employers as far as they matter later: whose company number is known, and who stays with one of them.

First employers come from `jobs`, interns from `internships`; the rows with the numbers are written in `filings`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from orchestration.demo.careers import Careers
from orchestration.demo.employers import Employers
from orchestration.demo.internships import W_CODE, Internships
from orchestration.demo.jobs import Work
from orchestration.demo.labour import AREAS, GROUPS
from orchestration.demo.leavers import Cohort
from orchestration.demo.parameters import THREE_AREAS, Parameters
from orchestration.demo.quota import assign

AGENCY = 322  # a temporary work agency takes no interns, so it is never the one where someone was intern
LIKELY, UNLIKELY = 1e6, 1e-6


@dataclass(frozen=True)
class Hosts:
    """Per pupil: whether schools write the company number, the first employer after leaving (-1: none), whether
    that is one where the pupil was intern, and the last school year with a filing (-1: none), which names it then."""

    known: np.ndarray
    first_employer: np.ndarray
    stays: np.ndarray
    last_filing: np.ndarray


def make_hosts(
    p: Parameters,
    careers: Careers,
    cohorts: list[Cohort],
    work: list[Work],
    employers: Employers,
    interns: dict[int, Internships],
) -> Hosts:
    rng, settings = p.rng("hosts"), p["internships"]
    n = len(careers.stream)
    last_filing = np.full(n, -1)
    for t in sorted(interns):
        filed = interns[t].who[interns[t].source != W_CODE]
        # what comes after the last enrolment that is not Se-n-Se, tells nothing about who left then
        last_filing[filed[careers.last_year[filed] >= t]] = t
    known = rng.random(n) < settings["number_known"]["rest"]["alle"]
    first, stays = np.full(n, -1), np.zeros(n, dtype=bool)
    agency = employers.position(AGENCY)
    for cohort, its_work in zip(cohorts, work, strict=True):
        first[cohort.who] = its_work.first_employer
        for group in range(len(GROUPS)):
            at_work = np.flatnonzero((cohort.group == group) & (its_work.first_employer >= 0))
            who, area = cohort.who[at_work], cohort.area[at_work]
            filed = np.where(last_filing[who] >= 0, LIKELY, UNLIKELY)
            known[who] = _some(p, "number_known", cohort.t, group, area, filed, rng) & (last_filing[who] >= 0)
            base = np.flatnonzero(known[who])
            possible = np.where(its_work.first_committee[at_work[base]] == agency, UNLIKELY, 1.0)
            stays[who[base]] = _some(p, "first_employer", cohort.t, group, area[base], possible, rng)
    return Hosts(known, first, stays, last_filing)


def _some(
    p: Parameters, name: str, t: int, group: int, area: np.ndarray, weight: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """A share of the people of a group: that of their area where there is one, and of all together."""
    table = p["internships"][name][GROUPS[group]]
    if THREE_AREAS[0] not in table:
        area = np.zeros_like(area)
    rates = _rates(p, table, t, np.bincount(area, minlength=len(AREAS)))
    shares = np.stack([rates, 1 - rates], axis=1)
    return assign(area, shares, rng, affinity=np.stack([weight, 1 / weight], axis=1)) == 0


def _rates(p: Parameters, table: dict[str, Any], t: int, sizes: np.ndarray) -> np.ndarray:
    """By area; those that are not named have what is left of the total."""
    total = p.per_year(table["alle"])[t]
    rates = np.array([p.per_year(table.get(area, table["alle"]))[t] for area in AREAS])
    if THREE_AREAS[0] in table and sizes[-1]:
        rates[-1] = (total * sizes.sum() - (rates * sizes)[:-1].sum()) / sizes[-1]
    return np.clip(rates, 0, 1)
