"""Employment lines: the dataset `tewerkstelling`, from jobs.

The main job is written so that it has the highest occupation rate; further lines of a person stay below it.
"""

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.employers import Employers
from orchestration.demo.parameters import Parameters

FULL, PART, SHORT, UNKNOWN = range(4)
RATE = np.array([[55, 101], [20, 75], [5, 50], [5, 60]])  # occupation rate by type, hundredths; own assumption
PART_TIME = np.array([50, 60, 66, 75, 80])
LAST_DAY = np.array([0.94, 0.90, 0.35, 0.50])  # active on the last day, by type; own assumption
RSZ, RSZPPO = 0, 1


@dataclass
class Lines:
    """Employment lines of one quarter, one array per column."""

    who: np.ndarray
    source: np.ndarray
    company: np.ndarray
    committee_label: np.ndarray
    klass: np.ndarray
    type: np.ndarray
    rate: np.ndarray
    part_time: np.ndarray
    student: np.ndarray
    last_day: np.ndarray
    order: np.ndarray

    @classmethod
    def concat(cls, parts: list["Lines"]) -> "Lines":
        return cls(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)))


def simple_lines(
    who: np.ndarray,
    committee: np.ndarray,
    label: np.ndarray,
    company: np.ndarray,
    klass: np.ndarray,
    kind: np.ndarray,
    source: np.ndarray,
    student: bool,
    rng: np.random.Generator,
) -> Lines:
    """One line per person, with a rate and a percentage that suit its type."""
    n = len(who)
    rate = rng.integers(RATE[kind, 0], RATE[kind, 1]) if n else np.empty(0, int)
    part_time = np.where(kind == PART, PART_TIME[rng.integers(0, len(PART_TIME), n)], 100)
    part_time = np.where((kind == SHORT) & (rng.random(n) < 0.3), 50, part_time)
    last_day = rng.random(n) < LAST_DAY[kind]
    return Lines(
        who, source, company, label, klass, kind, rate, part_time, np.full(n, student), last_day, rng.random(n)
    )


def job_lines(
    p: Parameters,
    employers: Employers,
    who: np.ndarray,
    quarter: int,
    committee: np.ndarray,
    company: np.ndarray,
    kind: np.ndarray,
    klass: np.ndarray,
    n_employers: np.ndarray,
    k: int,
    rng: np.random.Generator,
) -> Lines:
    """The main job of each person, lines at a second and third employer, and second lines at the same one."""
    settings = p["work"]
    share = settings["subcommittee"]

    def source(of: np.ndarray) -> np.ndarray:
        public = of == employers.position(999)
        after = quarter_label(quarter) >= settings["rszppo"]["from"]
        return np.where(public & after & (rng.random(len(of)) < settings["rszppo"]["share"]), RSZPPO, RSZ)

    main = simple_lines(
        who, committee, employers.write(committee, share, rng), company, klass, kind, source(committee), False, rng
    )
    parts = [main]
    mixed = min(k, 7) / 7
    mixed_class = settings["mixed_class"][1] * (1 - mixed) + settings["mixed_class"][8] * mixed
    for number in (2, 3):
        some = np.flatnonzero(n_employers >= number)
        other = committee[rng.permutation(len(committee))[some % max(1, len(committee))]] if len(some) else some
        other_kind = np.where(
            rng.random(len(some)) < settings["mixed_type"], (kind[some] + 1 + (kind[some] == 0)) % 3, kind[some]
        )
        other_class = np.where(rng.random(len(some)) < mixed_class, 1 - np.minimum(klass[some], 1), klass[some])
        if number == 3:
            other_kind, other_class = kind[some], klass[some]
        elsewhere = employers.draw(other, rng)
        elsewhere = np.where(elsewhere == company[some], employers.first[other], elsewhere)
        extra = simple_lines(
            who[some],
            other,
            employers.write(other, share, rng),
            elsewhere,
            other_class,
            other_kind,
            source(other),
            False,
            rng,
        )
        parts.append(_below(main, some, extra, settings["ties"], rng))
    again = np.flatnonzero(rng.random(len(who)) < settings["same_employer_line"])
    # the line before at the same employer: its type may differ when the main one is the line of the last day
    other_kind = np.where(main.last_day[again] & (rng.random(len(again)) < 0.3), SHORT, kind[again])
    extra = simple_lines(
        who[again],
        committee[again],
        main.committee_label[again],
        company[again],
        klass[again],
        other_kind,
        main.source[again],
        False,
        rng,
    )
    extra.last_day &= other_kind == kind[again]
    extra.last_day &= ~main.last_day[again]
    parts.append(_below(main, again, extra, settings["ties"], rng))
    return Lines.concat(parts)


def _below(main: Lines, at: np.ndarray, extra: Lines, ties: float, rng: np.random.Generator) -> Lines:
    """Second lines have a lower occupation rate; or the same one and no higher percentage, and are registered later."""
    rate = main.rate[at]
    tie = rng.random(len(at)) < ties
    extra.rate = np.where(tie, rate, np.floor(rate * rng.uniform(0.1, 0.95, len(at))).astype(np.int64))
    extra.part_time = np.where(tie, np.minimum(extra.part_time, main.part_time[at]), extra.part_time)
    extra.order = np.where(tie, main.order[at] + 1e-9, extra.order)
    return extra


def quarter_label(quarter: int) -> int:
    return quarter // 4 * 10 + quarter % 4 + 1


def lines_table(lines: Lines, ids: pa.Array, employers: Employers) -> dict[str, pa.Array]:
    """The rows of `tewerkstelling`, numbered in the order of registration. KWARTAAL is added where the file is made."""
    order = np.argsort(lines.order, kind="stable")
    hundredths = [f"{v / 100:.2f}" for v in range(201)]
    return {
        "code_insz": ids.take(pa.array(lines.who[order])),
        "volgnr": text.plain(np.arange(1, len(order) + 1)),
        "bron": text.take(["RSZ", "RSZPPO"], lines.source[order]),
        "bce_kbo": text.take(employers.company_numbers, lines.company[order]),
        "nr_cp": text.take(employers.labels, lines.committee_label[order]),
        "clatra": text.take(["1", "2", "3", "4"], lines.klass[order]),
        "t_prest": text.take(["F", "P", "S", "I"], lines.type[order]),
        "tauxaa": text.take(hundredths, lines.rate[order]),
        "tauxpt": text.take([str(v) for v in range(101)], lines.part_time[order]),
        "solidariteit": text.yes_no(lines.student[order]),
        "laatste_dag": text.yes_no(lines.last_day[order]),
    }
