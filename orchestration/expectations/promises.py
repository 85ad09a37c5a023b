"""What a contract promises of a row, as SQL on the accepted Parquet: the same words as `sources/`, no code of intake.

Here: one condition per column and kind, true for a row that breaks it. Not here: counting such rows (`counting.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.contracts import Column, Contract

COLUMNS, EMPTY, CODES, RANGE, FORM, AGREEMENT, PERIOD, KEY = (
    *("columns", "empty", "codes", "range", "form", "agreement", "period", "key"),
)

STORED = {"integer": "BIGINT", "decimal": "DOUBLE", "date": "DATE", "partial_date": "DATE", "yes_no": "BOOLEAN"}
FORMS = {
    "pupil_id": "[A-Za-z0-9-]{1,40}",
    "kwartaal": "[0-9]{4}[1-4]",
    "maand": "[0-9]{4}(0[1-9]|1[0-2])",
    "joint_committee": "[0-9]{3}([.][0-9]{2})?",
    "company_number": "[01][0-9]{9}",
    "schooljaar": "[0-9]{4}-[0-9]{4}",
}
FIRST_DAY, LAST_DAY = "date '1900-01-01'", "date '2100-12-31'"
ORIGIN = {"source_delivery": "VARCHAR", "source_file": "VARCHAR", "source_line": "BIGINT"}


@dataclass(frozen=True)
class Promise:
    kind: str
    column: str
    broken: str  # SQL, true for a row that breaks it; `period` is that of the row's file


def stored_columns(contract: Contract) -> dict[str, str]:
    """DuckDB type by name, in order, of an accepted file."""
    return {column.name: STORED.get(column.type, "VARCHAR") for column in contract.columns} | ORIGIN


def promises(contract: Contract) -> list[Promise]:
    return [promise for column in contract.columns for promise in _of(column, contract)]


def _of(column: Column, contract: Contract) -> Iterator[Promise]:
    name = f'"{column.name}"'
    if not column.optional or column.empty_is:
        yield Promise(EMPTY, column.name, f"{name} is null")
    if column.values:
        yield Promise(CODES, column.name, f"{name} not in ({_listed(column.values)})")
    if limits := _range(column, name):
        yield Promise(RANGE, column.name, limits)
    if contradiction := _contradiction(column, name):
        yield Promise(AGREEMENT, column.name, contradiction)
    if column.name == contract.period_column:  # then it has the form of one too
        in_file = "replace(period, 'Q', '')" if column.type == "kwartaal" else "period"
        yield Promise(PERIOD, column.name, f"{name} is distinct from {in_file}")
    elif form := _form(column, name):
        yield Promise(FORM, column.name, form)


def _range(column: Column, name: str) -> str | None:
    if column.type in {"date", "partial_date"}:
        return f"{name} not between {FIRST_DAY} and {LAST_DAY}"
    limits = [f"{name} < {column.min}"] if column.min is not None else []
    limits += [f"{name} > {column.max}"] if column.max is not None else []
    limits += [f"not isfinite({name})"] if column.type == "decimal" else []
    return " or ".join(limits) or None


def _form(column: Column, name: str) -> str | None:
    form = f"[0-9]{{{column.length}}}" if column.type == "digits" else FORMS.get(column.type)
    if form is None:
        return None
    broken = f"not regexp_full_match({name}, '{form}')"
    if column.type == "company_number":
        broken += f" or cast(substr({name}, 9) as int) <> 97 - cast(substr({name}, 1, 8) as int) % 97"
    if column.type == "schooljaar":
        broken += f" or cast(substr({name}, 6) as int) <> cast(substr({name}, 1, 4) as int) + 1"
    return broken


def _contradiction(column: Column, name: str) -> str | None:
    if column.not_before:
        return f'{name} < "{column.not_before}"'
    if column.not_above:
        return f'{name} > "{column.not_above}"'
    if column.within:
        quarter = f"substr({name}, 1, 4) || cast(cast(ceil(cast(substr({name}, 5) as int) / 3) as int) as varchar)"
        return f'{quarter} <> "{column.within}"'
    if column.fits:
        return " or ".join(
            f"(\"{column.fits.column}\" = '{value}' and "
            + (
                f"({name} is null or {name} not in ({_listed(sorted(fitting))})))"
                if fitting
                else f"{name} is not null)"
            )
            for value, fitting in column.fits.values.items()
        )
    return None


def _listed(values: tuple[str, ...] | list[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
