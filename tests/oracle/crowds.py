"""Crowds: so many pupils in one place that a threshold is met, just met or just missed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.oracle import cells, cells_awards
from tests.oracle.intake import parse_birth_date

if TYPE_CHECKING:
    from tests.oracle.people import People, Row, Value

# Groups that only crowds are in, as in people.REGULAR.
CROWDED = [
    ("BSO", 6, "Lichaamsverzorging", "Haarzorg", "S"),
    ("TSO", 6, "Lichaamsverzorging", "Schoonheidsverzorging", "S"),
    ("BSO", 6, "Hout", "Houtbewerking", "S"),
    ("TSO", 5, "Hout", "Houttechnieken", ""),
    ("BSO", 6, "Hout", "Houtbewerking duaal", "DS"),
    ("BSO", 7, "Hout", "Interieurbouw duaal", "DS"),
]
LAST_STAGE_YEAR = 2018


class Crowds:
    """Writes its rows straight to the tables, so that nothing is left to chance but the number."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.rng = people.rng
        self.groups = {group[2:4]: number for number, group in people.groups.items() if group in CROWDED}
        self.pupils = 0

    def gather(self) -> None:
        delivered = [year for year in self.people.years if ("inschrijvingen", year) not in self.people.undelivered]
        known = [
            year
            for year in delivered
            if year <= LAST_STAGE_YEAR and not {("zending_stage", year), ("w_codes", year)} & self.people.undelivered
        ]
        if known:
            self.areas(self.rng.choice(known))
        awarded = [year for year in delivered if ("kwalificaties", year) not in self.people.undelivered]
        followed = [year for year in awarded if year + 1 in delivered]
        self.dual(self.rng.choice(followed or awarded or delivered))

    def areas(self, year: int) -> None:
        """100 or 101 interns in two areas; in the second none in TSO, or all but one."""
        rng = self.rng
        for area, forms in (
            ("Lichaamsverzorging", ("Haarzorg", "Schoonheidsverzorging")),
            ("Hout", ("Houtbewerking", "Houttechnieken")),
        ):
            interns = rng.choice((99, 100, 101, 101))
            in_second_form = rng.choice((0, 1, interns // 2, interns - 1))
            for number in range(interns + 10):
                is_intern = number < interns
                form = forms[number < in_second_form] if is_intern else rng.choice(forms)
                self.enrol(year, self.groups[area, form], "intern" if is_intern else rng.choice(("nought", "none")))

    def enrol(self, year: int, group: int, registration: str, leerling_id: str | None = None) -> str:
        rng, people = self.rng, self.people
        self.pupils += leerling_id is None
        me = leerling_id or f"C{self.pupils:05d}"
        period = f"{year}-{year + 1}"
        who: Row = {"leerling_id": me, "schooljaar": period}
        where: Row = {"instellingsnummer": f"7200{rng.randrange(5):02d}", "administratieve_groep": group}
        begin = date(year, 9, 1)
        seat: Row = {"aanbieder": "VOLTIJDS", "stelsel": "LINEAIR", "begindatum": begin, "einddatum": None}
        key = (me, where["instellingsnummer"], group, begin)
        people.add("agodi", "inschrijvingen", period, key, who | where | seat)
        pupil: Row = {"geslacht": "X", "geboortedatum": date(year - 17, 5, 1), "nationaliteit": None}
        pupil |= {"thuistaal_niet_nl": None, "schooltoelage": None, "opleiding_moeder_laag": None}
        people.add("agodi", "leerlingen", period, (me,), who | pupil | {"buurt_schoolse_vertraging": None})
        if registration == "nought" or (registration == "intern" and rng.random() < 0.5):
            row = who | where | {"halve_dagen": 0 if registration == "nought" else 1}
            people.add("agodi", "w_codes", period, (me, group, where["instellingsnummer"]), row)
        elif registration == "intern":
            row = who | where | {"volgnummer": 1, "stagegever_kbo": None, "sector": None, "contract": None}
            row |= {"begindatum": None, "einddatum": None, "halve_dagen": None, "medisch_onderzoek": None}
            people.add("agodi", "zending_stage", period, (me, 1), row)
        return me

    def dual(self, year: int) -> None:
        """49, 50 or 51 first dual enrolments in BSO 6, of those with their certificate, and a year later in BSO 7.

        The reference itself tells how many there are without the crowd. One in ten was not dual the year before.
        """
        rng = self.rng
        world = cells.World(accepted_rows(self.people))
        sixth, seventh = self.groups["Hout", "Houtbewerking duaal"], self.groups["Hout", "Interieurbouw duaal"]
        now, later = (f"{first}-{first + 1}" for first in (year, year + 1))
        others = [seat for seat in cells_awards.first_dual(world, 6) if seat.schooljaar == now]
        others_ready = sum(cells_awards.obtained(world, seat) for seat in others)
        others_later = sum(seat.schooljaar == later for seat in cells_awards.first_dual(world, 7))
        missing = rng.choice((49, 50, 51)) - len(others)
        ready = missing if rng.random() < 0.3 else rng.choice((49, 50, 51)) - others_ready
        passing = rng.choice((49, 50, 51)) - others_later
        for number in range(max(missing, ready, passing, 0)):
            me = self.enrol(year, sixth, "none") if number < max(missing, ready) else None
            if me and number < ready:
                self.award(me, year, sixth, "STUDIEGETUIGSCHRIFT_6")
            if me and year > self.people.years[0] and rng.random() < 0.1:
                self.enrol(year - 1, self.groups["Hout", "Houtbewerking"], "none", me)
            if year < self.people.years[-1] and number < passing:
                me = self.enrol(year + 1, seventh, "none", me)
                self.award(me, year + 1, seventh, rng.choice(("DIPLOMA_SO", "OVERIGE")))

    def award(self, me: str, year: int, group: int, what: str) -> None:
        period = f"{year}-{year + 1}"
        row: Row = {"leerling_id": me, "schooljaar": period, "instellingsnummer": "720000"}
        row |= {"administratieve_groep": group, "studiebewijs": what, "datum": date(year + 1, 6, 30)}
        self.people.add("agodi", "kwalificaties", period, (me, group, what), row)


def accepted_rows(people: People) -> dict[cells.Slot, list[Row]]:
    """What is told about schools so far, as the reference intake would have it."""

    def accepted(name: str, value: Value) -> Value:
        if isinstance(value, bool):
            return "J" if value else "N"
        return parse_birth_date(value) if name == "geboortedatum" and isinstance(value, str) else value

    return {
        slot: [{name: accepted(name, value) for name, value in row.items()} for row in table.rows]
        for slot, table in people.tables.items()
    }
