"""The main job as its users meet it: exit codes, what is published, what stays when things go wrong."""

import contextlib
import csv
import fcntl
import io
import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.dictionary.entries import dictionary
from orchestration.settings import Settings
from orchestration.warehouse.project import manifest
from tests.helpers import write_delivery
from tests.pipeline.conftest import Wpl


def cells(data: Path) -> list[tuple]:
    with duckdb.connect(data / "published" / "marts.duckdb", read_only=True) as connection:
        return connection.execute("select * from publications.cells order by all").fetchall()


def current(data: Path) -> str:
    return str((data / "published" / "current").readlink())


def runs(data: Path) -> int:
    with contextlib.closing(sqlite3.connect(data / "dagster" / "runs.db")) as connection:
        return connection.execute("select count(*) from runs").fetchone()[0]


def pupils(data: Path) -> set[str]:
    pattern = str(data / "warehouse" / "active" / "agodi" / "inschrijvingen" / "*.parquet")
    with duckdb.connect() as connection:
        rows = connection.execute("select distinct leerling_id from read_parquet(?)", [pattern]).fetchall()
    return {row[0] for row in rows}


def test_publishes_every_figure_of_the_main_job(refreshed_once: Path) -> None:
    published = {row[0] for row in cells(refreshed_once)}
    assert published >= {f"fig_{n}" for n in range(17, 27)} | {"tab_5", "tab_6"}


def test_nothing_new_starts_no_run_and_changes_nothing(warehouse: Path, wpl: Wpl) -> None:
    before = current(warehouse), runs(warehouse)
    again = wpl(warehouse, "refresh")
    assert again.returncode == 0 and "nothing new" in again.stderr
    assert (current(warehouse), runs(warehouse)) == before


def test_full_refresh_gives_the_same_cells(warehouse: Path, wpl: Wpl) -> None:
    before, release = cells(warehouse), current(warehouse)
    full = wpl(warehouse, "refresh", "--full")
    assert full.returncode == 0, full.stderr
    assert full.stderr.splitlines()[-1].startswith("published: "), "where the results are is the last word"
    assert cells(warehouse) == before and current(warehouse) != release


def test_next_year_comes_in_by_its_deliveries_alone(warehouse: Path, wpl: Wpl) -> None:
    before = cells(warehouse)
    assert wpl(warehouse, "demo", "--scale", "0.01", "--next-year").returncode == 0
    refresh = wpl(warehouse, "refresh")
    assert refresh.returncode == 0, refresh.stderr
    years = {row[1] for row in cells(warehouse) if row[0] == "fig_20"}
    assert years - {row[1] for row in before if row[0] == "fig_20"} == {"2020-2021"}


def test_rejected_file_exits_1_and_the_rest_is_published(warehouse: Path, wpl: Wpl) -> None:
    before, release = cells(warehouse), current(warehouse)
    write_delivery(warehouse / "landing", "ksz", "2031-01-01", {"zelfstandigen_2015Q1.csv": "A;B\n1;2\n"})
    refresh = wpl(warehouse, "refresh")
    assert refresh.returncode == 1
    assert "missing_column" in refresh.stderr
    assert current(warehouse) != release and cells(warehouse) == before
    assert wpl(warehouse, "refresh").returncode == 0, "the same delivery twice changes nothing"


def test_changed_delivery_is_an_error_and_the_state_taken_in_stays(warehouse: Path, wpl: Wpl) -> None:
    before = cells(warehouse)
    manifest = next((warehouse / "landing" / "agodi").glob("*/manifest.json"))
    manifest.write_text(manifest.read_text() + "\n")
    refresh = wpl(warehouse, "refresh")
    assert refresh.returncode == 1 and "delivery_changed" in refresh.stderr
    assert cells(warehouse) == before


def test_a_second_refresh_at_once_says_so_and_exits_2(warehouse: Path, wpl: Wpl) -> None:
    with (warehouse / "warehouse" / "refresh.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        second = wpl(warehouse, "refresh")
    assert second.returncode == 2
    assert "another refresh is running" in second.stderr and "Traceback" not in second.stderr


def test_a_reader_keeps_its_snapshot_and_does_not_hinder_a_refresh(warehouse: Path, wpl: Wpl) -> None:
    path = warehouse / "published" / "marts.duckdb"
    count = "select count(*) from publications.cells"
    with duckdb.connect(path, read_only=True) as reader:
        before = reader.execute(count).fetchone()
        assert wpl(warehouse, "refresh", "--full").returncode == 0
        assert reader.execute(count).fetchone() == before
        other = subprocess.run(
            [
                sys.executable,
                "-c",
                f"import duckdb; duckdb.connect({str(path)!r}, read_only=True).execute({count!r})",
            ],
            check=False,
        )
        assert other.returncode == 0


def test_killed_half_way_the_next_refresh_ends_the_same(warehouse: Path, wpl: Wpl) -> None:
    before = cells(warehouse)
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestration.cli", "refresh", "--full"],
        env={**os.environ, "WPL_DATA": str(warehouse)},
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stderr:
        if "count_day_enrolments" in line:
            break
    process.kill()
    process.wait()
    process.stderr.close()
    assert cells(warehouse) == before, "readers see the last good publication"
    assert wpl(warehouse, "refresh", "--full").returncode == 0
    assert cells(warehouse) == before


def test_pupil_level_files_are_for_their_owner_alone(refreshed_once: Path) -> None:
    for folder in (refreshed_once / "warehouse", refreshed_once / "dagster"):
        for path in (folder, *folder.rglob("*")):
            mode = stat.S_IMODE(path.lstat().st_mode)
            assert path.is_symlink() or mode & 0o077 == 0, f"{path} is {mode:o}"
    readable = refreshed_once / "published" / "marts.duckdb"
    assert stat.S_IMODE(readable.stat().st_mode) == 0o444


def test_no_pupil_in_what_is_handed_out_or_logged(refreshed_once: Path) -> None:
    known = pupils(refreshed_once)
    assert known
    token = re.compile(rb"[A-Za-z0-9-]{6,40}")
    places = [*(refreshed_once / "published").rglob("*"), *(refreshed_once / "dagster").rglob("*")]
    for path in places:
        if path.is_file():
            found = {match.decode() for match in token.findall(path.read_bytes())} & known
            assert not found, f"{path} holds {len(found)} pupil ids"


def test_sql_in_three_formats(refreshed_once: Path, wpl: Wpl) -> None:
    statement = "select publicatie, count(*) as n from publications.cells group by all order by all"
    table = list(csv.DictReader(io.StringIO(wpl(refreshed_once, "sql", statement, "--format", "csv").stdout)))
    objects = json.loads(wpl(refreshed_once, "sql", statement, "--format", "json").stdout)
    assert [(row["publicatie"], int(row["n"])) for row in table] == [(o["publicatie"], o["n"]) for o in objects]
    assert "fig_17" in wpl(refreshed_once, "sql", statement).stdout


@pytest.mark.parametrize("statement", ["select * from nowhere", "selec 1", "create table t as select 1"])
def test_bad_sql_is_an_error_for_people(refreshed_once: Path, wpl: Wpl, statement: str) -> None:
    answer = wpl(refreshed_once, "sql", statement)
    assert answer.returncode == 2 and "Traceback" not in answer.stderr and answer.stderr.strip()


def test_before_the_first_refresh_commands_say_what_to_do(tmp_path: Path, wpl: Wpl) -> None:
    for arguments in (("sql", "select 1"), ("checks",)):
        answer = wpl(tmp_path / "data", *arguments)
        assert answer.returncode == 2 and "wpl refresh" in answer.stderr


def test_checks_lists_every_check_and_the_publication_holds_them(refreshed_once: Path, wpl: Wpl) -> None:
    listed = wpl(refreshed_once, "checks")
    assert listed.returncode == 0
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        published = connection.execute("select check_name, outcome from quality.check_results").fetchall()
    assert len(published) > 80
    assert all(name in listed.stdout for name, _ in published)


def test_every_row_is_accounted_for(refreshed_once: Path) -> None:
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        lost = connection.execute(
            "select count(*) from quality.files where status = 'accepted' and n_delivered <> n_accepted + n_quarantined"
        ).fetchone()[0]
        quarantined, summarised = connection.execute(
            "select (select sum(n_quarantined) from quality.files), "
            "(select sum(n_rows) from quality.quarantine_summary)"
        ).fetchone()
    assert lost == 0 and quarantined == summarised > 0
    assert Settings(data=refreshed_once).quarantine.is_dir()


def test_example_queries_of_the_marts_run(refreshed_once: Path) -> None:
    manifest = json.loads((Settings(data=refreshed_once).dbt_project / "target" / "manifest.json").read_bytes())
    queries = {
        node["alias"]: node["config"]["meta"].get("example_query")
        for node in manifest["nodes"].values()
        if node["schema"] == "marts" and node["resource_type"] == "model"
    }
    assert queries
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        for name, query in queries.items():
            assert query, f"{name} has no example query"
            rows = connection.execute(query).fetchall()
            is_empty = connection.execute(f"select count(*) = 0 from marts.{name}").fetchone()[0]
            assert rows or is_empty, f"the example query of {name} gives no row"


def test_release_says_what_each_table_and_column_is(refreshed_once: Path) -> None:
    settings = Settings(data=refreshed_once)
    told = {section.name: section.tables for section in dictionary(settings, manifest(settings), {})}
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name, comment from duckdb_tables()").fetchall()
        columns = connection.execute(
            "select schema_name, table_name, column_name, comment from duckdb_columns() where not internal"
        ).fetchall()
        views = connection.execute("select count(*) from duckdb_views() where not internal").fetchone()
    assert views == (0,) and {schema for schema, _, _ in tables} == {"marts", "publications", "reference", "quality"}
    comments = {(schema, table): comment for schema, table, comment in tables}
    column_comments = {(schema, table, column): comment for schema, table, column, comment in columns}
    for schema, table in comments:
        entry = next(entry for entry in told[schema] if entry.name == table)
        assert " ".join(comments[schema, table].split()) == entry.description
        fields = {field.name: field.description for field in entry.fields}
        assert fields == {column: text for (s, t, column), text in column_comments.items() if (s, t) == (schema, table)}
