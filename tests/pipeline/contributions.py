"""Counts what `wpl explain --rows` finds behind every cell of a warehouse, and compares it with the cells."""

from pathlib import Path
from typing import Any

from orchestration.explain.contributions import KEY, Contributions, working_database
from orchestration.explain.lineage import publications
from orchestration.settings import Settings
from orchestration.warehouse.project import manifest

Differences = dict[str, list[tuple]]


def differences(data: Path, changed: dict[str, dict[str, Any]] | None = None) -> tuple[Differences, set[str]]:
    """Per publication the cells of which other numbers are found; and the publications that were looked at.

    changed: by publication, what to put in the place of its `meta.counts`.
    """
    settings = Settings(data=data)
    parsed = manifest(settings)
    found: Differences = {}
    seen = set()
    with working_database(settings) as connection:
        for name, node in publications(parsed).items():
            if changed is not None:
                if name not in changed:
                    continue
                node["config"]["meta"]["counts"] |= changed[name]
            contributions = Contributions(settings, parsed, connection, node)
            counted = {part: contributions.count(part) for part in ("aantal", "noemer")}
            columns = ", ".join(KEY)
            rows = connection.execute(
                f"select {columns}, aantal, noemer from publications.cells where publicatie = ?", [name]
            ).fetchall()
            for *key, aantal, noemer in rows:
                seen.add(name)
                pair = (counted["aantal"].get(tuple(key), 0), counted["noemer"].get(tuple(key), 0))
                if pair != (aantal, noemer):
                    found.setdefault(name, []).append((*key, aantal, noemer, *pair))
    return found, seen
