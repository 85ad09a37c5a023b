"""The choices a reader has: school year, the one beside it, language, which printed values."""

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.looking import cells_of, open_page

CHART = "document.querySelector('.chart').dataset.drawn"


def test_the_year_of_the_report_comes_first_and_any_other_can_be_chosen(page: Page, site: Path) -> None:
    open_page(page, site, "figures/fig_18")
    page.wait_for_function(f"{CHART}?.startsWith('nl 2017-2018')")
    before = page.locator(".view svg").first.inner_html()
    assert page.locator("#year option:checked").inner_text() == "2017-2018 (rapport)"
    page.select_option("#year", "2012-2013")
    page.wait_for_function(f"{CHART} === 'nl 2012-2013'")
    assert page.locator(".view svg").first.inner_html() != before
    assert "2012-2013" in page.locator(".view").first.get_attribute("aria-label")
    assert {cell.year for cell in cells_of(page) if cell.shown} == {"2012-2013"}


def test_the_newest_year_stands_beside_that_of_the_report(page: Page, site: Path) -> None:
    open_page(page, site, "figures/fig_02")
    page.wait_for_function(f"{CHART} === 'nl 2016-2017 2018-2019'")
    assert {cell.year for cell in cells_of(page) if cell.shown} == {"2016-2017", "2018-2019"}
    page.select_option("#beside", "2014-2015")
    page.wait_for_function(f"{CHART} === 'nl 2016-2017 2014-2015'")
    assert page.locator(".of-year > h3").all_inner_texts() == ["2016-2017", "2014-2015"]


def test_the_language_switches_in_place_and_is_remembered(page: Page, site: Path) -> None:
    open_page(page, site, "figures/fig_20")
    page.wait_for_function(f"{CHART}?.startsWith('nl')")
    dutch = page.locator("main").inner_text()
    page.click("[data-set-lang=en]")
    page.wait_for_function(f"{CHART}.startsWith('en')")
    english = page.locator("main").inner_text()
    assert "De cijfers" in dutch and "The numbers" in english and "De cijfers" not in english
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.title().startswith("Labour market situation")
    assert "share" in page.locator(".view svg").first.text_content()
    first = page.locator("td[data-aantal] b").first.inner_text()
    assert "." in first and "," not in first
    open_page(page, site, "rules/R50")
    heads = page.locator("h2")
    assert {"What it rests on", "Check"} <= set(heads.all_inner_texts())
    page.click("[data-set-lang=nl]")
    assert {"Waarop ze steunt", "Controle"} <= set(heads.all_inner_texts())


def test_no_text_is_left_in_the_other_language(page: Page, site: Path) -> None:
    """Where both languages are on a page one of them is hidden, by the script or without it."""
    for name in ("index", "method", "quality", "reconciliation", "figures/fig_14"):
        open_page(page, site, name)
        for language in ("en", "nl"):
            page.click(f"[data-set-lang={language}]")
            other = {"en": "nl", "nl": "en"}[language]
            left = page.locator(f"main [lang={other}]:not(.always):visible").count()
            assert left == 0, f"{name} in {language}"
            assert page.locator(f"main [lang={language}]:visible").count() > 0


def test_printed_values_can_be_filtered(page: Page, site: Path) -> None:
    open_page(page, site, "reconciliation")
    everything = page.locator("tr[data-status]:visible").count()
    assert everything == 431
    page.uncheck("[data-filter='not computed']")
    assert 0 < page.locator("tr[data-status]:visible").count() < everything
    assert page.locator("tr[data-status='not computed']:visible").count() == 0


def test_the_school_year_of_the_attrition_can_be_chosen(page: Page, site: Path) -> None:
    open_page(page, site, "method")
    page.select_option("#year", "2016-2017")
    page.wait_for_function(f"{CHART} === 'nl 2016-2017'")
    assert "inschrijvingen" in page.locator(".view svg").first.text_content()
    assert page.locator(".view svg .mark-rect path").count() >= 11
