"""The schema `quality` of a release: tables, columns, types and descriptions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QualityColumn:
    name: str
    type: str
    description: str


@dataclass(frozen=True)
class QualityTable:
    name: str
    description: str
    columns: tuple[QualityColumn, ...]


_AGENCY = QualityColumn("agency", "varchar", "Agency that delivered: agodi, ksz or ahovoks.")
_DELIVERY = QualityColumn(
    "delivery", "varchar", "Name of the delivery: its date, with _2, _3 ... for a second one that day."
)
_FILE = QualityColumn("file", "varchar", "Name of the file in the delivery.")

QUALITY_TABLES = (
    QualityTable(
        "deliveries",
        "Every delivery that was looked at. One row per agency and delivery.",
        (
            _AGENCY,
            _DELIVERY,
            QualityColumn("status", "varchar", "taken in, or refused as a whole."),
            QualityColumn(
                "reason",
                "varchar",
                "bad_manifest for a refused delivery; delivery_changed when the folder changed after it was "
                "taken in (the state taken in stays); else null.",
            ),
            QualityColumn("taken_in_at", "varchar", "When it was first looked at (UTC, ISO 8601)."),
            QualityColumn(
                "is_synthetic",
                "boolean",
                "True when `wpl demo` made it up: its manifest says so. Nothing can be concluded from it.",
            ),
        ),
    ),
    QualityTable(
        "files",
        "Every file of every delivery taken in. One row per agency, delivery and file; "
        "n_delivered = n_accepted + n_quarantined for an accepted file.",
        (
            _AGENCY,
            _DELIVERY,
            _FILE,
            QualityColumn("dataset", "varchar", "Dataset by the file's name; null when it names none."),
            QualityColumn(
                "period",
                "varchar",
                "School year (2016-2017) or quarter (2018Q3) by the file's name; null when there is none.",
            ),
            QualityColumn("sha256", "varchar", "SHA-256 of the file as delivered; null when it is not there."),
            QualityColumn("status", "varchar", "accepted or rejected."),
            QualityColumn("reason", "varchar", "Why it was rejected: the first reason that applies; else null."),
            QualityColumn("line", "bigint", "Line of the file that the reason points at, where there is one."),
            QualityColumn("n_delivered", "bigint", "Data rows in the file, malformed ones included (rows)."),
            QualityColumn("n_accepted", "bigint", "Rows taken in; 0 for a rejected file (rows)."),
            QualityColumn("n_quarantined", "bigint", "Rows set apart with a reason; 0 for a rejected file (rows)."),
            QualityColumn(
                "is_active",
                "boolean",
                "True when this file counts for its dataset and period: the newest accepted one.",
            ),
        ),
    ),
    QualityTable(
        "quarantine_summary",
        "Quarantined rows per file and reason. One row per agency, delivery, file and reason.",
        (
            _AGENCY,
            _DELIVERY,
            _FILE,
            QualityColumn("reason", "varchar", "The first reason that applies to the row."),
            QualityColumn("n_rows", "bigint", "Rows with this reason (rows)."),
        ),
    ),
    QualityTable(
        "check_results",
        "Outcome of every check of every refresh up to this one, failed refreshes included. "
        "One row per run, asset and check.",
        (
            QualityColumn("refreshed_at", "varchar", "Start of the refresh (UTC, ISO 8601)."),
            QualityColumn("run_id", "varchar", "Dagster run of the refresh."),
            QualityColumn("asset", "varchar", "Asset that the check guards."),
            QualityColumn(
                "check_name",
                "varchar",
                "Name of the check; starts with the rule's id where it enforces a rule.",
            ),
            QualityColumn("rule", "varchar", "Rule of the report that it enforces (reference.rules), else null."),
            QualityColumn("severity", "varchar", "error: nothing is published when it fails; warn: it is reported."),
            QualityColumn("outcome", "varchar", "passed, failed, not applicable (nothing to look at) or skipped."),
            QualityColumn("numerator", "bigint", "Offending rows (rows)."),
            QualityColumn(
                "denominator",
                "bigint",
                "Rows looked at (rows); null for checks that only count offending rows.",
            ),
            QualityColumn("threshold", "double", "Share of offending rows above which the check fails (0-1)."),
        ),
    ),
)
