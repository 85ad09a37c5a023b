"""The rows of `zending_stage` and `w_codes`, from the internships of a school year."""

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.careers import OUT, Careers
from orchestration.demo.employers import Employers
from orchestration.demo.hosts import Hosts
from orchestration.demo.internships import FILING, W_CODE, Internships
from orchestration.demo.labour import AREAS
from orchestration.demo.parameters import THREE_AREAS, Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import pick
from orchestration.demo.schools import Schools


def filings_table(
    p: Parameters,
    careers: Careers,
    groups: Groups,
    schools: Schools,
    employers: Employers,
    hosts: Hosts,
    interns: Internships,
    ids: pa.Array,
    t: int,
    schooljaar: str,
) -> dict[str, pa.Array]:
    rng, settings, year = p.rng("filings", int(p.years[t])), p["internships"], int(p.years[t])
    empty = {name: p.per_year(share)[t] for name, share in settings["empty"].items()}
    filed = np.flatnonzero(interns.source != W_CODE)
    count = 1 + rng.choice(3, len(filed), p=settings["rows"])
    row = np.repeat(np.arange(len(filed)), count)
    number = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    who = interns.who[filed][row]
    volume = interns.filing[filed][row]
    group = careers.group[who, t]
    area = np.full(len(who), len(THREE_AREAS))
    for i, name in enumerate(THREE_AREAS):
        area[groups.studiegebied[group] == name] = i

    # the volume is that of all rows together; a row may be empty, then the others hold it
    share = volume // count[row]
    half_days = np.where(number == 0, volume - share * (count[row] - 1), share)
    emptied = (number == 2) & (rng.random(len(row)) < empty["half_days"])
    half_days = half_days + np.where((number == 0) & np.isin(row, row[emptied]), share, 0)
    half_days = np.where(emptied, -1, half_days)

    begin = text.day(year, 9, 15) + rng.integers(0, 200, len(row))
    no_dates = rng.random(len(row)) < empty["dates"]
    contracts, sectors = settings["contracts"], [settings["sectors"][a] for a in AREAS]
    sector = np.where(rng.random(len(row)) < empty["sector"], -1, area)
    return {
        "leerling_id": ids.take(pa.array(who)),
        "schooljaar": text.same(schooljaar, len(row)),
        "instellingsnummer": text.take(schools.number, careers.school[who, t]),
        "administratieve_groep": text.take(groups.number, group),
        "volgnummer": text.plain(number + 1),
        "stagegever_kbo": _company(p, employers, hosts, who, number, area, t, rng),
        "sector": text.take(sectors, sector),
        "contract": text.take(list(contracts), rng.choice(len(contracts), len(row), p=list(contracts.values()))),
        "begindatum": text.dates(np.where(no_dates, text.NO_DATE, begin)),
        "einddatum": text.dates(
            np.where(
                no_dates | (rng.random(len(row)) < empty["last_day"]),
                text.NO_DATE,
                begin + rng.integers(5, 90, len(row)),
            )
        ),
        "halve_dagen": text.take(range(401), half_days),
        "medisch_onderzoek": text.yes_no(rng.random(len(row)) < 0.3, rng.random(len(row)) < empty["medical"]),
    }


def _company(
    p: Parameters,
    employers: Employers,
    hosts: Hosts,
    who: np.ndarray,
    number: np.ndarray,
    area: np.ndarray,
    t: int,
    rng: np.random.Generator,
) -> pa.Array:
    """Company numbers, as schools write them: plain, with BE, dots or no leading zero, wrong, not at all."""
    settings = p["internships"]
    committee = np.empty(len(who), dtype=np.int64)
    for i, name in enumerate(AREAS):
        table = settings["committees"][name]
        positions = np.array([employers.position(c) for c in table])
        mine = np.flatnonzero(area == i)
        weight = np.array(list(table.values()), dtype=float)
        committee[mine] = positions[rng.choice(len(positions), len(mine), p=weight / weight.sum())]
    # the first row of the last filing is sure to be read: it has the first employer of who stays, else another one
    sure = (number == 0) & (hosts.last_filing[who] == t)
    stays = hosts.stays[who]
    company = np.where(
        stays & sure, hosts.first_employer[who], employers.draw_other(committee, (hosts.first_employer[who],), rng)
    )

    plain = np.array(employers.company_numbers)[company]
    written = plain.astype(object)
    style = rng.random(len(who))
    for low, high, write in STYLES:
        some = np.flatnonzero((style >= low) & (style < high))
        written[some] = [write(value) for value in plain[some]]
    broken = (rng.random(len(who)) < settings["broken_number"]) & ~sure
    written[broken] = [value[:9] + str((int(value[9]) + 1) % 10) for value in plain[broken]]
    without = ~hosts.known[who] | ((rng.random(len(who)) >= settings["number_kept"]) & ~sure)
    written[without] = ""
    return pa.array(written, pa.string())


def w_codes_table(
    p: Parameters,
    careers: Careers,
    groups: Groups,
    schools: Schools,
    interns: Internships,
    ids: pa.Array,
    t: int,
    schooljaar: str,
) -> dict[str, pa.Array]:
    rng = p.rng("w codes", int(p.years[t]))
    coded = interns.source != FILING
    pupils = np.setdiff1d(np.flatnonzero(careers.stream[:, t] > OUT), interns.who)
    none = pupils[pick(len(pupils), p["internships"]["zero_w_code"], rng)]
    who = np.concatenate([interns.who[coded], none])
    volume = np.concatenate([interns.w_code[coded], np.zeros(len(none), dtype=np.int64)])
    order = np.argsort(who, kind="stable")
    who, volume = who[order], volume[order]
    return {
        "leerling_id": ids.take(pa.array(who)),
        "schooljaar": text.same(schooljaar, len(who)),
        "instellingsnummer": text.take(schools.number, careers.school[who, t]),
        "administratieve_groep": text.take(groups.number, careers.group[who, t]),
        "halve_dagen": text.plain(volume),
    }


STYLES = (
    (0.00, 0.08, lambda value: f"BE{value}"),
    (0.08, 0.16, lambda value: f"{value[:4]}.{value[4:7]}.{value[7:]}"),
    (0.16, 0.18, lambda value: f"BE {value[:4]}.{value[4:7]}.{value[7:]}"),
    (0.18, 0.22, lambda value: value[1:]),
)
