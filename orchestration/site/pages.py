"""Which pages there are, and what each shows: (file, template, values). Not here: words, charts, writing files."""

from collections.abc import Iterator
from typing import Any

from orchestration.dictionary.entries import dictionary
from orchestration.site import content as contents
from orchestration.site.cells import Table, table
from orchestration.site.figures import Figure, Text, figures, goals, sections, verdict
from orchestration.site.guards import guards, rule_checks
from orchestration.site.project import Project
from orchestration.site.release import Release, query_of
from orchestration.site.statements import statements_of, without_statements
from orchestration.site.support import kinds_of, series_end

Page = tuple[str, str, dict[str, Any]]


def figure_pages(release: Release, project: Project, drawn: dict[str, contents.Content]) -> Iterator[Page]:
    everything = list(figures().values())
    for index, figure in enumerate(everything):
        cells = release.cells.get(figure.name, [])
        content = drawn[figure.name]
        cautions = release.cautions.get(figure.name, [])
        end = series_end(cells, cautions)
        yield (
            f"figures/{figure.name}.html",
            "figure.html",
            {
                "figure": figure,
                "section": sections()[figure.section],
                "content": content,
                "has_cells": bool(cells),
                "years": [_year(year, content, release, figure) for year in content["years"]],
                "beside": content["newest"] if content["newest"] != content["report"] else "",
                "legend": contents.legend(figure, content["rows"]),
                "axis_begins": contents.axis_begins(figure, content["rows"]),
                "newer": _newer(figure, cells),
                "hidden": _hidden(figure, cells),
                "table": table(figure, cells) if figure.chart.kind != "ranked" else None,
                "ranking": _ranking(figure, cells, release) if figure.chart.kind == "ranked" else [],
                "said": statements_of(figure.name, release),
                "printed": release.printed_with(figure.name),
                "population": release.populations[figure.name],
                "series_end": end,
                "cautions": [caution for caution in cautions if not end or caution != end["caution"]],
                "guards": guards(figure, project, release),
                "query": query_of(figure),
                "model_sql": project.sql(figure.name),
                "model_path": project.path(figure.name),
                "before": everything[index - 1] if index else None,
                "after": everything[index + 1] if index + 1 < len(everything) else None,
            },
        )


def other_pages(release: Release, project: Project, flow: contents.Content) -> Iterator[Page]:
    """flow: the document of the attrition."""
    by_section = {
        name: (title, [figure for figure in figures().values() if figure.section == name])
        for name, title in sections().items()
    }
    by_status: dict[str, int] = {}
    for row in release.printed:
        by_status[row["status"]] = by_status.get(row["status"], 0) + 1
    checks = rule_checks(release)
    yield (
        "index.html",
        "index.html",
        {
            "verdict": verdict(),
            "goals": _goals(release),
            "sections": by_section,
            "by_status": by_status,
            "state": state(release),
        },
    )
    yield "figures.html", "figures.html", {"sections": by_section, "cells": release.cells}
    yield (
        "method.html",
        "method.html",
        {
            "rules": [(rule, checks.get(rule["rule"])) for rule in release.rules],
            "attrition": _attrition(release),
            "flow": flow,
            "kinds": kinds_of(release.rules),
        },
    )
    yield (
        "choices.html",
        "choices.html",
        {"choices": [rule for rule in release.rules if rule["chosen_here_en"]], "kinds": kinds_of(release.rules)},
    )
    yield "reconciliation.html", "reconciliation.html", {"by_status": by_status, "figures": figures()}
    yield (
        "quality.html",
        "quality.html",
        {"checks": _by_urgency(without_statements(release.checks)), "figures": figures()},
    )
    yield (
        "dictionary.html",
        "dictionary.html",
        {"dictionary": dictionary(project.settings, project.manifest, release.publication_rules)},
    )
    yield (
        "figures/tab_1.html",
        "tab_1.html",
        {"printed": [row for row in release.printed if row["publicatie"] == "tab_1"]},
    )
    for index, rule in enumerate(release.rules):
        yield (
            f"rules/{rule['rule']}.html",
            "rule.html",
            {
                "rule": rule,
                "check": checks.get(rule["rule"]),
                "parameters": project.parameters.get(rule["rule"], []),
                "examples": project.examples.get(rule["rule"], []),
                "used_by": [
                    figure
                    for figure in figures().values()
                    if rule["rule"] in release.publication_rules.get(figure.name, {})
                ],
                "before": release.rules[index - 1] if index else None,
                "after": release.rules[index + 1] if index + 1 < len(release.rules) else None,
            },
        )


def state(release: Release) -> dict[str, Any]:
    """Deliveries, the newest periods, and which exit years are final."""
    taken = [row for row in release.deliveries if row["status"] == "taken in"]
    quarters = [release.newest(dataset) for dataset in ("tewerkstelling", "zelfstandigen", "werkzoekenden")]
    return {
        "n_deliveries": len(taken),
        "n_refused": len(release.deliveries) - len(taken),
        "newest_delivery": max((row["delivery"] for row in taken), default=None),
        "schooljaar": release.newest("inschrijvingen"),
        # R52: a quarter counts when all three datasets are there
        "kwartaal": min(quarters) if all(quarters) else None,
        "final": [year for year, quarters in release.cohorts.items() if len(quarters) == 8],
        "provisional": release.provisional,
    }


def _goals(release: Release) -> list[dict[str, Any]]:
    """Each policy goal, with the newest value of its cells that is not suppressed."""
    found = []
    for goal in goals():
        values = []
        for value in goal["values"]:
            key = value["cell"]
            cells = [
                cell
                for cell in release.cells.get(key["publicatie"], [])
                if not cell["onderdrukt"] and all(cell[column] == wanted for column, wanted in key.items())
            ]
            if cells:
                newest = max(cells, key=lambda cell: cell["schooljaar"])
                values.append({"text": value["text"], "cell": newest, "figure": key["publicatie"]})
        found.append(goal | {"figure": figures()[goal["figure"]], "values": values})
    return found


def _year(year: str, content: contents.Content, release: Release, figure: Figure) -> dict[str, Any]:
    return {
        "year": year,
        "is_report": figure.year == year,
        "is_newest": year == content["newest"],
        "provisional": "R50" in release.publication_rules.get(figure.name, {}) and year in release.provisional,
    }


def _newer(figure: Figure, cells: list[dict]) -> list[str]:
    """School years on the axis that the report did not have yet."""
    return sorted({cell["schooljaar"] for cell in cells if figure.last and cell["schooljaar"] > figure.last})


def _hidden(figure: Figure, cells: list[dict]) -> list[str]:
    """What R34 hides of the chart, in words: the school years, or the rows of the years of choice."""
    hidden = [cell for cell in cells if cell["onderdrukt"]]
    return sorted({cell["schooljaar"] for cell in hidden})


def _ranking(figure: Figure, cells: list[dict], release: Release) -> list[dict[str, Any]]:
    """Per study area the ten largest joint committees in K1 and K8, and those without wage job."""
    groups = []
    for area in sorted({cell["studiegebied"] for cell in cells}):
        of = [cell for cell in cells if cell["studiegebied"] == area]
        by_quarter = {quarter: [c for c in of if c["kwartaal"] == quarter] for quarter in ("1", "8")}
        ranks = {
            quarter: {cell["rang"]: cell for cell in found if cell["rang"]} for quarter, found in by_quarter.items()
        }
        others = {
            quarter: {cell["categorie"]: cell for cell in found if not cell["rang"]}
            for quarter, found in by_quarter.items()
        }
        groups.append(
            {
                "group": contents.ranked_group(figure, of[0]),
                "schooljaar": of[0]["schooljaar"],
                "ranks": [(rank, ranks["1"].get(rank), ranks["8"].get(rank)) for rank in range(1, contents.RANKS + 1)],
                "others": [
                    (category, others["1"].get(category), others["8"].get(category))
                    for category in ("werkzoekend", "zelfstandige", "niet beschikbaar")
                ],
                "name": lambda cell: contents.committee(cell["categorie"], release.committees),
            }
        )
    return groups


def _attrition(release: Release) -> Table:
    years: dict[str, dict[str, int]] = {}
    for row in release.attrition:
        years.setdefault(row["schooljaar"], {})[row["regel"]] = row["aantal"]
    heads = list(dict.fromkeys(["inschrijvingen", *sorted({h for of in years.values() for h in of if h[0] == "R"})]))
    heads.append("P_GOAL")
    return Table(
        ["schooljaar"],
        heads,
        {None: [([year], [{"n": of.get(head)} for head in heads]) for year, of in sorted(years.items())]},
    )


def _by_urgency(checks: list[dict]) -> list[dict]:
    order = ("failed", "skipped", "not applicable", "passed")
    return sorted(checks, key=lambda check: (order.index(check["outcome"]), check["asset"], check["check_name"]))


def reading(figure: Figure, content: contents.Content) -> Text:
    """The text alternative of a chart: what kind it is, of what, and where its numbers are."""
    kinds: dict[str, Text] = {
        "stacked": {"nl": "Gestapelde staven", "en": "Stacked bars"},
        "bars": {"nl": "Staven", "en": "Bars"},
        "lines": {"nl": "Lijnen", "en": "Lines"},
        "ranked": {"nl": "Gerangschikte staven", "en": "Ranked bars"},
    }
    kind = kinds[figure.chart.kind]
    series = list(dict.fromkeys(row["s"] for row in sorted(content["rows"], key=lambda row: row["o"]) if row["s"]))
    listed = ": " + ", ".join(series) if 1 < len(series) <= 10 else ""
    return {
        "nl": f"{kind['nl']}{listed}. De cijfers staan in de tabel eronder.",
        "en": f"{kind['en']}{listed}. The numbers are in the table below.",
    }
