"""Every publication of the reference, by name, and what of it is handed out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from types import ModuleType
from typing import Any

from tests.oracle import cells, cells_awards, cells_dual, cells_extra, cells_higher, cells_stage, cells_work
from tests.oracle.cells import Cell, World

Publication = Callable[[World], Iterator[Cell]]


def publications_of(module: ModuleType) -> dict[str, Publication]:
    """The functions of a module whose name is that of a publication."""
    return {name: getattr(module, name) for name in vars(module) if name.startswith(("fig_", "tab_", "txt_", "ext_"))}


PUBLICATIONS: dict[str, Publication] = dict(
    sorted(
        (
            publications_of(cells_stage)
            | publications_of(cells_dual)
            | publications_of(cells_awards)
            | cells.PUBLICATIONS
            | publications_of(cells_work)
            | publications_of(cells_higher)
            | publications_of(cells_extra)
        ).items()
    )
)


def all_cells(world: World, only: Collection[str] = ()) -> list[Cell]:
    """The cells of the named publications, of all when none is named."""
    return [cell for name in PUBLICATIONS if not only or name in only for cell in PUBLICATIONS[name](world)]


def handed_out(cell: Cell) -> dict[str, Any]:
    """R34: a suppressed cell has no numbers."""
    row = cell._asdict()
    return row | {"aantal": None, "noemer": None, "aandeel": None} if cell.onderdrukt else row
