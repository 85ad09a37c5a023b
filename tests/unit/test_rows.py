"""Every reason of a row, and which comes first; one small file each."""

import numpy as np
import pyarrow as pa
import pytest

from orchestration.intake.columns import Coded
from orchestration.intake.rows import numbered
from tests.unit.conftest import CONTRACTS, GROUPS, Sample

INSCHRIJVINGEN = Sample.of("agodi", "inschrijvingen")
LEERLINGEN = Sample.of("agodi", "leerlingen")
ZENDING = Sample.of("agodi", "zending_stage")
TEWERKSTELLING = Sample.of("ksz", "tewerkstelling")
WERKZOEKENDEN = Sample.of("ksz", "werkzoekenden")
DOORSTROOM = Sample.of("ahovoks", "doorstroom_ho")
HBO5 = Sample.of("agodi", "hbo5_verpleegkunde")


@pytest.mark.parametrize("agency, dataset", CONTRACTS)
def test_a_valid_row_of_every_dataset(warehouse, agency, dataset):
    sample = Sample.of(agency, dataset)
    assert warehouse.take_one(sample, sample.line()) == []
    (file,) = (file for file in warehouse.register.files() if file.dataset == dataset)
    assert (file.n_delivered, file.n_accepted, file.n_quarantined, file.is_active) == (1, 1, 0, True)


@pytest.mark.parametrize("agency, dataset", CONTRACTS)
def test_every_column_may_or_may_not_be_empty(warehouse, agency, dataset):
    sample = Sample.of(agency, dataset)
    if dataset == "doorstroom_ho":  # there the type may be empty, but not beside this maat
        lines = [sample.line(**{name: ""}) for name in sample.names if name != "opleidingstype"]
    else:
        lines = [sample.line(**{name: '""'}) for name in sample.names]
    required = {column.name for column in sample.contract.columns if not column.optional}
    warehouse.take_one(sample, *lines[::2], delivery="2021-09-15")
    warehouse.take_one(sample, *lines[1::2], delivery="2021-09-16")
    quarantined = warehouse.quarantined(agency, dataset)
    assert {column for _, reason, column in quarantined if reason == "missing_value"} == required


@pytest.mark.parametrize(
    "sample, lines, quarantined",
    [
        # the trap: a stray separator where the last column is empty shifts the cells of most readers
        (
            INSCHRIJVINGEN,
            ["P-2;2016-2017;VOLT;IJDS;012345;101;LINEAIR;01/09/2016;", INSCHRIJVINGEN.line()],
            [(2, "malformed_row", None)],
        ),
        (LEERLINGEN, [LEERLINGEN.line(), "", LEERLINGEN.line(leerling_id="B")], [(3, "malformed_row", None)]),
        (LEERLINGEN, [LEERLINGEN.line(geslacht='"V'), LEERLINGEN.line()], [(2, "malformed_row", None)]),
        (LEERLINGEN, [LEERLINGEN.line(geslacht='"V"x'), LEERLINGEN.line()], [(2, "malformed_row", None)]),
        (LEERLINGEN, [LEERLINGEN.line(geslacht="\rV"), LEERLINGEN.line()], [(2, "malformed_row", None)]),
        (LEERLINGEN, ["x", LEERLINGEN.line()], [(2, "malformed_row", None)]),
        # missing before bad, over all columns
        (LEERLINGEN, [LEERLINGEN.line(leerling_id="?", geslacht="")], [(2, "missing_value", "geslacht")]),
        (LEERLINGEN, [LEERLINGEN.line(geslacht="?", nationaliteit="?")], [(2, "bad_value", "geslacht")]),
        # bad before wrong period
        (LEERLINGEN, [LEERLINGEN.line(schooljaar="2015-2016", geslacht="?")], [(2, "bad_value", "geslacht")]),
        (LEERLINGEN, [LEERLINGEN.line(schooljaar="2015-2016")], [(2, "wrong_period", None)]),
        (LEERLINGEN, [LEERLINGEN.line(schooljaar="2016-2018")], [(2, "bad_value", "schooljaar")]),
        (TEWERKSTELLING, [TEWERKSTELLING.line(kwartaal="20182")], [(2, "wrong_period", None)]),
        (TEWERKSTELLING, [TEWERKSTELLING.line(kwartaal="2018Q3")], [(2, "bad_value", "kwartaal")]),
        # across columns
        (
            INSCHRIJVINGEN,
            [
                INSCHRIJVINGEN.line(einddatum="31/08/2016"),
                INSCHRIJVINGEN.line(einddatum="01/09/2016"),
                INSCHRIJVINGEN.line(einddatum="", leerling_id="P-2"),
            ],
            [(2, "bad_value", "einddatum")],
        ),
        # only of enrolments is an order of the dates agreed
        (ZENDING, [ZENDING.line(einddatum="31/08/2016")], []),
        (
            HBO5,
            [HBO5.line(doorgestroomd="11"), HBO5.line(doorgestroomd="10", studiegebied="Zorg")],
            [(2, "bad_value", "doorgestroomd")],
        ),
        (
            WERKZOEKENDEN,
            [
                WERKZOEKENDEN.line(maand="201806"),
                WERKZOEKENDEN.line(maand="201810"),
                WERKZOEKENDEN.line(maand="201707"),
                WERKZOEKENDEN.line(maand="201807"),
                WERKZOEKENDEN.line(maand="201808"),
                # within its own quarter, which is another one than the file's
                WERKZOEKENDEN.line(maand="201806", kwartaal="20182"),
                WERKZOEKENDEN.line(maand="201809", kwartaal="20182"),
            ],
            [
                (2, "bad_value", "maand"),
                (3, "bad_value", "maand"),
                (4, "bad_value", "maand"),
                (7, "wrong_period", None),
                (8, "bad_value", "maand"),
            ],
        ),
        # company numbers: required in one dataset, missing when invalid in the other
        (TEWERKSTELLING, [TEWERKSTELLING.line(bce_kbo="0403019262")], [(2, "bad_value", "bce_kbo")]),
        (ZENDING, [ZENDING.line(stagegever_kbo="0403019262")], []),
        # groups
        (
            INSCHRIJVINGEN,
            [INSCHRIJVINGEN.line(administratieve_groep="102"), INSCHRIJVINGEN.line(administratieve_groep="00101")],
            [(2, "unknown_group", "administratieve_groep")],
        ),
    ],
)
def test_reasons(warehouse, sample, lines, quarantined):
    assert warehouse.take_one(sample, *lines) == quarantined


@pytest.mark.parametrize(
    "maat, fitting",
    [
        ("gediplomeerd", {""}),
        ("doorgestroomd", {"GRADUAAT", "PBA", "ABA", "OVERIG"}),
        ("niet_doorgestroomd", {""}),
        ("jaar1", {"GRADUAAT", "PBA", "ABA"}),
        ("jaar1_einde", {"GRADUAAT", "PBA", "ABA"}),
        ("jaar2", {"GRADUAAT", "PBA", "ABA"}),
        ("jaar3", set()),
    ],
)
def test_opleidingstype_fits_maat(warehouse, maat, fitting):
    types = ["", "GRADUAAT", "PBA", "ABA", "OVERIG", "ANDERE"]
    lines = [DOORSTROOM.line(maat=maat, opleidingstype=type) for type in types]
    quarantined = warehouse.take_one(DOORSTROOM, *lines)
    assert {types[line - 2] for line, _, _ in quarantined} == set(types) - fitting
    assert {reason for _, reason, _ in quarantined} == {"bad_value"}


def test_equal_rows_and_conflicting_keys(warehouse):
    same = LEERLINGEN.line()
    lines = [
        same,  # 2: the first stays
        same.replace("00/05/2001", "01/05/2001"),  # 3: equal after normalisation
        LEERLINGEN.line(leerling_id="B", geslacht="V"),  # 4: conflicts with 6
        LEERLINGEN.line(leerling_id="B", geslacht="V"),  # 5: equal to 4
        LEERLINGEN.line(leerling_id="B", geslacht="M"),  # 6
        LEERLINGEN.line(leerling_id="C", geslacht="?"),  # 7: has an earlier reason, so 8 has no rival
        LEERLINGEN.line(leerling_id="C"),  # 8
        LEERLINGEN.line(leerling_id="D", nationaliteit=""),  # 9
        LEERLINGEN.line(leerling_id="D", nationaliteit=""),  # 10: empty equals empty
        LEERLINGEN.line(leerling_id="E", schooljaar="2015-2016"),  # 11
        LEERLINGEN.line(leerling_id="E"),  # 12
    ]
    assert warehouse.take_one(LEERLINGEN, *lines) == [
        (3, "duplicate_row", None),
        (4, "conflicting_key", None),
        (5, "duplicate_row", None),
        (6, "conflicting_key", None),
        (7, "bad_value", "geslacht"),
        (10, "duplicate_row", None),
        (11, "wrong_period", None),
    ]
    summary = {row.reason: row.n_rows for row in warehouse.register.quarantine_summary()}
    assert summary == {"duplicate_row": 3, "conflicting_key": 2, "bad_value": 1, "wrong_period": 1}


def test_many_columns_of_many_values_do_not_run_together():
    """Five columns of 65,536 codes are more than a number can hold: the first column would be lost."""
    values = pa.array(range(65_535))
    first, other = Coded(np.array([1, 2, 1]), values), Coded(np.array([7, 7, 7]), values)
    numbers = numbered([first, other, other, other, other], np.arange(3))
    assert numbers[0] == numbers[2] != numbers[1]


def test_an_empty_part_of_the_key_is_a_value_of_it(warehouse):
    lines = [DOORSTROOM.line(maat="gediplomeerd", opleidingstype="", aantal=n) for n in ("1", "2")]
    lines.append(DOORSTROOM.line(maat="niet_doorgestroomd", opleidingstype="", aantal="1"))
    assert warehouse.take_one(DOORSTROOM, *lines) == [
        (2, "conflicting_key", None),
        (3, "conflicting_key", None),
    ]


def test_an_unknown_group_is_judged_after_keys(warehouse):
    line = INSCHRIJVINGEN.line(administratieve_groep="102")
    assert warehouse.take_one(INSCHRIJVINGEN, line, line) == [
        (2, "unknown_group", "administratieve_groep"),
        (3, "duplicate_row", None),
    ]


def test_unknown_columns_make_no_difference_between_rows(warehouse):
    sample, header = LEERLINGEN, ";".join([*LEERLINGEN.names, "opmerking"])
    text = sample.text(sample.line() + ";a", sample.line() + ";b", header=header)
    warehouse.deliver("agodi", "2021-09-15", {sample.file: text})
    warehouse.refresh()
    assert warehouse.quarantined("agodi", "leerlingen") == [(3, "duplicate_row", None)]
    (note,) = warehouse.register.notes(warehouse.file(sample.file), "extra_column")
    assert (note.column, note.n) == ("opmerking", 1)


def test_invalid_company_numbers_are_counted_and_missing(warehouse):
    lines = [
        ZENDING.line(volgnummer="1", stagegever_kbo="x"),
        ZENDING.line(volgnummer="2", stagegever_kbo="BE403.019.261"),
        ZENDING.line(volgnummer="3", stagegever_kbo=""),
        ZENDING.line(volgnummer="4", stagegever_kbo="y", halve_dagen="401"),
    ]
    assert warehouse.take_one(ZENDING, *lines) == [(5, "bad_value", "halve_dagen")]
    rows = warehouse.active("agodi", "zending_stage", "2016-2017")
    assert [row["stagegever_kbo"] for row in rows] == [None, "0403019261", None]
    (note,) = warehouse.register.notes(kind="invalid_company_number")
    assert (note.column, note.n, note.lines) == ("stagegever_kbo", 1, "2")


def test_groups_of_an_aggregate_are_not_looked_up(warehouse):
    """Only enrolments refer to a group; a qualification of an unknown one is kept."""
    sample = Sample.of("agodi", "kwalificaties")
    assert warehouse.take_one(sample, sample.line(administratieve_groep="999")) == []


def test_no_groups_at_all(warehouse):
    warehouse.deliver("agodi", "2021-09-15", {INSCHRIJVINGEN.file: INSCHRIJVINGEN.text(INSCHRIJVINGEN.line())})
    warehouse.refresh()
    assert warehouse.quarantined("agodi", "inschrijvingen") == [(2, "unknown_group", "administratieve_groep")]
    assert warehouse.active("agodi", "inschrijvingen", "2016-2017") == []
    assert warehouse.file(INSCHRIJVINGEN.file).is_active


def test_rejected_groups_leave_those_before_active(warehouse):
    files = {
        INSCHRIJVINGEN.file: INSCHRIJVINGEN.text(INSCHRIJVINGEN.line()),
        "administratieve_groepen.parquet": b"no Parquet",
    }
    warehouse.deliver("agodi", "2021-09-15", {GROUPS.file: GROUPS.text(GROUPS.line())})
    warehouse.deliver("agodi", "2021-09-16", files)
    warehouse.refresh()
    assert warehouse.outcomes()["administratieve_groepen.parquet"] == "unreadable"
    assert warehouse.quarantined("agodi", "inschrijvingen") == []
