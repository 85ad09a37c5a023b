"""Where dual pupils are: in few pairs of a school and an administrative group, most of them small."""

import numpy as np

from orchestration.demo.careers import Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import spread
from orchestration.demo.quota import largest_remainder
from orchestration.demo.schools import PROVIDERS, Schools

SKEW = 0.97  # how much larger the first pairs are; own assumption
LATEST = -2  # position of the school year whose number of pairs is given: 2020-2021


def provider_of(definition: dict) -> int:
    return PROVIDERS.index(definition.get("aanbieder", "VOLTIJDS"))


class DualUnits:
    """The pairs of one dual stream, the large ones first."""

    def __init__(self, p: Parameters, schools: Schools, name: str, candidates: np.ndarray, weight: np.ndarray):
        definitions = p["streams"]
        provider = provider_of(definitions[name])
        dual = [n for n, d in definitions.items() if d["group"].get("duaal") and provider_of(d) == provider]
        stock = {n: p.per_year(definitions[n]["stock"])[LATEST] for n in dual}
        share = stock[name] / max(1.0, sum(stock.values()))
        n = max(3, p.sized(p["dual_units"][PROVIDERS[provider]] * share))
        rng = p.rng("units", name)
        possible = np.flatnonzero((schools.provider == provider) & schools.dual)
        self.groups = spread(n, candidates, weight, rng)
        self.schools = possible[rng.permutation(np.arange(n) % len(possible))]
        self.stock = p.per_year(definitions[name]["stock"])

    def place(self, careers: Careers, who: np.ndarray, t: int, rng: np.random.Generator) -> None:
        """Every pair has a pupil, and a few have many; there are fewer pairs in years with fewer pupils."""
        there = round(len(self.groups) * self.stock[t] / max(1.0, self.stock[LATEST]))
        n = min(len(who), len(self.groups), max(1, there))
        if not n:
            return
        more = largest_remainder(np.array([len(who) - n]), 1.0 / np.arange(1, n + 1)[None, :] ** SKEW)[0]
        unit = rng.permutation(np.repeat(np.arange(n), 1 + more))
        careers.group[who, t], careers.school[who, t] = self.groups[unit], self.schools[unit]
