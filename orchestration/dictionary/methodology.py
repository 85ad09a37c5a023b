"""The rules as `docs/methodology.md`: statement, section, parameter, models, check and tiny examples of each.

From `seeds/rules.csv`, the dbt project and its unit tests; nothing is told here for the first time.
"""

import csv
import re
from typing import Any

from orchestration.settings import Settings
from orchestration.site.project import Example, Project

HEAD = """# Methodology

The rules of the report as this warehouse applies them. Made by `make docs` from `seeds/rules.csv`, the parameters in
`dbt_project/dbt_project.yml`, the models and their unit tests: change it there. An example is a unit test: from the rows
given, the model makes the rows expected; the test suite holds it to that. Columns that play no part are left out.
"""


def methodology(settings: Settings, manifest: dict[str, Any]) -> str:
    project = Project(settings, manifest)
    with (settings.seeds / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    models = {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"}
    return "\n".join([HEAD, *(_rule(rule, project, models) for rule in rules)])


def _rule(rule: dict[str, str], project: Project, models: dict[str, dict[str, Any]]) -> str:
    name = rule["rule"]
    applied = sorted(model for model, node in models.items() if re.search(rf"-- .*\b{name}\b", node["raw_code"]))
    parameters = [f"`{each.name}` = {each.value}: {each.meaning}" for each in project.parameters.get(name, [])]
    facts = {
        "Report": rule["section"],
        "Parameter": "; ".join(parameters),
        "Applied in": ", ".join(f"`{model}`" for model in applied),
        "Check": f"`{rule['name']}`, severity {rule['severity']}, threshold {rule['threshold']} ({rule['threshold_reason']})",
        "When it fails": rule["what_to_do"],
    }
    lines = [f"## {rule['name']}\n", rule["statement_en"], "", f"*{rule['statement_nl']}*", ""]
    lines += [f"- {fact}: {text}" for fact, text in facts.items() if text]
    return "\n".join([*lines, "", *map(_example, project.examples.get(name, []))])


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
