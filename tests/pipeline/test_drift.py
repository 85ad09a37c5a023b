"""Drift against the last publication: what moved without a delivery, further than one, or by leaps."""

import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.history import FAILED, NOT_APPLICABLE, PASSED, CheckResult
from orchestration.intake import find_new, take_in
from orchestration.publish import drift
from orchestration.publish.touched import EVERYONE, datasets_of, touched
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.project import manifest
from tests.helpers import write_delivery

FIG_01 = "publicatie = 'fig_01' and schooljaar = '2016-2017' and onderwijsvorm = 'BSO' and categorie like 'met %'"


@pytest.fixture
def settings(warehouse: Path) -> Settings:
    return Settings(data=warehouse)


def move(settings: Settings, change: str, cells: str) -> None:
    with duckdb.connect(settings.database) as connection:
        (n,) = connection.execute(f"update publications.cells set {change} where {cells}").fetchone()
        assert n


def results(settings: Settings) -> dict[str, CheckResult]:
    return {result.check_name: result for result in drift.check(settings, manifest(settings))}


def correct(settings: Settings, dataset: str, period: str, n: int) -> None:
    """Deliver the newest file of a period again without its last n rows."""
    path = max((settings.landing / "agodi").glob(f"*/{dataset}_{period}.csv*"), key=lambda each: each.parent.name)
    lines = path.read_bytes().splitlines(keepends=True)
    write_delivery(settings.landing, "agodi", "2031-01-01", {path.name: b"".join(lines[:-n])})
    take_in(settings, find_new(settings), print)


def test_nothing_moved_and_nothing_is_said(settings: Settings) -> None:
    found = results(settings)
    assert {name: result.outcome for name, result in found.items()} == {
        "drift_unexplained": PASSED,
        "drift_beyond_deliveries": NOT_APPLICABLE,
        "drift_school_year_totals": PASSED,
    }
    assert found["drift_unexplained"].denominator > 1000


def test_without_a_publication_there_is_no_drift(settings: Settings) -> None:
    (settings.published / "current").unlink()
    assert {result.outcome for result in results(settings).values()} == {NOT_APPLICABLE}


def test_a_cell_that_moves_without_a_delivery_is_a_warning(settings: Settings) -> None:
    move(settings, "aantal = aantal + 1", FIG_01)
    found = results(settings)["drift_unexplained"]
    assert (found.outcome, found.severity, found.numerator, found.sample) == (FAILED, "warn", 1, "fig_01")


def test_a_cell_that_is_gone_moved_as_well(settings: Settings) -> None:
    with duckdb.connect(settings.database) as connection:
        connection.execute(f"delete from publications.cells where {FIG_01}")
    assert results(settings)["drift_unexplained"].numerator == 1


def test_changed_code_is_named(settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "dbt_project", tmp_path / "dbt_project")
    (tmp_path / "dbt_project" / "models" / "columns.md").open("a").write("\n")
    move(settings, "aantal = aantal + 1", FIG_01)
    changed = Settings(data=settings.data, dbt_project=tmp_path / "dbt_project")
    (found, *_) = drift.check(changed, manifest(settings))
    assert found.sample == "fig_01; the code changed too"


@pytest.mark.parametrize(("n", "outcome"), [(3, PASSED), (4, FAILED)])
def test_a_correction_explains_as_many_persons_as_it_touches(settings: Settings, n: int, outcome: str) -> None:
    correct(settings, "w_codes", "2016-2017", 3)
    move(settings, f"aantal = aantal + {n}", FIG_01)
    found = results(settings)
    assert found["drift_beyond_deliveries"].outcome == outcome
    assert found["drift_beyond_deliveries"].sample == ("fig_01" if outcome == FAILED else None)
    assert found["drift_unexplained"].outcome == PASSED, "figures on other data did not move"


def test_persons_are_counted_by_dataset(settings: Settings) -> None:
    correct(settings, "w_codes", "2016-2017", 3)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{settings.published / 'marts.duckdb'}' as last (read_only)")
        assert touched(settings, connection) == {("agodi", "w_codes"): 3}


def test_a_changed_group_may_concern_everyone(settings: Settings) -> None:
    (path,) = (settings.landing / "agodi" / "2021-10-01").glob("administratieve_groepen.csv")
    write_delivery(settings.landing, "agodi", "2031-01-01", {path.name: path.read_bytes().rsplit(b"\n", 2)[0] + b"\n"})
    take_in(settings, find_new(settings), print)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{settings.published / 'marts.duckdb'}' as last (read_only)")
        assert touched(settings, connection) == {("agodi", "administratieve_groepen"): EVERYONE}


def test_a_total_that_jumps_is_a_warning(settings: Settings) -> None:
    move(settings, "noemer = noemer * 1.2", "publicatie = 'fig_20' and schooljaar = '2016-2017' and kwartaal = '3'")
    found = results(settings)["drift_school_year_totals"]
    assert (found.outcome, found.numerator, found.sample) == (FAILED, 1, "fig_20")


def test_a_new_school_year_is_held_against_the_one_before(settings: Settings) -> None:
    last = "schooljaar = '2020-2021' and publicatie = 'txt_018'"
    move(settings, "schooljaar = '2021-2022'", last)
    assert results(settings)["drift_school_year_totals"].outcome == PASSED
    move(settings, "noemer = noemer * 3", last.replace("2020-2021", "2021-2022"))
    assert results(settings)["drift_school_year_totals"].sample == "txt_018"


def test_a_publication_is_made_of_the_datasets_below_it(settings: Settings) -> None:
    datasets = datasets_of(manifest(settings))
    assert datasets["tab_3"] == {("ahovoks", "doorstroom_ho")}
    assert {("ksz", "tewerkstelling"), ("agodi", "inschrijvingen")} <= datasets["fig_20"]
    assert ("ksz", "tewerkstelling") not in datasets["fig_01"]
