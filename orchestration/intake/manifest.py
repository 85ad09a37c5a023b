"""The manifest of a delivery: what the agency says that it delivers.

Here: reading it, and refusing the whole delivery when it is not of the agreed form. Not here: comparing it
with the files (`naming.py`, `files.py`).
"""

import json
from dataclasses import dataclass
from typing import Any


class BadManifestError(Exception):
    """Says in words why; never quotes the manifest."""


@dataclass(frozen=True)
class Entry:
    rows: int
    sha256: str


def read_manifest(content: bytes, agency: str, delivery: str) -> dict[str, Entry]:
    """What it promises, by file name.

    Raises:
        BadManifestError: it is no JSON of the agreed form, is another delivery's, or names a file twice.
    """
    try:
        # as RFC 8259 has it: UTF-8 without a byte order mark, and no NaN, which Python would all let pass
        manifest = json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadManifestError("it is no JSON") from None
    if not isinstance(manifest, dict):
        raise BadManifestError("it is no JSON object")
    if manifest.get("agency") != agency:
        raise BadManifestError("it names another agency than its folder")
    if manifest.get("delivery") != delivery:
        raise BadManifestError("it names another delivery than its folder")
    if not isinstance(manifest.get("files"), list):
        raise BadManifestError("it has no list of files")
    entries = [_entry(document, number) for number, document in enumerate(manifest["files"], start=1)]
    if len(dict(entries)) < len(entries):
        raise BadManifestError("it names a file twice")
    return dict(entries)


def _no_number(name: str) -> None:
    raise ValueError(name)


def _entry(document: Any, number: int) -> tuple[str, Entry]:
    if not isinstance(document, dict):
        raise BadManifestError(f"file {number} of its list is no JSON object")
    file, rows, digest = (document.get(key) for key in ("file", "rows", "sha256"))
    if not isinstance(file, str) or not isinstance(digest, str):
        raise BadManifestError(f"file {number} of its list has no name or no sha256")
    if type(rows) is not int or rows < 0:
        raise BadManifestError(f"file {number} of its list has no number of rows")
    return file, Entry(rows, digest.lower())
