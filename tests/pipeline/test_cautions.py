"""Cautions and kinds of rules reach everyone who reads a figure: its page, its downloads, `wpl explain`."""

import csv
import html
import json
import re
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import CHECKOUT
from orchestration.site.figures import figures
from tests.pipeline.conftest import Wpl

with (CHECKOUT / "seeds" / "report_cautions.csv").open(encoding="utf-8", newline="") as file:
    CAUTIONS = list(csv.DictReader(file))
with (CHECKOUT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
    RULES = list(csv.DictReader(file))
INTERNSHIPS = ("fig_01", "fig_02", "fig_03", "fig_09", "fig_10")


@pytest.fixture(scope="module")
def site(refreshed_once: Path) -> Path:
    return refreshed_once / "published" / "site"


@pytest.fixture(scope="module")
def release(refreshed_once: Path) -> duckdb.DuckDBPyConnection:
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        yield connection


def page(site: Path, name: str) -> str:
    """The text of a page, without its tags, each run of blanks one blank."""
    text = (site / name).read_text(encoding="utf-8")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def cautions_of(name: str) -> list[dict[str, str]]:
    return [row for row in CAUTIONS if name in row["publicaties"].split()]


def test_the_release_warns_of_each_publication_that_a_caution_names(release: duckdb.DuckDBPyConnection) -> None:
    found = release.execute("select publicatie, caution from publications.cautions").fetchall()
    assert sorted(found) == sorted((name, row["caution"]) for row in CAUTIONS for name in row["publicaties"].split())


@pytest.mark.parametrize("name", sorted(figures()))
def test_a_page_has_its_cautions_and_no_others(site: Path, name: str) -> None:
    told = page(site, f"figures/{name}.html")
    for row in CAUTIONS:
        for language in ("caution_nl", "caution_en"):
            assert (row[language] in told) == (row in cautions_of(name)), row["caution"]
    lines = {line for row in cautions_of(name) for line in row["source_lines"].split("; ") if line[:1].isdigit()}
    assert all(line in told for line in lines)
    assert ("een waarschuwing van dit project, niet van het rapport" in told) == any(
        not row["source_lines"] for row in cautions_of(name)
    )


@pytest.mark.parametrize("name", INTERNSHIPS)
def test_a_series_of_internships_says_at_its_chart_where_and_why_it_ends(
    site: Path, name: str, release: duckdb.DuckDBPyConnection
) -> None:
    (last,) = release.execute("select max(schooljaar) from publications.cells where publicatie = ?", [name]).fetchone()
    (why,) = (row["caution_nl"] for row in CAUTIONS if row["caution"] == "C19")
    text = (site / "figures" / f"{name}.html").read_text(encoding="utf-8")
    chart, numbers = text.index('<div class="chart" data-figure'), text.index('<h2 id="numbers">')
    told = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text[chart:numbers])).split())
    assert f"De reeks eindigt met The series ends with {last}. {why}" in told


def test_other_series_do_not_say_that_they_end(site: Path) -> None:
    assert "De reeks eindigt" not in page(site, "figures/fig_17.html")


@pytest.mark.parametrize("name", ["fig_14", "fig_20", "tab_5", "txt_018"])
def test_the_downloads_have_a_document_beside_them_and_in_the_parquet_file(
    site: Path, name: str, release: duckdb.DuckDBPyConnection
) -> None:
    folder = site / "downloads"
    document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert [row["caution"] for row in document["cautions"]] == [row["caution"] for row in cautions_of(name)]
    rules = release.execute(
        "select regel, via from reference.publication_rules where publicatie = ? order by regel", [name]
    ).fetchall()
    assert [(rule["rule"], rule["via"]) for rule in document["rules"]] == rules
    kinds = {row["rule"]: (row["support"], row["chosen_here_en"]) for row in RULES}
    for rule in document["rules"]:
        assert (rule["support"], (rule["chosen_here"] or {"en": ""})["en"]) == kinds[rule["rule"]]
    for words in (document["title"], document["population"], document["licence"], document["source"]["report"]):
        assert words["nl"].strip() and words["en"].strip()
    assert document["source"]["synthetic_deliveries"] == "all"
    kept = duckdb.execute(f"select key, value from parquet_kv_metadata('{folder}/{name}.parquet')").fetchall()
    assert json.loads(dict(kept)[b"werkplekleren"]) == document
    assert f'downloads/{name}.json"' in (site / "figures" / f"{name}.html").read_text(encoding="utf-8")


def test_one_page_lists_every_choice(site: Path) -> None:
    text = (site / "choices.html").read_text(encoding="utf-8")
    listed = re.findall(r'<tr><th scope="row"><a href="rules/(R\d\d)\.html">', text)
    assert listed == [row["rule"] for row in RULES if row["chosen_here_en"]]
    told = page(site, "choices.html")
    for row in RULES:
        assert all(row[name] in told for name in ("left_open_nl", "left_open_en", "chosen_here_nl", "chosen_here_en"))


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["rule"])
def test_a_rule_page_says_what_the_rule_rests_on(site: Path, row: dict[str, str]) -> None:
    told = page(site, f"rules/{row['rule']}.html")
    words = {"explicit": "staat in het rapport", "inferred": "afgeleid uit het rapport", "chosen": "hier gekozen"}
    assert [kind for kind, word in words.items() if f"Soort Kind {word}" in told] == [row["support"]]
    assert ("In het rapport In the report" in told) == (row["support"] != "chosen")
    assert not row["section"] or f"{row['section']} (" in told
    assert ("Wat hier gekozen is What was chosen here" in told) == bool(row["chosen_here_en"])
    assert row["chosen_here_nl"] in told


def test_explain_prints_cautions_and_what_rules_rest_on(refreshed_once: Path, wpl: Wpl) -> None:
    told = wpl(refreshed_once, "explain", "fig_20").stdout
    for row in cautions_of("fig_20"):
        whose = (
            f"report, lines {row['source_lines']}" if row["source_lines"] else "this project's own, not the report's"
        )
        assert f"  {row['caution']}  {row['caution_en']} ({whose})\n" in told
    assert "  C01  " not in told
    by_name = {row["rule"]: row for row in RULES}
    r02, r03 = by_name["R02"], by_name["R03"]
    assert f"  R02  chosen    {r02['statement_en']}\n" in told
    assert f"chosen here: {r02['chosen_here_en']}\n" in told
    assert f"  R03  explicit  {r03['statement_en']} (report, lines {r03['source_lines']})\n" in told


def test_explain_of_what_nothing_warns_of_prints_no_cautions(refreshed_once: Path, wpl: Wpl) -> None:
    assert not cautions_of("ext_01")
    assert "cautions" not in wpl(refreshed_once, "explain", "ext_01").stdout
