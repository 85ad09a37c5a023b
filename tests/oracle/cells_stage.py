"""Reference cells on the registration of internships: R20-R24."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tests.oracle.cells import AREAS, FORMS, Cell, World, cell
from tests.oracle.cells_awards import obtained
from tests.oracle.seats import Seat, by_school_year, seats

LAST_STAGE_YEAR = "2018-2019"
MINIMUM = 18
TOLERANCE = 5
WITH, WITHOUT = "met stageregistratie", "zonder stageregistratie"


class Registration(NamedTuple):
    """What the two systems hold of one pupil and school year."""

    in_zending: bool
    in_w_codes: bool
    zending: int
    w_codes: int

    @property
    def registered(self) -> bool:
        """R20."""
        return self.in_zending or self.in_w_codes

    @property
    def source(self) -> str:
        """R21."""
        if self.in_zending and self.in_w_codes:
            return "beide"
        if self.in_zending:
            return "alleen zending"
        return "alleen W-code" if self.in_w_codes else "geen"


def stage_years(world: World) -> list[str]:
    """The years of R20."""
    datasets = ("inschrijvingen", "zending_stage", "w_codes")
    delivered = set.intersection(*(set(world.periods(dataset)) for dataset in datasets))
    return sorted(year for year in delivered if year <= LAST_STAGE_YEAR)


@lru_cache(maxsize=2)
def registrations(world: World) -> dict[tuple[str, str], Registration]:
    """R20 and R22, for every pupil of the years of R20 who has a row in one of the two systems."""
    nothing = Registration(False, False, 0, 0)
    result: dict[tuple[str, str], Registration] = {}
    for year in stage_years(world):
        for row in world.rows["zending_stage", year]:
            at = row["leerling_id"], year
            old = result.get(at, nothing)
            result[at] = old._replace(in_zending=True, zending=old.zending + (row["halve_dagen"] or 0))
        for row in world.rows["w_codes", year]:
            at = row["leerling_id"], year
            old = result.get(at, nothing)
            counts = old.in_w_codes or row["halve_dagen"] > 0
            result[at] = old._replace(in_w_codes=counts, w_codes=old.w_codes + row["halve_dagen"])
    return result


def registration(world: World, seat: Seat) -> Registration:
    return registrations(world).get((seat.leerling_id, seat.schooljaar), Registration(False, False, 0, 0))


def registered(world: World, chosen: list[Seat]) -> list[Seat]:
    return [seat for seat in chosen if registration(world, seat).registered]


def in_stage_years(world: World, population: Callable[[Seat], bool]) -> dict[str, list[Seat]]:
    years = stage_years(world)
    return by_school_year([seat for seat in seats(world) if seat.schooljaar in years and population(seat)])


def pupils(world: World) -> dict[str, list[Seat]]:
    """P_STAGE in the years of R20."""
    return in_stage_years(world, lambda seat: seat.in_stage)


def obliged(world: World) -> dict[str, list[Seat]]:
    """P_OBL in the years of R20."""
    return in_stage_years(world, lambda seat: seat.with_obligation)


def with_and_without(world: World, key: dict[str, str], base: list[Seat]) -> Iterator[Cell]:
    if base:
        interns = len(registered(world, base))
        yield cell(key | {"categorie": WITH}, interns, len(base))
        yield cell(key | {"categorie": WITHOUT}, len(base) - interns, len(base))


def fig_01(world: World) -> Iterator[Cell]:
    for year, base in pupils(world).items():
        for form in FORMS:
            key = {"publicatie": "fig_01", "schooljaar": year, "onderwijsvorm": form}
            yield from with_and_without(world, key, [seat for seat in base if seat.onderwijsvorm == form])


def fig_02(world: World) -> Iterator[Cell]:
    for year, base in pupils(world).items():
        for form in FORMS:
            for leerjaar in (5, 6, 7):
                key = {"publicatie": "fig_02", "schooljaar": year, "onderwijsvorm": form, "leerjaar": str(leerjaar)}
                chosen = [seat for seat in base if (seat.onderwijsvorm, seat.leerjaar) == (form, leerjaar)]
                yield from with_and_without(world, key, chosen)


def fig_03(world: World) -> Iterator[Cell]:
    """Areas with more than 100 interns, both forms together; of those the forms that have an intern."""
    for year, base in pupils(world).items():
        for area in sorted({seat.studiegebied for seat in base}):
            of_area = [seat for seat in base if seat.studiegebied == area]
            if len(registered(world, of_area)) <= 100:
                continue
            for form in (*FORMS, "alle"):
                chosen = [seat for seat in of_area if form in (seat.onderwijsvorm, "alle")]
                interns = len(registered(world, chosen))
                if interns:
                    key = {"publicatie": "fig_03", "schooljaar": year, "onderwijsvorm": form, "studiegebied": area}
                    yield cell(key | {"categorie": WITH}, interns, len(chosen))


def sources(world: World, key: dict[str, str], base: list[Seat], categories: tuple[str, ...]) -> Iterator[Cell]:
    if base:
        found = [registration(world, seat).source for seat in base]
        for source in categories:
            yield cell(key | {"categorie": source}, found.count(source), len(base))


def fig_09(world: World) -> Iterator[Cell]:
    for year, base in pupils(world).items():
        key = {"publicatie": "fig_09", "schooljaar": year}
        yield from sources(world, key, registered(world, base), ("beide", "alleen zending", "alleen W-code"))


def fig_10(world: World) -> Iterator[Cell]:
    for year, base in obliged(world).items():
        key = {"publicatie": "fig_10", "schooljaar": year}
        yield from sources(world, key, base, ("beide", "alleen zending", "alleen W-code", "geen"))


def txt_001(world: World) -> Iterator[Cell]:
    for original in fig_10(world):
        if original.categorie == "geen":
            yield original._replace(publicatie="txt_001")


def txt_002(world: World) -> Iterator[Cell]:
    for year, everyone in obliged(world).items():
        if year not in world.periods("kwalificaties"):
            continue
        base = [seat for seat in everyone if obtained(world, seat)]
        if base:
            key = {"publicatie": "txt_002", "schooljaar": year, "categorie": "geen stageregistratie"}
            yield cell(key, len(base) - len(registered(world, base)), len(base))


def txt_003(world: World) -> Iterator[Cell]:
    """R23: of all pupils with obligation, registered in the system or not."""
    for year, base in obliged(world).items():
        found = [registration(world, seat) for seat in base]
        too_few = {
            "zending: minder dan 18": sum(one.in_zending and one.zending < MINIMUM for one in found),
            "W-code: minder dan 18": sum(one.in_w_codes and one.w_codes < MINIMUM for one in found),
        }
        for category, count in too_few.items():
            yield cell({"publicatie": "txt_003", "schooljaar": year, "categorie": category}, count, len(base))


def txt_005(world: World) -> Iterator[Cell]:
    sixth = [seat for seat in seats(world) if seat.in_stage and (seat.onderwijsvorm, seat.leerjaar) == ("TSO", 6)]
    for year, base in by_school_year(sixth).items():
        groups = {seat.groep for seat in base}
        obliged_groups = {seat.groep for seat in base if seat.verplicht}
        key = {"publicatie": "txt_005", "schooljaar": year, "onderwijsvorm": "TSO", "leerjaar": "6"}
        yield cell(key | {"categorie": "groepen met stageverplichting"}, len(obliged_groups), len(groups))


def txt_006(world: World) -> Iterator[Cell]:
    for year, base in pupils(world).items():
        institutions = {seat.instellingsnummer for seat in base}
        filing = {row["instellingsnummer"] for row in world.rows["zending_stage", year]}
        key = {"publicatie": "txt_006", "schooljaar": year, "categorie": "instellingen met zending"}
        yield cell(key, len(institutions & filing), len(institutions))


def txt_007(world: World) -> Iterator[Cell]:
    for year, base in pupils(world).items():
        found = [registration(world, seat) for seat in base]
        both = [one for one in found if one.source == "beide"]
        counts = {
            "gelijk": [one for one in both if one.w_codes == one.zending],
            "binnen 5": [one for one in both if abs(one.w_codes - one.zending) <= TOLERANCE],
            "W-code hoger": [one for one in both if one.w_codes > one.zending],
        }
        for category, agreeing in counts.items() if both else ():
            key = {"publicatie": "txt_007", "schooljaar": year, "categorie": category}
            yield cell(key, len(agreeing), len(both))


def txt_016(world: World) -> Iterator[Cell]:
    in_stage = [seat for seat in seats(world) if seat.in_stage and seat.schooljaar in stage_years(world)]
    for year, base in by_school_year(in_stage).items():
        key = {"publicatie": "txt_016", "schooljaar": year}
        in_areas = [seat for seat in base if seat.studiegebied in AREAS]
        yield cell(key | {"categorie": "leerlingen in 3 studiegebieden"}, len(in_areas), len(base))
        interns, of_areas = (len(registered(world, some)) for some in (base, in_areas))
        if interns:
            yield cell(key | {"categorie": "stageleerlingen in 3 studiegebieden"}, of_areas, interns)
        schools = {seat.instellingsnummer for seat in base}
        with_areas = {seat.instellingsnummer for seat in in_areas}
        yield cell(key | {"categorie": "instellingen met 3 studiegebieden"}, len(with_areas), len(schools))


def txt_018(world: World) -> Iterator[Cell]:
    seventh = [seat for seat in seats(world) if seat.in_stage and (seat.onderwijsvorm, seat.leerjaar) == ("BSO", 7)]
    for year, base in by_school_year(seventh).items():
        key = {"publicatie": "txt_018", "schooljaar": year, "onderwijsvorm": "BSO", "leerjaar": "7"}
        nameless = [seat for seat in base if seat.naamloos]
        yield cell(key | {"categorie": "naamloos"}, len(nameless), len(base))
        yield cell(key | {"categorie": "andere"}, len(base) - len(nameless), len(base))


def txt_030(world: World) -> Iterator[Cell]:
    for year, everyone in obliged(world).items():
        for form, leerjaar in (("BSO", 6), ("BSO", 7), ("TSO", 6)):
            base = [seat for seat in everyone if (seat.onderwijsvorm, seat.leerjaar) == (form, leerjaar)]
            if base:
                key = {"publicatie": "txt_030", "schooljaar": year, "onderwijsvorm": form, "leerjaar": str(leerjaar)}
                missing = len(base) - len(registered(world, base))
                yield cell(key | {"categorie": "geen stageregistratie"}, missing, len(base))
