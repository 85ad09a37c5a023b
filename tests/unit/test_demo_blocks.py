"""A large demo is made in blocks: the same deliveries as from one, with other people and schools in each."""

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from orchestration.demo import deliveries, write_deliveries
from orchestration.demo.higher_education import added_up
from orchestration.demo.parameters import Parameters, in_blocks, load_parameters

SCALE, SEED = 0.02, 1


def quiet(_message: str) -> None:
    pass


def two_blocks(whole: Parameters) -> list[Parameters]:
    return [replace(whole, scale=whole.scale / 2, block=block, n_blocks=2) for block in range(2)]


def rows(path: Path, encoding: str = "iso-8859-1") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=";", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def landing(tmp_path_factory) -> Path:
    landing = tmp_path_factory.mktemp("blocks") / "landing"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deliveries, "in_blocks", two_blocks)
        write_deliveries(landing, SCALE, SEED, False, quiet)
        write_deliveries(landing, SCALE, SEED, True, quiet)
    return landing


@pytest.mark.parametrize(("scale", "n"), [(0.01, 1), (1.0, 1), (1.4, 1), (2.5, 2), (10.0, 10)])
def test_blocks_are_of_about_the_size_of_the_report(scale, n):
    blocks = in_blocks(load_parameters(scale, SEED))
    assert [block.block for block in blocks] == list(range(n))
    assert sum(block.scale for block in blocks) == pytest.approx(scale)


def test_a_demo_in_one_block_is_the_first_block_of_a_larger_one():
    alone, first = load_parameters(1.0, SEED), in_blocks(load_parameters(3.0, SEED))[0]
    assert alone.rng("pupils").random() == first.rng("pupils").random()


def test_manifests_tell_the_truth_about_files_in_parts(landing):
    for manifest in landing.glob("*/*/manifest.json"):
        for entry in json.loads(manifest.read_text(encoding="utf-8"))["files"]:
            content = (manifest.parent / entry["file"]).read_bytes()
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()
            assert entry["rows"] == content.count(b"\n") - 1


def test_pupils_and_schools_are_of_one_block_alone(landing):
    agodi = landing / "agodi/2021-10-01"
    numbers = [row["instellingsnummer"] for row in rows(agodi / "instellingen.csv")]
    assert len(set(numbers)) == len(numbers)
    schools: dict[str, set[int]] = {}
    for row in rows(agodi / "inschrijvingen_2020-2021.csv"):
        # the blocks take turns in numbers: the pupils of one are even, those of the other odd, and so are its schools
        block = int(row["leerling_id"].rpartition("-")[2]) % 2
        schools.setdefault(row["instellingsnummer"], set()).add(block)
    assert {block for blocks in schools.values() for block in blocks} == {0, 1}
    assert all(len(blocks) == 1 for blocks in schools.values())


def test_groups_are_common_to_all(landing):
    numbers = [row["administratieve_groep"] for row in rows(landing / "agodi/2021-10-01/administratieve_groepen.csv")]
    assert len(set(numbers)) == len(numbers)


def test_lines_keep_a_number_of_their_own(landing):
    numbers = [row["VOLGNR"] for row in rows(landing / "ksz/2019-10-15/tewerkstelling_2017Q2.csv")]
    assert len(set(numbers)) == len(numbers) > 1000


def test_counts_of_all_pupils_are_added_up(landing):
    found = rows(landing / "ahovoks/2021-12-01/doorstroom_ho_2019-2020.csv", "utf-8-sig")
    keys = [(row["stroom"], row["studiegebied"], row["maat"], row["opleidingstype"]) for row in found]
    assert len(set(keys)) == len(keys)
    total = next(int(row["aantal"]) for row, key in zip(found, keys, strict=True) if key[:3] == TOTAL)
    assert total == pytest.approx(9750 * SCALE, abs=9)


TOTAL = ("BSO", "Totaal", "gediplomeerd")


def test_added_up_adds_the_counts_of_equal_keys():
    def table(counts: dict[str, str]) -> dict[str, pa.Array]:
        return {"maat": pa.array(list(counts)), "aantal": pa.array(list(counts.values()))}

    added = added_up([table({"a": "1", "b": "2"}), table({"b": "3", "c": "4"})])
    assert {k.as_py(): v.as_py() for k, v in zip(added["maat"], added["aantal"], strict=True)} == {
        "a": "1",
        "b": "5",
        "c": "4",
    }
