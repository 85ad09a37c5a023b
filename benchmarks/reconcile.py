"""Reconciliation of the report's printed values on the demo, seed by seed: how many match, and which differ.

    .venv/bin/python benchmarks/reconcile.py 1 2 3 [--scale 1]

Each seed takes a demo and a refresh in a temporary folder; ends with status 1 when a value differs.
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
MISSED = """
    select waarde_id, vergeleken_met, categorie, waarde_gedrukt, eenheid,
        round(waarde_berekend, 2) as waarde_berekend, status, reason
    from publications.reconciliation where status in ('differs', 'not delivered') order by status, waarde_id
"""


def reconcile(scale: str, seed: str) -> bool:
    """Prints the statuses of one seed, and the values that differ or are not there; whether none differs."""
    with tempfile.TemporaryDirectory(prefix="wpl-reconcile-") as data:
        environment = os.environ | {"WPL_DATA": data}
        for command in (["demo", "--scale", scale, "--seed", seed], ["refresh"]):
            subprocess.run([WPL, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        with duckdb.connect(str(Path(data) / "published" / "marts.duckdb"), read_only=True) as marts:
            print(f"seed {seed}, scale {scale}")
            marts.sql(COUNTS).show()
            if missed := marts.sql(MISSED).fetchall():
                marts.sql(MISSED).show(max_rows=200, max_width=200)
    return not any("differs" in row for row in missed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seeds", nargs="+")
    parser.add_argument("--scale", default="1")
    arguments = parser.parse_args()
    differing = [seed for seed in arguments.seeds if not reconcile(arguments.scale, seed)]
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
