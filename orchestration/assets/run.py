"""What surrounds a run of `refresh`, however it was started: the lock, and the word on how it ended."""

from collections.abc import Iterator

import dagster as dg

from orchestration.history import CHECKS_FAILED, CRASHED, History
from orchestration.lock import exclusive
from orchestration.settings import Settings

EXCLUSIVE = "exclusive"  # resource key


def exclusive_resource(settings: Settings) -> dg.ResourceDefinition:
    """Holds the warehouse from the first step of a run to its last."""

    @dg.resource(description="One refresh at a time per warehouse.")
    def hold(_context: dg.InitResourceContext) -> Iterator[None]:
        with exclusive(settings):
            yield

    return hold


def note_failure(settings: Settings) -> dg.HookDefinition:
    @dg.failure_hook(name="note_failure")
    def note(context: dg.HookContext) -> None:
        history = History(settings)
        stopped_by_check = any(result.blocks for result in history.results_of(context.run_id))
        outcome = CHECKS_FAILED if stopped_by_check else CRASHED
        history.finish(context.run_id, outcome, step=context.step_key)

    return note
