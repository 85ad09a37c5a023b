"""What `seeds/rules.csv` says of the rules: whole, resting on the lines it names, pointing at the right model."""

import csv
import re
from bisect import bisect_right
from pathlib import Path

import pytest

from orchestration.settings import Settings
from orchestration.warehouse.project import manifest

ROOT = Path(__file__).parents[2]
with (ROOT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
    RULES = {row["rule"]: row for row in csv.DictReader(file)}

# on which line of the report's text a section begins that a rule rests on, and in which one a footnote is called
BEGINS = {
    **{344: "2.1.1", 393: "2.1.2", 463: "2.1.3", 1024: "3.2.1", 1163: "3.2.2", 1174: "3.3", 1186: "3.3.1"},
    **{1248: "3.3.2", 1291: "3.4", 1307: "3.4.1", 1389: "3.4.2", 1515: "3.4.3", 1596: "3.4.4", 1835: "3.5"},
    **{1866: "3.5.2", 2061: "3.5.3", 2101: "3.6", 2442: "Bijlage 1, 2.1", 2488: "Bijlage 1, 2.2", 2643: "Bijlage 2"},
}
FOOTNOTES = {40: "3.3.1", 42: "3.3.1", 43: "3.4.1", 44: "3.4.1", 46: "3.4.1", 53: "3.4.3", 65: "3.5.2", 66: "3.5.2"}
CHOICE = ("left_open_nl", "left_open_en", "chosen_here_nl", "chosen_here_en")


def sections(source_lines: str) -> set[str]:
    """The sections in which the last of these lines are: a heading may stand above the first."""
    starts = sorted(BEGINS)
    found = set()
    for part in source_lines.split("; "):
        if part.startswith("fn "):
            found.add(FOOTNOTES[int(part.removeprefix("fn "))])
        else:
            found.add(BEGINS[starts[bisect_right(starts, int(part.rpartition("-")[2])) - 1]])
    return found


def test_a_line_is_in_its_section() -> None:
    assert sections("453-455") == {"2.1.2"}
    assert sections("fn 43; 2480-2484") == {"3.4.1", "Bijlage 1, 2.1"}
    assert sections("2060-2074") == {"3.5.3"}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rule_is_told_in_full(rule: str) -> None:
    row = RULES[rule]
    assert not [name for name, value in row.items() if value != value.strip()]
    missing = {name for name, value in row.items() if not value}
    may_miss = {"source_lines", "section"} if row["support"] == "chosen" else set(CHOICE)
    assert missing <= may_miss, f"{rule} in seeds/rules.csv lacks {missing - may_miss}"
    assert not missing or missing in (set(CHOICE), {"source_lines", "section"})


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_rests_on_the_report_or_is_chosen(rule: str) -> None:
    row = RULES[rule]
    assert row["support"] in {"explicit", "inferred", "chosen"}
    assert (row["support"] == "chosen") == (not row["source_lines"]) == (not row["section"])
    if row["source_lines"]:
        named = row["section"].split("; ")
        assert set(named) == sections(row["source_lines"]) and len(set(named)) == len(named)


@pytest.fixture(scope="module")
def sql() -> dict[str, str]:
    """The SQL of each model; of each macro the comment above it and the comments in it."""
    parsed = manifest(Settings(data=Path("unused")))
    found = {node["name"]: node["raw_code"] for node in parsed["nodes"].values() if node["resource_type"] == "model"}
    for path in (ROOT / "dbt_project" / "macros").glob("*.sql"):
        text = path.read_text(encoding="utf-8")
        for above, name, body in re.findall(r"(\{#.*?#\}\s*)?\{% macro (\w+)(.*?)\{%-? endmacro", text, re.S):
            found[name] = "-- " + " ".join(above.split()) + body
    return found


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_to_do_names_where_the_rule_is_applied(rule: str, sql: dict[str, str]) -> None:
    """And it is told as something to do: a check that passed does not say that a model is wrong."""
    applied = {name for name, code in sql.items() if re.search(rf"(--|then ').*\b{rule}\b", code)}
    said = {
        "what_to_do": r"Compare the (?:model|macro)s? (\w+)(?: and (\w+))? with ",
        "what_to_do_nl": r"Vergelijk (?:het model|de modellen|de macro|de macro's) (\w+)(?: en (\w+))? met ",
    }
    for language, sentence in said.items():
        named = set(filter(None, re.match(sentence, RULES[rule][language]).groups()))
        assert named <= applied, f"{rule}: not applied in {named - applied}, but in {sorted(applied)}"


def test_nothing_says_that_the_method_is_the_report_s_alone() -> None:
    """Part of it was chosen here: whoever speaks of the method says so."""
    templates = ROOT / "orchestration" / "site" / "templates"
    for path in (*templates.iterdir(), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"):
        assert not re.search(r"same method|dezelfde methode", path.read_text(encoding="utf-8"), re.I), path.name
