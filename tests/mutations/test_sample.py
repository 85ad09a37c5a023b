"""A fixed sample of the mutants, on one delivery: what changes a publication makes a check fail."""

import pytest

from tests.mutations import project as projects
from tests.mutations.__main__ import accepted
from tests.mutations.verdicts import OTHER, OWN, SURVIVES, Court, Delivery, Verdict, all_mutants

EVERY = 31


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    project = projects.load()
    court = Court(project, (Delivery(17, pupils=800, crowds=False),))
    return [court.judge(model, mutant) for model, mutant in all_mutants(project)[::EVERY]]


def test_no_mutant_changes_a_publication_unseen(verdicts: list[Verdict]) -> None:
    reasons = accepted()
    assert not [one.key for one in verdicts if one.verdict == SURVIVES and one.key not in reasons]


def test_most_are_stopped_by_a_check_and_most_of_these_by_one_of_their_own_rule(verdicts: list[Verdict]) -> None:
    # else the sample would show nothing: mutants that change no row
    stopped = [one for one in verdicts if one.verdict in (OWN, OTHER)]
    assert len(stopped) > len(verdicts) / 2
    # a mart or a figure without rules of its own is counted again by a check that bears no rule
    assert sum(one.verdict == OWN for one in stopped) > len(stopped) / 2
