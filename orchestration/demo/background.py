"""Background characteristics: the dataset `leerlingen`, and the birth dates behind it.

Pupils within the age cap stay within it; the few outside it are over age, or have no birth date, or no row at all.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.careers import OUT, Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import assign, pick

THIRD_GRADE_AGE = 16  # in the calendar year in which the fifth year starts
OLDEST = 23  # in the calendar year in which the last school year starts: below the cap of any year
OVER_AGE = 27


@dataclass(frozen=True)
class Background:
    """One value per pupil; the school allowance alone changes over the years."""

    birth: np.ndarray  # day number
    written: pa.Array  # as written: the day, or day and month, may be 00
    sex: np.ndarray
    nationality: np.ndarray
    not_dutch: np.ndarray
    mother_low: np.ndarray
    neighbourhood: np.ndarray
    no_row: np.ndarray
    score: np.ndarray  # where the pupil stands for the school allowance
    seeking: np.ndarray  # how much likelier than others to seek work


def make_background(parameters: Parameters, careers: Careers, groups: Groups) -> Background:
    rng, settings = parameters.rng("background"), parameters["background"]
    n = len(careers.stream)
    first = careers.first_year
    group = careers.group[np.arange(n), first]
    form, area = groups.onderwijsvorm[group], groups.studiegebied[group]

    def by_form(table: dict[str, float]) -> np.ndarray:
        return np.where(form == "BSO", table["BSO"], table["TSO"])

    women = by_form(settings["women"])
    for name, share in settings["women"].items():
        women = np.where(area == name, share, women)
    sex = np.where(rng.random(n) < women, 1, 0)
    sex[rng.random(n) < settings["x"]] = 2

    kind = assign(
        np.zeros(n, int),
        np.array([[parameters["outside_age"][k] for k in ("over_age", "no_birth_date", "no_row")]]),
        rng,
    )
    outside = careers.outside_age
    delay = assign(np.zeros(n, int), np.array([settings["delay"]]), rng)
    leerjaar = groups.leerjaar[group].astype(int)
    age = THIRD_GRADE_AGE + np.clip(leerjaar - 5, -1, 2) + delay
    # below the cap in every year of the career, but for those who are meant to be over age in every year of it
    last = careers.stream.shape[1] - 1 - np.argmax(careers.stream[:, ::-1] > OUT, axis=1)
    age = np.where(outside & (kind == 0), OVER_AGE, np.minimum(age, OLDEST - (last - first)))
    birth = text.day(parameters.years[first] - age, 1, 1) + rng.integers(0, 365, n)
    written = text.dates(birth)
    partial = pick(n, settings["partial_birth_date"], rng)
    written = _unknown_parts(written, partial, rng, outside & (kind == 1))
    nationality = rng.choice(3, n, p=list(settings["nationality"].values()))
    factor = np.array([settings["not_dutch_by_nationality"][name] for name in settings["nationality"]])
    not_dutch = rng.random(n) < by_form(settings["not_dutch"]) * factor[nationality]
    more = np.where(not_dutch, settings["deprived_when_not_dutch"], 1.0)
    mother_low = rng.random(n) < by_form(settings["mother_low"]) * more
    neighbourhood = rng.random(n) < by_form(settings["neighbourhood"]) * more
    return Background(
        birth,
        written,
        sex,
        nationality,
        not_dutch,
        mother_low,
        neighbourhood,
        outside & (kind == 2),
        # who has one of the others, has the allowance more often
        rng.random(n) ** (1 + settings["allowance_skew"] * (not_dutch + 1.0 * mother_low + neighbourhood)),
        _seeking(settings["seeking"], nationality, not_dutch, mother_low, neighbourhood),
    )


def _seeking(
    weights: dict[str, float],
    nationality: np.ndarray,
    not_dutch: np.ndarray,
    mother_low: np.ndarray,
    neighbourhood: np.ndarray,
) -> np.ndarray:
    weight = np.array([1.0, weights["EU"], weights["NIET-EU"]])[nationality]
    for name, mask in (("not_dutch", not_dutch), ("mother_low", mother_low), ("neighbourhood", neighbourhood)):
        weight = weight * np.where(mask, weights[name], 1.0)
    return weight


def _unknown_parts(written: pa.Array, partial: np.ndarray, rng: np.random.Generator, missing: np.ndarray) -> pa.Array:
    values = written.to_numpy(zero_copy_only=False)
    for i in np.flatnonzero(partial):
        values[i] = ("00/00/" if rng.random() < 0.5 else "00/" + values[i][3:6]) + values[i][6:]
    values[missing] = ""
    return pa.array(values, pa.string())


def pupils_table(
    parameters: Parameters, background: Background, ids: pa.Array, who: np.ndarray, t: int, schooljaar: str
) -> dict[str, pa.Array]:
    """The rows of `leerlingen` for everyone with an enrolment in the year."""
    rng, settings = parameters.rng("background", int(parameters.years[t])), parameters["background"]
    who = who[~background.no_row[who]]
    n, empty = len(who), parameters.per_year(settings["empty"])[t]
    allowance = background.score[who] < parameters.per_year(settings["allowance"])[t]
    nationality = np.where(rng.random(n) < empty, -1, background.nationality[who])
    return {
        "leerling_id": ids.take(pa.array(who)),
        "schooljaar": text.same(schooljaar, n),
        "geslacht": text.take(["M", "V", "X"], background.sex[who]),
        "geboortedatum": background.written.take(pa.array(who)),
        "nationaliteit": text.take(["BE", "EU", "NIET-EU"], nationality),
        "thuistaal_niet_nl": text.yes_no(background.not_dutch[who], rng.random(n) < empty),
        "schooltoelage": text.yes_no(allowance, rng.random(n) < empty),
        "opleiding_moeder_laag": text.yes_no(background.mother_low[who], rng.random(n) < 3 * empty),
        "buurt_schoolse_vertraging": text.yes_no(background.neighbourhood[who], rng.random(n) < empty),
    }
