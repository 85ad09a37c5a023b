"""Incidents: one per check from its first failure to its next pass, with what people said of it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.cli import main
from orchestration.history import CHECKS_FAILED, CRASHED, PUBLISHED, CheckResult, History, judge
from orchestration.incidents import Incident, Incidents
from orchestration.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    settings = Settings(data=tmp_path / "data")
    settings.warehouse.mkdir(parents=True)
    monkeypatch.setenv("WPL_DATA", str(settings.data))
    return settings


def wpl(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["wpl", *arguments])
    return main()


def result(outcome: str, severity: str = "error", numerator: int = 1, name: str = "R07_age_cap") -> CheckResult:
    return CheckResult("cohort/leavers", name, "R07", severity, outcome, numerator, 10, sample="2021-09-15/a.csv:2")


def refresh(settings: Settings, run_id: str, *results: CheckResult, outcome: str = CHECKS_FAILED) -> None:
    history = History(settings)
    history.start(run_id)
    history.record(run_id, results)
    history.finish(run_id, outcome)


def notices(settings: Settings) -> list[tuple[int, str, str]]:
    with sqlite3.connect(settings.register) as connection:
        return connection.execute("select incident, event, severity from notices order by id").fetchall()


def only(settings: Settings) -> Incident:
    (incident,) = Incidents(settings).all(only_open=True)
    return incident


def test_the_same_failure_belongs_to_the_same_incident(settings: Settings) -> None:
    for run in range(5):
        refresh(settings, f"run {run}", result("failed", numerator=run + 1))
    incident = only(settings)
    assert (incident.n_refreshes, incident.numerator, incident.run_id) == (5, 5, "run 4")
    assert notices(settings) == [(1, "opened", "error")]


def test_a_result_recorded_twice_is_counted_once(settings: Settings) -> None:
    refresh(settings, "run", result("failed"))
    History(settings).record("run", [result("failed")])
    assert only(settings).n_refreshes == 1


def test_a_pass_closes_and_a_new_failure_opens_another(settings: Settings) -> None:
    for run, outcome in enumerate(["failed", "passed", "passed", "failed"]):
        refresh(settings, str(run), result(outcome))
    assert only(settings).id == 2
    assert [event for _, event, _ in notices(settings)] == ["opened", "closed", "opened"]


@pytest.mark.parametrize("results", [[result("skipped")], [result(judge(0, 0))], []], ids=["skipped", "n/a", "absent"])
def test_a_check_that_looked_at_nothing_leaves_the_incident_as_it_is(
    settings: Settings, results: list[CheckResult]
) -> None:
    refresh(settings, "first", result("failed"))
    before = only(settings)
    refresh(settings, "second", *results, outcome=PUBLISHED)
    assert only(settings) == before


def test_a_warning_that_becomes_an_error_has_worsened_once(settings: Settings) -> None:
    for run, severity in enumerate(["warn", "error", "error", "warn", "error"]):
        refresh(settings, str(run), result("failed", severity))
    assert notices(settings) == [(1, "opened", "warn"), (1, "worsened", "error")]


def test_another_check_or_asset_is_another_incident(settings: Settings) -> None:
    refresh(settings, "run", result("failed"), result("failed", name="R08_no_se_n_se"))
    assert len(Incidents(settings).all(only_open=True)) == 2


def test_incident_and_its_notice_are_written_together(settings: Settings) -> None:
    History(settings).start("run")
    with sqlite3.connect(settings.register) as connection:
        connection.execute("create trigger no_notice before insert on notices begin select raise(abort, 'full'); end")
    with pytest.raises(sqlite3.IntegrityError):
        History(settings).record("run", [result("failed")])
    assert not Incidents(settings).all() and not History(settings).results_of("run")


def test_a_crash_is_an_incident_until_a_refresh_publishes(settings: Settings) -> None:
    history = History(settings)
    history.start("crashed")
    history.finish("crashed", CRASHED, step="models")
    assert (only(settings).check_name, only(settings).sample) == ("refresh_completed", "models")
    refresh(settings, "stopped", outcome=CHECKS_FAILED)
    assert only(settings).n_refreshes == 1
    refresh(settings, "good", outcome=PUBLISHED)
    assert not Incidents(settings).all(only_open=True)


def test_a_refresh_with_nothing_to_do_ends_a_crash(settings: Settings) -> None:
    history = History(settings)
    history.start("crashed")
    history.finish("crashed", CRASHED, step="models")
    history.note_up_to_date()
    assert not Incidents(settings).all(only_open=True)


def test_a_refresh_that_was_killed_is_found_by_the_next(settings: Settings) -> None:
    History(settings).start("killed")
    History(settings).start("next")
    assert (only(settings).run_id, only(settings).sample) == ("killed", "killed")
    assert History(settings).refresh("killed").outcome == CRASHED


def test_acknowledging_keeps_name_and_note(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    refresh(settings, "run", result("failed", "warn"))
    assert wpl(monkeypatch, "incidents", "ack", "1", "--by", "An", "--note", "agency was called") == 0
    refresh(settings, "again", result("failed", "warn", numerator=3))
    capsys.readouterr()
    assert wpl(monkeypatch, "incidents") == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "R07_age_cap" in line]
    assert line.startswith("1 ") and "3 of 10" in line and "An, " in line and "agency was called" in line


def test_worsening_asks_for_a_new_acknowledgement(settings: Settings) -> None:
    refresh(settings, "run", result("failed", "warn"))
    Incidents(settings).acknowledge(1, "2030-01-01T00:00:00Z", "An", "seen")
    assert only(settings).is_acknowledged
    refresh(settings, "worse", result("failed", "error"))
    assert not only(settings).is_acknowledged
    assert [each.note for each in Incidents(settings).acknowledgements()] == ["seen"]


def test_an_unknown_id_says_which_are_open(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    refresh(settings, "run", result("failed"))
    assert wpl(monkeypatch, "incidents", "ack", "7", "--by", "An", "--note", "x") == 2
    assert "no incident 7 is open; open are: 1 (R07_age_cap)" in capsys.readouterr().err
    refresh(settings, "good", result("passed"), outcome=PUBLISHED)
    assert wpl(monkeypatch, "incidents", "ack", "1", "--by", "An", "--note", "x") == 2
    assert "open are: none" in capsys.readouterr().err


def test_nothing_to_tell_where_no_refresh_ever_ran(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    assert wpl(monkeypatch, "incidents") == 0
    assert "no incident is open" in capsys.readouterr().out


def test_incidents_are_read_and_acknowledged_while_a_refresh_writes(settings: Settings) -> None:
    """As far as the register goes: a refresh holds `refresh.lock` for long, and its transactions are short."""
    from orchestration.lock import exclusive

    refresh(settings, "run", result("failed"))
    with exclusive(settings):
        acknowledged = subprocess.run(
            [sys.executable, "-m", "orchestration.cli", "incidents", "ack", "1", "--by", "An", "--note", "seen"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert acknowledged.returncode == 0, acknowledged.stderr
    assert only(settings).is_acknowledged
