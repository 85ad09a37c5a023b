"""The data dictionary as a structure, for the docs and the site: from contracts, models, seeds and quality tables.

Here: gathering what `sources/`, the YAML of models and seeds, and `publish/quality.py` say. Nothing is told here for
the first time; what none of them tells has an empty description, and a test fails. Not here: how it looks
(`markdown.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from orchestration.contracts import Column, Contract, load_contracts
from orchestration.publish.quality import QUALITY_TABLES
from orchestration.settings import Settings

# what dbt made, in the order in which data move
LAYERS = {
    "staging": "Accepted rows under the names and types of the warehouse; one view per dataset. Pupil level.",
    "cohort": "Pupils, leavers, their quarters and jobs. Pupil level: never handed out.",
    "marts": "Additive counts per subject, for splits that the report does not show. Handed out; "
    "single persons can be recognised in small groups.",
    "publications": "The figures and tables as cells, and the reconciliation with the printed values. Handed out.",
    "reference": "Code lists and rules, kept by hand. Handed out.",
}
QUALITY = "What was delivered, what became of it, and what every check said. Handed out."


@dataclass(frozen=True)
class Code:
    code: str
    nl: str
    en: str


@dataclass(frozen=True)
class Field:
    """A column. type: as declared, with its limits; codes: those it may hold, where they are listed."""

    name: str
    type: str
    description: str
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True)
class Table:
    """A dataset as delivered, or a table or view of the warehouse. facts: further short facts, name to text."""

    name: str
    description: str
    fields: tuple[Field, ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """The datasets of an agency (name: agency), or the tables of a schema."""

    name: str
    description: str
    tables: tuple[Table, ...]


def dictionary(settings: Settings, manifest: dict[str, Any], rules: Mapping[str, Iterable[str]]) -> list[Section]:
    """Agencies first, then the schemas of the warehouse, `quality` last.

    rules: of each publication, as reference.publication_rules has them.
    """
    contracts = load_contracts(settings.sources).values()
    agencies = dict.fromkeys(contract.agency for contract in contracts)
    delivered = [
        Section(
            agency,
            f"Datasets as {agency} delivers them.",
            tuple(_dataset(settings.sources, contract) for contract in contracts if contract.agency == agency),
        )
        for agency in agencies
    ]
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] in {"model", "seed"}]
    made = [
        Section(
            schema,
            description,
            tuple(
                _model(node, rules.get(node["name"], ()))
                for node in sorted(nodes, key=lambda node: node["alias"])
                if node["schema"] == schema
            ),
        )
        for schema, description in LAYERS.items()
    ]
    quality = tuple(
        Table(table.name, table.description, tuple(Field(c.name, c.type, c.description) for c in table.columns))
        for table in QUALITY_TABLES
    )
    return [*delivered, *made, Section("quality", QUALITY, quality)]


def _dataset(sources: Path, contract: Contract) -> Table:
    facts = [("key", ", ".join(contract.key)), ("formats", ", ".join(contract.formats))]
    if contract.period_type:
        facts.insert(0, ("one file per", contract.period_type))
    fields = [
        Field(column.name, _type(column), column.description, _codes(sources, column)) for column in contract.columns
    ]
    return Table(contract.dataset, contract.description, tuple(fields), tuple(facts))


def _codes(sources: Path, column: Column) -> tuple[Code, ...]:
    meanings = _meanings(sources).get(column.name, {})
    return tuple(Code(code, **meanings.get(code, {"nl": "", "en": ""})) for code in column.values)


@cache
def _meanings(sources: Path) -> dict[str, dict[str, dict[str, str]]]:
    import yaml

    return yaml.safe_load((sources / "codes.yml").read_text(encoding="utf-8"))


def _type(column: Column) -> str:
    """`integer, 1 to 99999`, `digits, 6 long`, `date, may be empty`."""
    parts = [column.type]
    if column.length:
        parts.append(f"{column.length} long")
    if column.min is not None:
        parts.append(f"{column.min} to {column.max}" if column.max is not None else f"{column.min} or more")
    if column.not_before:
        parts.append(f"not before {column.not_before}")
    if column.not_above:
        parts.append(f"not above {column.not_above}")
    if column.references:
        parts.append(f"in {column.references}")
    if column.optional:
        parts.append(f"empty is {column.empty_is}" if column.empty_is else "may be empty")
    return ", ".join(parts)


def _model(node: dict[str, Any], rules: Iterable[str]) -> Table:
    types = node["config"].get("column_types", {})  # of a seed
    fields = [
        Field(column["name"], column.get("data_type") or types.get(column["name"], ""), column["description"])
        for column in node["columns"].values()
    ]
    facts = []
    meta = node["config"].get("meta", {})
    if population := meta.get("population"):
        facts += [("population", population), ("rules", " ".join(sorted(rules)) or "none")]
    if example := meta.get("example_query"):
        facts.append(("example", example))
    return Table(node["alias"], " ".join(node["description"].split()), tuple(fields), tuple(facts))
