"""What Dagster shows: assets that explain the warehouse, periods that are there, everything off by default."""

import os
from pathlib import Path

import dagster as dg
import pytest

from orchestration.assets.models import build_models, guarded
from orchestration.definitions import build_definitions
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.project import manifest


@pytest.fixture(scope="module")
def definitions(refreshed_once: Path) -> dg.Definitions:
    return build_definitions(Settings(data=refreshed_once))


@pytest.fixture(scope="module")
def instance(refreshed_once: Path) -> dg.DagsterInstance:
    os.environ["WPL_DAGSTER_STORAGE"] = str(refreshed_once / "dagster")
    with dg.DagsterInstance.from_config(str(CHECKOUT)) as instance:
        yield instance


def test_every_asset_says_what_it_is_and_whose(definitions: dg.Definitions) -> None:
    specs = definitions.resolve_all_asset_specs()
    assert len(specs) > 50
    untold = [spec.key.to_user_string() for spec in specs if not (spec.description and spec.owners and spec.group_name)]
    assert not untold


def test_graph_runs_from_landing_to_published(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    published = dg.AssetKey(["published", "marts_duckdb"])
    upstream = graph.get_ancestor_asset_keys(published)
    assert dg.AssetKey(["landing", "ksz", "tewerkstelling"]) in upstream
    assert dg.AssetKey(["publications", "cells"]) in upstream


def test_what_starts_refreshes_is_off_until_turned_on_and_the_watch_is_on(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    sensors = {sensor.name: sensor.default_status.value for sensor in repository.sensor_defs}
    assert sensors == {"landing_folder": "STOPPED", "alerts": "RUNNING"}
    assert {schedule.default_status.value for schedule in repository.schedule_defs} == {"STOPPED"}
    assert len(repository.schedule_defs) == 3


def test_sensor_asks_for_one_run_per_state_of_the_landing_folder(refreshed_once: Path, tmp_path: Path) -> None:
    from orchestration.assets.jobs import landing_sensor
    from tests.helpers import write_delivery

    assert isinstance(landing_sensor(Settings(data=refreshed_once))(dg.build_sensor_context()), dg.SkipReason)
    write_delivery(tmp_path / "landing", "ksz", "2031-01-01", {"README": "nothing"})
    asked = [landing_sensor(Settings(data=tmp_path))(dg.build_sensor_context()) for _ in range(2)]
    assert isinstance(asked[0], dg.RunRequest) and asked[0].run_key == asked[1].run_key


def test_ui_shows_which_periods_are_there(instance: dg.DagsterInstance) -> None:
    years = instance.get_materialized_partitions(dg.AssetKey(["landing", "agodi", "inschrijvingen"]))
    quarters = instance.get_materialized_partitions(dg.AssetKey(["landing", "ksz", "tewerkstelling"]))
    assert {"2008-2009", "2020-2021"} <= years and {"2011Q3", "2020Q4"} <= quarters


def test_one_refresh_is_one_run_with_its_checks_in_the_instance(instance: dg.DagsterInstance) -> None:
    runs = instance.get_runs()
    assert [run.job_name for run in runs] == ["refresh"] and runs[0].is_success
    evaluations = instance.get_records_for_run(runs[0].run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    names = {record.event_log_entry.dagster_event.event_specific_data.check_name for record in evaluations.records}
    assert "R07_age_cap" in names and "inschrijvingen_rows_conserved" in names


def test_release_is_readable_for_duckdb_1_4(refreshed_once: Path) -> None:
    # bytes 12-19 of a DuckDB file: its storage version; clients of 1.4 read 64 to 67
    header = (refreshed_once / "published" / "marts.duckdb").read_bytes()[:20]
    assert header[8:12] == b"DUCK" and 64 <= int.from_bytes(header[12:20], "little") <= 67


def test_every_dbt_test_is_a_check_on_an_asset(refreshed_once: Path) -> None:
    settings = Settings(data=refreshed_once)
    parsed = manifest(settings)
    tests = {unique_id for unique_id, node in parsed["nodes"].items() if node["resource_type"] == "test"}
    assert set(guarded(build_models(settings, parsed))) == tests
