"""Checks on intake: what was promised was delivered, every row is accounted for, nothing passed unseen.

Per dataset: `<dataset>_accepted` (no file of this refresh was rejected), `<dataset>_quarantine` (no row of
it was quarantined) and `<dataset>_rows_conserved` (delivered = accepted + quarantined, counted again from
the Parquet files). Per warehouse: the deliveries themselves. Only conservation blocks: the rest of a
delivery with one bad file is still published, with the older file.
"""

from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from orchestration.contracts import Contract
from orchestration.history import CheckResult, judge
from orchestration.intake import Landing
from orchestration.register import FileRow, Register
from orchestration.settings import Settings

DELIVERIES = dg.AssetKey(["intake", "deliveries"])

DELIVERY_CHECKS = {
    "deliveries_taken_in": "No delivery of this refresh was refused (bad_manifest).",
    "deliveries_unchanged": "No delivery folder changed after it was taken in (delivery_changed).",
    "delivery_names": "Every folder in the landing folder has a delivery's name.",
    "files_known": "Every file of this refresh belongs to a dataset (unknown_dataset, not_in_manifest ...).",
}

DATASET_CHECKS = {
    "accepted": ("warn", "No file of this refresh was rejected."),
    "quarantine": ("warn", "No row of this refresh was quarantined."),
    "rows_conserved": ("error", "Rows delivered = rows accepted + rows quarantined, counted in the files."),
    "columns_expected": ("warn", "No file of this refresh has a column that the contract does not name."),
}

COMPANY_NUMBERS = "zending_stage_company_numbers"


def _dataset_key(contract: Contract) -> dg.AssetKey:
    return dg.AssetKey([contract.agency, contract.dataset])


def check_specs(contracts: Mapping[tuple[str, str], Contract]) -> list[dg.AssetCheckSpec]:
    specs = [dg.AssetCheckSpec(name, asset=DELIVERIES, description=text) for name, text in DELIVERY_CHECKS.items()]
    for contract in contracts.values():
        specs += [
            dg.AssetCheckSpec(
                f"{contract.dataset}_{name}",
                asset=_dataset_key(contract),
                description=text,
                blocking=severity == "error",
            )
            for name, (severity, text) in DATASET_CHECKS.items()
        ]
    specs.append(
        dg.AssetCheckSpec(
            COMPANY_NUMBERS,
            asset=dg.AssetKey(["agodi", "zending_stage"]),
            description="Company numbers of internship employers are valid; one that is not counts as missing.",
        )
    )
    return specs


def check_results(
    settings: Settings,
    contracts: Mapping[tuple[str, str], Contract],
    landing: Landing,
    taken_in: set[tuple[str, str]],
) -> list[CheckResult]:
    """taken_in: (agency, delivery) of this refresh. Checks on what is new are not applicable when nothing is."""
    register = Register(settings)
    deliveries = [row for row in register.deliveries() if (row.agency, row.delivery) in taken_in]
    files = [row for row in register.files() if (row.agency, row.delivery) in taken_in]
    asset = DELIVERIES.to_user_string()
    n_folders = len(register.deliveries()) + len(landing.ignored)
    unknown = [row for row in files if row.dataset is None]
    results = [
        _result(asset, "deliveries_taken_in", sum(row.status == "refused" for row in deliveries), len(deliveries)),
        _result(asset, "deliveries_unchanged", len(landing.changed), len(register.deliveries())),
        _result(asset, "delivery_names", len(landing.ignored), n_folders),
        _result(asset, "files_known", len(unknown), len(files), sample=_sample(unknown)),
    ]
    for contract in contracts.values():
        own = [row for row in files if (row.agency, row.dataset) == contract.id]
        results += _dataset_results(settings, contract, own, register)
    return results


def _dataset_results(
    settings: Settings, contract: Contract, files: list[FileRow], register: Register
) -> list[CheckResult]:
    asset = _dataset_key(contract).to_user_string()
    accepted = [row for row in files if row.status == "accepted"]
    rejected = [row for row in files if row.status == "rejected"]
    extra = [row for row in accepted if register.notes(row, "extra_column")]
    lost = [row for row in accepted if not _is_conserved(settings, row)]
    results = [
        _result(asset, f"{contract.dataset}_accepted", len(rejected), len(files), sample=_sample(rejected)),
        _result(
            asset,
            f"{contract.dataset}_quarantine",
            sum(row.n_quarantined for row in accepted),
            sum(row.n_delivered for row in accepted),
            sample=_sample([row for row in accepted if row.n_quarantined]),
        ),
        _result(asset, f"{contract.dataset}_rows_conserved", len(lost), len(accepted), "error", _sample(lost)),
        _result(asset, f"{contract.dataset}_columns_expected", len(extra), len(accepted), sample=_sample(extra)),
    ]
    if contract.dataset == "zending_stage":
        invalid = sum(note.n for row in accepted for note in register.notes(row, "invalid_company_number"))
        results.append(_result(asset, COMPANY_NUMBERS, invalid, sum(row.n_accepted for row in accepted)))
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


def _result(
    asset: str, name: str, numerator: int, denominator: int, severity: str = "warn", sample: str | None = None
) -> CheckResult:
    return CheckResult(
        asset=asset,
        check_name=name,
        rule=None,
        severity=severity,
        outcome=judge(numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        sample=sample,
    )


def _sample(files: list[FileRow]) -> str | None:
    """Up to five files, with the reason and line of a rejection: locations, never values."""
    places = []
    for row in files[:5]:
        place = f"{row.delivery}/{row.file}" + (f":{row.line}" if row.line else "")
        places.append(place + (f" ({row.reason})" if row.reason else ""))
    return ", ".join(places) or None
