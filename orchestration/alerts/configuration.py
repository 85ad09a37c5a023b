"""Who is told what: `alerts.yml` as dataclasses, with errors that name file and key.

Here: reading and judging the file. Not here: sending (`transport.py`), secrets' values (`settings.secret`).
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from orchestration.errors import AlertsError

SEVERITIES = ("error", "warn")
SECURITIES = ("starttls", "ssl", "none")


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """owners: of checks; None for all. severities: that it hears of."""

    name: str
    owners: tuple[str, ...] | None = None
    severities: tuple[str, ...] = SEVERITIES

    @property
    def secrets(self) -> tuple[str, ...]:
        """Environment variables that it needs."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Mail(Receiver):
    to: str
    sender: str
    host: str
    port: int
    security: str = "starttls"
    user: str | None = None
    password_env: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.password_env,) if self.password_env else ()


@dataclass(frozen=True, kw_only=True)
class Webhook(Receiver):
    url_env: str

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.url_env,)


@dataclass(frozen=True)
class Alerts:
    """remind_every: hours between reminders; refresh_within: hours without a success that are too many, None: any."""

    receivers: tuple[Receiver, ...] = ()
    ui: str = "http://127.0.0.1:3000"
    remind_every: float = 24
    refresh_within: float | None = None


TYPES: dict[str, type[Receiver]] = {"mail": Mail, "webhook": Webhook}
NAMES = {"from": "sender"}  # a key of the file that Python keeps for itself


def load(path: Path) -> Alerts:
    """Read the configuration.

    Raises:
        AlertsError: naming the file, the key and what to do.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AlertsError(f"{path}: cannot be read ({error.strerror}); WPL_ALERTS names the file") from None
    except UnicodeDecodeError:
        raise AlertsError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise AlertsError(f"{path}{f':{mark.line + 1}' if mark else ''}: is not YAML; see the comments in it") from None
    told = _Reader(path)
    top = told.mapping("the file", document or {})
    told.known("", top, {"receivers", "ui", "remind_every_hours", "refresh_within_hours"})
    receivers = told.mapping("receivers", top.get("receivers") or {})
    return Alerts(
        receivers=tuple(told.receiver(str(name), entry) for name, entry in receivers.items()),
        ui=told.link("ui", top.get("ui", Alerts.ui)),
        remind_every=told.hours("remind_every_hours", top.get("remind_every_hours", Alerts.remind_every)),
        refresh_within=(
            told.hours("refresh_within_hours", top["refresh_within_hours"]) if "refresh_within_hours" in top else None
        ),
    )


@dataclass(frozen=True)
class _Reader:
    path: Path

    def wrong(self, key: str, what: str) -> AlertsError:
        return AlertsError(f"{self.path}: {key}: {what}")

    def mapping(self, key: str, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            raise self.wrong(key, "must hold keys and values, as in the example in alerts.yml")
        return value

    def known(self, prefix: str, entry: Mapping[str, Any], names: set[str]) -> None:
        for key in entry:
            if key not in names:
                raise self.wrong(f"{prefix}{key}", f"is unknown; known are {', '.join(sorted(names))}")

    def hours(self, key: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
            raise self.wrong(key, f"must be a number of hours above 0, not {value!r}")
        return float(value)

    def link(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or urlsplit(value).scheme not in {"http", "https"}:
            raise self.wrong(key, "must be an address that starts with http:// or https://")
        return value.rstrip("/")

    def receiver(self, name: str, entry: Any) -> Receiver:
        prefix = f"receivers.{name}."
        entry = self.mapping(prefix[:-1], entry)
        kind = entry.get("type")
        if kind not in TYPES:
            raise self.wrong(f"{prefix}type", f"must be one of {', '.join(TYPES)}, not {kind!r}")
        wanted = {field.name: field for field in fields(TYPES[kind]) if field.name != "name"}
        in_file = {key for key in wanted if key not in NAMES.values()}
        in_file |= {key for key, field in NAMES.items() if field in wanted}
        self.known(prefix, entry, {*in_file, "type"})
        values = {NAMES.get(key, key): value for key, value in entry.items() if key != "type"}
        for key in sorted(in_file):
            if wanted[NAMES.get(key, key)].default is MISSING and values.get(NAMES.get(key, key)) is None:
                raise self.wrong(f"{prefix}{key}", "is missing; add it")
        checked = {key: self._value(f"{prefix}{key}", key, value) for key, value in values.items()}
        if (checked.get("user") is None) != (checked.get("password_env") is None):
            raise self.wrong(f"{prefix}user", "goes with password_env: give both, or neither for no login")
        return TYPES[kind](name=name, **checked)

    def _value(self, place: str, key: str, value: Any) -> Any:
        if key == "port":
            if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 65536:
                raise self.wrong(place, f"must be a port number, not {value!r}")
        elif key in {"owners", "severities"}:
            if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
                raise self.wrong(place, "must be a list of names, as in [error]; leave it out for all")
            if key == "severities" and not set(value) <= set(SEVERITIES):
                raise self.wrong(place, f"knows {', '.join(SEVERITIES)} only, not {value}")
            return tuple(value)
        elif not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self.wrong(place, f"must be text on one line, not {value!r}")
        elif key == "security" and value not in SECURITIES:
            raise self.wrong(place, f"must be one of {', '.join(SECURITIES)}, not {value!r}")
        elif key in {"to", "sender"} and (value.count("@") != 1 or set(value) & set(" ,;<>")):
            raise self.wrong(place.replace("sender", "from"), f"must be one mail address, not {value!r}")
        return value
