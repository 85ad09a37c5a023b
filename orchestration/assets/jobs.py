"""The job `refresh`, what may start it, and how its progress is printed.

Everything that changes the warehouse is one run of this job. Sensor and schedules are off until a data
engineer turns them on.
"""

import hashlib
import logging
import sys
from typing import TYPE_CHECKING

import dagster as dg

from orchestration.assets.run import note_failure
from orchestration.settings import Settings

if TYPE_CHECKING:
    from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

REFRESH = "refresh"

# When each agency is expected to deliver: AGODI and AHOVOKS close a year in autumn, KSZ a quarter.
EXPECTED = {
    "agodi": ("0 6 1 10 *", "School years, after the year is closed."),
    "ksz": ("0 6 15 1,4,7,10 *", "Quarters, some six months after their end."),
    "ahovoks": ("0 6 1 12 *", "Academic years, after enrolment has closed."),
}


@dg.logger(description="One line per message, as a person reads it; Dagster's own bookkeeping stays in its log.")
def plain(_context: dg.InitLoggerContext) -> logging.Logger:
    logger = logging.Logger("refresh", logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain())
    handler.addFilter(_is_told_by_a_step)
    logger.addHandler(handler)
    return logger


def _is_told_by_a_step(record: logging.LogRecord) -> bool:
    about = record.dagster_meta
    # which steps were left out because of a failed one: a line of names, and the summary says what failed
    is_about_skipping = about["orig_message"].startswith("Dependencies for step")
    return bool(about.get("step_key")) and not about.get("dagster_event") and not is_about_skipping


class _Plain(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return record.dagster_meta["orig_message"]


def refresh_job(settings: Settings) -> "UnresolvedAssetJobDefinition":
    return dg.define_asset_job(
        REFRESH,
        selection=dg.AssetSelection.all(),
        executor_def=dg.in_process_executor,  # DuckDB has one writer, and a process a step costs seconds
        hooks={note_failure(settings)},
        description="Takes in what is new, builds every model, checks, publishes.",
    )


def landing_sensor(settings: Settings) -> dg.SensorDefinition:
    @dg.sensor(
        name="landing_folder",
        job_name=REFRESH,
        minimum_interval_seconds=60,
        description="Starts a refresh when the landing folder holds a delivery that was not taken in.",
    )
    def landing_folder() -> dg.RunRequest | dg.SkipReason:
        from orchestration.history import History
        from orchestration.inputs import is_up_to_date
        from orchestration.intake import find_new

        new = [f"{delivery.agency}/{delivery.name}" for delivery in find_new(settings).new]
        if not new:
            if is_up_to_date(settings):
                History(settings).note_up_to_date()
            return dg.SkipReason("no new delivery")
        return dg.RunRequest(run_key=hashlib.sha256("\n".join(new).encode()).hexdigest())

    return landing_folder


def schedules() -> list[dg.ScheduleDefinition]:
    return [
        dg.ScheduleDefinition(
            name=f"{agency}_expected",
            job_name=REFRESH,
            cron_schedule=cron,
            execution_timezone="Europe/Brussels",
            description=description,
            tags={"agency": agency},
        )
        for agency, (cron, description) in EXPECTED.items()
    ]
