"""`make screenshots`: three pages of the published site as pictures for the README, taken by the system's Chromium."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from orchestration.settings import Settings

HERE = Path(__file__).parent
PAGES = {"start": "index.html", "figure": "figures/fig_20.html", "method": "method.html"}
WIDTH, HEIGHT = 1160, 1120
DRAWN = "() => [...document.querySelectorAll('.chart')].filter(c => c.drawing).every(c => c.dataset.drawn)"


def take(site: Path, chromium: str) -> None:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, file in PAGES.items():
            page.goto((site / file).as_uri())
            page.wait_for_function(DRAWN)
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    site = Settings.from_environment().published / "site"
    chromium = shutil.which("chromium")
    if chromium is None or not site.exists():
        sys.exit("needs Chromium, and a site: `wpl demo`, then `wpl refresh`")
    take(site.resolve(), chromium)
