"""Assembly of the Dagster definitions, and nothing else: no I/O beyond the dbt manifest."""

import dagster as dg

from orchestration.assets.alerts import alerts_sensor, incidents_asset
from orchestration.assets.intake import build_intake
from orchestration.assets.jobs import landing_sensor, plain, refresh_job, schedules
from orchestration.assets.models import build_models
from orchestration.assets.release import build_release
from orchestration.assets.run import EXCLUSIVE, exclusive_resource
from orchestration.assets.statements import build_statement_checks
from orchestration.publish.release import PUBLISHED_SCHEMAS
from orchestration.settings import Settings
from orchestration.warehouse.project import manifest


def build_definitions(settings: Settings) -> dg.Definitions:
    """The whole code location for one warehouse; tests pass settings of their own."""
    parsed = manifest(settings)
    models = build_models(settings, parsed)
    published = [key for key in models.keys if key.path[0] in PUBLISHED_SCHEMAS]
    return dg.Definitions(
        assets=[*build_intake(settings), models, build_release(settings, parsed, published), incidents_asset()],
        asset_checks=[build_statement_checks(settings)],
        jobs=[refresh_job(settings)],
        sensors=[landing_sensor(settings), alerts_sensor(settings, parsed)],
        schedules=schedules(),
        resources={EXCLUSIVE: exclusive_resource(settings)},
        loggers={"console": plain},
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `dagster dev -m orchestration.definitions` loads."""
    return build_definitions(Settings.from_environment())
