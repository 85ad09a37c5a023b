"""`wpl sql`: one query on the current release, read-only, as a table, CSV or JSON on stdout."""

import sys
from typing import TYPE_CHECKING

from orchestration.errors import NothingPublishedError, QueryError
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb


def release(settings: Settings) -> "duckdb.DuckDBPyConnection":
    """The current publication, opened read-only.

    Raises:
        NothingPublishedError: no refresh has published yet.
    """
    import duckdb

    path = settings.published / "marts.duckdb"
    if not path.exists():
        raise NothingPublishedError(f"nothing is published in {settings.published} yet; run `wpl refresh` first")
    return duckdb.connect(path, read_only=True)


def query(settings: Settings, statement: str, output: str) -> int:
    """Print the rows of `statement`.

    Raises:
        NothingPublishedError: no refresh has published yet.
        QueryError: DuckDB refuses the statement; the message is DuckDB's own.
    """
    import duckdb

    with release(settings) as connection:
        try:
            relation = connection.sql(statement)
        except duckdb.Error as error:
            raise QueryError(str(error)) from None
        if relation is None:
            return 0
        if output == "csv":
            _csv(relation)
        elif output == "json":
            _json(relation)
        else:
            relation.show(max_rows=1000, max_width=_width())
    return 0


def _width() -> int:
    import shutil

    return max(shutil.get_terminal_size((160, 24)).columns, 80)


def _csv(relation) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(relation.columns)
    writer.writerows(relation.fetchall())


def _json(relation) -> None:
    """One array of objects; dates as ISO text."""
    import json

    columns = relation.columns
    rows = [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()
