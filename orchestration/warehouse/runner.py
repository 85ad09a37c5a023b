"""Runs dbt inside this process: one import, one parse and one database connection for a whole refresh.

Here: invoking dbt and turning its results into plain rows. Not here: Dagster (`assets/models.py`).
A subprocess would cost a second Python start, a second import of dbt and a second parse at every refresh.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.settings import Settings

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt.contracts.graph.manifest import Manifest


@dataclass(frozen=True)
class NodeResult:
    """What became of one dbt node. failures: of a test, what its `fail_calc` counted."""

    unique_id: str
    name: str
    kind: str  # model, seed, test
    materialized: str  # table, view, seed, test
    status: str  # success, pass, warn, fail, error, skipped
    failures: int | None
    seconds: float
    message: str | None


# What DuckDB says of SQL names columns and tables; what it says of data may quote a value.
ABOUT_SQL = {"Binder Error", "Catalog Error", "Parser Error", "Syntax Error", "Compilation Error"}
KIND = re.compile(r"\b(?:[A-Z][A-Za-z]* )+Error(?=:)")


def without_values(message: str | None) -> str | None:
    """The message up to where it may quote a value of a row."""
    for kind in KIND.finditer(message or ""):
        if kind[0] not in ABOUT_SQL:
            return f"{message[: kind.end()]} (told without its values)"
    return message


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def invoke(
    settings: Settings,
    arguments: list[str],
    target: Path,
    manifest: Any = None,
    callbacks: list[Callable[[Any], None]] | None = None,
) -> "dbtRunnerResult":
    """Run one dbt command and let go of the database file, which dbt would keep locked."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    from orchestration.warehouse.project import environment

    folders = {
        "--project-dir": settings.dbt_project,
        "--profiles-dir": settings.dbt_project,
        "--target-path": target,
        "--log-path": target,
    }
    flags = [os.fspath(part) for pair in folders.items() for part in pair]
    with _environment(environment(settings)):
        try:
            return dbtRunner(manifest=manifest, callbacks=callbacks).invoke(
                ["--log-level", "none", "--log-level-file", "none", *arguments, *flags]
            )
        finally:
            DuckDBConnectionManager.close_all_connections()


def _as_described(manifest: "Manifest", settings: Settings) -> "Manifest":
    """The tests with the severity and threshold of their descriptions, whatever their SQL says."""
    from orchestration.checks_catalogue import describe

    for node in manifest.nodes.values():
        if node.resource_type == "test":
            told = describe(node.name, settings.seeds)
            node.config.severity = told.severity
            if node.config.store_failures and told.threshold:
                above = f"numerator > {told.threshold} * denominator"
                node.config.fail_calc = f"coalesce(max(case when {above} then numerator end), 0)"
    return manifest


def build(
    settings: Settings,
    select: list[str] | None = None,
    on_finish: Callable[[NodeResult], None] = lambda _: None,
) -> list[NodeResult]:
    """All seeds and models, then all checks; unit tests prove rules on tiny tables and belong to the test suite.

    Not one `dbt build`: there a check that fails keeps what comes after it from being built, and the check of the rule
    that was really broken may be left out because of another one. Here every check speaks; what fails keeps a release
    from being made. on_finish is called as each node ends, from dbt's threads.

    Raises:
        ModelError: dbt stopped before it could run its nodes.
    """
    from orchestration.warehouse.project import parsed_manifest

    manifest = _as_described(parsed_manifest(settings), settings)
    narrowed = ["--select", *select] if select else []
    built = _run(
        settings, ["build", "--resource-type", "seed", "--resource-type", "model", *narrowed], manifest, on_finish
    )
    if any(result.status == "error" for result in built):
        return [*built, *_skipped(manifest, built)]
    checked = _run(settings, ["test", "--exclude-resource-type", "unit_test", *narrowed], manifest, on_finish)
    return [*built, *checked]


def _skipped(manifest: "Manifest", built: list[NodeResult]) -> list[NodeResult]:
    """A table that could not be made still holds the rows of the refresh before: a check on it would judge those."""
    attempted = {result.unique_id for result in built}
    return [
        NodeResult(unique_id, node.name, "test", "test", "skipped", None, 0.0, None)
        for unique_id, node in manifest.nodes.items()
        if node.resource_type == "test" and attempted.intersection(node.depends_on.nodes)
    ]


def _run(
    settings: Settings, arguments: list[str], manifest: "Manifest", on_finish: Callable[[NodeResult], None]
) -> list[NodeResult]:
    from orchestration.errors import ModelError

    def watch(event: Any) -> None:
        if event.info.name == "NodeFinished":
            node = event.data.node_info
            on_finish(
                NodeResult(
                    unique_id=node.unique_id,
                    name=node.node_name,
                    kind=node.resource_type,
                    materialized=node.materialized,
                    status=node.node_status,
                    failures=None,
                    seconds=event.data.run_result.execution_time,
                    message=without_values(event.data.run_result.message),
                )
            )

    # no artefacts: serialising the manifest again costs as much as all models on a small warehouse
    result = invoke(
        settings,
        [*arguments, "--no-write-json"],
        target=settings.warehouse / "dbt",
        manifest=manifest,
        callbacks=[watch],
    )
    if result.exception is not None or result.result is None:
        raise ModelError(f"dbt could not run: {result.exception}")
    return [
        NodeResult(
            unique_id=each.node.unique_id,
            name=each.node.name,
            kind=str(each.node.resource_type),
            materialized=each.node.config.materialized,
            status=str(each.status),
            failures=each.failures,
            seconds=each.execution_time,
            message=without_values(each.message),
        )
        for each in result.result
    ]
