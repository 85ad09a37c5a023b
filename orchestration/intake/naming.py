"""Which dataset and period each file of a delivery holds, by its name and the manifest alone.

Here: the reasons to reject a file that need no look into it. Not here: opening it (`files.py`).
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from orchestration.contracts import Contract
from orchestration.intake.manifest import Entry

Contracts = Mapping[tuple[str, str], Contract]

PERIODS = {
    "schooljaar": re.compile(r"([0-9]{4})-([0-9]{4})", re.ASCII),
    "kwartaal": re.compile(r"([0-9]{4})Q([1-4])", re.ASCII),
}


@dataclass(frozen=True)
class Candidate:
    """A file that the manifest names or that is there; `reason`: why it is rejected unopened."""

    file: str
    contract: Contract | None = None
    period: str | None = None
    format: str | None = None
    reason: str | None = None
    entry: Entry | None = None

    @property
    def is_readable(self) -> bool:
        return self.reason is None


def candidates(
    manifest: Mapping[str, Entry], present: Collection[str], agency: str, contracts: Contracts
) -> list[Candidate]:
    """One for each file named or there, in alphabetical order. present: relative paths."""
    named = [
        replace(_by_name(file, agency, contracts), entry=manifest.get(file)) for file in sorted({*manifest, *present})
    ]
    known = [_before_opening(candidate, present) for candidate in named]
    periods = Counter((one.contract.id, one.period) for one in known if one.contract and one.is_readable)
    return [
        replace(one, reason="duplicate_file")
        if one.contract and one.is_readable and periods[one.contract.id, one.period] > 1
        else one
        for one in known
    ]


def _before_opening(candidate: Candidate, present: Collection[str]) -> Candidate:
    if candidate.entry is None:
        return replace(candidate, reason="not_in_manifest")
    if candidate.file not in present:
        return replace(candidate, reason="missing_file")
    return candidate


def _by_name(file: str, agency: str, contracts: Contracts) -> Candidate:
    """Dataset, period and format, as far as the name is right."""
    stem, format = _split(file, contracts)
    datasets = {dataset for _, dataset in contracts}
    fitting = [name for name in datasets if stem == name or stem.startswith(f"{name}_")]
    dataset = max(fitting, key=len, default=None)
    contract = contracts.get((agency, dataset)) if dataset else None
    if contract is None or format not in contract.formats:
        return Candidate(file, reason="unknown_dataset")
    rest = stem.removeprefix(contract.dataset)
    if contract.period_type is None:
        return Candidate(file, contract, None, format, "bad_period" if rest else None)
    period = rest.removeprefix("_")
    if not is_period(period, contract.period_type):
        return Candidate(file, contract, None, format, "bad_period")
    return Candidate(file, contract, period, format)


def _split(file: str, contracts: Contracts) -> tuple[str, str | None]:
    formats = {format for contract in contracts.values() for format in contract.formats}
    for format in sorted(formats, key=len, reverse=True):
        if file.endswith(f".{format}"):
            return file.removesuffix(f".{format}"), format
    return file, None


def is_period(text: str, period_type: str) -> bool:
    match = PERIODS[period_type].fullmatch(text)
    return bool(match) and (period_type == "kwartaal" or int(match[2]) == int(match[1]) + 1)


def period_in_column(period: str, period_type: str) -> str:
    """A quarter is `2018Q3` in the file's name and `20183` in its column."""
    return period.replace("Q", "") if period_type == "kwartaal" else period
