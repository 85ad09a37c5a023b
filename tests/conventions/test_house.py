"""The house rules that a machine can hold: sizes, docstrings, descriptions, the lock, no foreign paths."""

import ast
import csv
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "orchestration").rglob("*.py"))
MODELS = sorted((ROOT / "dbt_project" / "models").rglob("*.sql"))
CHECKS = sorted((ROOT / "dbt_project" / "tests" / "rules").glob("*.sql"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_small_and_says_what_belongs_there(path: Path) -> None:
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    assert len(text.splitlines()) <= 250, f"{path} has grown past one idea; split it by meaning"


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_model_is_small_and_described(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 80, f"{path.name} has grown past one idea"
    described = path.with_suffix(".yml")
    assert described.exists(), f"{path.name} has no {described.name} beside it"
    model = next(m for m in yaml.safe_load(described.read_text())["models"] if m["name"] == path.stem)
    assert model["description"].strip()
    assert all(column["description"].strip() for column in model["columns"])


def test_every_publication_is_in_cells() -> None:
    folder = ROOT / "dbt_project" / "models" / "publications"
    named = set(re.findall(r"'((?:fig|tab|txt|ext)_\w+)'", (folder / "cells.sql").read_text()))
    models = {path.stem for path in folder.rglob("*.sql") if re.match(r"(fig|tab|txt|ext)_", path.stem)}
    assert named == models, "a publication that `cells` does not name is not handed out"


def rules() -> dict[str, dict[str, str]]:
    with (ROOT / "seeds" / "rules.csv").open(encoding="utf-8") as file:
        return {row["rule"]: row for row in csv.DictReader(file)}


def unit_tested_rules() -> set[str]:
    found = set()
    for path in (ROOT / "dbt_project" / "models").rglob("*.yml"):
        for test in (yaml.safe_load(path.read_text()) or {}).get("unit_tests", []):
            found |= set(re.findall(r"R\d\d", test["name"]))
    return found


def test_every_check_has_a_rule_and_every_enforced_rule_its_check_and_unit_test() -> None:
    checked = {path.stem[:3] for path in CHECKS}
    assert checked == set(rules())
    assert checked - {"R34"} <= unit_tested_rules()


def test_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock and "index-url" not in lock
    pinned = re.findall(r"^[a-z0-9][^\s]*==", lock, flags=re.M)
    assert len(pinned) > 50 and lock.count("--hash=sha256:") >= len(pinned)


def test_no_path_of_a_machine_and_no_mark_of_a_merge_in_the_repository() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    foreign = re.compile(r"/(work|home|root|Users)/[a-z]|^(<<<<<<<|>>>>>>>) ", flags=re.M)
    own = Path(__file__).relative_to(ROOT).as_posix()
    found = [
        name
        for name in tracked
        if name
        and name != own
        and (ROOT / name).is_file()
        and foreign.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert not found
