"""The site as a part of publishing: swapped in with its numbers, built again alone, and never in their way."""

import json
import shutil
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.assets.release import build_release
from orchestration.assets.run import EXCLUSIVE, exclusive_resource
from orchestration.history import History
from orchestration.settings import Settings
from orchestration.site import build
from orchestration.warehouse.project import manifest
from tests.conftest import Wpl


def published_again(data: Path) -> dg.ExecuteInProcessResult:
    """The step that publishes, alone, on what is in the working database."""
    settings = Settings(data=data)
    asset = build_release(settings, manifest(settings), [])
    return dg.materialize([asset], resources={EXCLUSIVE: exclusive_resource(settings)}, raise_on_error=False)


def test_a_release_holds_its_site(refreshed_once: Path) -> None:
    published = refreshed_once / "published"
    site = (published / "site").resolve()
    assert site.is_relative_to((published / "current").resolve())
    assert (published / "current").resolve().name in (site / "index.html").read_text(encoding="utf-8")
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    assert size < 25_000_000
    assert not any(path.stat().st_mode & 0o222 for path in site.rglob("*") if path.is_file())


def test_the_site_is_built_again_in_place_of_the_former(warehouse: Path, wpl: Wpl) -> None:
    site = warehouse / "published" / "site"
    former = site.resolve()
    told = wpl(warehouse, "report")
    assert told.returncode == 0 and "index.html" in told.stderr
    assert site.resolve() != former and not former.exists()
    assert (site / "figures" / "fig_17.html").is_file()


def test_without_a_release_there_is_nothing_to_report_on(tmp_path: Path, wpl: Wpl) -> None:
    told = wpl(tmp_path, "report")
    assert told.returncode == 2
    assert "wpl refresh" in told.stderr and "Traceback" not in told.stderr


def test_numbers_go_out_when_their_site_cannot_be_built(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise ValueError("not a word of this")

    monkeypatch.setattr(build, "site_of", broken)
    before = (warehouse / "published" / "current").resolve()
    result = published_again(warehouse)
    assert result.success
    current = (warehouse / "published" / "current").resolve()
    assert current != before
    with duckdb.connect(current / "werkplekleren.duckdb", read_only=True) as connection:
        outcome = connection.execute(
            "select outcome, severity from quality.check_results where check_name = 'site_built' and run_id = ?",
            [result.run_id],
        ).fetchone()
    assert outcome == ("failed", "warn")
    assert [check.outcome for check in History(Settings(data=warehouse)).results_of(result.run_id)].count("failed") == 1
    pages = list((warehouse / "published" / "site").rglob("*.html"))
    assert [page.name for page in pages] == ["index.html"]
    assert "wpl report" in pages[0].read_text(encoding="utf-8")


def test_only_deliveries_of_the_demo_are_called_synthetic(warehouse: Path) -> None:
    settings = Settings(data=warehouse)
    one = sorted((settings.originals / "ksz").iterdir())[0] / "manifest.json"
    document = json.loads(one.read_text(encoding="utf-8"))
    del document["demo"]
    one.chmod(0o600)
    one.write_text(json.dumps(document), encoding="utf-8")
    assert published_again(warehouse).success
    with duckdb.connect(warehouse / "published" / "marts.duckdb", read_only=True) as connection:
        real = connection.execute("select agency, delivery from quality.deliveries where not is_synthetic").fetchall()
    assert real == [("ksz", one.parent.name)]
    page = (warehouse / "published" / "site" / "index.html").read_text(encoding="utf-8")
    assert "Een deel van de leveringen is verzonnen" in page


def test_a_site_of_real_deliveries_says_nothing_of_the_demo(warehouse: Path) -> None:
    settings = Settings(data=warehouse)
    shutil.rmtree(settings.originals)
    assert published_again(warehouse).success
    page = (warehouse / "published" / "site" / "index.html").read_text(encoding="utf-8")
    assert "verzonnen" not in page
