"""Pupils with a story: careers, awards and studies that lie on the borders of the rules.

They come on top of the random pupils, who seldom meet those borders by chance.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.people import People, Row, Value

SMALL_INSTITUTIONS = tuple(f"7000{number:02d}" for number in range(24))
SIXTH_AWARDS = (*["STUDIEGETUIGSCHRIFT_6"] * 5, "DIPLOMA_SO", "STUDIEGETUIGSCHRIFT_7", "OVERIGE", None)
SEVENTH_AWARDS = (*["DIPLOMA_SO"] * 4, "STUDIEGETUIGSCHRIFT_7", "STUDIEGETUIGSCHRIFT_6", None)
FIRST_YEAR_OF_SYNTRA = 2019
UNIT_SIZES = (1, 2, 3, 4, 5, 6, 9, 10, 11, 12)


class Stories:
    """Adds to the seats of `people`, and to its tables what would be left to chance otherwise."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.rng: Random = people.rng
        self.first, self.last = people.years[0], people.years[-1]

    def kinds(self) -> list[Callable[[], None]]:
        """One story each; how often a kind is in the list is how often it is told."""
        return [*[self.ladder] * 3, self.stairs, self.sense, self.sense, self.student]

    def tell(self, pupils: int) -> None:
        kinds = self.kinds()
        for _ in range(pupils):
            self.rng.choice(kinds)()
        self.dual_units()
        self.syntra()

    # --- parts -----------------------------------------------------------------------------------

    def some_year(self) -> int:
        return self.rng.randint(self.first, self.last)

    def pupil(self, year: int, ages: tuple[int, ...] = (17, 18, 18, 19)) -> str:
        """A new pupil; an age above 19 is reached around the count day of that school year."""
        rng = self.rng
        leerling_id = f"S{len(self.people.ids):04d}"
        self.people.ids.append(leerling_id)
        age = rng.choice(ages)
        day = date(year + 1 - age, 2, 1)
        day += timedelta(days=rng.choice((-1, 0, 1)) if age > 19 else -rng.randrange(365))
        self.people.birth_dates[leerling_id] = day
        return leerling_id

    def group(self, form: str, leerjaar: int, letters: str = "", without: str = "") -> int:
        """A group with all these letters, and none of those."""
        found = [
            number
            for number in (*self.people.regular, *self.people.peculiar)
            if self.people.groups[number][:2] == (form, leerjaar)
            and set(letters) <= set(self.people.groups[number][4])
            and not set(without) & set(self.people.groups[number][4])
        ]
        return self.rng.choice(found)

    def sit(self, leerling_id: str, year: int, group: int, **changes: Value) -> None:
        """An enrolment for the whole school year, of the delivered ones; now and then with a rival."""
        if not self.first <= year <= self.last:
            return
        seat: Row = {
            "leerling_id": leerling_id,
            "schooljaar": f"{year}-{year + 1}",
            "aanbieder": "VOLTIJDS",
            "instellingsnummer": self.rng.choice(SMALL_INSTITUTIONS),
            "administratieve_groep": group,
            "stelsel": "LINEAIR",
            "begindatum": date(year, 9, 1),
            "einddatum": self.rng.choice((None, date(year + 1, 6, 30), date(year + 1, 2, 1))),
        } | changes
        seats = self.people.seats.setdefault((leerling_id, year), [])
        seats.append(seat)
        if self.rng.random() < 0.1:
            seats.append(self.people.rival(seat))

    def award(self, leerling_id: str, year: int, what: str | None) -> None:
        """Of whatever group and institution: they take no part in the rules."""
        self.people.awarded.add((leerling_id, year))
        if what is None or not self.first <= year <= self.last + 1:
            return
        group = self.rng.choice(self.people.regular)
        row: Row = {
            "leerling_id": leerling_id,
            "schooljaar": f"{year}-{year + 1}",
            "instellingsnummer": self.rng.choice(SMALL_INSTITUTIONS),
            "administratieve_groep": group,
            "studiebewijs": what,
            "datum": date(year + 1, 6, 30),
        }
        if year <= self.last:
            self.people.add("agodi", "kwalificaties", f"{year}-{year + 1}", (leerling_id, group, what), row)

    # --- school ----------------------------------------------------------------------------------

    def ladder(self) -> None:
        """BSO 6, once or twice, dual or not, with or without its certificate, and what comes next."""
        rng = self.rng
        year = self.some_year()
        me = self.pupil(year, (17, 18, 18, 19, 24, 25, 26))
        dual = rng.random() < 0.5
        odd: Row = rng.choice(({}, {}, {}, {}, {}, {"stelsel": "MODULAIR"}, {"aanbieder": "DBSO"}))
        if rng.random() < 0.4:
            before = [
                self.group("BSO", 6, without="D"),
                self.group("BSO", 6, "D"),
                self.group("TSO", 6, without="DZ"),
                self.group("BSO", 5),
                self.group("BSO", 7, without="D"),
            ]
            earlier = year - rng.choice((1, 1, 2))
            self.sit(me, earlier, rng.choice(before), **rng.choice(({}, {}, {"stelsel": "MODULAIR"})))
            self.award(me, earlier, rng.choice((None, None, "STUDIEGETUIGSCHRIFT_6", "DIPLOMA_SO")))
        sixth = self.group("BSO", 6, "D", "A") if dual else self.group("BSO", 6, without="DZ")
        self.sit(me, year, sixth, **odd)
        self.award(me, year + rng.choice((0, 0, 0, 0, 0, 0, 1)), rng.choice(SIXTH_AWARDS))
        self.seventh(me, year + rng.choice((1, 1, 1, 1, 1, 1, 2)))

    def stairs(self) -> None:
        """BSO 6 with its certificate, and the next school year BSO 7 with one thing against it at most."""
        rng = self.rng
        year = rng.randint(self.first, max(self.first, self.last - 1))
        me = self.pupil(year)
        self.sit(me, year, self.group("BSO", 6, rng.choice(("", "D")), "A"))
        self.award(me, year, "STUDIEGETUIGSCHRIFT_6")
        against = rng.choice(("", "D", "A", "N", "Z", "modular", "provider", "age"))
        changes: Row = {"modular": {"stelsel": "MODULAIR"}, "provider": {"aanbieder": "DBSO"}}.get(against, {})
        letters = against if against in ("D", "A", "N", "Z") else rng.choice(("", "D"))
        self.sit(me, year + 1, self.group("BSO", 7, letters, "".join({*"ANZ"} - {against})), **changes)
        self.award(me, year + 1, rng.choice(SEVENTH_AWARDS))
        if against == "age":
            border = date(year + 2 - rng.choice((25, 26)), 2, 1) + timedelta(days=rng.choice((-1, 0, 1)))
            self.people.told_birth_dates[me, year + 1] = rng.choice((border, border, border, None))

    def seventh(self, me: str, year: int) -> None:
        rng = self.rng
        ends: list[tuple[int, Row]] = [
            *[(self.group("BSO", 7, without="DNZ"), {})] * 3,
            *[(self.group("BSO", 7, "D", "ANZ"), {})] * 3,
            (self.group("BSO", 7, without="DNZ"), {"stelsel": "MODULAIR"}),
            (self.group("BSO", 7, "D", "AN"), {"stelsel": "MODULAIR"}),
            (self.group("BSO", 7, "D", "AN"), {"aanbieder": rng.choice(("DBSO", "SYNTRA", "BUSO"))}),
            (self.group("BSO", 7, "N"), {}),
            (self.group("BSO", 7, "Z"), {}),
            (self.group("BSO", 7, "A"), {}),
            (self.group("BSO", 6), {}),
            (self.group("TSO", 7, "Z"), {}),
            (self.group("TSO", 6, without="Z"), {}),
        ]
        group, changes = rng.choice(ends)
        self.sit(me, year, group, **changes)
        self.award(me, year, rng.choice(SEVENTH_AWARDS))
        if rng.random() < 0.25:
            self.sit(me, year + 1, rng.choice((group, self.group("BSO", 7, "D"), self.group("BSO", 7))))
            self.award(me, year + 1, rng.choice(SEVENTH_AWARDS))

    def sense(self) -> None:
        """A diploma, the first or not, and Se-n-Se in the next school year or not quite."""
        rng = self.rng
        year = self.some_year()
        me = self.pupil(year)
        ends = [self.group("TSO", 6, without="DZ")] * 2 + [self.group("BSO", 7, without="DNZ")] * 2
        ends += [self.group("BSO", 7, "D", "AN")] * 2 + [self.group("BSO", 6), self.group("BSO", 7, "A")]
        ends += [self.group("BSO", 7, "N"), self.group("TSO", 6, "Z")]
        if rng.random() < 0.25:
            self.award(me, year - 1, "DIPLOMA_SO")
            if rng.random() < 0.5:
                self.sit(me, year - 1, rng.choice(ends), aanbieder=rng.choice(("VOLTIJDS", "DBSO")))
        self.sit(me, year, rng.choice(ends))
        self.award(me, year, rng.choice(("DIPLOMA_SO", "DIPLOMA_SO", "DIPLOMA_SO", "STUDIEGETUIGSCHRIFT_7")))
        later = year + rng.choice((1, 1, 1, 1, 2))
        after = [self.group("TSO", 7, "Z")] * 3 + [self.group("TSO", 6, "Z"), self.group("BSO", 7, "Z")]
        after += [self.group("TSO", 7, without="Z"), self.group("TSO", 7, "DZ")]
        self.sit(me, later, rng.choice(after), aanbieder=rng.choice(("VOLTIJDS", "VOLTIJDS", "SYNTRA")))
        certificates = rng.choice(((later,), (later,), (later,), (year,), (later + 1,), ()))
        for when in certificates:
            self.award(me, when, "CERTIFICAAT_SENSE")
        if rng.random() < 0.2:
            self.award(me, later, "DIPLOMA_SO")

    def dual_units(self) -> None:
        """Groups in schools with exactly so many dual pupils; the schools have no others."""
        rng = self.rng
        forms = [("BSO", 5), ("BSO", 6), ("BSO", 7), ("TSO", 5), ("TSO", 6)]
        for number in range(6):
            year = rng.choice((self.last, self.last, self.some_year()))
            group = self.group(*rng.choice(forms), "D", rng.choice(("A", "")))
            provider = rng.choice(("VOLTIJDS", "DBSO", "SYNTRA", "SYNTRA", "BUSO"))
            for _ in range(rng.choice(UNIT_SIZES)):
                changes: Row = {"aanbieder": provider, "instellingsnummer": f"7100{number:02d}"}
                changes["stelsel"] = rng.choice(("LINEAIR", "LINEAIR", "MODULAIR"))
                self.sit(self.pupil(year), year, group, **changes)

    def syntra(self) -> None:
        """Dual pupils of SYNTRA in the last school year that leaves them out and in the first that does not."""
        rng = self.rng
        for year in (FIRST_YEAR_OF_SYNTRA - 1, FIRST_YEAR_OF_SYNTRA):
            for _ in range(rng.choice((1, 3, 6)) if self.first <= year <= self.last else 0):
                group = self.group(*rng.choice((("BSO", 5), ("BSO", 6), ("TSO", 6))), "D", "A")
                self.sit(self.pupil(year), year, group, aanbieder="SYNTRA")

    # --- higher education ------------------------------------------------------------------------

    def student(self) -> None:
        """Leaves, is seldom on the labour market, and studies up to, around or from the edge of a quarter."""
        rng = self.rng
        year = rng.randint(self.first, max(self.first, self.last - 1))
        me = self.pupil(year)
        form, leerjaar = rng.choice((("BSO", 6), ("BSO", 7), ("TSO", 6), ("TSO", 6)))
        self.sit(me, year, self.group(form, leerjaar, without="DNZ"))
        self.people.moods[me] = rng.choice(("away", "away", "away", "seeker"))
        for _ in range(rng.choice((1, 1, 2, 3))):
            academic = year + rng.choice((0, 1, 1, 1, 2))
            borders = [date(academic, 10, 1), date(academic, 9, 15)]
            borders += [date(academic + 1, month, 1) for month in (1, 4, 7, 10)]
            begin, end = rng.choice(borders), rng.choice((None, None, *borders))
            begin += timedelta(days=rng.choice((-1, 0, 0, 1)))
            if end is not None:
                end += timedelta(days=rng.choice((-1, -1, 0, 1)))
                end = end if rng.random() < 0.05 else max(begin, end)
            row: Row = {
                "leerling_id": me,
                "academiejaar": f"{academic}-{academic + 1}",
                "instelling_ho": rng.choice(("HO-1", "hogeschool Zuid")),
                "opleidingstype": rng.choice(("GRADUAAT", "PBA", "ABA", "ANDERE")),
                "contract": rng.choice(("DIPLOMA", "DIPLOMA", "DIPLOMA", "CREDIT", "EXAMEN")),
                "inschrijvingsdatum": begin,
                "uitschrijvingsdatum": end,
            }
            key = (me, row["instelling_ho"], row["opleidingstype"], begin)
            self.people.add("ahovoks", "inschrijvingen_ho", f"{academic}-{academic + 1}", key, row)
