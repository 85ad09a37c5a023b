"""The parts of `wpl explain` in their order."""

from orchestration.errors import QueryError
from orchestration.explain import figure, report
from orchestration.explain.lineage import lineage, publication
from orchestration.query import release
from orchestration.settings import Settings
from orchestration.warehouse.project import manifest


def explain(settings: Settings, name: str, wanted: list[str], rows: bool, show_values: bool) -> int:
    """
    Raises:
        WarehouseError: unknown publication or key, nothing published; for rows also no access, or a refresh.
    """
    import duckdb

    try:
        return _explain(settings, name, wanted, rows, show_values)
    except duckdb.Error as error:
        # the kind of error alone: a message of the database may quote a value
        raise QueryError(
            f"{type(error).__name__}: publication and working database are of other code than this; run `wpl refresh`"
        ) from None


def _explain(settings: Settings, name: str, wanted: list[str], rows: bool, show_values: bool) -> int:
    parsed = manifest(settings)
    node = publication(parsed, name)
    line = lineage(parsed, node)
    with release(settings) as connection:
        cells = figure.find_cells(connection, name, wanted)
        if rows and len(cells) > 1:
            open_keys = {key: values for key, values in figure.choices(cells).items() if len(values) > 1}
            told = "; ".join(f"{key} ({', '.join(values)})" for key, values in open_keys.items())
            raise QueryError(f"rows are of one cell, and {len(cells)} are left; choose: {told}")
        rules = figure.rules_of(connection, name)
        report.print_cells(connection, node, cells)
        report.print_cautions(figure.cautions_of(connection, name))
        report.print_way_down(connection, node, cells)
        report.print_rules(rules)
        report.print_models(settings, node, line)
        report.print_files(connection, node, line, rules, cells)
        report.print_checks(settings, connection, line)
    if rows:
        from orchestration.explain.rows import print_rows

        print_rows(settings, parsed, node, cells[0], show_values)
    return 0
