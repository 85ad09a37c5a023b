"""Compares what a warehouse published with what the reference makes of the same landing folder.

    python -m tests.oracle.compare <data folder>

prints the differences, the first twenty of each table, and exits 1 when there are any. Not compared: what the
description leaves open for a rejected file (rows delivered, and dataset or period when the name is not sound).

`--only fig_01,fig_02` compares the cells of these publications and no other table. Publications of which the
warehouse has no cell at all are named in one line; with `--all` that is a difference too.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from tests.oracle import cells, intake, publications

Key = tuple[Any, ...]
Table = dict[Key, dict[str, Any]]

SHOWN = 20
KEYS = {
    "publications.cells": cells.KEY,
    "marts.attrition": ("schooljaar", "regel"),
    "quality.deliveries": ("agency", "delivery"),
    "quality.files": ("agency", "delivery", "file"),
    "quality.quarantine_summary": ("agency", "delivery", "file", "reason"),
}


def expected_tables(landing: Path, only: Collection[str] = ()) -> dict[str, Table]:
    """What each table must hold; a column that is left out of a row may hold anything."""
    state = intake.run(landing)
    world = cells.World(state.rows)
    rows: dict[str, list[dict[str, Any]]] = {
        "publications.cells": [publications.handed_out(cell) for cell in publications.all_cells(world, only)],
        "marts.attrition": [
            {"schooljaar": year, "regel": rule, "aantal": count} for year, rule, count in cells.attrition(world)
        ],
        "quality.deliveries": [
            {
                "agency": delivery.agency,
                "delivery": delivery.delivery,
                "status": delivery.status,
                "reason": delivery.reason,
            }
            for delivery in state.deliveries
        ],
        "quality.files": [expected_file(file) for file in state.files],
        "quality.quarantine_summary": [
            dict(zip(KEYS["quality.quarantine_summary"], key, strict=True)) | {"n_rows": count}
            for key, count in state.quarantine.items()
        ],
    }
    return {name: keyed(KEYS[name], table) for name, table in rows.items()}


def expected_file(file: intake.FileResult) -> dict[str, Any]:
    row = {
        "agency": file.agency,
        "delivery": file.delivery,
        "file": file.file,
        "status": file.status,
        "reason": file.reason,
        "n_accepted": file.n_accepted,
        "n_quarantined": file.n_quarantined,
        "is_active": file.is_active,
    }
    if file.status == "accepted":
        row |= {"dataset": file.dataset, "period": file.period, "sha256": file.sha256}
        row |= {"n_delivered": file.n_delivered}
    return row


def keyed(names: Iterable[str], rows: list[dict[str, Any]]) -> Table:
    names = tuple(names)
    result = {tuple(row[name] for name in names): row for row in rows}
    if len(result) < len(rows):
        raise ValueError(f"{len(rows) - len(result)} rows too many for the key {', '.join(names)}")
    return result


def published_tables(database: Path) -> dict[str, list[dict[str, Any]]]:
    result = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in KEYS:
            found = connection.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in found.description]
            result[name] = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return result


def same(expected: Any, found: Any) -> bool:
    if isinstance(expected, float) and isinstance(found, float):
        return abs(expected - found) < 1e-12
    return (expected if expected != "" else None) == (found if found != "" else None)


def table_differences(name: str, expected: Table, published: list[dict[str, Any]]) -> list[str]:
    try:
        found = keyed(KEYS[name], published)
    except ValueError as problem:
        return [str(problem)]
    result = []
    for key in sorted(expected.keys() | found.keys(), key=lambda key: tuple(map(str, key))):
        label = " | ".join(str(part) for part in key if part != "alle")
        if key not in found:
            values = {k: v for k, v in expected[key].items() if k not in KEYS[name]}
            result.append(f"{label}: not published, the reference has {values}")
        elif key not in expected:
            values = {k: v for k, v in found[key].items() if k not in KEYS[name]}
            result.append(f"{label}: published, the reference has no such row: {values}")
        else:
            wrong = [
                f"{column} is {found[key].get(column)!r}, should be {value!r}"
                for column, value in expected[key].items()
                if column not in found[key] or not same(value, found[key][column])
            ]
            if wrong:
                result.append(f"{label}: {'; '.join(wrong)}")
    return result


class Comparison(NamedTuple):
    """Per table that differs a line for every difference, and the publications without any cell."""

    differences: dict[str, list[str]]
    unpublished: list[str]
    unknown: list[str]


def compared(data: Path, only: Collection[str] = ()) -> Comparison:
    """`only` names publications: their cells are compared, and nothing else."""
    published = published_tables(data / "published" / "marts.duckdb")
    expected = expected_tables(data / "landing", only)
    cells_name = "publications.cells"
    found = {row["publicatie"] for row in published[cells_name]}
    unpublished = sorted({row[0] for row in expected[cells_name]} - found)
    unknown = sorted(found - publications.PUBLICATIONS.keys())
    # A publication that is here and must be empty counts as published: its cells are too many.
    expected[cells_name] = {key: row for key, row in expected[cells_name].items() if key[0] not in unpublished}
    published[cells_name] = [
        row
        for row in published[cells_name]
        if row["publicatie"] not in unknown and (not only or row["publicatie"] in only)
    ]
    lines = {
        name: table_differences(name, table, published[name])
        for name, table in expected.items()
        if not only or name == cells_name
    }
    return Comparison({name: some for name, some in lines.items() if some}, unpublished, unknown)


def differences(data: Path, only: Collection[str] = (), *, require_all: bool = False) -> dict[str, list[str]]:
    """Per table that differs, a line for every difference.

    `require_all`: also the publications of which one side has no cell at all.
    """
    result = compared(data, only)
    return result.differences | (one_sided(result) if require_all else {})


def one_sided(result: Comparison) -> dict[str, list[str]]:
    sides = {"not published at all": result.unpublished, "not known to the reference": result.unknown}
    return {f"publications {side}": [", ".join(names)] for side, names in sides.items() if names}


def readable(found: dict[str, list[str]]) -> str:
    parts = []
    for name, lines in found.items():
        parts.append(f"{name}: {len(lines)} differences")
        parts += [f"  {line}" for line in lines[:SHOWN]]
        if len(lines) > SHOWN:
            parts.append(f"  and {len(lines) - SHOWN} more")
    return "\n".join(parts)


def names(text: str) -> list[str]:
    """The publications of a comma-separated list."""
    result = [name for name in text.split(",") if name]
    unknown = [name for name in result if name not in publications.PUBLICATIONS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no publication of the reference: {', '.join(unknown)}")
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder that WPL_DATA names")
    parser.add_argument("--only", type=names, default=[], metavar="NAMES", help="publications, separated by commas")
    parser.add_argument("--all", action="store_true", help="every publication must be there")
    options = parser.parse_args()
    result = compared(options.data, options.only)
    for side, missing in one_sided(result).items():
        print(f"{side}: {missing[0]}")
    print(readable(result.differences) or "no differences")
    return 1 if result.differences or (options.all and one_sided(result)) else 0


if __name__ == "__main__":
    sys.exit(main())
