"""One value: from its text in the agency's dialect to what is stored, or that it is a bad value.

Here: one function per column type; it reads like the specification and is called once per distinct text.
Not here: empty fields, other columns of the row (`rows.py`), whole columns at once (`columns.py`).
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from orchestration.contracts import Column, Dialect
from orchestration.intake.naming import is_period

Value = str | int | float | date | bool
Parser = Callable[[str], Value | None]  # None: a bad value

FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_DIGITS = 18
MAX_PUPIL_ID = 40

PUPIL_ID = re.compile(f"[A-Za-z0-9-]{{1,{MAX_PUPIL_ID}}}")
INTEGER = re.compile(f"[0-9]{{1,{MAX_DIGITS}}}")
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
QUARTER = re.compile(r"[0-9]{4}[1-4]")
MONTH = re.compile(r"[0-9]{4}(0[1-9]|1[0-2])")
COMPANY_NUMBER = re.compile(r"[01][0-9]{9}")
JOINT_COMMITTEE = re.compile(r"[0-9]{3}(\.[0-9]{2})?")
DATES = {
    "DD/MM/YYYY": re.compile(r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})"),
    "YYYY-MM-DD": re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
}


def parser(column: Column, dialect: Dialect) -> Parser:
    """What turns a text of this column into its value."""
    match column.type:
        case "text":
            return lambda text: text
        case "pupil_id":
            return _form(PUPIL_ID)
        case "code":
            return lambda text: text if text in column.values else None
        case "digits":
            return _form(re.compile(f"[0-9]{{{column.length}}}"))
        case "integer":
            return lambda text: int(text) if INTEGER.fullmatch(text) and _in_range(int(text), column) else None
        case "decimal":
            return lambda text: _decimal(text, column)
        case "date":
            return lambda text: _date(text, dialect, partial=False)
        case "partial_date":
            return lambda text: _date(text, dialect, partial=True)
        case "yes_no":
            return {"J": True, "N": False}.get
        case "schooljaar":
            return lambda text: text if is_period(text, "schooljaar") else None
        case "kwartaal":
            return _form(QUARTER)
        case "maand":
            return _form(MONTH)
        case "company_number":
            return company_number
        case "joint_committee":
            return _form(JOINT_COMMITTEE)
    raise ValueError(f"no column type {column.type}")


def company_number(text: str) -> str | None:
    """Ten digits, after the repairs that are allowed; None when the check digits do not agree."""
    number = text.removeprefix("BE").replace(".", "").replace(" ", "")
    if len(number) == 9:
        number = "0" + number
    if COMPANY_NUMBER.fullmatch(number) and int(number[8:]) == 97 - int(number[:8]) % 97:
        return number
    return None


def _form(pattern: re.Pattern[str]) -> Parser:
    return lambda text: text if pattern.fullmatch(text) else None


def _in_range(number: int | Decimal, column: Column) -> bool:
    return (column.min is None or number >= column.min) and (column.max is None or number <= column.max)


def _decimal(text: str, column: Column) -> float | None:
    # compared before rounding: 2.00000000000000000001 is above 2
    return float(text) if DECIMAL.fullmatch(text) and _in_range(Decimal(text), column) else None


def _date(text: str, dialect: Dialect, partial: bool) -> date | None:
    match = DATES[dialect.date].fullmatch(text)
    if not match:
        return None
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if partial and day == 0:
        day, month = 1, month or 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
