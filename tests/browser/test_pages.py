"""Every page opens without an error, draws its charts, says that the data are made up, and can be left by keyboard."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import BrowserContext, Page

from orchestration.site.figures import figures, scale
from tests.browser.looking import ALL_DRAWN, open_page, pixels, wait_until_drawn

MARKS = ".view svg .mark-rect path, .view svg .mark-symbol path, .view svg .mark-line path"
FOCUSABLE = "a[href], button, select, input, summary, [tabindex='0']"


def test_every_page_opens_without_error_and_says_that_the_data_are_synthetic(page: Page, site: Path) -> None:
    files = sorted(site.rglob("*.html"))
    assert len(files) > 90
    for file in files:
        page.goto(file.as_uri())
        wait_until_drawn(page)
        assert page.locator("h1").count() == 1, file.name
        assert "verzonnen" in page.locator(".synthetic").inner_text(), file.name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{file.name} is too wide"


def test_every_link_leads_somewhere(page: Page, site: Path) -> None:
    for name in ("index", "figures", "method", "quality", "figures/fig_14", "rules/R34"):
        open_page(page, site, name)
        for address in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            target = Path(address.removeprefix("file://").partition("#")[0])
            assert target.is_file(), f"{name} links to {target.name}"


@pytest.mark.parametrize("name", ["fig_01", "fig_08", "fig_19", "fig_22", "tab_5"])
def test_a_chart_has_marks_and_pixels_in_the_colours_of_its_series(
    page: Page, context: BrowserContext, site: Path, marts: duckdb.DuckDBPyConnection, name: str
) -> None:
    """One figure of each kind: stacked upright, bars, stacked lying, lines, ranked."""
    open_page(page, site, f"figures/{name}")
    page.wait_for_function(ALL_DRAWN)
    assert page.locator(MARKS).count() >= 5
    chart = figures()[name].chart
    colours = list(scale(chart.scale).colours.values())[:2] if chart.scale else ["#2a6496"]
    blank = context.new_page()
    found = pixels(blank, page.locator(".chart").element_handle(), colours)
    assert all(count > 60 for count in found), dict(zip(colours, found, strict=True))


def test_every_figure_with_cells_draws_each_of_its_views(
    page: Page, site: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    shown = {
        name
        for (name,) in marts.execute(
            "select distinct publicatie from publications.cells where not onderdrukt"
        ).fetchall()
    }
    assert len(shown) > 40
    for name in sorted(shown):
        open_page(page, site, f"figures/{name}")
        page.wait_for_function(ALL_DRAWN)
        views = page.locator(".view")
        assert views.count() > 0, name
        for view in views.all():
            assert view.locator("svg path[d]").count() > 0, name
            assert len(view.get_attribute("aria-label")) > 40, name


def test_start_page_and_overview_draw_their_small_charts_when_they_come_in_sight(
    page: Page, site: Path, marts: duckdb.DuckDBPyConnection
) -> None:
    (hidden,) = marts.execute(
        "select count(*) from (select publicatie from publications.cells group by all having bool_and(onderdrukt))"
    ).fetchone()
    for name in ("index", "figures"):
        open_page(page, site, name)
        for chart in page.locator(".chart").all():
            chart.scroll_into_view_if_needed()
        page.wait_for_function(ALL_DRAWN)
        assert page.locator(".chart svg").count() >= page.locator(".chart").count() - hidden


@pytest.mark.parametrize("name", ["index", "figures/fig_18", "reconciliation"])
def test_keyboard_reaches_everything_and_shows_where_it_is(page: Page, site: Path, name: str) -> None:
    open_page(page, site, name)
    wait_until_drawn(page)
    expected = page.eval_on_selector_all(
        FOCUSABLE, "all => all.filter(e => e.checkVisibility()).map((e, i) => (e.dataset.number = i)).length"
    )
    reached = set()
    for step in range(expected):
        page.keyboard.press("Tab")
        number, outline = page.evaluate(
            "() => [document.activeElement.dataset.number, getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.add(number)
        assert outline != "none", f"no visible focus at stop {step} of {name}"
    assert len(reached) == expected


def test_first_tab_skips_to_the_content(page: Page, site: Path) -> None:
    open_page(page, site, "figures/fig_17")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_phone_needs_no_scrolling_sideways(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for name in ("index", "figures/fig_05", "figures/fig_19", "figures/tab_5", "method", "quality", "rules/R50"):
        open_page(page, site, name)
        wait_until_drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide for a phone"


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_the_site_works_from_a_web_server_too(page: Page, served: str) -> None:
    page.goto(f"{served}/figures/fig_20.html")
    page.wait_for_function(ALL_DRAWN)
    assert page.locator(MARKS).count() >= 5


def test_a_thumbnail_tells_its_panel_and_its_year(page: Page, site: Path) -> None:
    open_page(page, site, "figures")
    page.wait_for_function(ALL_DRAWN)
    told = {
        name: page.locator(f".thumb[data-figure={name}] figcaption").all_inner_texts()
        for name in ("fig_01", "fig_18", "fig_28", "tab_5", "fig_17")
    }
    assert told == {
        "fig_01": ["BSO"],
        "fig_18": ["2017-2018"],
        "fig_28": ["Handel, 2017-2018"],
        "tab_5": ["Handel, K1, 2014-2015 tot 2017-2018"],
        "fig_17": [],  # its years are on the axis
    }


def test_a_ranking_of_one_programme_names_it_and_not_its_study_area(page: Page, site: Path) -> None:
    open_page(page, site, "figures/tab_6")
    page.wait_for_function(ALL_DRAWN)
    heads = page.locator("h3, figcaption").all_inner_texts()
    assert len(heads) == 3 and all(head.startswith("Kantooradministratie en gegevensbeheer") for head in heads)


def test_an_addition_says_that_it_is_beyond_the_report(page: Page, site: Path) -> None:
    for name in figures():
        text = (site / "figures" / f"{name}.html").read_text(encoding="utf-8")
        assert ("Dit staat niet in het rapport" in text) == name.startswith("ext_"), name


def test_a_check_that_passed_accuses_no_model(page: Page, site: Path, marts: duckdb.DuckDBPyConnection) -> None:
    passed = marts.execute(
        "select rule from quality.check_results where rule is not null group by rule "
        "having bool_and(outcome = 'passed')"
    ).fetchall()
    assert len(passed) > 20
    for (rule,) in passed:
        open_page(page, site, f"rules/{rule}")
        assert "staat een fout in" not in page.locator("article").inner_text(), rule
