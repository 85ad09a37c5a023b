"""Reference cells on dual learning: P_DUAL_ALL and P_DUAL_3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.oracle.cells import Cell, World, cell
from tests.oracle.seats import THIRD_GRADE, Seat, by_school_year, seats

PROVIDERS = ("VOLTIJDS", "DBSO", "SYNTRA", "BUSO")
SYNTRA_FROM = "2019-2020"
SIZES = ("1", "2", "3", "4", "5", "6-10", "11 of meer")


def fig_04(world: World) -> Iterator[Cell]:
    for year, base in by_school_year([seat for seat in seats(world) if seat.duaal]).items():
        for provider in (*PROVIDERS, "alle"):
            count = sum(provider in (seat.aanbieder, "alle") for seat in base)
            key = {"publicatie": "fig_04", "schooljaar": year, "aanbieder": provider, "categorie": "leerlingen"}
            yield cell(key, count, len(base))


def by_year_and_provider(world: World, publicatie: str) -> Iterator[tuple[dict[str, str], list[Seat]]]:
    """P_DUAL_3, SYNTRA from 2019-2020 on; what is empty is left out."""
    for year, of_year in by_school_year([seat for seat in seats(world) if seat.in_dual_3]).items():
        for provider in PROVIDERS:
            if provider == "SYNTRA" and year < SYNTRA_FROM:
                continue
            base = [seat for seat in of_year if seat.aanbieder == provider]
            if base:
                yield {"publicatie": publicatie, "schooljaar": year, "aanbieder": provider}, base


def fig_05(world: World) -> Iterator[Cell]:
    for key, base in by_year_and_provider(world, "fig_05"):
        counts = Counter((seat.onderwijsvorm, seat.leerjaar) for seat in base)
        for form, leerjaar in sorted(THIRD_GRADE):
            full_key = key | {"onderwijsvorm": form, "leerjaar": str(leerjaar), "categorie": "leerlingen"}
            yield cell(full_key, counts[form, leerjaar], len(base))


def fig_06(world: World) -> Iterator[Cell]:
    for key, base in by_year_and_provider(world, "fig_06"):
        for area, count in Counter(seat.studiegebied for seat in base).items():
            yield cell(key | {"studiegebied": area, "categorie": "leerlingen"}, count, len(base))


def fig_07(world: World) -> Iterator[Cell]:
    for key, base in by_year_and_provider(world, "fig_07"):
        institutions = len({seat.instellingsnummer for seat in base})
        groups = len({seat.groep for seat in base})
        yield cell(key | {"categorie": "instellingen"}, institutions, institutions)
        yield cell(key | {"categorie": "administratieve groepen"}, groups, groups)


def size_class(pupils: int) -> str:
    if pupils <= 5:
        return str(pupils)
    return "6-10" if pupils <= 10 else "11 of meer"


def fig_08(world: World) -> Iterator[Cell]:
    for key, base in by_year_and_provider(world, "fig_08"):
        units = Counter((seat.instellingsnummer, seat.groep) for seat in base)
        sizes = Counter(size_class(pupils) for pupils in units.values())
        for size in SIZES:
            yield cell(key | {"categorie": size}, sizes[size], len(units))
        yield cell(key | {"categorie": "leerlingen per groep"}, len(base), len(units))


def txt_017(world: World) -> Iterator[Cell]:
    dbso = [seat for seat in seats(world) if seat.in_dual_3 and seat.aanbieder == "DBSO"]
    for year, base in by_school_year(dbso).items():
        key = {"publicatie": "txt_017", "schooljaar": year, "aanbieder": "DBSO"}
        linear = sum(seat.lineair for seat in base)
        yield cell(key | {"categorie": "lineair"}, linear, len(base))
        yield cell(key | {"categorie": "modulair"}, len(base) - linear, len(base))
