"""Incidents in Dagster: the sensor that watches and sends, and the asset whose history is that of the incidents.

Failed checks are no failed runs, and a run may be started from the command line: so the sensor reads what refreshes
leave in the register, not Dagster's events. Not here: what a round does (`alerts/rounds.py`).
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import dagster as dg

from orchestration.assets.models import OWNER
from orchestration.incidents import Incident, Incidents
from orchestration.settings import Settings

INCIDENTS = dg.AssetKey(["quality", "incidents"])


def incidents_asset() -> dg.AssetSpec:
    return dg.AssetSpec(
        INCIDENTS,
        group_name="quality",
        owners=[OWNER],
        kinds={"sqlite"},
        description="What is wrong, since when, and who knows. The sensor `alerts` observes it anew whenever an "
        "incident opens, changes, is acknowledged or closes; `wpl incidents` lists them.",
    )


def alerts_sensor(settings: Settings, manifest: Mapping[str, Any]) -> dg.SensorDefinition:
    from orchestration.alerts.held_back import publications_of

    publications = cache(lambda asset: publications_of(manifest, asset))

    @dg.sensor(
        name="alerts",
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,  # a watch that someone must remember to turn on is none
        description="Sends what incidents leave to be told, as alerts.yml says; reminds; sees that a refresh is "
        "overdue. Sends nothing while alerts.yml names no receiver.",
    )
    def alerts(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        from orchestration.alerts.configuration import load
        from orchestration.alerts.rounds import go_round

        done = go_round(settings, load(settings.alerts), publications)
        told = f"{done.n_sent} sent, {done.n_waiting} waiting"
        for name, why in done.failures.items():
            context.log.warning(f"{name} does not accept messages: {why}")
            told += f"; {name}: {why}"
        open_now = Incidents(settings).all(only_open=True)
        state = sha256(repr(open_now).encode()).hexdigest()
        return dg.SensorResult(
            skip_reason=told, cursor=state, asset_events=[] if state == context.cursor else [_observed(open_now)]
        )

    return alerts


def _observed(incidents: list[Incident]) -> dg.AssetObservation:
    lines = [
        f"| {one.id} | {one.severity} | {one.check_name} | {one.opened_at} | {one.n_refreshes} | "
        f"{'' if one.numerator is None else one.numerator} | {'' if one.denominator is None else one.denominator} | "
        f"{'yes' if one.is_acknowledged else 'no'} |"
        for one in incidents
    ]
    header = (
        "| id | severity | check | since | refreshes | rows | of | acknowledged |\n|---|---|---|---|---|---|---|---|"
    )
    return dg.AssetObservation(
        INCIDENTS,
        metadata={
            "open": len(incidents),
            "errors": sum(one.severity == "error" for one in incidents),
            "incidents": dg.MetadataValue.md("\n".join([header, *lines]) if incidents else "None is open."),
        },
    )
