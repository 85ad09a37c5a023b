"""What a person reads."""

from dataclasses import replace

from orchestration.alerts.held_back import publications_of
from orchestration.alerts.message import Notice, Surroundings, compose
from orchestration.checks_catalogue import describe

NOTICE = Notice(
    id=1,
    message_id="m1",
    thread="m1",
    incident=17,
    event="opened",
    at="2026-11-25T04:05:06Z",
    opened_at="2026-11-25T04:05:06Z",
    asset="cohort/count_day_enrolments",
    check_name="R07_age_cap",
    severity="error",
    run_id="0123-abcd",
    n_refreshes=1,
    numerator=1234,
    denominator=45678,
    sample="2021-09-15/inschrijvingen_2020-2021.csv:12",
)
AROUND = Surroundings([f"fig_{n:02}" for n in range(1, 12)], ["agodi/2021-09-15"], "http://127.0.0.1:3000")
RULE = describe("R07_age_cap")


def test_an_error_says_what_where_how_much_what_it_holds_back_and_what_to_do() -> None:
    message = compose(NOTICE, RULE, AROUND)
    assert message.title == "FOUT: R07_age_cap (incident 17)"
    assert message.text.splitlines() == [
        f"Niet voldaan aan regel R07: {RULE.statement_nl}",
        "Hoeveel: 1.234 van 45.678, in cohort/count_day_enrolments",
        "Waar (levering/bestand:regel): 2021-09-15/inschrijvingen_2020-2021.csv:12",
        "Opgenomen in deze run: agodi/2021-09-15",
        "Er wordt niets gepubliceerd; de vorige publicatie blijft staan. Geraakt: fig_01, fig_02, fig_03, fig_04, "
        "fig_05, fig_06, fig_07, fig_08 en nog 3.",
        f"Wat te doen: {RULE.what_to_do_nl}",
        "Sinds 2026-11-25 04:05 UTC, in 1 refresh.",
        "Run: http://127.0.0.1:3000/runs/0123-abcd",
        "Bevestigen: wpl incidents ack 17 --by NAAM --note TEKST",
    ]


def test_a_warning_holds_nothing_back() -> None:
    text = compose(replace(NOTICE, severity="warn"), describe("w_codes_accepted"), AROUND).text
    assert "Een waarschuwing houdt geen publicatie tegen." in text and "fig_01" not in text


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(NOTICE, run_id=None, numerator=None, denominator=None, sample=None)
    text = compose(bare, RULE, Surroundings([], [], "http://127.0.0.1:3000")).text
    assert not {"Hoeveel", "Waar", "Opgenomen", "Run", "None"} & set(text.replace(":", " ").split())


def test_the_end_says_how_long_it_lasted() -> None:
    closed = compose(replace(NOTICE, event="closed", at="2026-11-26T00:00:00Z", n_refreshes=5), RULE, AROUND)
    assert closed.title == "Opgelost: R07_age_cap (incident 17)"
    assert closed.text.startswith("Weer voldaan aan regel R07: ")
    assert "In orde sinds 2026-11-26 00:00 UTC" in closed.text and "5 refreshes" in closed.text


def test_publications_are_those_downstream_of_the_asset() -> None:
    def model(schema: str, name: str) -> dict:
        return {"resource_type": "model", "schema": schema, "name": name}

    manifest = {
        "sources": {
            "source": {
                "resource_type": "source",
                "name": "inschrijvingen",
                "config": {"meta": {"dagster": {"asset_key": ["agodi", "inschrijvingen"]}}},
            }
        },
        "nodes": {
            "leavers": model("cohort", "leavers"),
            "fig_01": model("publications", "fig_01"),
            "fig_02": model("publications", "fig_02"),
            "cells": model("publications", "cells"),
        },
        "child_map": {"source": ["leavers"], "leavers": ["fig_01"], "fig_01": ["cells"], "fig_02": ["cells"]},
    }
    assert publications_of(manifest, "agodi/inschrijvingen") == ["fig_01"]
    assert publications_of(manifest, "publications/cells") == []
    assert publications_of(manifest, "published/marts_duckdb") == ["fig_01", "fig_02"], "all rest on it"
