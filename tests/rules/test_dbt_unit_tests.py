"""The dbt unit tests: each proves a rule on tables of a few rows, in a warehouse without any."""

import csv
import re

import pytest
import yaml

from orchestration.contracts import load_contracts
from orchestration.intake.store import show_active
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.runner import invoke

MODELS = CHECKOUT / "dbt_project" / "models"
with (CHECKOUT / "seeds" / "rules.csv").open(encoding="utf-8") as file:
    RULES = [row["rule"] for row in csv.DictReader(file)]
UNIT_TESTS = sorted(
    test["name"]
    for path in MODELS.rglob("*_unit_tests.yml")
    for test in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]
)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str | None]]:
    """Status and message of each unit test, all run at once."""
    folder = tmp_path_factory.mktemp("unit_tests")
    settings = Settings(data=folder / "data")
    show_active(settings, load_contracts(settings.sources).values(), [])
    built = invoke(
        settings, ["build", "--empty", "--exclude-resource-type", "test", "unit_test"], target=folder / "target"
    )
    assert built.success, built.exception
    tested = invoke(settings, ["test", "--select", "test_type:unit"], target=folder / "target")
    assert tested.result is not None, tested.exception
    return {result.node.name: (str(result.status), result.message) for result in tested.result}


@pytest.mark.parametrize("name", UNIT_TESTS)
def test_unit_test_passes(name: str, outcomes: dict[str, tuple[str, str | None]]) -> None:
    status, message = outcomes[name]
    assert status == "pass", message


@pytest.mark.parametrize("rule", RULES)
def test_rule_has_a_unit_test(rule: str) -> None:
    assert any(rule in re.findall(r"R\d\d", name) for name in UNIT_TESTS)


def test_unit_tests_are_looked_for_where_they_are() -> None:
    everywhere = {path for path in MODELS.rglob("*.yml") if "\nunit_tests:" in path.read_text(encoding="utf-8")}
    assert everywhere == set(MODELS.rglob("*_unit_tests.yml"))
