"""One refresh, and one sender of alerts, at a time per warehouse: advisory file locks, freed with their process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from orchestration.errors import AnotherRefreshError
from orchestration.settings import Settings

_held: set[str] = set()  # a process that holds the lock may enter again: `wpl refresh` around its Dagster run


@contextmanager
def exclusive(settings: Settings) -> Iterator[None]:
    """Hold the warehouse for one refresh.

    Raises:
        AnotherRefreshError: another process holds it.
    """
    settings.warehouse.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.warehouse / "refresh.lock"
    if str(path) in _held:
        yield
        return
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherRefreshError(f"another refresh is running on {settings.data}; try again later") from None
        _held.add(str(path))
        try:
            yield
        finally:
            _held.discard(str(path))


@contextmanager
def sole_sender(settings: Settings) -> Iterator[bool]:
    """One process at a time sends alerts, so that none is sent twice: False when another one does."""
    with (settings.warehouse / "alerts.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
