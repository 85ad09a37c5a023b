"""Reference cells: the publications on leavers, and the attrition, from the accepted rows alone.

Plain dictionaries, one pupil at a time. `PUBLICATIONS` names what is computed here; the other publications are
functions of a `World` in the modules that start with `cells_`, and `publications` names them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

Row = dict[str, Any]
Slot = tuple[str, str | None]

AREAS = ("Handel", "Mechanica-elektriciteit", "Personenzorg")
GROUPS = (("BSO", "met"), ("TSO", "met"), ("TSO", "zonder"))
FORMS = ("BSO", "TSO")
KWALIFICATIES = ("diploma", "studiegetuigschrift", "geen")
STATUSES = ("werkend", "werkzoekend", "niet beschikbaar")
QUARTERS_OF_WINDOW = range(1, 9)
KSZ_DATASETS = ("tewerkstelling", "zelfstandigen", "werkzoekenden")
RSZPPO_FROM = "2017Q1"
POOLED = ("2014-2015", "2017-2018")
OFFICE_PROGRAMME = "Kantooradministratie en gegevensbeheer"
MINIMUM_GROUP = 50
SUPPRESSED = ("fig_14", "fig_15", "fig_16", "txt_019", "tab_3", "tab_4")
RULES = ("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09")


class Cell(NamedTuple):
    """A row of publications.cells; publicatie ... categorie are the key."""

    publicatie: str
    schooljaar: str
    aanbieder: str
    onderwijsvorm: str
    leerjaar: str
    studiegebied: str
    stageverplichting: str
    duaal: str
    kwalificatie: str
    kwartaal: str
    categorie: str
    aantal: int
    noemer: int
    aandeel: float | None
    rang: int | None
    onderdrukt: bool


KEY = Cell._fields[:11]


def count_day(schooljaar: str) -> date:
    return date(int(schooljaar[5:]), 2, 1)


def age_on(day: date, birth_date: date) -> int:
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def quarter_of_window(schooljaar: str, k: int) -> str:
    """R51: K1 is the third quarter of the year in which the exit year ends."""
    quarters_since_year_zero = int(schooljaar[5:]) * 4 + 2 + (k - 1)
    return f"{quarters_since_year_zero // 4}Q{quarters_since_year_zero % 4 + 1}"


class Leaver(NamedTuple):
    """R50: one per pupil at most, with the characteristics of the last enrolment."""

    leerling_id: str
    exit_year: str
    onderwijsvorm: str
    studiegebied: str
    studierichting: str
    stageverplichting: str
    kwalificatie: str


class World:
    """The active rows and what the rules derive from them; every property is one step."""

    def __init__(self, rows: dict[Slot, list[Row]]) -> None:
        """`rows` has an entry, empty if need be, for every active (dataset, period)."""
        self.rows = rows

    def periods(self, dataset: str) -> list[str]:
        return sorted(period for name, period in self.rows if name == dataset and period is not None)

    # --- population ------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> dict[int, Row]:
        rows = self.rows.get(("administratieve_groepen", None), [])
        return {row["administratieve_groep"]: row for row in rows}

    @cached_property
    def birth_dates(self) -> dict[tuple[str, str], date | None]:
        return {
            (row["leerling_id"], year): row["geboortedatum"]
            for year in self.periods("leerlingen")
            for row in self.rows["leerlingen", year]
        }

    def first_broken_rule(self, enrolment: Row) -> str | None:
        """R03-R09, for an enrolment that counts on the count day."""
        group = self.groups.get(enrolment["administratieve_groep"])
        if enrolment["aanbieder"] != "VOLTIJDS":
            return "R03"
        if group is None:
            return "R04"
        third_grade = {"BSO": (5, 6, 7), "TSO": (5, 6)}
        if group["leerjaar"] not in third_grade.get(group["onderwijsvorm"], ()):
            return "R04"
        if enrolment["stelsel"] != "LINEAIR":
            return "R05"
        if group["duaal"] != "N":
            return "R06"
        birth_date = self.birth_dates.get((enrolment["leerling_id"], enrolment["schooljaar"]))
        if birth_date is None:
            return "R07"
        age = age_on(count_day(enrolment["schooljaar"]), birth_date)
        if age > 25 or (age == 25 and group["leerjaar"] != 7):
            return "R07"
        if group["se_n_se"] != "N":
            return "R08"
        if group["naamloos"] != "N":
            return "R09"
        return None

    @cached_property
    def judged(self) -> list[tuple[Row, str | None]]:
        """Every accepted enrolment with the first rule that it breaks (R10), None inside P_GOAL."""
        result: list[tuple[Row, str | None]] = []
        for year in self.periods("inschrijvingen"):
            day = count_day(year)
            active_of_pupil: dict[str, list[Row]] = defaultdict(list)
            for row in self.rows["inschrijvingen", year]:
                if row["begindatum"] <= day and (row["einddatum"] is None or row["einddatum"] >= day):
                    active_of_pupil[row["leerling_id"]].append(row)
                else:
                    result.append((row, "R01"))
            for candidates in active_of_pupil.values():
                candidates.sort(key=preference)
                result.append((candidates[0], self.first_broken_rule(candidates[0])))
                result.extend((row, "R02") for row in candidates[1:])
        return result

    @cached_property
    def count_day_enrolments(self) -> dict[str, dict[str, tuple[Row, str | None]]]:
        """Per pupil and school year the count-day enrolment (R02) and the first rule that it breaks."""
        result: dict[str, dict[str, tuple[Row, str | None]]] = defaultdict(dict)
        for row, rule in self.judged:
            if rule not in ("R01", "R02"):
                result[row["leerling_id"]][row["schooljaar"]] = row, rule
        return result

    # --- leavers ---------------------------------------------------------------------------------

    @cached_property
    def exit_years(self) -> list[str]:
        """The delivered school years that can be an exit year: all but the newest."""
        return self.periods("inschrijvingen")[:-1]

    @cached_property
    def qualifications(self) -> dict[str, list[tuple[str, str]]]:
        result: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for year in self.periods("kwalificaties"):
            for row in self.rows["kwalificaties", year]:
                result[row["leerling_id"]].append((year, row["studiebewijs"]))
        return result

    def highest_qualification(self, leerling_id: str, exit_year: str) -> str:
        obtained = {what for year, what in self.qualifications.get(leerling_id, []) if year <= exit_year}
        if "DIPLOMA_SO" in obtained:
            return "diploma"
        if obtained & {"STUDIEGETUIGSCHRIFT_6", "STUDIEGETUIGSCHRIFT_7"}:
            return "studiegetuigschrift"
        return "geen"

    @cached_property
    def leavers(self) -> list[Leaver]:
        result = []
        for leerling_id, by_year in self.count_day_enrolments.items():
            outside_sense = {}
            for year, (row, rule) in by_year.items():
                group = self.groups.get(row["administratieve_groep"])
                if group is None or group["se_n_se"] == "N":
                    outside_sense[year] = group, rule
            if not outside_sense:
                continue
            exit_year = max(outside_sense)
            group, rule = outside_sense[exit_year]
            if rule is not None or group is None or exit_year not in self.exit_years:
                continue
            if group["leerjaar"] not in (6, 7):
                continue
            with_obligation = group["onderwijsvorm"] == "BSO" or group["stageverplichting"] == "J"
            result.append(
                Leaver(
                    leerling_id,
                    exit_year,
                    group["onderwijsvorm"],
                    group["studiegebied"],
                    group["studierichting"],
                    "met" if with_obligation else "zonder",
                    self.highest_qualification(leerling_id, exit_year),
                )
            )
        return result

    # --- quarters --------------------------------------------------------------------------------

    @cached_property
    def quarters(self) -> set[str]:
        """R52: the quarters for which all three datasets are active."""
        delivered = [set(self.periods(dataset)) for dataset in KSZ_DATASETS]
        return delivered[0] & delivered[1] & delivered[2]

    def is_complete(self, exit_year: str) -> bool:
        return all(quarter_of_window(exit_year, k) in self.quarters for k in QUARTERS_OF_WINDOW)

    @cached_property
    def complete_leavers(self) -> list[Leaver]:
        return [leaver for leaver in self.leavers if self.is_complete(leaver.exit_year)]

    @cached_property
    def starters(self) -> list[Leaver]:
        """Leavers of complete cohorts who are available in K1."""
        return [leaver for leaver in self.complete_leavers if self.is_available(leaver, 1)]

    @cached_property
    def wage_jobs(self) -> dict[tuple[str, str], list[Row]]:
        result: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for quarter in self.quarters:
            for row in self.rows["tewerkstelling", quarter]:
                too_early = row["bron"] == "RSZPPO" and quarter < RSZPPO_FROM
                if row["solidariteit"] == "N" and not too_early:
                    result[row["code_insz"], quarter].append(row)
        return result

    def people_in(self, dataset: str) -> set[tuple[str, str]]:
        return {(row["code_insz"], quarter) for quarter in self.quarters for row in self.rows[dataset, quarter]}

    @cached_property
    def self_employed(self) -> set[tuple[str, str]]:
        return self.people_in("zelfstandigen")

    @cached_property
    def job_seekers(self) -> set[tuple[str, str]]:
        return self.people_in("werkzoekenden")

    def status(self, leaver: Leaver, k: int) -> str:
        """R55."""
        at = (leaver.leerling_id, quarter_of_window(leaver.exit_year, k))
        if at in self.wage_jobs or at in self.self_employed:
            return "werkend"
        return "werkzoekend" if at in self.job_seekers else "niet beschikbaar"

    def is_available(self, leaver: Leaver, k: int) -> bool:
        return self.status(leaver, k) != "niet beschikbaar"

    def start_quarter(self, leaver: Leaver) -> str:
        """R56."""
        for k in QUARTERS_OF_WINDOW:
            if self.is_available(leaver, k):
                return str(k)
        return "niet beschikbaar"

    def first_employment(self, leaver: Leaver) -> str:
        """R57."""
        for k in QUARTERS_OF_WINDOW:
            if self.status(leaver, k) == "werkend":
                return str(k)
        return "geen tewerkstelling" if self.is_available(leaver, 8) else "arbeidsmarkt verlaten"

    def joint_committee(self, leaver: Leaver, k: int) -> str:
        """R64, of the main job (R63)."""
        at = (leaver.leerling_id, quarter_of_window(leaver.exit_year, k))
        if at in self.wage_jobs:
            return "PC " + main_job(self.wage_jobs[at])["nr_cp"][:3]
        if at in self.self_employed:
            return "zelfstandige"
        return "werkzoekend" if at in self.job_seekers else "niet beschikbaar"


def main_job(jobs: list[Row]) -> Row:
    """R63."""
    return min(jobs, key=lambda job: (-job["tauxaa"], -job["tauxpt"], job["volgnr"]))


def preference(enrolment: Row) -> tuple[Any, ...]:
    """R02: the lowest counts."""
    return (
        enrolment["aanbieder"] != "VOLTIJDS",
        enrolment["stelsel"] != "LINEAIR",
        -enrolment["begindatum"].toordinal(),
        enrolment["instellingsnummer"],
        enrolment["administratieve_groep"],
    )


# --- cells ---------------------------------------------------------------------------------------


def cell(key: dict[str, str], aantal: int, noemer: int, rang: int | None = None) -> Cell:
    """A cell with all its numbers, also when R34 keeps them from being handed out."""
    dimensions = {name: key.get(name, "alle") for name in KEY}
    too_small = dimensions["publicatie"] in SUPPRESSED and noemer < MINIMUM_GROUP
    return Cell(**dimensions, aantal=aantal, noemer=noemer, aandeel=aantal / noemer, rang=rang, onderdrukt=too_small)


def distribution(
    key: dict[str, str], base: list[Leaver], categories: Iterable[str], category: Callable[[Leaver], str]
) -> Iterator[Cell]:
    """One cell per category, over the whole base; nothing when the base is empty."""
    if base:
        counts = Counter(category(leaver) for leaver in base)
        for name in categories:
            yield cell(key | {"categorie": name}, counts[name], len(base))


Selection = tuple[dict[str, str], list[Leaver]]


def by_year(leavers: list[Leaver]) -> list[Selection]:
    years = sorted({leaver.exit_year for leaver in leavers})
    return [({"schooljaar": y}, [leaver for leaver in leavers if leaver.exit_year == y]) for y in years]


def by_group(selections: list[Selection]) -> list[Selection]:
    return [
        (
            key | {"onderwijsvorm": form, "stageverplichting": duty},
            [leaver for leaver in base if (leaver.onderwijsvorm, leaver.stageverplichting) == (form, duty)],
        )
        for key, base in selections
        for form, duty in GROUPS
    ]


def by_form_and_area(selections: list[Selection], forms: Iterable[str]) -> list[Selection]:
    return [
        (
            key | {"onderwijsvorm": form, "studiegebied": area},
            [leaver for leaver in base if (leaver.onderwijsvorm, leaver.studiegebied) == (form, area)],
        )
        for key, base in selections
        for form in forms
        for area in AREAS
    ]


def by_qualification(world: World, selections: list[Selection]) -> list[Selection]:
    """None when no school year of kwalificaties is delivered at all."""
    if not world.periods("kwalificaties"):
        return []
    return [
        (key | {"kwalificatie": name}, [leaver for leaver in base if leaver.kwalificatie == name])
        for key, base in selections
        for name in KWALIFICATIES
    ]


def start(world: World, publicatie: str, selections: list[Selection]) -> Iterator[Cell]:
    categories = [*map(str, QUARTERS_OF_WINDOW), "niet beschikbaar"]
    for key, base in selections:
        yield from distribution({"publicatie": publicatie} | key, base, categories, world.start_quarter)


def employment(world: World, publicatie: str, selections: list[Selection]) -> Iterator[Cell]:
    categories = [*map(str, QUARTERS_OF_WINDOW), "geen tewerkstelling", "arbeidsmarkt verlaten"]
    for key, base in selections:
        yield from distribution({"publicatie": publicatie} | key, base, categories, world.first_employment)


def per_quarter(world: World, publicatie: str, selections: list[Selection], only_available: bool) -> Iterator[Cell]:
    """A status per delivered quarter; of the available, only the share that works."""
    categories = ["werkend"] if only_available else STATUSES
    for key, leavers in selections:
        for k in QUARTERS_OF_WINDOW:
            if quarter_of_window(key["schooljaar"], k) not in world.quarters:
                continue

            def status(leaver: Leaver, k: int = k) -> str:
                return world.status(leaver, k)

            base = [leaver for leaver in leavers if not only_available or world.is_available(leaver, k)]
            quarter_key = {"publicatie": publicatie} | key | {"kwartaal": str(k)}
            yield from distribution(quarter_key, base, categories, status)


def committees(world: World, publicatie: str, selections: list[Selection]) -> Iterator[Cell]:
    """R64-R66 over the pooled exit years; a committee has a cell only when somebody works there."""
    for key, base in selections:
        for k in (1, 8):
            counts = Counter(world.joint_committee(leaver, k) for leaver in base)
            others = ("werkzoekend", "zelfstandige", "niet beschikbaar")
            ranked = sorted((name for name in counts if name not in others), key=lambda n: (-counts[n], n))
            rank = {name: number for number, name in enumerate(ranked, 1)}
            for name in [*ranked, *others] if base else []:
                full_key = {"publicatie": publicatie} | key | {"kwartaal": str(k), "categorie": name}
                yield cell(full_key, counts[name], len(base), rank.get(name))


def pooled(world: World) -> list[Selection]:
    years = [year for year in world.exit_years if POOLED[0] <= year <= POOLED[1] and world.is_complete(year)]
    if not years:
        return []
    base = [leaver for leaver in world.starters if leaver.exit_year in years]
    return [({"schooljaar": f"{years[0]}..{years[-1]}"}, base)]


def fig_17(world: World) -> Iterator[Cell]:
    return start(world, "fig_17", by_year(world.complete_leavers))


def fig_18(world: World) -> Iterator[Cell]:
    return start(world, "fig_18", by_group(by_year(world.complete_leavers)))


def fig_19(world: World) -> Iterator[Cell]:
    return start(world, "fig_19", by_form_and_area(by_year(world.complete_leavers), FORMS))


def fig_20(world: World) -> Iterator[Cell]:
    return per_quarter(world, "fig_20", by_year(world.leavers), only_available=False)


def fig_21(world: World) -> Iterator[Cell]:
    return per_quarter(world, "fig_21", by_group(by_year(world.leavers)), only_available=True)


def fig_22(world: World) -> Iterator[Cell]:
    selections = by_qualification(world, by_group(by_year(world.leavers)))
    return per_quarter(world, "fig_22", selections, only_available=True)


def fig_23(world: World) -> Iterator[Cell]:
    selections = by_form_and_area(by_year(world.leavers), ["BSO"])
    return per_quarter(world, "fig_23", selections, only_available=True)


def fig_24(world: World) -> Iterator[Cell]:
    return employment(world, "fig_24", by_year(world.starters))


def fig_25(world: World) -> Iterator[Cell]:
    return employment(world, "fig_25", by_group(by_year(world.starters)))


def fig_26(world: World) -> Iterator[Cell]:
    return employment(world, "fig_26", by_form_and_area(by_year(world.starters), FORMS))


def tab_5(world: World) -> Iterator[Cell]:
    return committees(world, "tab_5", by_form_and_area(pooled(world), ["BSO"]))


def tab_6(world: World) -> Iterator[Cell]:
    selections = [
        (
            key | {"onderwijsvorm": "BSO", "studiegebied": "Handel"},
            [x for x in base if x.onderwijsvorm == "BSO" and x.studierichting == OFFICE_PROGRAMME],
        )
        for key, base in pooled(world)
    ]
    return committees(world, "tab_6", selections)


PUBLICATIONS: dict[str, Callable[[World], Iterator[Cell]]] = {
    function.__name__: function
    for function in (
        fig_17,
        fig_18,
        fig_19,
        fig_20,
        fig_21,
        fig_22,
        fig_23,
        fig_24,
        fig_25,
        fig_26,
        tab_5,
        tab_6,
    )
}


def attrition(world: World) -> list[tuple[str, str, int]]:
    """R10: (schooljaar, regel, aantal), a row per delivered school year and rule, zeros too."""
    dropped = Counter((row["schooljaar"], rule) for row, rule in world.judged)
    result = []
    for year in world.periods("inschrijvingen"):
        result.append((year, "inschrijvingen", len(world.rows["inschrijvingen", year])))
        result.extend((year, rule, dropped[year, rule]) for rule in RULES)
        result.append((year, "P_GOAL", dropped[year, None]))
    return result
