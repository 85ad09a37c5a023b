"""Checks in Dagster: each with its description, each result as an event of the run.

Here: how a check looks there. Not here: its words (`checks_catalogue.py`), the history that outlives Dagster's storage
(`history.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import dagster as dg

from orchestration.checks_catalogue import CheckDescription, describe
from orchestration.history import NOT_APPLICABLE, PASSED, SKIPPED, CheckResult
from orchestration.incidents import Incident
from orchestration.settings import Settings


def check_spec(settings: Settings, name: str, asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """A check as its description has it; an error-severity one holds back what is downstream of its asset."""
    told = describe(name, settings.seeds)
    return dg.AssetCheckSpec(name, asset=asset, blocking=told.severity == "error", **told_in_dagster(told))


def told_in_dagster(told: CheckDescription) -> dict[str, Any]:
    """Description and metadata of a check's spec."""
    metadata = {name: value for name, value in asdict(told).items() if name != "name" and value is not None}
    return {"description": f"{told.statement_nl}\n\n{told.statement_en}", "metadata": metadata}


def as_events(
    results: Iterable[CheckResult], incidents: Mapping[tuple[str, str], Incident]
) -> Iterator[dg.AssetCheckResult]:
    """A skipped check has no event; one that is not applicable passes, and says so.

    incidents: open ones, by asset and check.
    """
    for result in results:
        if result.outcome == SKIPPED:
            continue
        known = {
            "rule": result.rule,
            "outcome": result.outcome,
            "numerator": result.numerator,
            "denominator": result.denominator,
            "threshold": result.threshold,
            "sample": result.sample,
            "incident": _told(incidents.get((result.asset, result.check_name))),
        }
        yield dg.AssetCheckResult(
            asset_key=dg.AssetKey(result.asset.split("/")),
            check_name=result.check_name,
            passed=result.outcome in {PASSED, NOT_APPLICABLE},
            severity=dg.AssetCheckSeverity.ERROR if result.severity == "error" else dg.AssetCheckSeverity.WARN,
            metadata={name: value for name, value in known.items() if value is not None},
        )


def _told(incident: Incident | None) -> str | None:
    return f"{incident.id}, since {incident.opened_at}" if incident else None


def stop_on_error(results: Iterable[CheckResult]) -> None:
    """End the run when an error-severity check failed: nothing downstream of it is made.

    Raises:
        dagster.Failure: naming the checks, with counts and locations, never a value.
    """
    blocking = [result for result in results if result.blocks]
    if blocking:
        raise dg.Failure(
            description="Nothing is published: "
            + "; ".join(
                f"{result.check_name} on {result.asset} failed ({result.numerator} of {result.denominator})"
                for result in blocking
            ),
            allow_retries=False,
        )
