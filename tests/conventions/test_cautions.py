"""The cautions are about publications that exist, and the guide for analysts quotes them as they are."""

import csv
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
with (ROOT / "seeds" / "report_cautions.csv").open(encoding="utf-8", newline="") as file:
    CAUTIONS = {row["caution"]: row for row in csv.DictReader(file)}
PUBLICATIONS = {
    path.stem
    for path in (ROOT / "dbt_project" / "models" / "publications").rglob("*.sql")
    if re.match(r"(fig|tab|txt|ext)_", path.stem)
}
GUIDE = (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8")
QUESTIONS = {
    int(number): text for number, text in re.findall(r"^### (\d+)\.(.+?)(?=^### |^## )", GUIDE, flags=re.M | re.S)
}


@pytest.mark.parametrize("caution", sorted(CAUTIONS))
def test_caution_is_about_publications_that_exist(caution: str) -> None:
    named = CAUTIONS[caution]["publicaties"].split(" ")
    assert set(named) <= PUBLICATIONS, "their cautions would be lost"
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("caution", sorted(CAUTIONS))
def test_caution_is_told_in_both_languages(caution: str) -> None:
    row = CAUTIONS[caution]
    assert row["caution_nl"].strip() and row["caution_en"].strip() and row["caution_nl"] != row["caution_en"]
    assert re.fullmatch(r"((fn \d+|\d+(-\d+)?)(; |$))*", row["source_lines"] or "")


def quoted(text: str) -> dict[str, str]:
    """Cautions that a Markdown text quotes, each as one line."""
    quotes = re.findall(r"^> \*\*(C\d\d)\*\* (.+(?:\n> .+)*)", text, flags=re.M)
    return {caution: " ".join(words.replace("\n> ", " ").split()) for caution, words in quotes}


def test_the_guide_quotes_cautions_as_they_are() -> None:
    found = quoted(GUIDE)
    assert len(found) > 8
    assert found == {caution: CAUTIONS[caution]["caution_en"] for caution in found}


@pytest.mark.parametrize(("question", "caution"), [(1, "C09"), (2, "C06"), (4, "C17"), (5, "C18"), (6, "C07")])
def test_a_question_has_its_caution_under_it(question: int, caution: str) -> None:
    assert caution in quoted(QUESTIONS[question])


def test_no_question_compares_dual_with_other_pupils() -> None:
    """C01 forbids it: `duaal` may select, never split."""
    for query in re.findall(r"```sql\n(.+?)```", GUIDE, flags=re.S):
        assert not re.search(r"group by[^;]*\bduaal\b", query)
