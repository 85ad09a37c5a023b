"""Conservation checks see one row too few: each is run on a finished warehouse of which one place was changed."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import Settings
from orchestration.warehouse import runner

LOSSES = {
    "staging_rows_conserved": [
        "alter view staging.stg_ksz__zelfstandigen rename to every_zelfstandige",
        "create view staging.stg_ksz__zelfstandigen as select * from staging.every_zelfstandige offset 1",
    ],
    "leavers_conserved": [
        "delete from marts.outflow where rowid = (select min(rowid) from marts.outflow)",
        "update marts.labour_market_status set n_leavers = n_leavers + 1 where rowid = "
        "(select min(rowid) from marts.labour_market_status where kwartaal = 5)",
        "delete from marts.first_employment where schooljaar = (select min(schooljaar) from marts.first_employment)",
    ],
    "marts_add_up": [
        f"delete from marts.{mart} where rowid = (select min(rowid) from marts.{mart})"
        for mart in (
            *("dual_learning", "internship_registration", "qualification", "se_n_se", "employment_characteristics"),
            *("paritair_comite", "higher_education", "internship_employer", "hbo5_verpleegkunde"),
        )
    ],
    "figures_add_up": [
        "update publications.cells set aantal = aantal + 1 where rowid = (select min(rowid) from publications.cells "
        f"where publicatie = '{publicatie}' and categorie = '{categorie}')"
        for publicatie, categorie in (
            *(("fig_08", "1"), ("fig_12", "doorgestroomd naar 7"), ("fig_15", "duaal"), ("fig_20", "werkzoekend")),
            *(("fig_22", "werkend"), ("txt_001", "geen")),
        )
    ],
}
OFFENDING = {"staging_rows_conserved": 1, "leavers_conserved": 3, "marts_add_up": 9, "figures_add_up": 5}


@pytest.fixture
def database(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    settings = Settings(data=warehouse)
    with duckdb.connect(settings.database) as connection:
        connection.execute(f"set file_search_path = '{settings.warehouse}'")
        yield connection


def test_what_is_lost_is_counted(warehouse: Path, database: duckdb.DuckDBPyConnection) -> None:
    for statement in (statement for statements in LOSSES.values() for statement in statements):
        (changed,) = database.execute(statement).fetchone() or (1,)
        assert changed, f"nothing was changed by: {statement}"
    database.close()
    results = runner.build(Settings(data=warehouse), select=list(LOSSES))
    assert {result.name: result.failures for result in results} == OFFENDING
