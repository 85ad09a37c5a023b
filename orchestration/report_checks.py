"""`wpl checks`: every check of the last refresh, published or not, failures first; or the board of it all."""

from orchestration.errors import NothingPublishedError
from orchestration.history import CRASHED, FAILED, NOT_APPLICABLE, PASSED, SKIPPED, CheckResult, History, Refresh
from orchestration.settings import Settings

ORDER = (FAILED, SKIPPED, NOT_APPLICABLE, PASSED)


def print_checks(settings: Settings) -> int:
    """Returns 1 when an error-severity check failed or the refresh broke off.

    Raises:
        NothingPublishedError: there was no refresh yet.
    """
    history = History(settings)
    refresh = history.last_refresh()
    if refresh is None:
        raise NothingPublishedError(f"no refresh has run on {settings.data} yet; run `wpl refresh` first")
    results = sorted(history.results_of(refresh.run_id), key=_urgency)
    print(f"refresh of {refresh.started_at}: {refresh.outcome} (run {refresh.run_id})")
    width = max((len(result.check_name) for result in results), default=0)
    for result in results:
        print(f"{result.outcome:<14}  {result.severity:<5}  {result.check_name:<{width}}  {_detail(result)}")
    print(summary(results))
    return _status(refresh, results)


def print_board(settings: Settings) -> int:
    """Returns 1 when an error-severity check of the last refresh failed or it broke off.

    Raises:
        NothingPublishedError: there was no refresh yet.
    """
    from orchestration.board import write_board

    print(write_board(settings))
    history = History(settings)
    refresh = history.last_refresh()
    return _status(refresh, history.results_of(refresh.run_id)) if refresh else 0


def _status(refresh: Refresh, results: list[CheckResult]) -> int:
    return int(refresh.outcome == CRASHED or any(result.blocks for result in results))


def summary(results: list[CheckResult]) -> str:
    """`41 checks: 1 failed (1 error), 0 skipped, 2 not applicable, 38 passed`."""
    counts = {outcome: sum(result.outcome == outcome for result in results) for outcome in ORDER}
    errors = sum(result.blocks for result in results)
    parts = [
        f"{count} {outcome}" + (f" ({errors} error)" if outcome == FAILED else "") for outcome, count in counts.items()
    ]
    return f"{len(results)} checks: " + ", ".join(parts)


def _urgency(result: CheckResult) -> tuple:
    return (ORDER.index(result.outcome), result.severity != "error", result.asset, result.check_name)


def _detail(result: CheckResult) -> str:
    parts = [result.asset]
    if result.numerator is not None and result.denominator is not None:
        parts.append(f"{result.numerator} of {result.denominator}")
    elif result.numerator:
        parts.append(f"{result.numerator} rows")
    if result.sample:
        parts.append(f"at {result.sample}")
    return "; ".join(parts)
