"""Pupils: who is enrolled where, year after year, such that every stream has the size of its year.

A stream takes its pupils from where they were the year before, in the shares of `population.yml`, and newcomers.
"""

from typing import Any

import numpy as np

from orchestration.demo.careers import OUT, Careers
from orchestration.demo.dual_units import DualUnits, provider_of
from orchestration.demo.parameters import Parameters, by_area
from orchestration.demo.programmes import Groups, entry_weights, follow, spread
from orchestration.demo.quota import assign
from orchestration.demo.schools import Schools
from orchestration.demo.success import examine

STAYS_AT_SCHOOL = 0.97  # of those who go on in an area that their school has; own assumption
MAX_YEARS = 6  # years in the data after which nobody is taken on again, so that ages stay plausible


def simulate(p: Parameters, groups: Groups, schools: Schools) -> Careers:
    """The pupils within the age cap, whose numbers are the report's, and beside them those outside it."""
    careers = Simulation(p, groups, schools, 1.0, "main").run()
    outside = Simulation(p, groups, schools, p["outside_age"]["share"], "outside age").run()
    outside.outside_age[:] = True
    careers.extend(outside)
    return careers


class Simulation:
    """One population, year by year. A class, because every step reads and extends the same careers."""

    def __init__(self, p: Parameters, groups: Groups, schools: Schools, share: float, label: str):
        self.p, self.groups, self.schools, self.label = p, groups, schools, label
        self.definitions: dict[str, dict[str, Any]] = p["streams"]
        self.se_n_se, self.dual_se_n_se = p["se_n_se"]["stream"], p["se_n_se"]["dual_stream"]
        self.careers = Careers(["OUT", *self.definitions], len(p.years))
        self.candidates, self.weights, self.stock, self.units = {}, {}, {}, {}
        for name, definition in self.definitions.items():
            dual = definition["group"].get("duaal", False)
            self.candidates[name] = groups.of_stream(definition["group"])
            self.weights[name] = entry_weights(
                groups, self.candidates[name], p["areas"], dual and name != self.dual_se_n_se
            )
            self.stock[name] = p.per_year(definition["stock"]) * share
            if dual:
                self.units[name] = DualUnits(p, schools, name, self.candidates[name], self.weights[name])

    def run(self) -> Careers:
        for t, year in enumerate(self.p.years):
            self._enrol(t, self.p.rng(self.label, "enrol", int(year)))
            examine(self.p, self.careers, self.groups, t, self.p.rng(self.label, "success", int(year)))
        return self.careers

    def _enrol(self, t: int, rng: np.random.Generator) -> None:
        free = np.ones(len(self.careers.stream), dtype=bool)
        if t:
            free &= (self.careers.stream > OUT).sum(axis=1) < MAX_YEARS
            self._pass_on_to_se_n_se(t, free, rng)
        order = rng.permutation(len(free))
        # small streams choose first, the large ones fill up with what is left
        for name in sorted(self.definitions, key=lambda n: self.stock[n][t]):
            if name in (self.se_n_se, self.dual_se_n_se):
                continue
            wanted = self.p.sized(self.stock[name][t])
            for flow in self.definitions[name].get("from", []) if t else []:
                share = 1.0 if flow["share"] == "rest" else self.p.per_year(flow["share"])[t]
                ask = min(wanted, self.p.sized(share * self.stock[name][t]))
                pool = order[self._pool(flow, t)[order] & free[order]][:ask]
                wanted -= len(pool)
                free[pool] = False
                self._place(name, t, pool, rng)
            self._place(name, t, self.careers.add(wanted), rng)
            self._place_dual(name, t, rng)
        self._place(self.se_n_se, t, self.careers.add(self.p.sized(self.stock[self.se_n_se][t])), rng)
        there = rng.permutation(np.flatnonzero(self.careers.at(t, self.se_n_se)))
        dual = there[: self.p.sized(self.stock[self.dual_se_n_se][t])]
        self.careers.stream[dual, t] = self.careers.streams.index(self.dual_se_n_se)
        self._place_dual(self.dual_se_n_se, t, rng)

    def _pool(self, flow: dict[str, Any], t: int) -> np.ndarray:
        """Who may come along a flow: from last year's stream, or from that of the year before last."""
        stream, origin = self.careers.stream, self.careers.streams.index(flow["stream"])
        if flow["outcome"] == "gap":
            gone = (stream[:, t - 2] == origin) & (stream[:, t - 1] == OUT)
            return gone & (stream[:, t] == OUT) if t >= 2 else np.zeros(len(stream), dtype=bool)
        mask = (stream[:, t - 1] == origin) & (stream[:, t] == OUT)
        if flow["outcome"] == "any":
            return mask
        return mask & (self.careers.passed[:, t - 1] == (flow["outcome"] == "passed"))

    def _pass_on_to_se_n_se(self, t: int, free: np.ndarray, rng: np.random.Generator) -> None:
        settings, careers = self.p["se_n_se"], self.careers
        trend = self.p.per_year(settings["trend"])[t - 1]
        for origin, rates in settings["rate"].items():
            first_diploma = careers.at(t - 1, origin) & careers.passed[:, t - 1] & ~careers.diploma_before[:, t - 1]
            pool = np.flatnonzero(first_diploma & free)
            rate = np.array([by_area(rates, area) * trend for area in self.groups.areas])
            area = self.groups.area[careers.group[pool, t - 1]]
            chosen = pool[assign(area, np.stack([rate, 1 - rate], axis=1), rng) == 0]
            free[chosen] = False
            self._place(self.se_n_se, t, chosen, rng)

    def _place(self, name: str, t: int, who: np.ndarray, rng: np.random.Generator) -> None:
        """Group and school in a stream; those of dual streams follow when all are in it."""
        if not len(who):
            return
        careers, candidates, weight = self.careers, self.candidates[name], self.weights[name]
        careers.stream[who, t] = careers.streams.index(name)
        if name in self.units:
            return
        last = careers.group[who, t - 1] if t else np.full(len(who), -1)
        last = np.where(last < 0, careers.group[who, t - 2], last) if t >= 2 else last
        new = last < 0
        careers.group[who[new], t] = spread(int(new.sum()), candidates, weight, rng)
        careers.group[who[~new], t] = follow(last[~new], candidates, weight, self.groups, rng)
        provider = provider_of(self.definitions[name])
        area = self.groups.area[careers.group[who, t]]
        school = self.schools.draw(provider, area, rng)
        if t:
            before = careers.school[who, t - 1]
            possible = (before >= 0) & (self.schools.provider[before] == provider) & self.schools.offers[before, area]
            stays = possible & (rng.random(len(who)) < STAYS_AT_SCHOOL)
            school[stays] = before[stays]
        careers.school[who, t] = school

    def _place_dual(self, name: str, t: int, rng: np.random.Generator) -> None:
        if name in self.units:
            self.units[name].place(self.careers, np.flatnonzero(self.careers.at(t, name)), t, rng)
