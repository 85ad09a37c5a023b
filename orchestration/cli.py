"""`wpl`: a thin face over the same functions that Dagster runs. Arguments, printing, exit codes; nothing else.

Imports are inside the commands: `wpl refresh` with nothing new must not pay for Dagster.
"""

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from orchestration.errors import WarehouseError
from orchestration.settings import Settings

BAD_USE = 2


def say(message: str) -> None:
    """Progress and summaries go to stderr, so that stdout holds results only."""
    print(message, file=sys.stderr, flush=True)


def demo(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.demo import write_deliveries

    write_deliveries(settings.landing, arguments.scale, arguments.seed, arguments.next_year, say)
    return 0


def refresh(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.refresh import refresh

    return refresh(settings, full=arguments.full, say=say)


def checks(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.report_checks import print_board, print_checks

    return (print_board if arguments.html else print_checks)(settings)


def incidents(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.report_incidents import acknowledge, print_incidents

    if arguments.action == "ack":
        return acknowledge(settings, arguments.id, arguments.by, arguments.note)
    return print_incidents(settings)


def alerts(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.report_alerts import deliver, deliver_test

    return (deliver_test if arguments.test else deliver)(settings, say)


def sql(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.query import query

    return query(settings, arguments.query, arguments.format)


def explain(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.explain.command import explain

    rows = arguments.rows or arguments.show_values
    return explain(settings, arguments.publicatie, arguments.key, rows, arguments.show_values)


def report(settings: Settings, _arguments: argparse.Namespace) -> int:
    from orchestration.publish.site import report

    path, pages = report(settings)
    say(f"{pages} pages: {path}")
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="wpl",
        description="The warehouse on what becomes of pupils after vocational and technical education.",
        epilog="WPL_DATA names the folder of the data (default: data/ in the checkout).",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[Settings, argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    add = command("demo", demo, "Write synthetic deliveries of all three agencies to the landing folder.")
    add.add_argument("--scale", type=_positive, default=1.0, help="share of the report's own size (default 1)")
    add.add_argument("--seed", type=int, default=1, help="same seed, same deliveries (default 1)")
    add.add_argument("--next-year", action="store_true", help="add the deliveries of the year after")

    add = command("refresh", refresh, "Take in what is new, build, check and publish.")
    add.add_argument("--full", action="store_true", help="take in all stored originals again and rebuild all")

    add = command("checks", checks, "The outcome of every check of the last refresh, failures first.")
    add.add_argument("--html", action="store_true", help="write a page with incidents and history, and print its path")

    add = command("incidents", incidents, "Open incidents, errors first; also during a refresh.")
    actions = add.add_subparsers(dest="action", metavar="ack")
    text = "Say that you know of an incident and look after it: no more reminders, unless it worsens."
    add = actions.add_parser("ack", help=text, description=text)
    add.add_argument("id", type=int, help="as `wpl incidents` shows it")
    add.add_argument("--by", required=True, metavar="NAME", type=_told, help="who looks after it")
    add.add_argument("--note", required=True, metavar="TEXT", type=_told, help="what is known or done")

    add = command("alerts", alerts, "Send now what the Dagster sensor `alerts` would send at its next tick.")
    add.add_argument("--test", action="store_true", help="send a test message to every receiver instead")

    add = command("sql", sql, "Query published/marts.duckdb, also during a refresh.")
    add.add_argument("query", help="one SQL statement; try 'show all tables'")
    add.add_argument("--format", choices=("table", "csv", "json"), default="table")

    add = command("explain", explain, "How a figure came about: rules, persons dropped, models, files, checks.")
    add.add_argument("publicatie", help="fig_01 ... fig_33, tab_2 ... tab_6, txt_..., ext_01")
    add.add_argument("key", nargs="*", help="key=value, as schooljaar=2016-2017 onderwijsvorm=BSO categorie=1")
    add.add_argument("--rows", action="store_true", help="file and line of the rows of one cell (data engineers)")
    add.add_argument("--show-values", action="store_true", help="what was delivered in those rows; audited, too")

    command("report", report, "Build the site of the current release again (a refresh builds it too).")
    return top


def _positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(f"must be above 0, not {text}")
    return value


def _told(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return " ".join(text.split())


def main() -> int:
    os.umask(0o077)  # pupil-level files are nobody else's; publishing opens what it hands out
    # a refresh makes half a million objects that live to its end: looking for garbage among them is a tenth of its time
    gc.set_threshold(100_000, 50, 100)
    arguments = parser().parse_args()
    try:
        return arguments.run(Settings.from_environment(), arguments)
    except WarehouseError as error:
        say(f"wpl {arguments.command}: {error}")
        return BAD_USE
    except BrokenPipeError:  # `wpl sql ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say(f"wpl {arguments.command}: interrupted; the last good publication stays")
        return 130


def run() -> NoReturn:
    """The whole process. It ends without taking half a million objects apart first, which is over a second."""
    try:
        code = main()
    except SystemExit as told:  # by argparse
        code = told.code or 0
    with suppress(BrokenPipeError):
        sys.stdout.flush()
    atexit._run_exitfuncs()  # what libraries have asked for
    os._exit(code)


if __name__ == "__main__":
    run()
