"""What a publication is made of, from dbt's manifest: models, datasets and the checks that guard them.

Not here: its rules, which are a relation of the release (reference.publication_rules).
"""

from dataclasses import dataclass
from typing import Any

from orchestration.errors import QueryError

LAYERS = ("publications", "marts", "cohort", "staging", "reference")


@dataclass(frozen=True)
class Lineage:
    """models: nodes of the manifest, nearest layer first; datasets: (agency, dataset); checks: names of the dbt
    tests on any of the models."""

    models: tuple[dict[str, Any], ...]
    datasets: tuple[tuple[str, str], ...]
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
        checks=frozenset(checks),
    )


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
