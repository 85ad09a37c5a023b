"""The printed values and what stands for them in the cells: every value has its mapping, every mapping names cells
that a publication can have. The keys and categories of the publications are written here once more, by hand.
"""

import csv
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from orchestration.site.printed import MEASURES, YES_NO, label

SEEDS = Path(__file__).parents[2] / "seeds"

PUBLICATIONS = {
    *(f"fig_{number:02}" for number in range(1, 34)),
    *(f"tab_{number}" for number in range(2, 7)),
    *(f"txt_{number:03}" for number in (1, 2, 3, 5, 6, 7, 15, 16, 17, 18, 19)),
    "txt_hbo5",
    "ext_01",
}

DIMENSIONS = [
    *("schooljaar", "aanbieder", "onderwijsvorm", "leerjaar", "studiegebied"),
    *("stageverplichting", "duaal", "kwalificatie", "kwartaal"),
]
FORMS, GROUPS = {"BSO", "TSO"}, {"met", "zonder"}
AREAS = {"Handel", "Mechanica-elektriciteit", "Personenzorg"}
ALL = {"alle"}
YEARS = {f"{year}-{year + 1}" for year in range(2008, 2021)}
POOL, COHORTS = {"2014-2015..2017-2018"}, {f"{year}-{year + 1}" for year in range(2010, 2018)}
QUARTERS, SEEN = {str(quarter) for quarter in range(1, 9)}, {"1", "5", "8"}
PROVIDERS = {"VOLTIJDS", "DBSO", "SYNTRA"}

REGISTERED = {"met stageregistratie", "zonder stageregistratie"}
CERTIFICATE = {"studiebewijs behaald"}
STARTS = QUARTERS | {"niet beschikbaar"}
FIRST_JOBS = QUARTERS | {"geen tewerkstelling", "arbeidsmarkt verlaten"}
WITHOUT_WAGES = {"werkzoekend", "niet beschikbaar"}
TYPES = {"voltijds", "deeltijds", "kort of onregelmatig", "onbepaald", "mix", "zelfstandige"} | WITHOUT_WAGES
CLASSES = {"arbeider", "bediende", "ambtenaar", "andere", "mix", "zelfstandige"} | WITHOUT_WAGES
COMMITTEES = {f"PC {number:03}" for number in range(1000)} | {"zelfstandige"} | WITHOUT_WAGES
PROGRAMMES = {"graduaat", "PBA", "ABA"}
STUDIED = {f"{programme}: {moment}" for programme in PROGRAMMES for moment in ("einde jaar 1", "jaar 2")}
FORMER = {"eerste werkgever is stagegever"}

BY_GROUP = {"onderwijsvorm": FORMS, "stageverplichting": GROUPS}
BY_AREA = {"onderwijsvorm": FORMS, "studiegebied": AREAS}
BY_GROUP_OR_ALL = {"onderwijsvorm": FORMS | ALL, "stageverplichting": GROUPS | ALL}
BY_GRADUATE = {"onderwijsvorm": FORMS, "duaal": {"ja", "nee"}, "studiegebied": AREAS | ALL}

# publication -> what it splits by, and its categories; only those that a printed value needs
CELLS: dict[str, tuple[dict[str, set[str]], set[str]]] = {
    "fig_01": ({"onderwijsvorm": FORMS}, REGISTERED),
    "fig_02": ({"onderwijsvorm": FORMS, "leerjaar": {"5", "6", "7"}}, REGISTERED),
    "fig_03": ({"onderwijsvorm": FORMS | ALL, "studiegebied": AREAS}, {"met stageregistratie"}),
    "fig_04": ({"aanbieder": PROVIDERS | {"BUSO"} | ALL}, {"leerlingen"}),
    "fig_07": ({"aanbieder": PROVIDERS}, {"instellingen", "administratieve groepen"}),
    "fig_08": ({"aanbieder": PROVIDERS}, {"1", "leerlingen per groep"}),
    "fig_09": ({}, {"beide", "alleen zending", "alleen W-code"}),
    "fig_10": ({}, {"geen"}),
    "fig_11": (BY_GROUP, CERTIFICATE),
    "fig_13": ({"studiegebied": AREAS | ALL}, CERTIFICATE),
    "fig_15": ({}, {"duaal", "niet duaal", "totaal"}),
    "fig_17": ({}, STARTS),
    "fig_18": (BY_GROUP, STARTS),
    "fig_20": ({"kwartaal": QUARTERS}, {"werkend"} | WITHOUT_WAGES),
    "fig_22": (
        BY_GROUP | {"kwalificatie": {"diploma", "studiegetuigschrift", "geen"}, "kwartaal": QUARTERS},
        {"werkend"},
    ),
    "fig_24": ({}, FIRST_JOBS),
    "fig_25": (BY_GROUP, FIRST_JOBS),
    "fig_26": (BY_AREA, FIRST_JOBS),
    "fig_27": ({"kwartaal": SEEN}, TYPES),
    "fig_28": ({"studiegebied": AREAS, "kwartaal": SEEN}, TYPES),
    "fig_29": ({"kwartaal": SEEN}, CLASSES),
    "fig_30": ({"studiegebied": AREAS, "kwartaal": SEEN}, CLASSES),
    "fig_31": ({"kwartaal": SEEN}, {"1", "2", "3 of meer"} | WITHOUT_WAGES),
    "fig_32": (BY_GROUP_OR_ALL, FORMER),
    "fig_33": ({"studiegebied": AREAS}, FORMER),
    "tab_2": (BY_GRADUATE, {"doorstroom Se-n-Se", "studiebewijs Se-n-Se"}),
    "tab_3": (BY_GRADUATE, PROGRAMMES | {"overig", "niet doorgestroomd"}),
    "tab_4": (BY_GRADUATE, STUDIED),
    "tab_5": ({"studiegebied": AREAS, "kwartaal": {"1", "8"}}, COMMITTEES),
    "tab_6": ({"kwartaal": {"1", "8"}}, COMMITTEES),
    "txt_001": ({}, {"geen"}),
    "txt_002": ({}, {"geen stageregistratie"}),
    "txt_003": ({}, {"zending: minder dan 18", "W-code: minder dan 18"}),
    "txt_005": ({}, {"groepen met stageverplichting"}),
    "txt_006": ({}, {"instellingen met zending"}),
    "txt_007": ({}, {"gelijk", "binnen 5", "W-code hoger"}),
    "txt_015": (BY_GROUP_OR_ALL | {"studiegebied": AREAS | ALL}, {"stagenummer bekend"}),
    "txt_016": (
        {},
        {f"{what} in 3 studiegebieden" for what in ("leerlingen", "stageleerlingen")}
        | {"instellingen met 3 studiegebieden"},
    ),
    "txt_017": ({}, {"lineair", "modulair"}),
    "txt_018": ({}, {"naamloos", "andere"}),
    "txt_019": ({"leerjaar": {"6", "7"}}, {"eerder niet-duaal in hetzelfde leerjaar"}),
    "txt_hbo5": ({"onderwijsvorm": FORMS, "studiegebied": AREAS | ALL}, {"doorgestroomd naar HBO5 verpleegkunde"}),
}
# txt_015: the years that the report pooled; the publication pools more as soon as they are complete
SCHOOL_YEARS = {"tab_5": POOL, "tab_6": POOL, "txt_015": COHORTS}


def read(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PRINTED = read("published_values.csv")
MAPPING = read("published_value_cells.csv")
VALUE = {row["waarde_id"]: row for row in PRINTED}
MAPPED = [row for row in MAPPING if row["deel"]]
MAIN = {row["waarde_id"]: row for row in MAPPING if row["deel"] == "waarde" and row["volgnummer"] == "1"}
DIVISOR = {row["waarde_id"]: row for row in MAPPING if row["deel"] == "deler"}
ALSO = [row for row in MAPPING if row["deel"] == "ook"]
LEFT_OUT = {row["waarde_id"]: row for row in MAPPING if row["not_computed"]}
CONTRADICTIONS = read("contradicting_values.csv")
CELL = ("publicatie", "kolom", *DIMENSIONS, "categorie")
SELECTIONS: dict[str, list[dict[str, str]]] = defaultdict(list)
for each in MAPPED:
    if each["deel"] == "waarde":
        SELECTIONS[each["waarde_id"]].append(each)


def named(row: dict[str, str], key: str) -> list[str]:
    return row[key].split("|") if row[key] else []


def splits(publication: str) -> dict[str, set[str]]:
    years = SCHOOL_YEARS.get(publication, YEARS)
    return {"schooljaar": years} | CELLS[publication][0]


def test_all_printed_values_are_there_once() -> None:
    assert [row["waarde_id"] for row in PRINTED] == [f"v{number:03}" for number in range(1, 432)]
    assert [row["waarde_id"] for row in MAPPING] == sorted(row["waarde_id"] for row in MAPPING)


def test_every_value_has_one_mapping_or_a_reason_why_not() -> None:
    assert len(MAIN) + len(LEFT_OUT) == len(VALUE) and MAIN.keys() | LEFT_OUT.keys() == VALUE.keys()
    selections = sum(map(len, SELECTIONS.values()))
    assert len(MAPPING) == selections + len(DIVISOR) + len(ALSO) + len(LEFT_OUT)
    assert DIVISOR.keys() | {row["waarde_id"] for row in ALSO} <= MAIN.keys()
    assert SELECTIONS.keys() == MAIN.keys()


def test_selections_of_a_value_are_numbered_and_of_one_kind() -> None:
    for rows in SELECTIONS.values():
        assert [row["volgnummer"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        assert len({(row["aggregaat"], row["kolom"], row["publicatie"], row["schooljaar"]) for row in rows}) == 1, rows
        # a divisor goes with the only selection
        assert len(rows) == 1 or rows[0]["waarde_id"] not in DIVISOR, rows


def test_selections_that_no_list_of_keys_holds() -> None:
    """Two areas in both forms and one in TSO alone; the lower and the higher of two categories."""
    five = SELECTIONS["v115"]
    shares = [
        (form, area) for row in five for form in named(row, "onderwijsvorm") for area in named(row, "studiegebied")
    ]
    assert sorted(shares) == sorted({(form, area) for form in FORMS for area in AREAS} - {("BSO", "Handel")})
    assert {row["aggregaat"] for row in five} == {"gemiddelde"}
    for waarde_id, aggregate in (("v056", "min"), ("v057", "max")):
        systems = SELECTIONS[waarde_id]
        assert {row["categorie"] for row in systems} == CELLS["txt_003"][1] and len(systems) == 2
        assert {row["aggregaat"] for row in systems} == {aggregate}


def test_printed_text_and_number_agree() -> None:
    for row in PRINTED:
        is_number = re.fullmatch(r"[0-9]+(\.[0-9]+)?", row["waarde_gedrukt"])
        assert row["waarde"] == (row["waarde_gedrukt"] if is_number else ""), row
        assert is_number or row["eenheid"] == "code", row


def test_only_interviews_definitions_and_context_are_left_out() -> None:
    for row in LEFT_OUT.values():
        assert row["not_computed"] in {"interview", "definition", "context"}, row
        assert {key for key, text in row.items() if text} <= {"waarde_id", "not_computed", "note"}, row
    interviews = {row["waarde_id"] for row in LEFT_OUT.values() if row["not_computed"] == "interview"}
    asked = {row["waarde_id"] for row in PRINTED if row["schooljaar"] == "interviews"}
    assert interviews <= asked <= LEFT_OUT.keys()


def test_publications_are_known() -> None:
    assert CELLS.keys() <= PUBLICATIONS
    assert {row["publicatie"] for row in MAPPED} == CELLS.keys()


def test_mapping_names_cells_that_can_be_there() -> None:
    for row in MAPPED:
        keys = splits(row["publicatie"])
        assert {key for key in DIMENSIONS if row[key]} <= keys.keys(), row
        assert all(set(named(row, key)) <= allowed for key, allowed in keys.items()), row
        assert named(row, "categorie") and set(named(row, "categorie")) <= CELLS[row["publicatie"]][1], row
        assert row["kolom"] in {"aantal", "noemer", "aandeel", "rest"}, row


def test_mapping_is_one_value() -> None:
    """Counts may be added up over named keys, shares only over the categories of one combination of keys."""
    for row in MAIN.values():
        open_keys = [key for key in splits(row["publicatie"]) if len(named(row, key)) != 1]
        open_keys += SELECTIONS[row["waarde_id"]][1:]
        if row["aggregaat"] == "som":
            assert not open_keys or row["waarde_id"] in DIVISOR or row["kolom"] in {"aantal", "noemer"}, row
            assert all(named(row, key) for key in open_keys), row
        else:
            assert row["aggregaat"] in {"min", "max", "gemiddelde"}, row
            assert open_keys, row
        assert row["kolom"] != "noemer" or len(named(row, "categorie")) == 1, row


def test_divisor_goes_with_its_value() -> None:
    for row in DIVISOR.values():
        value = MAIN[row["waarde_id"]]
        assert (row["publicatie"], row["schooljaar"]) == (value["publicatie"], value["schooljaar"]), row
        assert value["kolom"] != "aandeel" and row["kolom"] in {"aantal", "noemer"}, row
        assert not row["aggregaat"] and row["volgnummer"] == "1", row


def test_the_same_number_elsewhere_is_of_another_publication() -> None:
    for row in ALSO:
        assert not row["aggregaat"] and row["publicatie"] != MAIN[row["waarde_id"]]["publicatie"], row
        assert row["schooljaar"] == MAIN[row["waarde_id"]]["schooljaar"], row


def test_mapping_has_the_printed_keys() -> None:
    for row in MAIN.values():
        printed = VALUE[row["waarde_id"]]
        # no year is left open: what is delivered later is no part of what the report printed
        years = row["schooljaar"].replace("..", "|").split("|")
        if printed["schooljaar"] != "alle":
            printed_years = printed["schooljaar"].split("..")
            assert (years[0], years[-1]) == (printed_years[0], printed_years[-1]), row
        else:
            assert set(years) == YEARS, row
        if row["onderwijsvorm"] in FORMS:
            assert row["onderwijsvorm"] == printed["onderwijsvorm"], row
        if row["studiegebied"] in AREAS:
            assert row["studiegebied"].lower() == printed["studiegebied"], row
        if row["kwartaal"] in QUARTERS and printed["kwartaal"]:
            assert f"K{row['kwartaal']}" == printed["kwartaal"], row
        if row["duaal"]:
            assert row["duaal"] == printed["duaal"], row


def test_unit_goes_with_what_is_computed() -> None:
    percentages = {"pct", "pct_rounded", "pct_approx", "pct_range", "pct_lower_bound", "pct_upper_bound"}
    for row in MAIN.values():
        printed = VALUE[row["waarde_id"]]
        unit = printed["eenheid"]
        is_quotient = row["kolom"] == "aandeel" or row["waarde_id"] in DIVISOR
        # the one mean among the cells is in aandeel too
        assert is_quotient == (unit != "n" or row["categorie"] == "leerlingen per groep"), row
        assert unit in percentages | {"n", "ratio_approx"}, row
        # which end of the range it is
        assert unit != "pct_range" or row["aggregaat"] in {"min", "max"}, row
        assert unit != "pct_rounded" or "." not in printed["waarde_gedrukt"], row


def test_periods_have_no_hole() -> None:
    for row in MAPPED:
        starts = [int(year[:4]) for year in named(row, "schooljaar")]
        assert all(after == before + 1 for before, after in pairwise(starts)), row


def test_only_what_the_report_itself_contradicts_can_be_explained() -> None:
    """Short contracts in K8, and the three areas among the pupils with an internship: what follows elsewhere."""
    assert [(row["waarde_id"], row["andere_gedrukt"]) for row in CONTRADICTIONS] == [
        ("v122", "10.4"),
        ("v123", "10.0"),
        ("v381", "60.74"),
    ]
    for row in CONTRADICTIONS:
        other = sum(float(VALUE[value]["waarde"]) for value in row["som_van"].split("|"))
        if row["gedeeld_door"]:
            other *= 100 / sum(float(VALUE[value]["waarde"]) for value in row["gedeeld_door"].split("|"))
        decimals = len(row["andere_gedrukt"].partition(".")[2])
        assert f"{other:.{decimals}f}" == row["andere_gedrukt"], row
        assert VALUE[row["waarde_id"]]["waarde"] != row["andere_gedrukt"], row
    assert {key: MAIN["v122"][key] for key in CELL} == {key: MAIN["v123"][key] for key in CELL}


def test_office_committees_are_those_whose_name_says_so() -> None:
    names = {row["paritair_comite"]: row["naam"].lower() for row in read("paritaire_comites.csv")}
    office = {f"PC {number}" for number, name in names.items() if number.startswith("2") and "bedienden" in name}
    for waarde_id in ("v357", "v358"):
        assert set(named(MAIN[waarde_id], "categorie")) == office


def test_no_two_values_that_differ_share_a_label() -> None:
    """Form, year, area, obligation, dual, quarter, category, measure and line: all that tells values apart."""
    values: dict[str, set[str]] = defaultdict(set)
    for row in PRINTED:
        values[str(label(row))].add(row["waarde_gedrukt"])
    assert not {told: printed for told, printed in values.items() if len(printed) > 1}


def test_label_tells_every_dimension() -> None:
    for row in PRINTED:
        told = label(row).striptags()
        for key in ("schooljaar", "onderwijsvorm", "leerjaar", "studiegebied", "kwartaal", "categorie"):
            parts = re.split(r"[+]|[.][.]", row[key]) if key != "categorie" else [row[key]]
            assert row[key] == "alle" or all(part in told for part in parts), (key, told)
        for key, words in YES_NO.items():
            assert row[key] in {"", "alle"} or words[row[key]] in told.split(" · "), (key, told)
        assert row["tekstregel"].removeprefix("L") in told.rpartition(" · ")[2], told
    assert MEASURES.keys() <= {row["maat"] for row in PRINTED}
