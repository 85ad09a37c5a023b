"""Where dual pupils are: in few pairs of a school and an administrative group, many of them with a single pupil."""

from typing import Any

import numpy as np

from orchestration.demo.careers import Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups, entry_weights
from orchestration.demo.quota import largest_remainder
from orchestration.demo.schools import PROVIDERS, Schools

SKEW = 0.6  # how much larger the first pairs are; own assumption
PUPILS_ELSEWHERE = 3  # in a pair of the streams that fig_07 and fig_08 leave out; own assumption
YEAR = 2020  # school year of the numbers of pairs


def provider_of(definition: dict) -> int:
    return PROVIDERS.index(definition.get("aanbieder", "VOLTIJDS"))


class Course:
    """The pairs of the dual streams that share their groups, the large ones first."""

    def __init__(
        self, streams: list[str], groups: np.ndarray, schools: np.ndarray, single: float, pupils: float, key: np.ndarray
    ):
        order = np.argsort(key, kind="stable")
        self.streams, self.groups, self.schools = streams, groups[order], schools[order]
        self.single, self.pupils = single, pupils

    def place(self, careers: Careers, t: int, rng: np.random.Generator) -> None:
        """Every pair has a pupil, and a few have many; there are fewer pairs in years with fewer pupils."""
        who = np.flatnonzero(careers.at(t, *self.streams))
        if not len(who):
            return
        n = min(len(self.groups), len(who), max(1, round(len(self.groups) * len(who) / max(1.0, self.pupils))))
        several = min(n - round(n * self.single), len(who) - n)
        more = np.zeros(n, dtype=np.int64)
        if several:
            extra = np.array([len(who) - n - several])
            more[:several] = 1 + largest_remainder(extra, 1.0 / np.arange(1, several + 1)[None, :] ** SKEW)[0]
        unit = rng.permutation(np.repeat(np.arange(n), 1 + more))[: len(who)]
        careers.group[who, t], careers.school[who, t] = self.groups[unit], self.schools[unit]


def make_courses(p: Parameters, groups: Groups, schools: Schools) -> list[Course]:
    return [course for provider in range(len(PROVIDERS)) for course in _of_provider(p, groups, schools, provider)]


def _of_provider(p: Parameters, groups: Groups, schools: Schools, provider: int) -> list[Course]:
    settings = p["dual_units"][PROVIDERS[provider]]
    courses = _courses(p, provider)
    stock = np.array([_stock(p, names) for names in courses])
    candidates = [groups.of_stream(p["streams"][names[0]]["group"]) for names in courses]
    counted = np.array([_is_counted(p["streams"][names[0]]) for names in courses])
    rng = p.rng("dual units", provider)

    def divided(total: int, most: np.ndarray) -> np.ndarray:
        """A number of the provider over its courses, each at least one and no more than it can have."""
        total = max(int(counted.sum()), total)
        result = np.minimum(largest_remainder(np.array([total]), (stock * counted)[None, :])[0], most)
        while result.sum() < total and (open_ := np.flatnonzero(counted & (result < most))).size:
            result[open_[np.argmax(most[open_] - result[open_])]] += 1
        return np.maximum(result, 1)

    units = divided(p.sized(settings["units"]), np.full(len(courses), 10**6))
    units = np.where(counted, units, np.maximum(1, np.round(stock / PUPILS_ELSEWHERE))).astype(np.int64)
    single = largest_remainder(np.array([p.sized(settings["single"])]), (units * counted)[None, :])[0] / units
    n_groups = divided(settings["groups"], np.array([len(c) for c in candidates]))
    possible = np.flatnonzero((schools.provider == provider) & schools.dual)
    possible, pointer, result = rng.permutation(possible), 0, []
    for names, here, n, wanted, alone, pupils in zip(courses, candidates, units, n_groups, single, stock, strict=True):
        weight = entry_weights(groups, here, p["areas"], dual=_is_counted(p["streams"][names[0]]))
        weight = weight / weight.sum()
        chosen = rng.choice(len(here), min(int(n), int(wanted), len(here)), replace=False, p=weight)
        share = weight[chosen] / weight[chosen].sum()
        of_group = (
            1 + largest_remainder(np.array([n - len(chosen)]), np.clip(share * n - 1, 0, len(possible) - 1)[None, :])[0]
        )
        # pairs of one group are at schools that follow one another, so that no two are the same
        at = possible[(pointer + np.arange(n)) % len(possible)]
        pointer += int(n)
        nth = np.arange(n) - np.repeat(np.cumsum(of_group) - of_group, of_group)
        key = (nth + rng.random(n)) / np.repeat(of_group, of_group)
        result.append(Course(names, np.repeat(here[chosen], of_group), at, alone, pupils, key))
    return result


def _courses(p: Parameters, provider: int) -> list[list[str]]:
    """The dual streams of a provider, those with the same groups together."""
    together: dict[str, list[str]] = {}
    for name, definition in p["streams"].items():
        if definition["group"].get("duaal") and provider_of(definition) == provider:
            together.setdefault(str(definition["group"]), []).append(name)
    return list(together.values())


def _stock(p: Parameters, names: list[str]) -> float:
    year = list(p.years).index(YEAR)
    return sum(p.sized(p.per_year(p["streams"][name]["stock"])[year]) for name in names)


def _is_counted(definition: dict[str, Any]) -> bool:
    """Third grade without starting phase: what fig_07 and fig_08 count."""
    return not definition["group"].get("aanloopfase", False) and "soort" not in definition["group"]
