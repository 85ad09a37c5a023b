"""One delivery under way: its manifest, a job per file that is there, and all that the register gets to know.

Here: reading every file once, keeping its copy, gathering the outcomes. Not here: judging a file
(`files.py`), which delivery comes first (`taking.py`).
"""

import traceback
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from orchestration.errors import IntakeError
from orchestration.intake.files import Outcome, take_file
from orchestration.intake.landing import MANIFEST, Delivery, fingerprint
from orchestration.intake.manifest import BadManifestError, read_manifest
from orchestration.intake.naming import Candidate, Contracts, candidates
from orchestration.intake.references import References
from orchestration.intake.store import OriginalsCopy
from orchestration.records import ACCEPTED, REFUSED, TAKEN_IN, FileRow, Note, QuarantineRow, Taken
from orchestration.settings import Settings


@dataclass
class Opened:
    """A delivery whose manifest was read."""

    delivery: Delivery
    settings: Settings
    candidates: dict[str, Candidate]  # by file, named or there
    refusal: str | None  # why it is refused, in words
    copy: OriginalsCopy | None  # none for one that is taken from its originals
    jobs: dict[str, Future[tuple[str, Outcome | None]]] = field(default_factory=dict)  # by file that is there

    @classmethod
    def of(cls, delivery: Delivery, settings: Settings, contracts: Contracts) -> "Opened":
        is_original = delivery.folder.is_relative_to(settings.originals)
        copy = None if is_original else OriginalsCopy(delivery, settings)
        content = (delivery.folder / MANIFEST).read_bytes()
        try:
            manifest = read_manifest(content, delivery.agency, delivery.name)
        except BadManifestError as error:
            return cls(delivery, settings, {}, str(error), copy)
        present = delivery.files.keys() - ({MANIFEST} - manifest.keys())  # it counts where it names itself
        named = candidates(manifest, present, delivery.agency, contracts)
        return cls(delivery, settings, {candidate.file: candidate for candidate in named}, None, copy)

    def dataset_of(self, path: str) -> str | None:
        """Of a file that is there; none for the manifest and for what is no data file."""
        candidate = self.candidates.get(path)
        return candidate.contract.dataset if candidate and candidate.contract else None

    def take(self, path: str, references: References) -> tuple[str, Outcome | None]:
        """Read one file once: hash it, keep it, judge it when it is data. The job of a worker."""
        content = (self.delivery.folder / path).read_bytes()
        digest = sha256(content).hexdigest()
        if self.copy:
            self.copy.add(path, content)
        candidate = self.candidates.get(path)
        if candidate is None:
            return digest, None
        if not candidate.is_readable:
            return digest, Outcome(candidate, digest, reason=candidate.reason)
        known = references.of(candidate.contract, self.delivery)
        with self._without_values(path):
            return digest, take_file(candidate, content, digest, self.delivery.name, known, self.settings)

    @contextmanager
    def _without_values(self, path: str) -> Iterator[None]:
        """A mistake in judging is told by its place: its own words may quote the file."""
        try:
            yield
        except OSError:
            raise
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            raise IntakeError(
                f"{self.delivery.agency} {self.delivery.name}: {_printable(path)} cannot be judged "
                f"({type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}); "
                "this is a mistake of the warehouse, and nothing of this delivery is taken in"
            ) from None

    def accepted_datasets(self) -> list[str]:
        """Of the jobs given so far; waits for them."""
        outcomes = [job.result()[1] for job in self.jobs.values()]
        return [one.candidate.contract.dataset for one in outcomes if one and one.status == ACCEPTED]

    def finish(self) -> Taken:
        """Wait for every job and put the originals in their place."""
        results = {path: job.result() for path, job in self.jobs.items()}
        outcomes = [
            results[file][1] if file in results else Outcome(candidate, None, reason=candidate.reason)
            for file, candidate in self.candidates.items()
        ]
        if self.copy:
            self.copy.finish()
        delivery = self.delivery
        of = [(delivery.agency, delivery.name, _printable(one.candidate.file), one) for one in outcomes]
        return Taken(
            agency=delivery.agency,
            delivery=delivery.name,
            status=REFUSED if self.refusal else TAKEN_IN,
            reason="bad_manifest" if self.refusal else None,
            detail=self.refusal,
            fingerprint=fingerprint({path: digest for path, (digest, _) in results.items()}),
            listing=delivery.listing if self.copy else None,
            files=[_file_row(*file) for file in of],
            quarantine=[
                QuarantineRow(*place, reason, n) for *place, outcome in of for reason, n in outcome.quarantined.items()
            ],
            notes=[Note(*place, *note) for *place, outcome in of for note in outcome.notes],
        )


def _file_row(agency: str, delivery: str, file: str, outcome: "Outcome") -> FileRow:
    contract = outcome.candidate.contract
    return FileRow(
        agency=agency,
        delivery=delivery,
        file=file,
        dataset=contract.dataset if contract else None,
        period=outcome.candidate.period,
        sha256=outcome.sha256,
        status=outcome.status,
        reason=outcome.reason,
        line=outcome.line,
        column=outcome.column,
        n_delivered=outcome.n_delivered,
        n_accepted=outcome.n_accepted,
        n_quarantined=sum(outcome.quarantined.values()),
    )


def _printable(name: str) -> str:
    """A file may have a name that is no text."""
    return name.encode("utf-8", "backslashreplace").decode()
