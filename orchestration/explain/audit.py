"""The audit log: who looked at the rows behind a figure, when, and at what. Written before anything is shown."""

import json
import os
import pwd
from typing import Any

from orchestration.history import now
from orchestration.settings import Settings


def log_access(settings: Settings, **looked_at: Any) -> None:
    """Add one line to `warehouse/audit.jsonl` (owner only) and see it on disk before returning.

    Raises:
        OSError: it cannot be written; then nothing may be shown.
    """
    entry = {"at": now(), "user": _user(), "uid": os.getuid(), **looked_at}
    handle = os.open(settings.warehouse / "audit.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, (json.dumps(entry, ensure_ascii=False) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name  # not the environment, which its user can write
    except KeyError:
        return "unknown"
