"""One refresh from the command line: is anything new, run the Dagster job, tell how it went.

The no-op path imports neither Dagster nor DuckDB: a scheduler may call it every minute.
"""

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from orchestration.expectations import judge
from orchestration.history import FAILED, CheckResult, History
from orchestration.inputs import is_up_to_date
from orchestration.intake import Landing, find_new
from orchestration.lock import exclusive
from orchestration.register import Register
from orchestration.report_checks import summary
from orchestration.settings import CHECKOUT, Settings

if TYPE_CHECKING:
    import dagster as dg

ALL_WELL, TROUBLE = 0, 1


def refresh(settings: Settings, full: bool, say: Callable[[str], None]) -> int:
    """Returns the exit code: 0 all well, 1 something was refused, rejected, changed or failed a check.

    Raises:
        AnotherRefreshError: another process is refreshing this warehouse.
    """
    started = time.perf_counter()
    with exclusive(settings):
        landing = find_new(settings, hashes=full)
        _tell_landing(landing, say)
        if not landing.new and not Register(settings).deliveries():
            say(f"nothing to take in: no folder with a manifest.json in {settings.landing}/<agency>/<delivery>/")
            return ALL_WELL
        if not full and not landing.new and is_up_to_date(settings):
            History(settings).note_up_to_date()
            say(f"nothing new ({time.perf_counter() - started:.1f} s)")
            return TROUBLE if landing.changed else ALL_WELL
        with judge.ahead(full or bool(landing.new)):
            return _run(settings, full, say, started)


def _tell_landing(landing: Landing, say: Callable[[str], None]) -> None:
    for folder in landing.ignored:
        say(f"left alone: {folder} is no delivery name (YYYY-MM-DD, then _2, _3 ... for a second one that day)")
    for delivery in landing.changed:
        say(
            f"delivery_changed: {delivery.agency}/{delivery.name} was changed after it was taken in; the state "
            "that was taken in stays. Put the folder back, and deliver corrections under a new name"
        )


def _run(settings: Settings, full: bool, say: Callable[[str], None], started: float) -> int:
    os.environ["WPL_DAGSTER_STORAGE"] = str(settings.dagster_home)
    settings.dagster_home.mkdir(mode=0o700, parents=True, exist_ok=True)

    import dagster as dg

    from orchestration.assets.jobs import REFRESH
    from orchestration.definitions import build_definitions

    job = build_definitions(settings).resolve_job_def(REFRESH)
    config = {
        "ops": {"intake": {"config": {"full": full}}},
        "loggers": {"console": {}},
    }
    with dg.DagsterInstance.from_config(str(CHECKOUT)) as instance:
        prepared = time.perf_counter()
        result = job.execute_in_process(
            run_config=config, instance=instance, raise_on_error=False, tags={"started_by": "wpl refresh"}
        )
        finished = time.perf_counter()
    seconds = {"start": prepared - started, **_seconds_per_step(result), "all": finished - started}
    return _tell_result(settings, result, seconds, say)


def _seconds_per_step(result: "dg.ExecuteInProcessResult") -> dict[str, float]:
    return {
        event.step_key: event.step_success_data.duration_ms / 1000
        for event in result.all_events
        if event.event_type_value == "STEP_SUCCESS"
    }


def _tell_result(
    settings: Settings,
    result: "dg.ExecuteInProcessResult",
    seconds: dict[str, float],
    say: Callable[[str], None],
) -> int:
    history = History(settings)
    for event in result.all_events:
        if event.event_type_value == "STEP_FAILURE":
            say(f"{event.step_key}: {_reason(event)}")
    checks = history.results_of(result.run_id)
    for check in checks:
        if check.outcome == "failed":
            say(f"{check.severity}: {check.check_name} on {check.asset} ({check.numerator} of {check.denominator})")
    say(summary(checks))
    say("seconds: " + ", ".join(f"{stage} {value:.1f}" for stage, value in seconds.items()))
    if not result.success:
        say("nothing is published; the last good publication stays. `wpl checks` shows every check")
        return TROUBLE
    say(f"published: {settings.published / 'marts.duckdb'}, parquet and csv beside it")
    return TROUBLE if any(_is_trouble(check) for check in checks) else ALL_WELL


def _reason(event: "dg.DagsterEvent") -> str:
    """What a step said when it failed: its own words for a failed check, else the error without its stack."""
    failure = event.step_failure_data
    if failure.user_failure_data:
        return failure.user_failure_data.description or ""
    error = failure.error
    while error.cause is not None:
        error = error.cause
    return error.message.strip()


def _is_trouble(check: CheckResult) -> bool:
    """Published, but something that was delivered was refused or rejected, or changed behind our back."""
    return check.outcome == FAILED and (
        check.check_name in {"deliveries_taken_in", "deliveries_unchanged", "files_known"}
        or check.check_name.endswith("_accepted")
    )
