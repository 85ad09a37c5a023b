"""Deliveries: which files come on which day, and writing them to the landing folder with their manifest.

The plan is in `population.yml`; the tables come from `world`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.contracts import Contract, load_contracts
from orchestration.demo.defects import bad_lines, first_version
from orchestration.demo.files import DemoFile, insert_lines
from orchestration.demo.higher_education import added_up
from orchestration.demo.parameters import Parameters, in_blocks, load_parameters, schooljaar
from orchestration.demo.world import Table, World
from orchestration.errors import WarehouseError
from orchestration.settings import Settings

SUMS = ("doorstroom_ho", "hbo5_verpleegkunde")  # counts of all pupils, not rows of them
COMMON = "administratieve_groepen"  # the same in every block
NOTE = "Synthetic demonstration data: no person, school or company in it exists."


class DemoRefusedError(WarehouseError):
    """The landing folder holds something that the demo would have to overwrite, or not what it would add to."""


@dataclass(frozen=True)
class Delivery:
    agency: str
    name: str
    plan: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        return self.agency, self.name

    @property
    def is_next_year(self) -> bool:
        return bool(self.plan.get("next_year"))

    def folder(self, landing: Path) -> Path:
        return landing / self.agency / self.name


def write_deliveries(landing: Path, scale: float, seed: int, next_year: bool, report: Callable[[str], None]) -> None:
    """Plays the agencies: writes the deliveries of the demo, or with next_year those that come a year later.

    Raises:
        DemoRefusedError: a delivery of that name is there with other content, or next_year has no demo to add to.
    """
    if not 0 < scale <= 10 or seed < 0:
        raise DemoRefusedError(
            f"scale must be above 0 and at most 10, and seed 0 or more (they are {scale} and {seed})"
        )
    parameters = load_parameters(scale, seed)
    deliveries = [Delivery(plan["agency"], str(plan["delivery"]), plan) for plan in parameters["deliveries"]]
    stamp = {"scale": scale, "seed": seed, "note": NOTE}
    missing = _missing(landing, deliveries, stamp, next_year)
    if not missing:
        report("the demo is there already; nothing written")
        return
    files: dict[tuple[str, str, str], DemoFile] = {}
    sums: dict[tuple[str, str, str], list[Table]] = {}
    contracts = load_contracts(Settings(data=landing.parent).sources)
    for block in in_blocks(parameters):
        if block.n_blocks > 1:
            report(f"part {block.block + 1} of {block.n_blocks}")
        _write_block(landing, missing, World(block, report), contracts, files, sums)
    for key, tables in sums.items():
        files[key].append(files[key].content(added_up(tables)), True)
    for delivery in missing:
        its_files = [file for key, file in files.items() if key[:2] == delivery.key]
        _write_manifest(landing, delivery, its_files, stamp, report)


def _missing(landing: Path, deliveries: list[Delivery], stamp: dict[str, Any], next_year: bool) -> list[Delivery]:
    """The deliveries asked for that are not there yet, when nothing stands in the way."""
    absent = []
    for delivery in deliveries:
        manifest = delivery.folder(landing) / "manifest.json"
        if not manifest.exists():
            absent.append(delivery)
            continue
        try:
            found = json.loads(manifest.read_text(encoding="utf-8")).get("demo")
        except (ValueError, AttributeError):
            found = None
        if found != stamp and (next_year or not delivery.is_next_year):
            whose = (
                f"a demo of scale {found['scale']} and seed {found['seed']}" if isinstance(found, dict) else "no demo"
            )
            raise DemoRefusedError(
                f"{delivery.folder(landing)} is there already, from {whose}; use its scale and seed, or an empty folder"
            )
    if next_year and any(not delivery.is_next_year for delivery in absent):
        raise DemoRefusedError(
            f"{landing} holds no complete demo to add a year to; run `wpl demo` with this scale and seed first"
        )
    return [delivery for delivery in absent if delivery.is_next_year == next_year]


def _write_block(
    landing: Path,
    deliveries: list[Delivery],
    world: World,
    contracts: dict[tuple[str, str], Contract],
    files: dict[tuple[str, str, str], DemoFile],
    sums: dict[tuple[str, str, str], list[Table]],
) -> None:
    """Appends what one block has to every file; counts of all pupils wait until all blocks are there."""
    for delivery in deliveries:
        folder, plan = delivery.folder(landing), delivery.plan
        folder.mkdir(parents=True, exist_ok=True)
        for dataset, period, table in _tables(plan, world):
            name = f"{dataset}_{period}" if period else dataset
            key = (*delivery.key, name)
            if key not in files:
                contract = contracts[delivery.agency, dataset]
                files[key] = DemoFile(
                    folder / f"{name}.csv", contract, plan.get("bom", False), plan.get("quoted", False)
                )
            if dataset in SUMS:
                sums.setdefault(key, []).append(table)
            elif dataset != COMMON or not world.p.block:
                files[key].append(_content(delivery, name, table, files[key], world.p), not world.p.block)


def _content(delivery: Delivery, name: str, table: Table, file: DemoFile, p: Parameters) -> bytes:
    rng = p.rng("defects", delivery.name, name)
    if name in delivery.plan.get("provisional", []):
        table = first_version(table, file.contract, rng)
    content = file.content(table)
    reasons = [] if p.block else p["bad_rows"].get(f"{delivery.agency}/{name}", [])
    return insert_lines(content, bad_lines(content, file.contract, reasons, rng), rng) if reasons else content


def _write_manifest(
    landing: Path, delivery: Delivery, files: list[DemoFile], stamp: dict[str, Any], report: Callable[[str], None]
) -> None:
    entries = [file.entry() for file in files]
    manifest = {"agency": delivery.agency, "delivery": delivery.name, "files": entries, "demo": stamp}
    path = delivery.folder(landing) / "manifest.json"
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    report(f"{delivery.agency}/{delivery.name}: {len(files)} files, {sum(int(e['rows']) for e in entries):,} rows")


def _tables(plan: dict[str, Any], world: World) -> Iterator[tuple[str, str, Table]]:
    """Dataset, period and table of every file of a delivery."""
    if "school_years" in plan:
        yield from ((name, "", table) for name, table in world.standing_tables().items())
        first, last = plan["school_years"]
        for year in range(first, last + 1):
            yield from ((name, schooljaar(year), table) for name, table in world.school_year_tables(year).items())
    if "quarters" in plan:
        first, last = (_quarter(label) for label in plan["quarters"])
        for quarter in range(first, last + 1):
            label = f"{quarter // 4}Q{quarter % 4 + 1}"
            yield from ((name, label, table) for name, table in world.quarter_tables(quarter).items())
    if "continuation" in plan:
        first, last = plan["continuation"]
        for year in range(first, last + 1):
            yield "doorstroom_ho", schooljaar(year), world.continuation(year)
    for file in plan.get("correction", []):
        dataset, period = file.rsplit("_", 1)
        tables = world.quarter_tables(_quarter(period)) if "Q" in period else world.school_year_tables(int(period[:4]))
        yield dataset, period, tables[dataset]


def _quarter(label: str) -> int:
    return int(label[:4]) * 4 + int(label[5]) - 1
