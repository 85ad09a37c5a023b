"""Intake as Dagster assets: one per dataset, and the register of deliveries.

Two assets stand for a dataset. `landing/<agency>/<dataset>` is what the agency delivered: partitioned by
school year or quarter, made outside Dagster, one event per file taken in, so that the UI shows which
periods are there. `<agency>/<dataset>` is what was accepted of it, made by this job. They are two because
assets with different partitions cannot run in one job, and a refresh is one job.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets import expectation_checks, intake_checks
from orchestration.assets.intake_checks import DELIVERIES
from orchestration.assets.models import OWNER
from orchestration.assets.results import as_events, stop_on_error
from orchestration.assets.run import EXCLUSIVE
from orchestration.contracts import Contract, load_contracts
from orchestration.history import PUBLISHED, History
from orchestration.register import FileRow, Register
from orchestration.settings import Settings

GROUP = "intake"
PERIODS = {
    "schooljaar": dg.DynamicPartitionsDefinition(name="schooljaar"),
    "kwartaal": dg.DynamicPartitionsDefinition(name="kwartaal"),
}


class IntakeConfig(dg.Config):
    full: bool = False  # take in all stored originals again, in delivery order


def _landing_key(contract: Contract) -> dg.AssetKey:
    return dg.AssetKey(["landing", contract.agency, contract.dataset])


def _accepted_key(contract: Contract) -> dg.AssetKey:
    return dg.AssetKey([contract.agency, contract.dataset])


def _landing_spec(contract: Contract) -> dg.AssetSpec:
    return dg.AssetSpec(
        _landing_key(contract),
        group_name="landing",
        owners=[OWNER],
        partitions_def=PERIODS.get(contract.period_type),
        description=f"{contract.description} As delivered by {contract.agency}; one event per file taken in.",
    )


def _accepted_spec(contract: Contract) -> dg.AssetSpec:
    return dg.AssetSpec(
        _accepted_key(contract),
        deps=[_landing_key(contract), DELIVERIES],
        group_name=GROUP,
        owners=[OWNER],
        kinds={"parquet"},
        description=f"{contract.description} Accepted rows of the newest accepted file per period, with "
        "delivery, file and line.",
        metadata={
            "dagster/column_schema": dg.TableSchema(
                [dg.TableColumn(column.name, column.type, column.description) for column in contract.columns]
            )
        },
    )


def build_intake(settings: Settings) -> list[dg.AssetSpec | dg.AssetsDefinition]:
    contracts = load_contracts(settings.sources)

    @dg.multi_asset(
        name="intake",
        specs=[
            dg.AssetSpec(
                DELIVERIES,
                group_name=GROUP,
                owners=[OWNER],
                kinds={"sqlite"},
                description="The register: every delivery and file, what became of it, and which files count.",
            ),
            *(_accepted_spec(contract) for contract in contracts.values()),
        ],
        check_specs=[
            *intake_checks.check_specs(settings, contracts),
            *expectation_checks.check_specs(settings, contracts),
        ],
        required_resource_keys={EXCLUSIVE},
    )
    def intake(
        context: dg.AssetExecutionContext, config: IntakeConfig
    ) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        from orchestration.intake import find_new, retake, take_in

        history = History(settings)
        history.start(context.run.run_id)
        landing = find_new(settings)
        take = retake if config.full else take_in
        taken_in = take(settings, landing, context.log.info)

        register = Register(settings)
        files = register.files()
        new = [file for file in files if (file.agency, file.delivery) in taken_in]
        _record_periods(context, contracts, new)
        yield dg.MaterializeResult(asset_key=DELIVERIES, metadata={"deliveries": len(register.deliveries())})
        for contract in contracts.values():
            active = [file for file in files if file.is_active and (file.agency, file.dataset) == contract.id]
            yield dg.MaterializeResult(
                asset_key=_accepted_key(contract),
                metadata={
                    "dagster/row_count": sum(file.n_accepted for file in active),
                    "periods": len(active),
                    "files taken in": sum((file.agency, file.dataset) == contract.id for file in new),
                },
            )
        fresh = taken_in | _unpublished(history, register)
        results = [
            *intake_checks.check_results(settings, contracts, landing, fresh),
            *expectation_checks.check_results(settings, contracts, files, fresh),
        ]
        yield from as_events(results, history.record(context.run.run_id, results))
        stop_on_error(results)

    return [*(_landing_spec(contract) for contract in contracts.values()), intake]


def _unpublished(history: History, register: Register) -> set[tuple[str, str]]:
    """(agency, delivery) of what no publication holds yet: a check that failed on it is not passed by trying again."""
    published = history.last_refresh(outcome=PUBLISHED)
    since = published.finished_at if published else ""
    return {(row.agency, row.delivery) for row in register.deliveries() if row.taken_in_at > since}


def _record_periods(
    context: dg.AssetExecutionContext, contracts: dict[tuple[str, str], Contract], files: list[FileRow]
) -> None:
    """One event per accepted file, in its period, so that the UI shows what was delivered."""
    accepted = [file for file in files if file.status == "accepted"]
    for period_type, partitions in PERIODS.items():
        seen = {file.period for file in accepted if contracts[file.agency, file.dataset].period_type == period_type}
        known = set(context.instance.get_dynamic_partitions(partitions.name))
        if seen - known:
            context.instance.add_dynamic_partitions(partitions.name, sorted(seen - known))
    for file in accepted:
        context.log_event(
            dg.AssetMaterialization(
                _landing_key(contracts[file.agency, file.dataset]),
                partition=file.period,
                metadata={
                    "delivery": file.delivery,
                    "file": file.file,
                    "rows accepted": file.n_accepted,
                    "rows quarantined": file.n_quarantined,
                    "sha256": file.sha256,
                },
            )
        )
