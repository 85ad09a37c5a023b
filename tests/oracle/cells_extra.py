"""Reference cells beyond the report: TSO without obligation, the fields of the filings, leavers by background."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.cells import FORMS, Cell, Leaver, Row, World, by_year, cell
from tests.oracle.cells_awards import first_regular, obtained, share, with_awards
from tests.oracle.cells_stage import registrations, stage_years
from tests.oracle.seats import Seat

WITHOUT_DUTY = {"onderwijsvorm": "TSO", "stageverplichting": "zonder"}
OPTIONAL_FIELDS = (
    "stagegever_kbo",
    "sector",
    "contract",
    "begindatum",
    "einddatum",
    "halve_dagen",
    "medisch_onderzoek",
)
BACKGROUND = {
    "geslacht": ("M", "V", "X"),
    "nationaliteit": ("BE", "EU", "NIET-EU", "onbekend"),
    "thuistaal_niet_nl": ("J", "N", "onbekend"),
    "schooltoelage": ("J", "N", "onbekend"),
    "opleiding_moeder_laag": ("J", "N", "onbekend"),
    "buurt_schoolse_vertraging": ("J", "N", "onbekend"),
}


def is_registered(world: World, leerling_id: str, schooljaar: str) -> bool:
    """R20."""
    found = registrations(world).get((leerling_id, schooljaar))
    return found is not None and found.registered


def ext_02(world: World) -> Iterator[Cell]:
    def without_duty(seat: Seat) -> bool:
        return (seat.onderwijsvorm, seat.stageverplichting) == ("TSO", "zonder")

    for year, firsts in with_awards(world, first_regular(world, 6)).items():
        if year not in stage_years(world):
            continue
        key = {"publicatie": "ext_02", "schooljaar": year, "leerjaar": "6"} | WITHOUT_DUTY
        for name, wanted in (("met", True), ("zonder", False)):
            base = [s for s in firsts if without_duty(s) and is_registered(world, s.leerling_id, year) == wanted]
            category = f"{name} stageregistratie: studiebewijs behaald"
            yield from share(key, category, base, lambda seat: obtained(world, seat))


def ext_03(world: World) -> Iterator[Cell]:
    """The base of the share in work in K8 is whoever is available then."""
    everyone = [x for x in world.complete_leavers if (x.onderwijsvorm, x.stageverplichting) == ("TSO", "zonder")]
    for years, leavers in by_year(everyone):
        year = years["schooljaar"]
        if year not in stage_years(world):
            continue
        key = {"publicatie": "ext_03"} | years | WITHOUT_DUTY
        for name, wanted in (("met", True), ("zonder", False)):
            base = [x for x in leavers if is_registered(world, x.leerling_id, year) == wanted]
            available = [x for x in base if world.is_available(x, 8)]
            if base:
                starters = sum(world.is_available(x, 1) for x in base)
                yield cell(key | {"categorie": f"{name}: start in K1"}, starters, len(base))
            if available:
                workers = sum(world.status(x, 8) == "werkend" for x in available)
                yield cell(key | {"categorie": f"{name}: werkend in K8"}, workers, len(available))


def ext_04(world: World) -> Iterator[Cell]:
    """All delivered school years; a text of spaces is filled, an invalid company number is not."""
    for year in world.periods("zending_stage"):
        rows = world.rows["zending_stage", year]
        for name in OPTIONAL_FIELDS if rows else ():
            key = {"publicatie": "ext_04", "schooljaar": year, "categorie": name}
            yield cell(key, sum(row[name] is not None for row in rows), len(rows))


def backgrounds(world: World, leavers: list[Leaver]) -> list[tuple[Leaver, Row]]:
    """Each with the row of leerlingen of the exit year; without one, no birth date and so no leaver (R07)."""
    rows = {
        (row["leerling_id"], year): row
        for year in world.periods("leerlingen")
        for row in world.rows["leerlingen", year]
    }
    return [(leaver, rows[leaver.leerling_id, leaver.exit_year]) for leaver in leavers]


def ext_05(world: World) -> Iterator[Cell]:
    for years, of_year in by_year(world.complete_leavers):
        known = backgrounds(world, of_year)
        for form in FORMS:
            for feature, values in BACKGROUND.items():
                for value in values:
                    base = [x for x, row in known if x.onderwijsvorm == form and (row[feature] or "onbekend") == value]
                    for k in (1, 4, 8) if base else ():
                        key = {"publicatie": "ext_05"} | years | {"onderwijsvorm": form, "kwartaal": str(k)}
                        for status in ("werkend", "werkzoekend"):
                            count = sum(world.status(leaver, k) == status for leaver in base)
                            yield cell(key | {"categorie": f"{feature}: {value}: {status}"}, count, len(base))
