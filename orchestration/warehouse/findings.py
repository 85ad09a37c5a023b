"""What the checks in dbt found, as check results: numerator, denominator and sample per rule.

A check under `dbt_project/tests/` leaves one row in the schema `checks` (numerator, denominator, sample);
other dbt tests only count their failing rows.
"""

from typing import Any

from orchestration.checks_catalogue import describe
from orchestration.history import FAILED, PASSED, SKIPPED, CheckResult, judge
from orchestration.settings import Settings
from orchestration.warehouse.runner import NodeResult


def row_counts(settings: Settings) -> dict[tuple[str, str], int]:
    """Rows per (schema, table) of the working database."""
    import duckdb

    with duckdb.connect(settings.database, read_only=True) as connection:
        rows = connection.execute(
            "select schema_name, table_name, estimated_size from duckdb_tables() where not temporary"
        ).fetchall()
    return {(schema, table): size for schema, table, size in rows}


def drop_unknown(settings: Settings, manifest: dict[str, Any]) -> list[str]:
    """Drop the tables and views of an earlier version of the project that no node makes any more; returns their names.

    A release hands out what the working database holds: what nothing makes anew must not be in it.
    """
    import duckdb

    made = {(node["schema"], node["alias"]) for node in manifest["nodes"].values()}
    dropped = []
    with duckdb.connect(settings.database) as connection:
        found = connection.execute(
            "select schema_name, table_name, 'table' from duckdb_tables() where not internal "
            "union all select schema_name, view_name, 'view' from duckdb_views() where not internal order by all"
        ).fetchall()
        for schema, name, kind in found:
            if (schema, name) not in made:
                connection.execute(f'drop {kind} "{schema}"."{name}"')
                dropped.append(f"{schema}.{name}")
    return dropped


def check_results(
    settings: Settings, manifest: dict[str, Any], results: list[NodeResult], assets: dict[str, str]
) -> list[CheckResult]:
    """One result per dbt test that guards an asset.

    assets: unique id of the test -> the asset that it guards.
    """
    import duckdb

    found = []
    with duckdb.connect(settings.database, read_only=True) as connection:
        for result in results:
            if result.unique_id not in assets:
                continue
            node = manifest["nodes"][result.unique_id]
            told = describe(result.name, settings.seeds)
            row: tuple[int | None, int | None, str | None] = (result.failures, None, None)
            if node["config"].get("store_failures") and result.status in {"pass", "warn", "fail"}:
                # Every such check returns exactly one row; none means that the check itself is broken.
                row = connection.execute(
                    f'select numerator, denominator, sample from "{node["schema"]}"."{node["alias"]}"'
                ).fetchone() or (1, 1, None)
            found.append(
                CheckResult(
                    asset=assets[result.unique_id],
                    check_name=result.name,
                    rule=told.rule,
                    severity=told.severity,
                    outcome=_outcome(result, row[0], row[1], told.threshold),
                    threshold=told.threshold,
                    numerator=row[0],
                    denominator=row[1],
                    sample=row[2],
                )
            )
    return found


def _outcome(result: NodeResult, numerator: int | None, denominator: int | None, threshold: float) -> str:
    if result.status == "skipped":
        return SKIPPED
    if result.status == "error":
        return FAILED
    if denominator is not None:
        return judge(numerator or 0, denominator, threshold)
    return PASSED if result.status == "pass" else FAILED
