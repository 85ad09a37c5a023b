"""How a message travels: what mail and webhook carry, encryption, login; and what goes wrong in words."""

import html
import ssl
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from orchestration.alerts.configuration import Mail, Webhook
from orchestration.alerts.message import Message
from orchestration.alerts.transport import UndeliveredError, as_json, send
from tests.alerts.conftest import HookServer, MailServer, free_port

CERTIFICATE = Path(__file__).with_name("loopback.pem")  # of 127.0.0.1, for these tests alone
MESSAGE = Message(
    id="m2",
    thread="m1",
    incident=17,
    event="reminder",
    severity="error",
    check_name="R07_age_cap",
    title="Herinnering: FOUT: R07_age_cap (incident 17)",
    text="Regel R07: één zin & een <!channel>.\n\nWaar: a.csv:12",
    colour="#b00020",
)


def to(port: int, **other: str) -> Mail:
    return Mail(name="wacht", to="wacht@example.org", sender="wpl@example.org", host="127.0.0.1", port=port, **other)


def encrypted() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_a_mail_says_it_in_subject_and_text(mail: MailServer) -> None:
    send(to(mail.port, security="none"), MESSAGE)
    (taken,) = mail.taken
    assert taken["Subject"] == "[werkplekleren] Herinnering: FOUT: R07_age_cap (incident 17)"
    assert (taken["From"], taken["To"]) == ("wpl@example.org", "wacht@example.org")
    assert (taken["Message-ID"], taken["In-Reply-To"]) == ("<m2@example.org>", "<m1@example.org>")
    assert MESSAGE.text in taken.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_encrypted_mail_with_login(monkeypatch: pytest.MonkeyPatch, security: str) -> None:
    seen = []

    def authenticate(_server, _session, _envelope, _mechanism, given) -> AuthResult:
        seen.append((given.login, given.password))
        return AuthResult(success=given.password == b"geheim", handled=False)

    options = {"authenticator": authenticate, "auth_required": True}
    if security == "starttls":
        options |= {"tls_context": encrypted(), "require_starttls": True}
    else:
        options |= {"ssl_context": encrypted(), "auth_require_tls": False, "auth_required": False}
    server = MailServer(options=options)
    server.start()
    monkeypatch.setenv("TEST_PASSWORD", "geheim")
    receiver = to(server.port, security=security, user="wpl", password_env="TEST_PASSWORD")
    try:
        with pytest.raises(UndeliveredError, match=r"(?i)certificate"):
            send(receiver, MESSAGE)
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        send(receiver, MESSAGE)
        monkeypatch.setenv("TEST_PASSWORD", "fout")
        with pytest.raises(UndeliveredError, match="SMTP 535"):
            send(receiver, MESSAGE)
    finally:
        server.stop()
    assert len(server.taken) == 1 and seen[0] == (b"wpl", b"geheim")


def test_starttls_never_falls_back_to_clear_text(mail: MailServer) -> None:
    with pytest.raises(UndeliveredError):
        send(to(mail.port), MESSAGE)
    assert not mail.taken


def test_a_webhook_carries_what_slack_and_teams_read(hook: HookServer) -> None:
    send(Webhook(name="kanaal", url_env="TEST_HOOK_URL"), MESSAGE)
    (body,) = hook.taken
    assert hook.keys == ["m2"] == [body["message_id"]]
    # Slack: `text`, in which &, < and > are escaped
    assert html.unescape(body["text"]) == f"{MESSAGE.title}\n\n{MESSAGE.text}" and "<!channel>" not in body["text"]
    # Teams (Workflows): a message with adaptive cards
    assert body["type"] == "message"
    (attachment,) = body["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["type"] == "AdaptiveCard"
    told = [block["text"] for block in attachment["content"]["body"]]
    assert told == [MESSAGE.title, *(line for line in MESSAGE.text.splitlines() if line)]
    assert (body["incident"], body["event"], body["check"]) == (17, "reminder", "R07_age_cap")


def test_what_goes_wrong_is_told_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody = free_port()
    receiver = Webhook(name="kanaal", url_env="TEST_HOOK_URL")
    for address in (f"http://127.0.0.1:{nobody}/services/geheim", "file:///geheim", "geheim", "https://geheim:port/"):
        monkeypatch.setenv("TEST_HOOK_URL", address)
        with pytest.raises(UndeliveredError) as error:
            send(receiver, MESSAGE)
        assert str(error.value) and "geheim" not in str(error.value)
    monkeypatch.delenv("TEST_HOOK_URL")
    with pytest.raises(UndeliveredError, match="TEST_HOOK_URL is not set"):
        send(receiver, MESSAGE)
    with pytest.raises(UndeliveredError, match="refused"):
        send(to(nobody), MESSAGE)


def test_the_colour_follows_the_severity() -> None:
    assert as_json(MESSAGE)["attachments"][0]["color"] == "#b00020"
