"""Checks by the suites made from the contracts, on what was newly accepted; not applicable when nothing is.

Per dataset: `<dataset>_expectations` (what was accepted keeps its contract; nothing is published when it does not) and
`<dataset>_row_counts` (a correction has about as many rows as what it replaces). An expectation that could not be
judged is no pass: it counts as failed.
"""

from collections.abc import Iterator, Mapping

import dagster as dg

from orchestration.assets.results import check_spec
from orchestration.assets.samples import SHOWN
from orchestration.checks_catalogue import describe, judged
from orchestration.contracts import Contract
from orchestration.expectations.counting import Counted, count, places
from orchestration.expectations.judge import ask
from orchestration.expectations.promises import COLUMNS, KEY, promises, stored_columns
from orchestration.expectations.questions import ROWS, Question, Verdict
from orchestration.history import CheckResult
from orchestration.register import FileRow
from orchestration.settings import Settings

CHECKS = EXPECTATIONS, ROW_COUNTS = "expectations", "row_counts"

Contracts = Mapping[tuple[str, str], Contract]


def check_specs(settings: Settings, contracts: Contracts) -> list[dg.AssetCheckSpec]:
    return [
        check_spec(settings, f"{contract.dataset}_{name}", dg.AssetKey(list(contract.id)))
        for contract in contracts.values()
        for name in CHECKS
    ]


def check_results(
    settings: Settings, contracts: Contracts, files: list[FileRow], taken_in: set[tuple[str, str]]
) -> list[CheckResult]:
    """files: all of the register, in delivery order; taken_in: (agency, delivery) that no publication holds yet."""
    counted: dict[Contract, list[Counted]] = {}

    def questions() -> Iterator[Question]:  # counts a dataset when the judge is ready for it
        for contract in contracts.values():
            of_dataset = [row for row in files if (row.agency, row.dataset) == contract.id]
            counted[contract] = count(settings, contract, of_dataset, taken_in)
            if counted[contract]:
                yield _question(settings, contract, counted[contract])

    verdicts = ask(questions())
    return [
        result
        for contract, new in counted.items()
        for result in (
            _contract_kept(settings, contract, new, verdicts.get(contract.dataset)),
            _rows_as_before(settings, contract, new, verdicts.get(contract.dataset)),
        )
    ]


def _question(settings: Settings, contract: Contract, new: list[Counted]) -> Question:
    kinds: dict[str, list[str]] = {COLUMNS: sorted(stored_columns(contract)), KEY: list(contract.key)}
    for promise in promises(contract):
        kinds.setdefault(promise.kind, []).append(promise.column)
    return Question(
        dataset=contract.dataset,
        kinds=kinds,
        counts=[row for one in new for row in one.frame(kinds)],
        largest_change=describe(f"{contract.dataset}_{ROW_COUNTS}", settings.seeds).threshold,
    )


def _contract_kept(settings: Settings, contract: Contract, new: list[Counted], verdict: Verdict | None) -> CheckResult:
    """Offending rows of the expectations that failed; all rows where a verdict is missing."""
    n_rows = sum(one.n_rows for one in new)
    kept = {kind: is_kept for kind, is_kept in (verdict.kept if verdict else {}).items() if kind != ROWS}
    failed = {kind for kind, is_kept in kept.items() if is_kept is False}
    offending = sum(n for one in new for (kind, _), n in one.broken.items() if kind in failed)
    sample = places(settings, contract, new, failed) if failed else None
    if new and (not kept or None in kept.values()):
        offending, sample = max(n_rows, 1), "the suite could not be judged"
    name = f"{contract.dataset}_{EXPECTATIONS}"
    return judged(settings, "/".join(contract.id), name, offending, max(n_rows, offending), sample)


def _rows_as_before(settings: Settings, contract: Contract, new: list[Counted], verdict: Verdict | None) -> CheckResult:
    """Of the correction that moved most: rows more or fewer, of the rows it replaces."""
    name, asset = f"{contract.dataset}_{ROW_COUNTS}", "/".join(contract.id)
    corrections = sorted((one for one in new if one.n_rows_before), key=lambda one: one.share_changed, reverse=True)
    if not corrections:
        return judged(settings, asset, name, 0, 0)
    is_kept = verdict.kept.get(ROWS) if verdict else None
    if is_kept is None:
        return judged(settings, asset, name, 1, 1, "the suite could not be judged")
    most = corrections[0]
    sample = None if is_kept else _moved(corrections, describe(name, settings.seeds).threshold)
    return judged(settings, asset, name, abs(most.n_rows - most.n_rows_before), most.n_rows_before, sample)


def _moved(corrections: list[Counted], threshold: float) -> str:
    moved = [one for one in corrections if one.share_changed > threshold][:SHOWN]
    return ", ".join(
        f"{one.file.delivery}/{one.file.file} ({one.n_rows} rows, was {one.n_rows_before})" for one in moved
    )
