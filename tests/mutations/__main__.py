"""Try mutants of the models and tell which checks notice them.

python -m tests.mutations                       all mutants: minutes
python -m tests.mutations --models leavers,fig_17 --show "own check"
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import yaml

from tests.mutations import project as projects
from tests.mutations.verdicts import OTHER, SURVIVES, UNIT, VERDICTS, Court, Delivery, Verdict, all_mutants

ACCEPTED = Path(__file__).with_name("accepted.yml")
DELIVERIES = tuple(Delivery(seed) for seed in (7, 17, 33, 13, 34))
CHUNK = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=lambda text: text.split(","), help="only these, separated by commas")
    parser.add_argument("--every", type=int, default=1, help="only every n-th mutant")
    parser.add_argument("--seeds", type=lambda text: [int(seed) for seed in text.split(",")], help="of the deliveries")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--show", action="append", choices=VERDICTS, help="list mutants with this verdict")
    options = parser.parse_args()
    chosen = tuple(Delivery(seed) for seed in options.seeds) if options.seeds else DELIVERIES

    project = projects.load()
    names = [(model, mutant) for model, mutant in all_mutants(project) if model in (options.models or project.models)]
    numbers = list(range(0, len(names), options.every))
    chunks = [[names[number] for number in numbers[start : start + CHUNK]] for start in range(0, len(numbers), CHUNK)]
    with ProcessPoolExecutor(options.jobs, initializer=_start, initargs=(project, chosen)) as pool:
        found = []
        for verdicts in pool.map(_judge, chunks):
            _show(verdicts, options.show or [SURVIVES, UNIT, OTHER])
            found += verdicts
    return _tell(found)


def _start(project: projects.Project, chosen: tuple[Delivery, ...]) -> None:
    global _court
    _court = Court(project, chosen)


def _judge(chunk: list) -> list[Verdict]:
    return [_court.judge(model, mutant) for model, mutant in chunk]


def accepted() -> dict[str, str]:
    """Mutants that may survive, with the reason."""
    return yaml.safe_load(ACCEPTED.read_text(encoding="utf-8")) or {}


def _show(found: list[Verdict], shown: list[str]) -> None:
    reasons = accepted()
    for one in found:
        if one.verdict in shown:
            reason = f": {reasons[one.key]}" if one.key in reasons else ""
            print(f"{one.verdict}: {one.key} [{one.by}]{reason}", flush=True)


def _tell(found: list[Verdict]) -> int:
    counts = Counter(one.verdict for one in found)
    print(f"{len(found)} mutants: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS))
    return 1 if any(one.verdict == SURVIVES and one.key not in accepted() for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
