"""Reconciliation of the report's printed values on the demo, seed by seed: how many match, and which differ.

    .venv/bin/python benchmarks/reconcile.py 1 2 3 [--scale 1]

Each seed takes a demo and a refresh in a temporary folder; ends with status 1 when a figure or table differs.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

WPL = Path(sys.executable).with_name("wpl")
COUNTS = """
    pivot (
        select
            status,
            case left(publicatie, 3) when 'fig' then 'figures' when 'tab' then 'tables' else 'text' end as printed
        from publications.reconciliation
    ) on status using count(*) group by printed order by printed
"""
DIFFERS = """
    select waarde_id, publicatie, categorie, waarde_gedrukt, round(waarde_berekend, 2) as waarde_berekend
    from publications.reconciliation where status = 'differs' order by waarde_id
"""


def reconcile(scale: str, seed: str) -> bool:
    """Prints the statuses of one seed; whether no figure or table differs."""
    with tempfile.TemporaryDirectory(prefix="wpl-reconcile-") as data:
        environment = os.environ | {"WPL_DATA": data}
        for command in (["demo", "--scale", scale, "--seed", seed], ["refresh"]):
            subprocess.run([WPL, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        with duckdb.connect(str(Path(data) / "published" / "marts.duckdb"), read_only=True) as marts:
            print(f"seed {seed}, scale {scale}")
            marts.sql(COUNTS).show()
            differs = marts.sql(DIFFERS)
            if rows := differs.fetchall():
                marts.sql(DIFFERS).show(max_rows=200)
    return not any(publication.startswith(("fig", "tab")) for _, publication, *_ in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="+")
    parser.add_argument("--scale", default="1")
    arguments = parser.parse_args()
    differing = [seed for seed in arguments.seeds if not reconcile(arguments.scale, seed)]
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
