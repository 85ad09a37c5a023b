"""Models, tests and macros hold no SQL that DuckDB and Spark are known to read differently."""

import re
from pathlib import Path

import pytest

DBT = Path(__file__).parents[2] / "dbt_project"

# pattern -> what to write instead
DIFFERENT = {
    r"\bexclude\s*\(": "* except (...)",
    r"\breplace\s*\(\s*[a-z_]+\s+as\b": "a column list",
    r"\bdistinct\s+on\b": "qualify row_number()",
    r"\bunion\s+(all\s+)?by\s+name\b": "a column list",
    r"\barg_(max|min)\b": "max_by, min_by",
    r"\bdate_?diff\b": "cast(e - d as int), or arithmetic on year() and month()",
    r"\bgenerate_series\b|\bunnest\b": "range(a, b) as r(i)",
    r"\bstrf?p?time\b|\bstrptime\b": "substr of the text, make_date",
    r"(?<!:)//": "cast(floor(a / b) as bigint)",
    r"\bregexp_matches\b": "regexp_extract(s, p, 0) <> ''",
    r"\blist\s*\(|\bstring_agg\b|\blist_": "array_sort(array_agg(x))",
    r"\b(as|::)\s*(varchar|text|hugeint)\b|::(varchar|text|hugeint)\b": "string, bigint",
    r"'[^'\n]*\\\\[^'\n]*'": "no backslash in a literal: [0-9], [.]",
}


def sql_files() -> list[Path]:
    return sorted(path for path in DBT.rglob("*.sql") if "target" not in path.parts)


def without_comments_and_jinja(text: str) -> str:
    return re.sub(r"--[^\n]*|/\*.*?\*/|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}", " ", text, flags=re.S).lower()


@pytest.mark.parametrize("path", sql_files(), ids=lambda path: path.name)
def test_only_portable_sql(path: Path) -> None:
    sql = without_comments_and_jinja(path.read_text())
    found = {pattern: instead for pattern, instead in DIFFERENT.items() if re.search(pattern, sql)}
    assert not found, f"{path.name}: not read alike by DuckDB and Spark; write instead: {found}"


def test_a_known_difference_is_seen() -> None:
    sql = without_comments_and_jinja("select * exclude (a), arg_max(b, c) from t -- list(x)")
    assert [p for p in DIFFERENT if re.search(p, sql)] == [r"\bexclude\s*\(", r"\barg_(max|min)\b"]
