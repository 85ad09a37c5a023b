"""Deliveries: which files come on which day, and writing them to the landing folder with their manifest.

The plan is in `population.yml`; the tables come from `world`.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.contracts import Contract, load_contracts
from orchestration.demo.defects import bad_lines, first_version
from orchestration.demo.files import csv_bytes, insert_lines, n_lines
from orchestration.demo.parameters import Parameters, load_parameters, schooljaar
from orchestration.demo.world import Table, World
from orchestration.errors import WarehouseError
from orchestration.settings import Settings

NOTE = "Synthetic demonstration data: no person, school or company in it exists."


class DemoRefusedError(WarehouseError):
    """The landing folder holds something that the demo would have to overwrite, or not what it would add to."""


@dataclass(frozen=True)
class Delivery:
    agency: str
    name: str
    plan: dict[str, Any]

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
    contracts = load_contracts(Settings(data=landing.parent).sources)
    world = World(parameters, report)
    for delivery in missing:
        _write(landing, delivery, stamp, world, contracts, report)


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


def _write(
    landing: Path,
    delivery: Delivery,
    stamp: dict[str, Any],
    world: World,
    contracts: dict[tuple[str, str], Contract],
    report: Callable[[str], None],
) -> None:
    folder = delivery.folder(landing)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for dataset, period, table in _tables(delivery.plan, world):
        name = f"{dataset}_{period}" if period else dataset
        content = _content(delivery, name, table, contracts[delivery.agency, dataset], world.p)
        (folder / f"{name}.csv").write_bytes(content)
        files.append({"file": f"{name}.csv", "rows": n_lines(content), "sha256": hashlib.sha256(content).hexdigest()})
    manifest = {"agency": delivery.agency, "delivery": delivery.name, "files": files, "demo": stamp}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    report(f"{delivery.agency}/{delivery.name}: {len(files)} files, {sum(f['rows'] for f in files):,} rows")


def _content(delivery: Delivery, name: str, table: Table, contract: Contract, p: Parameters) -> bytes:
    rng = p.rng("defects", delivery.name, name)
    if name in delivery.plan.get("provisional", []):
        table = first_version(table, contract, rng)
    content = csv_bytes(contract, table, delivery.plan.get("bom", False), delivery.plan.get("quoted", False))
    reasons = p["bad_rows"].get(f"{delivery.agency}/{name}", [])
    return insert_lines(content, bad_lines(content, contract, reasons, rng), rng) if reasons else content


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
