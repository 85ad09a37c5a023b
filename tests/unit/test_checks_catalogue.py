"""The catalogue of checks: every check is told in words, and its line decides how a count is judged."""

import csv
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from orchestration.checks_catalogue import CheckDescription, describe, judged
from orchestration.errors import UnknownCheckError
from orchestration.history import FAILED, NOT_APPLICABLE, PASSED
from orchestration.settings import CHECKOUT, Settings
from tests.helpers import rewrite_seed


def test_a_rule_is_told_as_its_line_in_the_seed() -> None:
    with (CHECKOUT / "seeds" / "rules.csv").open(encoding="utf-8") as file:
        line = next(row for row in csv.DictReader(file) if row["rule"] == "R07")
    told = describe("R07_age_cap")
    names = {field.name for field in fields(told)} - {"threshold"}
    assert {name: getattr(told, name) for name in names} == {name: line[name] for name in names}
    assert told.threshold == float(line["threshold"])


def test_a_name_that_varies_fills_in_the_words() -> None:
    told = describe("tewerkstelling_accepted")
    assert told.name == "tewerkstelling_accepted" and told.rule is None
    assert told.statement_nl == "Geen bestand van tewerkstelling werd verworpen."


def test_an_exact_name_goes_before_one_that_varies() -> None:
    assert "ondernemingsnummers" in describe("zending_stage_company_numbers").statement_nl


def test_a_check_without_words_is_an_error() -> None:
    with pytest.raises(UnknownCheckError, match="R99_none"):
        describe("R99_none")


def test_a_rule_that_was_chosen_names_no_section() -> None:
    assert describe("R02_one_enrolment").section is None


@pytest.mark.parametrize("seed", ["rules.csv", "checks.csv"])
def test_every_line_is_told_in_full(seed: str) -> None:
    with (CHECKOUT / "seeds" / seed).open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            told = {field.name: line.get(field.name) for field in fields(CheckDescription)}
            assert [name for name in told if not told[name] and name not in {"rule", "section"}] == [], line["name"]
            assert line["severity"] in {"error", "warn"} and 0 <= float(line["threshold"]) < 1, line["name"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "outcome"), [(0, 0, NOT_APPLICABLE), (0, 9, PASSED), (1, 9, FAILED)]
)
def test_threshold_of_the_seed_judges(numerator: int, denominator: int, outcome: str) -> None:
    result = judged(Settings(data=Path()), "a/b", "R07_age_cap", numerator, denominator)
    assert (result.outcome, result.severity, result.rule) == (outcome, "error", "R07")


def test_a_changed_line_changes_the_verdict(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(CHECKOUT / "seeds", seeds)
    rewrite_seed(seeds / "rules.csv", "R07_age_cap", severity="warn", threshold="0.5")
    result = judged(Settings(data=Path(), seeds=seeds), "a/b", "R07_age_cap", 4, 9)
    assert (result.outcome, result.severity, result.threshold) == (PASSED, "warn", 0.5)
