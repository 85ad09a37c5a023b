"""From a failing refresh to one message, through the real sensor; and what Dagster shows of incidents."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from orchestration.definitions import build_definitions
from orchestration.errors import AlertsError
from orchestration.incidents import Incidents
from orchestration.refresh import refresh
from orchestration.settings import CHECKOUT, Settings
from tests.alerts.conftest import HOOK, HookServer, hook  # noqa: F401
from tests.helpers import write_delivery

REJECTED = "w_codes_2031-2032.csv"


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def tick(settings: Settings, instance: dg.DagsterInstance, cursor: str | None = None) -> Any:
    sensor = build_definitions(settings).get_repository_def().get_sensor_def("alerts")
    return sensor.evaluate_tick(dg.build_sensor_context(instance=instance, cursor=cursor))


def test_a_failing_delivery_is_one_message_until_it_is_mended(
    warehouse: Path,
    tmp_path: Path,
    hook: HookServer,  # noqa: F811
    instance: dg.DagsterInstance,
) -> None:
    models = tmp_path / "dbt_project"
    shutil.copytree(CHECKOUT / "dbt_project", models, ignore=shutil.ignore_patterns("target"))
    (tmp_path / "seeds").symlink_to(CHECKOUT / "seeds")
    model = models / "models" / "cohort" / "count_day_enrolments.sql"
    model.write_text(model.read_text().replace("aanbieder = 'VOLTIJDS' as keeps_r03", "true as keeps_r03"))
    config = tmp_path / "alerts.yml"
    config.write_text(yaml.safe_dump({"receivers": {"kanaal": HOOK}}))
    good = Settings(data=warehouse, alerts=config)
    broken = Settings(data=warehouse, alerts=config, dbt_project=models)

    first = tick(good, instance)
    told_before = len(hook.taken)  # what the synthetic deliveries warn of
    assert first.skip_message.startswith(f"{told_before} sent, 0 waiting")

    write_delivery(good.landing, "agodi", "2031-09-15", {REJECTED: "leerling_id;schooljaar\n1;2\n"})
    for _ in range(2):
        assert refresh(broken, full=False, say=print) == 1
        tick(broken, instance)
    told = {body["check"]: body for body in hook.taken[told_before:]}
    assert len(hook.taken) == told_before + len(told), "each once"
    error, rejected = told["R03_school_type"], told["w_codes_accepted"]
    assert error["severity"] == "error"
    assert "Niet voldaan aan regel R03: Alleen voltijds gewoon secundair onderwijs" in error["text"]
    assert "Geraakt: fig_01" in error["text"] and "http://127.0.0.1:3000/runs/" in error["text"]
    assert f"2031-09-15/{REJECTED}" in rejected["text"] and "1 van 1" in rejected["text"]
    assert "Opgenomen in deze run: agodi/2031-09-15" in rejected["text"]

    refresh(good, full=False, say=print)
    last = tick(good, instance)
    assert ("R03_school_type", "closed") in hook.events
    open_now = {incident.check_name for incident in Incidents(good).all(only_open=True)}
    assert "w_codes_accepted" in open_now and "R03_school_type" not in open_now, "no file came to make up for it"

    (seen,) = last.asset_events
    assert seen.asset_key == dg.AssetKey(["quality", "incidents"])
    assert seen.metadata["open"].value == len(open_now) and "w_codes_accepted" in seen.metadata["incidents"].value
    assert tick(good, instance, last.cursor).asset_events == [], "observed when something changed"


def test_a_bad_configuration_fails_the_tick_in_words(
    refreshed_once: Path, tmp_path: Path, instance: dg.DagsterInstance
) -> None:
    config = tmp_path / "alerts.yml"
    config.write_text("receivers: 3")
    with pytest.raises(AlertsError, match="receivers: must hold keys and values"):
        tick(Settings(data=refreshed_once, alerts=config), instance)
