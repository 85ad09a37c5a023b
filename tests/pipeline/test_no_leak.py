"""No value of a pupil leaves the pupil-level files: not by logs, errors, checks, Dagster's storage or a publication.

Deliveries of every defect carry marks in the place of pupils, birth dates, company numbers and raw text; two
refreshes take them in, the second with a model that DuckDB refuses because of a value. Then everything that was
printed or written is searched.
"""

import io
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
from pyarrow import parquet

from orchestration.settings import CHECKOUT
from tests.helpers import write_delivery
from tests.pipeline.conftest import Wpl

PUPIL, BORN, COMPANY, RAW = "MERK7Q31", "28/02/1907", "1919191916", "geheim7Q31"
MARKS = [mark.encode() for mark in (PUPIL, BORN, "1907-02-28", COMPANY, RAW)]
PUPIL_LEVEL = ("accepted", "quarantine", "originals", "active", "warehouse.duckdb")

ENROLMENTS = "leerling_id;schooljaar;aanbieder;instellingsnummer;administratieve_groep;stelsel;begindatum;einddatum"
PUPILS = (
    "leerling_id;schooljaar;geslacht;geboortedatum;nationaliteit;thuistaal_niet_nl;schooltoelage;"
    "opleiding_moeder_laag;buurt_schoolse_vertraging"
)
JOBS = "CODE_INSZ;KWARTAAL;VOLGNR;BRON;BCE_KBO;NR_CP;CLATRA;T_PREST;TAUXAA;TAUXPT;SOLIDARITEIT;LAATSTE_DAG"


def enrolment(number: int, group: int, begin: str = "01/09/2017", end: str = "") -> str:
    return f"{PUPIL}-{number};2017-2018;VOLTIJDS;{number:06};{group};LINEAIR;{begin};{end}"


def text(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def dirty_deliveries(landing: Path, group: int) -> None:
    """Accepted rows, every reason for a row, many for a file, a refused delivery: all of them marked."""
    kept = sorted(landing.glob("agodi/*/inschrijvingen_2017-2018.csv"))[-1].read_text("latin-1").splitlines()
    pupils = sorted(landing.glob("agodi/*/leerlingen_2017-2018.csv"))[-1].read_text("latin-1").splitlines()
    bad = [
        enrolment(1, group) + ";" + RAW,
        enrolment(2, group).replace("VOLTIJDS", ""),
        enrolment(3, group, BORN.replace("28", "30")),
        enrolment(4, group).replace("2017-2018", "1999-2000"),
        *[enrolment(5, group)] * 2,
        enrolment(6, group),
        enrolment(6, group, end="30/06/2018"),
        enrolment(7, 99_998),
        f'"{RAW}',
    ]
    child = f"{PUPIL}-5;2017-2018;V;{BORN};BE;J;J;J;J"
    files: dict[str, str | bytes] = {
        "inschrijvingen_2017-2018.csv": text(*kept, *bad).encode("latin-1"),
        "leerlingen_2017-2018.csv": text(*pupils, child, child.replace(";V;", f";{RAW};")).encode("latin-1"),
        "leerlingen_2015-2016.csv": text(PUPILS, *[f"{PUPIL}-{n};{RAW};V;{BORN};;;;;" for n in range(20)]),
        "leerlingen_2014-2015.csv": text(f"{PUPIL}; {RAW};{BORN}", child),
        "leerlingen_2013-2014.csv": text(f"{PUPILS};{PUPIL};{PUPIL}", f"{child};;"),
        "leerlingen_2012-2013.csv": text(f'"{PUPIL};{BORN}', child),
        "leerlingen_2011-2012.csv": text(PUPILS, child + "é"),
        "w_codes_2017-2018.csv": text(
            f"leerling_id;schooljaar;instellingsnummer;administratieve_groep;halve_dagen;{PUPIL}"
        )
        + text(f"{PUPIL}-5;2017-2018;000001;{group};3;{RAW}"),
        "README": RAW,
    }
    write_delivery(landing, "agodi", "2031-01-01", files)
    job = f"{PUPIL}-5;20183;9000001;RSZ;{COMPANY};322.01;1;F;1;100;N;J"
    jobs = [job, job.replace("9000001", "9000002").replace("RSZ", RAW), job.replace(";1;100", f";{RAW};100"), RAW]
    write_delivery(landing, "ksz", "2031-01-01", {"tewerkstelling_2031Q1.csv": text(JOBS, *jobs[1:])})
    write_delivery(landing, "ksz", "2031-01-02", {"tewerkstelling_2018Q3.csv": text(JOBS, *jobs)})
    write_delivery(landing, "ksz", "2031-01-03", {}, manifest={"agency": PUPIL, "delivery": RAW})
    write_delivery(landing, "ksz", "2031-01-04", {}, manifest=f"{{{PUPIL}")
    write_delivery(
        landing,
        "ahovoks",
        "2031-01-01",
        {"inschrijvingen_ho_2018-2019.parquet": odd_parquet(), "doorstroom_ho_2018-2019.xlsx": odd_xlsx()},
        rows={"inschrijvingen_ho_2018-2019.parquet": 1, "doorstroom_ho_2018-2019.xlsx": 1},
    )


def odd_parquet() -> bytes:
    names = ("leerling_id", "academiejaar", "instelling_ho", "opleidingstype", "contract")
    columns = dict.fromkeys(names, pa.array([PUPIL])) | {
        "inschrijvingsdatum": pa.array([[RAW]]),
        "uitschrijvingsdatum": pa.array([RAW.encode()]),
    }
    sink = io.BytesIO()
    parquet.write_table(pa.table(columns), sink)
    return sink.getvalue()


def odd_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["schooljaar", "stroom", "studiegebied", "maat", "opleidingstype", "aantal", PUPIL])
    book.active.append([RAW, PUPIL, BORN, COMPANY, RAW, RAW, RAW])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def a_group(landing: Path) -> int:
    """A group that enrolments of the demo have."""
    path = next(iter(landing.glob("agodi/*/inschrijvingen_2017-2018.csv")))
    return int(path.read_text("latin-1").splitlines()[1].split(";")[4])


def model_that_trips_over_a_value(folder: Path) -> Path:
    """A copy of the models in which a pupil is cast to a number: DuckDB tells which value it cannot cast."""
    project = folder / "dbt_project"
    shutil.copytree(CHECKOUT / "dbt_project", project, ignore=shutil.ignore_patterns("target"))
    (folder / "seeds").symlink_to(CHECKOUT / "seeds")  # beside the models, as in the checkout
    path = project / "models" / "cohort" / "count_day_enrolments.sql"
    old = "aanbieder = 'VOLTIJDS' as keeps_r03"
    new = f"case when leerling_id like '{PUPIL[:4]}%' then cast(leerling_id as int) = 1 else aanbieder = 'VOLTIJDS' end"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, f"{new} as keeps_r03"))
    return project


def searched(data: Path) -> Iterator[tuple[str, bytes]]:
    """Every file but the landing folder and the pupil-level ones, also what is packed inside a database."""
    for path in sorted(path for path in data.rglob("*") if path.is_file() and not path.is_symlink()):
        place = path.relative_to(data)
        if place.parts[0] == "landing" or (place.parts[:1] == ("warehouse",) and place.parts[1] in PUPIL_LEVEL):
            continue
        yield str(place), path.read_bytes()
        if path.suffix in {".db", ".sqlite"}:
            yield from _sqlite_values(path, str(place))
        if path.suffix == ".duckdb":
            yield from _duckdb_values(path, str(place))


def _sqlite_values(path: Path, place: str) -> Iterator[tuple[str, bytes]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        tables = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'select * from "{table}"'):
                for value in row:
                    if isinstance(value, bytes):
                        with suppress(zlib.error):
                            yield f"{place}, {table}", zlib.decompress(value)


def _duckdb_values(path: Path, place: str) -> Iterator[tuple[str, bytes]]:
    with duckdb.connect(path, read_only=True) as connection:
        for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
            yield f"{place}, {table}", repr(connection.execute(f'from "{schema}"."{table}"').fetchall()).encode()


def test_no_value_of_a_pupil_leaves_the_pupil_level_files(warehouse: Path, wpl: Wpl, tmp_path: Path) -> None:
    landing, home = warehouse / "landing", tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    dirty_deliveries(landing, a_group(landing))
    elsewhere = {"HOME": str(home), "TMPDIR": str(home / "tmp")}

    dirty = wpl(warehouse, "refresh", **elsewhere)
    assert dirty.returncode == 1 and "published" in dirty.stderr, dirty.stderr
    broken = wpl(warehouse, "refresh", WPL_DBT_PROJECT=str(model_that_trips_over_a_value(tmp_path)), **elsewhere)
    assert broken.returncode == 1 and "Conversion Error" in broken.stderr, broken.stderr
    checks = wpl(warehouse, "checks")

    said = {"refresh": dirty, "broken refresh": broken, "checks": checks}
    texts = [(name, (done.stdout + done.stderr).encode()) for name, done in said.items()]
    found = {
        (place, mark.decode())
        for place, content in (*texts, *searched(warehouse), *searched(home))
        for mark in MARKS
        if mark in content
    }
    assert found == set()
    # the search would have found them: they are in the warehouse, for data engineers
    for part in ("accepted", "quarantine", "originals", "warehouse.duckdb"):
        place = warehouse / "warehouse" / part
        files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
        assert any(PUPIL.encode() in path.read_bytes() for path in files), part
        assert place.stat().st_mode & 0o077 == 0
