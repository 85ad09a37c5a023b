"""What a text is worth, per column type: each line of the specification as a line of a table."""

from datetime import date

import pyarrow as pa
import pytest

from orchestration.intake.columns import BAD, EMPTY, encode
from orchestration.intake.values import company_number, parser
from tests.unit.conftest import CONTRACTS

COLUMNS = {
    "pupil_id": ("agodi", "leerlingen", "leerling_id"),
    "code": ("agodi", "leerlingen", "nationaliteit"),
    "digits": ("agodi", "instellingen", "instellingsnummer"),
    "group": ("agodi", "inschrijvingen", "administratieve_groep"),
    "volgnummer": ("agodi", "zending_stage", "volgnummer"),
    "graad": ("agodi", "administratieve_groepen", "graad"),
    "decimal": ("ksz", "tewerkstelling", "tauxaa"),
    "percent": ("ksz", "tewerkstelling", "tauxpt"),
    "date": ("agodi", "inschrijvingen", "begindatum"),
    "iso_date": ("ahovoks", "inschrijvingen_ho", "inschrijvingsdatum"),
    "partial_date": ("agodi", "leerlingen", "geboortedatum"),
    "yes_no": ("ksz", "tewerkstelling", "laatste_dag"),
    "schooljaar": ("agodi", "leerlingen", "schooljaar"),
    "kwartaal": ("ksz", "tewerkstelling", "kwartaal"),
    "maand": ("ksz", "werkzoekenden", "maand"),
    "company_number": ("ksz", "tewerkstelling", "bce_kbo"),
    "joint_committee": ("ksz", "tewerkstelling", "nr_cp"),
    "text": ("agodi", "instellingen", "naam"),
}

GOOD = [
    ("pupil_id", "aZ-09", "aZ-09"),
    ("pupil_id", "x" * 40, "x" * 40),
    ("code", "NIET-EU", "NIET-EU"),
    ("digits", "000001", "000001"),
    ("group", "1", 1),
    ("group", "99999", 99999),
    ("group", "000000000000000007", 7),
    ("volgnummer", "9" * 18, 10**18 - 1),
    ("decimal", "2", 2.0),
    ("decimal", "0.0", 0.0),
    ("decimal", "01.50", 1.5),
    ("decimal", "1.99999999999999999999", 2.0),
    ("percent", "100.00", 100.0),
    ("date", "29/02/2016", date(2016, 2, 29)),
    ("date", "01/01/1900", date(1900, 1, 1)),
    ("date", "31/12/2100", date(2100, 12, 31)),
    ("iso_date", "2016-09-01", date(2016, 9, 1)),
    ("partial_date", "00/05/2001", date(2001, 5, 1)),
    ("partial_date", "00/00/2001", date(2001, 1, 1)),
    ("partial_date", "15/05/2001", date(2001, 5, 15)),
    ("yes_no", "J", True),
    ("yes_no", "N", False),
    ("schooljaar", "1999-2000", "1999-2000"),
    ("kwartaal", "20184", "20184"),
    ("maand", "201812", "201812"),
    ("company_number", "BE 0403.019.261", "0403019261"),
    ("company_number", "0403019261", "0403019261"),
    ("company_number", "1919191916", "1919191916"),
    ("joint_committee", "322", "322"),
    ("joint_committee", "322.01", "322.01"),
    ("joint_committee", "999", "999"),
    ("text", " ", " "),
]

BAD_VALUES = [
    ("pupil_id", ["x" * 41, "a b", "é", "a_b", "a\n", "٣"]),
    ("code", ["be", "BE ", " BE", "NL", "J"]),
    ("digits", ["12345", "1234567", "12345a", "٣٣٣٣٣٣", "12345 "]),
    ("group", ["0", "100000", "-1", "+1", "1.0", "1e3", " 1", "0" * 18 + "1", "٣", "²", "1_0"]),
    ("volgnummer", ["0", "1" * 19]),
    ("graad", ["0", "4"]),
    ("decimal", ["2.01", "2.00000000000000000001", ".5", "1.", "1,5", "-0", "1e0", "NaN", "nan", "1.5.0", "٣"]),
    ("percent", ["100.01", "101"]),
    ("date", ["30/02/2016", "29/02/2015", "1/9/2016", "2016-09-01", "31/12/1899", "01/01/2101", "01/01/9999"]),
    ("date", ["00/09/2016", "01-09-2016", "01/09/16", "01/09/2016 ", "01/13/2016", "0\u0661/09/2016"]),
    ("iso_date", ["01/09/2016", "2016-9-1", "2016-02-30", "2016-09-01T00:00:00", "9999-12-31"]),
    ("partial_date", ["15/00/2001", "00/13/2001", "00/00/1899", "00/00/0000", "30/02/2001"]),
    ("yes_no", ["j", "n", "1", "0", "true", "JA"]),
    ("schooljaar", ["2016-2018", "2016-2016", "2016", "2016-17", "2016/2017", "16-17", "2017-2016", "2016-2017\n"]),
    ("kwartaal", ["20180", "20185", "2018Q3", "201803", "2018-3"]),
    ("maand", ["201800", "201813", "2018-09", "20189"]),
    (
        "company_number",
        [
            "0403019262",
            "2403019261",
            "BE",
            "403 019",
            "2403019206",
            "\u0664403019261",
            "0403-019-261",
            "0403019261 BE",
            "be0403019261",
        ],
    ),
    ("joint_committee", ["32", "3220", "322.1", "322.011", "32201", "322,01", " 322", "3020000"]),
]


def column_of(kind: str):
    agency, dataset, name = COLUMNS[kind]
    contract = CONTRACTS[agency, dataset]
    return contract.column[name], contract.dialect


@pytest.mark.parametrize("kind, text, value", GOOD)
def test_good_values(kind, text, value):
    assert parser(*column_of(kind))(text) == value


@pytest.mark.parametrize("kind, texts", BAD_VALUES)
def test_bad_values(kind, texts):
    parse = parser(*column_of(kind))
    assert [text for text in texts if parse(text) is not None] == []


@pytest.mark.parametrize(
    "text, number",
    [
        ("0403019261", "0403019261"),
        ("403019261", "0403019261"),
        ("BE403019261", "0403019261"),
        ("BE0403.019.261", "0403019261"),
        ("0 403 019 261", "0403019261"),
        ("1000000006", None),
        ("0000000097", "0000000097"),  # 97 - (0 mod 97)
        (" BE0403019261", None),  # the prefix is removed before the spaces
        ("BEBE0403019261", None),
        ("03019261", None),
        ("", None),
    ],
)
def test_company_numbers(text, number):
    assert company_number(text) == number


@pytest.mark.parametrize("kind", COLUMNS)
def test_whole_columns_agree_with_single_values(kind):
    """The shortcuts for columns that are good throughout change nothing, also beside a bad value."""
    column, dialect = column_of(kind)
    parse = parser(column, dialect)
    good = [text for known, text, _ in GOOD if known == kind]
    bad = [text for known, texts in BAD_VALUES if known == kind for text in texts]
    one_bad = [[*good, text] for text in bad]
    for texts in (good, [*good, *bad], *one_bad, [None, *good, *good, None], [None], []):
        coded = encode(pa.chunked_array([texts], pa.string()), None, column, dialect)
        values = [*coded.values.to_pylist(), "bad", "empty"]
        texts = [column.empty_is if text is None else text for text in texts]
        expected = ["empty" if t is None else "bad" if parse(t) is None else parse(t) for t in texts]
        assert [values[code] for code in coded.codes] == expected


def test_equal_values_have_equal_codes():
    column, dialect = column_of("group")
    coded = encode(pa.chunked_array([["7", "007", None, "8", "07", "x"]]), None, column, dialect)
    assert coded.codes[0] == coded.codes[1] == coded.codes[4] != coded.codes[3]
    assert coded.codes[[2, 5]].tolist() == [EMPTY, BAD]
