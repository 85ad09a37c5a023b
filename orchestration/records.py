"""What the register holds, as plain rows: deliveries, files, quarantine counts, notes.

Here: dataclasses and the words for a status. Not here: keeping them (`register.py`).
"""

from dataclasses import dataclass

TAKEN_IN, REFUSED = "taken in", "refused"
ACCEPTED, REJECTED = "accepted", "rejected"
DELIVERY_CHANGED = "delivery_changed"


@dataclass(frozen=True)
class DeliveryRow:
    agency: str
    delivery: str
    status: str  # taken in, refused
    reason: str | None  # bad_manifest, delivery_changed
    detail: str | None  # in words, for a refused one
    taken_in_at: str


@dataclass(frozen=True)
class FileRow:
    """`line`, `column`: what the reason points at, where there is one. n_delivered: None where it was not counted."""

    agency: str
    delivery: str
    file: str
    dataset: str | None
    period: str | None
    sha256: str | None
    status: str  # accepted, rejected
    reason: str | None
    line: int | None
    column: str | None
    n_delivered: int | None
    n_accepted: int
    n_quarantined: int
    is_active: bool = False


@dataclass(frozen=True)
class QuarantineRow:
    agency: str
    delivery: str
    file: str
    reason: str
    n_rows: int


@dataclass(frozen=True)
class Note:
    """Something to know about a file that cost it nothing, or why a file was rejected.

    kind: extra_column, invalid_company_number, or the reason of rows in a file with too_many_bad_rows.
    lines: up to five line numbers.
    """

    agency: str
    delivery: str
    file: str
    kind: str
    column: str | None
    n: int
    lines: str


@dataclass(frozen=True)
class Seen:
    fingerprint: str
    listing: str | None
    changed: bool


@dataclass(frozen=True)
class Taken:
    """All that is recorded of one delivery, in one transaction."""

    agency: str
    delivery: str
    status: str
    reason: str | None
    detail: str | None
    fingerprint: str
    listing: str | None  # None: as it was
    files: list[FileRow]
    quarantine: list[QuarantineRow]
    notes: list[Note]
