"""The statements of the report and the cells that they compare: each says something, of cells that can be there."""

import re

from tests.conventions.test_reconciliation import (
    AREAS,
    BY_AREA,
    BY_GROUP,
    BY_GROUP_OR_ALL,
    CELLS,
    CERTIFICATE,
    DIMENSIONS,
    FIRST_JOBS,
    FORMER,
    FORMS,
    POOL,
    PROVIDERS,
    QUARTERS,
    STARTS,
    TYPES,
    YEARS,
    read,
)

STATEMENTS = read("report_statements.csv")
SIDES = read("statement_cells.csv")
DUAL_AREAS = AREAS | {"Lichaamsverzorging"}

# publication -> what it splits by, and its categories, of those that no printed value needs
OTHERS: dict[str, tuple[dict[str, set[str]], set[str]]] = {
    "fig_05": ({"aanbieder": PROVIDERS, "onderwijsvorm": FORMS, "leerjaar": {"5", "6", "7"}}, {"leerlingen"}),
    "fig_06": ({"aanbieder": PROVIDERS, "studiegebied": DUAL_AREAS}, {"leerlingen"}),
    "fig_10": ({}, {"beide", "alleen zending", "alleen W-code", "geen"}),
    "fig_12": ({"studiegebied": AREAS | {"alle"}}, {"doorgestroomd naar 7"}),
    "fig_14": ({"leerjaar": {"6"}}, CERTIFICATE),
    "fig_16": ({"leerjaar": {"7"}}, CERTIFICATE),
    "fig_17": ({}, STARTS),
    "fig_18": (BY_GROUP, STARTS),
    "fig_19": (BY_AREA, STARTS),
    "fig_21": (BY_GROUP | {"kwartaal": QUARTERS}, {"werkend"}),
    "fig_23": ({"studiegebied": AREAS, "kwartaal": QUARTERS}, {"werkend"}),
    "fig_24": ({}, FIRST_JOBS),
    "fig_28": ({"studiegebied": AREAS, "kwartaal": {"1", "5", "8"}}, TYPES),
    "fig_32": (BY_GROUP_OR_ALL, FORMER),
    # a label of the publication, which its printed values need not name
    "tab_6": ({"studiegebied": {"Handel"}, "kwartaal": {"1", "8"}}, CELLS["tab_6"][1]),
}
KNOWN = CELLS | OTHERS


def named(text: str) -> list[str]:
    return [] if text in {"", "together"} else re.split("[;|]", text.removeprefix("not "))


def test_every_statement_is_told_in_full_and_once() -> None:
    assert [row["statement"] for row in STATEMENTS] == [f"S{number:02}" for number in range(1, len(STATEMENTS) + 1)]
    for row in STATEMENTS:
        assert all(text.strip() for text in row.values()), row
        assert re.fullmatch(row["statement"] + "_[a-z0-9_]+", row["name"]), row
        assert re.fullmatch(r"[0-9]+(-[0-9]+)?", row["source_lines"]), row
    assert len({row["statement_en"] for row in STATEMENTS}) == len(STATEMENTS)


def test_every_statement_compares_something() -> None:
    assert {row["statement"] for row in SIDES} == {row["statement"] for row in STATEMENTS}
    keys = [(row["statement"], row["comparison"], row["side"]) for row in SIDES]
    assert keys == sorted(set(keys), key=lambda key: (key[0], int(key[1]), key[2]))
    lefts = {key[:2] for key in keys if key[2] == "left"}
    assert lefts == {key[:2] for key in keys} and {key[2] for key in keys} == {"left", "right"}


def test_limits_stand_on_the_left_side() -> None:
    for row in SIDES:
        has_limit = bool(row["more_than"] or row["at_most"])
        assert has_limit == (row["side"] == "left"), row
        assert row["side"] == "left" or not (row["from_schooljaar"] or row["to_schooljaar"]), row
        assert {row["from_schooljaar"], row["to_schooljaar"]} - {""} <= YEARS, row


def test_sides_name_cells_that_can_be_there() -> None:
    for row in SIDES:
        keys, categories = KNOWN[row["publicatie"]]
        allowed = {"schooljaar": YEARS | POOL, "categorie": categories, **keys}
        for dimension in [*DIMENSIONS, "categorie"]:
            values = set(named(row[dimension]))
            constant = {"alle", "BSO", "nee", "ja"} if dimension in {"onderwijsvorm", "duaal"} else {"alle"}
            assert values <= allowed.get(dimension, constant), (row["statement"], dimension, values)
        assert row["kolom"] in {"aandeel", "aantal"} and row["earlier"] in {"", "schooljaar", "kwartaal"}, row
