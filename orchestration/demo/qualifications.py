"""Qualifications: the dataset `kwalificaties`, from the years that pupils passed."""

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.careers import OUT, Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import pick
from orchestration.demo.schools import Schools

CERTIFICATES = ("DIPLOMA_SO", "STUDIEGETUIGSCHRIFT_6", "STUDIEGETUIGSCHRIFT_7", "CERTIFICAAT_SENSE", "OVERIGE")
DIPLOMA, SIXTH, SEVENTH, SENSE, OTHER = range(5)
BESIDE = 0.02  # share of those who passed with another certificate on top; own assumption


def certificate(careers: Careers, t: int) -> np.ndarray:
    """What each pupil obtained in the year; -1 for nothing."""
    passed = careers.passed[:, t] & (careers.stream[:, t] > OUT)
    result = np.full(len(passed), -1)
    stream = careers.stream[:, t]

    def of(*names: str) -> np.ndarray:
        return passed & np.isin(stream, careers.code(*names))

    result[of("B6", "D6")] = SIXTH
    result[of("T6", "DT6", "A6", "K6")] = DIPLOMA
    seventh = of("B7", "B7N", "D7")
    result[seventh] = np.where(careers.diploma_before[seventh, t], SEVENTH, DIPLOMA)
    result[of("SNS", "DZ")] = SENSE
    result[of("MOD", "DB", "SY", "BU", "DDL", "DDM", "DS", "DU")] = OTHER
    return result


def qualifications_table(
    parameters: Parameters, careers: Careers, groups: Groups, schools: Schools, ids: pa.Array, t: int, schooljaar: str
) -> dict[str, pa.Array]:
    rng, year = parameters.rng("qualifications", int(parameters.years[t])), int(parameters.years[t])
    obtained = certificate(careers, t)
    who = np.flatnonzero(obtained >= 0)
    what = obtained[who]
    beside = pick(len(who), BESIDE, rng) & (what != OTHER)
    who, what = np.concatenate([who, who[beside]]), np.concatenate([what, np.full(beside.sum(), OTHER)])
    order = np.argsort(who, kind="stable")
    who, what = who[order], what[order]
    n = len(who)
    # mostly the end of June, some after the resits at the end of August
    days = np.where(rng.random(n) < 0.96, text.day(year + 1, 6, 30), text.day(year + 1, 8, 31))
    return {
        "leerling_id": ids.take(pa.array(who)),
        "schooljaar": text.same(schooljaar, n),
        "instellingsnummer": text.take(schools.number, careers.school[who, t]),
        "administratieve_groep": text.take(groups.number, careers.group[who, t]),
        "studiebewijs": text.take(CERTIFICATES, what),
        "datum": text.dates(days),
    }
