"""Everything is described, in words that are kept in one place; the generated pages say what is there now."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from orchestration.contracts import load_contracts
from orchestration.dictionary.__main__ import pages
from orchestration.dictionary.entries import Section, dictionary
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.project import manifest


@pytest.fixture(scope="module")
def sections() -> list[Section]:
    settings = Settings(data=Path("unused"))
    return dictionary(settings, manifest(settings), {})


def undescribed(sections: list[Section]) -> list[str]:
    found = []
    for section in sections:
        for table in section.tables:
            place = f"{section.name}.{table.name}"
            found += [place] if not table.description.strip() or not table.fields else []
            for field in table.fields:
                texts = [field.description, *(text for code in field.codes for text in (code.nl, code.en))]
                found += [f"{place}.{field.name}"] if not all(text.strip() for text in texts) else []
    return found


def test_every_dataset_table_column_and_code_is_described(sections: list[Section]) -> None:
    assert not undescribed(sections)
    names = [section.name for section in sections]
    assert names == [*("agodi", "ahovoks", "ksz", "staging", "cohort", "marts", "publications", "reference", "quality")]
    assert all(len(section.tables) > 1 for section in sections)


def test_what_is_not_described_is_seen(sections: list[Section]) -> None:
    section = sections[0]
    table = next(table for table in section.tables if table.name == "inschrijvingen")
    aanbieder = next(field for field in table.fields if field.name == "aanbieder")
    untold = replace(aanbieder, codes=(replace(aanbieder.codes[0], nl=""), *aanbieder.codes[1:]))
    broken = replace(section, tables=(replace(table, fields=(untold,)), replace(table, description=" ")))
    assert undescribed([broken]) == ["agodi.inschrijvingen.aanbieder", "agodi.inschrijvingen"]


def test_no_code_is_told_that_no_contract_has() -> None:
    told = yaml.safe_load((CHECKOUT / "sources" / "codes.yml").read_text(encoding="utf-8"))
    used: dict[str, set[str]] = {}
    for contract in load_contracts(CHECKOUT / "sources").values():
        for column in contract.columns:
            if column.values:
                used.setdefault(column.name, set()).update(column.values)
    assert {name: set(codes) for name, codes in told.items()} == used


def test_generated_pages_are_current() -> None:
    old = [path.name for path, text in pages(Settings(data=Path("unused"))).items() if path.read_text() != text]
    assert not old, "run `make docs` and commit what it changed"


def test_methodology_tells_each_rule_with_its_example() -> None:
    text = (CHECKOUT / "docs" / "methodology.md").read_text(encoding="utf-8")
    head, *rules = re.split(r"^## (?=R\d\d)", text, flags=re.M)
    with (CHECKOUT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [rule.partition("\n")[0] for rule in rules] == [row["name"] for row in rows]
    for rule, row in zip(rules, rows, strict=True):
        assert f"- Kind: {row['support']}\n" in rule
        assert (f"(lines {row['source_lines']})" in rule) == bool(row["source_lines"])
        assert (f"| {row['rule']} | {row['support']} | {row['left_open_en']} |" in head) == bool(row["chosen_here_en"])
        assert "- Models and macros: `" in rule, rule[:40]
        assert "\nThen `" in rule or "- Examples above: " in rule, rule[:40]
