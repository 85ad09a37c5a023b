"""Rates on the labour market: which share of a cell starts, stays and works, so that all cells together give the totals
that the report prints.

A cell is a group of leavers and a study area. Only numbers are worked out here; who is in which state is in `leavers`.
"""

import numpy as np

from orchestration.demo.parameters import THREE_AREAS, Parameters

GROUPS = ("BSO", "met", "zonder", "rest")
AREAS = (*THREE_AREAS, "rest")
OFFICE = "Kantooradministratie"  # the programme of tab_6, a cell of its own beside the rest of its area
CELL_AREAS = (*AREAS, OFFICE)
BSO, REST = GROUPS.index("BSO"), GROUPS.index("rest")
HANDEL, ELSEWHERE, AT_OFFICE = (CELL_AREAS.index(name) for name in ("Handel", "rest", OFFICE))
PRINTED = [CELL_AREAS.index(name) for name in (*THREE_AREAS, OFFICE)]
SHAPE = (len(GROUPS), len(CELL_AREAS))
QUARTERS = 8  # that the report follows
LIMITS = 0.02, 0.995


def table(by_group: dict[str, dict[str, float]]) -> np.ndarray:
    """Group x area; the office programme as its area, an area that is not named as `rest`."""

    def value(areas: dict[str, float], name: str) -> float:
        return areas.get(name, areas.get("Handel", areas["rest"]) if name == OFFICE else areas["rest"])

    return np.array([[value(by_group[g], a) if g in by_group else 0.0 for a in CELL_AREAS] for g in GROUPS])


def scaled(rates: np.ndarray, sizes: np.ndarray, total: float, ceiling: float = 0.95) -> np.ndarray:
    """Rates in the same proportion to one another that add up to a total."""
    for _ in range(20):
        reached = (rates * sizes).sum()
        if reached <= 0:
            break
        rates = np.clip(rates * total / reached, 0, ceiling)
    return rates


def shifted(rates: np.ndarray, sizes: np.ndarray, total: float) -> np.ndarray:
    """Rates at the same distance from one another that add up to a total."""
    for _ in range(5):
        rates = np.clip(rates + (total - (rates * sizes).sum()) / max(1.0, sizes.sum()), *LIMITS)
    return rates


def pool(p: Parameters) -> slice:
    """The exit years that tab_5 and tab_6 take together."""
    first, last = p["labour"]["pool"]
    years = list(p.years)
    return slice(years.index(first), years.index(last) + 1)


def start_rates(p: Parameters, sizes: np.ndarray) -> np.ndarray:
    """Share available in quarter 1, cohort x group x area. sizes: the leavers."""
    settings, pooled = p["labour"], pool(p)
    leavers = sizes[:, :REST].sum(axis=(1, 2))
    share = p.per_year(settings["available_k1"])[: len(sizes)]
    totals = share * leavers
    for year, number in settings["starters"].items():
        totals[list(p.years).index(year)] = min(p.sized(number), leavers[list(p.years).index(year)])
    rates = np.tile(table(settings["relative_k1"]), (len(sizes), 1, 1))
    rates[:, REST] = settings["rest"]["available"][0]
    for name, number in settings["starters_pooled"].items():
        cells = [HANDEL, AT_OFFICE] if name == "Handel" else [CELL_AREAS.index(name)]
        here = sizes[:, BSO, cells].sum(axis=1)
        of_pool = (here * share)[pooled].sum()
        rates[:, BSO, cells] = np.clip(share * p.sized(number) / max(1.0, of_pool), 0, 0.95)[:, None]
    residual = np.ones(SHAPE, dtype=bool)
    residual[REST] = residual[BSO, PRINTED] = False
    for t, rate in enumerate(rates):
        fixed = (rate * sizes[t])[BSO, PRINTED].sum()
        rate[residual] = scaled(rate[residual], sizes[t][residual], totals[t] - fixed)
    return rates


def stay_rates(p: Parameters, starters: np.ndarray) -> np.ndarray:
    """Share of the starters still available, quarter x group x area."""
    settings = p["labour"]["starters_stay"]
    at_8 = table(settings["areas"])
    residual = np.ones(SHAPE, dtype=bool)
    residual[REST] = residual[BSO, PRINTED] = False
    fixed = (at_8 * starters)[BSO, PRINTED].sum()
    at_8[residual] = shifted(
        np.full(residual.sum(), settings["all"]),
        starters[residual],
        settings["all"] * starters[:REST].sum() - fixed,
    )
    at_8[REST] = settings["all"]
    return 1 - np.array(settings["gone"])[:, None, None] * (1 - at_8)


def without_office(shares: dict[str, float], sizes: np.ndarray) -> np.ndarray:
    """Printed shares by area of BSO as cells: that of Handel holds the office programme, which has its own."""
    result = np.zeros(len(CELL_AREAS))
    for name in PRINTED:
        result[name] = shares[CELL_AREAS[name]]
    n, office = sizes[HANDEL], sizes[AT_OFFICE]
    if n:
        result[HANDEL] = ((n + office) * result[HANDEL] - office * result[AT_OFFICE]) / n
    return np.clip(result, 0.0, 1.0)


def working_first(p: Parameters, t: int, starters: np.ndarray) -> np.ndarray:
    """Share of the starters that works in quarter 1, by cell. starters: cohort x group x area."""
    settings, here = p["labour"], starters[t]
    rates = table(settings["working_relative"])
    trend = p.per_year(settings["working_area_trend"])
    heavy = starters[pool(p), BSO][:, PRINTED].sum(axis=1)
    trend = trend - (heavy * trend[pool(p)]).sum() / max(1.0, heavy.sum())
    seeking = without_office({a: v[0] for a, v in settings["seeking"].items()}, here[BSO])
    rates[BSO, PRINTED] = np.clip(1 - seeking[PRINTED] + trend[t], *LIMITS)
    residual = np.ones(SHAPE, dtype=bool)
    residual[REST] = residual[BSO, PRINTED] = False
    total = p.per_year(settings["working_k1"])[t] * here[:REST].sum() - (rates * here)[BSO, PRINTED].sum()
    rates[residual] = shifted(rates[residual], here[residual], total)
    rates[REST] = settings["rest"]["working"][0]
    return rates


def working_last(p: Parameters, starters: np.ndarray, stay: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Share of the starters that works in quarter 8, of those available, by cell.

    weight: how much likelier the people of a cell are to seek work than those with a diploma.
    """
    settings = p["labour"]
    seeking = without_office({a: v[1] for a, v in settings["seeking"].items()}, starters[BSO])
    rates = np.clip(1 - (1 - table(settings["working_diploma"])) * weight, *LIMITS)
    rates[BSO, PRINTED] = np.clip(1 - seeking[PRINTED] / stay[BSO, PRINTED], *LIMITS)
    available = starters * stay
    others = np.ones(SHAPE, dtype=bool)
    others[REST] = others[BSO, ELSEWHERE] = False
    left = settings["starters_working_k8"] * starters[:REST].sum() - (rates * available)[others].sum()
    rates[BSO, ELSEWHERE] = np.clip(left / max(1.0, available[BSO, ELSEWHERE]), 0.6, LIMITS[1])
    return rates


def working_joiners(p: Parameters, k: int, joiners: np.ndarray, wanted: float, weight: np.ndarray) -> np.ndarray:
    """Share of those who came later that works in quarter k (from 0), by cell, so that `wanted` of them do."""
    settings = p["labour"]
    rates = np.clip(1 - (1 - table(settings["working_diploma"])) * weight, *LIMITS)
    moves = np.zeros(SHAPE, dtype=bool)
    # in quarter 8 the report tells where those with a diploma and TSO are; before, all come in with fewer at work
    moves[: BSO + 1 if k >= QUARTERS - 1 else REST] = True
    fixed = (rates * joiners)[:REST][~moves[:REST]].sum()
    rates[moves] = shifted(rates[moves], joiners[moves], wanted - fixed)
    return rates
