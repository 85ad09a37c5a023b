"""Named defects of one file or delivery: how each is planted, and exactly which checks must fail, how much, where.

Here: what intake alone can tell, one entry per reason of the specification and per way in which extracts go wrong in
practice. Not here: what only shows beside other datasets or years (`years.py`).
"""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.unit.conftest import Sample

N_ROWS = 20  # few enough for a bad row to go to quarantine and not take its file with it
Lines = list[str]
Plant = Callable[[Lines], Lines | bytes]


@dataclass(frozen=True)
class Defect:
    """plant: makes the file from the good one's lines (line 1 is the header); None: the file is not there.
    options: of `write_delivery`.

    fails: offending rows, files or deliveries by check; no other check may fail. at: what a sample must name.
    """

    name: str
    fails: Mapping[str, int]
    plant: Plant | None = lambda lines: lines
    agency: str = "agodi"
    dataset: str = "inschrijvingen"
    at: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)  # more files in the delivery


def good_lines(sample: Sample) -> Lines:
    """A header and rows of different pupils, groups or numbers."""
    varied = next(name for name in ("leerling_id", "volgnr", "code_insz") if name in sample.names)
    rows = [sample.line(**{varied: str(n) if varied == "volgnr" else f"P-{n}"}) for n in range(1, N_ROWS + 1)]
    return sample.text(*rows).splitlines()


def field_of_row(sample: tuple[str, str], line: int, column: str, value: str) -> Plant:
    """Another value in one line."""
    at = Sample.of(*sample).names.index(column)

    def plant(lines: Lines) -> Lines:
        fields = lines[line - 1].split(";")
        fields[at] = value
        return [*lines[: line - 1], ";".join(fields), *lines[line:]]

    return plant


def every_field(sample: tuple[str, str], column: str, value: str) -> Plant:
    """Another value in every row."""

    def plant(lines: Lines) -> Lines:
        for line in range(2, len(lines) + 1):
            lines = list(field_of_row(sample, line, column, value)(lines))
        return lines

    return plant


def header(change: Callable[[list[str]], list[str]]) -> Plant:
    return lambda lines: [";".join(change(lines[0].split(";"))), *lines[1:]]


def text(lines: Lines) -> bytes:
    return ("\n".join(lines) + "\n").encode("iso-8859-1")


INSCHRIJVINGEN, TEWERKSTELLING = ("agodi", "inschrijvingen"), ("ksz", "tewerkstelling")
ZENDING, GROEPEN = ("agodi", "zending_stage"), ("agodi", "administratieve_groepen")
ACCEPTED, QUARANTINE = "inschrijvingen_accepted", "inschrijvingen_quarantine"
FILE = "inschrijvingen_2016-2017.csv"


def _rejected(name: str, at: str, plant: Plant | None = lambda lines: lines, **rest: Any) -> Defect:
    return Defect(name, {ACCEPTED: 1}, plant, at=f"{FILE}{at}", **rest)


def _quarantined(name: str, plant: Plant, n: int = 1, line: int = 4, reason: str | None = None) -> Defect:
    return Defect(name, {QUARANTINE: n}, plant, at=f"{FILE}:{line} ({reason or name})")


def _row(column: str, value: str, line: int = 4) -> Plant:
    return field_of_row(INSCHRIJVINGEN, line, column, value)


FILE_REASONS = [
    Defect("not_in_manifest", {"files_known": 1}, at="README.txt (not_in_manifest)", beside={"README.txt": "hello"},
           options={"entries": {"README.txt": None}}),
    _rejected("missing_file", " (missing_file)", options={"entries": {FILE: {"rows": 1}}}, plant=None),
    Defect("unknown_dataset", {"files_known": 1}, at="jobs_2016-2017.csv (unknown_dataset)",
           beside={"jobs_2016-2017.csv": "a;b\n1;2\n"}),
    Defect("bad_period", {ACCEPTED: 1}, at="inschrijvingen_2016-2018.csv (bad_period)",
           beside={"inschrijvingen_2016-2018.csv": "a\n1\n"}),
    Defect("duplicate_file", {ACCEPTED: 2}, at="(duplicate_file)", beside={f"{FILE}.gz": "x"}),
    _rejected("hash_mismatch", " (hash_mismatch)", options={"entries": {FILE: {"sha256": "0" * 64}}}),
    _rejected("unreadable", ":1 (unreadable)", lambda lines: gzip.compress(text(lines))),
    _rejected("missing_column", ":1 (missing_column)", header(lambda names: ["pupil", *names[1:]])),
    _rejected("duplicate_column", ":1 (duplicate_column)",
              lambda lines: [lines[0] + ";stelsel", *(line + ";LINEAIR" for line in lines[1:])]),
    _rejected("empty_file", " (empty_file)", lambda lines: lines[:1]),
    _rejected("row_count_mismatch", " (row_count_mismatch)", options={"rows": {FILE: N_ROWS + 1}}),
    _rejected("too_many_bad_rows", f" (too_many_bad_rows; {N_ROWS} bad_value, lines 2, 3, 4, 5, 6)",
              every_field(INSCHRIJVINGEN, "aanbieder", "ELDERS")),
]  # fmt: skip

ROW_REASONS = [
    _quarantined("malformed_row", lambda lines: [*lines[:3], lines[3] + ";te veel", *lines[4:]]),
    _quarantined("missing_value", _row("aanbieder", "")),
    _quarantined("bad_value", _row("begindatum", "31/02/2017")),
    _quarantined("wrong_period", _row("schooljaar", "2015-2016")),
    _quarantined("duplicate_row", lambda lines: [*lines[:3], lines[1], *lines[3:]]),
    _quarantined("conflicting_key", lambda lines: [*lines[:3], lines[1].replace("LINEAIR", "MODULAIR"), *lines[3:]], 2),
    _quarantined("unknown_group", _row("administratieve_groep", "999")),
]

DELIVERIES = [
    Defect("bad_manifest", {"deliveries_taken_in": 1}, at="agodi/2021-09-15", options={"manifest": "{"}),
    Defect("bad_manifest_of_another", {"deliveries_taken_in": 1}, at="agodi/2021-09-15",
           options={"manifest": {"agency": "ksz"}}),
]  # fmt: skip

IN_PRACTICE = [
    Defect("extra_column", {"inschrijvingen_columns_expected": 1},
           lambda lines: [lines[0] + ";opmerking", *(line + ";P-77" for line in lines[1:])], at=FILE),
    _rejected("renamed_column", ":1 (missing_column)", header(lambda names: [f"{names[0]}_nr", *names[1:]])),
    Defect("reordered_columns", {}, lambda lines: [";".join(reversed(line.split(";"))) for line in lines]),
    _rejected("shifted_columns", f" (too_many_bad_rows; {N_ROWS} bad_value, lines 2, 3, 4, 5, 6)",
              header(lambda names: [*names[1:], names[0]])),
    _quarantined("shifted_row", lambda lines: [*lines[:3], ";" + lines[3].rsplit(";", 1)[0], *lines[4:]],
                 reason="missing_value"),
    _rejected("wrong_encoding", ":21 (unreadable)",
              lambda lines: "\n".join([*lines[:-1], lines[-1].replace("P-", "P-é")]).encode()),
    _rejected("byte_order_mark", ":1 (unreadable)", lambda lines: b"\xef\xbb\xbf" + text(lines)),
    _rejected("truncated_after_the_manifest", " (hash_mismatch)", lambda lines: text(lines)[:-300],
              options={"entries": {FILE: {"sha256": "1" * 64, "rows": N_ROWS}}}),
    _rejected("truncated_before_the_manifest", " (row_count_mismatch)", lambda lines: text(lines)[:-300],
              options={"entries": {FILE: {"rows": N_ROWS}}}),
    Defect("changed_decimal_mark", {"tewerkstelling_accepted": 1},
           every_field(TEWERKSTELLING, "tauxaa", "0,75"), *TEWERKSTELLING,
           at=f"(too_many_bad_rows; {N_ROWS} bad_value, lines 2, 3, 4, 5, 6)"),
    Defect("changed_decimal_mark_in_a_row", {"tewerkstelling_quarantine": 1},
           field_of_row(TEWERKSTELLING, 4, "tauxaa", "0,75"), *TEWERKSTELLING,
           at="tewerkstelling_2018Q3.csv:4 (bad_value)"),
    _quarantined("code_list_that_grew", _row("aanbieder", "ONLINE"), reason="bad_value"),
    Defect("company_number_of_an_internship", {"zending_stage_company_numbers": 1},
           field_of_row(ZENDING, 4, "stagegever_kbo", "0403019262"), *ZENDING, at="zending_stage_2016-2017.csv:4"),
    Defect("company_number_of_a_job", {"tewerkstelling_quarantine": 1},
           field_of_row(TEWERKSTELLING, 4, "bce_kbo", "0403019262"), *TEWERKSTELLING,
           at="tewerkstelling_2018Q3.csv:4 (bad_value)"),
]  # fmt: skip

DEFECTS = [*FILE_REASONS, *ROW_REASONS, *DELIVERIES, *IN_PRACTICE]
