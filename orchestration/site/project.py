"""What the dbt project says of a publication or a rule: its models, SQL, tiny examples and parameters.

From the manifest, the same that a refresh ran; nothing is parsed a second time but the comments of the parameters.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from orchestration.explain.lineage import Lineage, lineage
from orchestration.settings import Settings


@dataclass(frozen=True)
class Example:
    """A unit test: input tables and the rows that must come out."""

    name: str
    description: str
    model: str
    given: list[tuple[str, list[str], list[list[str]]]]
    expected: tuple[list[str], list[list[str]]]


@dataclass(frozen=True)
class Parameter:
    name: str
    value: str
    meaning: str


class Project:
    def __init__(self, settings: Settings, manifest: dict[str, Any]):
        self.settings = settings
        self.manifest = manifest
        self.nodes = manifest["nodes"]
        self.unit_tests = manifest["unit_tests"]
        self._models = {node["name"]: key for key, node in self.nodes.items() if node["resource_type"] == "model"}

    def sql(self, model: str) -> str:
        return self.nodes[self._models[model]]["raw_code"].strip()

    def path(self, model: str) -> str:
        return "dbt_project/" + self.nodes[self._models[model]]["original_file_path"]

    def lineage(self, model: str) -> Lineage:
        return lineage(self.manifest, self.nodes[self._models[model]])

    @cached_property
    def examples(self) -> dict[str, list[Example]]:
        """The unit tests of each rule that their name gives."""
        found: dict[str, list[Example]] = {}
        for test in sorted(self.unit_tests.values(), key=lambda test: test["name"]):
            for rule in re.findall(r"R\d\d", test["name"]):
                found.setdefault(rule, []).append(_example(test))
        return found

    @cached_property
    def parameters(self) -> dict[str, list[Parameter]]:
        """By rule: the variables of dbt_project.yml whose comment begins with the rule."""
        text = (self.settings.dbt_project / "dbt_project.yml").read_text(encoding="utf-8")
        found: dict[str, list[Parameter]] = {}
        for name, value, rule, meaning in re.findall(r"^  (\w+): +(.+?) +# (R\d\d): (.+)$", text, flags=re.M):
            found.setdefault(rule, []).append(Parameter(name, value.strip('"'), meaning))
        return found


def _example(test: dict[str, Any]) -> Example:
    given = [
        (re.sub(r"^(ref|source)\(|['\")]", "", part["input"]), *_rows(part["rows"]))
        for part in test["given"]
        if part["rows"]
    ]
    return Example(test["name"], test["description"], test["model"], given, _rows(test["expect"]["rows"]))


def _rows(rows: Any) -> tuple[list[str], list[list[str]]]:
    if not isinstance(rows, list):  # rows as SQL are no table
        return [], []
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return columns, [["" if row.get(column) is None else str(row[column]) for column in columns] for row in rows]
