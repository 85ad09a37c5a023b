"""Carries one message to one receiver, and knows whether it was accepted.

Here: SMTP and HTTP. Not here: which message, when (`outbox.py`), its words (`message.py`).
Only an answer that accepts counts: everything else raises, and the message waits.
"""

import html
import http.client
import json
import smtplib
import ssl
import urllib.error
import urllib.request
from contextlib import suppress
from email.message import EmailMessage
from typing import Any

from orchestration.alerts.configuration import Mail, Receiver, Webhook
from orchestration.alerts.message import Message
from orchestration.settings import secret

SECONDS = 20  # to wait for an answer


class UndeliveredError(Exception):
    """The receiver did not accept the message: why, without address or secret."""


def send(receiver: Receiver, message: Message) -> None:
    """Returns once the receiver has accepted it.

    Raises:
        UndeliveredError: it was not accepted; it may be sent again with the same message id.
    """
    try:
        if isinstance(receiver, Mail):
            _mail(receiver, message)
        elif isinstance(receiver, Webhook):
            _post(receiver, message)
    except (OSError, smtplib.SMTPException, http.client.HTTPException, ValueError) as error:
        raise UndeliveredError(_why(error)) from None


def _secret(name: str) -> str:
    value = secret(name)
    if value is None:
        raise UndeliveredError(f"the environment variable {name} is not set")
    return value


def _why(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, urllib.error.URLError):
        return _why(error.reason) if isinstance(error.reason, Exception) else str(error.reason)
    if isinstance(error, smtplib.SMTPResponseException):
        return f"SMTP {error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "SMTP: the address is refused"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, OSError | smtplib.SMTPException):
        return str(error) or type(error).__name__
    return type(error).__name__  # the words of the others may quote the address


def as_mail(receiver: Mail, message: Message) -> EmailMessage:
    """Messages about one incident form one thread."""
    domain = receiver.sender.partition("@")[2]
    mail = EmailMessage()
    mail["Subject"] = f"[werkplekleren] {message.title}"
    mail["From"] = receiver.sender
    mail["To"] = receiver.to
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # no out-of-office answers
    if message.thread != message.id:
        mail["In-Reply-To"] = mail["References"] = f"<{message.thread}@{domain}>"
    mail.set_content(f"{message.title}\n\n{message.text}\n")
    return mail


def _mail(receiver: Mail, message: Message) -> None:
    mail = as_mail(receiver, message)
    password = _secret(receiver.password_env) if receiver.password_env else None
    trusted = ssl.create_default_context()
    server: smtplib.SMTP
    if receiver.security == "ssl":
        server = smtplib.SMTP_SSL(receiver.host, receiver.port, timeout=SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(receiver.host, receiver.port, timeout=SECONDS)
    try:
        if receiver.security == "starttls":
            server.starttls(context=trusted)
        if receiver.user and password:
            server.login(receiver.user, password)
        server.send_message(mail)
        with suppress(OSError, smtplib.SMTPException):  # accepted is accepted, however the goodbye goes
            server.quit()
    finally:
        server.close()


def as_json(message: Message) -> dict[str, Any]:
    """One body for both: Slack reads `text` and passes over what it does not know; Teams reads the card.

    Slack takes an entry of `attachments` as one of its own, so that it holds something to show there too.
    """
    lines = [{"type": "TextBlock", "text": line, "wrap": True} for line in message.text.splitlines() if line]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [{"type": "TextBlock", "text": message.title, "weight": "Bolder", "wrap": True}, *lines],
    }
    return {
        "type": "message",
        # Slack's own escapes: a file called `<!channel>` calls nobody
        "text": html.escape(f"{message.title}\n\n{message.text}", quote=False),
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "contentUrl": None,
                "content": card,
                "color": message.colour,
                "fallback": message.title,
                "footer": f"incident {message.incident}",
            }
        ],
        "message_id": message.id,
        "incident": message.incident,
        "event": message.event,
        "severity": message.severity,
        "check": message.check_name,
    }


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirected POST would arrive as a GET without its body, and look accepted."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> None:
        return None


def _post(receiver: Webhook, message: Message) -> None:
    address = _secret(receiver.url_env)
    if not address.startswith(("http://", "https://")):
        raise UndeliveredError(f"{receiver.url_env} holds no address that starts with https://")
    request = urllib.request.Request(
        address,
        data=json.dumps(as_json(message)).encode(),
        headers={"Content-Type": "application/json", "Idempotency-Key": message.id},
        method="POST",
    )
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS):
        pass
