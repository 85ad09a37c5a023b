"""The site within a release: built aside, then shown in one step; a link `site` to a folder beside it.

Here: where it goes, and what stands there when it cannot be built. Not here: the pages (`orchestration/site`).
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.checks_catalogue import judged
from orchestration.errors import NothingPublishedError
from orchestration.history import CheckResult
from orchestration.lock import exclusive
from orchestration.publish.swap import DATABASE, link, open_for_readers
from orchestration.settings import Settings

ASSET = "published/site"
CHECK = "site_built"

INSTEAD = """<!doctype html>
<html lang="nl"><meta charset="utf-8"><title>Werkplekleren</title>
<p>De site van deze publicatie kon niet worden gebouwd; de cijfers zelf staan in <code>marts.duckdb</code>,
<code>parquet</code> en <code>csv</code>. <code>wpl report</code> bouwt haar opnieuw.</p>
<p lang="en">The site of this release could not be built; the numbers are in <code>marts.duckdb</code>,
<code>parquet</code> and <code>csv</code>. <code>wpl report</code> builds it again.</p>
</html>
"""


def add_site(settings: Settings, manifest: dict[str, Any], release: Path, name: str) -> int:
    """Build the site of `release` in its folder, in the place of the one that is there; returns the number of pages."""
    from orchestration.site.build import site_of

    building = release / ".building-site"
    shutil.rmtree(building, ignore_errors=True)  # of a build that failed or was killed
    pages = site_of(settings, manifest, release / DATABASE, name, building)
    _show(release, building)
    return pages


def add_notice(release: Path) -> None:
    """One page that says that there is no site, so that no reader meets the pages of another release."""
    building = release / ".building-site"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir()
    (building / "index.html").write_text(INSTEAD, encoding="utf-8")
    _show(release, building)


def _show(release: Path, building: Path) -> None:
    final = release / f"site-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    open_for_readers(building)
    building.rename(final)
    link(release / "site", Path(final.name))
    for former in release.glob("site-*"):
        if former != final:
            shutil.rmtree(former)


def built(settings: Settings, succeeded: bool) -> CheckResult:
    """Numbers are published without their site, and with a warning: a page's bug does not hold them back."""
    return judged(settings, ASSET, CHECK, numerator=int(not succeeded), denominator=1)


def report(settings: Settings) -> tuple[Path, int]:
    """`wpl report`: build the site of the current release again; returns where it is and its number of pages.

    Raises:
        NothingPublishedError: there is no release yet.
        AnotherRefreshError: a refresh is at work, and will build it.
    """
    from orchestration.warehouse.project import manifest

    with exclusive(settings):
        current = settings.published / "current"
        if not current.exists():
            raise NothingPublishedError(f"nothing is published in {settings.published} yet; run `wpl refresh` first")
        release = current.resolve()
        pages = add_site(settings, manifest(settings), release, release.name)
    link(settings.published / "site", Path("current") / "site")
    return settings.published / "site" / "index.html", pages
