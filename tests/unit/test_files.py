"""Every reason to reject a file, their order, and what is written of an accepted one."""

import gzip
import stat
from datetime import date

import pyarrow as pa
import pytest
from pyarrow import parquet

from orchestration.intake.store import accepted_schema
from tests.unit.conftest import CONTRACTS, GROUPS, Sample

LEERLINGEN = Sample.of("agodi", "leerlingen")
FILE = LEERLINGEN.file
GOOD = LEERLINGEN.text(LEERLINGEN.line())
BAD_LINE = LEERLINGEN.line(geslacht="?")


def many(n: int, n_bad: int) -> str:
    lines = [LEERLINGEN.line(leerling_id=f"P{i}") for i in range(n - n_bad)]
    return LEERLINGEN.text(*lines, *[BAD_LINE] * n_bad)


@pytest.mark.parametrize(
    "files, options, outcomes",
    [
        ({FILE: GOOD, "README": "hello"}, {"entries": {"README": None}}, {FILE: None, "README": "not_in_manifest"}),
        ({FILE: GOOD}, {"entries": {FILE: None}}, {FILE: "not_in_manifest"}),
        ({f"sub/{FILE}": GOOD}, {"entries": {f"sub/{FILE}": None}}, {f"sub/{FILE}": "not_in_manifest"}),
        ({f"sub/{FILE}": GOOD}, {}, {f"sub/{FILE}": "unknown_dataset"}),  # it is there, under no dataset's name
        (
            {f"sub/{FILE}": GOOD},
            {"entries": {f"sub/../sub/{FILE}": {}, f"sub/{FILE}": None}},
            {f"sub/../sub/{FILE}": "missing_file", f"sub/{FILE}": "not_in_manifest"},
        ),
        ({}, {"entries": {"manifest.json": {}}}, {"manifest.json": "unknown_dataset"}),
        ({}, {"entries": {FILE: {}}}, {FILE: "missing_file"}),
        ({}, {"entries": {"x.txt": {}}}, {"x.txt": "missing_file"}),
        ({}, {"entries": {"../2021-09-15/x": {}, "": {}}}, {"../2021-09-15/x": "missing_file", "": "missing_file"}),
        ({}, {"entries": {"/etc/hostname": {}}}, {"/etc/hostname": "missing_file"}),
        ({"README": "hello"}, {}, {"README": "unknown_dataset"}),
        ({"leerlingen_2016-2017.txt": GOOD}, {}, {"leerlingen_2016-2017.txt": "unknown_dataset"}),
        ({"leerlingen_2016-2017.xlsx": GOOD}, {}, {"leerlingen_2016-2017.xlsx": "unknown_dataset"}),
        ({"leerlingen_2016-2017.CSV": GOOD}, {}, {"leerlingen_2016-2017.CSV": "unknown_dataset"}),
        ({"Leerlingen_2016-2017.csv": GOOD}, {}, {"Leerlingen_2016-2017.csv": "unknown_dataset"}),
        ({"leerlingen2016-2017.csv": GOOD}, {}, {"leerlingen2016-2017.csv": "unknown_dataset"}),
        ({"zelfstandigen_2018Q3.csv": GOOD}, {}, {"zelfstandigen_2018Q3.csv": "unknown_dataset"}),
        # a dataset of another agency whose name begins like one of this
        ({"inschrijvingen_ho_2016-2017.csv": GOOD}, {}, {"inschrijvingen_ho_2016-2017.csv": "unknown_dataset"}),
        ({"leerlingen.csv": GOOD}, {}, {"leerlingen.csv": "bad_period"}),
        ({"leerlingen_.csv": GOOD}, {}, {"leerlingen_.csv": "bad_period"}),
        ({"leerlingen_2016-2018.csv": GOOD}, {}, {"leerlingen_2016-2018.csv": "bad_period"}),
        ({"leerlingen_2018Q3.csv": GOOD}, {}, {"leerlingen_2018Q3.csv": "bad_period"}),
        ({"leerlingen_2016-2017.v2.csv": GOOD}, {}, {"leerlingen_2016-2017.v2.csv": "bad_period"}),
        ({"instellingen_2016-2017.csv": GOOD}, {}, {"instellingen_2016-2017.csv": "bad_period"}),
        (
            {FILE: GOOD, "leerlingen_2016-2017.csv.gz": gzip.compress(GOOD.encode())},
            {},
            {FILE: "duplicate_file", "leerlingen_2016-2017.csv.gz": "duplicate_file"},
        ),
        # the other one must be named by the manifest, and be there
        (
            {FILE: GOOD, "leerlingen_2016-2017.parquet": "x"},
            {"entries": {"leerlingen_2016-2017.parquet": None}},
            {FILE: None, "leerlingen_2016-2017.parquet": "not_in_manifest"},
        ),
        (
            {FILE: GOOD},
            {"entries": {"leerlingen_2016-2017.parquet": {}}},
            {FILE: None, "leerlingen_2016-2017.parquet": "missing_file"},
        ),
        ({FILE: GOOD}, {"entries": {FILE: {"sha256": "0" * 64}}}, {FILE: "hash_mismatch"}),
        ({FILE: ""}, {"entries": {FILE: {"sha256": "0" * 64}}}, {FILE: "hash_mismatch"}),
        ({FILE: ""}, {}, {FILE: "unreadable"}),
        ({"leerlingen_2016-2017.csv.gz": GOOD}, {}, {"leerlingen_2016-2017.csv.gz": "unreadable"}),
        (
            {"leerlingen_2016-2017.csv.gz": gzip.compress(GOOD.encode())[:-9]},
            {},
            {"leerlingen_2016-2017.csv.gz": "unreadable"},
        ),
        ({FILE: GOOD.replace("geslacht", "sekse")}, {}, {FILE: "missing_column"}),
        ({FILE: "geslacht;geslacht\n"}, {}, {FILE: "missing_column"}),
        ({FILE: LEERLINGEN.text(header=";".join([*LEERLINGEN.names, "x", "X"]))}, {}, {FILE: "duplicate_column"}),
        ({FILE: LEERLINGEN.text()}, {"rows": {FILE: 1}}, {FILE: "empty_file"}),
        ({FILE: LEERLINGEN.text().strip()}, {}, {FILE: "empty_file"}),
        ({FILE: GOOD}, {"rows": {FILE: 2}}, {FILE: "row_count_mismatch"}),
        ({FILE: GOOD + "\n"}, {"rows": {FILE: 1}}, {FILE: "row_count_mismatch"}),  # an empty line is a row
        ({FILE: GOOD + "\n"}, {}, {FILE: None}),
        ({FILE: many(100, 11)}, {"rows": {FILE: 99}}, {FILE: "row_count_mismatch"}),
        ({FILE: many(10, 10)}, {}, {FILE: None}),
        ({FILE: many(11, 11)}, {}, {FILE: "too_many_bad_rows"}),
        ({FILE: many(1100, 11)}, {}, {FILE: None}),
        ({FILE: many(1099, 11)}, {}, {FILE: "too_many_bad_rows"}),
    ],
)
def test_files(warehouse, files, options, outcomes):
    warehouse.deliver("agodi", "2021-09-15", files, **options)
    warehouse.refresh()
    assert warehouse.outcomes() == outcomes
    for row in warehouse.register.files():
        assert row.status == ("rejected" if row.reason else "accepted")
        if row.status == "accepted":
            assert row.n_delivered == row.n_accepted + row.n_quarantined
        else:
            assert (row.n_accepted, row.n_quarantined, row.is_active) == (0, 0, False)
    accepted = {row.file for row in warehouse.register.files() if row.is_active}
    active = parquet.read_table(warehouse.settings.active / "files.parquet").to_pylist()
    assert {row["file"] for row in active} == accepted


def test_a_hash_may_be_written_in_capitals(warehouse):
    folder = warehouse.deliver("agodi", "2021-09-15", {FILE: GOOD})
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("sha256", "SHA").upper().replace("SHA", "sha256"))
    document = manifest.read_text()
    for word in ("agency", "agodi", "delivery", "files", "file", "rows", "leerlingen", "csv"):
        document = document.replace(word.upper(), word)
    manifest.write_text(document)
    warehouse.refresh()
    assert warehouse.outcomes() == {FILE: None}


def test_links_are_not_followed(warehouse, tmp_path):
    (tmp_path / "secret.csv").write_text(GOOD)
    folder = warehouse.deliver("agodi", "2021-09-15", {}, entries={FILE: {}})
    (folder / FILE).symlink_to(tmp_path / "secret.csv")
    warehouse.refresh()
    assert warehouse.outcomes() == {FILE: "missing_file"}
    assert not list(warehouse.settings.originals.rglob("*.csv"))


def test_the_place_of_a_reason_and_no_value_in_it(warehouse):
    header = GOOD.replace("geslacht", "sekse")
    warehouse.deliver("agodi", "2021-09-15", {FILE: header})
    warehouse.deliver("agodi", "2021-09-16", {FILE: many(20, 12)})
    warehouse.refresh()
    first, second = warehouse.register.files()
    assert (first.line, first.column) == (1, "geslacht")
    (note,) = warehouse.register.notes(second)
    assert (note.kind, note.n, note.lines) == ("bad_value", 12, "10, 11, 12, 13, 14")


def test_quarantine_keeps_the_raw_line(warehouse):
    lines = [LEERLINGEN.line(), '"P-2";x"', LEERLINGEN.line(leerling_id='"A B"', geslacht="V")]
    warehouse.take_one(LEERLINGEN, *lines)
    (path,) = warehouse.settings.quarantine.rglob("*.parquet")
    assert path.relative_to(warehouse.settings.quarantine).as_posix() == (
        "agodi/leerlingen/2016-2017/2021-09-15.parquet"
    )
    assert parquet.read_table(path).to_pylist() == [
        {"file": FILE, "line": 3, "reason": "malformed_row", "column": None, "raw_text": lines[1]},
        {"file": FILE, "line": 4, "reason": "bad_value", "column": "leerling_id", "raw_text": lines[2]},
    ]


def test_accepted_rows_are_typed_and_know_their_place(warehouse):
    warehouse.take_one(
        LEERLINGEN, LEERLINGEN.line(nationaliteit="", schooltoelage='""'), "x", LEERLINGEN.line(leerling_id="B")
    )
    first, second = warehouse.active("agodi", "leerlingen", "2016-2017")
    assert first == {
        "leerling_id": "P-1",
        "schooljaar": "2016-2017",
        "geslacht": "V",
        "geboortedatum": date(2001, 5, 1),
        "nationaliteit": None,
        "thuistaal_niet_nl": True,
        "schooltoelage": None,
        "opleiding_moeder_laag": True,
        "buurt_schoolse_vertraging": False,
        "source_delivery": "2021-09-15",
        "source_file": FILE,
        "source_line": 2,
    }
    assert (second["leerling_id"], second["source_line"]) == ("B", 4)


@pytest.mark.parametrize("agency, dataset", CONTRACTS)
def test_every_file_has_the_schema_of_its_contract(warehouse, agency, dataset):
    sample = Sample.of(agency, dataset)
    warehouse.take_one(sample, sample.line())
    folder = warehouse.settings.active / agency / dataset
    schemas = [parquet.read_schema(path) for path in folder.glob("*.parquet")]
    assert schemas == [accepted_schema(CONTRACTS[agency, dataset])] * 2


def test_types_of_the_accepted_columns():
    schema = accepted_schema(CONTRACTS["ksz", "tewerkstelling"])
    types = {name: schema.field(name).type for name in ("volgnr", "tauxaa", "laatste_dag", "kwartaal", "source_line")}
    assert list(types.values()) == [pa.int64(), pa.float64(), pa.bool_(), pa.string(), pa.int64()]


def test_every_dataset_has_an_active_file_without_rows(warehouse):
    warehouse.refresh()
    for agency, dataset in CONTRACTS:
        assert warehouse.active(agency, dataset, "_none") == []
    assert parquet.read_table(warehouse.settings.active / "files.parquet").num_rows == 0


def test_only_the_owner_may_look(warehouse):
    warehouse.take_one(Sample.of("agodi", "w_codes"), Sample.of("agodi", "w_codes").line(), "x")
    paths = [warehouse.settings.warehouse, *warehouse.settings.warehouse.rglob("*")]
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert {oct(mode) for path, mode in modes.items() if path.is_dir()} == {"0o700"}
    assert {oct(mode) for path, mode in modes.items() if path.is_file()} == {"0o600"}
    assert len(modes) > 20


def test_gzip_is_read_like_plain(warehouse):
    file = GROUPS.file + ".gz"
    warehouse.deliver("agodi", "2021-09-15", {file: gzip.compress(GROUPS.text(GROUPS.line()).encode())}, rows={file: 1})
    warehouse.refresh()
    assert warehouse.outcomes() == {file: None}
    assert [row["administratieve_groep"] for row in warehouse.active("agodi", "administratieve_groepen")] == [101]


@pytest.mark.parametrize("earlier", [[], ["x"]])
def test_a_byte_order_mark_in_the_first_row_belongs_to_its_value(warehouse, earlier):
    """Two files behind one another: the mark of the second is no mark any more."""
    sample = Sample.of("ksz", "zelfstandigen")
    quarantined = warehouse.take_one(sample, *earlier, "\ufeff" + sample.line(), sample.line())
    assert quarantined[len(earlier) :] == [(2 + len(earlier), "bad_value", "code_insz")]
