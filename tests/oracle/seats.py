"""Count-day enrolments with what their group says, and the populations that are made of them."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from tests.oracle.cells import World, age_on, count_day

THIRD_GRADE = {("BSO", 5), ("BSO", 6), ("BSO", 7), ("TSO", 5), ("TSO", 6)}


class Seat(NamedTuple):
    """R02: the one enrolment of a pupil that counts for a school year."""

    leerling_id: str
    schooljaar: str
    aanbieder: str
    lineair: bool
    instellingsnummer: str
    groep: int
    onderwijsvorm: str
    leerjaar: int
    studiegebied: str
    verplicht: bool
    duaal: bool
    aanloopfase: bool
    naamloos: bool
    se_n_se: bool
    age: int | None
    rule: str | None

    @property
    def in_stage(self) -> bool:
        """P_STAGE: R01-R08."""
        return self.rule in (None, "R09")

    @property
    def in_goal(self) -> bool:
        """P_GOAL: R01-R09."""
        return self.rule is None

    @property
    def with_obligation(self) -> bool:
        """P_OBL, by the flag of the group."""
        return self.in_goal and self.leerjaar in (6, 7) and self.verplicht

    @property
    def stageverplichting(self) -> str:
        """R11: every BSO enrolment is `met`, whatever the flag."""
        return "met" if self.onderwijsvorm == "BSO" or self.verplicht else "zonder"

    @property
    def young_enough(self) -> bool:
        """R07."""
        return self.age is not None and (self.age < 25 or (self.age == 25 and self.leerjaar == 7))

    @property
    def in_dual_goal(self) -> bool:
        """P_DUAL_GOAL."""
        return (
            self.aanbieder == "VOLTIJDS"
            and self.lineair
            and self.young_enough
            and not self.se_n_se
            and not self.naamloos
            and self.onderwijsvorm == "BSO"
            and self.leerjaar in (5, 6, 7)
            and self.duaal
            and not self.aanloopfase
        )

    @property
    def in_dual_3(self) -> bool:
        """P_DUAL_3: no linear filter, no age cap."""
        return (
            self.duaal
            and self.aanbieder != "BUSO"
            and (self.onderwijsvorm, self.leerjaar) in THIRD_GRADE
            and not self.aanloopfase
        )


@lru_cache(maxsize=2)
def seats(world: World) -> tuple[Seat, ...]:
    """All of them but those whose group is no longer there: they are in no population."""
    result = []
    for leerling_id, by_year in world.count_day_enrolments.items():
        for year, (row, rule) in by_year.items():
            group = world.groups.get(row["administratieve_groep"])
            if group is None:
                continue
            birth_date = world.birth_dates.get((leerling_id, year))
            result.append(
                Seat(
                    leerling_id=leerling_id,
                    schooljaar=year,
                    aanbieder=row["aanbieder"],
                    lineair=row["stelsel"] == "LINEAIR",
                    instellingsnummer=row["instellingsnummer"],
                    groep=row["administratieve_groep"],
                    onderwijsvorm=group["onderwijsvorm"],
                    leerjaar=group["leerjaar"],
                    studiegebied=group["studiegebied"],
                    verplicht=group["stageverplichting"] == "J",
                    duaal=group["duaal"] == "J",
                    aanloopfase=group["aanloopfase"] == "J",
                    naamloos=group["naamloos"] == "J",
                    se_n_se=group["se_n_se"] == "J",
                    age=None if birth_date is None else age_on(count_day(year), birth_date),
                    rule=rule,
                )
            )
    return tuple(result)


@lru_cache(maxsize=2)
def seats_of_pupils(world: World) -> dict[str, dict[str, Seat]]:
    """Per pupil and school year."""
    result: dict[str, dict[str, Seat]] = defaultdict(dict)
    for seat in seats(world):
        result[seat.leerling_id][seat.schooljaar] = seat
    return result


def by_school_year(chosen: list[Seat]) -> dict[str, list[Seat]]:
    result: dict[str, list[Seat]] = defaultdict(list)
    for seat in chosen:
        result[seat.schooljaar].append(seat)
    return dict(sorted(result.items()))


def next_year(schooljaar: str) -> str:
    return f"{int(schooljaar[:4]) + 1}-{int(schooljaar[5:]) + 1}"
