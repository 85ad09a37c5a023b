"""The statements of the report as checks: one each, told with the refresh that made them."""

import csv
from pathlib import Path

import duckdb
import pytest

from orchestration.assets.statements import check_results
from orchestration.checks_catalogue import describe
from orchestration.history import FAILED, NOT_APPLICABLE, PASSED
from orchestration.settings import CHECKOUT, Settings


def test_every_statement_has_its_result_in_what_is_published(refreshed_once: Path) -> None:
    with (CHECKOUT / "seeds" / "report_statements.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        results = connection.execute(
            "select check_name, severity, numerator, denominator from quality.check_results "
            "where asset = 'publications/statements'"
        ).fetchall()
        compared = connection.execute(
            "select count(*) filter (not is_followed), count(*) from publications.statements"
        ).fetchone()
    assert {row[0] for row in results} == names and {row[1] for row in results} == {"warn"}
    assert (sum(row[2] for row in results), sum(row[3] for row in results)) == compared
    assert compared[1] > 0


# What a small demo need not hold: areas of more than 100 interns, unqualified leavers of TSO without compulsory
# internship, and school years after the report.
WITHOUT_CELLS = {("S04", 1), ("S04", 2), ("S04", 3), ("S41", 2)} | {("S05", 2), ("S16", 3), ("S20", 3), ("S81", 4)}


def test_every_comparison_finds_cells(warehouse: Path) -> None:
    """Counted anew with groups of any size: a side that is named wrongly compares nothing, and nothing would tell."""
    compiled = Settings(data=warehouse).warehouse / "dbt" / "compiled" / "werkplekleren" / "models" / "publications"
    small, cells, compared = (
        (compiled / f"{name}.sql").read_text(encoding="utf-8")
        for name in ("stated_quantities", "stated_cells", "statements")
    )
    assert ">= 50" in small and cells.count("not onderdrukt") == 2
    with duckdb.connect(Settings(data=warehouse).database) as connection:
        connection.execute(
            f"create or replace view publications.stated_cells as {cells.replace('not onderdrukt', 'true')}"
        )
        connection.execute(f"create or replace view publications.stated_quantities as {small.replace('>= 50', '>= 1')}")
        said = set(connection.execute("select statement, comparison from reference.statement_cells").fetchall())
        found = set(connection.execute(f"select statement, comparison from ({compared})").fetchall())
    assert said - found <= WITHOUT_CELLS


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(data=tmp_path)
    settings.warehouse.mkdir(parents=True)
    with duckdb.connect(settings.database) as connection:
        connection.execute("create schema publications")
        connection.execute(
            "create table publications.statements as select * from (values "
            "('S01', 'fig_01 BSO', 'fig_01 TSO', true), ('S01', 'fig_02 BSO', 'fig_02 TSO', false), "
            "('S02', 'fig_18 TSO', null, true)) as listed (statement, cell, other_cell, is_followed)"
        )
    return settings


def test_what_does_not_follow_is_counted_and_named(settings: Settings) -> None:
    names = {
        "S01": "S01_registration_higher_in_bso",
        "S02": "S02_registration_best_in_2016_2017",
        "S03": "S03_registration_rises_after_fifth_year",
    }
    results = check_results(settings, names)
    assert [result.check_name for result in results] == list(names.values())
    assert {result.severity for result in results} == {"warn"}
    assert [(result.outcome, result.numerator, result.denominator, result.sample) for result in results] == [
        (FAILED, 1, 2, "fig_02 BSO / fig_02 TSO"),
        (PASSED, 0, 1, None),
        (NOT_APPLICABLE, 0, 0, None),
    ]


def test_a_statement_is_told_in_its_own_words() -> None:
    told = describe("S40_order_after_eight_quarters")
    assert told.statement_en.startswith("After eight quarters") and told.section == "3.4.2, line 1421-1423"
    assert told.severity == "warn" and "publications.statements" in told.what_to_do
