"""Check results, told twice: to Dagster as events of the run, and to the history that outlives its storage."""

from collections.abc import Iterable, Iterator

import dagster as dg

from orchestration.history import NOT_APPLICABLE, PASSED, SKIPPED, CheckResult


def as_events(results: Iterable[CheckResult]) -> Iterator[dg.AssetCheckResult]:
    """A skipped check has no event; one that is not applicable passes, and says so."""
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
        }
        yield dg.AssetCheckResult(
            asset_key=dg.AssetKey(result.asset.split("/")),
            check_name=result.check_name,
            passed=result.outcome in {PASSED, NOT_APPLICABLE},
            severity=dg.AssetCheckSeverity.ERROR if result.severity == "error" else dg.AssetCheckSeverity.WARN,
            metadata={name: value for name, value in known.items() if value is not None},
        )


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
