"""What lies in the landing folder: new deliveries, changed ones, folders that are none.

Here: delivery names and their order, and telling from names, sizes and times whether a folder changed.
Not here: looking into a file (`taking.py`). The no-op refresh goes through this module: standard library only.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path

from orchestration.errors import LandingError
from orchestration.register import Register
from orchestration.settings import AGENCIES, Settings

MANIFEST = "manifest.json"
DELIVERY_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:_([1-9][0-9]*))?", re.ASCII)


@dataclass(frozen=True)
class Delivery:
    """A folder of one agency that holds a delivery."""

    agency: str
    name: str
    folder: Path

    @property
    def order(self) -> tuple[str, int, str]:
        """By date, then by number, as a number; agencies never wait for one another."""
        day, number = DELIVERY_NAME.fullmatch(self.name).groups()
        return (day, int(number or 1), self.agency)

    @cached_property
    def files(self) -> dict[str, os.stat_result]:
        """Every regular file below the folder by its relative path. Links are never followed: they lead out."""
        return dict(sorted(_walk(self.folder, "")))

    @property
    def listing(self) -> str:
        """Names, sizes and times: equal listings, equal content."""
        return json.dumps(
            [(path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in self.files.items()]
        )


@dataclass(frozen=True)
class Landing:
    new: list[Delivery] = field(default_factory=list)  # not taken in yet, in delivery order
    changed: list[Delivery] = field(default_factory=list)  # taken in, and not what it was
    ignored: list[str] = field(default_factory=list)  # folders that are no delivery, as agency/name


def find_new(settings: Settings, hashes: bool = False) -> Landing:
    """Compare the landing folder with the register; the register keeps which deliveries changed.

    hashes: read every file again, even where its size and times are those seen before.

    Raises:
        LandingError: a folder or file cannot be read.
    """
    with readable():
        return _compare(Register(settings), settings.landing, hashes)


def _compare(register: Register, root: Path, hashes: bool) -> Landing:
    seen = register.seen()
    landing = Landing()
    for delivery in _deliveries(root, landing.ignored):
        known = seen.get((delivery.agency, delivery.name))
        if known is None:
            if MANIFEST in delivery.files:
                landing.new.append(delivery)
            continue
        changed = known.changed
        if hashes or delivery.listing != known.listing:
            changed = fingerprint(_hashes(delivery)) != known.fingerprint
            register.set_seen(delivery.agency, delivery.name, delivery.listing, changed)
        if changed:
            landing.changed.append(delivery)
    landing.new.sort(key=lambda delivery: delivery.order)
    landing.changed.sort(key=lambda delivery: delivery.order)
    return landing


@contextmanager
def readable() -> Iterator[None]:
    """What the system refuses, in words."""
    try:
        yield
    except OSError as error:
        raise LandingError(
            f"cannot read or write {error.filename}: {error.strerror}; nothing is lost, put it right and refresh"
        ) from error


def stored(settings: Settings) -> list[Delivery]:
    """The deliveries whose originals are kept, in delivery order."""
    return sorted(_deliveries(settings.originals, []), key=lambda delivery: delivery.order)


def fingerprint(hashes: dict[str, str]) -> str:
    """One hash of a folder's content, from the hash of each of its files by relative path."""
    lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(hashes.items()))
    return sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def is_delivery_name(name: str) -> bool:
    match = DELIVERY_NAME.fullmatch(name)
    if not match or match[2] == "1":
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return True


def _deliveries(root: Path, ignored: list[str]) -> Iterator[Delivery]:
    for agency in _folders(root):
        if agency.name not in AGENCIES:
            ignored.append(agency.name)
            continue
        for folder in _folders(agency):
            if is_delivery_name(folder.name):
                yield Delivery(agency.name, folder.name, folder)
            else:
                ignored.append(f"{agency.name}/{folder.name}")


def _folders(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder / entry.name, f"{prefix}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                with suppress(FileNotFoundError):  # a copy under way renames its files
                    yield f"{prefix}{entry.name}", entry.stat(follow_symlinks=False)


def _hashes(delivery: Delivery) -> dict[str, str]:
    hashes = {}
    for path in delivery.files:
        with (delivery.folder / path).open("rb") as file:
            hashes[path] = file_digest(file, "sha256").hexdigest()
    return hashes
