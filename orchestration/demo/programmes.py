"""Study programmes as administrative groups: the dataset `administratieve_groepen`, and which group follows which.

The programmes themselves, with their weights, are in `programmes.csv`; who is enrolled in them is in `pupils`.
"""

import csv
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from orchestration.demo.parameters import HERE, Parameters
from orchestration.demo.quota import largest_remainder

AANLOOP_GROUPS = 10  # programmes that have a dual starting phase; own assumption


@dataclass(frozen=True)
class Groups:
    """The administrative groups, one array per characteristic; everything else refers to them by position."""

    number: np.ndarray
    studierichting: np.ndarray
    onderwijsvorm: np.ndarray
    leerjaar: np.ndarray
    studiegebied: np.ndarray
    soort: np.ndarray
    stageverplichting: np.ndarray
    duaal: np.ndarray
    aanloopfase: np.ndarray
    weight: np.ndarray
    areas: list[str] = field(default_factory=list)

    @cached_property
    def area(self) -> np.ndarray:
        return np.searchsorted(self.areas, self.studiegebied)

    def of_stream(self, wanted: dict[str, Any]) -> np.ndarray:
        """The groups that a stream of `population.yml` may use."""
        mask = (self.duaal == wanted.get("duaal", False)) & (self.aanloopfase == wanted.get("aanloopfase", False))
        for column in ("onderwijsvorm", "leerjaar", "soort"):
            if column in wanted:
                value = wanted[column]
                mask &= np.isin(getattr(self, column), value if isinstance(value, list) else [value])
        if wanted.get("duaal") and "soort" not in wanted:
            mask &= self.soort == "gewoon"
        return np.flatnonzero(mask)


def load_groups(parameters: Parameters) -> Groups:
    with (HERE / "programmes.csv").open(encoding="utf-8", newline="") as file:
        programmes = list(csv.DictReader(file))
    rows: list[tuple] = []
    n_aanloop = 0
    for p in programmes:
        first, last = int(p["leerjaren"][0]), int(p["leerjaren"][-1])
        for leerjaar in range(first, last + 1):
            # in the full-time forms the fifth year is free of it
            obliged = p["stageverplichting"] == "J" and leerjaar >= 6
            row = (p["studierichting"], p["onderwijsvorm"], leerjaar, p["studiegebied"], p["soort"], obliged)
            weight = float(p["gewicht"])
            rows.append((*row, False, False, weight))
            if p["duaal"] == "J":
                rows.append((*row, True, False, weight))
                if leerjaar == 5 and p["onderwijsvorm"] == "BSO" and n_aanloop < AANLOOP_GROUPS:
                    n_aanloop += 1
                    rows.append((*row, True, True, weight))
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    # a shuffled, gapped number: the order of the numbers, which the tie-break uses, means nothing
    numbers = 1000 + 7 * parameters.rng_of_all("group numbers").permutation(len(rows))
    groups = Groups(
        numbers,
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        columns[6],
        columns[7],
        columns[8],
        sorted(set(columns[3])),
    )
    return groups


def entry_weights(
    groups: Groups, candidates: np.ndarray, shares: dict[str, dict[str, float]], dual: bool
) -> np.ndarray:
    """Weight of each candidate group for a newcomer: share of the area in the form times weight within the area."""
    weight = np.zeros(len(candidates))
    for form in np.unique(groups.onderwijsvorm[candidates]):
        of_form = groups.onderwijsvorm[candidates] == form
        table = shares["dual"] if dual else shares.get(form, {})
        for area in np.unique(groups.studiegebied[candidates[of_form]]):
            here = of_form & (groups.studiegebied[candidates] == area)
            inside = groups.weight[candidates[here]]
            # forms without a table of areas (ASO, KSO, Se-n-Se) go by the weight of the programme alone
            share = table.get(area, 1.0) if table else inside.sum()
            weight[here] = share * inside / inside.sum()
    return weight


def spread(n: int, candidates: np.ndarray, weight: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """n newcomers over the candidate groups, in exact proportion, in random order."""
    counts = largest_remainder(np.array([n]), weight[None, :])[0]
    return rng.permutation(np.repeat(candidates, counts))


def same_programme(groups: Groups, candidates: np.ndarray) -> np.ndarray:
    """For every group the candidate with the same programme, a year further or in the same year; -1: none."""
    names = {(groups.studierichting[c], groups.leerjaar[c]): c for c in candidates}
    same = np.full(len(groups.number), -1)
    for g, (name, leerjaar) in enumerate(zip(groups.studierichting, groups.leerjaar, strict=True)):
        same[g] = names.get((name, leerjaar + 1), names.get((name, leerjaar), -1))
    return same


def follow(
    previous: np.ndarray, candidates: np.ndarray, weight: np.ndarray, groups: Groups, rng: np.random.Generator
) -> np.ndarray:
    """The group after `previous`: the same programme where there is one, else one of the same area, else any."""
    result = same_programme(groups, candidates)[previous]
    area = groups.area
    for a in np.unique(area[previous[result < 0]]):
        to_place = np.flatnonzero((result < 0) & (area[previous] == a))
        here = np.flatnonzero(area[candidates] == a)
        here = here if len(here) else np.arange(len(candidates))
        result[to_place] = spread(len(to_place), candidates[here], weight[here], rng)
    return result


def area_cells(groups: Groups, group: np.ndarray, table: dict[str, float]) -> np.ndarray:
    """For each group the position of its study area in a table by area; `rest` is for those that are not named."""
    names = list(table)
    of_area = np.array([names.index(a) if a in table else names.index("rest") for a in groups.areas])
    return of_area[groups.area[group]]


def groups_table(groups: Groups) -> dict[str, np.ndarray]:
    """The rows of `administratieve_groepen`."""
    graad = np.where(groups.leerjaar >= 5, 3, 2)
    variant = np.where(groups.aanloopfase, " aanloopfase", np.where(groups.duaal, " duaal", ""))
    naming = zip(groups.leerjaar, groups.onderwijsvorm, groups.studierichting, variant, strict=True)
    return {
        "administratieve_groep": groups.number,
        "benaming": np.array([f"{jaar} {vorm} {richting}{v}" for jaar, vorm, richting, v in naming]),
        "onderwijsvorm": groups.onderwijsvorm,
        "graad": graad,
        "leerjaar": groups.leerjaar,
        "studiegebied": groups.studiegebied,
        "studierichting": groups.studierichting,
        "stageverplichting": groups.stageverplichting,
        "duaal": groups.duaal,
        "aanloopfase": groups.aanloopfase,
        "naamloos": groups.soort == "naamloos",
        "se_n_se": groups.soort == "se_n_se",
    }
