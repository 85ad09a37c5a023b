"""Reference cells on higher education: the delivered aggregates, and R72."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.cells import QUARTERS_OF_WINDOW, Cell, World, by_group, by_year, cell, quarter_of_window

STREAMS = {"BSO": ("BSO", "nee"), "TSO": ("TSO", "nee"), "BSO_DUAAL": ("BSO", "ja")}
FIRST_PROGRAMME = {
    "graduaat": ("doorgestroomd", "GRADUAAT"),
    "PBA": ("doorgestroomd", "PBA"),
    "ABA": ("doorgestroomd", "ABA"),
    "overig": ("doorgestroomd", "OVERIG"),
    "niet doorgestroomd": ("niet_doorgestroomd", None),
}
PROGRAMMES = {"graduaat": "GRADUAAT", "PBA": "PBA", "ABA": "ABA"}
LATER = {"einde jaar 1": "jaar1_einde", "jaar 2": "jaar2"}

Counts = dict[tuple[str, str | None], int]


def area_name(studiegebied: str) -> str:
    return "alle" if studiegebied == "Totaal" else studiegebied


def doorstroom(world: World, publicatie: str) -> Iterator[tuple[dict[str, str], Counts]]:
    """Per school year, stream and area the counts by maat and opleidingstype."""
    for year in world.periods("doorstroom_ho"):
        tables: dict[tuple[str, str], Counts] = {}
        for row in world.rows["doorstroom_ho", year]:
            counts = tables.setdefault((row["stroom"], row["studiegebied"]), {})
            counts[row["maat"], row["opleidingstype"]] = row["aantal"]
        for (stream, area), counts in tables.items():
            form, dual = STREAMS[stream]
            key = {"publicatie": publicatie, "schooljaar": year, "onderwijsvorm": form, "duaal": dual}
            yield key | {"studiegebied": area_name(area)}, counts


def tab_3(world: World) -> Iterator[Cell]:
    for key, counts in doorstroom(world, "tab_3"):
        graduates = counts.get(("gediplomeerd", None), 0)
        for category, what in FIRST_PROGRAMME.items() if graduates else ():
            yield cell(key | {"categorie": category}, counts.get(what, 0), graduates)


def tab_4(world: World) -> Iterator[Cell]:
    """A study area without its number of graduates has no cells."""
    for key, counts in doorstroom(world, "tab_4"):
        if ("gediplomeerd", None) not in counts:
            continue
        for name, programme in PROGRAMMES.items():
            first_year = counts.get(("jaar1", programme), 0)
            for moment, measure in LATER.items() if first_year else ():
                stayed = counts.get((measure, programme), 0)
                yield cell(key | {"categorie": f"{name}: {moment}"}, stayed, first_year)


def txt_hbo5(world: World) -> Iterator[Cell]:
    for year in world.periods("hbo5_verpleegkunde"):
        for row in world.rows["hbo5_verpleegkunde", year]:
            key = {"publicatie": "txt_hbo5", "schooljaar": year, "onderwijsvorm": row["onderwijsvorm"]}
            key |= {"studiegebied": area_name(row["studiegebied"])}
            if row["gediplomeerden"]:
                key |= {"categorie": "doorgestroomd naar HBO5 verpleegkunde"}
                yield cell(key, row["doorgestroomd"], row["gediplomeerden"])


# --- pupil level -----------------------------------------------------------------------------------


def days_of(quarter: str) -> tuple[date, date]:
    """First and last day of a quarter such as 2017Q3."""
    year, number = int(quarter[:4]), int(quarter[5])
    next_start = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return date(year, 3 * number - 2, 1), next_start - timedelta(days=1)


def academic_year(quarter: str) -> str:
    """The one of 1 October - 30 September that holds the whole quarter."""
    year = int(quarter[:4])
    return f"{year}-{year + 1}" if quarter.endswith("Q4") else f"{year - 1}-{year}"


def students_in(world: World, quarter: str) -> set[str]:
    """R72: pupils with a diploma contract open on any day of the quarter, of any delivered academic year."""
    first, last = days_of(quarter)
    result = set()
    for period in world.periods("inschrijvingen_ho"):
        for row in world.rows["inschrijvingen_ho", period]:
            end = row["uitschrijvingsdatum"] or date(int(period[5:]), 9, 30)
            is_open = max(first, row["inschrijvingsdatum"]) <= min(last, end)
            if row["contract"] == "DIPLOMA" and is_open:
                result.add(row["leerling_id"])
    return result


def ext_01(world: World) -> Iterator[Cell]:
    """Delivered quarters that lie in a delivered academic year."""
    academic_years = world.periods("inschrijvingen_ho")
    for key, leavers in by_group(by_year(world.leavers)):
        for k in QUARTERS_OF_WINDOW:
            quarter = quarter_of_window(key["schooljaar"], k)
            if quarter not in world.quarters or academic_year(quarter) not in academic_years:
                continue
            base = [leaver for leaver in leavers if not world.is_available(leaver, k)]
            if base:
                students = students_in(world, quarter)
                full_key = {"publicatie": "ext_01"} | key | {"kwartaal": str(k), "categorie": "hoger onderwijs"}
                yield cell(full_key, sum(leaver.leerling_id in students for leaver in base), len(base))
