"""Schools: the dataset `instellingen`, and which school a pupil goes to.

Every school is plainly invented: a number of the series 9xxxxx and a name like `Demoschool 001`.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.demo.parameters import THREE_AREAS, Parameters
from orchestration.demo.programmes import Groups

PROVIDERS = ("VOLTIJDS", "DBSO", "SYNTRA", "BUSO")
PROVINCES = (
    "Antwerpen",
    "Limburg",
    "Oost-Vlaanderen",
    "Vlaams-Brabant",
    "West-Vlaanderen",
    "Brussels Hoofdstedelijk Gewest",
)
NAMES = {
    "VOLTIJDS": "Demoschool",
    "DBSO": "Democentrum deeltijds",
    "SYNTRA": "Democampus leertijd",
    "BUSO": "Demoschool BuSO",
}


@dataclass(frozen=True)
class Schools:
    number: np.ndarray
    provider: np.ndarray  # position in PROVIDERS
    size: np.ndarray
    offers: np.ndarray  # school x area
    dual: np.ndarray  # has dual pupils

    def draw(self, provider: int, area: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A school of that provider with the area, larger ones more often."""
        result = np.empty(len(area), dtype=np.int32)
        mine = np.flatnonzero(self.provider == provider)
        for a in np.unique(area):
            here = np.flatnonzero(area == a)
            weight = np.cumsum(self.size[mine] * self.offers[mine, a])
            result[here] = mine[np.searchsorted(weight, rng.random(len(here)) * weight[-1], side="right")]
        return result


def make_schools(parameters: Parameters, groups: Groups) -> Schools:
    rng = parameters.rng("schools")
    settings = parameters["schools"]
    columns: list[tuple[np.ndarray, ...]] = []
    for position, provider in enumerate(PROVIDERS):
        smallest = settings["smallest"] if provider == "VOLTIJDS" else 4
        n = max(smallest, parameters.sized(settings[provider]["number"]))
        size = np.clip(rng.lognormal(0.0, settings["spread"], n), 0.25, 5.0)
        offers = rng.random((n, len(groups.areas))) < (0.25 if provider == "VOLTIJDS" else 1.0)
        if provider == "VOLTIJDS":
            main = np.isin(groups.areas, THREE_AREAS)
            offers[:, main] = rng.random((n, main.sum())) < 0.55
            has_main = np.arange(n) < round(n * settings[provider]["three_areas"])
            lacking = has_main & ~offers[:, main].any(axis=1)
            offers[lacking, np.flatnonzero(main)[rng.integers(0, main.sum(), lacking.sum())]] = True
            offers[np.ix_(~has_main, np.flatnonzero(main))] = False
            # every area has a school, and every school an area that is large enough to fill it
            offers[rng.integers(0, n, len(groups.areas)), np.arange(len(groups.areas))] |= ~main
            offers[~has_main, groups.areas.index("Sport")] = True
        wanted = max(1, parameters.sized(parameters["dual_units"][provider]["schools"]))
        dual = np.zeros(n, dtype=bool)
        dual[np.argsort(-size)[:wanted]] = True
        columns.append((np.full(n, position), size, offers, dual))
    provider, size, offers, dual = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    number = 900001 + 11 * parameters.number(rng.permutation(len(size)))
    return Schools(number, provider, size, offers, dual)


def schools_table(schools: Schools, parameters: Parameters) -> dict[str, np.ndarray]:
    """The rows of `instellingen`."""
    rng = parameters.rng("schools", "table")
    n = len(schools.number)
    within = np.concatenate([np.arange((schools.provider == p).sum()) for p in range(len(PROVIDERS))])
    provider = np.array(PROVIDERS)[schools.provider]
    counter = 1 + parameters.number(within)
    return {
        "instellingsnummer": schools.number,
        "naam": np.array(
            [f"{NAMES[p]} {i:03d} (fictief, één van de demo)" for p, i in zip(provider, counter, strict=True)]
        ),
        "net": np.array(["GO", "VGO", "OGO"])[rng.choice(3, n, p=[0.2, 0.68, 0.12])],
        "provincie": np.array(PROVINCES)[rng.choice(6, n, p=[0.27, 0.14, 0.22, 0.14, 0.2, 0.03])],
        "aanbieder": provider,
    }
