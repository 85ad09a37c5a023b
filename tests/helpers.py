"""What tests of several folders share: writing a delivery as an agency would."""

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


def write_delivery(
    landing: Path,
    agency: str,
    delivery: str,
    files: Mapping[str, str | bytes],
    *,
    rows: Mapping[str, int] | None = None,
    manifest: Mapping[str, Any] | str | bytes | None = None,
    entries: Mapping[str, Mapping[str, Any] | None] | None = None,
) -> Path:
    """Write the files, and then a manifest with their numbers of rows and hashes.

    files: content by file name; text is written as UTF-8.
    rows: by file name, where counting the lines after the first does not give it (gzip, Parquet, xlsx).
    manifest: replaces keys of the manifest, or the whole of it when it is text or bytes.
    entries: by file name, keys of its manifest entry to replace, added when new; None leaves the file out.
    """
    folder = landing / agency / delivery
    folder.mkdir(parents=True)
    listed = {}
    for name, content in files.items():
        content = content.encode() if isinstance(content, str) else content
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        listed[name] = {
            "file": name,
            "rows": (rows or {}).get(name, count_rows(content)),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    for name, entry in (entries or {}).items():
        if entry is None:
            del listed[name]
        else:
            listed[name] = {"file": name, "rows": 0, "sha256": ""} | listed.get(name, {}) | dict(entry)
    document = {"agency": agency, "delivery": delivery, "files": list(listed.values())}
    if isinstance(manifest, str | bytes):
        content = manifest.encode() if isinstance(manifest, str) else manifest
    else:
        content = json.dumps(document | dict(manifest or {})).encode()
    (folder / MANIFEST).write_bytes(content)
    return folder


def count_rows(content: bytes) -> int:
    """Lines after the first, the last one also when it is not ended."""
    lines = content.count(b"\n") + (not content.endswith(b"\n") and len(content) > 0)
    return max(lines - 1, 0)


def rewrite_seed(path: Path, check: str, **changed: str) -> None:
    """Change fields of one line of a seed."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["name"] == check).update(changed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
