"""Defects that only show beside other datasets, years or quarters: a small landing folder, whole, or with all planted.

Each is planted on rows of its own, so that one refresh shows which check sees which.
"""

from pathlib import Path

from tests.helpers import write_delivery
from tests.unit.conftest import GROUPS, Sample

YEARS = ("2013-2014", "2014-2015", "2015-2016", "2016-2017")
QUARTERS = ("2015Q3", "2015Q4", "2016Q1", "2016Q2")
PUPILS = ("P-1", "P-2", "P-3", "P-4")
STRANGER = "P-9"  # never enrolled

# check -> offending rows when everything is planted
PLANTED = {
    "gap_between_school_years": 1,  # 2014-2015 is not delivered
    "gap_between_quarters": 1,  # zelfstandigen of 2015Q4 are not
    "inschrijvingen_without_group": 3,  # group 102 of P-4 is not in the later list
    "inschrijvingen_without_leerling": 1,  # P-3 in 2016-2017
    "leerlingen_without_birth_date": 1,  # P-3 in 2013-2014
    "leerlingen_two_birth_dates": 3,  # P-2, in all three years
    "kwalificaties_never_enrolled": 3,
    "tewerkstelling_never_enrolled": 4,
    "werkzoekenden_never_enrolled": 4,
    "zelfstandigen_never_enrolled": 3,
    "administratieve_groepen_row_counts": 1,  # a correction with half of the rows
}


def write(landing: Path, is_planted: bool) -> None:
    years = [year for year in YEARS if not (is_planted and year == "2014-2015")]
    agodi = {"instellingen.csv": _file("agodi", "instellingen", [{}])}
    for year in years:
        agodi |= _year(year, is_planted)
    groups = [GROUPS.line(administratieve_groep=number) for number in ("101", "102")]
    agodi[GROUPS.file] = GROUPS.text(*groups)
    write_delivery(landing, "agodi", "2021-09-15", agodi)
    if is_planted:
        write_delivery(landing, "agodi", "2021-10-15", {GROUPS.file: GROUPS.text(groups[0])})
    ksz: dict[str, str] = {}
    for quarter in QUARTERS:
        ksz |= _quarter(quarter, is_planted)
    if is_planted:
        del ksz["zelfstandigen_2015Q4.csv"]
    write_delivery(landing, "ksz", "2021-09-15", ksz)


def _year(year: str, is_planted: bool) -> dict[str, str]:
    begin = {"schooljaar": year, "begindatum": f"01/09/{year[:4]}", "einddatum": f"30/06/{year[5:]}"}
    enrolled = [
        begin | {"leerling_id": pupil, "administratieve_groep": "102" if pupil == "P-4" else "101"} for pupil in PUPILS
    ]
    pupils = [
        {"leerling_id": pupil, "schooljaar": year, "geboortedatum": _birth_date(pupil, year, is_planted)}
        for pupil in PUPILS
        if not (is_planted and (pupil, year) == ("P-3", "2016-2017"))
    ]
    qualified = [STRANGER if is_planted else "P-1"]
    awards = [{"leerling_id": pupil, "schooljaar": year, "datum": f"30/06/{year[5:]}"} for pupil in qualified]
    return {
        f"inschrijvingen_{year}.csv": _file("agodi", "inschrijvingen", enrolled),
        f"leerlingen_{year}.csv": _file("agodi", "leerlingen", pupils),
        f"kwalificaties_{year}.csv": _file("agodi", "kwalificaties", awards),
    }


def _birth_date(pupil: str, year: str, is_planted: bool) -> str:
    if is_planted and (pupil, year) == ("P-3", "2013-2014"):
        return ""
    if is_planted and (pupil, year) == ("P-2", "2015-2016"):
        return "02/05/1999"
    return "01/05/1999"


def _quarter(quarter: str, is_planted: bool) -> dict[str, str]:
    period = quarter.replace("Q", "")
    person = {"code_insz": STRANGER if is_planted else "P-1", "kwartaal": period}
    month = {"maand": f"{quarter[:4]}{int(quarter[-1]) * 3:02}"}
    return {
        f"tewerkstelling_{quarter}.csv": _file("ksz", "tewerkstelling", [person]),
        f"zelfstandigen_{quarter}.csv": _file("ksz", "zelfstandigen", [person]),
        f"werkzoekenden_{quarter}.csv": _file("ksz", "werkzoekenden", [person | month]),
    }


def _file(agency: str, dataset: str, rows: list[dict[str, str]]) -> str:
    sample = Sample.of(agency, dataset)
    return sample.text(*(sample.line(**row) for row in rows))
