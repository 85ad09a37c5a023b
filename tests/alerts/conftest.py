"""Receivers on loopback that tests start, stop and read: a mail server and a web server."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiosmtpd.controller import Controller

from orchestration.history import CHECKS_FAILED, CheckResult, History
from orchestration.settings import Settings

MAIL = {"type": "mail", "to": "wacht@example.org", "from": "wpl@example.org", "host": "127.0.0.1", "security": "none"}
HOOK = {"type": "webhook", "url_env": "TEST_HOOK_URL"}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@dataclass
class MailServer:
    """refuses: the answer instead of taking a message in."""

    port: int = field(default_factory=free_port)
    taken: list[EmailMessage] = field(default_factory=list)
    refuses: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    _controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self.options)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for message in self.taken]


@dataclass
class HookServer:
    """answer: status of every reply; hold: the reply waits for it."""

    port: int = field(default_factory=free_port)
    taken: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    answer: int = 200
    hold: threading.Event | None = None
    arrived: threading.Event = field(default_factory=threading.Event)
    _server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if hook.answer < 300:
                    hook.taken.append(body)
                    hook.keys.append(self.headers["Idempotency-Key"])
                hook.arrived.set()
                if hook.hold:
                    hook.hold.wait(60)
                self.send_response(hook.answer)
                self.send_header("Location", f"http://127.0.0.1:{hook.port}/elsewhere")
                self.end_headers()

            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def events(self) -> list[tuple[str, str]]:
        return [(body["check"], body["event"]) for body in self.taken]


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[HookServer]:
    server = HookServer()
    server.start()
    monkeypatch.setenv("TEST_HOOK_URL", f"http://127.0.0.1:{server.port}/services/secret")
    yield server
    if server.hold:
        server.hold.set()
    server.stop()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse without deliveries whose history tests write themselves."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    settings = Settings(data=tmp_path / "data", alerts=tmp_path / "alerts.yml")
    settings.warehouse.mkdir(parents=True)
    return settings


Configure = Callable[..., None]


@pytest.fixture
def configure(settings: Settings) -> Configure:
    """Write alerts.yml: `configure({"kanaal": HOOK}, remind_every_hours=1)`."""

    def write(receivers: dict[str, Any], **options: Any) -> None:
        settings.alerts.write_text(yaml.safe_dump({"receivers": receivers} | options))

    return write


@pytest.fixture
def wpl(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.Popen]:
    """Start `wpl` as a process of its own."""
    monkeypatch.setenv("WPL_DATA", str(settings.data))
    monkeypatch.setenv("WPL_ALERTS", str(settings.alerts))

    def start(*arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def failing(name: str = "R07_age_cap", severity: str = "error", outcome: str = "failed", **other: Any) -> CheckResult:
    known = {"numerator": 1234, "denominator": 45678, "sample": "2021-09-15/inschrijvingen_2020-2021.csv:12"}
    return CheckResult("cohort/count_day_enrolments", name, name[:3], severity, outcome, **(known | other))


def refreshed(settings: Settings, run_id: str, *results: CheckResult, outcome: str = CHECKS_FAILED) -> None:
    """What a refresh leaves behind."""
    history = History(settings)
    history.start(run_id)
    history.record(run_id, results)
    history.finish(run_id, outcome)
