"""Pupils: who is enrolled where, year after year, such that every stream has the size of its year.

A stream takes its pupils from where they were the year before, in the shares of `population.yml`, and newcomers.
"""

from typing import Any

import numpy as np

from orchestration.demo.careers import OUT, Careers
from orchestration.demo.dual_units import make_courses, provider_of
from orchestration.demo.parameters import Parameters
from orchestration.demo.places import NOT_TAKEN, Places
from orchestration.demo.programmes import Groups, area_cells, entry_weights, follow, same_programme, spread
from orchestration.demo.quota import assign, rank_in
from orchestration.demo.schools import Schools
from orchestration.demo.success import examine

STAYS_AT_SCHOOL = 0.97  # of those who go on in an area that their school has; own assumption
UNLIKELY = 1e-6  # weight of who may not be taken
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
        self.candidates, self.weights, self.same, self.stock = {}, {}, {}, {}
        for name, definition in self.definitions.items():
            dual = definition["group"].get("duaal", False)
            self.candidates[name] = groups.of_stream(definition["group"])
            self.weights[name] = entry_weights(
                groups, self.candidates[name], p["areas"], dual and name != self.dual_se_n_se
            )
            self.same[name] = same_programme(groups, self.candidates[name])
            # no dual pupil is outside the age cap: the counts of dual pupils look at no age
            self.stock[name] = p.per_year(definition["stock"]) * (0.0 if dual and share < 1 else share)
        self.courses = make_courses(p, groups, schools)

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
            if name not in (self.se_n_se, self.dual_se_n_se):
                self._fill(name, t, order, free, rng)
        entrants = self.careers.add(self.p.sized(self.stock[self.se_n_se][t]))
        self._place(self.se_n_se, t, entrants, self._follow(self.se_n_se, t, entrants, rng), rng)
        there = rng.permutation(np.flatnonzero(self.careers.at(t, self.se_n_se)))
        dual = there[: self.p.sized(self.stock[self.dual_se_n_se][t])]
        self.careers.stream[dual, t] = self.careers.streams.index(self.dual_se_n_se)
        for course in self.courses:
            course.place(self.careers, t, rng)

    def _fill(self, name: str, t: int, order: np.ndarray, free: np.ndarray, rng: np.random.Generator) -> None:
        """A stream of its size, from the flows that lead to it and from newcomers."""
        size = wanted = self.p.sized(self.stock[name][t])
        places = Places(self.groups, self.candidates[name], self.weights[name], self.same[name], size)
        is_dual = self.definitions[name]["group"].get("duaal", False)
        for flow in self.definitions[name].get("from", []) if t else []:
            share = 1.0 if flow["share"] == "rest" else self.p.per_year(flow["share"])[t]
            ask = min(wanted, self.p.sized(share * self.stock[name][t]))
            pool = order[self._pool(flow, t)[order] & free[order]]
            if is_dual:
                pool = pool[self._evenly(pool, t)][:ask]
            group = self._last_group(pool, t) if is_dual else places.take(self._last_group(pool, t), ask, rng)
            pool, group = pool[group != NOT_TAKEN], group[group != NOT_TAKEN]
            wanted -= len(pool)
            free[pool] = False
            self._place(name, t, pool, group, rng)
        self._place(name, t, self.careers.add(wanted), places.rest(rng)[: max(0, wanted)], rng)

    def _last_group(self, who: np.ndarray, t: int) -> np.ndarray:
        """The group a year ago, or that of the year before after a gap; -1 for newcomers."""
        last = self.careers.group[who, t - 1] if t else np.full(len(who), -1)
        return np.where(last < 0, self.careers.group[who, t - 2], last) if t >= 2 else last

    def _evenly(self, pool: np.ndarray, t: int) -> np.ndarray:
        """The order of a pool in which who was in an ordinary sixth year before comes at even distances: so few of the
        dual pupils were that chance would take too many or too few of them along."""
        before = np.isin(self.careers.stream[pool, :t], self.careers.code("B6", "T6")).any(axis=1).astype(np.int64)
        size = np.bincount(before, minlength=2)[before]
        return np.argsort((rank_in(before, np.arange(len(pool))) + 0.5) / size, kind="stable")

    def _pool(self, flow: dict[str, Any], t: int) -> np.ndarray:
        """Who may come along a flow: from last year's stream, or from that of the year before last."""
        stream, origin = self.careers.stream, self.careers.streams.index(flow["stream"])
        if flow["outcome"] == "gap":
            gone = (stream[:, t - 2] == origin) & (stream[:, t - 1] == OUT)
            return gone & (stream[:, t] == OUT) if t >= 2 else np.zeros(len(stream), dtype=bool)
        mask = (stream[:, t - 1] == origin) & (stream[:, t] == OUT)
        if "never" in flow:
            mask &= ~np.isin(stream[:, :t], self.careers.code(*flow["never"])).any(axis=1)
        if flow["outcome"] == "any":
            return mask
        return mask & (self.careers.passed[:, t - 1] == (flow["outcome"] == "passed"))

    def _pass_on_to_se_n_se(self, t: int, free: np.ndarray, rng: np.random.Generator) -> None:
        settings, careers = self.p["se_n_se"], self.careers
        trend = self.p.per_year(settings["trend"])[t - 1]
        for origin, rates in settings["rate"].items():
            first_diploma = careers.at(t - 1, origin) & careers.passed[:, t - 1] & ~careers.diploma_before[:, t - 1]
            pool = np.flatnonzero(first_diploma)
            rate = np.array([*rates.values()]) * trend
            cell = area_cells(self.groups, self.careers.group[pool, t - 1], rates)
            shares, may = np.stack([rate, 1 - rate], axis=1), np.where(free[pool], 1.0, UNLIKELY)
            may = np.stack([may, 1 / may], axis=1)
            chosen = pool[assign(cell, shares, rng, affinity=may, carry_on=False) == 0]
            free[chosen] = False
            self._place(self.se_n_se, t, chosen, self._follow(self.se_n_se, t, chosen, rng, "TSO"), rng)

    def _follow(
        self, name: str, t: int, who: np.ndarray, rng: np.random.Generator, form: str | None = None
    ) -> np.ndarray:
        """Groups in a stream whose size follows from its flows: as they suit the groups before."""
        candidates, weight = self.candidates[name], self.weights[name]
        if form:
            of_form = self.groups.onderwijsvorm[candidates] == form
            candidates, weight = candidates[of_form], weight[of_form]
        last = self._last_group(who, t)
        group, new = np.empty(len(who), dtype=np.int64), last < 0
        group[new] = spread(int(new.sum()), candidates, weight, rng)
        group[~new] = follow(last[~new], candidates, weight, self.groups, rng)
        return group

    def _place(self, name: str, t: int, who: np.ndarray, group: np.ndarray, rng: np.random.Generator) -> None:
        """Group and school in a stream; those of dual streams follow when all are in it."""
        careers = self.careers
        careers.stream[who, t] = careers.streams.index(name)
        if not len(who) or self.definitions[name]["group"].get("duaal", False):
            return
        careers.group[who, t] = group
        provider, area = provider_of(self.definitions[name]), self.groups.area[group]
        school = self.schools.draw(provider, area, rng)
        if t:
            before = careers.school[who, t - 1]
            possible = (before >= 0) & (self.schools.provider[before] == provider) & self.schools.offers[before, area]
            stays = possible & (rng.random(len(who)) < STAYS_AT_SCHOOL)
            school[stays] = before[stays]
        careers.school[who, t] = school
