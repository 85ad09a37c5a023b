"""What the refresh is measured against: one plain DuckDB process, no checks, no provenance, no publishing.

`script` writes the SQL once, from the contracts and the models as dbt compiled them in a finished refresh;
run as a program, this file does nothing but execute such a script:

    python benchmarks/plain_duckdb.py SCRIPT.sql FOLDER
"""

import json
import sys
from pathlib import Path

RAW_TYPES = {"integer": "bigint", "decimal": "double", "date": "date"}


def script(data: Path) -> str:
    """SQL that reads the active CSV files with declared types and runs the compiled models in order."""
    from orchestration.contracts import load_contracts
    from orchestration.register import Register
    from orchestration.settings import Settings

    settings = Settings(data=data)
    active = [file for file in Register(settings).files() if file.is_active]
    statements = ["create schema raw"]
    for (agency, dataset), contract in load_contracts(settings.sources).items():
        files = [
            settings.landing / agency / file.delivery / file.file
            for file in active
            if (file.agency, file.dataset) == (agency, dataset)
        ]
        statements.append(_read(contract, files))
    statements.append(f"create table raw.intake_files as select * from read_parquet('{settings.active}/files.parquet')")
    return ";\n".join([*statements, *_models(settings)]) + ";\n"


def _read(contract, files: list[Path]) -> str:
    names = {column.name: RAW_TYPES.get(column.type, "varchar") for column in contract.columns}
    select = ", ".join(
        f"{column.name} = 'J' as {column.name}"
        if column.type == "yes_no"
        else f"try_strptime(replace({column.name}, '00/', '01/'), '%d/%m/%Y')::date as {column.name}"
        if column.type == "partial_date"
        else column.name
        for column in contract.columns
    )
    provenance = "'' as source_delivery, '' as source_file, 0::bigint as source_line"
    table = f"create table raw.{contract.agency}_{contract.dataset} as select {select}, {provenance}"
    if not files:
        empty = ", ".join(f"null::{kind} as {name}" for name, kind in names.items())
        return f"{table} from (select {empty}) where false"
    dialect = contract.dialect
    date_format = "%d/%m/%Y" if dialect.date == "DD/MM/YYYY" else "%Y-%m-%d"
    encoding = "latin-1" if dialect.encoding == "iso-8859-1" else "utf-8"
    return (
        f"{table} from read_csv({[str(file) for file in files]}, delim=';', header=true, quote='\"', "
        f"columns={names}, dateformat='{date_format}', encoding='{encoding}', ignore_errors=true, "
        "null_padding=false, auto_detect=false)"
    )


def _models(settings) -> list[str]:
    compiled = settings.warehouse / "dbt"
    manifest = json.loads((settings.dbt_project / "target" / "manifest.json").read_bytes())
    nodes = {
        unique_id: node for unique_id, node in manifest["nodes"].items() if node["resource_type"] in {"model", "seed"}
    }
    statements = [f"create schema {schema}" for schema in sorted({node["schema"] for node in nodes.values()})]
    done: set[str] = set()

    def add(unique_id: str) -> None:
        if unique_id in done or unique_id not in nodes:
            return
        done.add(unique_id)
        node = nodes[unique_id]
        for parent in node["depends_on"].get("nodes", []):
            add(parent)
        name = f'"{node["schema"]}"."{node["alias"]}"'
        if node["resource_type"] == "seed":
            path = settings.dbt_project / node["original_file_path"]
            statements.append(f"create table {name} as select * from read_csv('{path.resolve()}', header=true)")
            return
        kind = node["config"]["materialized"]
        sql = (compiled / "compiled" / node["package_name"] / node["original_file_path"]).read_text()
        for source in manifest["sources"].values():
            location = source["config"]["external_location"].format(**source)
            sql = sql.replace(location, f"raw.{source['source_name']}_{source['name']}")
        statements.append(f"create {kind} {name} as {sql}")

    for unique_id in nodes:
        add(unique_id)
    return statements


if __name__ == "__main__":
    import duckdb

    with duckdb.connect(Path(sys.argv[2]) / "warehouse.duckdb") as connection:
        connection.execute("set preserve_insertion_order = false")
        connection.execute(Path(sys.argv[1]).read_text())
