"""The release as a Dagster asset: built aside, verified, swapped in; its checks run before the swap."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets.models import OWNER
from orchestration.assets.results import as_events, check_spec, stop_on_error
from orchestration.assets.run import EXCLUSIVE
from orchestration.history import PUBLISHED, History
from orchestration.inputs import inputs
from orchestration.publish import release, swap, verify
from orchestration.settings import Settings

KEY = dg.AssetKey(verify.ASSET.split("/"))

CHECKS = (
    "nothing_lost",
    "no_pupil_level_columns",
    "no_pupil_identifiers",
    "R34_suppressed_cells_hidden",
    "everything_described",
)


def build_release(settings: Settings, manifest: Mapping[str, Any], upstream: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """upstream: the relations that are handed out."""

    @dg.multi_asset(
        name="release",
        specs=[
            dg.AssetSpec(
                KEY,
                deps=upstream,
                group_name="published",
                owners=[OWNER],
                kinds={"duckdb"},
                description="What is handed out: published/marts.duckdb, and the same relations as Parquet "
                "and CSV. Aggregates only; all of one refresh is swapped in at once.",
            )
        ],
        check_specs=[check_spec(settings, name, KEY) for name in CHECKS],
        required_resource_keys={EXCLUSIVE},
    )
    def publish(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{context.run.run_id[:8]}"
        folder = swap.new_release(settings, name)
        path = release.build(settings, dict(manifest), folder)
        checks = verify.verify(settings, path)
        History(settings).record(context.run.run_id, checks)
        if not any(check.blocks for check in checks):
            release.write_check_results(path, settings)
            release.export(path, folder)
            final = swap.make_current(settings, folder, name)
            History(settings).finish(context.run.run_id, PUBLISHED, inputs(settings), final.name)
            context.log.info(f"  published {final.name}")
            yield dg.MaterializeResult(
                asset_key=KEY,
                metadata={"release": final.name, "megabytes": _megabytes(final / path.name)},
            )
        yield from as_events(checks)
        stop_on_error(checks)

    return publish


def _megabytes(path: Path) -> float:
    return round(path.stat().st_size / 1e6, 1)
