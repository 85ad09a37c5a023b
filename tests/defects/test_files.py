"""Each defect of a file or delivery fails exactly the checks that it should: name, severity, count and place."""

from pathlib import Path
from typing import Any

import pytest

from orchestration.assets.intake_checks import check_results
from orchestration.checks_catalogue import describe
from orchestration.history import FAILED, CheckResult
from orchestration.intake import find_new
from orchestration.intake.rows import REASONS
from orchestration.settings import Settings
from tests.defects.library import DEFECTS, FILE_REASONS, N_ROWS, ROW_REASONS, Defect, good_lines, text
from tests.unit.conftest import CONTRACTS, GROUPS, Sample, Warehouse

DELIVERY = "2021-09-15"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(Settings(data=tmp_path / "data"))


def failed(warehouse: Warehouse) -> dict[str, CheckResult]:
    """What fails when what is in the landing folder is taken in."""
    landing = find_new(warehouse.settings, hashes=True)
    taken_in = warehouse.refresh(hashes=True)
    results = check_results(warehouse.settings, CONTRACTS, landing, taken_in)
    return {result.check_name: result for result in results if result.outcome == FAILED}


def deliver(warehouse: Warehouse, defect: Defect) -> None:
    sample = Sample.of(defect.agency, defect.dataset)
    planted = defect.plant(good_lines(sample)) if defect.plant else None
    files: dict[str, Any] = {}
    if planted is not None:
        files[sample.file] = planted if isinstance(planted, bytes) else text(planted)
    if defect.agency == "agodi":
        files[GROUPS.file] = GROUPS.text(GROUPS.line())
    rows = {sample.file: N_ROWS} if isinstance(planted, bytes) and not defect.options else {}
    options = {"rows": rows, **defect.options}
    warehouse.deliver(defect.agency, DELIVERY, files | dict(defect.beside), **options)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_fails_exactly_its_checks(warehouse: Warehouse, defect: Defect) -> None:
    deliver(warehouse, defect)
    found = failed(warehouse)
    assert {name: result.numerator for name, result in found.items()} == dict(defect.fails)
    for name, result in found.items():
        assert result.severity == describe(name).severity == "warn"
        assert defect.at in result.sample, result.sample
        assert "P-" not in result.sample, "a sample tells no pupil"


def test_a_good_delivery_fails_nothing(warehouse: Warehouse) -> None:
    for agency, dataset in (("agodi", "inschrijvingen"), ("ksz", "tewerkstelling")):
        deliver(warehouse, Defect("none", {}, agency=agency, dataset=dataset))
    assert failed(warehouse) == {}


def test_a_changed_delivery_fails_its_check(warehouse: Warehouse) -> None:
    deliver(warehouse, Defect("none", {}))
    warehouse.refresh()
    (warehouse.settings.landing / "agodi" / DELIVERY / "inschrijvingen_2016-2017.csv").write_text("changed")
    found = failed(warehouse)
    assert {name: (result.numerator, result.sample) for name, result in found.items()} == {
        "deliveries_unchanged": (1, f"agodi/{DELIVERY}")
    }


def test_a_folder_that_is_no_delivery_fails_its_check(warehouse: Warehouse) -> None:
    deliver(warehouse, Defect("none", {}))
    (warehouse.settings.landing / "agodi" / "nieuw").mkdir()
    assert {name: result.numerator for name, result in failed(warehouse).items()} == {"delivery_names": 1}


def test_every_reason_of_the_specification_is_planted() -> None:
    names = {defect.name for defect in DEFECTS}
    assert set(REASONS) - {None} == {defect.name for defect in ROW_REASONS}
    assert len(FILE_REASONS) == 12 and {"bad_manifest", "too_many_bad_rows"} <= names
    assert len(names) == len(DEFECTS)
