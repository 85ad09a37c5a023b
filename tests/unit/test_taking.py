"""The order of deliveries: corrections, late ones, changed ones, kills in between, and all again."""

import errno
import io
import os
import shutil

import pytest

from orchestration.errors import IntakeError, LandingError
from orchestration.intake import find_new, take_in
from orchestration.intake import store as store_module
from orchestration.register import Register
from tests.unit.conftest import GROUPS, Sample

INSCHRIJVINGEN = Sample.of("agodi", "inschrijvingen")
LEERLINGEN = Sample.of("agodi", "leerlingen")
ZELFSTANDIGEN = Sample.of("ksz", "zelfstandigen")


def leerlingen(*ids: str) -> dict[str, str]:
    return {LEERLINGEN.file: LEERLINGEN.text(*(LEERLINGEN.line(leerling_id=one) for one in ids))}


def groups(*numbers: str) -> dict[str, str]:
    return {GROUPS.file: GROUPS.text(*(GROUPS.line(administratieve_groep=one) for one in numbers))}


def enrolments(*numbers: str) -> dict[str, str]:
    return {
        INSCHRIJVINGEN.file: INSCHRIJVINGEN.text(*(INSCHRIJVINGEN.line(administratieve_groep=one) for one in numbers))
    }


def _die(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def active_pupils(warehouse) -> list[str]:
    return [row["leerling_id"] for row in warehouse.active("agodi", "leerlingen", "2016-2017")]


def test_a_correction_replaces_the_file_whole(warehouse):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A", "B"))
    assert warehouse.refresh() == {("agodi", "2021-09-15")}
    warehouse.deliver("agodi", "2021-09-15_2", leerlingen("C"))
    assert warehouse.refresh() == {("agodi", "2021-09-15_2")}
    assert active_pupils(warehouse) == ["C"]
    assert [(row.delivery, row.is_active) for row in warehouse.register.files()] == [
        ("2021-09-15", False),
        ("2021-09-15_2", True),
    ]
    assert len(list(warehouse.settings.accepted.rglob("*.parquet"))) == 2


@pytest.mark.parametrize(
    "content, reason", [("x", "missing_column"), (LEERLINGEN.text(*["x"] * 12), "too_many_bad_rows")]
)
def test_a_rejected_correction_leaves_the_older_file(warehouse, content, reason):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    warehouse.deliver("agodi", "2021-10-01", {LEERLINGEN.file: content})
    warehouse.refresh()
    assert warehouse.file(LEERLINGEN.file, "2021-10-01").reason == reason
    assert active_pupils(warehouse) == ["A"]


def test_number_ten_comes_after_two(warehouse):
    for number in ("_10", "", "_2"):
        warehouse.deliver("agodi", f"2021-09-15{number}", leerlingen(f"P{number.replace('_', '')}"))
    warehouse.refresh()
    assert active_pupils(warehouse) == ["P10"]
    assert [row.delivery for row in warehouse.register.deliveries()] == [
        "2021-09-15",
        "2021-09-15_2",
        "2021-09-15_10",
    ]


def test_a_late_older_delivery_replaces_nothing_newer(warehouse):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("new"))
    warehouse.refresh()
    warehouse.deliver("agodi", "2021-09-01", leerlingen("old") | groups("101"))
    warehouse.refresh()
    assert active_pupils(warehouse) == ["new"]
    assert len(warehouse.active("agodi", "administratieve_groepen")) == 1  # nothing newer there


def test_one_bad_file_does_not_hold_back_the_others(warehouse):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A") | {INSCHRIJVINGEN.file: "x"})
    warehouse.refresh()
    assert warehouse.outcomes() == {LEERLINGEN.file: None, INSCHRIJVINGEN.file: "missing_column"}
    assert active_pupils(warehouse) == ["A"]


def test_the_same_again_changes_nothing(warehouse):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A", "?"))
    warehouse.refresh()
    before, times = warehouse.state(), {path: path.stat() for path in warehouse.settings.active.rglob("*.parquet")}
    assert warehouse.refresh() == set()
    assert warehouse.state() == before
    assert {path: path.stat() for path in warehouse.settings.active.rglob("*.parquet")} == times


def test_groups_as_of_the_deliverys_place_in_the_order(warehouse):
    warehouse.deliver("agodi", "2021-09-01", groups("1"))
    warehouse.deliver("agodi", "2021-09-15", enrolments("1", "2"))
    warehouse.refresh()
    assert warehouse.quarantined("agodi", "inschrijvingen") == [(3, "unknown_group", "administratieve_groep")]
    # its own groups count, and replace the older ones whole
    warehouse.deliver("agodi", "2021-09-16", enrolments("1", "2") | groups("2"))
    warehouse.refresh()
    assert [row["administratieve_groep"] for row in warehouse.active("agodi", "inschrijvingen", "2016-2017")] == [2]
    # an older delivery that comes late is judged by the groups of its own time
    warehouse.deliver("agodi", "2021-09-02", enrolments("2"))
    warehouse.refresh()
    late = Register(warehouse.settings).files()[1]
    assert (late.delivery, late.n_accepted, late.n_quarantined) == ("2021-09-02", 0, 1)


def test_an_accepted_enrolment_stays_when_its_group_goes(warehouse):
    warehouse.deliver("agodi", "2021-09-01", groups("1") | enrolments("1"))
    warehouse.deliver("agodi", "2021-09-15", groups("2"))
    warehouse.refresh()
    assert len(warehouse.active("agodi", "inschrijvingen", "2016-2017")) == 1
    warehouse.retake()
    assert len(warehouse.active("agodi", "inschrijvingen", "2016-2017")) == 1


def test_retake_judges_in_delivery_order(warehouse):
    """Groups that came late are there from the start when all is taken in again."""
    warehouse.deliver("agodi", "2021-09-15", enrolments("1"))
    warehouse.refresh()
    warehouse.deliver("agodi", "2021-09-01", groups("1"))
    warehouse.refresh()
    assert warehouse.active("agodi", "inschrijvingen", "2016-2017") == []
    assert warehouse.retake() == {("agodi", "2021-09-15"), ("agodi", "2021-09-01")}
    assert len(warehouse.active("agodi", "inschrijvingen", "2016-2017")) == 1
    assert not list(warehouse.settings.quarantine.rglob("*.parquet"))  # nothing of the first judgement is left


def deliver_a_mixture(warehouse) -> None:
    warehouse.deliver("agodi", "2021-09-01", groups("1", "2") | enrolments("1", "3") | leerlingen("A", "A", "?"))
    warehouse.deliver("agodi", "2021-09-15", leerlingen("B") | {"README": "x", "sub/x.csv": "y"})
    warehouse.deliver("agodi", "2021-10-01", leerlingen("C"), manifest={"agency": "ksz"})
    warehouse.deliver("ksz", "2021-09-20", {ZELFSTANDIGEN.file: ZELFSTANDIGEN.text(ZELFSTANDIGEN.line())})
    warehouse.deliver("ksz", "2021-09-21", {ZELFSTANDIGEN.file: "x"})


def test_retake_gives_the_same_state(warehouse):
    deliver_a_mixture(warehouse)
    warehouse.refresh()
    before, taken_in_at = warehouse.state(), [row.taken_in_at for row in warehouse.register.deliveries()]
    shutil.rmtree(warehouse.settings.landing)
    for folder in (warehouse.settings.accepted, warehouse.settings.quarantine, warehouse.settings.active):
        shutil.rmtree(folder)
    assert len(warehouse.retake()) == 5
    assert warehouse.state() == before
    assert [row.taken_in_at for row in warehouse.register.deliveries()] == taken_in_at


def test_retake_without_a_register(warehouse):
    deliver_a_mixture(warehouse)
    warehouse.refresh()
    before = warehouse.state()
    warehouse.settings.register.unlink()
    shutil.rmtree(warehouse.settings.landing)
    warehouse.retake()
    assert warehouse.state() == before


def test_retake_takes_in_what_is_new(warehouse):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    warehouse.refresh()
    warehouse.deliver("agodi", "2021-09-16", leerlingen("B"))
    assert len(warehouse.retake()) == 2
    assert active_pupils(warehouse) == ["B"]
    # the next refresh need not read everything again to see that nothing changed
    assert all(seen.listing for seen in warehouse.register.seen().values())
    assert warehouse.refresh() == set()


def test_a_kill_before_the_register_is_written(warehouse, monkeypatch):
    deliver_a_mixture(warehouse)
    with monkeypatch.context() as patched:
        patched.setattr(Register, "record", _die)
        with pytest.raises(KeyboardInterrupt):
            warehouse.refresh()
    assert warehouse.register.deliveries() == []
    # what was not taken in may still change
    shutil.rmtree(warehouse.settings.landing / "agodi" / "2021-09-15")
    warehouse.refresh()
    after = warehouse.state()

    shutil.rmtree(warehouse.settings.warehouse)
    warehouse.refresh()
    assert warehouse.state() == after


def test_a_kill_after_the_register_is_written(warehouse, monkeypatch):
    deliver_a_mixture(warehouse)
    with monkeypatch.context() as patched:
        patched.setattr(store_module, "show_active", _die)
        with pytest.raises(KeyboardInterrupt):
            warehouse.refresh()
    assert len(warehouse.register.deliveries()) == 5
    assert warehouse.refresh() == set()
    after = warehouse.state()
    shutil.rmtree(warehouse.settings.warehouse)
    warehouse.refresh()
    assert warehouse.state() == after


def test_a_killed_retake_is_done_again(warehouse, monkeypatch):
    """Its folders may be ahead of its register: the next refresh ends it."""
    warehouse.deliver("agodi", "2021-09-15", enrolments("1"))
    warehouse.refresh()
    warehouse.deliver("agodi", "2021-09-01", groups("1"))
    warehouse.refresh()
    with monkeypatch.context() as patched:
        patched.setattr(Register, "record", _die)
        with pytest.raises(KeyboardInterrupt):
            warehouse.retake()
    (row,) = (row for row in warehouse.register.files() if row.dataset == "inschrijvingen")
    assert row.n_accepted == 0  # its old word
    warehouse.refresh()
    after = warehouse.state()
    assert len(warehouse.active("agodi", "inschrijvingen", "2016-2017")) == 1
    warehouse.retake()
    assert warehouse.state() == after
    assert warehouse.refresh() == set()


def test_leftovers_of_a_kill_are_swept(warehouse):
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    warehouse.refresh()
    settings = warehouse.settings
    left = [
        settings.accepted / "agodi" / "leerlingen" / "2016-2017" / ".2021-09-16.parquet.new",
        settings.accepted / "agodi" / "leerlingen" / "2016-2017" / "2021-09-16.parquet",
        settings.active / "agodi" / "leerlingen" / ".2016-2017.parquet.new",
        settings.active / "agodi" / "leerlingen" / "2015-2016.parquet",
        settings.originals / "agodi" / ".2021-09-16.new" / "x",
    ]
    before = warehouse.state()
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_text("half")
    warehouse.refresh()
    assert warehouse.state() == before


def test_half_a_copy_is_begun_again(warehouse):
    left = warehouse.settings.originals / "agodi" / ".2021-09-15.new" / LEERLINGEN.file
    left.parent.mkdir(parents=True)
    left.write_text("half")
    warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    warehouse.refresh()
    assert active_pupils(warehouse) == ["A"]


def test_originals_are_kept_byte_for_byte(warehouse):
    deliver_a_mixture(warehouse)
    warehouse.refresh()
    for path in warehouse.settings.landing.rglob("*"):
        if path.is_file():
            kept = warehouse.settings.originals / path.relative_to(warehouse.settings.landing)
            assert kept.read_bytes() == path.read_bytes()


def test_the_log_tells_counts_and_places_and_no_values(warehouse):
    deliver_a_mixture(warehouse)
    lines = []
    take_in(warehouse.settings, find_new(warehouse.settings), lines.append)
    assert lines == [
        "agodi 2021-09-01: 3 files, 4 rows accepted, 3 quarantined",
        "agodi 2021-09-15: 1 files, 1 rows accepted; README rejected (unknown_dataset); "
        "sub/x.csv rejected (unknown_dataset)",
        "ksz 2021-09-20: 1 files, 1 rows accepted",
        "ksz 2021-09-21: 0 files, 0 rows accepted; zelfstandigen_2018Q3.csv rejected (missing_column, line 1)",
        "agodi 2021-10-01: refused (bad_manifest: it names another agency than its folder)",
    ]


def test_a_file_that_may_not_be_read(warehouse, monkeypatch):
    may_open = io.open

    def open_or_deny(file, *arguments, **named):  # root may read everything, whatever its mode
        if os.fspath(file).endswith(LEERLINGEN.file):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(file))
        return may_open(file, *arguments, **named)

    warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    monkeypatch.setattr("io.open", open_or_deny)
    with pytest.raises(LandingError, match="cannot read"):
        warehouse.refresh()


def test_a_file_that_vanishes_is_told_in_words(warehouse):
    folder = warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    landing = find_new(warehouse.settings)
    assert landing.new[0].files
    (folder / LEERLINGEN.file).unlink()
    with pytest.raises(LandingError, match=LEERLINGEN.file):
        take_in(warehouse.settings, landing, lambda line: None)
    assert warehouse.register.deliveries() == []


def test_a_mistake_in_judging_is_told_by_its_place_and_without_values(warehouse, monkeypatch):
    def stumble(*_):
        raise ValueError("P-1 is no such thing")

    warehouse.deliver("agodi", "2021-09-15", leerlingen("A"))
    monkeypatch.setattr("orchestration.intake.files.encode", stumble)
    with pytest.raises(IntakeError, match=rf"{LEERLINGEN.file} .*ValueError in test_taking.py, line \d+") as told:
        warehouse.refresh()
    assert "P-1" not in str(told.value) and told.value.__suppress_context__
    assert warehouse.register.deliveries() == []
