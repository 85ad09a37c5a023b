"""The site in the system's Chromium: one browser for all tests, and a page that tolerates no error and no request."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="package")  # closed before other tests: its event loop would be in their way
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium: install the system's own, on Debian `apt-get install chromium`")
    # root cannot have the sandbox, and here only the project's own pages are opened
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(refreshed_once: Path) -> Path:
    return (refreshed_once / "published" / "site").resolve()


@pytest.fixture(scope="session")
def marts(refreshed_once: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        yield connection


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1100, "height": 900}, accept_downloads=True) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Afterwards: nothing was asked of any other machine, and nothing went wrong in the console."""
    wrong: list[str] = []

    def told(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"{page.url}: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:")):
            wrong.append(f"{page.url} asks for {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or what the page before still wanted
            wrong.append(f"{page.url}: {request.url} failed")

    page = context.new_page()
    page.on("console", told)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", asked)
    page.on("requestfailed", failed)
    yield page
    assert not wrong
