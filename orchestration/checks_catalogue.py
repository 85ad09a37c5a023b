"""What each check promises, in words, and how it is judged: read from `seeds/rules.csv` and `seeds/checks.csv`.

Here: one description per check, found by its name, and a check's result, judged by its description. `checks.csv` holds
what is no rule of the report; a name there may have a part that varies, as in `<dataset>_accepted`, which the words
take over; the statements of the report have their own words, in `report_statements.csv`. Not here: counting
(`assets/`, `dbt_project/tests/`), showing (`assets/results.py`).
"""

import csv
import re
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from orchestration.errors import UnknownCheckError
from orchestration.history import CheckResult, judge
from orchestration.settings import CHECKOUT, Settings

RULES, CHECKS, STATEMENTS = "rules.csv", "checks.csv", "report_statements.csv"
STATEMENT = "S<number>_<statement>"  # in checks.csv: what all statements of the report have in common
VARYING = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class CheckDescription:
    """severity: `error` stops publication, `warn` is reported. threshold: share of offending rows that is allowed.

    rule: None for a check that is no rule. section: of the report; None where it has no sentence on it.
    """

    name: str
    rule: str | None
    section: str | None
    statement_nl: str
    statement_en: str
    severity: str
    owner: str
    threshold: float
    threshold_reason: str
    what_to_do_nl: str
    what_to_do: str


def describe(check_name: str, seeds: Path = CHECKOUT / "seeds") -> CheckDescription:
    """The description of a check by its name, as in `R07_age_cap` or `tewerkstelling_accepted`.

    Raises:
        UnknownCheckError: neither seed names it.
    """
    exact, varying = _catalogue(seeds)
    if check_name in exact:
        return exact[check_name]
    for pattern, description in varying:
        if match := pattern.fullmatch(check_name):
            return _filled_in(description, match)
    raise UnknownCheckError(f"no check {check_name} in {seeds}/{RULES} or {CHECKS}: add its line")


def described(check_name: str, seeds: Path = CHECKOUT / "seeds") -> CheckDescription:
    """As `describe`, also for a check that is there no longer: its incident may be open, its history is kept."""
    try:
        return describe(check_name, seeds)
    except UnknownCheckError:
        return CheckDescription(
            name=check_name,
            rule=None,
            section=None,
            statement_nl="Deze controle bestaat niet meer.",
            statement_en="This check exists no longer.",
            severity="warn",
            owner="data-engineering",
            threshold=0.0,
            threshold_reason="",
            what_to_do_nl="Kijk na waarom ze verdween.",
            what_to_do="See why it disappeared.",
        )


def judged(
    settings: Settings, asset: str, check_name: str, numerator: int, denominator: int, sample: str | None = None
) -> CheckResult:
    """The result of a check, with the rule, severity and threshold of its description."""
    description = describe(check_name, settings.seeds)
    return CheckResult(
        asset=asset,
        check_name=check_name,
        rule=description.rule,
        severity=description.severity,
        outcome=judge(numerator, denominator, description.threshold),
        numerator=numerator,
        denominator=denominator,
        threshold=description.threshold,
        sample=sample,
    )


@cache
def _catalogue(seeds: Path) -> tuple[dict[str, CheckDescription], list[tuple[re.Pattern[str], CheckDescription]]]:
    rows = [row for name in (RULES, CHECKS) for row in _read(seeds / name)]
    exact = {row.name: row for row in rows if not VARYING.search(row.name)}
    common = rows.pop(next(position for position, row in enumerate(rows) if row.name == STATEMENT))
    exact |= {row.name: row for row in _statements(seeds / STATEMENTS, common)}
    varying = [(re.compile(VARYING.sub(r"(?P<\1>\\w+)", row.name)), row) for row in rows if VARYING.search(row.name)]
    return exact, varying


def _read(path: Path) -> list[CheckDescription]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [{field.name: row.get(field.name) for field in fields(CheckDescription)} for row in rows]
    return [
        CheckDescription(
            **row
            | {
                "rule": row["rule"] or None,
                "section": row["section"] or None,
                "threshold": float(row["threshold"]),
            }
        )
        for row in kept
    ]


def _statements(path: Path, common: CheckDescription) -> list[CheckDescription]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            replace(
                common,
                name=row["name"],
                section=f"{row['section']}, line {row['source_lines']}",
                statement_nl=row["statement_nl"],
                statement_en=row["statement_en"],
            )
            for row in csv.DictReader(file)
        ]


def _filled_in(description: CheckDescription, match: re.Match[str]) -> CheckDescription:
    words = ("statement_nl", "statement_en", "what_to_do_nl", "what_to_do")
    filled = {name: VARYING.sub(lambda part: match[part[1]], getattr(description, name)) for name in words}
    return replace(description, name=match[0], **filled)
