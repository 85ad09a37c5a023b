"""The data dictionary as `docs/data-dictionary.md`."""

import re

from orchestration.dictionary.entries import Section, Table

HEAD = """# Data dictionary

Every dataset, table, column and code. Made by `make docs` from the contracts in `sources/`, the YAML beside the models
and the seeds, and `orchestration/publish/quality.py`: change it there. The same words are comments in
`published/marts.duckdb`. The rules that the descriptions name are told in [methodology.md](methodology.md).
"""


def markdown(sections: list[Section]) -> str:
    return "\n".join([HEAD, *(_section(section) for section in sections)])


def _section(section: Section) -> str:
    figures = [table for table in section.tables if re.match(r"(fig|tab|txt|ext)_", table.name)]
    tables = [table for table in section.tables if table not in figures]
    parts = [f"## {section.name}\n\n{section.description}\n"]
    if figures:
        parts.append(_figures(figures))
    return "\n".join([*parts, *map(_table, tables)])


def _figures(figures: list[Table]) -> str:
    """They have the columns of `cells`; only what they count is their own."""
    rows = ["| publication | what | population | rules | aantal | noemer |", "|---|---|---|---|---|---|"]
    for table in figures:
        told = {field.name: field.description for field in table.fields}
        what = table.description.split(" Key and conventions")[0]
        facts = dict(table.facts)
        cells = (what, facts["population"], facts["rules"], told["aantal"], told["noemer"])
        rows.append(f"| `{table.name}` | {' | '.join(map(_cell, cells))} |")
    return "\n".join(rows) + "\n"


def _table(table: Table) -> str:
    is_typed = any(field.type for field in table.fields)  # views of staging take their types from the accepted files
    lines = [f"### {table.name}\n", table.description + "\n"]
    lines += [f"- {name}: {'`' + text + '`' if name == 'example' else text}" for name, text in table.facts]
    lines += ["", "| column | type | meaning |", "|---|---|---|"] if is_typed else ["| column | meaning |", "|---|---|"]
    for field in table.fields:
        codes = "".join(f"<br>`{code.code}` {code.nl} / {code.en}" for code in field.codes)
        type_ = f" {field.type} |" if is_typed else ""
        lines.append(f"| `{field.name}` |{type_} {_cell(field.description + codes)} |")
    return re.sub("\n\n+", "\n\n", "\n".join(lines)) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
