"""Checks are what the seeds say of them: in Dagster, and in the verdict of a refresh."""

import csv
import shutil
from pathlib import Path

from orchestration.assets.statements import KEY as STATEMENTS
from orchestration.checks_catalogue import describe
from orchestration.definitions import build_definitions
from orchestration.history import COMPLETED, FAILED, ON_TIME, PASSED, History
from orchestration.refresh import refresh
from orchestration.settings import CHECKOUT, Settings
from tests.helpers import rewrite_seed

SEEDS = CHECKOUT / "seeds"


def test_dagster_shows_what_the_seed_says_of_every_check(refreshed_once: Path) -> None:
    graph = build_definitions(Settings(data=refreshed_once)).resolve_asset_graph()
    specs = [graph.get_check_spec(key) for key in graph.asset_check_keys]
    for spec in specs:
        told = describe(spec.name)
        assert spec.description == f"{told.statement_nl}\n\n{told.statement_en}"
        # statements come before the release too, but their warnings hold nothing back
        assert spec.blocking == (told.severity == "error" or spec.key.asset_key == STATEMENTS)
        shown = {name: getattr(value, "value", value) for name, value in spec.metadata.items()}
        for name in ("severity", "owner", "threshold", "threshold_reason", "what_to_do_nl", "what_to_do"):
            assert shown[name] == getattr(told, name), (spec.name, name)
        assert (shown.get("rule"), shown.get("section")) == (told.rule, told.section)


def test_every_line_of_the_seeds_is_a_check(refreshed_once: Path) -> None:
    graph = build_definitions(Settings(data=refreshed_once)).resolve_asset_graph()
    told = {describe(key.name).statement_en for key in graph.asset_check_keys}
    told |= {describe(name).statement_en for name in (COMPLETED, ON_TIME)}  # of a refresh as a whole
    for seed in ("rules.csv", "checks.csv"):
        with (SEEDS / seed).open(encoding="utf-8") as file:
            idle = [row["name"] for row in csv.DictReader(file) if not _is_used(row["statement_en"], told)]
        assert not idle, f"{seed} describes checks that do not exist"


def _is_used(statement: str, told: set[str]) -> bool:
    start = statement.partition("<")[0]
    return any(each.startswith(start) for each in told)


def test_severity_and_threshold_of_the_seed_decide_in_a_refresh(warehouse: Path, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "dbt_project", tmp_path / "dbt_project", ignore=shutil.ignore_patterns("target"))
    shutil.copytree(SEEDS, tmp_path / "seeds")  # where the project looks for them
    settings = Settings(data=warehouse, dbt_project=tmp_path / "dbt_project", seeds=tmp_path / "seeds")
    before = {result.check_name: result for result in _results(settings)}
    assert before["leerlingen_without_birth_date"].outcome == FAILED
    assert before["inschrijvingen_without_leerling"].severity == "warn"
    rewrite_seed(settings.seeds / "checks.csv", "leerlingen_without_birth_date", threshold="0.5")
    rewrite_seed(settings.seeds / "checks.csv", "inschrijvingen_without_leerling", severity="error")

    assert refresh(settings, full=False, say=print) == 1

    after = {result.check_name: result for result in _results(settings)}
    assert after["leerlingen_without_birth_date"].outcome == PASSED
    assert [name for name, result in after.items() if result.blocks] == ["inschrijvingen_without_leerling"]
    assert after["R30_first_enrolment"].outcome == PASSED, "every check speaks, whichever failed"


def _results(settings: Settings) -> list:
    history = History(settings)
    return history.results_of(history.last_refresh().run_id)
