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
OTHER_TYPE = np.array([SHORT, SHORT, FULL, PART])
OTHER_CLASS = np.array([1, 0, 0, 0])
NUMBERS = 1_000_000  # VOLGNR of each block
AFTER = 1e-9  # in the order of registration


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


@dataclass
class Jobs:
    """One job per person: what a line is made of."""

    who: np.ndarray
    committee: np.ndarray
    company: np.ndarray
    type: np.ndarray
    klass: np.ndarray

    def of(self, which: np.ndarray) -> "Jobs":
        return Jobs(*(getattr(self, f.name)[which] for f in fields(self)))


@dataclass
class Mixed:
    """Per main job: the number of wage employers, and whether they make a mix of types, and of classes."""

    number: np.ndarray
    types: np.ndarray
    classes: np.ndarray


def simple_lines(
    jobs: Jobs,
    employers: Employers,
    rng: np.random.Generator,
    source: np.ndarray | int = RSZ,
    student: bool = False,
) -> Lines:
    """One line per job, with a rate and a percentage that suit its type."""
    n, kind = len(jobs.who), jobs.type
    rate = rng.integers(RATE[kind, 0], RATE[kind, 1]) if n else np.empty(0, int)
    part_time = np.where(kind == PART, PART_TIME[rng.integers(0, len(PART_TIME), n)], 100)
    part_time = np.where((kind == SHORT) & (rng.random(n) < 0.3), 50, part_time)
    return Lines(
        who=jobs.who,
        source=np.broadcast_to(source, n),
        company=jobs.company,
        committee_label=employers.write(jobs.committee, rng),
        klass=jobs.klass,
        type=kind,
        rate=rate,
        part_time=part_time,
        student=np.full(n, student),
        last_day=rng.random(n) < LAST_DAY[kind],
        order=rng.random(n),
    )


def job_lines(
    p: Parameters,
    employers: Employers,
    jobs: Jobs,
    quarter: int,
    mixed: Mixed,
    rng: np.random.Generator,
) -> Lines:
    """The main job of each person, lines at a second and third employer, and second lines at the same one."""
    settings = p["work"]
    ties = settings["ties"]

    def source(committee: np.ndarray) -> np.ndarray:
        comparable = quarter_label(quarter) >= settings["rszppo"]["from"]
        local = rng.random(len(committee)) < settings["rszppo"]["share"]
        return np.where((committee == employers.position(999)) & comparable & local, RSZPPO, RSZ)

    main = simple_lines(jobs, employers, rng, source(jobs.committee))
    parts = [main]
    # the second employer gives another type or class of work to who mixes, the third the same as the first
    before = jobs.company
    for number, types, classes in ((2, mixed.types, mixed.classes), (3, None, None)):
        some = np.flatnonzero(mixed.number >= number)
        other = jobs.of(some)
        other.committee = jobs.committee[rng.integers(0, max(1, len(jobs.who)), len(some))]
        other.company = employers.draw_other(other.committee, (jobs.company[some], before[some]), rng)
        if types is not None and classes is not None:
            other.type = np.where(types[some], OTHER_TYPE[other.type], other.type)
            other.klass = np.where(classes[some], OTHER_CLASS[other.klass], other.klass)
            before = before.copy()
            before[some] = other.company
        lines = simple_lines(other, employers, rng, source(other.committee))
        parts.append(_below(main, some, lines, ties, rng))

    # an earlier line at the same employer: of another type only when the main one is the line of the last day
    again = np.flatnonzero(rng.random(len(jobs.who)) < settings["same_employer_line"])
    earlier = jobs.of(again)
    another = main.last_day[again] & (rng.random(len(again)) < 0.3)
    earlier.type = np.where(another, SHORT, earlier.type)
    lines = simple_lines(earlier, employers, rng, main.source[again])
    lines.committee_label = main.committee_label[again]
    lines.last_day &= ~main.last_day[again]
    parts.append(_below(main, again, lines, ties, rng))
    return Lines.concat(parts)


def _below(main: Lines, at: np.ndarray, extra: Lines, ties: float, rng: np.random.Generator) -> Lines:
    """Second lines have a lower rate; or the same one and no higher percentage, and are registered later."""
    rate = main.rate[at]
    tie = rng.random(len(at)) < ties
    extra.rate = np.where(tie, rate, np.floor(rate * rng.uniform(0.1, 0.95, len(at))).astype(np.int64))
    extra.part_time = np.where(tie, np.minimum(extra.part_time, main.part_time[at]), extra.part_time)
    extra.order = np.where(tie, main.order[at] + AFTER, extra.order)
    return extra


def quarter_label(quarter: int) -> int:
    return quarter // 4 * 10 + quarter % 4 + 1


def lines_table(lines: Lines, ids: pa.Array, employers: Employers, block: int) -> dict[str, pa.Array]:
    """The rows of `tewerkstelling`, numbered in the order of registration. KWARTAAL is added where the file is made."""
    order = np.argsort(lines.order, kind="stable")
    hundredths = [f"{v / 100:.2f}" for v in range(201)]
    return {
        "code_insz": ids.take(pa.array(lines.who[order])),
        "volgnr": text.plain(block * NUMBERS + np.arange(1, len(order) + 1)),
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
