"""The report's shares of types, classes, committees and numbers of employers, as shares among those who work.

The report prints them as a share of all who started in quarter 1, for everyone and for three areas of BSO; the rest
follows from the difference. Who has which job is in `jobs`.
"""

import numpy as np

from orchestration.demo.employers import Employers
from orchestration.demo.labour import AREAS, GROUPS
from orchestration.demo.leavers import Cohort
from orchestration.demo.parameters import Parameters, between
from orchestration.demo.programmes import Groups

CELLS = (
    *("BSO Handel", "BSO Kantooradministratie", "BSO Personenzorg", "BSO Mechanica-elektriciteit", "BSO rest", "TSO"),
    "elsewhere",  # who left from another stream: in none of the report's figures, works as BSO does
)
OF_AREA = {"Handel": 0, "Personenzorg": 2, "Mechanica-elektriciteit": 3, "rest": 4}
SHAPES = ("BSO Handel", "BSO Personenzorg", "BSO Mechanica-elektriciteit", "rest", "elsewhere")
PRINTED = 3  # of the shapes; what is left of all is `rest`
SHAPE_OF_CELL = np.array([0, 0, 1, 2, 3, 3, 4])
EPSILON = 1e-9


def cells(p: Parameters, cohort: Cohort, groups: Groups) -> np.ndarray:
    cell = np.array([OF_AREA[a] for a in AREAS])[cohort.area]
    office = groups.studierichting[cohort.programme] == p["work"]["kantooradministratie"]
    cell = np.where(office, 1, cell)
    tso = (cohort.group == GROUPS.index("met")) | (cohort.group == GROUPS.index("zonder"))
    return np.where(
        tso, CELLS.index("TSO"), np.where(cohort.group == GROUPS.index("rest"), CELLS.index("elsewhere"), cell)
    )


class Shares:
    """The shares of one cohort. Rows come in pairs: who came later, and who started in quarter 1."""

    def __init__(self, p: Parameters, cohort: Cohort, cell: np.ndarray, employers: Employers):
        self.settings, self.employers_, self.cohort = p["work"], employers, cohort
        self.cell, self.shape = cell, SHAPE_OF_CELL[cell]
        started = cohort.starter & cohort.is_leaver
        self.in_cell = np.bincount(cell[started], minlength=len(CELLS))
        self.in_shape = np.bincount(self.shape[started], minlength=len(SHAPES))
        self.printed = {
            quarter: _separate_office(self.settings["committees"], quarter, self.in_cell) for quarter in (1, 8)
        }

    def _at_work(self, people: np.ndarray, of: np.ndarray, n_rows: int) -> np.ndarray:
        """Of the starters, the share that these people are, by cell or shape."""
        base = np.bincount(of[self.cohort.starter & self.cohort.is_leaver], minlength=n_rows)
        here = people[self.cohort.starter[people] & self.cohort.is_leaver[people]]
        part = np.bincount(of[here], minlength=n_rows) / np.maximum(1, base)
        return np.where(base > 0, np.maximum(part, 0.2), 0.7)

    def modes(self, working: np.ndarray, k: int) -> np.ndarray:
        at_work = self._at_work(working, self.shape, len(SHAPES))
        alone, beside = np.full(len(SHAPES), between(self.settings["self_only"], k)), self.settings["self_beside"]
        alone[:PRINTED] *= [self.settings["self_area"][shape] for shape in SHAPES[:PRINTED]]
        if self.in_shape[PRINTED]:
            left = alone[PRINTED] * self.in_shape.sum() - alone[:PRINTED] @ self.in_shape[:PRINTED]
            alone[PRINTED] = left / self.in_shape[PRINTED]
        alone, beside = np.clip(alone, 0, None) / at_work, between(beside, k) / at_work
        return np.repeat(np.stack([1 - alone - beside, alone, beside], axis=1), 2, axis=0)

    def employers(self, wage: np.ndarray, k: int) -> np.ndarray:
        """One, two and three wage employers; the printed two hold those with self-employment beside one."""
        at_work = self._at_work(wage, self.shape, len(SHAPES))
        beside = between(self.settings["self_beside"], k)
        two = max(0.0, between(self.settings["employers_2"], k) - beside) / at_work
        three = between(self.settings["employers_3"], k) / at_work
        return np.repeat(np.stack([1 - two - three, two, three], axis=1), 2, axis=0)

    def of(self, name: str, wage: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Share with a mix among wage earners, and the shares of those without."""
        printed = self.settings[name]
        table = np.array([between(printed[s], k) for s in ("alle", *SHAPES[:PRINTED])])
        at_work = self._at_work(wage, self.shape, len(SHAPES)) * 100
        # what is not a number is what the others leave
        left = at_work[:PRINTED] - np.nansum(table[1:], axis=1)
        table[1:] = np.where(np.isnan(table[1:]), np.maximum(0.0, left)[:, None], table[1:])
        total, rest = self.in_shape.sum(), table[0]
        if self.in_shape[PRINTED]:
            rest = (table[0] * total - self.in_shape[:PRINTED] @ table[1:]) / self.in_shape[PRINTED]
        percent = np.clip(np.vstack([table[1:], rest, table[0]]), 0, None) + EPSILON
        mix = np.clip(percent[:, -1] / at_work, 0, 0.9)
        alone = percent[:, :-1] / percent[:, :-1].sum(axis=1, keepdims=True)
        return np.repeat(mix, 2), np.repeat(alone, 2, axis=0)

    def committees(self, wage: np.ndarray, k: int) -> np.ndarray:
        percent = between(self.printed, k)
        rows = np.zeros((len(CELLS), len(self.employers_.committee)))
        at_work = self._at_work(wage, self.cell, len(CELLS)) * 100
        for i in range(len(CELLS)):
            row = np.zeros(rows.shape[1])
            for number, share in zip(_numbers(self.settings["committees"]), percent[i], strict=True):
                row[self.employers_.position(number)] = share / at_work[i]
            row = row / max(1.0, row.sum())
            others = np.where(row > 0, 0, self.employers_.elsewhere)
            rows[i] = row + others / others.sum() * (1 - row.sum())
        return np.repeat(rows, 2, axis=0)


def _numbers(printed: dict) -> list[int]:
    return sorted({number for by_quarter in printed.values() for q in (1, 8) for number in by_quarter[q]})


def _separate_office(printed: dict, quarter: int, in_cell: np.ndarray) -> np.ndarray:
    """Per cent of starters, cell x committee. tab_5's Handel holds tab_6's programme: the others are what is left."""
    per_cent = {name: dict(printed[name if name in printed else "BSO rest"][quarter]) for name in CELLS}
    share = in_cell[1] / max(1, in_cell[0] + in_cell[1])
    area, inside = per_cent["BSO Handel"], per_cent["BSO Kantooradministratie"]
    lowest = min(inside.values())
    for number in area:
        inside.setdefault(number, min(0.6 * lowest, area[number]))
    least = 0.6 * min(area.values())
    for number in inside:
        area[number] = max(0.0, (area.get(number, least) - share * inside[number]) / max(0.05, 1 - share))
    numbers = _numbers(printed)
    return np.array([[per_cent[name].get(number, 0.0) for number in numbers] for name in CELLS])
