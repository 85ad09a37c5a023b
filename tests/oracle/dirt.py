"""Bad rows: every reason of the description, alone and together with others.

Each kind of dirt adds or changes a few rows of a draft; what becomes of them is for the reference intake to say.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from random import Random

from tests.oracle.files import DAMAGES, Draft
from tests.oracle.intake import Column
from tests.oracle.people import Row, Value

BAD_VALUES: dict[str, tuple[Value, ...]] = {
    "leerling": ("P_1", "P 1", "x" * 41, "Pé1", " P0001", "P0001 "),
    "schooljaar": ("2016-2018", "2016/2017", "2016-17", "2016", "16-17", "2016-2017 ", "2017-2016"),
    "six_digits": ("12345", "0123456", "12345a", "01234²"),
    "two_digits": ("1", "003", "0a"),
    "integer": ("-1", "1.0", "1,5", "+7", " 7", "1e3", "²", "1234567890123456789", -1, 0.5, float("nan")),
    "decimal": ("0,5", ".5", "5.", "1e-1", "+1", "101.5", "-0.5", "NaN", float("nan"), float("inf"), -0.25),
    "date": ("31/02/2016", "2016-02-30", "1/9/2016", "9999-12-31", "31/12/9999", "1899-12-31", "20160901", "0"),
    "birth_date": ("15/00/2001", "00/13/2001", "31/04/2001", "00/00/0000", "2001-05-01", "01/01/1899", "1/1/2001"),
    "yes_no": ("j", "n", "Ja", "1", "0", "true", "J "),
    "code": ("", "x", "voltijds", "05", "BSO ", "0"),
    "kwartaal": ("20185", "20180", "2018Q3", "2018", "201803"),
    "maand": ("201813", "201800", "2018-07", "20187", "190001"),
    "company": ("0123456789", "BE", "be0403170701", "12345678", "BEBE0403170701", "403-170-701", "2403170701"),
    "company_or_missing": ("0123456789", "BE", "onbekend", "12345678"),
    "joint_committee": ("32", "3222", "322.1", "322,01", "322.", ".01", "PC322", " 322"),
    "text": ("",),
}
# Digits of other scripts.
OTHER_DIGITS = {
    "integer": "\u0663",
    "two_digits": "\u0660\u0662",
    "kwartaal": "2018\uff13",
    "decimal": "\u0660.\u0665",
}
# A column outside the key, with values that differ from each other.
CHANGES: dict[str, tuple[str, tuple[Value, ...]]] = {
    "inschrijvingen": ("stelsel", ("LINEAIR", "MODULAIR")),
    "leerlingen": ("geslacht", ("M", "V", "X")),
    "administratieve_groepen": ("benaming", ("een", "twee", "drie")),
    "instellingen": ("naam", ("een", "twee", "drie")),
    "kwalificaties": ("datum", (date(2016, 6, 30), date(2016, 9, 1), date(2017, 6, 30))),
    "zending_stage": ("sector", ("een", "twee", None)),
    "w_codes": ("halve_dagen", (1, 2, 3)),
    "hbo5_verpleegkunde": ("gediplomeerden", (500, 501, 502)),
    "tewerkstelling": ("clatra", ("1", "2", "3")),
    "zelfstandigen": ("bijdcat", ("HOOFD", "BIJ", "PENSIOEN")),
    "werkzoekenden": ("categorie", ("00", "02", "03")),
    "doorstroom_ho": ("aantal", (500, 501, 502)),
    "inschrijvingen_ho": ("contract", ("DIPLOMA", "CREDIT", "EXAMEN")),
}
OTHER_PERIODS = {"schooljaar": "1999-2000", "academiejaar": "1999-2000", "kwartaal": "19993"}


class Dirt:
    """Makes one draft dirty, within the number of bad rows that an accepted file may have."""

    def __init__(self, draft: Draft, rng: Random) -> None:
        self.draft = draft
        self.rng = rng
        self.columns = draft.definition.columns
        self.required = [column for column in self.columns if not column.optional]
        self.is_text = draft.extension.startswith("csv")

    def spoil(self, kinds: int) -> None:
        """That many kinds of dirt, three bad rows each at most."""
        possible: list[Callable[[], None]] = [
            self.missing_value,
            self.bad_value,
            self.bad_row,
            self.wrong_period,
            self.duplicates,
            self.conflict,
            self.not_quite_a_conflict,
            self.several_reasons,
        ]
        if self.is_text:
            possible += [self.malformed, self.malformed]
        if self.draft.dataset == "inschrijvingen":
            possible += [self.unknown_group, self.unknown_group]
        for _ in range(kinds):
            self.rng.choice(possible)()

    # --- helpers ---------------------------------------------------------------------------------

    def any_row(self) -> Row:
        return self.rng.choice(self.draft.rows)

    def new_row(self, **changes: Value) -> Row:
        """A row with a key of its own."""
        row = dict(self.any_row())
        number = self.rng.randrange(10_000, 99_999)
        person = {"leerling_id": f"DIRT-{number}", "code_insz": f"DIRT-{number}"}
        for name, value in (person | {"volgnr": 10**6 + number}).items():
            if name in row:
                row[name] = value
        if "leerling_id" not in row and "code_insz" not in row:
            other = {"studiegebied": f"Vuil {number}", "instellingsnummer": f"8{number}"}
            key = self.draft.definition.key
            row |= {name: value for name, value in other.items() if name in key}
            if key == ("administratieve_groep",):
                row["administratieve_groep"] = number
        return row | changes

    def put(self, *rows: Row) -> None:
        """At random places, in this order; damaged lines move along."""
        for row in rows:
            self.put_at(self.rng.randint(0, len(self.draft.rows)), row)

    def put_at(self, place: int, row: Row) -> None:
        self.draft.rows.insert(place, row)
        self.draft.damage = {at + (at >= place): how for at, how in self.draft.damage.items()}

    def bad_one(self, column: Column) -> Value:
        choices = list(BAD_VALUES[column.kind])
        if column.kind in OTHER_DIGITS and self.draft.agency != "agodi":
            choices.append(OTHER_DIGITS[column.kind])
        if column.kind == "date" and self.draft.extension == "parquet":
            choices += [datetime(2016, 9, 1, 0, 0, 1), datetime(2016, 9, 1, 12)] * 4
        if column.kind == "integer":
            choices += ["0"] if column.low else []
            choices += [str(column.high + 1)] if column.high < 10**6 else []
        return self.rng.choice(choices)

    def changed(self, row: Row, which: int) -> Row:
        name, values = CHANGES[self.draft.dataset]
        return row | {name: values[which]}

    def respelled(self, row: Row) -> Row:
        """The same row after normalisation."""
        result: Row = {}
        for column in self.columns:
            value = row[column.name]
            if column.kind == "integer" and isinstance(value, int) and self.draft.extension != "xlsx":
                value = f"000{value}"
            elif column.kind == "decimal" and isinstance(value, str):
                value = value + "0" if "." in value else value + ".0"
            elif column.kind in ("company", "company_or_missing") and isinstance(value, str):
                value = value.replace(" ", ".")
            elif column.kind == "birth_date" and isinstance(value, date) and value.day == 1:
                value = f"00/{value:%m/%Y}"
            elif column.kind == "joint_committee":
                value = {None: "999", "999": None}.get(value, value)
            result[column.name] = value
        return result

    # --- kinds of dirt ---------------------------------------------------------------------------

    def missing_value(self) -> None:
        row = self.new_row()
        row[self.rng.choice(self.required).name] = self.rng.choice((None, ""))
        self.put(row)

    def bad_value(self) -> None:
        column = self.rng.choice(self.columns)
        self.put(self.new_row(**{column.name: self.bad_one(column)}))

    def bad_row(self) -> None:
        """Values that are good each, and not together."""
        changes: dict[str, list[dict[str, Value]]] = {
            "inschrijvingen": [{"begindatum": date(2016, 9, 2), "einddatum": date(2016, 9, 1)}],
            "hbo5_verpleegkunde": [{"gediplomeerden": 7, "doorgestroomd": 8}],
            "werkzoekenden": [{"maand": "199901"}],
            "doorstroom_ho": [
                {"maat": "gediplomeerd", "opleidingstype": "PBA"},
                {"maat": "doorgestroomd", "opleidingstype": None},
                {"maat": "jaar1", "opleidingstype": "OVERIG"},
                {"maat": "niet_doorgestroomd", "opleidingstype": "OVERIG"},
            ],
        }
        if self.draft.dataset in changes:
            self.put(self.new_row(**self.rng.choice(changes[self.draft.dataset])))

    def wrong_period(self) -> None:
        period = self.draft.definition.period
        if period is None:
            return
        row = self.new_row(**{period: OTHER_PERIODS[period]})
        if "maand" in row and self.rng.random() < 0.5:
            row["maand"] = "199908"
        self.put(*[row] * self.rng.choice((1, 2)))

    def duplicates(self) -> None:
        """Of an existing row or of a new one, letter by letter or only after normalisation."""
        row = self.any_row()
        if self.rng.random() < 0.3:
            row = self.new_row()
            self.put(row)
        for _ in range(self.rng.choice((1, 1, 2))):
            self.put(self.respelled(row) if self.rng.random() < 0.6 else dict(row))

    def conflict(self) -> None:
        """Two or three rows with one key; one of them may be there twice."""
        row = self.any_row() if self.rng.random() < 0.4 else self.new_row()
        rows = [self.changed(row, 0), self.changed(row, 1)]
        if self.rng.random() < 0.3:
            rows.append(self.respelled(rows[self.rng.randrange(2)]))
        self.put(*rows)

    def not_quite_a_conflict(self) -> None:
        """The second row of the key has an earlier reason, so that the first one stays."""
        row = self.new_row()
        outside_key = [column for column in self.columns if column.name not in self.draft.definition.key]
        column = self.rng.choice(outside_key)
        self.put(row, row | {column.name: self.bad_one(column)})

    def several_reasons(self) -> None:
        """Bad in two ways at once; and twice the same bad row."""
        row = self.new_row()
        first, second = self.rng.sample(self.columns, 2)
        row[first.name] = self.rng.choice((None, "", self.bad_one(first)))
        row[second.name] = self.bad_one(second)
        period = self.draft.definition.period
        if period and self.rng.random() < 0.5:
            row[period] = OTHER_PERIODS[period]
        self.put(*[row] * self.rng.choice((1, 1, 2)))

    def malformed(self) -> None:
        place = self.rng.randint(0, len(self.draft.rows))
        row = self.any_row() if self.rng.random() < 0.5 else self.new_row()
        if self.rng.random() < 0.3:
            column = self.rng.choice(self.columns)
            row = row | {column.name: self.rng.choice((None, self.bad_one(column)))}
        self.put_at(place, row)
        self.draft.damage[place] = self.rng.choice(DAMAGES)

    def unknown_group(self) -> None:
        row = self.new_row(administratieve_groep=self.rng.choice((77_777, 77_778)))
        kind = self.rng.choice(("alone", "alone", "twice", "conflict"))
        self.put(row)
        if kind == "twice":
            self.put(dict(row))
        elif kind == "conflict":
            self.put(row | {"aanbieder": "DBSO" if row["aanbieder"] != "DBSO" else "BUSO"})


def ruin(draft: Draft, rng: Random, bad_rows: int) -> None:
    """Exactly that many bad rows, each with a missing value."""
    dirt = Dirt(draft, rng)
    for _ in range(bad_rows):
        dirt.put(dirt.new_row(**{rng.choice(dirt.required).name: None}))
