"""The landing folder: names, order, what is new, changed or left alone; and the manifest."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from orchestration.intake import find_new
from orchestration.intake.landing import is_delivery_name
from tests.unit.conftest import Sample

SAMPLE = Sample.of("agodi", "leerlingen")
FILES = {SAMPLE.file: SAMPLE.text(SAMPLE.line())}


@pytest.mark.parametrize(
    "name, is_one",
    [
        ("2021-09-15", True),
        ("2021-09-15_2", True),
        ("2021-09-15_10", True),
        ("2021-09-15_1", False),
        ("2021-09-15_0", False),
        ("2021-09-15_02", False),
        ("2021-09-15_", False),
        ("2021-09-15-2", False),
        ("2021-09-31", False),
        ("2021-9-15", False),
        ("20210915", False),
        ("2021-09-15 ", False),
        ("2021-09-15\n", False),
        ("٢٠٢١-09-15", False),
        ("", False),
    ],
)
def test_delivery_names(name, is_one):
    assert is_delivery_name(name) == is_one


def names(deliveries) -> list[str]:
    return [f"{one.agency}/{one.name}" for one in deliveries]


def test_new_in_order_and_folders_that_are_none(warehouse):
    for agency, name in (("ksz", "2021-09-15"), ("agodi", "2021-09-15_10"), ("agodi", "2021-09-15_2")):
        warehouse.deliver(agency, name, {})
    warehouse.deliver("agodi", "2021-09-15_1", {})
    warehouse.deliver("vdab", "2021-09-15", {})
    warehouse.deliver("agodi", "2021-09-16", {})
    (warehouse.settings.landing / "agodi" / "2021-09-16" / "manifest.json").unlink()
    (warehouse.settings.landing / "agodi" / "notes.txt").write_text("a file is no folder")
    landing = find_new(warehouse.settings)
    assert names(landing.new) == ["ksz/2021-09-15", "agodi/2021-09-15_2", "agodi/2021-09-15_10"]
    assert landing.ignored == ["agodi/2021-09-15_1", "vdab"]
    assert landing.changed == []
    warehouse.refresh()
    assert len(warehouse.register.deliveries()) == 3


def test_no_landing_folder(warehouse):
    assert find_new(warehouse.settings).new == []


def test_a_folder_without_manifest_is_taken_in_when_it_has_one(warehouse):
    folder = warehouse.deliver("agodi", "2021-09-15", FILES)
    manifest = (folder / "manifest.json").rename(folder.parent / "aside")
    assert warehouse.refresh() == set()
    manifest.rename(folder / "manifest.json")
    assert warehouse.refresh() == {("agodi", "2021-09-15")}


CHANGES = {
    "another content": lambda folder: (folder / SAMPLE.file).write_text("x"),
    "another file": lambda folder: (folder / "more.txt").write_text("x"),
    "a file in a folder": lambda folder: ((folder / "sub").mkdir(), (folder / "sub" / "x").write_text("x")),
    "a file less": lambda folder: (folder / SAMPLE.file).unlink(),
    "another name": lambda folder: (folder / SAMPLE.file).rename(folder / "x.csv"),
    "another manifest": lambda folder: (folder / "manifest.json").write_text("{}"),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_delivery(warehouse, change, tmp_path):
    folder = warehouse.deliver("agodi", "2021-09-15", FILES)
    warehouse.refresh()
    before = warehouse.state()
    shutil.copytree(folder, tmp_path / "aside")
    change(folder)
    for _ in range(2):  # it stays an error
        assert names(find_new(warehouse.settings).changed) == ["agodi/2021-09-15"]
        assert warehouse.refresh() == set()
        (row,) = warehouse.register.deliveries()
        assert (row.status, row.reason) == ("taken in", "delivery_changed")
        assert {**warehouse.state(), "deliveries": before["deliveries"]} == before
    warehouse.retake()  # from the originals, and the folder is still not what was taken in
    assert {**warehouse.state(), "deliveries": before["deliveries"]} == before
    assert warehouse.register.deliveries()[0].reason == "delivery_changed"

    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "aside", folder)
    assert find_new(warehouse.settings).changed == []
    assert warehouse.state() == before


def test_a_delivery_that_was_touched_or_removed_is_no_error(warehouse):
    folder = warehouse.deliver("agodi", "2021-09-15", FILES)
    warehouse.refresh()
    os.utime(folder / SAMPLE.file, (1, 1))
    assert find_new(warehouse.settings).changed == []
    shutil.rmtree(folder)
    assert find_new(warehouse.settings, hashes=True).changed == []
    assert warehouse.register.deliveries()[0].reason is None


def test_content_that_changed_behind_the_same_size_and_time(warehouse, monkeypatch):
    """Only hashing sees it: the full refresh does."""
    folder = warehouse.deliver("agodi", "2021-09-15", FILES)
    warehouse.refresh()
    known = warehouse.register.seen()["agodi", "2021-09-15"].listing
    text = (folder / SAMPLE.file).read_text()
    (folder / SAMPLE.file).write_text(text.replace("P-1", "P-2"))
    monkeypatch.setattr("orchestration.intake.landing.Delivery.listing", known)
    assert find_new(warehouse.settings).changed == []
    assert names(find_new(warehouse.settings, hashes=True).changed) == ["agodi/2021-09-15"]


def test_a_refused_delivery_that_is_mended_in_place_stays_refused(warehouse):
    folder = warehouse.deliver("agodi", "2021-09-15", FILES, manifest={"delivery": "2021-09-16"})
    warehouse.refresh()
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("2021-09-16", "2021-09-15"))
    assert warehouse.refresh() == set()
    (row,) = warehouse.register.deliveries()
    assert (row.status, row.reason) == ("refused", "bad_manifest")
    assert names(find_new(warehouse.settings).changed) == ["agodi/2021-09-15"]


GOOD_MANIFEST = '{"agency": "agodi", "delivery": "2021-09-15", "files": []}'
ENTRY = {"file": "x.csv", "rows": 1, "sha256": "0"}


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "no JSON",
        "[]",
        '"text"',
        "null",
        b"\xff\xfe\xfd",
        GOOD_MANIFEST.encode("utf-8-sig"),
        GOOD_MANIFEST.encode("utf-16"),
        GOOD_MANIFEST.replace("}", ', "by": NaN}'),
        "[" * 100_000,
        {"agency": "ksz"},
        {"agency": None},
        {"delivery": "2021-09-16"},
        {"delivery": "2021-09-15_1"},
        {"files": None},
        {"files": {}},
        {"files": ["x.csv"]},
        {"files": [{**ENTRY, "file": 1}]},
        {"files": [{**ENTRY, "rows": "1"}]},
        {"files": [{**ENTRY, "rows": -1}]},
        {"files": [{**ENTRY, "rows": 1.0}]},
        {"files": [{**ENTRY, "rows": True}]},
        {"files": [{**ENTRY, "sha256": None}]},
        {"files": [{"file": "x.csv", "rows": 1}]},
        {"files": [ENTRY, ENTRY]},
        {"files": [ENTRY, {**ENTRY, "rows": 2}]},
    ],
)
def test_a_bad_manifest_refuses_the_delivery(warehouse, manifest):
    warehouse.deliver("agodi", "2021-09-15", FILES, manifest=manifest)
    warehouse.refresh()
    (row,) = warehouse.register.deliveries()
    assert (row.status, row.reason) == ("refused", "bad_manifest")
    assert row.detail
    assert warehouse.register.files() == []
    assert not list(warehouse.settings.accepted.rglob("*.parquet"))


def test_a_manifest_may_name_nothing(warehouse):
    warehouse.deliver("agodi", "2021-09-15", FILES, manifest=GOOD_MANIFEST)
    warehouse.refresh()
    assert warehouse.outcomes() == {SAMPLE.file: "not_in_manifest"}


def test_further_keys_are_allowed(warehouse):
    warehouse.deliver("agodi", "2021-09-15", FILES, manifest={"by": "x"}, entries={SAMPLE.file: {"comment": [1]}})
    warehouse.refresh()
    assert warehouse.outcomes() == {SAMPLE.file: None}


def test_names_that_are_no_text_are_recorded_all_the_same(warehouse):
    folder = warehouse.deliver("agodi", "2021-09-15", FILES, entries={"\ud800.csv": {}})
    (folder / os.fsdecode(b"\xff.csv")).write_text("x")
    warehouse.refresh()
    assert warehouse.outcomes() == {
        SAMPLE.file: None,
        "\\ud800.csv": "missing_file",
        "\\udcff.csv": "not_in_manifest",
    }
    assert warehouse.refresh() == set()
    assert find_new(warehouse.settings).changed == []


def test_the_no_op_path_is_light(warehouse):
    warehouse.deliver("agodi", "2021-09-15", FILES)
    warehouse.refresh()
    code = (
        "import sys, pathlib; from orchestration.settings import Settings; from orchestration.intake import find_new;"
        "find_new(Settings(data=pathlib.Path(sys.argv[1])));"
        "print([m for m in ('duckdb', 'pyarrow', 'numpy', 'openpyxl', 'yaml') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(warehouse.settings.data)]
    assert json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout) == []
