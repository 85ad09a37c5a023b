"""Contracts: what the agencies agreed to deliver, read from `sources/`.

Here: the dataclasses and their loader. Not here: judging a file or a value against them (`intake/`).
Light to import: the no-op refresh goes through it.
"""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

COLUMN_TYPES = frozenset(
    (
        *("pupil_id", "text", "code", "digits", "yes_no", "integer", "decimal", "date", "partial_date"),
        *("schooljaar", "kwartaal", "maand", "company_number", "joint_committee"),
    )
)


@dataclass(frozen=True)
class Dialect:
    """How an agency writes a CSV file."""

    separator: str
    encoding: str  # iso-8859-1 or utf-8
    date: str  # DD/MM/YYYY or YYYY-MM-DD
    header_case: str  # how it writes column names; they are read in any case


@dataclass(frozen=True)
class Fit:
    """The values that a column may have for each value of another one; none: it must be empty."""

    column: str
    values: dict[str, frozenset[str]] = field(hash=False)


@dataclass(frozen=True)
class Column:
    name: str  # lower case
    type: str
    description: str
    optional: bool = False
    values: tuple[str, ...] = ()  # of a code
    length: int | None = None  # of digits
    min: int | None = None
    max: int | None = None
    not_before: str | None = None  # date column that it may not precede
    not_above: str | None = None  # integer column that it may not exceed
    within: str | None = None  # quarter column that the month must lie in
    fits: Fit | None = None
    references: str | None = None  # dataset of the same agency that must hold the value
    empty_is: str | None = None  # the code that an empty field stands for
    invalid_is_missing: bool = False  # company numbers: one that is not valid becomes null, with a note


@dataclass(frozen=True)
class Contract:
    agency: str
    dialect: Dialect
    dataset: str
    description: str
    period_type: str | None  # schooljaar, kwartaal or None
    period_column: str | None
    formats: tuple[str, ...]
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def id(self) -> tuple[str, str]:
        return (self.agency, self.dataset)

    @cached_property
    def column(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def load_contracts(sources: Path) -> dict[tuple[str, str], Contract]:
    """Every contract by (agency, dataset), in alphabetical order.

    Raises:
        ValueError: a contract names a type, column or setting that does not exist.
    """
    dialects = {name: Dialect(**dialect) for name, dialect in _read(sources / "agencies.yml").items()}
    contracts = [_contract(dialects[path.parent.name], path) for path in sorted(sources.glob("*/*.yml"))]
    return {contract.id: contract for contract in contracts}


def _read(path: Path) -> dict[str, Any]:
    import yaml

    return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _contract(dialect: Dialect, path: Path) -> Contract:
    document = _read(path)
    period = document.get("period", {})
    try:
        contract = Contract(
            agency=path.parent.name,
            dialect=dialect,
            dataset=document["dataset"],
            description=document["description"],
            period_type=period.get("type"),
            period_column=period.get("column"),
            formats=tuple(document["formats"]),
            key=tuple(document["key"]),
            columns=tuple(_column(column) for column in document["columns"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"contract {path.name}: {error}") from None
    _check(contract, path)
    return contract


def _column(document: dict[str, Any]) -> Column:
    fits = document.pop("fits", None)
    values = tuple(document.pop("values", ()))
    if fits:
        allowed = {value: frozenset(fitting) for value, fitting in fits["values"].items()}
        fits = Fit(fits["column"], allowed)
    return Column(**document, values=values, fits=fits)


def _check(contract: Contract, path: Path) -> None:
    if contract.dataset != path.stem:
        raise ValueError(f"contract {path.name}: its dataset is {contract.dataset}")
    mentioned = {*contract.key, contract.period_column} - {None}
    for column in contract.columns:
        if column.type not in COLUMN_TYPES:
            raise ValueError(f"contract {path.name}: {column.name} has no known type ({column.type})")
        others = {column.not_before, column.not_above, column.within, column.fits and column.fits.column}
        mentioned |= others - {None}
    if unknown := mentioned - contract.column.keys():
        raise ValueError(f"contract {path.name}: no column {', '.join(sorted(unknown))}")
