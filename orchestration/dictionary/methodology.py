"""The rules as `docs/methodology.md`: statement, what it rests on, parameter, models, check and examples of each.

From `seeds/rules.csv`, the dbt project and its unit tests; nothing is told here for the first time.
"""

import csv
import re
from typing import Any

from orchestration.dictionary.publication_rules import Rules
from orchestration.settings import Settings
from orchestration.site.project import Example, Project

HEAD = """# Methodology

The rules as this warehouse applies them. Not every rule is the report's: one is *explicit* when the report has a
sentence for it, *inferred* when its numbers or its context say it, *chosen* when it is silent. Lines and footnotes (fn)
are those of the report's text. Made by `make docs` from `seeds/rules.csv`, the parameters in
`dbt_project/dbt_project.yml`, the models and their unit tests: change it there. An example is a unit test: from the
rows given, the model makes the rows expected; the test suite holds it to that. Columns that play no part are left out.

## What was chosen

Where the report leaves something open, something had to be chosen:

| rule | kind | what the report leaves open | what was chosen |
|---|---|---|---|
"""


def methodology(settings: Settings, manifest: dict[str, Any], used: Rules) -> str:
    """used: the rules of each publication."""
    project = Project(settings, manifest)
    with (settings.seeds / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    pieces = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] != "publications"
    ]
    code = {node["name"]: node["raw_code"] for node in pieces}
    code |= {
        macro["name"]: macro["macro_sql"]
        for macro in manifest["macros"].values()
        if macro["package_name"] == pieces[0]["package_name"]
    }
    told: set[str] = set()
    return HEAD + "\n".join([*_choices(rules), "", *(_rule(rule, project, code, used, told) for rule in rules)])


def _choices(rules: list[dict[str, str]]) -> list[str]:
    columns = ("rule", "support", "left_open_en", "chosen_here_en")
    chosen = [rule for rule in rules if rule["chosen_here_en"]]
    return ["| " + " | ".join(rule[column] for column in columns) + " |" for rule in chosen]


def _rule(rule: dict[str, str], project: Project, code: dict[str, str], used: Rules, told: set[str]) -> str:
    """told: examples of earlier rules, which are only named again."""
    name = rule["rule"]
    applied = sorted(piece for piece, sql in code.items() if re.search(rf"(--|{{#|then ').*\b{name}\b", sql))
    parameters = [f"`{each.name}` = {each.value}: {each.meaning}" for each in project.parameters.get(name, [])]
    judged = f"severity {rule['severity']}, threshold {rule['threshold']} ({rule['threshold_reason']})"
    examples = project.examples.get(name, [])
    facts = {
        "Kind": rule["support"],
        "Report": f"{rule['section']} (lines {rule['source_lines']})" if rule["source_lines"] else "",
        "Left open": rule["left_open_en"],
        "Chosen here": rule["chosen_here_en"],
        "Parameter": "; ".join(parameters),
        "Models and macros": ", ".join(f"`{piece}`" for piece in applied),
        "Decides whom these count": _publications(used, name, "populatie"),
        "Changes these by itself": _publications(used, name, "publicatie"),
        "Check": f"`{rule['name']}`, {judged}",
        "When it fails": rule["what_to_do"],
        "Examples above": ", ".join(example.name for example in examples if example.name in told),
    }
    lines = [f"## {rule['name']}\n", rule["statement_en"], "", f"*{rule['statement_nl']}*", ""]
    lines += [f"- {fact}: {text}" for fact, text in facts.items() if text]
    new = [example for example in examples if example.name not in told]
    told.update(example.name for example in new)
    return "\n".join([*lines, "", *map(_example, new)])


def _publications(used: Rules, rule: str, via: str) -> str:
    return ", ".join(publication for publication, rules in used.items() if rules.get(rule) == via)


def _example(example: Example) -> str:
    lines = [f"**{example.name}**: {' '.join(example.description.split())}", ""]
    for name, columns, rows in example.given:
        lines += [f"Given `{name}`:", "", *_table(columns, rows)]
    lines += [f"Then `{example.model}`:", "", *_table(*example.expected)]
    return "\n".join(lines)


def _table(columns: list[str], rows: list[list[str]]) -> list[str]:
    if not rows:
        return ["(no rows)", ""]
    body = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns), *body, ""]
