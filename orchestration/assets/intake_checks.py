"""Checks on intake: what was promised was delivered, every row is accounted for, nothing passed unseen.

Per dataset: `<dataset>_accepted` (no new file was rejected), `<dataset>_quarantine` (no row of
one was quarantined) and `<dataset>_rows_conserved` (delivered = accepted + quarantined, counted again from
the Parquet files). Per warehouse: the deliveries themselves. Only conservation blocks: the rest of a
delivery with one bad file is still published, with the older file.
"""

from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from orchestration.assets.results import check_spec
from orchestration.assets.samples import deliveries_at, files_at, noted_at, rejected_at, rows_at
from orchestration.checks_catalogue import judged
from orchestration.contracts import Contract
from orchestration.history import CheckResult
from orchestration.intake import Landing
from orchestration.records import ACCEPTED, REFUSED, REJECTED, FileRow, Note
from orchestration.register import Register
from orchestration.settings import Settings

DELIVERIES = dg.AssetKey(["intake", "deliveries"])

DELIVERY_CHECKS = ("deliveries_taken_in", "deliveries_unchanged", "delivery_names", "files_known")
DATASET_CHECKS = ("accepted", "quarantine", "rows_conserved", "columns_expected")
COMPANY_NUMBERS = "zending_stage_company_numbers"


def _dataset_key(contract: Contract) -> dg.AssetKey:
    return dg.AssetKey([contract.agency, contract.dataset])


def check_specs(settings: Settings, contracts: Mapping[tuple[str, str], Contract]) -> list[dg.AssetCheckSpec]:
    return [
        *(check_spec(settings, name, DELIVERIES) for name in DELIVERY_CHECKS),
        *(
            check_spec(settings, f"{contract.dataset}_{name}", _dataset_key(contract))
            for contract in contracts.values()
            for name in DATASET_CHECKS
        ),
        check_spec(settings, COMPANY_NUMBERS, dg.AssetKey(["agodi", "zending_stage"])),
    ]


def check_results(
    settings: Settings,
    contracts: Mapping[tuple[str, str], Contract],
    landing: Landing,
    taken_in: set[tuple[str, str]],
) -> list[CheckResult]:
    """taken_in: (agency, delivery) that no publication holds yet; without any, checks on them are not applicable."""
    register = Register(settings)
    known = register.deliveries()
    deliveries = [row for row in known if (row.agency, row.delivery) in taken_in]
    refused = [(row.agency, row.delivery) for row in deliveries if row.status == REFUSED]
    changed = [(delivery.agency, delivery.name) for delivery in landing.changed]
    files = [row for row in register.files() if (row.agency, row.delivery) in taken_in]
    unknown = [row for row in files if row.dataset is None]

    def result(name: str, numerator: int, denominator: int, sample: str | None) -> CheckResult:
        return judged(settings, DELIVERIES.to_user_string(), name, numerator, denominator, sample)

    results = [
        result("deliveries_taken_in", len(refused), len(deliveries), deliveries_at(refused)),
        result("deliveries_unchanged", len(changed), len(known), deliveries_at(changed)),
        result("delivery_names", len(landing.ignored), len(known) + len(landing.ignored), None),
        result("files_known", len(unknown), len(files), rejected_at(unknown, [])),
    ]
    notes = register.notes()
    for contract in contracts.values():
        own = [row for row in files if (row.agency, row.dataset) == contract.id]
        results += _dataset_results(settings, contract, own, notes)
    return results


def _dataset_results(
    settings: Settings, contract: Contract, files: list[FileRow], notes: list[Note]
) -> list[CheckResult]:
    accepted = [row for row in files if row.status == ACCEPTED]
    rejected = [row for row in files if row.status == REJECTED]
    quarantined = [row for row in accepted if row.n_quarantined]
    lost = [row for row in accepted if not _is_conserved(settings, row)]
    places = {(row.agency, row.delivery, row.file) for row in accepted}
    own = [note for note in notes if (note.agency, note.delivery, note.file) in places]
    with_extra = {(note.delivery, note.file) for note in own if note.kind == "extra_column"}
    extra = [row for row in accepted if (row.delivery, row.file) in with_extra]
    invalid = [note for note in own if note.kind == "invalid_company_number"]

    def result(name: str, numerator: int, denominator: int, sample: str | None) -> CheckResult:
        return judged(settings, _dataset_key(contract).to_user_string(), name, numerator, denominator, sample)

    n_delivered, n_accepted = (sum(getattr(row, n) for row in accepted) for n in ("n_delivered", "n_accepted"))
    n_quarantined = sum(row.n_quarantined for row in quarantined)
    prefix = contract.dataset
    results = [
        result(f"{prefix}_accepted", len(rejected), len(files), rejected_at(rejected, notes)),
        result(f"{prefix}_quarantine", n_quarantined, n_delivered, rows_at(settings, quarantined)),
        result(f"{prefix}_rows_conserved", len(lost), len(accepted), files_at(lost)),
        result(f"{prefix}_columns_expected", len(extra), len(accepted), files_at(extra)),
    ]
    if contract.dataset == "zending_stage":
        results.append(result(COMPANY_NUMBERS, sum(note.n for note in invalid), n_accepted, noted_at(invalid)))
    return results


def _is_conserved(settings: Settings, file: FileRow) -> bool:
    """Count the rows again in what was written, not in what intake says that it wrote."""
    from pyarrow.parquet import read_metadata

    written = Path(file.agency, file.dataset, file.period or "alle", f"{file.delivery}.parquet")
    counted = [
        read_metadata(folder / written).num_rows if (folder / written).exists() else 0
        for folder in (settings.accepted, settings.quarantine)
    ]
    return counted == [file.n_accepted, file.n_quarantined] and sum(counted) == file.n_delivered
