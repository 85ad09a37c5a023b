"""Who passes the year: success rates by stream, study area and year, met exactly in every cell."""

import numpy as np

from orchestration.demo.careers import GIVES_DIPLOMA, Careers
from orchestration.demo.parameters import Parameters, by_area
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign


def examine(p: Parameters, careers: Careers, groups: Groups, t: int, rng: np.random.Generator) -> None:
    if t:
        earned = careers.passed[:, t - 1] & careers.at(t - 1, *GIVES_DIPLOMA)
        careers.diploma_before[:, t] = careers.diploma_before[:, t - 1] | earned
    settings, se_n_se = p["success"], p["se_n_se"]
    corona = int(p.years[t]) == settings["corona_year"]
    for name in p["streams"]:
        who = np.flatnonzero(careers.at(t, name))
        if name in (se_n_se["stream"], se_n_se["dual_stream"]):
            cell, table = _se_n_se(p, careers, groups, who, t)
        else:
            rate = p.per_year(settings.get(name, settings["rest"]))[t]
            rate = min(0.99, rate + (settings["corona"].get(name, 0) if corona else 0))
            repeats = careers.stream[who, t - 1] == careers.stream[who, t] if t else np.zeros(len(who), bool)
            cell = groups.area[careers.group[who, t]] * 2 + repeats
            again = rate * settings["repeater"]
            table = np.tile([[rate, 1 - rate], [again, 1 - again]], (len(groups.areas), 1))
        careers.passed[who, t] = assign(cell, table, rng) == 0


def _se_n_se(p: Parameters, careers: Careers, groups: Groups, who: np.ndarray, t: int) -> tuple[np.ndarray, np.ndarray]:
    """By stream and area of origin: tab_2 gives success where people come from, not where they are."""
    rates = p["se_n_se"]["success"]
    origins = [name for name in rates if name != "rest"]
    origin, area = np.full(len(who), len(origins)), np.zeros(len(who), dtype=np.int64)
    if t:
        for i, name in enumerate(origins):
            origin[careers.stream[who, t - 1] == careers.streams.index(name)] = i
        known = origin < len(origins)
        area[known] = groups.area[careers.group[who[known], t - 1]]
    table = np.array([[by_area(rates[o], a)] for o in [*origins, "rest"] for a in groups.areas])
    return origin * len(groups.areas) + area, np.hstack([table, 1 - table])
