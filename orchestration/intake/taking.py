"""Taking deliveries in: every new one in delivery order, or all of them again.

Here: the order of things, and that the register's transaction comes last, so that a kill at any point
followed by a refresh ends in the same state. Not here: what happens to one delivery (`opened.py`). What
needs pyarrow is imported when something is taken in: the no-op refresh passes here.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from orchestration.contracts import load_contracts
from orchestration.intake.landing import Delivery, Landing, readable, stored
from orchestration.intake.references import References
from orchestration.records import ACCEPTED, REFUSED, Taken
from orchestration.register import Register
from orchestration.settings import Settings

Report = Callable[[str], None]
WORKERS = min(4, os.cpu_count() or 1)  # Arrow and numpy work outside Python's lock


def take_in(settings: Settings, landing: Landing, report: Report) -> set[tuple[str, str]]:
    """Take in what is new; returns its (agency, delivery). What became of it is in the register.

    Raises:
        LandingError: a delivery cannot be read; those before it are taken in.
    """
    register = Register(settings)
    if register.is_rebuilding():
        return retake(settings, landing, report)
    with readable():
        taken = set()
        for one in _taken(settings, landing.new, References.registered(settings)):
            register.record([one])
            report(_told(one))
            taken.add((one.agency, one.delivery))
        _show(settings)
    return taken


def retake(settings: Settings, landing: Landing, report: Report) -> set[tuple[str, str]]:
    """Take in all kept originals again, in delivery order, and what is new; returns every (agency, delivery).

    The register keeps its old word until all is done; a killed one is done again by the next refresh.
    """
    register = Register(settings)
    with readable():
        deliveries = {(one.agency, one.name): one for one in (*stored(settings), *landing.new)}
        register.start_rebuild()
        taken = []
        in_order = sorted(deliveries.values(), key=lambda delivery: delivery.order)
        for one in _taken(settings, in_order, References(settings)):
            report(_told(one))
            taken.append(one)
        register.record(taken, rebuild=True)
        _show(settings)
    return set(deliveries)


def _show(settings: Settings) -> None:
    from orchestration.intake.store import show_active, sweep

    files = Register(settings).files()
    show_active(settings, load_contracts(settings.sources).values(), files)
    sweep(settings, files)


def _taken(settings: Settings, deliveries: list[Delivery], references: References) -> Iterator[Taken]:
    """Judge and write these deliveries; each is complete on disk when it is handed over, in order."""
    from orchestration.intake.opened import Opened

    contracts = load_contracts(settings.sources)
    referred = {column.references for contract in contracts.values() for column in contract.columns} - {None}
    opened = [Opened.of(delivery, settings, contracts) for delivery in deliveries]
    pool = ThreadPoolExecutor(WORKERS)
    try:
        for goes_first in (True, False):  # what others refer to
            for one in opened:
                for path in one.delivery.files:
                    if (one.dataset_of(path) in referred) == goes_first:
                        one.jobs[path] = pool.submit(one.take, path, references)
            if goes_first:
                for one in opened:
                    for dataset in one.accepted_datasets():
                        references.add(dataset, one.delivery)
        for one in opened:
            yield one.finish()
    finally:
        pool.shutdown(cancel_futures=True)


def _told(taken: Taken) -> str:
    """One line for people: counts, and the place of what is wrong."""
    if taken.status == REFUSED:
        return f"{taken.agency} {taken.delivery}: refused (bad_manifest: {taken.detail})"
    accepted = [file for file in taken.files if file.status == ACCEPTED]
    rows, quarantined = (sum(getattr(file, n) for file in accepted) for n in ("n_accepted", "n_quarantined"))
    line = f"{taken.agency} {taken.delivery}: {len(accepted)} files, {rows:,} rows accepted"
    if quarantined:
        line += f", {quarantined:,} quarantined"
    for file in taken.files:
        if file.status != ACCEPTED:
            line += f"; {file.file} rejected ({file.reason}{f', line {file.line}' if file.line else ''})"
    return line
