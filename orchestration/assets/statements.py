"""What the report says in words, as asset checks: one per statement, of warning severity.

Here: a check for each line of `seeds/report_statements.csv`, judged by what the table `publications.statements` says.
Not here: what a statement compares (`seeds/statement_cells.csv`), and comparing it (`dbt_project/`).
"""

import csv
from collections.abc import Iterator

import dagster as dg

from orchestration.assets.results import as_events, told_in_dagster
from orchestration.assets.run import EXCLUSIVE
from orchestration.checks_catalogue import STATEMENTS, describe, judged
from orchestration.history import CheckResult, History
from orchestration.settings import Settings

KEY = dg.AssetKey(["publications", "statements"])


def build_statement_checks(settings: Settings) -> dg.AssetChecksDefinition:
    with (settings.seeds / STATEMENTS).open(encoding="utf-8", newline="") as file:
        names = {row["statement"]: row["name"] for row in csv.DictReader(file)}

    @dg.multi_asset_check(
        name="statements",
        # Warnings hold nothing back; blocking puts them before the release, which hands out their results.
        specs=[
            dg.AssetCheckSpec(name, asset=KEY, blocking=True, **told_in_dagster(describe(name, settings.seeds)))
            for name in names.values()
        ],
        required_resource_keys={EXCLUSIVE},
    )
    def check_statements(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        results = check_results(settings, names)
        incidents = History(settings).record(context.run.run_id, results)
        yield from as_events(results, incidents)

    return check_statements


def check_results(settings: Settings, names: dict[str, str]) -> list[CheckResult]:
    """names: statement -> name of its check. Numerator: comparisons that do not follow it; the sample names cells."""
    import duckdb

    with duckdb.connect(settings.database, read_only=True) as connection:
        rows = connection.execute(
            "select statement, count(*) filter (not is_followed), count(*), "
            "array_to_string((list(concat_ws(' / ', cell, other_cell) order by cell, other_cell) "
            "filter (not is_followed))[:3], ', ') "
            "from publications.statements group by statement"
        ).fetchall()
    found = {statement: counted for statement, *counted in rows}
    asset = KEY.to_user_string()
    return [judged(settings, asset, name, *found.get(statement, (0, 0, None))) for statement, name in names.items()]
