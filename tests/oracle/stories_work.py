"""Pupils with internships, and whom they work for afterwards.

Filings are for school years before, in and after the last one; the companies may be those of the first job.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.oracle.stories import SMALL_INSTITUTIONS, Stories

if TYPE_CHECKING:
    from tests.oracle.people import Row, Value

VOLUMES = (0, 0, 5, 12, 17, 18, 23, 100)
DIFFERENCES = (-6, -5, -4, 0, 0, 1, 5, 6)
NO_COMPANY = (None, "   ", "onbekend", "0123456789")


class WorkStories(Stories):
    """The stories of school, and these."""

    def kinds(self) -> list[Callable[[], None]]:
        return [*super().kinds(), self.intern, self.intern, self.three_companies, self.free_intern]

    # --- what is told of an internship -----------------------------------------------------------

    def parts_of(self, total: int) -> list[int]:
        """One to three numbers with that sum, nought among them now and then."""
        parts = [total]
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            part = self.rng.randint(0, parts[0])
            parts = [parts[0] - part, *parts[1:], part]
        return parts

    def absent(self, me: str, year: int, group: int, half_days: int) -> None:
        """W-codes in a school and a group that need not be the pupil's."""
        row: Row = {
            "leerling_id": me,
            "schooljaar": f"{year}-{year + 1}",
            "instellingsnummer": self.rng.choice(SMALL_INSTITUTIONS),
            "administratieve_groep": self.rng.choice((group, *self.people.regular)),
            "halve_dagen": half_days,
        }
        key = (me, row["administratieve_groep"], row["instellingsnummer"])
        self.people.add("agodi", "w_codes", f"{year}-{year + 1}", key, row)

    def file(self, me: str, year: int, number: int, group: int, half_days: int | None, company: Value) -> None:
        """A filing of a school that need not be the pupil's."""
        rng = self.rng
        row: Row = {
            "leerling_id": me,
            "schooljaar": f"{year}-{year + 1}",
            "instellingsnummer": rng.choice(SMALL_INSTITUTIONS[:8]),
            "administratieve_groep": group,
            "volgnummer": number,
            "stagegever_kbo": company,
            "sector": rng.choice((None, None, "zorg", " ")),
            "contract": None,
            "begindatum": None,
            "einddatum": None,
            "halve_dagen": half_days,
            "medisch_onderzoek": None,
        }
        self.people.add("agodi", "zending_stage", f"{year}-{year + 1}", (me, number), row)

    def register(self, me: str, year: int, group: int) -> None:
        """In one system, in both, in none, or with nought half days."""
        self.people.filed.add((me, year))
        how = self.rng.choice(("zending", "w_codes", "both", "nought", "none", "none"))
        if how in ("zending", "both"):
            company = self.people.internship_number(me)
            self.file(me, year, 1, group, self.rng.choice((None, 0, 10)), company)
        if how in ("w_codes", "both", "nought"):
            self.absent(me, year, group, 0 if how == "nought" else 10)

    # --- stories ---------------------------------------------------------------------------------

    def intern(self) -> None:
        """Volumes in the two systems that are equal, nearly so, or known in one of them only."""
        rng, people = self.rng, self.people
        year = self.some_year()
        me = self.pupil(year)
        form, leerjaar = rng.choice((("BSO", 5), ("BSO", 6), ("BSO", 6), ("BSO", 7), ("TSO", 5), ("TSO", 6)))
        group = self.group(form, leerjaar, without="DZ")
        self.sit(me, year, group)
        people.filed.add((me, year))
        volume = rng.choice(VOLUMES)
        systems = rng.choice(("both", "both", "both", "zending", "w_codes", "none"))
        if systems in ("both", "zending"):
            for number, part in enumerate(self.parts_of(volume), 1):
                half_days = None if part == 0 and rng.random() < 0.6 else part
                self.file(me, year, number, group, half_days, people.internship_number(me))
        if systems in ("both", "w_codes"):
            # A row of nought half days registers nothing.
            for part in self.parts_of(max(volume + rng.choice(DIFFERENCES), 0)):
                self.absent(me, year, group, part)
        if rng.random() < 0.3:
            other = self.some_year()
            people.filed.add((me, other))
            self.file(me, other, 1, group, 0, people.internship_number(me))
        if rng.random() < 0.2:
            people.moods[me] = "worker"

    def three_companies(self) -> None:
        """One before, one in and one after the exit year; all jobs are at one of them, often at the last."""
        rng, people = self.rng, self.people
        year = rng.randint(self.first, max(self.first, self.last - 1))
        me = self.pupil(year)
        form, leerjaar = rng.choice((("BSO", 6), ("BSO", 7), ("TSO", 6)))
        group = self.group(form, leerjaar, without="DNZ")
        self.sit(me, year, group)
        companies = rng.sample(people.companies, 3)
        for when, number in zip((year - 1, year, year + rng.choice((1, 1, 2))), companies, strict=True):
            people.filed.add((me, when))
            if rng.random() < 0.7:
                company: Value = rng.choice(NO_COMPANY) if rng.random() < 0.3 else people.spelled(number)
                self.file(me, when, 1, group, rng.choice((None, 5, 18)), company)
        people.employers[me] = [rng.choice((*companies, companies[2]))]
        people.moods[me] = rng.choice(("worker", "worker", "mixed"))
        if rng.random() < 0.4:
            self.sit(me, year + 1, self.group("TSO", 7, "Z"))

    def free_intern(self) -> None:
        """TSO 6 without obligation, registered or not, the first time or not, with a diploma or not."""
        rng = self.rng
        year = self.some_year()
        me = self.pupil(year)
        group = self.group("TSO", 6, without="SDZ")
        if rng.random() < 0.25:
            others = (group, self.group("TSO", 6, "S"), self.group("BSO", 6), self.group("TSO", 5))
            earlier = rng.choice(others)
            self.sit(me, year - 1, earlier)
            self.register(me, year - 1, earlier)
        self.sit(me, year, group)
        self.register(me, year, group)
        self.award(me, year + rng.choice((0, 0, 0, 1)), rng.choice(("DIPLOMA_SO", "DIPLOMA_SO", "OVERIGE", None)))
        if rng.random() < 0.15:
            self.sit(me, year + 1, group)
            self.register(me, year + 1, group)
        self.people.moods[me] = rng.choice(("worker", "mixed", "mixed", "seeker", "away"))
