"""`alerts.yml`: the one in the checkout sends nothing; what is wrong in one is told with file and key."""

from pathlib import Path

import pytest
import yaml

from orchestration.alerts.configuration import Alerts, Mail, Webhook, load
from orchestration.errors import AlertsError
from orchestration.settings import CHECKOUT, Settings
from tests.alerts.conftest import HOOK, MAIL, Configure


def test_the_checkout_sends_nothing_until_someone_says_to_whom() -> None:
    assert load(Settings.from_environment().alerts) == load(CHECKOUT / "alerts.yml") == Alerts()


def test_the_example_in_the_checkout_is_right_once_uncommented(tmp_path: Path) -> None:
    text = (CHECKOUT / "alerts.yml").read_text()
    head, _, example = text.partition("receivers: {}\n")
    path = tmp_path / "alerts.yml"
    path.write_text(head + "receivers:\n" + example.replace("#   ", "  "))
    mail, hook = load(path).receivers
    assert isinstance(mail, Mail) and (mail.severities, mail.owners) == (("error",), None)
    assert isinstance(hook, Webhook) and hook.owners == ("monitoring",)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"receivers": {"a": {"type": "fax"}}}, "receivers.a.type: must be one of mail, webhook, not 'fax'"),
        ({"receivers": {"a": HOOK | {"url": "https://x"}}}, "receivers.a.url: is unknown; known are"),
        ({"receivers": {"a": {"type": "webhook"}}}, "receivers.a.url_env: is missing; add it"),
        ({"receivers": {"a": MAIL}}, "receivers.a.port: is missing"),
        ({"receivers": {"a": MAIL | {"port": "25"}}}, "receivers.a.port: must be a port number, not '25'"),
        ({"receivers": {"a": MAIL | {"port": 25, "security": "tls"}}}, "receivers.a.security: must be one of"),
        ({"receivers": {"a": MAIL | {"port": 25, "to": ["a@b", "c@d"]}}}, "receivers.a.to: must be text on one line"),
        ({"receivers": {"a": MAIL | {"port": 25, "to": "a@b, c@d"}}}, "receivers.a.to: must be one mail address"),
        ({"receivers": {"a": MAIL | {"port": 25, "from": "nobody"}}}, "receivers.a.from: must be one mail address"),
        ({"receivers": {"a": MAIL | {"port": 25, "user": "x"}}}, "receivers.a.user: goes with password_env"),
        ({"receivers": {"a": HOOK | {"severities": ["fatal"]}}}, "receivers.a.severities: knows error, warn only"),
        ({"receivers": {"a": HOOK | {"owners": "monitoring"}}}, "receivers.a.owners: must be a list of names"),
        ({"receivers": {"a": None}}, "receivers.a: must hold keys and values"),
        ({"receivers": [HOOK]}, "receivers: must hold keys and values"),
        ({"remind_every_hours": 0}, "remind_every_hours: must be a number of hours above 0, not 0"),
        ({"refresh_within_hours": "a day"}, "refresh_within_hours: must be a number of hours"),
        ({"ui": "localhost:3000"}, "ui: must be an address that starts with http"),
        ({"reciever": {}}, "reciever: is unknown; known are receivers, refresh_within_hours"),
        (["a"], "the file: must hold keys and values"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_key(tmp_path: Path, document: object, told: str) -> None:
    path = tmp_path / "alerts.yml"
    path.write_text(yaml.safe_dump(document))
    with pytest.raises(AlertsError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}: {told}")


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "cannot be read"), (b"a: [", ":1: is not YAML"), (b"a: \xff", "is not UTF-8"), (b"\x00", "is not YAML")],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "alerts.yml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AlertsError, match=told):
        load(path)


def test_wpl_alerts_tells_a_bad_configuration_and_a_missing_secret(
    settings: Settings, configure: Configure, wpl
) -> None:
    configure({"kanaal": HOOK | {"url_env": "NOT_SET_ANYWHERE"}})
    process = wpl("alerts")
    assert "receivers.kanaal: the environment variable NOT_SET_ANYWHERE is not set" in process.communicate()[1]
    assert process.returncode == 2
    settings.alerts.write_text("receivers: 3")
    process = wpl("alerts", "--test")
    assert "receivers: must hold keys and values" in process.communicate()[1]
    assert process.returncode == 2


def test_wpl_alerts_test_says_who_accepts(configure: Configure, wpl, hook, mail) -> None:
    mail.stop()
    configure({"kanaal": HOOK, "wacht": MAIL | {"port": mail.port}})
    process = wpl("alerts", "--test")
    told = process.communicate()[1]
    assert "kanaal: accepted the test message" in told and "wacht: did not accept the test message" in told
    assert process.returncode == 1 and [check for check, _ in hook.events] == ["test"]
