"""Builds one release: DuckDB, Parquet and CSV in a folder that nobody reads yet.

Here: which relations are handed out, suppression, the quality tables, comments. Not here: verifying
(`verify.py`), making it current (`swap.py`).
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.history import History
from orchestration.publish.quality import QUALITY_TABLES, QualityTable
from orchestration.publish.swap import DATABASE
from orchestration.records import DeliveryRow
from orchestration.register import Register
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

# Aggregates and code lists; staging, cohort and checks hold pupils or their locations and stay behind.
# Aggregates are not anonymous: a row of a mart may count one person.
PUBLISHED_SCHEMAS = ("marts", "publications", "reference")

# R34: shares on too few pupils are not printed. A rule of reliability: the marts hold the same counts.
SUPPRESSED = ("aantal", "noemer", "aandeel")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def published_tables(connection: "duckdb.DuckDBPyConnection", database: str) -> list[tuple[str, str]]:
    """(schema, table) of every base table in the published schemas of a database."""
    return connection.execute(
        "select schema_name, table_name from duckdb_tables() "
        "where database_name = ? and list_contains(?, schema_name) order by all",
        (database, list(PUBLISHED_SCHEMAS)),
    ).fetchall()


def columns_of(
    connection: "duckdb.DuckDBPyConnection", database: str, schema: str, table: str
) -> list[tuple[str, str | None]]:
    """(column, comment) in order."""
    return connection.execute(
        "select column_name, comment from duckdb_columns() "
        "where database_name = ? and schema_name = ? and table_name = ? order by column_index",
        (database, schema, table),
    ).fetchall()


def build(settings: Settings, manifest: dict[str, Any], folder: Path) -> Path:
    """Copy what is handed out from the working database into `folder`; returns the path of the new database."""
    import duckdb

    path = folder / DATABASE
    with duckdb.connect() as connection:
        connection.execute(f"attach {_literal(str(settings.database))} as work (read_only)")
        # Clients of DuckDB 1.4 must be able to read it; 2.x files they cannot.
        connection.execute(f"attach {_literal(str(path))} as release (storage_version 'v1.4.0')")
        for schema, table in published_tables(connection, "work"):
            _copy_table(connection, schema, table)
        _write_quality(connection, settings)
        _write_comments(connection, manifest)
        connection.execute("checkpoint release")
    return path


def _copy_table(connection: "duckdb.DuckDBPyConnection", schema: str, table: str) -> None:
    columns = [name for name, _ in columns_of(connection, "work", schema, table)]
    hides = "onderdrukt" in columns
    select = ", ".join(
        f"case when not onderdrukt then {_quoted(name)} end as {_quoted(name)}"
        if hides and name in SUPPRESSED
        else _quoted(name)
        for name in columns
    )
    name = f"{_quoted(schema)}.{_quoted(table)}"
    connection.execute(f"create schema if not exists release.{_quoted(schema)}")
    connection.execute(f"create table release.{name} as select {select} from work.{name} order by all")


def _write_quality(connection: "duckdb.DuckDBPyConnection", settings: Settings) -> None:
    register = Register(settings)
    rows = {
        "deliveries": [asdict(row) | {"is_synthetic": _is_synthetic(settings, row)} for row in register.deliveries()],
        "files": [asdict(row) for row in register.files()],
        "quarantine_summary": [asdict(row) for row in register.quarantine_summary()],
    }
    connection.execute("create schema release.quality")
    for table in QUALITY_TABLES:
        declared = ", ".join(f"{column.name} {column.type}" for column in table.columns)
        connection.execute(f"create table release.quality.{table.name} ({declared})")
        _insert(
            connection,
            table,
            [[row[column.name] for column in table.columns] for row in rows.get(table.name, [])],
        )


def _is_synthetic(settings: Settings, delivery: DeliveryRow) -> bool:
    """The demo marks what it writes with a key `demo` in the manifest."""
    try:
        manifest = json.loads((settings.originals / delivery.agency / delivery.delivery / "manifest.json").read_bytes())
    except (OSError, ValueError):  # refused for its manifest
        return False
    return isinstance(manifest, dict) and "demo" in manifest


def write_check_results(path: Path, settings: Settings) -> None:
    """The history up to and including this refresh, so that the release's own checks are in it; anew each time."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"attach {_literal(str(path))} as release")
        table = next(table for table in QUALITY_TABLES if table.name == "check_results")
        connection.execute(f"delete from release.quality.{table.name}")
        _insert(connection, table, History(settings).all_results())
        connection.execute("checkpoint release")


def _insert(connection: "duckdb.DuckDBPyConnection", table: QualityTable, rows: list) -> None:
    if not rows:
        return
    import pyarrow

    # column-wise through Arrow: row-wise inserts cost seconds once the history is long
    columns = list(zip(*rows, strict=True))
    arrow = pyarrow.table({column.name: list(values) for column, values in zip(table.columns, columns, strict=True)})
    connection.register("rows_to_insert", arrow)
    connection.execute(f"insert into release.quality.{table.name} by name select * from rows_to_insert")
    connection.unregister("rows_to_insert")


def _write_comments(connection: "duckdb.DuckDBPyConnection", manifest: dict[str, Any]) -> None:
    """Every table and column says what it is, in the words of the models' YAML."""
    described = {
        (node["schema"], node["alias"]): node
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed"}
    }
    for schema, table in published_tables(connection, "release"):
        node = described[(schema, table)]
        columns = {name: column["description"] for name, column in node["columns"].items()}
        _comment(connection, f"{_quoted(schema)}.{_quoted(table)}", node["description"], columns)
    for table in QUALITY_TABLES:
        columns = {column.name: column.description for column in table.columns}
        _comment(connection, f"quality.{table.name}", table.description, columns)


def _comment(connection: "duckdb.DuckDBPyConnection", table: str, description: str, columns: dict[str, str]) -> None:
    connection.execute(f"comment on table release.{table} is {_literal(description)}")
    for column, text in columns.items():
        connection.execute(f"comment on column release.{table}.{_quoted(column)} is {_literal(text)}")


def export(path: Path, folder: Path) -> None:
    """The same relations as Parquet and CSV: `parquet/<schema>/<table>.parquet`, `csv/<schema>/<table>.csv`."""
    import duckdb

    formats = {"parquet": "format parquet", "csv": "format csv, header"}
    with duckdb.connect(path, read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        for schema, table in tables:
            for extension, options in formats.items():
                file = folder / extension / schema / f"{table}.{extension}"
                file.parent.mkdir(parents=True, exist_ok=True)
                connection.execute(f"copy {_quoted(schema)}.{_quoted(table)} to {_literal(str(file))} ({options})")
