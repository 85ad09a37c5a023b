"""Parquet and xlsx: typed values are judged as the text that they stand for."""

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.unit.conftest import Sample

TEWERKSTELLING = Sample.of("ksz", "tewerkstelling")
INSCHRIJVINGEN_HO = Sample.of("ahovoks", "inschrijvingen_ho")
DOORSTROOM = Sample.of("ahovoks", "doorstroom_ho")
LEERLINGEN = Sample.of("agodi", "leerlingen")
ZENDING = Sample.of("agodi", "zending_stage")


def as_parquet(sample: Sample, **arrays: pa.Array) -> bytes:
    n = len(next(iter(arrays.values()))) if arrays else 1
    columns = {name: pa.array([value] * n) for name, value in sample.row().items()} | arrays
    sink = io.BytesIO()
    parquet.write_table(pa.table(columns), sink)
    return sink.getvalue()


def as_xlsx(*rows: list, second: list | None = None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if second:
        book.create_sheet("second").append(second)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def take(warehouse, sample: Sample, content: bytes, extension: str, rows: int) -> list:
    file = sample.file.replace("csv", extension)
    warehouse.deliver(sample.contract.agency, "2021-09-15", {file: content}, rows={file: rows})
    warehouse.refresh()
    record = warehouse.file(file)
    assert record.status == "accepted", record
    return warehouse.quarantined(sample.contract.agency, sample.contract.dataset)


NUMBERS = pa.array([1, 2], pa.int32())


@pytest.mark.parametrize(
    "column, values, expected",
    [
        ("volgnr", pa.array([1, 2], pa.uint8()), [1, 2]),
        ("volgnr", pa.array([1.0, 2.0]), [1, 2]),
        ("volgnr", pa.array([1, 2], pa.decimal128(10, 2)), [1, 2]),
        ("volgnr", pa.array([1.0, 1.5]), [1, "bad_value"]),
        ("volgnr", pa.array([1, -1]), [1, "bad_value"]),
        ("volgnr", pa.array([1.0, float("nan")]), [1, "bad_value"]),
        ("volgnr", pa.array([1.0, float("inf")]), [1, "bad_value"]),
        ("volgnr", pa.array([1.0, None]), [1, "missing_value"]),
        ("volgnr", pa.array([None, None]), ["missing_value", "missing_value"]),
        ("volgnr", pa.array([True, False]), ["bad_value", "bad_value"]),
        ("volgnr", pa.array([[1], [2]]), ["bad_value", "bad_value"]),
        ("volgnr", pa.array([date(2018, 1, 1), None]), ["bad_value", "missing_value"]),
        ("tauxaa", pa.array([0.25, 1e-7]), [0.25, 1e-7]),
        ("tauxaa", pa.array([-0.0, 2.5]), [0.0, "bad_value"]),
        ("tauxaa", pa.array([Decimal("0.50"), Decimal("2.00")]), [0.5, 2.0]),
        ("tauxaa", pa.array([2, 3], pa.int64()), [2.0, "bad_value"]),
        ("tauxaa", pa.array(["0.5", ""]), [0.5, "missing_value"]),
        ("laatste_dag", pa.array([True, False]), [True, False]),
        ("laatste_dag", pa.array(["N", "j"]), [False, "bad_value"]),
        ("laatste_dag", pa.array([1, 0]), ["bad_value", "bad_value"]),
        ("bron", pa.array(["RSZ", "RSZPPO"]).dictionary_encode(), ["RSZ", "RSZPPO"]),
        ("bron", pa.array(["RSZ", None], pa.large_string()), ["RSZ", "missing_value"]),
        ("kwartaal", pa.array([20183, 20182]), ["20183", "wrong_period"]),
        ("bce_kbo", pa.array([403019261, 403019262]), ["0403019261", "bad_value"]),
        ("nr_cp", pa.array([322.01, 322.0]), ["322.01", "322"]),
        ("bce_kbo", pa.array([403019261.0, 403019261.5]), ["0403019261", "bad_value"]),
        ("bce_kbo", pa.array([100000002.1, 403019261]), ["bad_value", "0403019261"]),  # no point is removed
        ("nr_cp", pa.array([None, [1]]), ["999", "bad_value"]),
        ("nr_cp", pa.array([None, 999]), ["999", "999"]),
        ("nr_cp", pa.array([322.1, float("nan")]), ["bad_value", "bad_value"]),
    ],
)
def test_parquet(warehouse, column, values, expected):
    content = as_parquet(TEWERKSTELLING, **({"volgnr": NUMBERS} | {column: values}))
    quarantined = take(warehouse, TEWERKSTELLING, content, "parquet", 2)
    accepted = warehouse.active("ksz", "tewerkstelling", "2018Q3")
    got = {row["source_line"]: row[column] for row in accepted}
    got |= {line: reason for line, reason, _ in quarantined}
    assert [got[line] for line in (1, 2)] == expected


@pytest.mark.parametrize(
    "values, expected",
    [
        (pa.array([date(2016, 9, 20)]), date(2016, 9, 20)),
        (pa.array([date(2016, 9, 20)], pa.date64()), date(2016, 9, 20)),
        *((pa.array([datetime(2016, 9, 20)], pa.timestamp(unit)), date(2016, 9, 20)) for unit in ("ms", "us", "ns")),
        (pa.array([datetime(2016, 9, 19, 22)], pa.timestamp("us", "Europe/Brussels")), date(2016, 9, 20)),
        (pa.array([datetime(2016, 9, 20)], pa.timestamp("us", "Europe/Brussels")), None),
        (pa.array(["2016-09-20"]), date(2016, 9, 20)),
        (pa.array(["20/09/2016"]), None),
        (pa.array([datetime(2016, 9, 20, 0, 0, 1)]), None),
        (pa.array([1474329600000000001], pa.timestamp("ns")), None),
        (pa.array([date(9999, 12, 31)]), None),
        (pa.array([10**7], pa.date32()), None),
        (pa.array([20160920]), None),
        (pa.array([time(0, 0)]), None),
    ],
)
def test_dates_in_parquet(warehouse, values, expected):
    content = as_parquet(INSCHRIJVINGEN_HO, inschrijvingsdatum=values)
    quarantined = take(warehouse, INSCHRIJVINGEN_HO, content, "parquet", 1)
    assert quarantined == ([] if expected else [(1, "bad_value", "inschrijvingsdatum")])
    accepted = warehouse.active("ahovoks", "inschrijvingen_ho", "2016-2017")
    assert [row["inschrijvingsdatum"] for row in accepted] == ([expected] if expected else [])


@pytest.mark.parametrize("value", [True, date(2016, 9, 1), float("nan"), b"x"])
def test_a_text_column_takes_no_other_type(warehouse, value):
    content = as_parquet(INSCHRIJVINGEN_HO, instelling_ho=pa.array([value]))
    quarantined = take(warehouse, INSCHRIJVINGEN_HO, content, "parquet", 1)
    assert quarantined == [(1, "bad_value", "instelling_ho")]


def test_an_optional_company_number_that_is_none_is_missing_and_what_is_no_number_is_bad(warehouse):
    numbers = pa.array([1, 2, 3, 4])
    for at, values in enumerate(([403019261.0, 403019262.0, float("nan"), None], [True, False, None, None])):
        file = f"zending_stage_{2016 + at}-{2017 + at}.parquet"
        content = as_parquet(
            ZENDING,
            volgnummer=numbers,
            stagegever_kbo=pa.array(values),
            schooljaar=pa.array([f"{2016 + at}-{2017 + at}"] * 4),
        )
        warehouse.deliver("agodi", f"2021-09-1{at}", {file: content}, rows={file: 4})
    warehouse.refresh()
    kept = {row["volgnummer"]: row["stagegever_kbo"] for row in warehouse.active("agodi", "zending_stage", "2016-2017")}
    assert kept == {1: "0403019261", 2: None, 4: None}
    kept = {row["volgnummer"]: row["stagegever_kbo"] for row in warehouse.active("agodi", "zending_stage", "2017-2018")}
    assert kept == {3: None, 4: None}
    assert [note.n for note in warehouse.register.notes(kind="invalid_company_number")] == [1]


def test_quarantine_keeps_what_was_delivered(warehouse):
    content = as_parquet(
        INSCHRIJVINGEN_HO,
        inschrijvingsdatum=pa.array([datetime(2016, 9, 1, 12), None]),
        instelling_ho=pa.array([None, [1, 2]]),
    )
    take(warehouse, INSCHRIJVINGEN_HO, content, "parquet", 2)
    (path,) = warehouse.settings.quarantine.rglob("*.parquet")
    assert [row["raw_text"] for row in parquet.read_table(path).to_pylist()] == [
        "P-1;2016-2017;;PBA;DIPLOMA;2016-09-01 12:00:00.000000;2017-02-01",
        "P-1;2016-2017;[1, 2];PBA;DIPLOMA;;2017-02-01",
    ]


def test_text_in_parquet_is_in_the_agencys_dialect(warehouse):
    content = as_parquet(LEERLINGEN, geboortedatum=pa.array(["00/05/2001"]))
    assert take(warehouse, LEERLINGEN, content, "parquet", 1) == []
    (row,) = warehouse.active("agodi", "leerlingen", "2016-2017")
    assert row["geboortedatum"] == date(2001, 5, 1)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1PAR1", b"x" * 100, as_parquet(LEERLINGEN)[:-20]])
def test_broken_parquet(warehouse, content):
    warehouse.deliver("agodi", "2021-09-15", {"leerlingen_2016-2017.parquet": content})
    warehouse.refresh()
    assert warehouse.outcomes() == {"leerlingen_2016-2017.parquet": "unreadable"}


def test_parquet_with_text_that_is_no_utf_8(warehouse):
    text = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")])
    content = as_parquet(INSCHRIJVINGEN_HO, instelling_ho=text)
    warehouse.deliver("ahovoks", "2021-09-15", {"inschrijvingen_ho_2016-2017.parquet": content})
    warehouse.refresh()
    assert warehouse.outcomes() == {"inschrijvingen_ho_2016-2017.parquet": "unreadable"}


HEADER = [" Schooljaar", "STROOM", "studiegebied", "maat", "opleidingstype", "aantal", "nota"]
ROW = ["2016-2017", "TSO", "Totaal", "doorgestroomd", "PBA", 12, None]


def test_xlsx(warehouse):
    content = as_xlsx(
        HEADER,
        ROW,
        [None] * 7,
        ["2016-2017", "TSO", "Totaal", "gediplomeerd", None, 40.0],
        ["2016-2017", "TSO", "Totaal", "jaar1", "ABA", 1.5],
        ["2016-2017", "TSO", "Totaal", "jaar2", "ABA", None],
        [*ROW, "beyond the header"],
        ["2016-2017", "BSO", "", "gediplomeerd", "", "007"],
        ["2016-2017", "BSO", "Zorg", "gediplomeerd", "", "007"],
        [None] * 7,
        ["", None],
        second=["not", "looked", "at"],
    )
    assert take(warehouse, DOORSTROOM, content, "xlsx", 8) == [
        (3, "malformed_row", None),
        (5, "bad_value", "aantal"),
        (6, "missing_value", "aantal"),
        (7, "malformed_row", None),
        (8, "missing_value", "studiegebied"),
    ]
    rows = warehouse.active("ahovoks", "doorstroom_ho", "2016-2017")
    assert [(row["source_line"], row["opleidingstype"], row["aantal"]) for row in rows] == [
        (2, "PBA", 12),
        (4, None, 40),
        (9, None, 7),
    ]
    (note,) = warehouse.register.notes(kind="extra_column")
    assert note.column == "nota"


def test_the_size_that_a_sheet_claims_is_not_believed(warehouse):
    content, claimed = io.BytesIO(as_xlsx(HEADER, ROW, [*ROW[:3], "jaar1", *ROW[4:]])), io.BytesIO()
    with zipfile.ZipFile(content) as book, zipfile.ZipFile(claimed, "w") as copy:
        for name in book.namelist():
            part = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b'ref="A1:G3"' in part
                part = part.replace(b'ref="A1:G3"', b'ref="A1:B2"')
            copy.writestr(name, part)
    assert take(warehouse, DOORSTROOM, claimed.getvalue(), "xlsx", 2) == []


@pytest.mark.parametrize(
    "content, reason, rows",
    [
        (b"", "unreadable", 0),
        (b"PK\x03\x04 no workbook", "unreadable", 0),
        (as_xlsx(), "unreadable", 0),
        (as_xlsx([None], HEADER, ROW), "unreadable", 2),
        (as_xlsx(HEADER), "empty_file", 0),
        (as_xlsx(HEADER[:5], ROW[:5]), "missing_column", 1),
        (as_xlsx([*HEADER, "maat"], ROW), "duplicate_column", 1),
    ],
)
def test_rejected_xlsx(warehouse, content, reason, rows):
    file = "doorstroom_ho_2016-2017.xlsx"
    warehouse.deliver("ahovoks", "2021-09-15", {file: content}, rows={file: rows})
    warehouse.refresh()
    assert warehouse.outcomes() == {file: reason}
