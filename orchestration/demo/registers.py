"""The two smaller registers of the social security: `zelfstandigen` and `werkzoekenden`."""

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.careers import Careers
from orchestration.demo.leavers import SEEKING, WORKING, Cohort, quarter_of
from orchestration.demo.lines import quarter_label
from orchestration.demo.parameters import Parameters
from orchestration.demo.quota import pick
from orchestration.demo.side_jobs import still_at_school

HELPER = 0.06  # of the self-employed; own assumption


def self_employed_table(
    p: Parameters, careers: Careers, of_cohorts: np.ndarray, quarter: int, ids: pa.Array
) -> dict[str, pa.Array]:
    rng = p.rng("self-employed", quarter)
    pupils = still_at_school(p, careers, quarter)
    pupils = np.setdiff1d(pupils[pick(len(pupils), p["beside_school"]["self_employed"], rng)], of_cohorts)
    who = rng.permutation(np.concatenate([of_cohorts, pupils]))
    n = len(who)
    main = (rng.random(n) < p["work"]["other_self_employed"]) & ~np.isin(who, pupils)
    pensioner = rng.random(n) < 0.0005  # a code that young people hardly ever have, but may
    category = np.where(pensioner, 2, np.where(main, 0, 1))
    return {
        "code_insz": ids.take(pa.array(who)),
        "bijdcat": text.take(["HOOFD", "BIJ", "PENSIOEN"], category),
        "hoedanigheid": text.take(["Z", "H"], rng.random(n) < HELPER),
    }


def job_seekers_table(
    p: Parameters, careers: Careers, cohorts: list[Cohort], quarter: int, ids: pa.Array
) -> dict[str, pa.Array]:
    """One row per month end at which the person is registered, one to three months in a row."""
    rng, settings = p.rng("job seekers", quarter), p["labour"]
    registered: list[np.ndarray] = []
    for cohort in cohorts:
        k = quarter - quarter_of(int(p.years[cohort.t]), 0)
        if 0 <= k < cohort.status.shape[1]:
            registered.append(cohort.who[cohort.status[:, k] == SEEKING])
            working = cohort.who[cohort.status[:, k] == WORKING]
            share = settings["worker_registered"]["first" if k == 0 else "later"]
            registered.append(working[pick(len(working), share, rng)])
    pupils = still_at_school(p, careers, quarter)
    registered.append(pupils[pick(len(pupils), p["beside_school"]["registered"], rng)])
    who = rng.permutation(np.unique(np.concatenate(registered)))
    months = 1 + rng.choice(3, len(who), p=settings["months_registered"])
    first = rng.integers(0, 4 - months) if len(who) else months
    service = rng.choice(len(settings["services"]), len(who), p=list(settings["services"].values()))
    category = rng.choice(len(settings["categories"]), len(who), p=list(settings["categories"].values()))
    person = np.repeat(np.arange(len(who)), months)
    month = first[person] + np.arange(len(person)) - np.repeat(np.cumsum(months) - months, months)
    label = quarter_label(quarter)
    names = [f"{label // 10}{(label % 10 - 1) * 3 + m + 1:02d}" for m in range(3)]
    return {
        "code_insz": ids.take(pa.array(who[person])),
        "maand": text.take(names, month),
        "dienst": text.take(list(settings["services"]), service[person]),
        "categorie": text.take(list(settings["categories"]), category[person]),
    }
