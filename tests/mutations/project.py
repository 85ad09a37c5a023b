"""The models, checks and unit tests of the dbt project, compiled once.

Here: reading them out of dbt's manifest and compiled SQL. Not here: running any of it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from orchestration.checks_catalogue import describe
from orchestration.contracts import load_contracts
from orchestration.intake.store import show_active
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.project import manifest, parsed_manifest
from orchestration.warehouse.runner import invoke


@dataclass(frozen=True)
class Model:
    """A model or seed. rules: those that it is made for. alias: the name of its table."""

    name: str
    alias: str
    schema: str
    is_seed: bool
    is_table: bool
    rules: frozenset[str]
    parents: tuple[str, ...]
    sql: str

    @property
    def relation(self) -> str:
        return f'"warehouse"."{self.schema}"."{self.alias}"'


@dataclass(frozen=True)
class Check:
    """A dbt test of severity error. rule: of a rule check, which says in its first row how much is wrong."""

    name: str
    rule: str | None
    reads: frozenset[str]
    sql: str


@dataclass(frozen=True)
class UnitTest:
    """One dbt unit test: rows given per model that it reads, rows expected."""

    name: str
    model: str
    given: Mapping[str, Any]
    expected: Any


@dataclass(frozen=True)
class Project:
    """models: in the order in which they can be built; sources: table by the expression that reads it."""

    models: Mapping[str, Model]
    checks: tuple[Check, ...]
    unit_tests: tuple[UnitTest, ...]
    sources: Mapping[str, str]

    @cached_property
    def children(self) -> Mapping[str, frozenset[str]]:
        """Everything that is built from a model, however indirectly, itself included."""
        below: dict[str, set[str]] = {name: {name} for name in self.models}
        for model in reversed(self.models.values()):
            for parent in model.parents:
                below[parent] |= below[model.name]
        return {name: frozenset(found) for name, found in below.items()}


def load(dbt_project: Path = CHECKOUT / "dbt_project") -> Project:
    """Compile the project against a warehouse without any data."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), dbt_project=dbt_project)
        show_active(settings, load_contracts(settings.sources).values(), [])
        parsed = manifest(settings)
        done = invoke(
            settings,
            ["compile", "--exclude", "test_type:unit", "--no-write-json"],
            target=Path(folder) / "target",
            manifest=parsed_manifest(settings),
        )
        if not done.success:
            raise RuntimeError(f"dbt cannot compile {dbt_project}: {done.exception}")
        compiled = {each.node.unique_id: each.node.compiled_code for each in done.result if each.node.compiled_code}
    return _project(parsed, compiled)


def _project(parsed: dict[str, Any], compiled: dict[str, str]) -> Project:
    tables = [(node["source_name"], node["name"]) for node in parsed["sources"].values()]
    sources = {
        f"read_parquet('active/{agency}/{dataset}/*.parquet')": f"{agency}__{dataset}"
        for agency, dataset in tables
        if agency != "intake"
    } | {"read_parquet('active/files.parquet')": "intake__files"}
    nodes = parsed["nodes"]

    def names(node: dict[str, Any]) -> tuple[str, ...]:
        return tuple(nodes[parent]["name"] for parent in node["depends_on"]["nodes"] if parent in nodes)

    def sql_of(unique_id: str) -> str:
        sql = compiled.get(unique_id, "").strip()
        for expression, table in sources.items():
            sql = sql.replace(expression, f'"warehouse"."sources"."{table}"')
        return sql

    models, checks = {}, []
    for unique_id, node in nodes.items():
        if node["resource_type"] in {"model", "seed"}:
            models[node["name"]] = Model(
                name=node["name"],
                alias=node["alias"],
                schema=node["schema"],
                is_seed=node["resource_type"] == "seed",
                is_table=node["config"]["materialized"] != "view" or node["schema"] == "publications",
                rules=frozenset({*_rules(node["description"]), *node["config"]["meta"].get("rules", [])}),
                parents=names(node) if node["resource_type"] == "model" else (),
                sql=sql_of(unique_id) or _reading(node),
            )
        elif describe(node["name"]).severity == "error":
            rule = re.match(r"R\d\d", node["name"])
            reads = frozenset(names(node))
            checks.append(Check(node["name"], rule and rule[0], reads, sql_of(unique_id)))
    unit_tests = [
        UnitTest(
            name=test["name"],
            model=test["model"],
            given={re.findall(r"'(\w+)'", given["input"])[-1]: given["rows"] for given in test["given"]},
            expected=test["expect"]["rows"],
        )
        for test in parsed["unit_tests"].values()
    ]
    checks.sort(key=lambda check: check.name)
    return Project(_in_order(models), tuple(checks), tuple(unit_tests), {b: a for a, b in sources.items()})


def _reading(seed: dict[str, Any]) -> str:
    types = "".join(f", '{name}': '{type_}'" for name, type_ in seed["config"]["column_types"].items())
    path = CHECKOUT / "seeds" / f"{seed['name']}.csv"
    return f"select * from read_csv('{path}', header = true, types = {{{types[2:]}}})"


def _rules(description: str) -> set[str]:
    """R03-R11 is nine rules."""
    stated = description.partition("Rules:")[2]
    ranges = re.findall(r"R(\d\d)-R(\d\d)", stated)
    found = {f"R{number:02d}" for first, last in ranges for number in range(int(first), int(last) + 1)}
    return found | set(re.findall(r"R\d\d", stated))


def _in_order(models: dict[str, Model]) -> dict[str, Model]:
    ordered: dict[str, Model] = {}

    def add(name: str) -> None:
        for parent in models[name].parents:
            if parent not in ordered:
                add(parent)
        ordered.setdefault(name, models[name])

    for name in models:
        add(name)
    return ordered
