"""Defects across datasets and years fail their own warning, and no check of error severity."""

from pathlib import Path

from orchestration.history import FAILED, CheckResult, History
from orchestration.refresh import refresh
from orchestration.settings import Settings
from tests.defects import years


def failed(settings: Settings) -> dict[str, CheckResult]:
    assert refresh(settings, full=False, say=print) == 0
    history = History(settings)
    results = history.results_of(history.last_refresh().run_id)
    return {result.check_name: result for result in results if result.outcome == FAILED}


def test_each_defect_fails_its_check_and_no_other(tmp_path: Path) -> None:
    good, bad = (Settings(data=tmp_path / name) for name in ("good", "bad"))
    years.write(good.landing, is_planted=False)
    years.write(bad.landing, is_planted=True)
    without, planted = failed(good), failed(bad)
    # what a handful of pupils fails anyway: the report's printed numbers
    found = {name: result for name, result in planted.items() if name not in without}
    assert {name: result.numerator for name, result in found.items()} == years.PLANTED
    assert {result.severity for result in (*without.values(), *planted.values())} == {"warn"}
    assert not set(without) & set(years.PLANTED)
    assert "leerlingen_2013-2014.csv:4" in found["leerlingen_without_birth_date"].sample
    assert not any(pupil in (result.sample or "") for result in found.values() for pupil in ("P-", "0403019261"))
