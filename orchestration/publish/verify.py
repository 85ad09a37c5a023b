"""Verifies a release before anyone can read it. Each function counts for one check on what is to be handed out."""

from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.checks_catalogue import judged
from orchestration.history import CheckResult
from orchestration.publish.release import published_tables
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

ASSET = "published/marts_duckdb"

# What names, or could name, a pupil or an employer in the contracts and the cohort.
IDENTIFYING = ("leerling_id", "code_insz", "geboortedatum", "bce_kbo", "stagegever_kbo", "source_line")


Counted = tuple[str, int, int]  # check, offending, looked at


def verify(settings: Settings, path: Path) -> list[CheckResult]:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as release (read_only)")
        connection.execute(f"attach '{settings.database}' as work (read_only)")
        counted = [
            _nothing_lost(connection),
            _no_pupil_level_columns(connection),
            _no_pupil_identifiers(connection),
            _suppressed_cells_hidden(connection),
            _everything_described(connection),
        ]
    return [judged(settings, ASSET, *each) for each in counted]


def _nothing_lost(connection: "duckdb.DuckDBPyConnection") -> Counted:
    """The release holds as many rows of each relation as the working database, and each relation."""
    tables = published_tables(connection, "work")
    present = set(published_tables(connection, "release"))
    differing = 0
    for schema, table in tables:
        if (schema, table) not in present:
            differing += 1
            continue
        name = f'"{schema}"."{table}"'
        (same,) = connection.execute(
            f"select (select count(*) from work.{name}) = (select count(*) from release.{name})"
        ).fetchone()
        differing += not same
    return "nothing_lost", differing, len(tables)


def _no_pupil_level_columns(connection: "duckdb.DuckDBPyConnection") -> Counted:
    numerator, denominator = connection.execute(
        "select count(*) filter (where list_contains(?, lower(column_name))), count(*) "
        "from duckdb_columns() where database_name = 'release' and not internal",
        (list(IDENTIFYING),),
    ).fetchone()
    return "no_pupil_level_columns", numerator, denominator


def _no_pupil_identifiers(connection: "duckdb.DuckDBPyConnection") -> Counted:
    """No text cell equals a pupil id of the cohort: catches an identifier under another name."""
    columns = connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = 'release' and data_type = 'VARCHAR' and not internal"
    ).fetchall()
    if not columns:
        return "no_pupil_identifiers", 0, 0
    distinct = " union all ".join(
        f'select distinct "{column}" as value from release."{schema}"."{table}"' for schema, table, column in columns
    )
    numerator, denominator = connection.execute(
        f"select count(*) filter (where value in (select leerling_id from work.cohort.leavers)), count(*) "
        f"from (select distinct value from ({distinct}) where value is not null)"
    ).fetchone()
    return "no_pupil_identifiers", numerator, denominator


def _suppressed_cells_hidden(connection: "duckdb.DuckDBPyConnection") -> Counted:
    numerator, denominator = connection.execute(
        "select count(*) filter (where coalesce(aantal, noemer, aandeel) is not null), count(*) "
        "from release.publications.cells where onderdrukt"
    ).fetchone()
    return "R34_suppressed_cells_hidden", numerator, denominator


def _everything_described(connection: "duckdb.DuckDBPyConnection") -> Counted:
    numerator, denominator = connection.execute(
        """
        select count(*) filter (where coalesce(trim(comment), '') = ''), count(*)
        from (
            select comment from duckdb_tables() where database_name = 'release'
            union all
            select comment from duckdb_columns() where database_name = 'release' and not internal
        )
        """
    ).fetchone()
    return "everything_described", numerator, denominator
