"""Each incident reaches each receiver once: whatever is down, killed or repeated."""

import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.alerts.configuration import load
from orchestration.alerts.outbox import LONGEST_PAUSE, Outbox
from orchestration.alerts.rounds import Round, go_round
from orchestration.history import PUBLISHED, History, iso
from orchestration.incidents import Incidents
from orchestration.report_incidents import print_incidents
from orchestration.settings import Settings
from tests.alerts.conftest import HOOK, MAIL, Configure, HookServer, MailServer, failing, refreshed

START = datetime.now(UTC).replace(microsecond=0)


def tick(settings: Settings, **later: float) -> Round:
    """One round, so much later than the tests began: `hours=1`."""
    return go_round(settings, load(settings.alerts), lambda asset: ["fig_01"], START + timedelta(**later))


def test_five_refreshes_with_the_same_failure_are_one_message(
    settings: Settings, configure: Configure, mail: MailServer, hook: HookServer
) -> None:
    configure({"wacht": MAIL | {"port": mail.port}, "kanaal": HOOK})
    for run in range(5):
        refreshed(settings, str(run), failing())
        tick(settings, minutes=run)
    assert mail.subjects == ["[werkplekleren] FOUT: R07_age_cap (incident 1)"]
    assert hook.events == [("R07_age_cap", "opened")]


def test_worsening_and_closing_are_told_once_in_one_thread(
    settings: Settings, configure: Configure, mail: MailServer
) -> None:
    configure({"wacht": MAIL | {"port": mail.port}})
    for run, (severity, outcome) in enumerate([("warn", "failed"), ("error", "failed"), ("error", "passed")]):
        refreshed(settings, str(run), failing(severity=severity, outcome=outcome))
        tick(settings, minutes=run)
        tick(settings, minutes=run + 0.5)
    assert [subject.split(" ", 1)[1] for subject in mail.subjects] == [
        "Waarschuwing: R07_age_cap (incident 1)",
        "FOUT (was een waarschuwing): R07_age_cap (incident 1)",
        "Opgelost: R07_age_cap (incident 1)",
    ]
    first, *others = mail.taken
    assert {message["References"] for message in others} == {first["Message-ID"]}
    assert len({message["Message-ID"] for message in mail.taken}) == 3


def test_a_receiver_that_was_down_gets_everything_later_in_order(
    settings: Settings, configure: Configure, mail: MailServer, hook: HookServer
) -> None:
    configure({"wacht": MAIL | {"port": mail.port}, "kanaal": HOOK})
    mail.stop()
    refreshed(settings, "1", failing())
    assert list(tick(settings).failures) == ["wacht"]
    refreshed(settings, "2", failing(outcome="passed"))
    tick(settings, minutes=10)
    assert hook.events == [("R07_age_cap", "opened"), ("R07_age_cap", "closed")], "the other one waits for nobody"
    mail.start()
    assert tick(settings, minutes=20).n_waiting == 0
    tick(settings, minutes=30)
    assert [subject.split()[1] for subject in mail.subjects] == ["FOUT:", "Opgelost:"]
    assert len(hook.taken) == 2


def test_a_receiver_that_does_not_accept_is_left_alone_for_a_while(
    settings: Settings, configure: Configure, hook: HookServer
) -> None:
    configure({"kanaal": HOOK})
    hook.answer = 503
    refreshed(settings, "1", failing())
    assert tick(settings).failures == {"kanaal": "HTTP 503"}
    hook.answer = 200
    still = tick(settings, seconds=29)
    assert (still.failures, still.n_waiting) == ({"kanaal": "HTTP 503"}, 1) and not hook.taken
    hook.answer = 503
    tick(settings, seconds=30)
    state = Outbox(settings).states()["kanaal"]
    assert state.next_try_at == iso(START + timedelta(seconds=90)), "twice as long"
    for hours in range(1, 9):
        tick(settings, hours=hours)
    state = Outbox(settings).states()["kanaal"]
    assert state.next_try_at == iso(START + timedelta(hours=8, seconds=LONGEST_PAUSE))
    hook.answer = 202
    assert tick(settings, hours=9).n_sent == 1
    assert Outbox(settings).states()["kanaal"].n_failures == 0


@pytest.mark.parametrize("answer", [301, 302, 303, 307, 400, 404, 429, 500])
def test_only_an_answer_that_accepts_counts(
    settings: Settings, configure: Configure, hook: HookServer, capsys: pytest.CaptureFixture, answer: int
) -> None:
    configure({"kanaal": HOOK})
    hook.answer = answer
    refreshed(settings, "1", failing())
    assert tick(settings).failures == {"kanaal": f"HTTP {answer}"}
    assert print_incidents(settings) == 0
    assert f"messages wait for kanaal: HTTP {answer} (1 tries)" in capsys.readouterr().out
    hook.answer = 200
    assert tick(settings, minutes=1).n_sent == 1


@pytest.mark.parametrize("refusal", ["451 later", "554 never"])
def test_a_mail_that_is_refused_waits(settings: Settings, configure: Configure, mail: MailServer, refusal: str) -> None:
    configure({"wacht": MAIL | {"port": mail.port}})
    mail.refuses = refusal
    refreshed(settings, "1", failing())
    assert tick(settings).failures == {"wacht": f"SMTP {refusal[:3]}"}
    mail.refuses = None
    assert tick(settings, minutes=1).n_sent == 1


def test_who_hears_of_what(settings: Settings, configure: Configure, mail: MailServer, hook: HookServer) -> None:
    configure(
        {
            "fouten": MAIL | {"port": mail.port, "severities": ["error"]},
            "leveringen": HOOK | {"owners": ["monitoring"], "severities": ["warn"]},
        }
    )
    refreshed(settings, "1", failing(), failing("w_codes_accepted", "warn"), failing("R08_no_se_n_se", "warn"))
    tick(settings)
    assert [subject.split()[2] for subject in mail.subjects] == ["R07_age_cap"]
    assert hook.events == [("w_codes_accepted", "opened")]
    refreshed(settings, "2", failing("w_codes_accepted", "error"))
    refreshed(settings, "3", failing("w_codes_accepted", "error", outcome="passed"))
    tick(settings)
    assert [event for _, event in hook.events] == ["opened", "worsened", "closed"], "told of it to its end"
    assert [subject.split()[-3] for subject in mail.subjects[1:]] == ["w_codes_accepted", "w_codes_accepted"]


def test_a_new_receiver_hears_of_what_is_open_not_of_what_is_over(
    settings: Settings, configure: Configure, hook: HookServer
) -> None:
    configure({})
    refreshed(settings, "1", failing(), failing("R08_no_se_n_se"))
    refreshed(settings, "2", failing(), failing("R08_no_se_n_se", outcome="passed"))
    assert tick(settings).n_sent == 0
    configure({"kanaal": HOOK})
    tick(settings, hours=24)
    assert hook.events == [("R07_age_cap", "opened")]


def test_reminders_of_errors_until_someone_knows(settings: Settings, configure: Configure, hook: HookServer) -> None:
    configure({"kanaal": HOOK}, remind_every_hours=4)
    refreshed(settings, "1", failing(), failing("R08_no_se_n_se", "warn"))
    for hours in (0, 3, 5, 6, 9.5):
        tick(settings, hours=hours)
    assert [event for _, event in hook.events] == ["opened", "opened", "reminder", "reminder"]
    assert {check for check, event in hook.events if event == "reminder"} == {"R07_age_cap"}
    Incidents(settings).acknowledge(1, iso(START), "An", "seen")
    tick(settings, hours=24)
    assert len(hook.taken) == 4


def test_reminders_do_not_pile_up_while_a_receiver_is_down(
    settings: Settings, configure: Configure, hook: HookServer
) -> None:
    configure({"kanaal": HOOK}, remind_every_hours=1)
    refreshed(settings, "1", failing())
    hook.stop()
    for hours in range(6):
        tick(settings, hours=hours)
    hook.start()
    tick(settings, hours=6.5)
    assert [event for _, event in hook.events] == ["opened", "reminder"]


def test_no_refresh_for_too_long_is_an_incident(settings: Settings, configure: Configure, hook: HookServer) -> None:
    configure({"kanaal": HOOK}, refresh_within_hours=24, remind_every_hours=1000)
    refreshed(settings, "1", outcome=PUBLISHED)
    for hours in (0, 23, 25, 26):
        tick(settings, hours=hours)
    assert hook.events == [("refresh_on_time", "opened")]
    refreshed(settings, "2", outcome=PUBLISHED)
    assert not Incidents(settings).all(only_open=True), "the refresh ends it, whether or not someone watches"
    tick(settings, hours=1)
    assert hook.events[1:] == [("refresh_on_time", "closed")]


def test_a_refresh_that_fails_or_crashes_is_no_sign_of_life(settings: Settings, configure: Configure) -> None:
    configure({}, refresh_within_hours=24)
    refreshed(settings, "1", failing())
    tick(settings, hours=25)
    assert "refresh_on_time" in [incident.check_name for incident in Incidents(settings).all(only_open=True)]


def test_a_refresh_with_nothing_to_do_is_one(settings: Settings, configure: Configure) -> None:
    configure({}, refresh_within_hours=24)
    refreshed(settings, "1", outcome=PUBLISHED)
    with sqlite3.connect(settings.register) as connection:
        connection.execute("update refreshes set finished_at = '2001-01-01T00:00:00Z'")
    History(settings).note_up_to_date()
    tick(settings, hours=23)
    assert not Incidents(settings).all()


def test_a_warehouse_that_was_never_used_is_not_late(settings: Settings, configure: Configure) -> None:
    configure({}, refresh_within_hours=24)
    tick(settings, hours=1000)
    assert not settings.register.exists()


def test_two_senders_at_once_send_one_message(settings: Settings, configure: Configure, hook: HookServer) -> None:
    configure({"kanaal": HOOK})
    refreshed(settings, "1", failing())
    hook.hold = threading.Event()
    first = threading.Thread(target=tick, args=(settings,))
    first.start()
    assert hook.arrived.wait(30)
    assert tick(settings).n_sent == 0
    hook.hold.set()
    first.join()
    tick(settings)
    assert len(hook.taken) == 1


Start = Callable[..., subprocess.Popen]


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_killed_between_failure_and_alert_loses_and_doubles_nothing(
    settings: Settings, configure: Configure, hook: HookServer, wpl: Start
) -> None:
    configure({"kanaal": HOOK})
    refreshed(settings, "1", failing())
    with sqlite3.connect(settings.register) as connection:
        connection.execute("begin exclusive")  # the sender comes no further than its first look
        sender = wpl("alerts")
        _until_it_holds_the_lock(settings)
        kill(sender)
    assert not hook.taken
    for _ in range(2):
        assert wpl("alerts").wait(60) == 0
    assert len(hook.taken) == 1


def test_killed_between_send_and_mark_sends_again_with_the_same_message_id(
    settings: Settings, configure: Configure, hook: HookServer, wpl: Start
) -> None:
    configure({"kanaal": HOOK})
    refreshed(settings, "1", failing())
    hook.hold = threading.Event()
    sender = wpl("alerts")
    assert hook.arrived.wait(60)
    kill(sender)
    hook.hold.set()
    for _ in range(2):
        assert wpl("alerts").wait(60) == 0
    assert len(hook.taken) == 2
    assert len(set(hook.keys)) == 1 and {body["message_id"] for body in hook.taken} == set(hook.keys)


def _until_it_holds_the_lock(settings: Settings) -> None:
    from orchestration.lock import sole_sender

    waited = threading.Event()
    for _ in range(600):
        with sole_sender(settings) as is_free:
            if not is_free:
                return
        waited.wait(0.05)
    raise AssertionError("the sender did not start")
