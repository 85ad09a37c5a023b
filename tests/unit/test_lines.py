"""Which lines of a CSV file are rows: tables of edge cases, and random lines beside a plain reading of the rule."""

import random

import pytest

from orchestration.intake.csv_file import read_csv
from orchestration.intake.lines import Lines, split
from orchestration.intake.reading import RejectedError
from tests.unit.conftest import CONTRACTS, Sample


@pytest.mark.parametrize(
    "line, fields",
    [
        ("a;b", ["a", "b"]),
        ("", [""]),
        (";", ["", ""]),
        ('"a";b', ["a", "b"]),
        ('"a;b";c', ["a;b", "c"]),
        ('"a ""b"" c";d', ['a "b" c', "d"]),
        ('"";b', ["", "b"]),
        ('"""";b', ['"', "b"]),
        ('a"b;c', ['a"b', "c"]),
        ('a"";"c"', ['a""', "c"]),
        (' "a";b', [' "a"', "b"]),
        ('a";"b";"', None),
        ('"a;b', None),
        ('"a"b;c', None),
        ('"a" ;c', None),
        ('a;"', None),
        ('"""', None),
    ],
)
def test_split(line, fields):
    assert split(line, ";") == fields


def are_rows(data: bytes, n_fields: int = 2) -> list[bool]:
    return Lines.of(data).are_rows(";", n_fields).tolist()


@pytest.mark.parametrize(
    "data, rows",
    [
        (b"a;b\nc;d\n", [True, True]),
        (b"a;b\nc;d", [True, True]),
        (b"a;b\r\nc;d\r\n", [True, True]),
        (b"a;b\r\nc;d\n", [True, True]),
        (b"a;b\nc;d\r", [True, False]),  # no line feed behind it: a stray carriage return
        (b"a;b\rc;d\ne;f\n", [False, True]),
        (b"a;b\r\r\nc;d\n", [False, True]),
        (b'"a\r";b\nc;d\n', [False, True]),
        (b"a;b\n\nc;d\n", [True, False, True]),
        (b"a;b\n\r\nc;d\n", [True, False, True]),
        (b"a;b\n\n", [True, False]),
        (b"a;b;\nc;d\n", [False, True]),
        (b"a\nc;d\n", [False, True]),
        (b'a;"b\nc;d\n', [False, True]),  # never closed: it does not swallow the next line
        (b'"a;b\nc";d\ne;f\n', [False, True, True]),  # a quote in an unquoted field is a character
        (b'"a";"b"\n"c;d";"e"\n', [True, True]),
        (b'"a;b"\nc;d\n', [False, True]),
        (b'"a""b";c\nd;e\n', [True, True]),
        (b'"a";"b"\r\n"c";"d"\r\n', [True, True]),
        (b'"";""\n', [True]),
        (b'"a"b;c\n', [False]),
        (b"", []),
    ],
)
def test_lines(data, rows):
    assert are_rows(data) == rows


def test_an_empty_line_is_no_row_of_one_field():
    assert are_rows(b'a\n\n\r\n""\n', 1) == [True, False, False, True]


def plain_reading(line: bytes, n_fields: int) -> list[str] | None:
    """The rule, one character at a time."""
    text = line.removesuffix(b"\n")
    if line.endswith(b"\r\n"):
        text = text.removesuffix(b"\r")
    if not text or b"\r" in text:
        return None
    fields, state = [""], "start"
    for character in text.decode():
        if state == "start" and character == '"':
            state = "quoted"
        elif state == "quoted":
            if character == '"':
                state = "closed"
            else:
                fields[-1] += character
        elif state == "closed" and character == '"':
            fields[-1] += '"'
            state = "quoted"
        elif character == ";":
            fields.append("")
            state = "start"
        elif state == "closed":
            return None
        else:
            fields[-1] += character
            state = "plain"
    return None if state == "quoted" or len(fields) != n_fields else fields


def test_random_files_are_read_as_the_rule_says():
    """Header and five columns of `instellingen`, filled with everything that can go wrong."""
    sample = Sample.of("agodi", "instellingen")
    contract = CONTRACTS["agodi", "instellingen"]
    pieces = ["a", "bc", ";", ";", ";", '"', '"', '""', "\r", "é", '";"', '";', ';"', " ", "\t", "'", "\\", ","]
    dice = random.Random(7)
    for _ in range(800):
        lines = []
        for _ in range(dice.randint(1, 6)):
            if dice.random() < 0.4:
                body = ";".join(dice.choice(["x", "", '""', '"y"', '"a;b"', '"q""r"', "é", 'z"']) for _ in range(5))
            else:
                body = "".join(dice.choice(pieces) for _ in range(dice.randint(0, 12)))
            lines.append(body.encode("latin-1") + dice.choice([b"\n", b"\r\n"]))
        if dice.random() < 0.3:
            lines[-1] = lines[-1].removesuffix(b"\n")
        if not lines[-1]:
            continue
        data = sample.text().encode() + b"".join(lines)
        rows = read_csv(data, contract)
        expected = [plain_reading(line.decode("latin-1").encode(), 5) for line in lines]
        assert rows.lines.tolist() == [at for at, fields in enumerate(expected, start=2) if fields], data
        assert rows.broken.tolist() == [at for at, fields in enumerate(expected, start=2) if not fields], data
        read = list(zip(*(rows.columns[name].to_pylist() for name in sample.names), strict=True))
        assert read == [tuple(field or None for field in fields) for fields in expected if fields], data


def test_a_line_longer_than_a_block():
    sample = Sample.of("agodi", "instellingen")
    text = sample.text(sample.line(), sample.line(naam="x" * 3_000_000), sample.line())
    rows = read_csv(text.encode(), sample.contract)
    assert [len(name.as_py()) for name in rows.columns["naam"]] == [6, 3_000_000, 6]


def read(agency: str, dataset: str, data: bytes) -> list[str]:
    """The column `naam` or `stroom` of a file."""
    rows = read_csv(data, CONTRACTS[agency, dataset])
    return rows.columns["naam" if agency == "agodi" else "stroom"].to_pylist()


def place(agency: str, dataset: str, data: bytes) -> tuple[str, int | None, str | None]:
    with pytest.raises(RejectedError) as caught:
        read_csv(data, CONTRACTS[agency, dataset])
    return caught.value.reason, caught.value.line, caught.value.column


AGODI, AHOVOKS = Sample.of("agodi", "instellingen"), Sample.of("ahovoks", "doorstroom_ho")


@pytest.mark.parametrize("name", ["Café", "ÿþ", "Ã", "1 é"])
def test_iso_8859_1(name):
    data = AGODI.text(AGODI.line(naam=name)).encode("iso-8859-1")
    assert read("agodi", "instellingen", data) == [name]


@pytest.mark.parametrize(
    "data, line",
    [
        (AGODI.text(AGODI.line(), AGODI.line(naam="Café")).encode("utf-8"), 3),
        (AGODI.text(AGODI.line(naam="€")).encode("cp1252"), 2),
        (AGODI.text(AGODI.line(naam="é\x85é")).encode("iso-8859-1"), 2),
        (AGODI.text(AGODI.line()).encode("utf-8-sig"), 1),
        (AGODI.text(AGODI.line()).encode("utf-16"), 1),
        (AGODI.text(AGODI.line()).encode("utf-32"), 1),
        (b"\xfe\xff" + AGODI.text(AGODI.line()).encode("utf-16-be"), 1),
        (b"", 1),
        (b"\n" + AGODI.text(AGODI.line()).encode(), 1),
        (b"\r\n" + AGODI.text(AGODI.line()).encode(), 1),
        (AGODI.text(AGODI.line()).replace("naam", '"naam').encode(), 1),
        (AGODI.text(AGODI.line()).replace("naam", '"naam"x').encode(), 1),
        (AGODI.text(AGODI.line()).replace("naam", "na\ram").encode(), 1),
        (AGODI.text().removesuffix("\n").encode() + b"\r", 1),
    ],
)
def test_unreadable_agodi(data, line):
    assert place("agodi", "instellingen", data) == ("unreadable", line, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_with_and_without_mark(encoding):
    data = AHOVOKS.text(AHOVOKS.line(studiegebied="Café")).encode(encoding)
    assert read("ahovoks", "doorstroom_ho", data) == ["TSO"]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-32"])
def test_unreadable_utf_8(encoding):
    data = AHOVOKS.text(AHOVOKS.line(), AHOVOKS.line(studiegebied="Café")).encode(encoding)
    assert place("ahovoks", "doorstroom_ho", data)[0] == "unreadable"


def test_header():
    mixed = ' NaaM ;"instellingsnummer"; extra;PROVINCIE;net;aanbieder'
    rows = read_csv(f"{mixed}\nA;012345;x;Limburg;GO;BUSO\n".encode(), AGODI.contract)
    assert rows.columns["naam"].to_pylist() == ["A"]
    assert rows.columns["aanbieder"].to_pylist() == ["BUSO"]
    assert rows.extra == ["extra"]


@pytest.mark.parametrize(
    "header, reason, column",
    [
        ("instellingsnummer;naam;net;provincie", "missing_column", "aanbieder"),
        ("instellingsnummer;naam;net;provincie;aanbieder;NAAM", "duplicate_column", "NAAM"),
        ("instellingsnummer;naam;net;provincie;aanbieder;x;X", "duplicate_column", "X"),
        ("instellingsnummer;naam;net;provincie;x;x", "missing_column", "aanbieder"),
        ("instellingsnummer;naam;net;provincie;aanbieder;;", "duplicate_column", "column 7"),
        ("instellingsnummer;naam;net;provincie;aanbieder;Jan Peeters;Jan Peeters", "duplicate_column", "column 7"),
    ],
)
def test_columns_are_found_by_name(header, reason, column):
    assert place("agodi", "instellingen", f"{header}\n".encode()) == (reason, 1, column)
