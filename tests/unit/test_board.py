"""The board: everything on one page that asks for nothing and hides nothing."""

import re
import stat
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from orchestration.board import ABSENT, N_REFRESHES, write_board
from orchestration.cli import main
from orchestration.history import CHECKS_FAILED, PUBLISHED, CheckResult, History
from orchestration.incidents import Incidents
from orchestration.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = Settings(data=tmp_path / "data")
    settings.warehouse.mkdir(parents=True)
    monkeypatch.setenv("WPL_DATA", str(settings.data))
    return settings


def result(name: str, outcome: str, severity: str = "error", **other: object) -> CheckResult:
    known = {"numerator": 12, "denominator": 34567, "sample": "2021-09-15/a<b>.csv:2"} | other
    return CheckResult("cohort/leavers", name, None, severity, outcome, **known)


def refresh(settings: Settings, run_id: str, *results: CheckResult) -> None:
    history = History(settings)
    history.start(run_id)
    history.record(run_id, results)
    history.finish(run_id, CHECKS_FAILED if any(each.blocks for each in results) else PUBLISHED)


class Page(HTMLParser):
    """Text, tags with their attributes, and the marks of each row's strip."""

    def __init__(self, path: Path):
        super().__init__()
        self.text, self.tags, self.strips = "", [], {}
        self.row, self.in_row = None, False
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = dict(attributes)
        self.tags.append((tag, given))
        if tag == "tr":
            self.row, self.in_row = None, True
        if tag == "i" and self.row:
            self.strips.setdefault(self.row, []).append(given["class"])

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.lasttag == "code" and data.strip() and self.in_row and self.row is None:
            self.row = data

    def labels(self) -> list[str]:
        return [given["aria-label"] for _, given in self.tags if "aria-label" in given]


def test_strip_shows_every_refresh_in_order(settings: Settings) -> None:
    refresh(settings, "1", result("R07_age_cap", "passed"), result("w_codes_accepted", "failed", "warn"))
    refresh(settings, "2", result("R07_age_cap", "failed"), result("w_codes_accepted", "not applicable", "warn"))
    refresh(settings, "3", result("R07_age_cap", "skipped"))
    page = Page(write_board(settings))
    assert page.strips["R07_age_cap"] == ["passed", "failed", "skipped"]
    assert page.strips["w_codes_accepted"] == ["warned", "not-applicable", ABSENT]
    for label in page.labels():
        assert re.fullmatch(r"Laatste 3 refreshes, 1 keer niet in orde; 20.* niet in orde, 12 van 34.567", label)


def test_strip_is_of_the_last_refreshes(settings: Settings) -> None:
    for run in range(N_REFRESHES + 3):
        refresh(settings, str(run), result("R07_age_cap", "passed"))
    assert len(Page(write_board(settings)).strips["R07_age_cap"]) == N_REFRESHES


def test_open_incidents_come_first_and_what_fails_before_what_passes(settings: Settings) -> None:
    results = [
        result("R07_age_cap", "passed"),
        result("w_codes_accepted", "failed", "warn"),
        result("R50_leaver", "failed"),
    ]
    refresh(settings, "1", *results)
    Incidents(settings).acknowledge(1, "2026-11-25T00:00:00Z", "An <b>", "gebeld & beloofd")
    page = Page(write_board(settings))
    assert list(page.strips) == ["R50_leaver", "w_codes_accepted", "R07_age_cap"]
    assert page.text.index("Open incidenten") < page.text.index("Alle controles")
    assert page.text.index("R50_leaver") < page.text.index("w_codes_accepted")
    assert "door An <b>, 2026-11-25 00:00 UTC: gebeld & beloofd" in page.text
    assert "2021-09-15/a<b>.csv:2" in page.text and "<b>.csv" not in page.source, "text is text"


def test_page_asks_for_nothing(settings: Settings) -> None:
    refresh(settings, "1", result("R07_age_cap", "failed"))
    page = Page(write_board(settings))
    asking = [tag for tag, given in page.tags if {"src", "href", "srcset", "action"} & set(given) or tag == "script"]
    assert not asking and not re.search(r"url\(|@import|https?:", page.source)
    assert ("html", {"lang": "nl"}) in page.tags


def test_wpl_checks_html_prints_its_place_and_is_for_data_engineers_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(sys, "argv", ["wpl", "checks", "--html"])
    assert main() == 2 and "run `wpl refresh` first" in capsys.readouterr().err
    refresh(settings, "1", result("R07_age_cap", "failed"))
    assert main() == 1
    path = Path(capsys.readouterr().out.strip())
    assert path == settings.board and stat.S_IMODE(path.stat().st_mode) == 0o600
    refresh(settings, "2", result("R07_age_cap", "failed", "warn"))
    assert main() == 0


def test_a_check_that_is_gone_still_shows(settings: Settings) -> None:
    refresh(settings, "1", result("gone_check", "failed"))
    assert "Deze controle bestaat niet meer" in Page(write_board(settings)).text
