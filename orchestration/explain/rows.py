"""`wpl explain --rows`: where the rows of one cell were delivered, and on request what was delivered there.

For who may read the warehouse folder. Locations (file and line) only, unless values are asked for; each access is
in the audit log before the first row is printed.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from orchestration.errors import NoAccessError
from orchestration.explain.audit import log_access
from orchestration.explain.contributions import DIMENSIONS, KEY, Contributions, Place, working_database
from orchestration.records import FileRow
from orchestration.register import Register
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

PARTS = ("aantal", "noemer")


def print_rows(
    settings: Settings, manifest: dict[str, Any], node: dict[str, Any], cell: dict[str, Any], show_values: bool
) -> None:
    """Print the rows in the numerator and in the denominator of a cell, apart.

    Raises:
        NoAccessError: the warehouse folder, or its audit log, is not for this user.
        AnotherRefreshError: a refresh is writing the working database.
    """
    connection = working_database(settings)
    with connection:
        contributions = Contributions(settings, manifest, connection, node)
        key = tuple(cell[name] for name in KEY)
        places = {part: contributions.places(key, part) for part in PARTS}
        counted = {part: contributions.count(part, key).get(key, 0) for part in PARTS}
        files = {
            (row.dataset, row.period): row
            for row in Register(settings).files()
            if row.is_active and row.dataset == contributions.dataset
        }
        try:
            log_access(
                settings,
                publicatie=node["name"],
                cell={name: cell[name] for name in (*DIMENSIONS, "categorie")},
                n_rows={part: len(found) for part, found in places.items()},
                values=show_values,
            )
        except OSError as error:
            raise NoAccessError(f"no rows without a line in the audit log: {error.strerror}") from None
        for part in PARTS:
            print(f"\n{part} {counted[part]}: {len(places[part])} rows")
            if cell[part] is not None and cell[part] != counted[part]:
                print(f"  the publication says {cell[part]}: it is of another refresh than the working database")
            for text in _told(settings, connection, files, places[part], show_values):
                print(text)


def _told(
    settings: Settings,
    connection: "duckdb.DuckDBPyConnection",
    files: dict[tuple[str | None, str | None], FileRow],
    places: list[Place],
    show_values: bool,
) -> Iterator[str]:
    for (dataset, period), group in groupby(places, key=lambda place: (place.dataset, place.period)):
        file = files[(dataset, period)]
        lines = [place.line for place in group]
        values = _values(settings, connection, file, lines) if show_values else {}
        for line in lines:
            shown = f"\t{values.get(line, '')}" if show_values else ""
            yield f"  {file.agency}/{file.delivery}/{file.file}:{line}{shown}"


def _values(
    settings: Settings, connection: "duckdb.DuckDBPyConnection", file: FileRow, lines: list[int]
) -> dict[int, str]:
    """What was accepted on these lines: `column=value; ...` by line."""
    path = settings.active / file.agency / str(file.dataset) / f"{file.period or 'alle'}.parquet"
    rows = connection.execute(
        "select * exclude (source_delivery, source_file) from read_parquet(?) where source_line in (select unnest(?))",
        [str(path), lines],
    )
    names = [column[0] for column in rows.description]
    told = {}
    for row in rows.fetchall():
        delivered = dict(zip(names, row, strict=True))
        line = delivered.pop("source_line")
        told[line] = "; ".join(f"{name}={'' if value is None else value}" for name, value in delivered.items())
    return told
