"""`wpl alerts`: one round of the watch from the command line, for cron or to try a configuration."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from orchestration.alerts.configuration import Alerts, load
from orchestration.alerts.held_back import publications_of
from orchestration.alerts.rounds import go_round, send_test
from orchestration.alerts.transport import UndeliveredError
from orchestration.errors import AlertsError
from orchestration.settings import Settings, secret

ALL_WELL, TROUBLE = 0, 1


def deliver(settings: Settings, say: Callable[[str], None]) -> int:
    """Returns 1 when a receiver did not accept a message.

    Raises:
        AlertsError: the configuration is wrong.
    """
    from orchestration.warehouse.project import manifest

    parsed = cache(lambda: manifest(settings))
    done = go_round(settings, _ready(settings), cache(lambda asset: publications_of(parsed(), asset)))
    for name, why in done.failures.items():
        say(f"{name} does not accept messages: {why}; they are kept, and sent later")
    say(f"{done.n_sent} sent, {done.n_waiting} waiting")
    return TROUBLE if done.failures else ALL_WELL


def deliver_test(settings: Settings, say: Callable[[str], None]) -> int:
    """Raises: AlertsError: the configuration is wrong."""
    alerts = _ready(settings)
    outcomes = {receiver.name: "" for receiver in alerts.receivers}
    for receiver in alerts.receivers:
        try:
            send_test(receiver, datetime.now(UTC))
        except UndeliveredError as error:
            outcomes[receiver.name] = str(error)
    for name, why in outcomes.items():
        say(f"{name}: " + (f"did not accept the test message: {why}" if why else "accepted the test message"))
    if not outcomes:
        say(f"{settings.alerts} names no receiver: nothing is ever sent")
    return TROUBLE if any(outcomes.values()) else ALL_WELL


def _ready(settings: Settings) -> Alerts:
    """The configuration, with its secrets where it says that they are."""
    alerts = load(settings.alerts)
    for receiver in alerts.receivers:
        for name in receiver.secrets:
            if secret(name) is None:
                raise AlertsError(
                    f"{settings.alerts}: receivers.{receiver.name}: the environment variable {name} is not set; "
                    "set it for this command and for Dagster's daemon"
                )
    return alerts
