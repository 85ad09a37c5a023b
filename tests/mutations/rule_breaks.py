"""Each rule of the method, broken in the models that apply it.

Here: which words of the compiled SQL are changed for a rule, and which publications then have other cells. A rule may
be broken in several ways: what one delivery does not show in one way shows in another. Not here: the verdict
(`test_rule_breaks.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutations.project import Project
from tests.mutations.warehouse import Warehouse

# Rules without an effect on any cell: the book-keeping of who dropped out.
WITHOUT_CELLS = {"R10"}

# By rule: model, what is replaced in its compiled SQL (a regular expression), by what.
BREAKS: dict[str, list[tuple[str, str, str]]] = {
    "R01": [("active_enrolments", r"inschrijvingen\.einddatum >= school_years\.teldag", "true")],
    "R02": [
        (
            "chosen_enrolments",
            r"when aanbieder = 'VOLTIJDS' then 0 else 1",
            "when aanbieder = 'VOLTIJDS' then 1 else 0",
        ),
        ("chosen_enrolments", r"begindatum desc", "begindatum"),
    ],
    "R03": [("count_day_enrolments", r"aanbieder = 'VOLTIJDS' as keeps_r03", "true as keeps_r03")],
    "R04": [
        (
            "count_day_enrolments",
            r"'TSO 6'\), false\s*\) as keeps_r04",
            "'TSO 6', 'KSO 6', 'ASO 6', 'TSO 7'), false) as keeps_r04",
        ),
        ("count_day_enrolments", r"'BSO 5', 'BSO 6', 'BSO 7'(?=.*keeps_r04,)", "'BSO 4', 'BSO 5'"),
        ("count_day_enrolments", r"'TSO 5', 'TSO 6'(?=.*keeps_r04,)", "'TSO 5'"),
    ],
    "R05": [("count_day_enrolments", r"stelsel = 'LINEAIR' as keeps_r05", "true as keeps_r05")],
    "R06": [("count_day_enrolments", r"coalesce\(not is_duaal, false\) as keeps_r06", "true as keeps_r06")],
    "R07": [
        ("count_day_enrolments", r"< 25\s+end, false", "< 25 end, true"),
        ("count_day_enrolments", r"(<=?) 25", r"\1 99"),
    ],
    "R08": [("count_day_enrolments", r"coalesce\(not is_se_n_se, false\) as keeps_r08", "true as keeps_r08")],
    "R09": [("count_day_enrolments", r"coalesce\(not is_naamloos, false\) as keeps_r09", "true as keeps_r09")],
    "R11": [
        ("count_day_enrolments", r"and has_stageverplichting then 'met'", "and not has_stageverplichting then 'met'")
    ],
    "R12": [("*", r"'Personenzorg'", "'Auto'")],
    "R20": [
        ("internship_years", r"and period <= '2018-2019'", ""),
        ("internship_pupils", r"where w_codes\.halve_dagen > 0", ""),
        ("internship_institutions", r"years\.schooljaar is not null then", "true then"),
    ],
    "R21": [("internship_pupils", r"then 'beide'", "then 'alleen zending'")],
    "R22": [("internship_pupils", r"sum\(", "min(")],
    "R23": [("internship_registration", r"halve_dagen < 18", "halve_dagen < 40")],
    "R24": [("internship_registration", r"<= 5", "<= 50")],
    "R30": [
        (
            "first_enrolments",
            r"min\(schooljaar\) as schooljaar",
            "case when is_p_dual_goal then min(schooljaar) else max(schooljaar) end as schooljaar",
        )
    ],
    "R31": [("enrolment_certificates", r"and enrolments\.onderwijsvorm \|\|.*?\)", "")],
    "R32": [
        ("seventh_years", r"and enrolments\.leerjaar = '7'", ""),
        ("seventh_years", r"then 'duaal'", "then 'geen'"),
    ],
    "R33": [
        (
            "first_enrolments",
            r"min\(schooljaar\) as schooljaar",
            "case when is_p_dual_goal then max(schooljaar) else min(schooljaar) end as schooljaar",
        )
    ],
    "R34": [("*", r"noemer < 50 as onderdrukt", "noemer < 3 as onderdrukt")],
    "R35": [("leavers", r"niveau = 2 then 'diploma'", "niveau = 2 then 'studiegetuigschrift'")],
    "R36": [("first_diplomas", r"min\(schooljaar\)", "max(schooljaar)")],
    "R37": [("first_diplomas", r"later\.is_se_n_se and later\.onderwijsvorm = 'TSO'", "later.onderwijsvorm = 'TSO'")],
    "R50": [
        ("leavers", r"max\(schooljaar\) as schooljaar", "min(schooljaar) as schooljaar"),
        ("leavers", r"and not school_years\.is_newest", ""),
    ],
    "R51": [("exit_quarters", r"\* 4 \+ 1 \+ k\.kwartaal", "* 4 + 2 + k.kwartaal")],
    "R52": [
        ("exit_quarters", r"having count\(distinct dataset\) = 3", ""),
        ("exit_quarters", r"= 8 as is_complete", ">= 4 as is_complete"),
    ],
    "R53": [("leaver_jobs", r"not lines\.is_solidariteit", "true")],
    "R54": [("leaver_jobs", r"lines\.bron <> 'RSZPPO'", "true")],
    "R55": [("leaver_quarters", r"has_wage_job or is_self_employed then", "has_wage_job then")],
    "R56": [("labour_market_entries", r"min\((case when quarters\.arbeidsmarktstatus <> )", r"max(\1")],
    "R57": [("labour_market_entries", r"last_available = 8", "last_available = 7")],
    "R60": [
        (
            "leaver_employers",
            r"when jobs\.is_active_on_last_day then 0 else 1",
            "when jobs.is_active_on_last_day then 1 else 0",
        )
    ],
    "R61": [
        ("work_characteristics", r"when quarters\.is_self_employed and wage_work\.clatra is not null then 'mix'", "")
    ],
    "R62": [
        (
            "work_characteristics",
            r"when quarters\.is_self_employed then 1 else 0 end",
            "when quarters.is_self_employed then 2 else 0 end",
        )
    ],
    "R63": [("main_jobs", r"jobs\.tauxaa desc", "jobs.tauxaa"), ("leaver_employers", r"-jobs\.tauxaa", "jobs.tauxaa")],
    "R64": [
        ("main_jobs", r"substr\(jobs\.nr_cp, 1, 3\)", "case when jobs.nr_cp like '%.%' then '100' else jobs.nr_cp end")
    ],
    "R65": [
        ("pooled_exit_years", r"schooljaar between '[0-9-]+'", "schooljaar between '1900-1901'"),
        ("pooled_exit_years", r"and '[0-9]+-[0-9]+'", "and '2015-2016'"),
    ],
    "R66": [("*", r"order by persons\.n_leavers desc", "order by persons.n_leavers")],
    "R70": [("first_wage_quarters", r"and leavers\.schooljaar >= filings\.schooljaar", "")],
    "R71": [
        (
            "first_wage_quarters",
            r"then known\.leaver_nr is not null end as has_stagenummer",
            "then true end as has_stagenummer",
        )
    ],
    "R72": [("higher_education_quarters", r"where contract_ho = 'DIPLOMA'", "")],
}


@dataclass(frozen=True)
class Break:
    """One rule broken in one model."""

    rule: str
    model: str
    sql: str


def breaks(project: Project) -> Iterator[Break]:
    """
    Raises:
        ValueError: the words that a break replaces are not in the model any more.
    """
    publications = publications_of(project)
    for rule, ways in BREAKS.items():
        for name, old, new in ways:
            made = [
                Break(rule, model, re.sub(old, new, project.models[model].sql, flags=re.S))
                for model in (project.models if name == "*" else [name])
                if publications & project.children[model] and re.search(old, project.models[model].sql, flags=re.S)
            ]
            if not made:
                raise ValueError(f"{rule}: {name} has no {old!r} any more")
            yield from made


def publications_of(project: Project) -> frozenset[str]:
    return frozenset(name for name in project.models["cells"].parents)


def changed_by(broken: Break, warehouse: Warehouse) -> frozenset[str]:
    """The publications that have other cells."""
    with warehouse.changed(broken.model, broken.sql) as trial:
        below = publications_of(warehouse.project) & warehouse.project.children[broken.model]
        return frozenset(name for name in below if trial.is_other(name))
