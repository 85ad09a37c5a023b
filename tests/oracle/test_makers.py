"""The makers of deliveries keep their promises, as the reference intake sees them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.oracle import cells, deliveries, intake, publications

FILE_REASONS = {
    "not_in_manifest",
    "missing_file",
    "unknown_dataset",
    "bad_period",
    "duplicate_file",
    "hash_mismatch",
    "unreadable",
    "missing_column",
    "duplicate_column",
    "empty_file",
    "row_count_mismatch",
    "too_many_bad_rows",
}
ROW_REASONS = {
    "malformed_row",
    "missing_value",
    "bad_value",
    "wrong_period",
    "duplicate_row",
    "conflicting_key",
    "unknown_group",
}


def taken_in(folder: Path, seed: int, **options: bool) -> intake.Intake:
    landing = folder / f"{seed}-{options}"
    deliveries.write(landing, deliveries.make(seed, **options))
    return intake.run(landing)


def years_without_leerlingen(state: intake.Intake) -> int:
    periods = Counter(dataset for dataset, _ in state.rows)
    years = {period for dataset, period in state.rows if dataset == "inschrijvingen"}
    assert periods["leerlingen"]
    return len(years - {period for dataset, period in state.rows if dataset == "leerlingen"})


def test_the_same_seed_is_the_same_landing_folder() -> None:
    assert deliveries.make(3, dirty=True) == deliveries.make(3, dirty=True)


@pytest.mark.parametrize("seed", range(5))
def test_a_clean_seed_has_nothing_bad(tmp_path: Path, seed: int) -> None:
    state = taken_in(tmp_path, seed)
    assert {file.status for file in state.files} == {"accepted"}
    assert not state.quarantine
    assert years_without_leerlingen(state) == 0


def test_most_pupils_leave_and_every_publication_has_cells(tmp_path: Path) -> None:
    found = []
    for seed in range(5):
        world = cells.World(taken_in(tmp_path, seed, crowds=True).rows)
        assert len(world.leavers) > 80
        found += publications.all_cells(world)
    assert {cell.publicatie for cell in found} == set(publications.PUBLICATIONS)
    assert {cell.publicatie for cell in found if cell.onderdrukt} == set(cells.SUPPRESSED)
    assert {cell.publicatie for cell in found if not cell.onderdrukt} == set(publications.PUBLICATIONS)


def test_dirty_seeds_hold_every_reason_and_all_leerlingen(tmp_path: Path) -> None:
    states = [taken_in(tmp_path, seed, dirty=True) for seed in range(12)]
    assert {file.reason for state in states for file in state.files} == FILE_REASONS | {None}
    assert {reason for state in states for *_, reason in state.quarantine} == ROW_REASONS
    assert {delivery.status for state in states for delivery in state.deliveries} == {"taken in", "refused"}
    assert [years_without_leerlingen(state) for state in states] == [0] * len(states)


def test_leerlingen_of_one_year_are_lost_when_asked(tmp_path: Path) -> None:
    assert years_without_leerlingen(taken_in(tmp_path, 1, lose_leerlingen=True)) == 1
