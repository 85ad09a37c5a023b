"""Pupils and their school careers: where each pupil is on every count day, and whether the year was passed.

The truth of the demo. Rows, dates, double enrolments and jobs are made from it elsewhere.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from orchestration.demo.parameters import Parameters, by_area
from orchestration.demo.programmes import Groups, entry_weights, follow, spread
from orchestration.demo.quota import assign, largest_remainder
from orchestration.demo.schools import PROVIDERS, Schools

OUT = 0                    # not enrolled; streams count from 1
STAYS_AT_SCHOOL = 0.97     # of those who go on in an area that their school has; own assumption
UNIT_SKEW = 0.75           # how much larger the first dual pairs are; own assumption
MAX_YEARS = 6              # years in the data after which nobody is taken on again, so that ages stay plausible


@dataclass(frozen=True)
class Careers:
    """Arrays of pupil x school year. stream 0: not enrolled on that count day."""

    streams: list[str]
    stream: np.ndarray
    group: np.ndarray
    school: np.ndarray
    passed: np.ndarray
    diploma_before: np.ndarray      # had the diploma SO before that year
    outside_age: np.ndarray         # per pupil: the age cap leaves the pupil out

    def code(self, *names: str) -> list[int]:
        return [self.streams.index(name) for name in names]

    def is_in(self, *names: str) -> np.ndarray:
        return np.isin(self.stream, self.code(*names))

    @property
    def first_year(self) -> np.ndarray:
        return np.argmax(self.stream > OUT, axis=1)

    def last_year(self, but: tuple[str, ...] = ("SNS", "DZ")) -> np.ndarray:
        """Position of the last enrolment that is not Se-n-Se; -1 for who has no other."""
        counts = (self.stream > OUT) & ~self.is_in(*but)
        last = counts.shape[1] - 1 - np.argmax(counts[:, ::-1], axis=1)
        return np.where(counts.any(axis=1), last, -1)


class Simulation:
    """One population, year by year. A class, because every step reads and extends the same arrays."""

    def __init__(self, parameters: Parameters, groups: Groups, schools: Schools, share: float, label: str):
        self.p, self.groups, self.schools, self.share, self.label = parameters, groups, schools, share, label
        self.streams = ["OUT", *parameters["streams"]]
        self.definitions: dict[str, dict[str, Any]] = parameters["streams"]
        self.candidates = {name: groups.of_stream(d["group"]) for name, d in self.definitions.items()}
        self.weights = {name: entry_weights(groups, self.candidates[name], parameters["areas"],
                                            self.definitions[name]["group"].get("duaal", False)
                                            and name not in ("DZ",)) for name in self.definitions}
        self.stock = {name: parameters.per_year(d["stock"]) * share for name, d in self.definitions.items()}
        self.success = {name: parameters.per_year(parameters["success"].get(name, parameters["success"]["rest"]))
                        for name in self.definitions}
        self.units = {name: self._units(name) for name, d in self.definitions.items() if d["group"].get("duaal")}
        n_years = len(parameters.years)
        self.stream = np.zeros((0, n_years), dtype=np.int8)
        self.group = np.full((0, n_years), -1, dtype=np.int16)
        self.school = np.full((0, n_years), -1, dtype=np.int16)
        self.passed = np.zeros((0, n_years), dtype=bool)
        self.diploma = np.zeros((0, n_years), dtype=bool)

    def run(self) -> None:
        for t in range(len(self.p.years)):
            self._enrol(t)
            self._examine(t)

    # ------------------------------------------------------------------ who goes where
    def _enrol(self, t: int) -> None:
        rng = self.p.rng(self.label, "enrol", int(self.p.years[t]))
        free = np.ones(len(self.stream), dtype=bool)
        if t:
            free &= (self.stream > OUT).sum(axis=1) < MAX_YEARS
            self._enrol_se_n_se(t, free, rng)
        order = rng.permutation(len(free))
        for name in sorted(self.definitions, key=lambda n: self.stock[n][t]):   # small ones first: the large fill up
            if name in (self.p["se_n_se"]["dual_stream"], self.p["se_n_se"]["stream"]):
                continue
            wanted = self.p.sized(self.stock[name][t])
            flows = self.definitions[name].get("from", []) if t else []
            for flow in flows:
                ask = wanted if flow["share"] == "rest" else min(wanted, self.p.sized(flow["share"] * self.stock[name][t]))
                pool = order[self._pool(flow, t)[order] & free[order]][:ask]
                wanted -= len(pool)
                free[pool] = False
                self._place(name, t, pool, rng)
            self._place(name, t, self._new(wanted), rng, new=True)
            if name in self.units:
                self._place_dual(name, t, rng)
        others = self.p.sized(self.stock[self.p["se_n_se"]["stream"]][t])
        self._place(self.p["se_n_se"]["stream"], t, self._new(others), rng, new=True)
        self._mark_dual_se_n_se(t, rng)

    def _pool(self, flow: dict[str, Any], t: int) -> np.ndarray:
        origin = self.streams.index(flow["stream"])
        size = len(self.stream)
        if flow["outcome"] == "gap":
            if t < 2:
                return np.zeros(size, dtype=bool)
            return (self.stream[:, t - 2] == origin) & (self.stream[:, t - 1] == OUT) & (self.stream[:, t] == OUT)
        mask = (self.stream[:, t - 1] == origin) & (self.stream[:, t] == OUT)
        return mask if flow["outcome"] == "any" else mask & (self.passed[:, t - 1] == (flow["outcome"] == "passed"))

    def _enrol_se_n_se(self, t: int, free: np.ndarray, rng: np.random.Generator) -> None:
        settings = self.p["se_n_se"]
        trend = self.p.per_year(settings["trend"])[t - 1]
        for origin, rates in settings["rate"].items():
            first = (self.stream[:, t - 1] == self.streams.index(origin)) & self.passed[:, t - 1] & ~self.diploma[:, t - 1]
            pool = np.flatnonzero(first & free)
            areas = self.groups.area[self.group[pool, t - 1]]
            table = np.array([[by_area(rates, a) * trend, 1 - by_area(rates, a) * trend] for a in self.groups.areas])
            chosen = pool[assign(areas, table, rng) == 0]
            free[chosen] = False
            self._place(settings["stream"], t, chosen, rng)

    def _mark_dual_se_n_se(self, t: int, rng: np.random.Generator) -> None:
        dual = self.p["se_n_se"]["dual_stream"]
        there = np.flatnonzero(self.stream[:, t] == self.streams.index(self.p["se_n_se"]["stream"]))
        chosen = rng.permutation(there)[: self.p.sized(self.stock[dual][t])]
        self._place(dual, t, chosen, rng, new=True)
        self._place_dual(dual, t, rng)

    def _new(self, n: int) -> np.ndarray:
        n, years = max(0, n), self.stream.shape[1]
        first = len(self.stream)
        self.stream = np.concatenate([self.stream, np.zeros((n, years), np.int8)])
        self.group = np.concatenate([self.group, np.full((n, years), -1, np.int16)])
        self.school = np.concatenate([self.school, np.full((n, years), -1, np.int16)])
        self.passed = np.concatenate([self.passed, np.zeros((n, years), bool)])
        self.diploma = np.concatenate([self.diploma, np.zeros((n, years), bool)])
        return np.arange(first, first + n)

    # ------------------------------------------------------------------ group and school
    def _units(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Dual pupils sit in few (school, group) pairs; the first ones are the large ones."""
        provider = PROVIDERS.index(self.definitions[name].get("aanbieder", "VOLTIJDS"))
        rng = self.p.rng("units", name)
        schools = np.flatnonzero((self.schools.provider == provider) & self.schools.dual)
        same = [n for n, d in self.definitions.items()
                if d["group"].get("duaal") and d.get("aanbieder", "VOLTIJDS") == PROVIDERS[provider]]
        stock = {n: self.p.per_year(self.definitions[n]["stock"])[-2] for n in same}
        n_units = self.p["dual_units"][PROVIDERS[provider]] * stock[name] / max(1.0, sum(stock.values()))
        n_units = max(3, self.p.sized(n_units))
        groups = spread(n_units, self.candidates[name], self.weights[name], rng)
        return schools[rng.permutation(np.arange(n_units) % len(schools))], groups

    def _place_dual(self, name: str, t: int, rng: np.random.Generator) -> None:
        """Every pair has a pupil, and a few have many; there are fewer pairs in the years with fewer pupils."""
        who = np.flatnonzero(self.stream[:, t] == self.streams.index(name))
        schools, groups = self.units[name]
        latest = self.p.per_year(self.definitions[name]["stock"])[-2]
        n_units = min(len(who), len(schools), max(1, int(round(len(schools) * self.stock[name][t] / (latest * self.share)))))
        if not n_units:
            return
        more = largest_remainder(np.array([len(who) - n_units]), 1.0 / np.arange(1, n_units + 1)[None, :] ** UNIT_SKEW)[0]
        unit = rng.permutation(np.repeat(np.arange(n_units), 1 + more))
        self.group[who, t], self.school[who, t] = groups[unit], schools[unit]

    def _place(self, name: str, t: int, who: np.ndarray, rng: np.random.Generator, new: bool = False) -> None:
        if not len(who):
            return
        self.stream[who, t] = self.streams.index(name)
        candidates, weight = self.candidates[name], self.weights[name]
        if name in self.units:
            return
        came_from = np.maximum(self.group[who, t - 1], self.group[who, t - 2]) if t and not new else None
        if came_from is None:
            self.group[who, t] = spread(len(who), candidates, weight, rng)
        else:
            last = np.where(self.group[who, t - 1] >= 0, self.group[who, t - 1], came_from)
            self.group[who, t] = follow(last, candidates, weight, self.groups, rng)
        provider = PROVIDERS.index(self.definitions[name].get("aanbieder", "VOLTIJDS"))
        area = self.groups.area[self.group[who, t]]
        school = self.schools.draw(provider, area, rng)
        if t:
            before = self.school[who, t - 1]
            stays = ((before >= 0) & (self.schools.provider[before] == provider) & self.schools.offers[before, area]
                     & (rng.random(len(who)) < STAYS_AT_SCHOOL))
            school[stays] = before[stays]
        self.school[who, t] = school

    # ------------------------------------------------------------------ success
    def _examine(self, t: int) -> None:
        rng = self.p.rng(self.label, "success", int(self.p.years[t]))
        if t:
            earned = self.passed[:, t - 1] & np.isin(self.stream[:, t - 1], [self.streams.index(s) for s in GIVES_DIPLOMA])
            self.diploma[:, t] = self.diploma[:, t - 1] | earned
        settings = self.p["success"]
        corona = int(self.p.years[t]) == settings["corona_year"]
        for name, rate in self.success.items():
            who = np.flatnonzero(self.stream[:, t] == self.streams.index(name))
            base = min(0.99, rate[t] + (settings["corona"].get(name, 0) if corona else 0))
            repeats = self.stream[who, t - 1] == self.stream[who, t] if t else np.zeros(len(who), bool)
            if name in (self.p["se_n_se"]["stream"], self.p["se_n_se"]["dual_stream"]):
                cell, table = self._se_n_se_success(who, t)
            else:
                cell = self.groups.area[self.group[who, t]] * 2 + repeats
                table = np.tile([[base, 1 - base], [base * settings["repeater"], 1 - base * settings["repeater"]]],
                                (len(self.groups.areas), 1))
            self.passed[who, t] = assign(cell, table, rng) == 0

    def _se_n_se_success(self, who: np.ndarray, t: int) -> tuple[np.ndarray, np.ndarray]:
        rates = self.p["se_n_se"]["success"]
        origins = [name for name in rates if name != "rest"]
        before, group = self.stream[who, t - 1], self.group[who, t - 1]
        origin = np.full(len(who), len(origins))
        for i, name in enumerate(origins):
            origin[before == self.streams.index(name)] = i if t else len(origins)
        area = np.where(origin < len(origins), self.groups.area[group], 0)
        n_areas = len(self.groups.areas)
        table = np.array([[by_area(rates[o], a)] for o in [*origins, "rest"] for a in self.groups.areas])
        return origin * n_areas + area, np.hstack([table, 1 - table])


GIVES_DIPLOMA = ("T6", "DT6", "B7", "B7N", "D7", "A6", "K6")


def simulate(parameters: Parameters, groups: Groups, schools: Schools) -> Careers:
    """The pupils within the age cap, whose numbers are the report's, and beside them those outside it."""
    main = Simulation(parameters, groups, schools, 1.0, "main")
    outside = Simulation(parameters, groups, schools, parameters["outside_age"]["share"], "outside age")
    main.run()
    outside.run()
    both = [np.concatenate([getattr(main, n), getattr(outside, n)]) for n in ("stream", "group", "school", "passed", "diploma")]
    return Careers(main.streams, *both, np.arange(len(both[0])) >= len(main.stream))
