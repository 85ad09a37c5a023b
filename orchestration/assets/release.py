"""The release as a Dagster asset: built aside, verified, swapped in; its checks run before the swap."""

import traceback
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
from orchestration.publish import drift, release, site, swap, verify
from orchestration.settings import Settings

KEY = dg.AssetKey(verify.ASSET.split("/"))
SITE = dg.AssetKey(site.ASSET.split("/"))

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
                "and CSV. Aggregates, in which single persons can be recognised: for analysts under agreement. "
                "All of one refresh is swapped in at once.",
            ),
            dg.AssetSpec(
                SITE,
                deps=[KEY],
                skippable=True,
                group_name="published",
                owners=[OWNER],
                kinds={"html"},
                description="The figures and tables of the report as pages: published/site/index.html opens from disk "
                "and from any web server. Swapped in with the numbers that it shows.",
            ),
        ],
        check_specs=[
            *(check_spec(settings, name, KEY) for name in (*CHECKS, *drift.CHECKS)),
            check_spec(settings, site.CHECK, SITE),
        ],
        required_resource_keys={EXCLUSIVE},
    )
    def publish(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{context.run.run_id[:8]}"
        folder = swap.new_release(settings, name)
        path = release.build(settings, dict(manifest), folder)
        checks = [*verify.verify(settings, path), *drift.check(settings, manifest)]
        incidents = History(settings).record(context.run.run_id, checks)
        if not any(check.blocks for check in checks):
            release.write_check_results(path, settings)
            pages = _build_site(context, settings, manifest, folder, name)
            checks.append(site.built(settings, succeeded=pages is not None))
            incidents = History(settings).record(context.run.run_id, checks[-1:])
            release.write_check_results(path, settings)
            release.export(path, folder)
            final = swap.make_current(settings, folder, name)
            History(settings).finish(context.run.run_id, PUBLISHED, inputs(settings), final.name)
            context.log.info(f"  published {final.name}")
            yield dg.MaterializeResult(
                asset_key=KEY,
                metadata={"release": final.name, "megabytes": _megabytes(final / path.name)},
            )
            if pages is not None:
                yield dg.MaterializeResult(asset_key=SITE, metadata={"pages": pages})
        yield from as_events(checks, incidents)
        stop_on_error(checks)

    return publish


def _build_site(
    context: dg.AssetExecutionContext, settings: Settings, manifest: Mapping[str, Any], folder: Path, name: str
) -> int | None:
    """The number of pages; None when they could not be built, and a notice stands in their place."""
    try:
        return site.add_site(settings, dict(manifest), folder, name)
    except Exception as error:  # whatever it is: the numbers are good, and go out
        at = traceback.extract_tb(error.__traceback__)[-1]
        context.log.error(f"  no site: {type(error).__name__} at {Path(at.filename).name}:{at.lineno}")
        site.add_notice(folder)
        return None


def _megabytes(path: Path) -> float:
    return round(path.stat().st_size / 1e6, 1)
