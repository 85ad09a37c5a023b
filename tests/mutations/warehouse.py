"""One small delivery in memory: every model built once, and what a mutant changes built anew and taken back.

Here: DuckDB alone, without dbt and without files once it is loaded. Not here: what is a mutant, what to think of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from orchestration.settings import CHECKOUT
from tests.mutations.project import Check, Model, Project

Digest = tuple[object, ...]


class Warehouse:
    """A warehouse of the accepted files under `active`."""

    def __init__(self, project: Project, active: Path) -> None:
        self.project = project
        self.connection = duckdb.connect(config={"threads": 1, "file_search_path": str(active.parent)})
        run = self.connection.execute
        run("attach ':memory:' as warehouse")
        for schema in sorted({model.schema for model in project.models.values()} | {"sources"}):
            run(f'create schema warehouse."{schema}"')
        for table, expression in project.sources.items():
            run(f"create table warehouse.sources.{table} as from {expression}")
        for model in project.models.values():
            self.build(model, model.sql)
        self.digests = {name: self.digest(model) for name, model in project.models.items()}
        self.types = {name: self.types_of(model) for name, model in project.models.items()}

    def build(self, model: Model, sql: str) -> None:
        kind = "table" if model.is_table else "view"
        if not sql:
            sql = f"from read_csv('{CHECKOUT / 'seeds' / model.name}.csv', all_varchar = true, header = true)"
            sql = f"select * replace (cast(waarde as double) as waarde) {sql}" if model.name == "published_values" else sql
        self.connection.execute(f"create or replace {kind} {model.relation} as {sql}")

    def digest(self, model: Model) -> Digest:
        """The same for the same rows in any order."""
        query = f"select count(*), sum(hash(rows)), bit_xor(hash(rows)) from {model.relation} as rows"
        return self.connection.execute(query).fetchone() or ()

    def types_of(self, model: Model) -> list[tuple[str, str]]:
        rows = self.connection.execute(f"describe {model.relation}").fetchall()
        return [(name, type_) for name, type_, *_ in rows]

    def fails(self, check: Check) -> bool:
        row = self.connection.execute(check.sql).fetchone()
        return row is not None and (check.rule is None or row[0] > 0) if not _is_counting(check) else row[0] > 0

    @contextmanager
    def changed(self, model: str, sql: str) -> Iterator[Trial]:
        """The warehouse with another query for one model, for as long as the block lasts.

        Raises:
            duckdb.Error: the query does not run, or another model no longer does.
        """
        self.connection.execute("begin")
        try:
            yield Trial(self, model, sql)
        finally:
            self.connection.execute("rollback")


def _is_counting(check: Check) -> bool:
    """Checks under dbt_project/tests/ tell how many; those of the YAML files return the rows that are wrong."""
    return not check.name.startswith("unique_key")


class ContractError(Exception):
    """A column has another type than its contract says: dbt stops there."""


class Trial:
    """One mutant in one warehouse. Models are rebuilt when they are asked for, and only below a real change."""

    def __init__(self, warehouse: Warehouse, model: str, sql: str) -> None:
        self.warehouse = warehouse
        self.project = warehouse.project
        self.below = self.project.children[model]
        self.differs: dict[str, bool] = {}
        self._build(self.project.models[model], sql)

    def is_other(self, name: str) -> bool:
        """The model has other rows than without the mutant."""
        if name not in self.below:
            return False
        if name not in self.differs:
            model = self.project.models[name]
            if any([self.is_other(parent) for parent in model.parents]):
                self._build(model, model.sql)
            else:
                self.differs[name] = False
        return self.differs[name]

    def fails(self, check: Check) -> bool:
        return any([self.is_other(name) for name in check.reads]) and self.warehouse.fails(check)

    def _build(self, model: Model, sql: str) -> None:
        self.warehouse.build(model, sql)
        has_contract = model.schema in {"cohort", "marts"} or model.name == "cells"
        if has_contract and self.warehouse.types_of(model) != self.warehouse.types[model.name]:
            raise ContractError(model.name)
        self.differs[model.name] = self.warehouse.digest(model) != self.warehouse.digests[model.name]
