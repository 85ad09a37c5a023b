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
    SEEN,
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
    "txt_030": ({"onderwijsvorm": FORMS, "leerjaar": {"6", "7"}}, {"geen stageregistratie"}),
    "txt_031": ({"studiegebied": AREAS, "kwartaal": SEEN}, {"1", "2", "3 of meer"}),
    "txt_032": ({"kwartaal": QUARTERS}, {"weer van de arbeidsmarkt"}),
    "txt_033": ({"studiegebied": AREAS, "kwartaal": {"1", "8"}}, {"322.01"}),
    # a label of the publication, which its printed values need not name
    "tab_6": ({"studiegebied": {"Handel"}, "kwartaal": {"1", "8"}}, CELLS["tab_6"][1]),
}
KNOWN = CELLS | OTHERS
# The variants of marts.sensitivity, as stated_cells names them.
VARIANTS = {
    *(f"fig_{number} {how}" for number in (11, 12, 13) for how in ("laatste", "apart", "laatste apart")),
    *(f"fig_{number} zonder eerder niet duaal" for number in (14, 15, 16)),
    *("fig_12 zonder duaal zevende jaar", "fig_15 laatste"),
}
LIMITS = {"more_than", "at_most"}
# columns that say what is required of the difference, and so stand on the left side alone
REQUIRED = (*LIMITS, "holds_in", "from_schooljaar", "to_schooljaar")


def named(text: str) -> list[str]:
    return [] if text in {"", "together"} else re.split("[;|]", text.removeprefix("not "))


def test_every_statement_is_told_in_full_and_once() -> None:
    assert [row["statement"] for row in STATEMENTS] == [f"S{number:02}" for number in range(1, len(STATEMENTS) + 1)]
    for row in STATEMENTS:
        assert all(text.strip() for text in row.values()), row
        assert re.fullmatch(row["statement"] + "_[a-z0-9_]+", row["name"]), row
        assert re.fullmatch(r"[0-9]+(-[0-9]+)?", row["source_lines"]), row
        assert row["last_reported"] in YEARS and row["publicatie"] in KNOWN, row
    assert len({row["statement_en"] for row in STATEMENTS}) == len(STATEMENTS)


def test_every_statement_compares_something() -> None:
    assert {row["statement"] for row in SIDES} == {row["statement"] for row in STATEMENTS}
    keys = [(row["statement"], row["comparison"], row["side"]) for row in SIDES]
    assert keys == sorted(set(keys), key=lambda key: (key[0], int(key[1]), key[2]))
    lefts = {key[:2] for key in keys if key[2] == "left"}
    assert lefts == {key[:2] for key in keys} and {key[2] for key in keys} == {"left", "right"}


def test_what_is_required_stands_on_the_left_side() -> None:
    for row in SIDES:
        assert any(row[column] for column in LIMITS) == (row["side"] == "left"), row
        assert row["side"] == "left" or not any(row[column] for column in REQUIRED), row
        assert {row["from_schooljaar"], row["to_schooljaar"]} - {""} <= {*YEARS, "2021-2022"}, row
        assert row["holds_in"] in {"", "some years"}, row


def test_a_change_is_taken_of_school_years_that_stand_apart() -> None:
    for row in SIDES:
        assert row["since"] in {"", *YEARS}, row
        if row["since"]:
            assert not row["earlier"] and "|" not in row["schooljaar"] and row["schooljaar"] != "together", row


def test_sides_name_cells_that_can_be_there() -> None:
    for row in SIDES:
        assert row["publicatie"] and "|" not in row["publicatie"], "publications are never added up"
        for publication in named(row["publicatie"]):
            assert publication in KNOWN or publication in VARIANTS, publication
            keys, categories = KNOWN[publication.partition(" ")[0]]
            allowed = {"schooljaar": YEARS | POOL, "categorie": categories, **keys}
            for dimension in [*DIMENSIONS, "categorie"]:
                values = set(named(row[dimension]))
                # constants that tell two publications apart
                constant = {"alle", "BSO", "nee", "ja"} if dimension in {"onderwijsvorm", "duaal"} else {"alle"}
                assert values <= allowed.get(dimension, set()) | constant, (row["statement"], dimension, values)
        assert row["kolom"] in {"aandeel", "aantal"} and row["earlier"] in {"", "schooljaar", "kwartaal"}, row
