"""The numbers on the pages and in the downloads are those of the cells; suppressed ones are there without numbers."""

import csv
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from orchestration.site.figures import figures
from tests.browser.looking import ALL_DRAWN, cells_of, open_page

TABLES = sorted(name for name, figure in figures().items() if figure.chart.kind != "ranked")


def rows(marts: duckdb.DuckDBPyConnection, query: str, *values: str) -> list[tuple]:
    return marts.execute(query, list(values)).fetchall()


def test_every_table_holds_exactly_the_cells_of_its_publication(
    page: Page, site: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    for name in TABLES:
        open_page(page, site, f"figures/{name}")
        shown = cells_of(page)
        cells = rows(marts, "select aantal, noemer, onderdrukt from publications.cells where publicatie = ?", name)
        assert Counter((cell.aantal, cell.noemer) for cell in shown if not cell.hidden) == Counter(
            (aantal, noemer) for aantal, noemer, hidden in cells if not hidden
        ), name
        assert sum(cell.hidden for cell in shown) == sum(hidden for *_, hidden in cells), name
        assert all(cell.text == "< 50, niet getoond" for cell in shown if cell.hidden), name


def test_each_number_stands_where_its_key_says(page: Page, site: Path, marts: duckdb.DuckDBPyConnection) -> None:
    open_page(page, site, "figures/fig_18")
    expected = {
        (
            schooljaar,
            "BSO" if form == "BSO" else f"TSO {duty} stageverplichting",
            f"K{category}" if category.isdigit() else category,
        ): f"{100 * share:.1f}%".replace(".", ",")
        for schooljaar, form, duty, category, share in rows(
            marts,
            "select schooljaar, onderwijsvorm, stageverplichting, categorie, aandeel "
            "from publications.cells where publicatie = 'fig_18'",
        )
    }
    shown = {(cell.year, *cell.keys, cell.head): cell.text.split()[0] for cell in cells_of(page) if cell.shown}
    years = {year for year, *_ in shown}
    assert "2017-2018" in years
    assert shown == {key: text for key, text in expected.items() if key[0] in years}


def test_a_ranking_names_the_committees_in_order(page: Page, site: Path, marts: duckdb.DuckDBPyConnection) -> None:
    open_page(page, site, "figures/tab_5")
    for area, quarter, column in (("Handel", "1", 1), ("Personenzorg", "8", 3)):
        expected = rows(
            marts,
            "select categorie, aantal from publications.cells where publicatie = 'tab_5' and studiegebied = ? "
            "and kwartaal = ? and rang <= 10 order by rang",
            area,
            quarter,
        )
        shown = page.eval_on_selector_all(
            f"[aria-label='{area}'] tbody tr",
            f"rows => rows.map(row => [row.cells[{column}].innerText, row.cells[{column + 1}].dataset.aantal])",
        )[: len(expected)]
        assert [(f"PC {name[:3]}", int(n)) for name, n in shown] == expected


def test_a_chart_shows_the_cells_of_its_year(page: Page, site: Path, marts: duckdb.DuckDBPyConnection) -> None:
    open_page(page, site, "figures/fig_20")
    page.select_option("#beside", "")
    page.wait_for_function("document.querySelector('.chart').dataset.drawn === 'nl 2017-2018'")
    labels = page.eval_on_selector_all(
        ".view svg .mark-text text", "all => all.filter(e => e.getAttribute('opacity') !== '0').map(e => e.textContent)"
    )
    shares = rows(
        marts,
        "select aandeel from publications.cells where publicatie = 'fig_20' and schooljaar = '2017-2018' "
        "and aandeel > 0.06",
    )
    expected = Counter(f"{int(100 * share + 0.5)}%" for (share,) in shares)
    assert not expected - Counter(labels)


@pytest.mark.parametrize("name", ["fig_14", "fig_18", "tab_4"])
def test_the_csv_that_is_clicked_holds_the_numbers_shown(page: Page, site: Path, name: str) -> None:
    open_page(page, site, f"figures/{name}")
    with page.expect_download() as download:
        page.click(".downloads a >> text=CSV")
    with Path(download.value.path()).open(encoding="utf-8") as file:
        handed = Counter(
            (int(row["aantal"]), int(row["noemer"])) if row["onderdrukt"] == "false" else (None, None)
            for row in csv.DictReader(file)
        )
    assert handed == Counter((cell.aantal, cell.noemer) for cell in cells_of(page))


def test_downloads_hold_what_their_sql_gives_and_suppressed_cells_without_numbers(
    site: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    n_hidden = 0
    for name in figures():
        query = (site / "downloads" / f"{name}.sql").read_text(encoding="utf-8")
        asked = marts.sql(query.rstrip().rstrip(";"))
        expected = asked.fetchall()
        hidden = [row for row in (dict(zip(asked.columns, row, strict=True)) for row in expected) if row["onderdrukt"]]
        assert all(row[column] is None for row in hidden for column in ("aantal", "noemer", "aandeel")), name
        n_hidden += len(hidden)
        parquet = marts.execute(f"select * from '{site}/downloads/{name}.parquet'").fetchall()
        assert parquet == expected, name
        with (site / "downloads" / f"{name}.csv").open(encoding="utf-8") as file:
            assert len(list(csv.reader(file))) == len(expected) + 1, name
    (expected,) = marts.execute("select count(*) from publications.cells where onderdrukt").fetchone()
    assert n_hidden == expected > 0, "the demo hides nothing, so this proves nothing"


def test_a_page_prints_the_query_that_is_handed_out(page: Page, site: Path) -> None:
    open_page(page, site, "figures/fig_33")
    printed = page.locator("details pre").first.text_content()
    assert printed.strip() in (site / "downloads" / "fig_33.sql").read_text(encoding="utf-8")


def test_numbers_of_the_start_page_are_those_of_the_newest_cells(
    page: Page, site: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    open_page(page, site, "index")
    page.wait_for_function("document.querySelectorAll('.goal').length === 3")
    (share,) = marts.execute(
        "select aandeel from publications.cells where publicatie = 'fig_24' and categorie = '1' "
        "order by schooljaar desc limit 1"
    ).fetchone()
    assert float(page.locator("a[href$='fig_24.html'] [data-v]").first.get_attribute("data-v")) == share
    assert page.locator(".goal .value").count() == 12, "a number of a goal is not there"
    assert page.locator(".goal .verdict").count() == 3
    counts = dict(marts.execute("select status, count(*) from publications.reconciliation group by status").fetchall())
    shown = [int(text) for text in page.locator(".counts b").all_inner_texts()]
    assert sorted(shown) == sorted(counts.values())


def test_a_figure_loads_its_own_data_only(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, site, "figures/fig_17")
    page.wait_for_function(ALL_DRAWN)
    assert [Path(address).name for address in asked if Path(address).parent.name == "data"] == ["fig_17.js"]
