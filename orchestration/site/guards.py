"""Which rules make a publication, which checks guard it, and what they last said."""

from dataclasses import dataclass
from typing import Any

from orchestration.site.figures import Figure
from orchestration.site.project import Project
from orchestration.site.release import Release

Row = dict[str, Any]


@dataclass(frozen=True)
class Guards:
    """own: its own rules, each with its newest check or None; population: those that decide whom it counts.
    others: checks on the data and models that it is made from."""

    own: list[tuple[Row, Row | None]]
    population: list[tuple[Row, Row | None]]
    others: list[Row]


def guards(figure: Figure, project: Project, release: Release) -> Guards:
    via = release.publication_rules.get(figure.name, {})
    lineage = project.lineage(figure.name)
    assets = {"publications/cells", "published/marts_duckdb"}
    assets |= {f"{model['schema']}/{model['alias']}" for model in lineage.models}
    assets |= {"/".join(dataset) for dataset in lineage.datasets}
    checks = rule_checks(release)
    rules = {row["rule"]: (row, checks.get(row["rule"])) for row in release.rules}
    return Guards(
        own=[rules[rule] for rule in via if via[rule] == "publicatie"],
        population=[rules[rule] for rule in via if via[rule] == "populatie"],
        others=[check for check in release.checks if not check["rule"] and check["asset"] in assets],
    )


def rule_checks(release: Release) -> dict[str, Row]:
    """The check of each rule, by the rule's own name where it has several."""
    names = {row["rule"]: row["name"] for row in release.rules}
    found: dict[str, Row] = {}
    for check in release.checks:
        if check["rule"] and (check["rule"] not in found or check["check_name"] == names.get(check["rule"])):
            found[check["rule"]] = check
    return found
