"""What docs/ tells analysts to type, typed: ten questions, the Python snippet, and the notebook from top to bottom."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import nbformat
import pytest
from nbclient import NotebookClient

from orchestration.settings import CHECKOUT

GUIDE = (CHECKOUT / "docs" / "analysts.md").read_text(encoding="utf-8")
NOTEBOOK = CHECKOUT / "docs" / "analysts.ipynb"
QUESTIONS = dict(re.findall(r"^### (\d+\. .+?)\n+```sql\n(.+?)```", GUIDE, flags=re.M | re.S))


@pytest.fixture(scope="module")
def release(refreshed_once: Path) -> duckdb.DuckDBPyConnection:
    with duckdb.connect(refreshed_once / "published" / "marts.duckdb", read_only=True) as connection:
        yield connection


def rows(release: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    found = release.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_there_are_ten_questions() -> None:
    assert [question.partition(".")[0] for question in QUESTIONS] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_question_has_an_answer(question: str, release: duckdb.DuckDBPyConnection) -> None:
    answer = rows(release, QUESTIONS[question])
    assert answer
    shares = [value for row in answer for name, value in row.items() if name.startswith("pct_") and value is not None]
    assert all(0 <= share <= 100 for share in shares)


def test_answers_are_those_of_the_figures(release: duckdb.DuckDBPyConnection) -> None:
    """Where a question asks what a figure shows, the mart gives the figure's number."""
    by_number = {question.partition(".")[0]: query for question, query in QUESTIONS.items()}
    cells = {
        (row["schooljaar"], row["onderwijsvorm"], row["stageverplichting"]): round(100 * row["aandeel"], 1)
        for row in rows(release, "from publications.cells where publicatie = 'fig_21' and kwartaal = '8'")
    }
    answered = {
        (row["schooljaar"], row["onderwijsvorm"], row["stageverplichting"]): row["pct_of_available"]
        for row in rows(release, by_number["2"])
    }
    assert answered == cells
    complete = {row["schooljaar"] for row in rows(release, by_number["8"]) if row["is_complete"]}
    assert complete == {
        row["schooljaar"] for row in rows(release, "from publications.cells where publicatie = 'fig_17'")
    }


def test_python_snippet_runs(refreshed_once: Path) -> None:
    (snippet,) = re.findall(r"```python\n(.+?)```", GUIDE, flags=re.S)
    done = subprocess.run(
        [sys.executable, "-c", snippet], cwd=refreshed_once, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "2016-2017" in done.stdout


def test_notebook_is_kept_without_outputs() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) > 3 and not any(cell.outputs or cell.execution_count for cell in code)


def test_notebook_runs_from_top_to_bottom(
    refreshed_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WPL_DATA", os.fspath(refreshed_once))
    monkeypatch.setenv("IPYTHONDIR", os.fspath(tmp_path))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = {"metadata": {"path": NOTEBOOK.parent}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()  # raises when a cell does
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    charts = [output.data["image/svg+xml"] for output in outputs if "image/svg+xml" in output.get("data", {})]
    bars, lines = (len(re.findall(r'aria-roledescription="(?:bar|point)"', chart)) for chart in charts)
    assert bars > 20 and lines == 24  # three groups, eight quarters
