"""Runs the warehouse on many seeds and compares each with the reference.

    python -m tests.oracle.fuzz --seeds 100

every fifth seed without one to three datasets; stops at the first seed that differs, prints the differences and leaves
its data folder for a closer look.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from random import Random

from tests.oracle import compare, deliveries

CHECKOUT = Path(__file__).parents[2]
OPTIONAL = (
    *("kwalificaties", "zending_stage", "w_codes", "hbo5_verpleegkunde", "instellingen", "tewerkstelling"),
    *("werkzoekenden", "zelfstandigen", "inschrijvingen_ho", "doorstroom_ho"),
)  # a warehouse publishes without them too


def refresh(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "refresh", *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"WPL_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )


def problems_of(
    data: Path,
    seed: int,
    *,
    dirty: bool,
    pupils: int,
    arrivals: int,
    crowds: bool = False,
    without: Collection[str] = (),
    only: Collection[str] = (),
    require_all: bool = False,
) -> str:
    """Delivers in that many arrivals with a refresh after each; what is wrong after the last, empty if nothing."""
    everything = deliveries.make(seed, dirty=dirty, pupils=pupils, crowds=crowds, without=without)
    # What arrives first holds all lists of groups: they judge enrolments once, at intake.
    first = sum("administratieve_groepen" in delivery.slots() for delivery in everything)
    cuts = [first + (len(everything) - first) * part // arrivals for part in range(1, arrivals)]
    for start, end in zip([0, *cuts], [*cuts, len(everything)], strict=True):
        deliveries.write(data / "landing", everything[start:end])
        done = refresh(data)
        # An early arrival may lack the pupils of a school year; dirt is told by exit code 1.
        allowed = (0, 1) if dirty or end < len(everything) else (0,)
        said = f"exit code {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        if done.returncode not in allowed:
            return f"the refresh failed: {said}"
    if not (data / "published" / "marts.duckdb").exists():
        return f"nothing was published: {said}"
    found = compare.differences(data, only, require_all=require_all)
    return f"{compare.readable(found)}\nthe last refresh: {said}" if found else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--pupils", type=int, default=300)
    parser.add_argument("--only", choices=("clean", "dirty"), help="default: clean and dirty in turn")
    parser.add_argument("--arrivals", type=int, help="refreshes per seed; default: one and two in turn")
    parser.add_argument("--crowds", choices=("never", "always"), help="default: in every third seed")
    parser.add_argument("--publications", type=compare.names, default=[], help="only these, separated by commas")
    parser.add_argument("--all", action="store_true", help="every publication must be there")
    options = parser.parse_args()
    for seed in range(options.start, options.start + options.seeds):
        dirty = options.only == "dirty" if options.only else seed % 2 == 1
        arrivals = options.arrivals or 1 + seed // 2 % 2
        data = Path(tempfile.mkdtemp(prefix=f"seed-{seed}-"))
        crowds = options.crowds == "always" if options.crowds else seed % 3 == 2
        rng = Random(seed)
        without = rng.sample(OPTIONAL, rng.randint(1, 3)) if seed % 5 == 4 and not options.all else []
        found = problems_of(
            data,
            seed,
            dirty=dirty,
            pupils=options.pupils,
            arrivals=arrivals,
            crowds=crowds,
            without=without,
            only=options.publications,
            require_all=options.all,
        )
        what = f"seed {seed} ({'dirty' if dirty else 'clean'}, arrivals: {arrivals}{', crowds' if crowds else ''}"
        what += f"{''.join(f', no {dataset}' for dataset in without)})"
        if found:
            print(f"{what} differs, see {data}\n{found}")
            return 1
        print(f"{what}: no differences", flush=True)
        shutil.rmtree(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
