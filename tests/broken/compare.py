"""Delivers broken files, and tells where the warehouse and the judge differ.

python -m tests.broken.compare --files 2500 --seed 1
"""

import argparse
import gzip
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pyarrow import parquet

from orchestration.intake import find_new, take_in
from orchestration.register import Register
from orchestration.settings import Settings
from tests.broken import breaks, whole
from tests.broken.judge import TABLES, Judgement, judge, lines_of
from tests.helpers import write_delivery

BATCH = 100
ORDER = [*(("agodi", "inschrijvingen"),) * 2, *TABLES]


@dataclass
class Broken:
    """A file as it is delivered, and what must become of it."""

    agency: str
    dataset: str
    period: str | None
    file: str
    content: bytes
    rows: int
    expected: Judgement


@dataclass
class Result:
    files: int = 0
    outcomes: Counter = field(default_factory=Counter)  # accepted, or the reason
    rows: Counter = field(default_factory=Counter)  # accepted, or the reason
    differences: list[str] = field(default_factory=list)


def broken_file(number: int, seed: int) -> Broken:
    """File number `number` of this seed; the period is its place in a batch."""
    rng = Random(f"{seed}/{number}")
    agency, dataset = ORDER[number % len(ORDER)]
    at = number % BATCH
    has_period = dataset not in ("administratieve_groepen", "instellingen")
    year = 1950 + at
    period = f"{year}Q{1 + at % 4}" if agency == "ksz" else f"{year}-{year + 1}" if has_period else None
    n = rng.choice([1, 3, 6, 10, 10, 40]) if rng.random() < 0.97 else 1200
    rows = whole.rows_of(agency, dataset, period, n, rng)
    draft = breaks.Draft(agency, dataset, period, whole.header_of(agency, dataset), rows, rng)
    data = breaks.make(draft)
    promised = rng.choices([count(data), n], [9, 1])[0]
    expected = judge(agency, dataset, period, data, promised, set(whole.GROUPS))
    is_packed = rng.random() < 0.1
    file = dataset + (f"_{period}" if period else "") + (".csv.gz" if is_packed else ".csv")
    return Broken(agency, dataset, period, file, gzip.compress(data) if is_packed else data, promised, expected)


def count(data: bytes) -> int:
    """Lines after the first, as the agency would count them."""
    return max(len(lines_of(data.decode("latin-1"))) - 1, 0)


def run(numbers: range, seed: int, folder: Path) -> Result:
    result = Result()
    for start in range(numbers.start, numbers.stop, BATCH):
        batch = [broken_file(number, seed) for number in range(start, min(start + BATCH, numbers.stop))]
        _deliver_and_compare(batch, Settings(data=folder / str(start)), result)
    return result


def _deliver_and_compare(batch: list[Broken], settings: Settings, result: Result) -> None:
    groups = whole.rows_of("agodi", "administratieve_groepen", None, len(whole.GROUPS), Random(0))
    header = whole.header_of("agodi", "administratieve_groepen")
    lines = [header, *([str(group), *row[1:]] for group, row in zip(whole.GROUPS, groups, strict=True))]
    text = "".join(whole.line_of(line, Random(0)) + "\n" for line in lines).encode("latin-1")
    write_delivery(settings.landing, "agodi", "2020-01-01", {"administratieve_groepen.csv": text})
    delivered: dict[tuple[str, str], dict[str, Broken]] = {}
    for at, one in enumerate(batch):
        # a dataset without period has one file in a delivery
        number = 2 if one.period else 3 + at
        delivered.setdefault((one.agency, f"2020-01-01_{number}"), {})[one.file] = one
    for (agency, delivery), files in delivered.items():
        contents = {file: one.content for file, one in files.items()}
        rows = {file: one.rows for file, one in files.items()}
        write_delivery(settings.landing, agency, delivery, contents, rows=rows)
    take_in(settings, find_new(settings), lambda line: None)
    records = {(row.agency, row.delivery, row.file): row for row in Register(settings).files()}
    for place, files in delivered.items():
        for file, one in files.items():
            record = records[*place, file]
            found = Judgement(record.reason)
            if record.reason is None:
                found = Judgement(None, *_rows(settings, one, place[1]))
            _tell(one, found, result)


def _rows(settings: Settings, one: Broken, delivery: str) -> tuple[dict[int, tuple], dict[int, str]]:
    place = Path(one.agency, one.dataset, one.period or "alle", f"{delivery}.parquet")
    accepted = parquet.read_table(settings.accepted / place).to_pylist()
    path = settings.quarantine / place
    quarantined = parquet.read_table(path).to_pylist() if path.exists() else []
    return (
        {row["source_line"]: tuple(row.values())[:-3] for row in accepted},
        {row["line"]: row["reason"] for row in quarantined},
    )


def _tell(one: Broken, found: Judgement, result: Result) -> None:
    result.files += 1
    result.outcomes[found.reason or "accepted"] += 1
    result.rows["accepted"] += len(found.accepted)
    result.rows.update(found.quarantined.values())
    if found == one.expected:
        return
    if found.reason != one.expected.reason:
        result.differences.append(f"{one.agency} {one.file}: {found.reason}, must be {one.expected.reason}")
        return
    for line in sorted({*found.accepted, *found.quarantined, *one.expected.accepted, *one.expected.quarantined}):
        got, must = ((of.accepted.get(line), of.quarantined.get(line)) for of in (found, one.expected))
        if got != must:
            result.differences.append(f"{one.agency} {one.file} line {line}: {got}, must be {must}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=2500, help="how many")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(range(options.files), options.seed, Path(folder))
    print(f"{result.files} files: {dict(result.outcomes.most_common())}")
    print(f"rows of accepted files: {dict(result.rows.most_common())}")
    print(*result.differences, f"{len(result.differences)} differences", sep="\n")
    return 1 if result.differences else 0


if __name__ == "__main__":
    sys.exit(main())
