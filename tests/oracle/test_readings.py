"""The makers tell a rule from the readings that it is mistaken for: each gives other cells on some seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.oracle import (
    cells,
    cells_awards,
    cells_dual,
    cells_extra,
    cells_higher,
    cells_stage,
    cells_work,
    deliveries,
    intake,
    publications,
)
from tests.oracle.cells import Cell, Leaver, Row, World
from tests.oracle.seats import Seat, next_year, seats_of_pupils

SEEDS = range(8)
SEVENTH: dict[str, Callable[[Seat], bool]] = {
    "R03": lambda seat: seat.aanbieder == "VOLTIJDS",
    "R05": lambda seat: seat.lineair,
    "R07": lambda seat: seat.young_enough,
    "R08": lambda seat: not seat.se_n_se,
    "R09": lambda seat: not seat.naamloos,
    "aanloopfase": lambda seat: not seat.aanloopfase,
}
Patch = pytest.MonkeyPatch
Reading = Callable[[Patch], None]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[World]:
    result = []
    for seed in SEEDS:
        landing = tmp_path_factory.mktemp("landing") / "landing"
        deliveries.write(landing, deliveries.make(seed))
        result.append(World(intake.run(landing).rows))
    return result


def seventh_year_without(rule: str) -> Reading:
    """R32 without one of the conditions of its destination."""
    others = [condition for name, condition in SEVENTH.items() if name != rule]

    def destination(world: World, seat: Seat) -> Seat | None:
        after = seats_of_pupils(world)[seat.leerling_id].get(next_year(seat.schooljaar))
        if after is None or (after.onderwijsvorm, after.leerjaar) != ("BSO", 7):
            return None
        return after if all(condition(after) for condition in others) else None

    return lambda patch: patch.setattr(cells_awards, "destination", destination)


def numbers_of_all_years(patch: Patch) -> None:
    def numbers(world: World, leaver: Leaver) -> set[str]:
        return {number for _, number in cells_work.filed_numbers(world).get(leaver.leerling_id, [])}

    patch.setattr(cells_work, "internship_numbers", numbers)


def numbers_of_the_exit_year(patch: Patch) -> None:
    def numbers(world: World, leaver: Leaver) -> set[str]:
        filed = cells_work.filed_numbers(world).get(leaver.leerling_id, [])
        return {number for year, number in filed if year == leaver.exit_year}

    patch.setattr(cells_work, "internship_numbers", numbers)


def background_of_the_latest_year(patch: Patch) -> None:
    def backgrounds(world: World, leavers: list[Leaver]) -> list[tuple[Leaver, Row]]:
        rows = {
            row["leerling_id"]: row for year in world.periods("leerlingen") for row in world.rows["leerlingen", year]
        }
        return [(leaver, rows[leaver.leerling_id]) for leaver in leavers]

    patch.setattr(cells_extra, "backgrounds", backgrounds)


def graduates_presumed(patch: Patch) -> None:
    """As if every study area told its number of graduates."""
    told = cells_higher.doorstroom

    def doorstroom(world: World, publicatie: str) -> Iterator[tuple[dict[str, str], cells_higher.Counts]]:
        for key, counts in told(world, publicatie):
            yield key, {("gediplomeerd", None): 1} | counts

    patch.setattr(cells_higher, "doorstroom", doorstroom)


def only_registered(patch: Patch) -> None:
    everyone = cells_stage.obliged

    def obliged(world: World) -> dict[str, list[Seat]]:
        return {year: cells_stage.registered(world, base) for year, base in everyone(world).items()}

    patch.setattr(cells_stage, "obliged", obliged)


def setting(module: Any, name: str, value: Any) -> Reading:
    return lambda patch: patch.setattr(module, name, value)


READINGS: list[tuple[str, Reading]] = [
    ("txt_003 of the registered", only_registered),
    ("tab_4 graduates presumed", graduates_presumed),
    *[(f"fig_12 {rule}", seventh_year_without(rule)) for rule in SEVENTH],
    *[(f"fig_15 {rule}", seventh_year_without(rule)) for rule in SEVENTH if rule != "R08"],
    *[(f"{name} later filings", numbers_of_all_years) for name in ("fig_32", "fig_33", "txt_015")],
    *[(f"{name} earlier filings", numbers_of_the_exit_year) for name in ("fig_32", "txt_015")],
    *[(f"{name} always SYNTRA", setting(cells_dual, "SYNTRA_FROM", "")) for name in ("fig_05", "fig_06")],
    *[(f"{name} later SYNTRA", setting(cells_dual, "SYNTRA_FROM", "2020-2021")) for name in ("fig_05", "fig_06")],
    ("txt_033 any job", setting(cells_work, "main_job", lambda jobs: jobs[0])),
    ("txt_033 more exit years", setting(cells, "POOLED", ("2012-2013", "2018-2019"))),
    *[
        (f"{name} nobody registered", setting(cells_extra, "registrations", lambda _: {}))
        for name in ("ext_02", "ext_03")
    ],
    *[
        (f"{name} years after R20", setting(cells_extra, "stage_years", lambda world: world.periods("inschrijvingen")))
        for name in ("ext_02", "ext_03")
    ],
    ("ext_05 latest year", background_of_the_latest_year),
]


def made(worlds: list[World], publication: str) -> list[list[Cell]]:
    return [list(publications.PUBLICATIONS[publication](world)) for world in worlds]


@pytest.mark.parametrize(("name", "reading"), READINGS, ids=[name for name, _ in READINGS])
def test_another_reading_gives_other_cells(
    worlds: list[World], name: str, reading: Reading, monkeypatch: Patch
) -> None:
    publication = name.split()[0]
    right = made(worlds, publication)
    reading(monkeypatch)
    assert made(worlds, publication) != right


def test_filings_have_texts_of_spaces(worlds: list[World]) -> None:
    filings = [
        row for world in worlds for year in world.periods("zending_stage") for row in world.rows["zending_stage", year]
    ]
    for name in ("sector", "contract"):
        assert {row[name] is None for row in filings} == {True, False}
        assert any(row[name] is not None and not row[name].strip() for row in filings)


def test_leavers_come_and_go_and_quarters_have_gaps(worlds: list[World]) -> None:
    returned = gaps = 0
    for world in worlds:
        for leaver in world.leavers:
            window = [cells.quarter_of_window(leaver.exit_year, k) for k in cells.QUARTERS_OF_WINDOW]
            delivered = "".join("x" if quarter in world.quarters else " " for quarter in window)
            gaps += " " in delivered.strip()
            available = [world.is_available(leaver, k) for k in cells.QUARTERS_OF_WINDOW]
            returned += " " not in delivered and "101" in "".join(str(int(one)) for one in available)
    assert returned and gaps
