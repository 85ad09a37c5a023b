"""Prints where a figure comes from: cell, way down, models, files, checks. Counts only; no pupil is named here."""

import os
from typing import TYPE_CHECKING, Any

from orchestration.errors import NothingPublishedError
from orchestration.explain import figure
from orchestration.explain.contributions import KEY, compiled
from orchestration.explain.lineage import Lineage
from orchestration.history import FAILED, PASSED, PUBLISHED, History
from orchestration.inputs import is_up_to_date
from orchestration.report_checks import ORDER
from orchestration.settings import Settings

if TYPE_CHECKING:
    import duckdb

FEW = 20  # cells that are listed; of more, the values to choose from

# decided over all delivered school years: first, last, ever
OVER_YEARS = ("R30", "R33", "R35", "R36", "R50", "R70", "R71")


def print_cells(connection: "duckdb.DuckDBPyConnection", node: dict[str, Any], cells: list[dict[str, Any]]) -> None:
    print(f"{node['name']}: {node['description'].split(' Key and conventions')[0]}")
    if len(cells) > FEW:
        print(f"\n{len(cells)} cells; choose with key=value:")
        for key, values in figure.choices(cells).items():
            if len(values) > 1:
                print(f"  {key}: {'; '.join(values)}")
        return
    for cell in cells:
        print("\n" + "  ".join(f"{key}={cell[key]}" for key in KEY[1:] if cell[key] != "alle"))
        print(f"  {_value(cell)}")
        for waarde_id, text, unit, computed, status, section, years in figure.printed(connection, cell):
            where = f"{unit}, section {section}, {waarde_id}"
            over = f" over {years}" if years else ""
            print(f"  the report prints {text} ({where}); computed {computed}{over}: {status}")


def _value(cell: dict[str, Any]) -> str:
    if cell["onderdrukt"]:
        return "not shown: its noemer is too small to be reliable (R34)"
    share = cell["aandeel"]
    shown = f"{100 * share:.2f} %" if share <= 1 else f"{share:.3f}"
    ranked = f", rank {cell['rang']}" if cell["rang"] else ""
    return f"aantal {cell['aantal']} / noemer {cell['noemer']} = {shown}{ranked}"


def print_way_down(connection: "duckdb.DuckDBPyConnection", node: dict[str, Any], cells: list[dict[str, Any]]) -> None:
    """Rules in order, with those that each dropped; then what of the rest is counted."""
    counts = node["config"]["meta"]["counts"]
    population, who = figure.population_of(connection, node["name"])
    print(f"\nWhom it counts ({population}): {who}")
    first, last = figure.school_years(node, cells, only_counted=True)
    steps = figure.way_down(connection, population, first, last)
    if steps and len({cell["schooljaar"] for cell in cells}) == 1:
        print(f"\nFrom all enrolments to {population}, {first if first == last else f'{first}..{last}'}:")
        for step in steps:
            dropped = "" if step.dropped is None else -step.dropped
            print(f"  {step.rules:<16} {dropped:>9} {step.left:>9}  {step.population}")
    print("\nCounted, beside the key of the cell: " + " ".join(counts["rows"].split()))
    for part in ("noemer", "aantal", "measure", "measure_of_aantal"):
        if counts.get(part, "true") != "true":
            print(f"  {part}: {' '.join(counts[part].split())}")


def print_cautions(cautions: list[figure.Caution]) -> None:
    if cautions:
        print("\nRead it with these cautions:")
    for caution in cautions:
        whose = (
            f"report, lines {caution.source_lines}" if caution.source_lines else "this project's own, not the report's"
        )
        print(f"  {caution.name}  {caution.text} ({whose})")


def print_rules(rules: list[figure.Rule]) -> None:
    """Those that decide who is counted, and those of the publication itself, apart; each with what it rests on."""
    if rules:
        print(
            "\nA rule is explicit when the report has a sentence for it, inferred when its numbers or context say it, "
            "chosen when it is silent."
        )
    for via, head in {"populatie": "Rules that decide whom it counts", "publicatie": "Rules of its own"}.items():
        if any(rule.via == via for rule in rules):
            print(f"\n{head}:")
        for rule in rules:
            if rule.via == via:
                lines = f" (report, lines {rule.source_lines})" if rule.source_lines else ""
                print(f"  {rule.name}  {rule.support:<8}  {rule.statement}{lines}")
                if rule.chosen_here:
                    print(f"{'':17}chosen here: {rule.chosen_here}")


def print_models(settings: Settings, node: dict[str, Any], line: Lineage) -> None:
    print("\nModels, from the publication back to the deliveries:")
    for layer in dict.fromkeys(model["schema"] for model in line.models):
        print(f"  {layer}: {', '.join(model['name'] for model in line.models if model['schema'] == layer)}")
    print(f"\nSQL (dbt_project/{node['original_file_path']}):")
    try:
        sql = compiled(settings, node)
    except (OSError, NothingPublishedError):  # for those without access to the warehouse folder
        sql = node["raw_code"]
    print("\n".join(f"  {text}" for text in sql.strip().splitlines()))


def print_files(
    connection: "duckdb.DuckDBPyConnection",
    node: dict[str, Any],
    line: Lineage,
    rules: list[figure.Rule],
    cells: list[dict[str, Any]],
) -> None:
    """The files that count, with their hashes: those of the school years and quarters of the cells in full."""
    first, last = (year[:4] for year in figure.school_years(node, cells))
    over_years = [rule.name for rule in rules if rule.name in OVER_YEARS]
    print("\nFiles used (sha256):")
    for agency, dataset in line.datasets:
        files = connection.execute(
            "select delivery, file, sha256, period is null or (case when period like '%Q%' "
            "then period between ? and ? else left(period, 4) between ? and ? end), period like '%Q%' "
            "from quality.files where is_active and agency = ? and dataset = ? order by period, file",
            # R51: K1 is the third quarter after the exit year, K8 the second of two years later
            [f"{int(first) + 1}Q3", f"{int(last) + 3}Q2", first, last, agency, dataset],
        ).fetchall()
        for delivery, file, sha256, concerned, _ in files:
            if concerned:
                print(f"  {agency}/{delivery}/{file}  {sha256}")
        others = sum(not concerned and not is_quarter for *_, concerned, is_quarter in files)
        if others and over_years:
            print(f"  {agency} {dataset}: {others} files of other years, for {', '.join(over_years)}")


def print_checks(settings: Settings, connection: "duckdb.DuckDBPyConnection", line: Lineage) -> None:
    """The checks on its models, files and the release, in the refresh that published it; failures in full."""
    rows = connection.execute(
        "select outcome, severity, check_name, asset, numerator, denominator, refreshed_at from quality.check_results "
        "where run_id = (select run_id from quality.check_results order by refreshed_at desc limit 1) "
        "order by check_name"
    ).fetchall()
    assets = {f"{agency}/{dataset}" for agency, dataset in line.datasets}
    guards = [
        row
        for row in rows
        if row[2] in line.checks or row[3].removeprefix("landing/") in assets or row[3].startswith("published/")
    ]
    if not guards:
        return
    counts = [f"{sum(row[0] == outcome for row in guards)} {outcome}" for outcome in ORDER]
    print(f"\nChecks that guard it, in the refresh of {guards[0][-1]}: {', '.join(counts)}")
    for outcome, severity, name, asset, numerator, denominator, _ in guards:
        if outcome == FAILED:
            print(f"  failed ({severity})  {name} on {asset}: {numerator} of {denominator}")
    rules = [f"{row[2]}{'' if row[0] == PASSED else f' ({row[0]})'}" for row in guards if row[2].startswith("R")]
    print("  rules: " + ", ".join(rules))
    if os.access(settings.register, os.R_OK):
        later = History(settings).last_refresh()
        if later and later.outcome != PUBLISHED:
            print(f"  the refresh of {later.started_at}, after this publication, published nothing: see `wpl checks`")
        elif not is_up_to_date(settings):
            print("  deliveries or code changed since this publication: it is explained by the code of today")
