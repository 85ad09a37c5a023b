"""Reference cells on work, who leaves it again, and internship employers: R60-R64, R70, R71."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from tests.oracle.cells import (
    QUARTERS_OF_WINDOW,
    Cell,
    Leaver,
    Row,
    Selection,
    World,
    by_form_and_area,
    by_group,
    by_year,
    cell,
    distribution,
    main_job,
    pooled,
    quarter_of_window,
)

TYPES = {"F": "voltijds", "P": "deeltijds", "S": "kort of onregelmatig", "I": "onbepaald"}
CLASSES = {"1": "arbeider", "2": "bediende", "3": "ambtenaar", "4": "andere"}
NUMBERS = ("1", "2", "3 of meer")
WITHOUT_WORK = ("werkzoekend", "niet beschikbaar")

Characteristic = Callable[[World, Leaver, int], str]


def at(leaver: Leaver, k: int) -> tuple[str, str]:
    return leaver.leerling_id, quarter_of_window(leaver.exit_year, k)


def jobs_of(world: World, leaver: Leaver, k: int) -> list[Row]:
    """Wage jobs only."""
    return world.wage_jobs.get(at(leaver, k), [])


def is_self_employed(world: World, leaver: Leaver, k: int) -> bool:
    return at(leaver, k) in world.self_employed


def without_work(world: World, leaver: Leaver, k: int) -> str:
    return "werkzoekend" if at(leaver, k) in world.job_seekers else "niet beschikbaar"


def type_at_employer(lines: list[Row]) -> str:
    """R60: of the line active on the last day, several by R63; none active: the latest line."""
    active = [line for line in lines if line["laatste_dag"] == "J"]
    line = main_job(active) if active else max(lines, key=lambda job: job["volgnr"])
    return TYPES[line["t_prest"]]


def prestatietype(world: World, leaver: Leaver, k: int) -> str:
    """R60: self-employment counts only where there is no wage job."""
    jobs = jobs_of(world, leaver, k)
    types = {
        type_at_employer([job for job in jobs if job["bce_kbo"] == employer])
        for employer in {job["bce_kbo"] for job in jobs}
    }
    if types:
        return types.pop() if len(types) == 1 else "mix"
    return "zelfstandige" if is_self_employed(world, leaver, k) else without_work(world, leaver, k)


def werknemersklasse(world: World, leaver: Leaver, k: int) -> str:
    """R61: self-employment is a class among the others."""
    found = {CLASSES[job["clatra"]] for job in jobs_of(world, leaver, k)}
    if is_self_employed(world, leaver, k):
        found.add("zelfstandige")
    if found:
        return found.pop() if len(found) == 1 else "mix"
    return without_work(world, leaver, k)


def employers(world: World, leaver: Leaver, k: int) -> str:
    """R62: self-employment is one employer more."""
    number = len({job["bce_kbo"] for job in jobs_of(world, leaver, k)}) + is_self_employed(world, leaver, k)
    if number:
        return str(number) if number < 3 else "3 of meer"
    return without_work(world, leaver, k)


def characteristics(
    world: World,
    publicatie: str,
    selections: list[Selection],
    categories: tuple[str, ...],
    characteristic: Characteristic,
) -> Iterator[Cell]:
    """The base is fixed: who starts in K1, also in K5 and K8."""
    for key, base in selections:
        for k in (1, 5, 8):

            def category(leaver: Leaver, k: int = k) -> str:
                return characteristic(world, leaver, k)

            full_key = {"publicatie": publicatie} | key | {"kwartaal": str(k)}
            yield from distribution(full_key, base, (*categories, *WITHOUT_WORK), category)


def bso_areas(leavers: list[Leaver]) -> list[Selection]:
    return by_form_and_area(by_year(leavers), ["BSO"])


def fig_27(world: World) -> Iterator[Cell]:
    categories = (*TYPES.values(), "mix", "zelfstandige")
    return characteristics(world, "fig_27", by_year(world.starters), categories, prestatietype)


def fig_28(world: World) -> Iterator[Cell]:
    categories = (*TYPES.values(), "mix", "zelfstandige")
    return characteristics(world, "fig_28", bso_areas(world.starters), categories, prestatietype)


def fig_29(world: World) -> Iterator[Cell]:
    categories = (*CLASSES.values(), "zelfstandige", "mix")
    return characteristics(world, "fig_29", by_year(world.starters), categories, werknemersklasse)


def fig_30(world: World) -> Iterator[Cell]:
    categories = (*CLASSES.values(), "zelfstandige", "mix")
    return characteristics(world, "fig_30", bso_areas(world.starters), categories, werknemersklasse)


def fig_31(world: World) -> Iterator[Cell]:
    return characteristics(world, "fig_31", by_year(world.starters), NUMBERS, employers)


def txt_031(world: World) -> Iterator[Cell]:
    return characteristics(world, "txt_031", bso_areas(world.starters), NUMBERS, employers)


def txt_032(world: World) -> Iterator[Cell]:
    """Of those available in the quarter before; both quarters are delivered, the cohort need not be complete."""
    for key, leavers in by_year(world.leavers):
        for k in QUARTERS_OF_WINDOW[1:]:
            if not {quarter_of_window(key["schooljaar"], number) for number in (k - 1, k)} <= world.quarters:
                continue
            base = [leaver for leaver in leavers if world.is_available(leaver, k - 1)]
            if base:
                gone = [leaver for leaver in base if not world.is_available(leaver, k)]
                full_key = {"publicatie": "txt_032"} | key | {"kwartaal": str(k)}
                yield cell(full_key | {"categorie": "weer van de arbeidsmarkt"}, len(gone), len(base))


def txt_033(world: World) -> Iterator[Cell]:
    """Of those whose main job is in PC 322, those whose main job is in its subcommittee 322.01."""
    for key, base in by_form_and_area(pooled(world), ["BSO"]):
        for k in (1, 8):
            committees = [main_job(jobs)["nr_cp"] for leaver in base if (jobs := jobs_of(world, leaver, k))]
            of_322 = [number for number in committees if number[:3] == "322"]
            if of_322:
                full_key = {"publicatie": "txt_033"} | key | {"kwartaal": str(k), "categorie": "322.01"}
                yield cell(full_key, of_322.count("322.01"), len(of_322))


# --- internship employers --------------------------------------------------------------------------


@lru_cache(maxsize=2)
def filed_numbers(world: World) -> dict[str, list[tuple[str, str]]]:
    """Per pupil the valid company numbers in zending_stage, each with its school year."""
    result: dict[str, list[tuple[str, str]]] = {}
    for year in world.periods("zending_stage"):
        for row in world.rows["zending_stage", year]:
            if row["stagegever_kbo"] is not None:
                result.setdefault(row["leerling_id"], []).append((year, row["stagegever_kbo"]))
    return result


def internship_numbers(world: World, leaver: Leaver) -> set[str]:
    """R70: those of school years up to and including the exit year."""
    filed = filed_numbers(world).get(leaver.leerling_id, [])
    return {number for year, number in filed if year <= leaver.exit_year}


def first_employers(world: World, leaver: Leaver) -> set[str]:
    """The employers of the first quarter with a wage job; none without such a quarter."""
    for k in QUARTERS_OF_WINDOW:
        jobs = jobs_of(world, leaver, k)
        if jobs:
            return {job["bce_kbo"] for job in jobs}
    return set()


def employees(world: World) -> list[Leaver]:
    """Leavers of complete cohorts with a wage job in K1-K8."""
    return [leaver for leaver in world.complete_leavers if first_employers(world, leaver)]


def numbered(world: World, leavers: list[Leaver]) -> list[Leaver]:
    return [leaver for leaver in leavers if internship_numbers(world, leaver)]


def at_internship_employer(world: World, publicatie: str, selections: list[Selection]) -> Iterator[Cell]:
    for key, base in selections:
        if base:
            stayed = [x for x in base if first_employers(world, x) & internship_numbers(world, x)]
            full_key = {"publicatie": publicatie} | key | {"categorie": "eerste werkgever is stagegever"}
            yield cell(full_key, len(stayed), len(base))


def fig_32(world: World) -> Iterator[Cell]:
    selections = by_year(numbered(world, employees(world)))
    return at_internship_employer(world, "fig_32", [*selections, *by_group(selections)])


def fig_33(world: World) -> Iterator[Cell]:
    return at_internship_employer(world, "fig_33", bso_areas(numbered(world, employees(world))))


def txt_015(world: World) -> Iterator[Cell]:
    """All complete cohorts together; absent when zending_stage is not delivered for any year."""
    years = [year for year in world.exit_years if world.is_complete(year)]
    if not years or not world.periods("zending_stage"):
        return
    everyone: list[Selection] = [({"schooljaar": f"{years[0]}..{years[-1]}"}, employees(world))]
    for key, base in [*everyone, *by_group(everyone), *by_form_and_area(everyone, ["BSO"])]:
        if base:
            full_key = {"publicatie": "txt_015"} | key | {"categorie": "stagenummer bekend"}
            yield cell(full_key, len(numbered(world, base)), len(base))
