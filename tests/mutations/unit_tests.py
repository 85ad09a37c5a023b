"""dbt's unit tests without dbt: the rows given become tables, the model's query runs on them, the rows are compared.

Here: one in-memory database per unit test, so that a mutant costs it one query. That they pass under dbt itself is
the matter of tests/rules/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from tests.mutations.project import UnitTest
from tests.mutations.warehouse import Warehouse


class UnitTests:
    """All unit tests, with tables of the types that the warehouse has."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self.prepared: dict[str, list[tuple[UnitTest, duckdb.DuckDBPyConnection]]] = {}
        for test in warehouse.project.unit_tests:
            self.prepared.setdefault(test.model, []).append((test, self._prepare(test)))

    def _prepare(self, test: UnitTest) -> duckdb.DuckDBPyConnection:
        project = self.warehouse.project
        connection = duckdb.connect(config={"threads": 1})
        connection.execute("attach ':memory:' as warehouse")
        for schema in {model.schema for model in project.models.values()}:
            connection.execute(f'create schema warehouse."{schema}"')
        for name, rows in test.given.items():
            self._fill(connection, project.models[name].relation, self.warehouse.types[name], rows)
        expected = [part for part in self.warehouse.types[test.model] if part[0] in _columns(test.expected)]
        self._fill(connection, "warehouse.expected", expected, test.expected)
        return connection

    @staticmethod
    def _fill(connection: duckdb.DuckDBPyConnection, table: str, types: list[tuple[str, str]], rows: Any) -> None:
        columns = ", ".join(f'"{name}" {type_}' for name, type_ in types)
        connection.execute(f"create table {table} ({columns})")
        if isinstance(rows, str):
            connection.execute(f"insert into {table} by name {rows}")
            return
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            values = [None if value in ("", None) else str(value) for value in row.values()]
            connection.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(values))})", values)

    def failing(self, model: str, sql: str) -> list[str]:
        """The unit tests of the model that fail when this is its query."""
        return [test.name for test, connection in self.prepared.get(model, []) if not _passes(test, connection, sql)]


def _columns(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    return {name for row in rows for name in row}


def _passes(test: UnitTest, connection: duckdb.DuckDBPyConnection, sql: str) -> bool:
    names = ", ".join(name for name, *_ in connection.execute("describe warehouse.expected").fetchall())
    found, expected = f"select {names} from ({sql})", f"select {names} from warehouse.expected"
    query = f"({found} except all {expected}) union all ({expected} except all {found})"
    try:
        return connection.execute(query).fetchone() is None
    except duckdb.Error:
        return False
