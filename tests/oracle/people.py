"""Seeded random pupils: what the agencies know, before anything is written down.

Small pools on purpose, so that cells hold more than one person, and a preference for borders: ties, birthdays
around the count day, ages at the caps, pupils in several places at once, data that are missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.oracle.crowds import CROWDED, Crowds
from tests.oracle.stories import SMALL_INSTITUTIONS
from tests.oracle.stories_work import WorkStories

Value = str | int | float | date | bool | Decimal | None
Row = dict[str, Value]

OFFICE_PROGRAMME = "Kantooradministratie en gegevensbeheer"
RARE_GROUP = 40404
HANDEL, TECHNIEK, ZORG = "Handel", "Mechanica-elektriciteit", "Personenzorg"

# onderwijsvorm, leerjaar, studiegebied, studierichting, letters: S stageverplichting, D duaal, A aanloopfase,
# N naamloos, Z se_n_se
REGULAR = [
    ("BSO", 5, HANDEL, "Kantoor", ""),
    ("BSO", 6, HANDEL, OFFICE_PROGRAMME, "S"),
    ("BSO", 7, HANDEL, OFFICE_PROGRAMME, "S"),
    ("BSO", 6, HANDEL, "Verkoop; etalage", "S"),
    ("BSO", 5, TECHNIEK, "Lassen-constructie", ""),
    ("BSO", 6, TECHNIEK, "Lassen-constructie", "S"),
    ("BSO", 7, TECHNIEK, "Pijplassen", "S"),
    ("BSO", 6, ZORG, "Verzorging", "S"),
    ("BSO", 7, ZORG, "Kinderzorg", "S"),
    ("TSO", 5, HANDEL, "Handel", ""),
    ("TSO", 6, HANDEL, "Handel", ""),
    ("TSO", 6, HANDEL, "Secretariaat-talen", "S"),
    ("TSO", 6, TECHNIEK, "Elektrische installatietechnieken", "S"),
    ("TSO", 6, TECHNIEK, "Elektromechanica", ""),
    ("TSO", 6, ZORG, "Sociale en technische wetenschappen", ""),
    ("TSO", 6, ZORG, "Gezondheids- en welzijnswetenschappen", "S"),
    ("BSO", 6, "Bouw", "Ruwbouw", "S"),
    ("BSO", 7, "Bouw", OFFICE_PROGRAMME, "S"),
    ("BSO", 6, ZORG, "Organisatiehulp", ""),
]
PECULIAR = [
    ("TSO", 6, HANDEL, OFFICE_PROGRAMME, "S"),
    ("BSO", 6, HANDEL, OFFICE_PROGRAMME.lower(), "S"),
    ("BSO", 7, HANDEL, "Naamloos leerjaar", "N"),
    ("BSO", 7, ZORG, "Naamloos leerjaar", "NS"),
    ("BSO", 6, ZORG, "Verzorging duaal", "DS"),
    ("BSO", 7, TECHNIEK, "Pijplassen duaal", "DS"),
    ("BSO", 6, TECHNIEK, "Lassen aanloop", "DAS"),
    ("TSO", 6, TECHNIEK, "Elektromechanica duaal", "D"),
    ("TSO", 7, ZORG, "Leefgroepenwerking", "Z"),
    ("TSO", 6, HANDEL, "Secretariaat Se-n-Se", "Z"),
    ("BSO", 7, HANDEL, "Verkoop Se-n-Se", "ZS"),
    ("TSO", 7, HANDEL, "Medico-sociale administratie", ""),
    ("BSO", 4, HANDEL, "Kantoor", ""),
    ("ASO", 6, "Algemeen secundair onderwijs", "Economie-moderne talen", ""),
    ("BSO", 5, TECHNIEK, "Lassen duaal", "D"),
    ("BSO", 6, HANDEL, "Logistiek duaal", "DS"),
    ("BSO", 7, ZORG, "Kinderzorg duaal", "DS"),
    ("BSO", 7, HANDEL, "Naamloos duaal", "DN"),
    ("BSO", 7, TECHNIEK, "Pijplassen aanloop", "DAS"),
    ("TSO", 5, TECHNIEK, "Elektromechanica duaal", "D"),
    ("TSO", 7, ZORG, "Leefgroepenwerking duaal", "DZ"),
    ("BSO", 4, HANDEL, "Logistiek duaal", "D"),
    ("KSO", 6, "Beeldende kunsten", "Beeldende en architecturale vorming", ""),
]
INSTITUTIONS = ("012345", "099999", "112233", "900001")
PROVIDERS = ("VOLTIJDS", "DBSO", "SYNTRA", "BUSO")
AWARDS = ("DIPLOMA_SO", "STUDIEGETUIGSCHRIFT_6", "STUDIEGETUIGSCHRIFT_7", "CERTIFICAAT_SENSE", "OVERIGE")
JOINT_COMMITTEES = (None, "999", "322", "322.01", "322.01", "322.02", "322.00", "201", "201.00", "302", "100")
MOODS = {"worker": 0.8, "mixed": 0.4, "seeker": 0.15, "away": 0.08}
SECTORS = ("kleinhandel", "zorg", 'de "grote" bouw', "metaal; elektro", " ", None)


@dataclass
class Table:
    """The rows of one dataset and period, as they should be known in the end."""

    agency: str
    dataset: str
    period: str | None
    rows: list[Row] = field(default_factory=list)


def company_numbers(rng: Random, count: int) -> list[str]:
    result = []
    while len(result) < count:
        first_eight = f"{rng.choice('001')}{rng.randrange(10**7):07d}"
        result.append(f"{first_eight}{97 - int(first_eight) % 97:02d}")
    return result


def school_year(first: int) -> str:
    return f"{first}-{first + 1}"


class People:
    """All tables of one seed. Keys are unique within a table: rows are kept by key until the end."""

    def __init__(self, rng: Random, pupils: int, crowds: bool = False) -> None:
        self.rng = rng
        self.tables: dict[tuple[str, str | None], Table] = {}
        self.keys: set[tuple[Value, ...]] = set()
        self.companies = company_numbers(rng, 12)
        self.years = list(range(first := rng.randint(2012, 2016), first + rng.choice((3, 3, 4, 4, 5, 7))))
        self.ids = [f"{rng.choice(('P', 'p', '0', 'A-'))}{number:04d}" for number in range(1, pupils + 1)]
        self.undelivered = self.gaps()
        self.regular, self.peculiar = self.make_groups()
        self.make_institutions()
        self.birth_dates: dict[str, date] = {}
        self.seats: dict[tuple[str, int], list[Row]] = {}
        # What is told apart: awards, filings, birth dates of these pupils and years; how and for whom they work.
        self.awarded: set[tuple[str, int]] = set()
        self.filed: set[tuple[str, int]] = set()
        self.moods: dict[str, str] = {}
        self.internship_companies: dict[str, list[str]] = {}
        self.employers: dict[str, list[str]] = {}
        self.told_birth_dates: dict[tuple[str, int], Value] = {}
        for leerling_id in self.ids:
            self.make_career(leerling_id)
        WorkStories(self).tell(pupils * 2 // 3)
        for (leerling_id, year), enrolments in self.seats.items():
            self.make_school_year(leerling_id, year, enrolments)
        if crowds:
            Crowds(self).gather()
        self.make_aggregates()
        self.make_labour_market()

    # --- tables ----------------------------------------------------------------------------------

    def gaps(self) -> set[tuple[str, int]]:
        """(dataset, first year) that nobody delivers; a whole school year now and then."""
        rng = self.rng
        gaps = {
            (dataset, year)
            for dataset in ("kwalificaties", "zending_stage", "w_codes", "doorstroom_ho", "inschrijvingen_ho")
            for year in (*self.years, self.years[-1] + 1)
            if rng.random() < 0.15
        }
        if rng.random() < 0.3 and len(self.years) > 3:
            year = rng.choice(self.years[1:-1])
            gaps |= {("inschrijvingen", year), ("leerlingen", year)}
        if rng.random() < 0.15:
            gaps |= {("kwalificaties", year) for year in self.years}
        elif rng.random() < 0.3:
            gaps |= {("kwalificaties", year) for year in self.years[:2]}
        if rng.random() < 0.1:
            gaps |= {("zending_stage", year) for year in self.years}
        return gaps

    def add(self, agency: str, dataset: str, period: str | None, key: tuple[Value, ...], row: Row) -> None:
        if period and (dataset, int(period[:4])) in self.undelivered:
            return
        if (dataset, period, *key) not in self.keys:
            self.keys.add((dataset, period, *key))
            table = self.tables.setdefault((dataset, period), Table(agency, dataset, period))
            table.rows.append(row)

    # --- schools ---------------------------------------------------------------------------------

    def make_groups(self) -> tuple[list[int], list[int]]:
        """Numbers whose order as text is not their order as numbers."""
        numbers = [9, 10, 99, 100, 101, 999, 1000, 99999]
        numbers += range(2001, 2001 + len(REGULAR) + len(PECULIAR) + len(CROWDED) - len(numbers))
        self.rng.shuffle(numbers)
        self.groups: dict[int, tuple[str, int, str, str, str]] = {}
        for number, group in zip([*numbers, RARE_GROUP], [*REGULAR, *PECULIAR, *CROWDED, PECULIAR[0]], strict=True):
            form, leerjaar, area, programme, letters = group
            self.groups[number] = group
            row: Row = {
                "administratieve_groep": number,
                "benaming": f"{leerjaar} {form} {programme}, privé",
                "onderwijsvorm": form,
                "graad": 2 if leerjaar < 5 else 3,
                "leerjaar": leerjaar,
                "studiegebied": area,
                "studierichting": programme,
                "stageverplichting": "S" in letters,
                "duaal": "D" in letters,
                "aanloopfase": "A" in letters,
                "naamloos": "N" in letters,
                "se_n_se": "Z" in letters,
            }
            self.add("agodi", "administratieve_groepen", None, (number,), row)
        return numbers[: len(REGULAR)], numbers[len(REGULAR) : len(REGULAR) + len(PECULIAR)]

    def make_institutions(self) -> None:
        for number in (*INSTITUTIONS, *SMALL_INSTITUTIONS):
            row: Row = {
                "instellingsnummer": number,
                "naam": f'School "{number}" José',
                "net": self.rng.choice(("GO", "VGO", "OGO")),
                "provincie": "Oost-Vlaanderen",
                "aanbieder": self.rng.choice(PROVIDERS),
            }
            self.add("agodi", "instellingen", None, (number,), row)

    def make_career(self, leerling_id: str) -> None:
        """A few school years; most of them end with a regular sixth or seventh year."""
        rng = self.rng
        last = rng.randrange(len(self.years) + 1) - 1
        years = self.years[: max(last, 0) + 1][-rng.randint(1, 3) :]
        if rng.random() < 0.1 and len(years) == 3:
            years.pop(1)
        regular_end = rng.random() < 0.75
        for year in years:
            is_end = year == years[-1] and regular_end
            seat = self.seat(leerling_id, year, is_end)
            seats = [seat]
            while rng.random() < (0.15 if is_end else 0.35):
                seats.append(self.rival(rng.choice(seats)))
            self.seats[leerling_id, year] = seats
        if rng.random() < 0.1 and years[-1] < self.years[-1]:
            sense = [n for n in self.peculiar if "Z" in self.groups[n][4]]
            seat = self.seat(leerling_id, years[-1] + 1, True)
            seat["administratieve_groep"] = rng.choice(sense)
            self.seats[leerling_id, years[-1] + 1] = [seat]
        self.birth_dates[leerling_id] = self.birth_date(years[-1])

    def seat(self, leerling_id: str, year: int, regular: bool) -> Row:
        """One enrolment."""
        rng = self.rng
        ends: list[date | None] = [None, None, date(year + 1, 6, 30), date(year + 1, 2, 1)]
        if not regular:
            ends += [date(year + 1, 1, 31), date(year + 1, 2, 2), date(year, 10, 3)]
        seventh_or_sixth = [n for n in self.regular if self.groups[n][1] > 5]
        pool = seventh_or_sixth if regular else rng.choice((self.regular, self.peculiar))
        if rng.random() < 0.02:
            pool = [RARE_GROUP]
        return {
            "leerling_id": leerling_id,
            "schooljaar": school_year(year),
            "aanbieder": "VOLTIJDS" if regular or rng.random() < 0.6 else rng.choice(PROVIDERS),
            "instellingsnummer": rng.choice(INSTITUTIONS),
            "administratieve_groep": rng.choice(pool),
            "stelsel": "LINEAIR" if regular or rng.random() < 0.8 else "MODULAIR",
            "begindatum": rng.choice((date(year, 9, 1), date(year, 9, 1), date(year, 10, 3))),
            "einddatum": rng.choice(ends),
        }

    def rival(self, seat: Row) -> Row:
        """An enrolment that ties with another on the first so many levels of preference, and then differs."""
        rng = self.rng
        year = int(str(seat["schooljaar"])[:4])
        rival = dict(seat)
        rival["einddatum"] = rng.choice((None, date(year + 1, 2, 1), date(year + 1, 1, 31)))
        begins = (date(year, 9, 1), date(year, 11, 30), date(year + 1, 2, 1), date(year + 1, 2, 2))
        if rng.random() < 0.05:
            begins = (date(year + 1, 2, 2), date(year + 1, 3, 1))
        changes: list[Callable[[], None]] = [
            lambda: rival.update(aanbieder=rng.choice(PROVIDERS)),
            lambda: rival.update(stelsel=rng.choice(("LINEAIR", "MODULAIR"))),
            lambda: rival.update(begindatum=rng.choice(begins)),
            lambda: rival.update(instellingsnummer=rng.choice(INSTITUTIONS)),
            lambda: rival.update(administratieve_groep=rng.choice(rng.choice((self.regular, self.peculiar)))),
        ]
        for change in changes[rng.randrange(5) :]:
            change()
        begin, end = rival["begindatum"], rival["einddatum"]
        if isinstance(begin, date) and isinstance(end, date) and end < begin:
            rival["einddatum"] = begin
        return rival

    def birth_date(self, last_year: int) -> date:
        """Mostly an ordinary age; often on, before or after the day on which 24, 25 or 26 is reached."""
        rng = self.rng
        if rng.random() < 0.25:
            border = date(last_year + 1 - rng.choice((24, 25, 25, 25, 26, 26)), 2, 1)
            return border + timedelta(days=rng.choice((-1, 0, 1)))
        return date(last_year + 1 - rng.randint(17, 21), 1, 1) + timedelta(days=rng.randrange(365))

    def make_school_year(self, leerling_id: str, year: int, enrolments: list[Row]) -> None:
        rng = self.rng
        period = school_year(year)
        for row in enrolments:
            key = (leerling_id, row["instellingsnummer"], row["administratieve_groep"], row["begindatum"])
            self.add("agodi", "inschrijvingen", period, key, row)
        who: Row = {"leerling_id": leerling_id, "schooljaar": period}
        where: Row = {
            "instellingsnummer": enrolments[0]["instellingsnummer"],
            "administratieve_groep": enrolments[0]["administratieve_groep"],
        }
        if rng.random() > 0.03:
            pupil = who | {
                "geslacht": rng.choice("MVX"),
                "geboortedatum": self.registered_birth_date(leerling_id, year),
                "nationaliteit": rng.choice(("BE", "EU", "NIET-EU", None)),
                "thuistaal_niet_nl": rng.choice((True, False, None)),
                "schooltoelage": rng.choice((True, False, None)),
                "opleiding_moeder_laag": rng.choice((True, False, None)),
                "buurt_schoolse_vertraging": rng.choice((True, True, False, None)),
            }
            self.add("agodi", "leerlingen", period, (leerling_id,), pupil)
        for award in rng.sample(AWARDS, rng.choice((0, 1, 1, 2)) * ((leerling_id, year) not in self.awarded)):
            key = (leerling_id, where["administratieve_groep"], award)
            row = who | where | {"studiebewijs": award, "datum": date(year + 1, 6, 30)}
            self.add("agodi", "kwalificaties", period, key, row)
        is_filed = (leerling_id, year) in self.filed
        for number in range(1, 1 if is_filed else rng.choice((1, 2, 2, 4))):
            row = who | where
            row |= {
                "volgnummer": number,
                "stagegever_kbo": self.internship_number(leerling_id),
                "sector": rng.choice(SECTORS),
                "contract": rng.choice((None, "leerlingenstage", "  ")),
                "begindatum": rng.choice((None, date(year, 11, 1))),
                "einddatum": rng.choice((None, date(year, 10, 1), date(year + 1, 5, 31))),
                "halve_dagen": rng.choice((None, 0, 5, 12, 17, 18, 400)),
                "medisch_onderzoek": rng.choice((True, False, None)),
            }
            self.add("agodi", "zending_stage", period, (leerling_id, number), row)
        if rng.random() < 0.6 and not is_filed:
            row = who | where | {"halve_dagen": rng.choice((0, 5, 12, 17, 18, 23))}
            key = (leerling_id, where["administratieve_groep"], where["instellingsnummer"])
            self.add("agodi", "w_codes", period, key, row)
        if rng.random() < 0.1:
            begin = date(year + 1, 9, 20) + timedelta(days=rng.randrange(60))
            ho = {
                "leerling_id": leerling_id,
                "academiejaar": school_year(year + 1),
                "instelling_ho": rng.choice(("HO-1", "hogeschool Zuid")),
                "opleidingstype": rng.choice(("GRADUAAT", "PBA", "ABA", "ANDERE")),
                "contract": rng.choice(("DIPLOMA", "DIPLOMA", "CREDIT", "EXAMEN")),
                "inschrijvingsdatum": begin,
                "uitschrijvingsdatum": rng.choice((None, begin, date(year + 2, 1, 15))),
            }
            key = (leerling_id, ho["instelling_ho"], ho["opleidingstype"], begin)
            self.add("ahovoks", "inschrijvingen_ho", school_year(year + 1), key, ho)

    def registered_birth_date(self, leerling_id: str, year: int) -> Value:
        """As this school year knows it: now and then unknown, in part unknown, or another than last year."""
        rng = self.rng
        if (leerling_id, year) in self.told_birth_dates:
            return self.told_birth_dates[leerling_id, year]
        known = self.birth_dates[leerling_id]
        draw = rng.random()
        if draw < 0.03:
            return None
        if draw < 0.06:
            return f"00/{known:%m/%Y}"
        if draw < 0.09:
            return f"00/00/{known:%Y}"
        return known + timedelta(days=rng.choice((-1, 1, 365))) if draw < 0.12 else known

    def make_aggregates(self) -> None:
        rng = self.rng
        for year in self.years:
            period = school_year(year)
            for form in ("BSO", "TSO"):
                for area in rng.sample(("Totaal", "Totaal", ZORG, TECHNIEK), 3)[: rng.choice((1, 3, 3))]:
                    row: Row = {"schooljaar": period, "onderwijsvorm": form, "studiegebied": area}
                    total = rng.choice((0, 1, 49, 50, rng.randrange(200)))
                    row |= {"gediplomeerden": total, "doorgestroomd": rng.randint(0, total)}
                    self.add("agodi", "hbo5_verpleegkunde", period, (form, area), row)
            for stream in ("BSO", "TSO", "BSO_DUAAL"):
                for area in rng.sample(("Totaal", "totaal", HANDEL, ZORG), rng.choice((2, 4, 4))):
                    self.make_higher_education(period, stream, area)

    def make_higher_education(self, period: str, stream: str, area: str) -> None:
        rng = self.rng
        counts: dict[tuple[str, str | None], int] = {
            ("gediplomeerd", None): rng.choice((0, 49, 50, 51, rng.randint(0, 120)))
        }
        counts["niet_doorgestroomd", None] = rng.randint(0, 20)
        for kind in ("GRADUAAT", "PBA", "ABA", "OVERIG"):
            counts["doorgestroomd", kind] = rng.randint(0, 25)
            if kind != "OVERIG":
                first = counts["jaar1", kind] = rng.choice((0, 1, 49, 50, 51, rng.randint(0, 90)))
                counts["jaar1_einde", kind] = rng.randint(0, first)
                counts["jaar2", kind] = rng.randint(0, first)
        for (measure, kind), count in counts.items():
            row: Row = {"schooljaar": period, "stroom": stream, "studiegebied": area, "maat": measure}
            row |= {"opleidingstype": kind, "aantal": count}
            if rng.random() < (0.95 if measure == "gediplomeerd" else 0.8):
                self.add("ahovoks", "doorstroom_ho", period, (stream, area, measure, kind), row)

    # --- labour market ---------------------------------------------------------------------------

    def make_labour_market(self) -> None:
        """Quarters around the windows of all exit years, in one run but for a hole now and then."""
        rng = self.rng
        start = self.years[0] * 4 + rng.choice((4, 6, 6, 6, 6, 7))
        length = min(8 + 4 * (len(self.years) - 1), 26) - rng.choice((0, 0, 0, 1, 3))
        quarters = [f"{number // 4}Q{number % 4 + 1}" for number in range(start, start + length)]
        self.holes = set()
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            dataset = rng.choice(("tewerkstelling", "zelfstandigen", "werkzoekenden"))
            self.holes.add((dataset, rng.choice((quarters[0], quarters[-1], *rng.sample(quarters[7:], 3)))))
        mood = {leerling_id: rng.choice(["worker", *MOODS]) for leerling_id in self.ids} | self.moods
        last_year = dict(self.seats.keys())
        for quarter in quarters:
            jobs: list[Row] = []
            for leerling_id in self.ids:
                year = last_year[leerling_id]
                if year + 1 <= int(quarter[:4]) <= year + 3 or rng.random() < 0.05:
                    jobs += self.make_quarter(leerling_id, quarter, mood[leerling_id])
            for number in range(12):
                jobs += self.make_quarter(f"NEVER-ENROLLED-{number}", quarter, "mixed")
            self.number_jobs(quarter, jobs)

    def make_quarter(self, leerling_id: str, quarter: str, mood: str) -> list[Row]:
        """The wage jobs of one person; what else there is goes straight to its table."""
        rng = self.rng
        column = quarter.replace("Q", "")
        who: Row = {"code_insz": leerling_id, "kwartaal": column}
        chance = MOODS[mood]
        if ("zelfstandigen", quarter) not in self.holes and rng.random() < 0.1:
            row = who | {
                "bijdcat": rng.choice(("HOOFD", "BIJ", "PENSIOEN")),
                "hoedanigheid": rng.choice("ZH"),
            }
            self.add("ksz", "zelfstandigen", quarter, (leerling_id,), row)
        seeks = rng.random() < (0.6 if mood == "seeker" else 0.15)
        if ("werkzoekenden", quarter) not in self.holes and seeks:
            month = int(quarter[5]) * 3 - rng.randrange(3)
            for service in rng.sample(("VDAB", "ACTIRIS", "FOREM", "ADG"), rng.choice((1, 1, 2))):
                row = who | {"maand": f"{quarter[:4]}{month:02d}", "dienst": service}
                row |= {"categorie": rng.choice(("00", "02", "03"))}
                self.add("ksz", "werkzoekenden", quarter, (leerling_id, month, service), row)
        jobs: list[Row] = []
        nobody_stays = rng.random() < 0.25
        while ("tewerkstelling", quarter) not in self.holes and rng.random() < chance and len(jobs) < 4:
            job = who | {
                "volgnr": 0,
                "bron": rng.choice(("RSZ", "RSZ", "RSZ", "RSZPPO")),
                "bce_kbo": self.spelled(rng.choice(self.employers_of(leerling_id))),
                "nr_cp": rng.choice(JOINT_COMMITTEES),
                "clatra": rng.choice("1234"),
                "t_prest": rng.choice("FPSI"),
                "tauxaa": rng.choice(("0", "0.5", "0.50", "00.5", "0.05", "1", "1.0", "1.25", "2.000")),
                "tauxpt": rng.choice(("100", "100.0", "50", "50.00", "9", "9.5", "0")),
                "solidariteit": rng.random() < 0.15,
                "laatste_dag": rng.random() < 0.6 and not nobody_stays,
            }
            if jobs:
                # Often one employer, one class, one type or the same volume in several lines.
                alike = [name for name in ("bce_kbo", "clatra", "t_prest", "tauxaa", "tauxpt") if rng.random() < 0.4]
                job |= {name: jobs[-1][name] for name in alike}
            jobs.append(job)
            chance = 0.5
        return jobs

    def internship_number(self, leerling_id: str) -> Value:
        """A company in some spelling, none, or a number that fails its check."""
        rng = self.rng
        if rng.random() < 0.3:
            return rng.choice((None, None, "0123456789", "BE 0123.456.789", "onbekend", " "))
        company = rng.choice(self.companies)
        self.internship_companies.setdefault(leerling_id, []).append(company)
        return self.spelled(company)

    def employers_of(self, leerling_id: str) -> list[str]:
        """Those that are told; else those of the internships in one case of four."""
        if leerling_id in self.employers:
            return self.employers[leerling_id]
        known = self.internship_companies.get(leerling_id, [])
        return known if known and self.rng.random() < 0.25 else self.companies

    def number_jobs(self, quarter: str, jobs: list[Row]) -> None:
        """VOLGNR in no order; its order as text is not its order as a number."""
        numbers = self.rng.sample(range(1, 3 * len(jobs) + 2), len(jobs))
        for number, job in zip(numbers, jobs, strict=True):
            self.add("ksz", "tewerkstelling", quarter, (number,), job | {"volgnr": number})

    def spelled(self, number: str) -> str:
        """A company number in one of the spellings that are accepted."""
        dotted = f"{number[:4]}.{number[4:7]}.{number[7:]}"
        spellings = [number, number, dotted, "BE" + number, f"BE {dotted}", dotted.replace(".", " ")]
        if number[0] == "0":
            spellings += [number[1:], "BE" + number[1:], dotted[1:]]
        return self.rng.choice(spellings)
