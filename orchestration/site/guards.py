"""Which rules make a publication, which checks guard it, and what they last said."""

from dataclasses import dataclass
from typing import Any

from orchestration.site.figures import Figure
from orchestration.site.project import Project
from orchestration.site.release import Release

Row = dict[str, Any]


@dataclass(frozen=True)
class Guards:
    """rules: (rule, its newest check or None); below: those of the models that it is made from, which make the
    population. others: checks on the data and models that it is made from."""

    rules: list[tuple[Row, Row | None]]
    below: list[tuple[Row, Row | None]]
    others: list[Row]


def rules_of(figure: Figure, project: Project) -> list[str]:
    """Of its population and of its model, in order."""
    return sorted({*figure.population.rules, *project.rules_named(figure.name)})


def guards(figure: Figure, project: Project, release: Release) -> Guards:
    named = rules_of(figure, project)
    lineage = project.lineage(figure.name)
    assets = {"publications/cells", "published/marts_duckdb"}
    assets |= {f"{model['schema']}/{model['alias']}" for model in lineage.models}
    assets |= {"/".join(dataset) for dataset in lineage.datasets}
    checks = rule_checks(release)
    rules = {row["rule"]: (row, checks.get(row["rule"])) for row in release.rules}
    return Guards(
        rules=[rules[rule] for rule in named if rule in rules],
        below=[rules[rule] for rule in lineage.rules if rule in rules and rule not in named],
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
