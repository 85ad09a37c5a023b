"""The dbt models as Dagster assets, and their tests as asset checks; `dbt build` runs once, in this process.

Here: how a dbt node looks in Dagster (group, owner, key) and how its result becomes an event.
Not here: running dbt (`warehouse/runner.py`), what a model computes (`dbt_project/`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets
from dagster_dbt.asset_utils import DAGSTER_DBT_UNIQUE_ID_METADATA_KEY

from orchestration.assets.results import as_events, stop_on_error, told_in_dagster
from orchestration.assets.run import EXCLUSIVE
from orchestration.checks_catalogue import describe
from orchestration.history import History
from orchestration.settings import Settings
from orchestration.warehouse import findings, runner

OWNER = "team:data-engineering"


class Translator(DagsterDbtTranslator):
    """Asset key = schema and model; group = layer; a test is a check in the words of the seeds."""

    def __init__(self, settings: Settings):
        super().__init__()
        self.seeds = settings.seeds

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        if dbt_resource_props["resource_type"] == "source":
            return "intake"
        return dbt_resource_props["config"].get("schema")

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return [OWNER]

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        return dbt_resource_props.get("description", "")

    def get_asset_check_spec(
        self, asset_spec: dg.AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> dg.AssetCheckSpec | None:
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        if spec is None:
            return None
        told = describe(spec.name, self.seeds)
        words = told_in_dagster(told)
        return spec._replace(
            blocking=told.severity == "error",
            description=words["description"],
            metadata={**spec.metadata, **words["metadata"]},
        )


def build_models(settings: Settings, manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """One multi-asset of all seeds and models; Dagster runs it as one step."""
    translator = Translator(settings)
    asset_keys = {
        unique_id: translator.get_asset_spec(manifest, unique_id, None).key
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] in {"model", "seed"}
    }

    @dbt_assets(
        manifest=manifest,
        dagster_dbt_translator=translator,
        name="models",
        required_resource_keys={EXCLUSIVE},
    )
    def models(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        selected = None
        if context.is_subset:
            selected = [
                manifest["nodes"][unique_id]["name"]
                for unique_id, key in asset_keys.items()
                if key in context.selected_asset_keys
            ]
        results = runner.build(settings, selected, on_finish=lambda node: _tell(context, node))
        if selected is None:
            for name in findings.drop_unknown(settings, manifest):
                context.log.info(f"  {name} dropped: no model makes it any more")
        counts = findings.row_counts(settings)
        for result in results:
            if result.status == "success":
                node = manifest["nodes"][result.unique_id]
                rows = counts.get((node["schema"], node["alias"]))
                yield dg.MaterializeResult(
                    asset_key=asset_keys[result.unique_id],
                    metadata={
                        "seconds": result.seconds,
                        **({"dagster/row_count": rows} if rows is not None else {}),
                    },
                )
        checks = findings.check_results(settings, manifest, results, guarded(models))
        yield from as_events(checks, History(settings).record(context.run.run_id, checks))
        broken = [f"{result.name}: {result.message}" for result in results if result.status == "error"]
        if broken:
            raise dg.Failure(description="Nothing is published: dbt could not build " + "; ".join(broken))
        stop_on_error(checks)

    return models


def guarded(models: dg.AssetsDefinition) -> dict[str, str]:
    """Unique id of each dbt test -> the asset that it guards."""
    return {
        spec.metadata[DAGSTER_DBT_UNIQUE_ID_METADATA_KEY]: spec.asset_key.to_user_string()
        for spec in models.check_specs
    }


def _tell(context: dg.AssetExecutionContext, node: runner.NodeResult) -> None:
    """Progress: the tables as they are made, and what stops the run. Warnings wait for the summary."""
    if node.kind == "model" and node.status == "success" and node.materialized == "table":
        context.log.info(f"  {node.name} ({node.seconds:.2f} s)")
    elif node.status in {"error", "fail"}:
        context.log.error(f"  {node.name}: {node.status}")
