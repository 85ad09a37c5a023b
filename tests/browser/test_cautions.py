"""Cautions are seen where the figure is seen: on screen, on paper, in one language at a time."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.looking import open_page


@pytest.mark.parametrize("medium", ["screen", "print"])
@pytest.mark.parametrize("name", ["fig_01", "fig_14", "tab_5"])
def test_cautions_are_seen_under_the_figure(page: Page, site: Path, name: str, medium: str) -> None:
    page.emulate_media(media=medium)
    open_page(page, site, f"figures/{name}")
    seen = page.locator("aside.cautions li > [lang=nl]")
    assert seen.count() and all(seen.nth(at).is_visible() for at in range(seen.count()))
    assert not page.locator("aside.cautions li > [lang=en]").first.is_visible()
    chart = page.locator(".chart").first.bounding_box()
    block = page.locator("aside.cautions").bounding_box()
    numbers = page.locator("#numbers").bounding_box()
    assert chart["y"] + chart["height"] <= block["y"] < block["y"] + block["height"] <= numbers["y"]


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_the_end_of_a_series_is_seen_at_the_chart(page: Page, site: Path, medium: str) -> None:
    page.emulate_media(media=medium)
    open_page(page, site, "figures/fig_10")
    assert page.locator(".series-end > [lang=nl]").first.is_visible()
