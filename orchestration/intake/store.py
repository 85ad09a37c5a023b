"""Files under `warehouse/`: where each belongs, written so that a kill leaves the old one or the new one.

Here: private folders and atomic writes, paths, what is active, sweeping up after a kill. Not here: what is
written (`files.py`), the order of things (`taking.py`).
"""

import io
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from orchestration.contracts import Contract
from orchestration.intake.columns import type_of
from orchestration.intake.landing import Delivery
from orchestration.records import FileRow
from orchestration.settings import Settings

ORIGIN = (("source_delivery", pa.string()), ("source_file", pa.string()), ("source_line", pa.int64()))
NO_PERIOD = "alle"
NO_ROWS = "_none.parquet"
ACTIVE_FILES = pa.schema(
    [(name, pa.string()) for name in ("agency", "dataset", "period", "delivery", "file")] + [("n_accepted", pa.int64())]
)


def accepted_schema(contract: Contract) -> pa.Schema:
    return pa.schema([*((column.name, type_of(column)) for column in contract.columns), *ORIGIN])


def parquet_path(root: Path, agency: str, dataset: str, period: str | None, delivery: str) -> Path:
    """Below `accepted/` or `quarantine/`."""
    return root / agency / dataset / (period or NO_PERIOD) / f"{delivery}.parquet"


def make_private(folder: Path, root: Path) -> None:
    """The folder, and those above it from `root` on, for their owner only."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in folder.relative_to(root).parts:
        root = root / part
        root.mkdir(mode=0o700, exist_ok=True)


def open_private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextmanager
def replacing(path: Path, settings: Settings) -> Iterator[Path]:
    """A temporary path beside this one, which takes its place when it is whole."""
    make_private(path.parent, settings.warehouse)
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    yield temporary
    temporary.replace(path)


def write_parquet(table: pa.Table, path: Path, settings: Settings) -> None:
    with replacing(path, settings) as temporary, open_private(temporary) as file:
        parquet_bytes(table, file)


def parquet_bytes(table: pa.Table, sink: BinaryIO) -> None:
    texts = [field.name for field in table.schema if not pa.types.is_integer(field.type)]
    parquet.write_table(
        table,
        sink,
        compression="none",  # values are dictionary-coded: packing them further costs more time than it saves
        use_dictionary=texts,
        store_schema=False,
    )


class OriginalsCopy:
    """A byte-for-byte copy of one delivery, put in its place when it is whole."""

    def __init__(self, delivery: Delivery, settings: Settings):
        self.final = settings.originals / delivery.agency / delivery.name
        self.temporary = self.final.with_name(f".{delivery.name}.new")
        self.root = settings.warehouse
        shutil.rmtree(self.temporary, ignore_errors=True)
        make_private(self.temporary, self.root)

    def add(self, path: str, content: bytes) -> None:
        target = self.temporary / path
        make_private(target.parent, self.root)
        with open_private(target) as file:
            file.write(content)

    def finish(self) -> None:
        shutil.rmtree(self.final, ignore_errors=True)  # of a refresh that was killed before it was registered
        self.temporary.rename(self.final)


def show_active(settings: Settings, contracts: Iterable[Contract], files: Iterable[FileRow]) -> None:
    """Make `active/` say what the register says. Does nothing where it does already."""
    active = [file for file in files if file.is_active]
    wanted = {settings.active / "files.parquet"}
    for contract in contracts:
        path = settings.active / contract.agency / contract.dataset / NO_ROWS
        _write_if_other(accepted_schema(contract).empty_table(), path, settings)
        wanted.add(path)
    for file in active:
        source = parquet_path(settings.accepted, file.agency, file.dataset, file.period, file.delivery)
        path = settings.active / file.agency / file.dataset / f"{file.period or NO_PERIOD}.parquet"
        wanted.add(path)
        if not (path.exists() and path.samefile(source)):
            with replacing(path, settings) as temporary:
                temporary.hardlink_to(source)
    rows = [{name: getattr(file, name) for name in ACTIVE_FILES.names} for file in active]
    _write_if_other(pa.Table.from_pylist(rows, ACTIVE_FILES), settings.active / "files.parquet", settings)
    _remove_others(settings.active, wanted)


def sweep(settings: Settings, files: Iterable[FileRow]) -> None:
    """Remove what a killed refresh or an earlier outcome left behind."""
    accepted = [file for file in files if file.status == "accepted"]
    for root, kept in (
        (settings.accepted, accepted),
        (settings.quarantine, [file for file in accepted if file.n_quarantined]),
    ):
        _remove_others(
            root,
            {parquet_path(root, file.agency, file.dataset, file.period, file.delivery) for file in kept},
        )
    for left in settings.originals.glob("*/.*.new"):
        shutil.rmtree(left)


def _write_if_other(table: pa.Table, path: Path, settings: Settings) -> None:
    sink = io.BytesIO()
    parquet_bytes(table, sink)
    if path.exists() and path.read_bytes() == sink.getvalue():
        return
    with replacing(path, settings) as temporary, open_private(temporary) as file:
        file.write(sink.getvalue())


def _remove_others(root: Path, kept: set[Path]) -> None:
    for path in root.rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink()
