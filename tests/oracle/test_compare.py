"""The comparison sees what is wrong in a published copy, and tells it from what is not published at all."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tests.oracle import compare, deliveries


def publish(data: Path) -> None:
    """What the reference expects, as a warehouse without faults would hand it out."""
    (data / "published").mkdir()
    database = data / "published" / "release.duckdb"
    with duckdb.connect(str(database)) as connection:
        for name, table in compare.expected_tables(data / "landing").items():
            columns = {*compare.KEYS[name], *(column for row in table.values() for column in row)}
            values = {column: [row.get(column) for row in table.values()] for column in sorted(columns)}
            connection.register("rows_of_table", pa.table(values))
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name.split('.')[0]}")
            connection.execute(f"CREATE TABLE {name} AS FROM rows_of_table")
            connection.unregister("rows_of_table")
    (data / "published" / "marts.duckdb").symlink_to(database)


def change(data: Path, statement: str) -> None:
    with duckdb.connect(str(data / "published" / "release.duckdb")) as connection:
        connection.execute(statement)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    deliveries.write(tmp_path / "landing", deliveries.make(1, pupils=60))
    publish(tmp_path)
    return tmp_path


def test_a_faultless_copy_has_no_differences(data: Path) -> None:
    assert compare.differences(data, require_all=True) == {}


def test_a_wrong_cell_is_seen_when_it_is_asked_for(data: Path) -> None:
    change(data, "UPDATE publications.cells SET aantal = aantal + 1 WHERE publicatie = 'fig_20'")
    assert set(compare.differences(data)) == {"publications.cells"}
    assert compare.differences(data, ["fig_01", "fig_02"]) == {}


def test_the_numbers_of_a_suppressed_cell_are_a_difference(data: Path) -> None:
    change(data, "UPDATE publications.cells SET noemer = 49 WHERE onderdrukt")
    assert any("tab_3" in line for line in compare.differences(data)["publications.cells"])


def test_what_is_not_published_at_all_is_one_line(data: Path) -> None:
    change(data, "DELETE FROM publications.cells WHERE publicatie IN ('fig_20', 'tab_3')")
    assert compare.compared(data) == compare.Comparison({}, ["fig_20", "tab_3"], [])
    assert compare.differences(data, require_all=True) == {"publications not published at all": ["fig_20, tab_3"]}


def test_only_leaves_the_other_tables_alone(data: Path) -> None:
    change(data, "DELETE FROM marts.attrition")
    assert set(compare.differences(data)) == {"marts.attrition"}
    assert compare.differences(data, ["fig_20"]) == {}
