"""Writes the site of a release into a folder. `site_of` is what publishing and `wpl report` call."""

import shutil
from pathlib import Path
from typing import Any

from orchestration.settings import Settings
from orchestration.site import content, extra, pages, printed, release, support, words
from orchestration.site.cells import period
from orchestration.site.figures import HERE, figures
from orchestration.site.library import copy_library
from orchestration.site.metadata import metadata
from orchestration.site.project import Project


def site_of(settings: Settings, manifest: dict[str, Any], database: Path, name: str, folder: Path) -> int:
    """Write the site of the release `name`, whose marts are in `database`; returns the number of pages.

    folder: must not exist yet.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    read = release.read(database, name)
    project = Project(settings, manifest)
    folder.mkdir()
    for part in ("assets", "data", "figures", "rules"):
        (folder / part).mkdir()
    for asset in sorted((HERE / "static").iterdir()):
        shutil.copyfile(asset, folder / "assets" / asset.name)
    copy_library(folder / "assets" / "vega.js")
    documents = [(figure, metadata(figure, read, project)) for figure in figures().values()]
    release.write_downloads(database, folder / "downloads", documents)

    drawn = {
        figure.name: content.content_of(figure, read.cells.get(figure.name, []), read) for figure in figures().values()
    }
    for figure in figures().values():
        drawn[figure.name]["reading"] = pages.reading(figure, drawn[figure.name])
    others = {
        "attrition": extra.attrition(read),
        "reconciliation": extra.reconciliation(read),
        "checks": extra.checks_over_time(read),
        "quarantine": extra.quarantine(read),
    }
    for chart, document in (drawn | others).items():
        (folder / "data" / f"{chart}.js").write_text(content.script(chart, document), encoding="utf-8")

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "release": read,
        "t": words.both,
        "tx": words.text,
        "n": words.number,
        "td": words.cell,
        "row_head": words.row_head,
        "period": period,
        "series_head": words.series_head,
        "column_head": words.column_head,
        "as_printed": printed.as_printed,
        "printed_label": printed.label,
        "computed": printed.computed,
        "remark": printed.remark,
        "words_of": words.words_of,
        "STATUSES": words.STATUSES,
        "KINDS": support.KINDS,
        "MEANINGS": support.MEANINGS,
        "lines": support.lines,
        "warns_of": support.warns_of,
        "legend_of": lambda name: content.legend(figures()[name], drawn[name]["rows"]),
        "STATUS_COLOURS": extra.STATUS_COLOURS,
        "OUTCOME_COLOURS": extra.OUTCOME_COLOURS,
        "QUARANTINE_COLOURS": others["quarantine"]["colours"],
    }
    count = 0
    for file, template, values in (
        *pages.figure_pages(read, project, drawn),
        *pages.other_pages(read, project, others["attrition"]),
    ):
        root = "../" * file.count("/")
        html = environment.get_template(template).render(root=root, page=file, **values)
        (folder / file).write_text(html, encoding="utf-8")
        count += 1
    return count
