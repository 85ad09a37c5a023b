"""`wpl explain`: from a figure back to the delivered rows, and who may look at them."""

import json
import os
import re
import stat
from pathlib import Path

import duckdb
import pytest

from orchestration.explain.command import explain
from orchestration.explain.contributions import KEY
from orchestration.explain.lineage import publications
from orchestration.settings import Settings
from orchestration.warehouse.project import manifest
from tests.pipeline.conftest import Wpl
from tests.pipeline.contributions import differences

CELL = ("fig_20", "schooljaar=2016-2017", "kwartaal=3", "categorie=werkzoekend")


def audited(data: Path) -> list[dict]:
    path = data / "warehouse" / "audit.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def sections(text: str) -> dict[str, list[str]]:
    """The rows listed under `aantal` and under `noemer`."""
    parts = re.split(r"^(aantal|noemer) \d+: \d+ rows$", text, flags=re.M)
    return {
        name: re.findall(r"^  (\S+:\d+)", rows, flags=re.M) for name, rows in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_rows_behind_every_cell_are_as_many_as_it_counts(refreshed_once: Path) -> None:
    found, seen = differences(refreshed_once)
    assert not found
    assert len(seen) > 45


def test_a_wrong_condition_is_seen(refreshed_once: Path) -> None:
    changed = {"fig_18": {"aantal": "true"}, "fig_10": {"rows": "from internship_registration"}}
    found, _ = differences(refreshed_once, changed)
    assert found.keys() == changed.keys()


def test_figure_is_explained_down_to_its_files(refreshed_once: Path, wpl: Wpl) -> None:
    done = wpl(refreshed_once, "explain", *CELL)
    assert done.returncode == 0, done.stderr
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as release:
        aantal, noemer = release.execute(
            "select aantal, noemer from publications.cells where publicatie = 'fig_20' and schooljaar = '2016-2017' "
            "and kwartaal = '3' and categorie = 'werkzoekend'"
        ).fetchone()
        dropped = release.execute(
            "select aantal from marts.attrition where schooljaar = '2016-2017' and regel = 'R03'"
        ).fetchone()[0]
        (sha256,) = release.execute(
            "select sha256 from quality.files where is_active and dataset = 'werkzoekenden' and period = '2018Q1'"
        ).fetchone()
    assert f"aantal {aantal} / noemer {noemer} = " in done.stdout
    assert re.search(rf"^  R03 +-{dropped} ", done.stdout, flags=re.M)
    assert re.search(rf"^  R50 .* {noemer}  leavers$", done.stdout, flags=re.M)
    assert sha256 in done.stdout and "werkzoekenden_2013Q1" not in done.stdout
    assert "R55_status" in done.stdout and "marts: labour_market_status" in done.stdout
    assert "sum(status.n_leavers) as noemer" in done.stdout
    assert not sections(done.stdout) and not audited(refreshed_once)


def test_years_beside_the_own_one_are_told(refreshed_once: Path, wpl: Wpl) -> None:
    before = wpl(refreshed_once, "explain", "fig_15", "schooljaar=2020-2021", "categorie=totaal").stdout
    assert "to first_dual_enrolments, 2019-2020:" in before
    assert "inschrijvingen_2019-2020.csv  " in before and "inschrijvingen_2020-2021.csv  " in before
    after = wpl(refreshed_once, "explain", "fig_12", "schooljaar=2016-2017", "studiegebied=alle").stdout
    assert "to passed_bso_6, 2016-2017:" in after and "inschrijvingen_2017-2018.csv  " in after
    assert "inschrijvingen_2018-2019.csv" not in after and "files of other years, for R30" in after


def test_printed_value_stands_beside(refreshed_once: Path, wpl: Wpl) -> None:
    done = wpl(refreshed_once, "explain", "fig_01", "schooljaar=2016-2017", "onderwijsvorm=BSO")
    assert "the report prints 42657 (n, section 0 infografiek, v001)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("fig_99",), "there are: fig_01, fig_02"),
        (("fig_20", "kleur=rood"), "keys of fig_20: schooljaar, kwartaal, categorie"),
        (("fig_20", "categorie=slapend"), "niet beschikbaar; werkend; werkzoekend"),
        (("fig_20", "schooljaar=2016-2017", "kwartaal=3", "--rows"), "choose: categorie (niet beschikbaar, werkend"),
    ],
)
def test_who_asks_wrongly_is_told_what_there_is(
    refreshed_once: Path, wpl: Wpl, arguments: tuple[str, ...], told: str
) -> None:
    done = wpl(refreshed_once, "explain", *arguments)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_many_cells_are_a_choice(refreshed_once: Path, wpl: Wpl) -> None:
    done = wpl(refreshed_once, "explain", "fig_20")
    assert done.returncode == 0 and "kwartaal: 1; 2; 3; 4; 5; 6; 7; 8" in done.stdout


def test_rows_are_places_of_those_who_are_counted(warehouse: Path, wpl: Wpl) -> None:
    done = wpl(warehouse, "explain", *CELL, "--rows")
    assert done.returncode == 0, done.stderr
    found = sections(done.stdout)
    numbers = re.search(r"aantal (\d+) / noemer (\d+)", done.stdout)
    assert (len(found["aantal"]), len(found["noemer"])) == tuple(map(int, numbers.groups()))
    assert set(found["aantal"]) < set(found["noemer"])

    def pupils(places: list[str]) -> set[str]:
        (file,) = {place.rpartition(":")[0] for place in places}
        lines = (warehouse / "landing" / file).read_text(encoding="iso-8859-1").splitlines()
        return {lines[int(place.rpartition(":")[2]) - 1].partition(";")[0] for place in places}

    with duckdb.connect(warehouse / "warehouse" / "warehouse.duckdb", read_only=True) as connection:
        counted = connection.execute(
            "select leerling_id from cohort.leaver_quarters join cohort.leavers using (leaver_nr, schooljaar) "
            "where schooljaar = '2016-2017' and kwartaal = 3 and arbeidsmarktstatus = 'werkzoekend'"
        ).fetchall()
    assert pupils(found["aantal"]) == {row[0] for row in counted}
    assert not any(pupil in done.stdout for pupil in pupils(found["noemer"]))


def test_each_look_at_rows_is_in_the_audit_log(warehouse: Path, wpl: Wpl) -> None:
    assert wpl(warehouse, "explain", *CELL, "--rows").returncode == 0
    shown = wpl(warehouse, "explain", *CELL, "--show-values")
    assert re.search(r"inschrijvingen_2016-2017\.csv:\d+\tleerling_id=[^;]+; schooljaar=2016-2017; ", shown.stdout)
    first, second = audited(warehouse)
    assert (first["values"], second["values"]) == (False, True)
    assert first["uid"] == os.getuid() and first["publicatie"] == "fig_20" and first["cell"]["kwartaal"] == "3"
    assert first["n_rows"]["noemer"] == len(sections(shown.stdout)["noemer"])
    log = warehouse / "warehouse" / "audit.jsonl"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_without_an_audit_line_no_row_is_shown(warehouse: Path, wpl: Wpl) -> None:
    (warehouse / "warehouse" / "audit.jsonl").mkdir()
    done = wpl(warehouse, "explain", *CELL, "--show-values")
    assert done.returncode == 2 and "audit log" in done.stderr
    assert not sections(done.stdout) and "leerling_id=" not in done.stdout


def test_during_a_refresh_all_but_the_rows_is_told(warehouse: Path, wpl: Wpl) -> None:
    with duckdb.connect(warehouse / "warehouse" / "warehouse.duckdb"):
        done = wpl(warehouse, "explain", *CELL, "--rows")
    assert done.returncode == 2 and "a refresh is writing" in done.stderr
    assert "aantal " in done.stdout and not sections(done.stdout) and not audited(warehouse)


def test_with_the_publication_alone_all_but_the_rows_is_told(warehouse: Path, wpl: Wpl) -> None:
    (warehouse / "warehouse").rename(warehouse / "elsewhere")
    done = wpl(warehouse, "explain", *CELL)
    assert done.returncode == 0 and "Checks that guard it" in done.stdout
    refused = wpl(warehouse, "explain", *CELL, "--rows")
    assert refused.returncode == 2 and "for data engineers" in refused.stderr


def test_working_database_of_other_code_is_no_stack_trace(warehouse: Path, wpl: Wpl) -> None:
    (mart,) = (warehouse / "warehouse" / "dbt").rglob("labour_market_status.sql")
    mart.write_text(
        "select schooljaar, a_column_of_old, cast(count(*) as bigint) as n from cohort.leavers group by all"
    )
    done = wpl(warehouse, "explain", *CELL, "--rows")
    assert done.returncode == 2 and "run `wpl refresh`" in done.stderr and "Traceback" not in done.stderr
    assert not audited(warehouse)


def test_populations_follow_from_each_other(refreshed_once: Path) -> None:
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as release:
        rows = release.execute(
            "select schooljaar, populatie, uit_populatie, n_leerlingen from marts.populations"
        ).fetchall()
        goal = release.execute("select schooljaar, aantal from marts.attrition where regel = 'P_GOAL'").fetchall()
        complete = release.execute("select schooljaar, sum(n_leavers) from marts.outflow group by all").fetchall()
    size = {(year, population): n for year, population, _, n in rows}
    assert all(n <= size[year, taken_from] for year, _, taken_from, n in rows if taken_from)
    assert all(size[year, "P_GOAL"] == n for year, n in goal)
    assert {year: n for (year, population), n in size.items() if population == "leavers_complete"} == dict(complete)


def test_every_publication_says_what_it_counts(refreshed_once: Path) -> None:
    parsed = manifest(Settings(data=refreshed_once))
    named = {node["name"] for node in parsed["nodes"].values() if re.match(r"(fig|tab|txt|ext)_", node["name"])}
    assert named == publications(parsed).keys()


def test_a_cell_of_each_publication_is_explained_with_its_rows(
    warehouse: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data=warehouse)
    with duckdb.connect(warehouse / "published" / "marts.duckdb", read_only=True) as release:
        cells = release.execute(
            f"select {', '.join(KEY)} from publications.cells qualify row_number() over ("
            "partition by publicatie order by coalesce(aantal, 0) = 0, coalesce(aantal, 0) desc, categorie) = 1"
        ).fetchall()
    assert len(cells) > 45
    for publication, *values in cells:
        wanted = [f"{key}={value}" for key, value in zip(KEY[1:], values, strict=True)]
        assert explain(settings, publication, wanted, rows=True, show_values=False) == 0
        told = capsys.readouterr().out
        assert "another refresh than the working database" not in told, publication
        listed = sections(told)
        sizes = re.findall(r"^(aantal|noemer) \d+: (\d+) rows$", told, flags=re.M)
        assert {part: len(rows) for part, rows in listed.items()} == {part: int(size) for part, size in sizes}
        assert listed["noemer"], publication
    assert len(audited(warehouse)) == len(cells)
