"""The demo population, or one block of a large one, and the table of any dataset and period from it.

Everything is made at once, the extra year included, so that the same people go on when that year is delivered.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np
import pyarrow as pa

from orchestration.demo import (
    background,
    employers,
    enrolments,
    filings,
    higher_education,
    hosts,
    internships,
    jobs,
    leavers,
    lines,
    programmes,
    pupils,
    qualifications,
    registers,
    schools,
    side_jobs,
    text,
)
from orchestration.demo.parameters import Parameters, schooljaar

Table = dict[str, pa.Array]


class World:
    """Population and tables; a school year is its start year, a quarter its number (`leavers.quarter_of`)."""

    def __init__(self, parameters: Parameters, report: Callable[[str], None]):
        p = self.p = parameters
        report("schools, programmes and pupils")
        self.groups = programmes.load_groups(p)
        self.schools = schools.make_schools(p, self.groups)
        self.careers = pupils.simulate(p, self.groups, self.schools)
        # in an order that tells nothing
        self.ids = text.pseudonyms(p.number(p.rng("pseudonyms").permutation(len(self.careers.stream))))
        self.background = background.make_background(p, self.careers, self.groups)
        report("leavers and their work")
        self.employers = employers.load_employers()
        self.cohorts = leavers.make_cohorts(p, self.careers, self.groups, self.background)
        self.work = [jobs.make_work(p, cohort, self.groups, self.employers) for cohort in self.cohorts]

    @cached_property
    def interns(self) -> dict[int, internships.Internships]:
        first, last = self.p["internships"]["zending"]
        years = [t for t, year in enumerate(self.p.years) if first <= year <= last]
        return {t: internships.make_internships(self.p, self.careers, self.groups, self.schools, t) for t in years}

    @cached_property
    def hosts(self) -> hosts.Hosts:
        return hosts.make_hosts(self.p, self.careers, self.cohorts, self.work, self.employers, self.interns)

    def school_year_tables(self, year: int) -> dict[str, Table]:
        """The pupil-level tables of one school year, by dataset."""
        p, t, label = self.p, year - int(self.p.years[0]), schooljaar(year)
        rows = enrolments.enrolment_rows(p, self.careers, self.groups, self.schools, t)
        tables = {
            "inschrijvingen": enrolments.enrolments_table(rows, self.ids, self.groups, self.schools, label),
            "leerlingen": background.pupils_table(p, self.background, self.ids, np.unique(rows.pupil), t, label),
            "kwalificaties": qualifications.qualifications_table(
                p, self.careers, self.groups, self.schools, self.ids, t, label
            ),
        }
        if t in self.interns:
            tables["zending_stage"] = filings.filings_table(
                p,
                self.careers,
                self.groups,
                self.schools,
                self.employers,
                self.hosts,
                self.interns[t],
                self.ids,
                t,
                label,
            )
        first, last = p["internships"]["w_codes"]
        if first <= year <= last:
            tables["w_codes"] = filings.w_codes_table(
                p, self.careers, self.groups, self.schools, self.interns[t], self.ids, t, label
            )
        first, last = p["higher_education"]["nursing"]["years"]
        if first <= year <= last:
            tables["hbo5_verpleegkunde"] = higher_education.nursing_table(p, self.careers, self.groups, t, label)
        return tables

    def standing_tables(self) -> dict[str, Table]:
        """The tables without period."""
        groups = programmes.groups_table(self.groups)
        return {
            "administratieve_groepen": {
                n: text.yes_no(v) if v.dtype == bool else text.plain(v) for n, v in groups.items()
            },
            "instellingen": {n: text.plain(v) for n, v in schools.schools_table(self.schools, self.p).items()},
        }

    def quarter_tables(self, quarter: int) -> dict[str, Table]:
        parts = [work.lines[quarter] for work in self.work if quarter in work.lines]
        parts.append(side_jobs.side_lines(self.p, self.careers, self.cohorts, self.employers, quarter))
        alone = [work.self_employed[quarter] for work in self.work if quarter in work.self_employed]
        tables = {
            "tewerkstelling": lines.lines_table(lines.Lines.concat(parts), self.ids, self.employers, self.p.block),
            "zelfstandigen": registers.self_employed_table(
                self.p, self.careers, np.concatenate(alone), quarter, self.ids
            ),
            "werkzoekenden": registers.job_seekers_table(self.p, self.careers, self.cohorts, quarter, self.ids),
        }
        label = str(lines.quarter_label(quarter))
        return {
            name: {**table, "kwartaal": text.same(label, len(table["code_insz"]))} for name, table in tables.items()
        }

    def continuation(self, year: int) -> Table:
        return higher_education.continuation_table(
            self.p, self.careers, self.groups, year - int(self.p.years[0]), schooljaar(year)
        )
