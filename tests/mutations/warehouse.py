"""One small delivery in memory: every model built once, and what a mutant changes built anew and taken back.

Here: DuckDB alone, without dbt and without files once it is loaded. Not here: what is a mutant, what to think of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tests.mutations.project import Check, Model, Project

Digest = tuple[object, ...]


class Warehouse:
    """A warehouse of the accepted files under `active`. adjusted: statements on its sources, run before the models."""

    def __init__(self, project: Project, active: Path, adjusted: Iterable[str] = ()) -> None:
        self.project = project
        self.connection = duckdb.connect(config={"threads": 1, "file_search_path": str(active.parent)})
        run = self.connection.execute
        run("attach ':memory:' as warehouse")
        for schema in sorted({model.schema for model in project.models.values()} | {"sources"}):
            run(f'create schema warehouse."{schema}"')
        for table, expression in project.sources.items():
            run(f"create table warehouse.sources.{table} as from {expression}")
        for statement in adjusted:
            run(statement)
        for model in project.models.values():
            self.build(model, model.sql)
        self.digests = {name: self.digest(model) for name, model in project.models.items()}
        self.types = {name: self.types_of(model) for name, model in project.models.items()}

    def build(self, model: Model, sql: str) -> None:
        kind = "table" if model.is_table else "view"
        self.connection.execute(f"create or replace {kind} {model.relation} as {sql}")

    def digest(self, model: Model) -> Digest:
        """The same for the same rows in any order."""
        query = f"select count(*), sum(hash(rows)), bit_xor(hash(rows)) from {model.relation} as rows"
        return self.connection.execute(query).fetchone() or ()

    def types_of(self, model: Model) -> list[tuple[str, str]]:
        rows = self.connection.execute(f"describe {model.relation}").fetchall()
        return [(name, type_) for name, type_, *_ in rows]

    def fails(self, check: Check) -> bool:
        """A check under dbt_project/tests/ tells how many rows are wrong, one of a YAML file returns them."""
        row = self.connection.execute(check.sql).fetchone()
        return row is not None and (check.name.startswith("unique_key") or row[0] > 0)

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
            self.differs[name] = False
            if self._any_other(model.parents):
                self._build(model, model.sql)
        return self.differs[name]

    def fails(self, check: Check) -> bool:
        return self._any_other(check.reads) and self.warehouse.fails(check)

    def _any_other(self, names: Iterable[str]) -> bool:
        # each is asked: what is not rebuilt would be read as it was
        return any([self.is_other(name) for name in names])  # noqa: C419

    def _build(self, model: Model, sql: str) -> None:
        self.warehouse.build(model, sql)
        has_contract = model.schema in {"cohort", "marts"} or model.name == "cells"
        if has_contract and self.warehouse.types_of(model) != self.warehouse.types[model.name]:
            raise ContractError(model.name)
        self.differs[model.name] = self.warehouse.digest(model) != self.warehouse.digests[model.name]
