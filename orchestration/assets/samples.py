"""Where the offending rows are: the samples of the checks on intake. Locations, reasons and counts, never a value.

Here: at most five places as text, `delivery/file:line (reason)`. Not here: what offends (`intake_checks.py`).
"""

from collections import Counter
from collections.abc import Iterable

from orchestration.records import FileRow, Note
from orchestration.settings import Settings

SHOWN = 5


def deliveries_at(deliveries: Iterable[tuple[str, str]]) -> str | None:
    """By (agency, delivery)."""
    return _some(f"{agency}/{delivery}" for agency, delivery in deliveries)


def files_at(files: Iterable[FileRow]) -> str | None:
    return _some(f"{file.delivery}/{file.file}" for file in files)


def rejected_at(files: Iterable[FileRow], notes: Iterable[Note]) -> str | None:
    """With the reason and its line; for too_many_bad_rows the reasons of the rows, and where some are."""
    places = []
    for file in list(files)[:SHOWN]:
        bad = [
            note for note in notes if (note.agency, note.delivery, note.file) == (file.agency, file.delivery, file.file)
        ]
        rows = "".join(f"; {note.n} {note.kind}, lines {note.lines}" for note in bad)
        line = f":{file.line}" if file.line else ""
        places.append(f"{file.delivery}/{file.file}{line} ({file.reason}{rows})")
    return _some(places)


def noted_at(notes: Iterable[Note]) -> str | None:
    return _some(f"{note.delivery}/{note.file}:{line}" for note in notes for line in note.lines.split(", "))


def rows_at(settings: Settings, files: Iterable[FileRow]) -> str | None:
    """Rows in quarantine: every reason is shown before a second row of one is, and then how many each has."""
    from pyarrow.parquet import read_table

    from orchestration.intake.store import parquet_path

    found: list[tuple[int, str]] = []  # how many of its reason came before, place
    counts: Counter[str] = Counter()
    for file in files:
        path = parquet_path(settings.quarantine, file.agency, file.dataset, file.period, file.delivery)
        rows = read_table(path, columns=["line", "reason"])
        for line, reason in zip(*(rows[name].to_pylist() for name in ("line", "reason")), strict=True):
            found.append((counts[reason], f"{file.delivery}/{file.file}:{line} ({reason})"))
            counts[reason] += 1
    if not found:
        return None
    places = [place for _, place in sorted(found, key=lambda row: row[0])]
    return f"{_some(places)}; in all " + ", ".join(f"{n} {reason}" for reason, n in sorted(counts.items()))


def _some(places: Iterable[str]) -> str | None:
    return ", ".join(list(places)[:SHOWN]) or None
