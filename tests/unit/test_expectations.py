"""Expectations made from the contracts: valid rows keep them, a row that intake should not have let pass breaks one."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from orchestration.assets.expectation_checks import check_results
from orchestration.expectations import judge
from orchestration.expectations.counting import Counted, count, places
from orchestration.expectations.questions import ROWS, Question, Verdict
from orchestration.history import FAILED, NOT_APPLICABLE, PASSED, CheckResult
from tests.unit.conftest import CONTRACTS, GROUPS, Sample, Warehouse

DATASETS = sorted(CONTRACTS)


@pytest.fixture
def taken(warehouse: Warehouse) -> Warehouse:
    """One valid row of every dataset, taken in."""
    for agency in ("agodi", "ahovoks", "ksz"):
        samples = [Sample.of(*one) for one in DATASETS if one[0] == agency]
        warehouse.deliver(agency, "2021-09-15", {sample.file: sample.text(sample.line()) for sample in samples})
    warehouse.refresh()
    return warehouse


def counted(warehouse: Warehouse, agency: str, dataset: str) -> list[Counted]:
    files = [file for file in warehouse.register.files() if (file.agency, file.dataset) == (agency, dataset)]
    taken_in = {(file.agency, file.delivery) for file in files}
    return count(warehouse.settings, CONTRACTS[agency, dataset], files, taken_in)


def spoil(warehouse: Warehouse, agency: str, dataset: str, **changed: Any) -> None:
    """Write another value where only intake writes; a list makes as many rows."""
    (path,) = (warehouse.settings.accepted / agency / dataset).rglob("*.parquet")
    table = parquet.read_table(path)
    n = max(len(value) if isinstance(value, list) else 1 for value in changed.values())
    columns = {name: table[name].to_pylist() * n for name in table.column_names}
    columns |= {name: value if isinstance(value, list) else [value] * n for name, value in changed.items()}
    path.unlink()
    parquet.write_table(pa.table(columns, table.schema), path)


def broken(warehouse: Warehouse, agency: str, dataset: str) -> dict[tuple[str, str], int]:
    (one,) = counted(warehouse, agency, dataset)
    return {place: n for place, n in one.broken.items() if n}


@pytest.mark.parametrize(("agency", "dataset"), DATASETS)
def test_a_valid_row_keeps_its_contract(taken: Warehouse, agency: str, dataset: str) -> None:
    (one,) = counted(taken, agency, dataset)
    assert one.n_rows == 1 and len(one.broken) > 2 and not any(one.broken.values())


@pytest.mark.parametrize(
    ("agency", "dataset", "changed", "promise"),
    [
        ("agodi", "inschrijvingen", {"leerling_id": None}, ("empty", "leerling_id")),
        ("agodi", "inschrijvingen", {"leerling_id": "P_1"}, ("form", "leerling_id")),
        ("agodi", "inschrijvingen", {"leerling_id": "P" * 41}, ("form", "leerling_id")),
        ("agodi", "inschrijvingen", {"aanbieder": "voltijds"}, ("codes", "aanbieder")),
        ("agodi", "inschrijvingen", {"instellingsnummer": "12345"}, ("form", "instellingsnummer")),
        ("agodi", "inschrijvingen", {"administratieve_groep": 0}, ("range", "administratieve_groep")),
        ("agodi", "inschrijvingen", {"einddatum": date(2016, 8, 31)}, ("agreement", "einddatum")),
        ("agodi", "inschrijvingen", {"schooljaar": "2017-2018"}, ("period", "schooljaar")),
        ("agodi", "leerlingen", {"geboortedatum": date(1899, 12, 31)}, ("range", "geboortedatum")),
        ("agodi", "zending_stage", {"stagegever_kbo": "0403019262"}, ("form", "stagegever_kbo")),
        ("agodi", "zending_stage", {"halve_dagen": 401}, ("range", "halve_dagen")),
        ("agodi", "hbo5_verpleegkunde", {"doorgestroomd": 11}, ("agreement", "doorgestroomd")),
        ("ksz", "tewerkstelling", {"nr_cp": "3220"}, ("form", "nr_cp")),
        ("ksz", "tewerkstelling", {"nr_cp": None}, ("empty", "nr_cp")),
        ("ksz", "tewerkstelling", {"tauxaa": 2.1}, ("range", "tauxaa")),
        ("ksz", "tewerkstelling", {"tauxpt": float("nan")}, ("range", "tauxpt")),
        ("ksz", "tewerkstelling", {"kwartaal": "20184"}, ("period", "kwartaal")),
        ("ksz", "werkzoekenden", {"maand": "201810"}, ("agreement", "maand")),
        ("ahovoks", "doorstroom_ho", {"maat": "gediplomeerd"}, ("agreement", "opleidingstype")),
        ("ahovoks", "doorstroom_ho", {"opleidingstype": None}, ("agreement", "opleidingstype")),
        ("ksz", "zelfstandigen", {"hoedanigheid": ["Z", "H"]}, ("key", "code_insz + kwartaal")),
    ],
    ids=str,
)
def test_a_row_that_breaks_its_contract_is_counted(
    taken: Warehouse, agency: str, dataset: str, changed: dict[str, Any], promise: tuple[str, str]
) -> None:
    spoil(taken, agency, dataset, **changed)
    assert broken(taken, agency, dataset) == {promise: 1}


def test_a_column_that_is_not_as_promised_spoils_the_file(taken: Warehouse) -> None:
    (path,) = (taken.settings.accepted / "ksz" / "zelfstandigen").rglob("*.parquet")
    table = parquet.read_table(path)
    path.unlink()
    parquet.write_table(table.drop_columns(["bijdcat"]), path)
    assert broken(taken, "ksz", "zelfstandigen") == {("columns", "bijdcat"): 1}


def test_places_name_file_and_line_and_no_value(taken: Warehouse) -> None:
    spoil(taken, "ksz", "zelfstandigen", hoedanigheid=["Z", "Q"], source_line=[2, 3], code_insz=["P-1", "P-2"])
    found = places(taken.settings, CONTRACTS["ksz", "zelfstandigen"], counted(taken, "ksz", "zelfstandigen"), {"codes"})
    assert found == "2021-09-15/zelfstandigen_2018Q3.csv:3 (codes: hoedanigheid)"


def test_the_suite_tells_kept_from_broken_and_from_what_it_could_not_judge() -> None:
    row = {"file": "f", "column": "a", "codes": 0, "empty": 0, ROWS: None}
    questions = [
        Question("kept", {"codes": ["a"]}, [row], 0.05),
        Question("broken", {"codes": ["a"], "empty": ["a"]}, [row, row | {"codes": 2, ROWS: 0.06}], 0.05),
        Question("errored", {"none": ["a"]}, [row | {ROWS: 0.05}], 0.05),
    ]
    with judge.ahead(True):
        assert judge.ask(questions) == {
            "kept": Verdict("kept", {"codes": True, ROWS: True}),
            "broken": Verdict("broken", {"codes": False, "empty": True, ROWS: False}),
            "errored": Verdict("errored", {"none": None, ROWS: True}),
        }


def results(warehouse: Warehouse, *deliveries: tuple[str, str]) -> dict[str, CheckResult]:
    found = check_results(warehouse.settings, CONTRACTS, warehouse.register.files(), set(deliveries))
    return {result.check_name: result for result in found}


def test_what_is_accepted_against_its_contract_is_an_error(taken: Warehouse) -> None:
    spoil(taken, "agodi", "inschrijvingen", aanbieder=["VOLTIJDS", "ELDERS"], leerling_id=["P-1", "P-2"])
    found = results(taken, ("agodi", "2021-09-15"), ("ksz", "2021-09-15"))
    failed = {name: result for name, result in found.items() if result.outcome == FAILED}
    assert list(failed) == ["inschrijvingen_expectations"]
    result = failed["inschrijvingen_expectations"]
    assert (result.severity, result.numerator, result.denominator) == ("error", 1, 2)
    assert "(codes: aanbieder)" in result.sample and "ELDERS" not in result.sample and "P-2" not in result.sample
    assert found["tewerkstelling_expectations"].outcome == PASSED
    assert found["doorstroom_ho_expectations"].outcome == NOT_APPLICABLE


def test_a_correction_with_far_fewer_rows_is_a_warning(warehouse: Warehouse) -> None:
    lines = [GROUPS.line(administratieve_groep=str(n)) for n in range(1, 101)]
    for delivery, kept in (("2021-09-15", lines), ("2021-10-15", lines[:95]), ("2021-11-15", lines[:90])):
        warehouse.deliver("agodi", delivery, {GROUPS.file: GROUPS.text(*kept)})
    warehouse.refresh()
    within = results(warehouse, ("agodi", "2021-10-15"))["administratieve_groepen_row_counts"]
    assert (within.outcome, within.numerator, within.denominator, within.threshold) == (PASSED, 5, 100, 0.05)
    beyond = results(warehouse, ("agodi", "2021-11-15"))["administratieve_groepen_row_counts"]
    assert (beyond.outcome, beyond.severity, beyond.numerator, beyond.denominator) == (FAILED, "warn", 5, 95)
    assert beyond.sample == "2021-11-15/administratieve_groepen.csv (90 rows, was 95)"


def test_a_judge_that_dies_is_no_pass(taken: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying() -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", "raise SystemExit(3)"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    monkeypatch.setattr(judge, "_start", dying)
    found = results(taken, ("ksz", "2021-09-15"))
    assert found["zelfstandigen_expectations"].outcome == FAILED


def test_nothing_new_asks_nothing(taken: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "_start", lambda: pytest.fail("a process was started"))
    assert {result.outcome for result in results(taken).values()} == {NOT_APPLICABLE}


def test_intake_does_not_import_the_library() -> None:
    code = "import sys, orchestration.refresh, orchestration.assets.intake; print('great_expectations' in sys.modules)"
    root = Path(__file__).parents[2]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
