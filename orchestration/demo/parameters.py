"""The population's parameters: reads `population.yml` and spreads its numbers over the years.

What the numbers are belongs in the YAML file; what is done with them belongs in the modules that make the data.
"""

import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml

HERE = Path(__file__).resolve().parent
THREE_AREAS = ("Handel", "Personenzorg", "Mechanica-elektriciteit")


@dataclass(frozen=True)
class Parameters:
    """The population at one scale and seed; a large one is made in blocks of about the report's size."""

    values: dict[str, Any]
    scale: float  # of this block
    seed: int
    block: int = 0
    n_blocks: int = 1

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    @cached_property
    def years(self) -> np.ndarray:
        """Start years of all school years, the extra one included."""
        first, last = self.values["years"]
        return np.arange(first, last + 1)

    def per_year(self, value: float | list[float] | dict[int, float]) -> np.ndarray:
        """One number per school year: a constant, a full list, or anchors with a straight line in between."""
        if isinstance(value, dict):
            return np.interp(self.years, list(value), list(value.values()))
        if isinstance(value, list):
            if len(value) != len(self.years):
                raise ValueError(f"{len(self.years)} values expected, one per school year, not {len(value)}")
            return np.asarray(value, dtype=float)
        return np.full(len(self.years), float(value))

    def sized(self, number: float) -> int:
        """A number of the report's size at the scale of this demo."""
        return round(number * self.scale)

    def rng(self, *labels: str | int) -> np.random.Generator:
        """A generator of its own for every purpose, so that one more draw here moves nothing there."""
        return self.rng_of_all(*labels, *([f"block {self.block}"] if self.block else []))

    def rng_of_all(self, *labels: str | int) -> np.random.Generator:
        """One that is the same in every block."""
        return np.random.default_rng([self.seed, zlib.crc32("/".join(map(str, labels)).encode())])

    def number(self, within: np.ndarray) -> np.ndarray:
        """Numbers from 0 that are distinct within a block, made distinct over all blocks."""
        return within * self.n_blocks + self.block


def load_parameters(scale: float, seed: int) -> Parameters:
    """The population in one block."""
    values = yaml.safe_load((HERE / "population.yml").read_text(encoding="utf-8"))
    return Parameters(values=values, scale=scale, seed=seed)


def in_blocks(whole: Parameters) -> list[Parameters]:
    n = max(1, round(whole.scale))
    return [replace(whole, scale=whole.scale / n, block=block, n_blocks=n) for block in range(n)]


def schooljaar(start: int) -> str:
    return f"{start}-{start + 1}"


def by_area(table: dict[str, float], area: str) -> float:
    """A value by study area, with `rest` for the areas that are not named."""
    return table[area] if area in table else table["rest"]


def between(table: dict[int, float | list[float]], k: int) -> np.ndarray:
    """Value in quarter k (from 0): linear from quarter 1 to quarter 8, and as in quarter 8 later."""
    weight = min(k, 7) / 7
    return np.asarray(table[1]) * (1 - weight) + np.asarray(table[8]) * weight
