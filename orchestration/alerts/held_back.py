"""Which publications rest on an asset, by the dbt manifest.

Here: the way downstream. Not here: what is held back and why (`message.py`).
"""

import re
from collections.abc import Mapping
from typing import Any

KINDS = ("fig", "tab", "txt", "ext")  # the ones that people know first
PUBLICATION = re.compile(rf"({'|'.join(KINDS)})_\w+")


def publications_of(manifest: Mapping[str, Any], asset: str) -> list[str]:
    """Names of the figures, tables and texts made from it; all of them for an asset that dbt does not know."""
    nodes = {**manifest["nodes"], **manifest["sources"]}
    named = {unique_id for unique_id, node in nodes.items() if _asset(node) == asset}
    reached = _downstream(manifest["child_map"], named) if named else set(nodes)
    names = [
        node["name"]
        for unique_id, node in nodes.items()
        if unique_id in reached and node["resource_type"] == "model" and PUBLICATION.fullmatch(node["name"])
    ]
    return sorted(names, key=lambda name: (KINDS.index(name[:3]), name))


def _asset(node: Mapping[str, Any]) -> str | None:
    if node["resource_type"] == "source":
        return "/".join(node["config"]["meta"]["dagster"]["asset_key"])
    if node["resource_type"] in {"model", "seed"}:
        return f"{node['schema']}/{node['name']}"
    return None


def _downstream(children: Mapping[str, list[str]], start: set[str]) -> set[str]:
    reached, ahead = set(start), list(start)
    while ahead:
        new = set(children.get(ahead.pop(), ())) - reached
        reached |= new
        ahead += new
    return reached
