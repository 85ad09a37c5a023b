"""What a publication is made of, from dbt's manifest: models, datasets, rules and the checks that guard them."""

import re
from dataclasses import dataclass
from typing import Any

from orchestration.errors import QueryError

LAYERS = ("publications", "marts", "cohort", "staging", "reference")

# What a population's name stands for, where a model's description names it (R10: in this order).
POPULATIONS = {"P_STAGE": "R01-R08", "P_GOAL": "R01-R09", "P_OBL": "R01-R09", "P_DUAL": "R01-R03"}


@dataclass(frozen=True)
class Lineage:
    """models: nodes of the manifest, nearest layer first; datasets: (agency, dataset); rules: R01 ... R72;
    checks: names of the dbt tests on any of the models."""

    models: tuple[dict[str, Any], ...]
    datasets: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    checks: frozenset[str]


def publications(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every publication by its name: the models that `cells` adds together, in the order of the report."""
    nodes = manifest["nodes"].values()
    return {node["name"]: node for node in sorted(nodes, key=_name) if "counts" in node["config"].get("meta", {})}


def publication(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    """
    Raises:
        QueryError: there is no such publication.
    """
    known = publications(manifest)
    if name not in known:
        raise QueryError(f"no publication {name!r}; there are: {', '.join(known)}")
    return known[name]


def lineage(manifest: dict[str, Any], node: dict[str, Any]) -> Lineage:
    above = _ancestors(manifest, node["unique_id"])
    models = [manifest["nodes"][name] for name in above if name in manifest["nodes"]]
    sources = [manifest["sources"][name] for name in above if name in manifest["sources"]]
    delivered = {(each["source_name"], each["name"]) for each in sources if each["source_name"] != "intake"}
    checks = {
        test["name"]
        for test in manifest["nodes"].values()
        if test["resource_type"] == "test" and _guarded(test) & {model["name"] for model in models}
    }
    return Lineage(
        models=tuple(sorted(models, key=lambda model: (LAYERS.index(model["schema"]), model["name"]))),
        datasets=tuple(sorted(delivered)),
        rules=tuple(sorted({rule for model in models for rule in rules_in(model["description"])})),
        checks=frozenset(checks),
    )


def rules_in(description: str) -> list[str]:
    """The rules that a description names after `Rules:`, ranges and populations told out."""
    named = description.partition("Rules:")[2].split(". ")[0]
    for population, rules in POPULATIONS.items():
        named = re.sub(rf"\b{population}\w*", rules, named)
    found = []
    for first, last in re.findall(r"R(\d\d)(?:-R?(\d\d))?", named):
        found += [f"R{number:02}" for number in range(int(first), int(last or first) + 1)]
    return found


def _ancestors(manifest: dict[str, Any], unique_id: str) -> list[str]:
    found, todo = [], [unique_id]
    while todo:
        name = todo.pop()
        if name not in found:
            found.append(name)
            todo += manifest["parent_map"].get(name, [])
    return found


def _guarded(test: dict[str, Any]) -> set[str]:
    """Names of the models that a dbt test is about: of several that it reads, the one that its meta names."""
    named = test["config"]["meta"].get("dagster", {}).get("ref", {}).get("name")
    if named:
        return {named}
    return {parent.split(".")[2] for parent in test["depends_on"]["nodes"]}


def _name(node: dict[str, Any]) -> tuple:
    kind, _, number = node["name"].partition("_")
    return (("fig", "tab", "txt", "ext").index(kind) if kind in ("fig", "tab", "txt", "ext") else 9, number)
