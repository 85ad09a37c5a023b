"""Reference cells on qualifications: R30-R33, R36, R37."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.oracle.cells import AREAS, GROUPS, Cell, World, cell
from tests.oracle.seats import Seat, by_school_year, next_year, seats_of_pupils

OBTAINED = "studiebewijs behaald"
ENOUGH = {
    ("TSO", 6): {"DIPLOMA_SO"},
    ("BSO", 6): {"STUDIEGETUIGSCHRIFT_6"},
    ("BSO", 7): {"DIPLOMA_SO", "STUDIEGETUIGSCHRIFT_7"},
}


def obtained(world: World, seat: Seat) -> bool:
    """R31: a qualification of the same pupil and school year, of whatever group."""
    enough = ENOUGH.get((seat.onderwijsvorm, seat.leerjaar), set())
    awards = world.qualifications.get(seat.leerling_id, [])
    return any(year == seat.schooljaar and what in enough for year, what in awards)


def first_seats(world: World, leerjaar: int, population: Callable[[Seat], bool]) -> list[Seat]:
    """Per pupil the earliest seat of the population in that year of study."""
    result = []
    for by_year in seats_of_pupils(world).values():
        mine = [seat for seat in by_year.values() if seat.leerjaar == leerjaar and population(seat)]
        if mine:
            result.append(min(mine, key=lambda seat: seat.schooljaar))
    return result


def first_regular(world: World, leerjaar: int) -> list[Seat]:
    """R30. In leerjaar 6 the first of BSO and TSO together; only BSO has a leerjaar 7 in P_GOAL."""
    return first_seats(world, leerjaar, lambda seat: seat.in_goal)


def first_dual(world: World, leerjaar: int) -> list[Seat]:
    """R33."""
    return first_seats(world, leerjaar, lambda seat: seat.in_dual_goal)


def with_awards(world: World, firsts: list[Seat]) -> dict[str, list[Seat]]:
    """Per school year for which kwalificaties is delivered."""
    delivered = world.periods("kwalificaties")
    return by_school_year([seat for seat in firsts if seat.schooljaar in delivered])


def share(key: dict[str, str], category: str, base: list[Seat], counts: Callable[[Seat], bool]) -> Iterator[Cell]:
    if base:
        yield cell(key | {"categorie": category}, sum(counts(seat) for seat in base), len(base))


def by_area(base: list[Seat]) -> dict[str, list[Seat]]:
    """All, and the three areas."""
    return {"alle": base} | {area: [seat for seat in base if seat.studiegebied == area] for area in AREAS}


def destination(world: World, seat: Seat) -> Seat | None:
    """R32: the seat of the next school year, if it is in P_GOAL or P_DUAL_GOAL and in BSO 7."""
    after = seats_of_pupils(world)[seat.leerling_id].get(next_year(seat.schooljaar))
    if after is None or (after.onderwijsvorm, after.leerjaar) != ("BSO", 7):
        return None
    return after if after.in_goal or after.in_dual_goal else None


def fig_11(world: World) -> Iterator[Cell]:
    for year, firsts in with_awards(world, first_regular(world, 6)).items():
        for form, duty in GROUPS:
            key = {"publicatie": "fig_11", "schooljaar": year, "leerjaar": "6"}
            key |= {"onderwijsvorm": form, "stageverplichting": duty}
            base = [seat for seat in firsts if (seat.onderwijsvorm, seat.stageverplichting) == (form, duty)]
            yield from share(key, OBTAINED, base, lambda seat: obtained(world, seat))


def ready_for_seventh(world: World, firsts: list[Seat]) -> dict[str, list[Seat]]:
    """Those of BSO 6 with their certificate, where the next school year is known."""
    known = world.periods("inschrijvingen")
    return {
        year: [seat for seat in base if seat.onderwijsvorm == "BSO" and obtained(world, seat)]
        for year, base in with_awards(world, firsts).items()
        if next_year(year) in known
    }


def fig_12(world: World) -> Iterator[Cell]:
    for year, ready in ready_for_seventh(world, first_regular(world, 6)).items():
        for area, base in by_area(ready).items():
            key = {"publicatie": "fig_12", "schooljaar": year, "studiegebied": area}
            key |= {"onderwijsvorm": "BSO", "leerjaar": "6"}
            yield from share(key, "doorgestroomd naar 7", base, lambda seat: destination(world, seat) is not None)


def fig_13(world: World) -> Iterator[Cell]:
    for year, firsts in with_awards(world, first_regular(world, 7)).items():
        for area, base in by_area(firsts).items():
            key = {"publicatie": "fig_13", "schooljaar": year, "studiegebied": area}
            key |= {"onderwijsvorm": "BSO", "leerjaar": "7"}
            yield from share(key, OBTAINED, base, lambda seat: obtained(world, seat))


def dual_key(publicatie: str, year: str, leerjaar: int) -> dict[str, str]:
    key = {"publicatie": publicatie, "schooljaar": year, "leerjaar": str(leerjaar)}
    return key | {"onderwijsvorm": "BSO", "duaal": "ja"}


def fig_14(world: World) -> Iterator[Cell]:
    for year, firsts in with_awards(world, first_dual(world, 6)).items():
        yield from share(dual_key("fig_14", year, 6), OBTAINED, firsts, lambda seat: obtained(world, seat))


def fig_15(world: World) -> Iterator[Cell]:
    """The school year is that of the seventh year."""
    for year, base in ready_for_seventh(world, first_dual(world, 6)).items():
        after = [destination(world, seat) for seat in base]
        arrived = [seat for seat in after if seat is not None]
        dual = sum(seat.duaal for seat in arrived)
        counts = {"duaal": dual, "niet duaal": len(arrived) - dual, "totaal": len(arrived)}
        for category, count in counts.items() if base else ():
            yield cell(dual_key("fig_15", next_year(year), 7) | {"categorie": category}, count, len(base))


def fig_16(world: World) -> Iterator[Cell]:
    for year, firsts in with_awards(world, first_dual(world, 7)).items():
        yield from share(dual_key("fig_16", year, 7), OBTAINED, firsts, lambda seat: obtained(world, seat))


def txt_019(world: World) -> Iterator[Cell]:
    """Needs no kwalificaties."""

    def was_regular_before(seat: Seat) -> bool:
        return any(
            other.schooljaar < seat.schooljaar
            and other.aanbieder == "VOLTIJDS"
            and not other.duaal
            and other.leerjaar == seat.leerjaar
            and other.onderwijsvorm in ("BSO", "TSO")
            for other in seats_of_pupils(world)[seat.leerling_id].values()
        )

    for leerjaar in (6, 7):
        for year, firsts in by_school_year(first_dual(world, leerjaar)).items():
            category = "eerder niet-duaal in hetzelfde leerjaar"
            yield from share(dual_key("txt_019", year, leerjaar), category, firsts, was_regular_before)


# --- Se-n-Se ---------------------------------------------------------------------------------------


def first_diplomas(world: World) -> list[Seat]:
    """R36: the seat of the school year of the first diploma, if there is one."""
    result = []
    for leerling_id, awards in world.qualifications.items():
        years = [year for year, what in awards if what == "DIPLOMA_SO"]
        by_year = seats_of_pupils(world).get(leerling_id, {})
        if years and min(years) in by_year:
            result.append(by_year[min(years)])
    return result


def tab_2(world: World) -> Iterator[Cell]:
    """R37."""

    def passed_on(seat: Seat) -> bool:
        after = seats_of_pupils(world)[seat.leerling_id].get(next_year(seat.schooljaar))
        return after is not None and after.onderwijsvorm == "TSO" and after.se_n_se

    def certified(seat: Seat) -> bool:
        return (next_year(seat.schooljaar), "CERTIFICAAT_SENSE") in world.qualifications[seat.leerling_id]

    diplomas = first_diplomas(world)
    ends = {"TSO": 6, "BSO": 7}
    regular = [seat for seat in diplomas if seat.in_goal and ends[seat.onderwijsvorm] == seat.leerjaar]
    dual = [seat for seat in diplomas if seat.in_dual_goal and seat.leerjaar == 7]
    for year in world.periods("inschrijvingen"):
        if next_year(year) not in world.periods("inschrijvingen"):
            continue
        selections = [
            ("nee", form, area, base)
            for form in ("BSO", "TSO")
            for area, base in by_area([s for s in regular if (s.schooljaar, s.onderwijsvorm) == (year, form)]).items()
        ]
        selections.append(("ja", "BSO", "alle", [seat for seat in dual if seat.schooljaar == year]))
        for duaal, form, area, base in selections:
            key = {"publicatie": "tab_2", "schooljaar": year, "onderwijsvorm": form, "duaal": duaal}
            key |= {"studiegebied": area}
            yield from share(key, "doorstroom Se-n-Se", base, passed_on)
            if next_year(year) in world.periods("kwalificaties"):
                entrants = [seat for seat in base if passed_on(seat)]
                yield from share(key, "studiebewijs Se-n-Se", entrants, certified)
