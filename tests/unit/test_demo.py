"""The synthetic deliveries: what is in them, that they are reproducible, and that nothing is overwritten."""

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from orchestration.demo import DemoRefusedError, write_deliveries
from orchestration.demo.careers import OUT
from orchestration.demo.parameters import load_parameters
from orchestration.demo.world import World

SCALE, SEED = 0.01, 1
ENCODING = {"agodi": "iso-8859-1", "ksz": "utf-8-sig", "ahovoks": "utf-8-sig"}


def quiet(_message: str) -> None:
    pass


def hashes(landing: Path) -> dict[str, str]:
    files = sorted(path for path in landing.rglob("*") if path.is_file())
    return {str(path.relative_to(landing)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows(landing: Path, agency: str, file: str) -> Iterator[dict[str, str]]:
    """Well-formed rows of the newest delivery of a file."""
    path = max(landing.glob(f"{agency}/*/{file}.csv"), key=lambda p: p.parent.name)
    with path.open(encoding=ENCODING[agency], newline="") as opened:
        lines = [line.split(";") for line in opened.read().splitlines()]
    header = [name.strip('"').lower() for name in lines[0]]
    for line in lines[1:]:
        if len(line) == len(header):
            yield dict(zip(header, (value.strip('"') for value in line), strict=True))


def day(text: str) -> date | None:
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError:
        return None


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    landing = tmp_path_factory.mktemp("demo") / "landing"
    write_deliveries(landing, SCALE, SEED, False, quiet)
    return landing


@pytest.fixture(scope="module")
def groups(demo) -> dict[str, dict[str, str]]:
    return {row["administratieve_groep"]: row for row in rows(demo, "agodi", "administratieve_groepen")}


def test_the_same_seed_gives_the_same_bytes(demo, tmp_path):
    write_deliveries(tmp_path / "landing", SCALE, SEED, False, quiet)
    assert hashes(tmp_path / "landing") == hashes(demo)


def test_another_seed_gives_other_people(demo, tmp_path):
    write_deliveries(tmp_path / "landing", SCALE, SEED + 1, False, quiet)
    mine, other = hashes(demo), hashes(tmp_path / "landing")
    assert mine.keys() == other.keys()
    assert not {name for name in mine if "inschrijvingen" in name and mine[name] == other[name]}


def test_every_dataset_has_its_periods(demo):
    periods = defaultdict(set)
    for path in demo.glob("*/*/*.csv"):
        dataset, _, period = path.stem.rpartition("_")
        if not period[:1].isdigit():
            dataset, period = path.stem, ""
        periods[path.parent.parent.name, dataset].add(period)
    years = {f"{y}-{y + 1}" for y in range(2008, 2021)}
    quarters = {f"{y}Q{q}" for y in range(2011, 2021) for q in range(1, 5)} - {"2011Q1", "2011Q2"}
    assert periods == {
        ("agodi", "inschrijvingen"): years,
        ("agodi", "leerlingen"): years,
        ("agodi", "kwalificaties"): years,
        ("agodi", "administratieve_groepen"): {""},
        ("agodi", "instellingen"): {""},
        ("agodi", "zending_stage"): {year for year in years if year < "2019"},
        ("agodi", "w_codes"): {year for year in years if "2013" < year < "2019"},
        ("agodi", "hbo5_verpleegkunde"): {year for year in years if year > "2017"},
        ("ksz", "tewerkstelling"): quarters,
        ("ksz", "zelfstandigen"): quarters,
        ("ksz", "werkzoekenden"): quarters,
        ("ahovoks", "doorstroom_ho"): {year for year in years if year < "2020"},
    }


def test_manifests_tell_the_truth_and_that_it_is_synthetic(demo):
    for manifest in demo.glob("*/*/manifest.json"):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        assert (told["agency"], told["delivery"]) == (manifest.parent.parent.name, manifest.parent.name)
        assert told["demo"]["scale"] == SCALE and "Synthetic" in told["demo"]["note"]
        assert {entry["file"] for entry in told["files"]} == {p.name for p in manifest.parent.glob("*.csv")}
        for entry in told["files"]:
            content = (manifest.parent / entry["file"]).read_bytes()
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()
            assert entry["rows"] == len(content.splitlines()) - 1


@pytest.mark.parametrize("scale", [0.01, 0.03])
def test_the_size_follows_the_scale(scale, demo, tmp_path):
    landing = demo
    if scale != SCALE:
        landing = tmp_path / "landing"
        write_deliveries(landing, scale, SEED, False, quiet)
    enrolments = sum(1 for _ in rows(landing, "agodi", "inschrijvingen_2016-2017"))
    assert 125_000 * scale < enrolments < 138_000 * scale
    lines = sum(1 for _ in rows(landing, "ksz", "tewerkstelling_2018Q3"))
    assert 80_000 * scale < lines < 115_000 * scale


def test_there_is_one_correction_per_agency_that_makes_one(demo):
    for agency, file in (("agodi", "inschrijvingen_2017-2018"), ("ksz", "tewerkstelling_2018Q2")):
        first, second = sorted(demo.glob(f"{agency}/*/{file}.csv"))
        assert first.read_bytes() != second.read_bytes()
        assert first.read_bytes().count(b"\n") < second.read_bytes().count(b"\n")


def test_bad_rows_never_reject_a_file():
    parameters = load_parameters(SCALE, SEED)
    for reasons in parameters["bad_rows"].values():
        assert len(reasons) + reasons.count("conflicting_key") <= 10
    planted = Counter(reason for reasons in parameters["bad_rows"].values() for reason in reasons)
    assert len(planted) == 7 and 30 <= planted.total() <= 60


def test_what_the_rules_leave_out_is_there(demo, groups):
    enrolments = list(rows(demo, "agodi", "inschrijvingen_2019-2020"))
    of = [groups[row["administratieve_groep"]] for row in enrolments]
    assert {row["aanbieder"] for row in enrolments} == {"VOLTIJDS", "DBSO", "SYNTRA", "BUSO"}
    assert {row["stelsel"] for row in enrolments} == {"LINEAIR", "MODULAIR"}
    assert {group["onderwijsvorm"] for group in of} == {"ASO", "BSO", "KSO", "TSO"}
    assert {group["graad"] for group in of} == {"2", "3"}
    for flag in ("duaal", "aanloopfase", "naamloos", "se_n_se", "stageverplichting"):
        assert any(group[flag] == "J" for group in of), flag
    count_day = date(2020, 2, 1)
    dates = [(row, day(row["begindatum"]), day(row["einddatum"])) for row in enrolments]
    assert any(end and end < count_day for _, _, end in dates)
    assert any(begin > count_day for _, begin, _ in dates)
    active = Counter(row["leerling_id"] for row, begin, end in dates if begin <= count_day <= (end or count_day))
    assert max(active.values()) > 1


def test_pupils_within_and_outside_the_age_cap(demo):
    born = [row["geboortedatum"] for row in rows(demo, "agodi", "leerlingen_2019-2020")]
    assert "" in born
    assert any(text.startswith("00/") for text in born)
    years = [int(text[6:]) for text in born if text]
    assert min(years) < 1995 < max(years) <= 2006


def test_the_enrolment_that_counts_is_the_one_that_was_meant():
    """The tie-break, done again row by row, finds back where the demo says every pupil is."""
    world = World(load_parameters(SCALE, SEED), quiet)
    number = {int(n): position for position, n in enumerate(world.groups.number)}
    ids = world.ids.to_pylist()
    for year in (2012, 2019):
        t, count_day = year - 2008, date(year + 1, 2, 1)
        table = world.school_year_tables(year)["inschrijvingen"]
        best: dict[str, tuple] = {}
        for row in zip(*(table[name].to_pylist() for name in ENROLMENT), strict=True):
            pupil, provider, school, group, system, begin, end = row
            if not day(begin) <= count_day <= (day(end) or count_day):
                continue
            place = (provider != "VOLTIJDS", system != "LINEAIR", -day(begin).toordinal(), int(school), int(group))
            best[pupil] = min(best.get(pupil, place), place)
        meant = {ids[i]: int(world.careers.group[i, t]) for i in (world.careers.stream[:, t] > OUT).nonzero()[0]}
        assert {pupil: number[place[-1]] for pupil, place in best.items()} == meant


ENROLMENT = (
    "leerling_id",
    "aanbieder",
    "instellingsnummer",
    "administratieve_groep",
    "stelsel",
    "begindatum",
    "einddatum",
)


def test_nothing_looks_like_a_real_person_school_or_company(demo):
    for row in rows(demo, "agodi", "instellingen"):
        assert re.fullmatch(r"Demo\w+( \w+)? \d{3} \(fictief, één van de demo\)", row["naam"])
        assert re.fullmatch(r"9\d{5}", row["instellingsnummer"])
    for row in rows(demo, "ksz", "tewerkstelling_2018Q3"):
        assert re.fullmatch(r"demo-\d{6}", row["code_insz"])
        assert re.fullmatch(r"090\d{7}", row["bce_kbo"])
        assert 97 - int(row["bce_kbo"][:8]) % 97 == int(row["bce_kbo"][8:])


def test_each_agency_writes_its_own_dialect(demo):
    agodi = (demo / "agodi/2019-10-01/administratieve_groepen.csv").read_bytes()
    assert "Industriële".encode("iso-8859-1") in agodi
    with pytest.raises(UnicodeDecodeError):
        agodi.decode("utf-8")
    assert (demo / "ksz/2020-01-15/tewerkstelling_2019Q2.csv").read_bytes().startswith(b"\xef\xbb\xbfCODE_INSZ;")
    assert (demo / "ksz/2019-10-15/tewerkstelling_2015Q3.csv").read_bytes().startswith(b"CODE_INSZ;")
    with (demo / "ahovoks/2020-12-01/doorstroom_ho_2017-2018.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file, delimiter=";"))[0] == "schooljaar"


def test_next_year_adds_deliveries_and_touches_none(tmp_path, demo):
    landing = tmp_path / "landing"
    write_deliveries(landing, SCALE, SEED, False, quiet)
    before = hashes(landing)
    write_deliveries(landing, SCALE, SEED, True, quiet)
    after = hashes(landing)
    assert before.items() < after.items()
    added = {Path(name).stem for name in after.keys() - before.keys()}
    assert {
        "inschrijvingen_2021-2022",
        "tewerkstelling_2021Q1",
        "werkzoekenden_2021Q4",
        "doorstroom_ho_2020-2021",
    } <= added
    known = {row["leerling_id"] for row in rows(landing, "agodi", "leerlingen_2020-2021")}
    now = {row["leerling_id"] for row in rows(landing, "agodi", "leerlingen_2021-2022")}
    assert len(known & now) > 0.3 * len(now)


def test_what_is_there_is_left_alone(demo):
    before = hashes(demo)
    said: list[str] = []
    write_deliveries(demo, SCALE, SEED, False, said.append)
    assert hashes(demo) == before
    assert said == ["the demo is there already; nothing written"]


@pytest.mark.parametrize(("scale", "seed"), [(0.02, SEED), (SCALE, 2)])
def test_another_demo_is_not_overwritten(demo, scale, seed):
    before = hashes(demo)
    with pytest.raises(DemoRefusedError, match=r"a demo of scale 0\.01 and seed 1"):
        write_deliveries(demo, scale, seed, False, quiet)
    assert hashes(demo) == before


def test_deliveries_that_are_no_demo_are_not_overwritten(tmp_path):
    folder = tmp_path / "landing/agodi/2019-10-01"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"agency": "agodi", "delivery": "2019-10-01", "files": []}')
    with pytest.raises(DemoRefusedError, match="from no demo"):
        write_deliveries(tmp_path / "landing", SCALE, SEED, False, quiet)
    assert [path.name for path in (tmp_path / "landing").rglob("*.*")] == ["manifest.json"]


def test_next_year_needs_a_demo(tmp_path):
    with pytest.raises(DemoRefusedError, match="run `wpl demo`"):
        write_deliveries(tmp_path / "landing", SCALE, SEED, True, quiet)


@pytest.mark.parametrize(("scale", "seed"), [(0.0, 1), (-1.0, 1), (11.0, 1), (float("nan"), 1), (1.0, -1)])
def test_scale_and_seed_have_bounds(tmp_path, scale, seed):
    with pytest.raises(DemoRefusedError, match="scale must be"):
        write_deliveries(tmp_path / "landing", scale, seed, False, quiet)
