"""What becomes of a mutant: which check stops it, on every delivery that it changes.

Here: the order of questions and the verdict over several deliveries. Not here: how a check is run (`warehouse.py`).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.intake import find_new, take_in
from orchestration.settings import Settings
from tests.mutations.operators import Mutant, mutants
from tests.mutations.project import Check, Model, Project
from tests.mutations.unit_tests import UnitTests
from tests.mutations.warehouse import ContractError, Trial, Warehouse
from tests.oracle import deliveries

# From the least noticed to the most: over several deliveries the first counts.
SURVIVES = "survives"  # what is published changed, and no check failed
OTHER = "other check"  # a check of another rule, or of no rule
OWN = "own check"  # the check of a rule that the model is made for
STOPS = "does not build"
UNIT = "unit test only"
SAME = "equivalent"  # on no delivery is anything published changed, and no unit test fails
VERDICTS = (SURVIVES, OTHER, OWN, STOPS, UNIT, SAME)

PUBLISHED = {"marts", "publications"}


@dataclass(frozen=True)
class Delivery:
    """Arguments of the maker of small adversarial deliveries."""

    seed: int
    pupils: int = 1500
    crowds: bool = True
    adjusted: tuple[str, ...] = ()  # statements on the sources


@dataclass(frozen=True)
class Verdict:
    model: str
    mutant: str
    verdict: str
    by: str  # the check or unit test, or the delivery on which it survives

    @property
    def key(self) -> str:
        return f"{self.model} | {self.mutant}"


def all_mutants(project: Project) -> list[tuple[str, Mutant]]:
    """Of what marts and figures are made of; what compares figures with the report's print and words comes after."""
    return [
        (model.name, mutant)
        for model in project.models.values()
        if not model.is_seed and (model.schema == "marts" or "cells" in project.children[model.name])
        for mutant in mutants(model.sql)
    ]


class Court:
    """A project and the deliveries on which its mutants are tried."""

    def __init__(self, project: Project, chosen: tuple[Delivery, ...]) -> None:
        self.project = project
        self.warehouses = {delivery: built(project, delivery) for delivery in chosen}
        self.unit_tests = UnitTests(next(iter(self.warehouses.values())))

    def judge(self, model: str, mutant: Mutant) -> Verdict:
        failing = self.unit_tests.failing(model, mutant.sql)
        found: list[tuple[str, str]] = []
        for delivery, warehouse in self.warehouses.items():
            verdict, by = self._on(warehouse, self.project.models[model], mutant)
            found.append((verdict, by or f"seed {delivery.seed}"))
            if verdict == SURVIVES:
                break
        verdict, by = min(found, key=lambda one: VERDICTS.index(one[0]))
        if verdict in (SAME, SURVIVES) and failing:
            verdict, by = UNIT, failing[0]
        return Verdict(model, mutant.name, verdict, by)

    def _on(self, warehouse: Warehouse, model: Model, mutant: Mutant) -> tuple[str, str]:
        own = own_rules(model, mutant)
        try:
            with warehouse.changed(model.name, mutant.sql) as trial:
                if not trial.is_other(model.name):
                    return SAME, ""
                for check in self._checks(model, lambda check: check.rule in own):
                    if trial.fails(check):
                        return OWN, check.name
                if not self._is_published(trial):
                    return SAME, ""
                for check in self._checks(model, lambda check: check.rule not in own):
                    if trial.fails(check):
                        return OTHER, check.name
                return SURVIVES, ""
        except (duckdb.Error, ContractError) as error:
            return STOPS, type(error).__name__

    def _checks(self, model: Model, wanted: Callable[[Check], bool]) -> Iterator[Check]:
        below = self.project.children[model.name]
        return (check for check in self.project.checks if wanted(check) and check.reads & below)

    def _is_published(self, trial: Trial) -> bool:
        shown = (one.name for one in self.project.models.values() if one.schema in PUBLISHED)
        return any(trial.is_other(name) for name in shown)


def own_rules(model: Model, mutant: Mutant) -> frozenset[str]:
    """The rules of the model; of the one rule, where the column that is changed is named after it (keeps_r07)."""
    named = re.findall(r"r(\d\d)$", mutant.alias)
    return frozenset(f"R{number}" for number in named) or model.rules


def built(project: Project, delivery: Delivery) -> Warehouse:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        made = deliveries.make(delivery.seed, pupils=delivery.pupils, crowds=delivery.crowds)
        deliveries.write(settings.landing, made)
        take_in(settings, find_new(settings, hashes=False), lambda _: None)
        warehouse = Warehouse(project, settings.active, delivery.adjusted)
    failing = [check.name for check in project.checks if warehouse.fails(check)]
    if failing:
        raise RuntimeError(f"checks fail without any mutant, on {delivery}: {failing}")
    return warehouse
