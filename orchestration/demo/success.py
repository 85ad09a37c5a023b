"""Who passes the year: success rates by stream, study area and year, met exactly in every cell."""

import numpy as np

from orchestration.demo.careers import GIVES_DIPLOMA, Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups, area_cells
from orchestration.demo.quota import assign


def examine(p: Parameters, careers: Careers, groups: Groups, t: int, rng: np.random.Generator) -> None:
    if t:
        earned = careers.passed[:, t - 1] & careers.at(t - 1, *GIVES_DIPLOMA)
        careers.diploma_before[:, t] = careers.diploma_before[:, t - 1] | earned
    settings, se_n_se = p["success"], p["se_n_se"]
    corona = int(p.years[t]) == settings["corona_year"]
    dual_too = (se_n_se["stream"], se_n_se["dual_stream"])
    who = np.flatnonzero(careers.at(t, *dual_too))
    careers.passed[who, t] = assign(*_se_n_se(p, careers, groups, who, t), rng, carry_on=False) == 0
    for name in p["streams"]:
        if name in dual_too:
            continue
        who = np.flatnonzero(careers.at(t, name))
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
    cell, values = np.empty(len(who), dtype=np.int64), []
    before = careers.stream[who, t - 1] if t else np.zeros(len(who), dtype=np.int8)
    known = np.isin(before, careers.code(*(name for name in rates if name != "rest")))
    for name, by_area in rates.items():
        mine = ~known if name == "rest" else before == careers.streams.index(name)
        inside = area_cells(groups, careers.group[who[mine], t - 1 if t and name != "rest" else t], by_area)
        cell[mine] = len(values) + inside
        values += by_area.values()
    rate = np.array(values)
    return cell, np.stack([rate, 1 - rate], axis=1)
