"""What is left of an earlier version of the project does not reach a release."""

from pathlib import Path

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse.findings import drop_unknown


def test_what_no_node_makes_any_more_is_dropped_and_named(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    settings.database.parent.mkdir(parents=True)
    with duckdb.connect(settings.database) as connection:
        connection.execute("create schema marts; create schema publications")
        connection.execute("create table marts.outflow as select 1 as n; create table marts.gone as select 2 as n")
        connection.execute("create view publications.fig_99 as select * from marts.gone")
        connection.execute("create view publications.fig_17 as select * from marts.outflow")
    manifest = {"nodes": {name: {"schema": schema, "alias": name} for schema, name in KEPT}}
    assert drop_unknown(settings, manifest) == ["marts.gone", "publications.fig_99"]
    with duckdb.connect(settings.database) as connection:
        left = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
    assert sorted(left) == KEPT


KEPT = [("marts", "outflow"), ("publications", "fig_17")]
