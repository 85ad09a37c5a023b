"""Makes a finished release the current one, all of it at once, and keeps the last few.

Readers that have the former release open keep their file: a rename never touches what they read.
"""

import os
import shutil
from pathlib import Path

from orchestration.settings import Settings

KEPT_RELEASES = 5

# A database is called by its file, and links are followed: a file `marts` with a schema `marts` in it would make
# `marts.outflow` ambiguous to DuckDB. So the file has another name than the link that readers open.
DATABASE = "werkplekleren.duckdb"
LINKS = {"marts.duckdb": DATABASE, "parquet": "parquet", "csv": "csv", "site": "site"}


def new_release(settings: Settings, name: str) -> Path:
    """An empty folder to build a release in; leftovers of a killed refresh are cleared."""
    releases = settings.published / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    for leftover in releases.glob(".building-*"):
        shutil.rmtree(leftover)
    folder = releases / f".building-{name}"
    folder.mkdir()
    return folder


def make_current(settings: Settings, building: Path, name: str) -> Path:
    """Swap in the release that was built in `building`; returns its final folder."""
    release = settings.published / "releases" / name
    for folder in (settings.published, building.parent):
        folder.chmod(0o755)
    open_for_readers(building)
    building.rename(release)
    link(settings.published / "current", Path("releases") / name)
    for name_of_link, target in LINKS.items():
        link(settings.published / name_of_link, Path("current") / target)
    _prune(settings, keep=name)
    return release


def open_for_readers(folder: Path) -> None:
    """Everyone may read what is published, whatever the umask of the refresh; nobody may write it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o444)
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def link(path: Path, target: Path) -> None:
    """Point the link `path` at `target` in one step: it exists at every moment."""
    if path.is_symlink() and path.readlink() == target:
        return
    aside = path.with_name(f".{path.name}.new")
    aside.unlink(missing_ok=True)
    aside.symlink_to(target)
    aside.replace(path)


def _prune(settings: Settings, keep: str) -> None:
    releases = sorted(path for path in (settings.published / "releases").iterdir() if not path.name.startswith("."))
    for release in releases[:-KEPT_RELEASES]:
        if release.name != keep:
            shutil.rmtree(release)
