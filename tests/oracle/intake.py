"""Reference intake: what becomes of every delivery, file and row of a landing folder.

Line by line, in plain Python, straight from the description of the extracts. It is meant to be read next to
that description: nothing is vectorised and nothing is shared with the warehouse.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]


# --- what the agencies deliver -------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One column: its kind decides how a value is checked and normalised."""

    name: str
    kind: str
    optional: bool = False
    codes: tuple[str, ...] = ()
    low: int = 0
    high: int = 10**18


@dataclass(frozen=True)
class Dataset:
    """One dataset of one agency; `period` is the column that repeats the period of the file name."""

    agency: str
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    period: str | None = None
    extensions: tuple[str, ...] = ("csv.gz", "csv", "parquet")
    row_rule: Callable[[Row], bool] = field(default=lambda row: True)

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self.columns]


def code(name: str, *codes: str, optional: bool = False) -> Column:
    return Column(name, "code", optional, codes)


def integer(name: str, low: int, high: int, optional: bool = False) -> Column:
    return Column(name, "integer", optional, low=low, high=high)


def yes_no(name: str, optional: bool = False) -> Column:
    return Column(name, "yes_no", optional)


def text(name: str, optional: bool = False) -> Column:
    return Column(name, "text", optional)


def day(name: str, optional: bool = False) -> Column:
    return Column(name, "date", optional)


ANY_INTEGER = 10**18 - 1
LEERLING = Column("leerling_id", "leerling")
SCHOOLJAAR = Column("schooljaar", "schooljaar")
INSTELLING = Column("instellingsnummer", "six_digits")
GROEP = integer("administratieve_groep", 1, 99999)
AANBIEDER = code("aanbieder", "VOLTIJDS", "DBSO", "SYNTRA", "BUSO")
ONDERWIJSVORM = code("onderwijsvorm", "ASO", "BSO", "KSO", "TSO")
CODE_INSZ = Column("code_insz", "leerling")
KWARTAAL = Column("kwartaal", "kwartaal")

TYPES_BY_MAAT: dict[str, tuple[str | None, ...]] = {
    "gediplomeerd": (None,),
    "doorgestroomd": ("GRADUAAT", "PBA", "ABA", "OVERIG"),
    "niet_doorgestroomd": (None,),
    "jaar1": ("GRADUAAT", "PBA", "ABA"),
    "jaar1_einde": ("GRADUAAT", "PBA", "ABA"),
    "jaar2": ("GRADUAAT", "PBA", "ABA"),
}


def month_in_quarter(row: Row) -> bool:
    year, month = row["maand"][:4], int(row["maand"][4:])
    return row["kwartaal"] == f"{year}{(month + 2) // 3}"


ALL_DATASETS = (
    Dataset(
        "agodi",
        "inschrijvingen",
        (
            LEERLING,
            SCHOOLJAAR,
            AANBIEDER,
            INSTELLING,
            GROEP,
            code("stelsel", "LINEAIR", "MODULAIR"),
            day("begindatum"),
            day("einddatum", optional=True),
        ),
        ("leerling_id", "schooljaar", "instellingsnummer", "administratieve_groep", "begindatum"),
        "schooljaar",
        row_rule=lambda row: row["einddatum"] is None or row["einddatum"] >= row["begindatum"],
    ),
    Dataset(
        "agodi",
        "leerlingen",
        (
            LEERLING,
            SCHOOLJAAR,
            code("geslacht", "M", "V", "X"),
            Column("geboortedatum", "birth_date", optional=True),
            code("nationaliteit", "BE", "EU", "NIET-EU", optional=True),
            yes_no("thuistaal_niet_nl", optional=True),
            yes_no("schooltoelage", optional=True),
            yes_no("opleiding_moeder_laag", optional=True),
            yes_no("buurt_schoolse_vertraging", optional=True),
        ),
        ("leerling_id", "schooljaar"),
        "schooljaar",
    ),
    Dataset(
        "agodi",
        "administratieve_groepen",
        (
            GROEP,
            text("benaming"),
            ONDERWIJSVORM,
            integer("graad", 1, 3),
            integer("leerjaar", 1, 7),
            text("studiegebied"),
            text("studierichting"),
            yes_no("stageverplichting"),
            yes_no("duaal"),
            yes_no("aanloopfase"),
            yes_no("naamloos"),
            yes_no("se_n_se"),
        ),
        ("administratieve_groep",),
    ),
    Dataset(
        "agodi",
        "instellingen",
        (INSTELLING, text("naam"), code("net", "GO", "VGO", "OGO"), text("provincie"), AANBIEDER),
        ("instellingsnummer",),
    ),
    Dataset(
        "agodi",
        "kwalificaties",
        (
            LEERLING,
            SCHOOLJAAR,
            INSTELLING,
            GROEP,
            code(
                "studiebewijs",
                "DIPLOMA_SO",
                "STUDIEGETUIGSCHRIFT_6",
                "STUDIEGETUIGSCHRIFT_7",
                "CERTIFICAAT_SENSE",
                "OVERIGE",
            ),
            day("datum"),
        ),
        ("leerling_id", "schooljaar", "administratieve_groep", "studiebewijs"),
        "schooljaar",
    ),
    Dataset(
        "agodi",
        "zending_stage",
        (
            LEERLING,
            SCHOOLJAAR,
            INSTELLING,
            GROEP,
            integer("volgnummer", 1, ANY_INTEGER),
            Column("stagegever_kbo", "company_or_missing", optional=True),
            text("sector", optional=True),
            text("contract", optional=True),
            day("begindatum", optional=True),
            day("einddatum", optional=True),
            integer("halve_dagen", 0, 400, optional=True),
            yes_no("medisch_onderzoek", optional=True),
        ),
        ("leerling_id", "schooljaar", "volgnummer"),
        "schooljaar",
    ),
    Dataset(
        "agodi",
        "w_codes",
        (LEERLING, SCHOOLJAAR, INSTELLING, GROEP, integer("halve_dagen", 0, 400)),
        ("leerling_id", "schooljaar", "administratieve_groep", "instellingsnummer"),
        "schooljaar",
    ),
    Dataset(
        "agodi",
        "hbo5_verpleegkunde",
        (
            SCHOOLJAAR,
            ONDERWIJSVORM,
            text("studiegebied"),
            integer("gediplomeerden", 0, ANY_INTEGER),
            integer("doorgestroomd", 0, ANY_INTEGER),
        ),
        ("schooljaar", "onderwijsvorm", "studiegebied"),
        "schooljaar",
        row_rule=lambda row: row["doorgestroomd"] <= row["gediplomeerden"],
    ),
    Dataset(
        "ksz",
        "tewerkstelling",
        (
            CODE_INSZ,
            KWARTAAL,
            integer("volgnr", 1, ANY_INTEGER),
            code("bron", "RSZ", "RSZPPO"),
            Column("bce_kbo", "company"),
            Column("nr_cp", "joint_committee", optional=True),
            code("clatra", "1", "2", "3", "4"),
            code("t_prest", "F", "P", "S", "I"),
            Column("tauxaa", "decimal", low=0, high=2),
            Column("tauxpt", "decimal", low=0, high=100),
            yes_no("solidariteit"),
            yes_no("laatste_dag"),
        ),
        ("kwartaal", "volgnr"),
        "kwartaal",
    ),
    Dataset(
        "ksz",
        "zelfstandigen",
        (CODE_INSZ, KWARTAAL, code("bijdcat", "HOOFD", "BIJ", "PENSIOEN"), code("hoedanigheid", "Z", "H")),
        ("code_insz", "kwartaal"),
        "kwartaal",
    ),
    Dataset(
        "ksz",
        "werkzoekenden",
        (
            CODE_INSZ,
            KWARTAAL,
            Column("maand", "maand"),
            code("dienst", "VDAB", "ACTIRIS", "FOREM", "ADG"),
            Column("categorie", "two_digits"),
        ),
        ("code_insz", "kwartaal", "maand", "dienst"),
        "kwartaal",
        row_rule=month_in_quarter,
    ),
    Dataset(
        "ahovoks",
        "doorstroom_ho",
        (
            SCHOOLJAAR,
            code("stroom", "BSO", "TSO", "BSO_DUAAL"),
            text("studiegebied"),
            code("maat", *TYPES_BY_MAAT),
            code("opleidingstype", "GRADUAAT", "PBA", "ABA", "OVERIG", optional=True),
            integer("aantal", 0, ANY_INTEGER),
        ),
        ("schooljaar", "stroom", "studiegebied", "maat", "opleidingstype"),
        "schooljaar",
        extensions=("csv.gz", "csv", "parquet", "xlsx"),
        row_rule=lambda row: row["opleidingstype"] in TYPES_BY_MAAT[row["maat"]],
    ),
    Dataset(
        "ahovoks",
        "inschrijvingen_ho",
        (
            LEERLING,
            Column("academiejaar", "schooljaar"),
            text("instelling_ho"),
            code("opleidingstype", "GRADUAAT", "PBA", "ABA", "ANDERE"),
            code("contract", "DIPLOMA", "CREDIT", "EXAMEN"),
            day("inschrijvingsdatum"),
            day("uitschrijvingsdatum", optional=True),
        ),
        ("leerling_id", "academiejaar", "instelling_ho", "opleidingstype", "inschrijvingsdatum"),
        "academiejaar",
    ),
)
DATASETS = {(dataset.agency, dataset.name): dataset for dataset in ALL_DATASETS}
AGENCIES = ("agodi", "ksz", "ahovoks")
EXTENSIONS = ("csv.gz", "csv", "parquet", "xlsx")


# --- values --------------------------------------------------------------------------------------


class BadValueError(Exception):
    """A value is not of its type, code list, range or format."""


PATTERNS = {
    "leerling": "[A-Za-z0-9-]{1,40}",
    "six_digits": "[0-9]{6}",
    "two_digits": "[0-9]{2}",
    "kwartaal": "[0-9]{4}[1-4]",
    "maand": "[0-9]{4}(0[1-9]|1[0-2])",
    "joint_committee": r"[0-9]{3}(\.[0-9]{2})?",
    "text": r"[\s\S]+",
}


def matches(pattern: str, value: str) -> bool:
    return re.fullmatch(pattern, value) is not None


def is_school_year(value: str) -> bool:
    return matches("[0-9]{4}-[0-9]{4}", value) and int(value[5:]) == int(value[:4]) + 1


def calendar_date(year: str, month: str, day_: str) -> date:
    try:
        result = date(int(year), int(month), int(day_))
    except ValueError:
        raise BadValueError from None
    if not 1900 <= result.year <= 2100:
        raise BadValueError
    return result


def parse_date(value: str, agency: str) -> date:
    if agency == "agodi":
        if not matches("[0-9]{2}/[0-9]{2}/[0-9]{4}", value):
            raise BadValueError
        return calendar_date(value[6:], value[3:5], value[:2])
    if not matches("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise BadValueError
    return calendar_date(value[:4], value[5:7], value[8:])


def parse_birth_date(value: str) -> date:
    """The day, or day and month, may be unknown (00) and then count as 1."""
    if matches("00/00/[0-9]{4}", value):
        value = "01/01" + value[5:]
    elif matches("00/[0-9]{2}/[0-9]{4}", value):
        value = "01" + value[2:]
    return parse_date(value, "agodi")


def company_number(value: str) -> str | None:
    """Ten digits, or None when the number fails its check."""
    number = value.removeprefix("BE").replace(".", "").replace(" ", "")
    if matches("[0-9]{9}", number):
        number = "0" + number
    if not matches("[01][0-9]{9}", number) or int(number[8:]) != 97 - int(number[:8]) % 97:
        return None
    return number


def parse(column: Column, value: str, agency: str) -> Any:
    """The normalised value of a text; empty is None. Raises BadValueError."""
    kind = column.kind
    if kind == "joint_committee" and value == "":
        return "999"
    if value == "":
        return None
    if kind in PATTERNS:
        if not matches(PATTERNS[kind], value):
            raise BadValueError
        return value
    if kind == "code":
        if value not in column.codes:
            raise BadValueError
        return value
    if kind == "yes_no":
        if value not in ("J", "N"):
            raise BadValueError
        return value
    if kind == "schooljaar":
        if not is_school_year(value):
            raise BadValueError
        return value
    if kind == "integer":
        if not matches("[0-9]{1,18}", value) or not column.low <= int(value) <= column.high:
            raise BadValueError
        return int(value)
    if kind == "decimal":
        if not matches(r"[0-9]+(\.[0-9]+)?", value) or not column.low <= Decimal(value) <= column.high:
            raise BadValueError
        return Decimal(value)
    if kind == "date":
        return parse_date(value, agency)
    if kind == "birth_date":
        return parse_birth_date(value)
    if kind == "company_or_missing":
        return company_number(value)
    if kind == "company":
        number = company_number(value)
        if number is None:
            raise BadValueError
        return number
    raise AssertionError(kind)


def typed_to_text(column: Column, value: Any, agency: str) -> str:
    """A typed value as the text that the agency would have written in CSV. Raises BadValueError."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        if column.kind != "yes_no":
            raise BadValueError
        return "J" if value else "N"
    if isinstance(value, datetime):
        if value.time() != datetime.min.time() or getattr(value, "nanosecond", 0):
            raise BadValueError
        value = value.date()
    if isinstance(value, date):
        if column.kind not in ("date", "birth_date"):
            raise BadValueError
        return value.strftime("%d/%m/%Y") if agency == "agodi" else value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise BadValueError
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number.is_nan():
            raise BadValueError
        if number == number.to_integral_value():
            return str(int(number))
        return format(number, "f")
    raise BadValueError


# --- files ---------------------------------------------------------------------------------------


class UnreadableError(Exception):
    """The file is not what its extension, encoding and header promise."""


@dataclass
class Content:
    """Header (trimmed, lower case) and data rows; a malformed row is None.

    Values are text in CSV, typed in Parquet and xlsx. `first_line` is the number of the first data row.
    """

    header: list[str]
    rows: list[list[Any] | None]
    first_line: int


def split_line(line: str) -> list[str] | None:
    """The fields of a CSV line, None when it is malformed by itself."""
    if line == "" or "\r" in line:
        return None
    fields = []
    position = 0
    while True:
        if line[position : position + 1] == '"':
            value = ""
            position += 1
            while True:
                closing = line.find('"', position)
                if closing < 0:
                    return None
                value += line[position:closing]
                position = closing + 1
                if line[position : position + 1] != '"':
                    break
                value += '"'
                position += 1
            if position < len(line) and line[position] != ";":
                return None
        else:
            end = line.find(";", position)
            end = len(line) if end < 0 else end
            value = line[position:end]
            position = end
        fields.append(value)
        if position == len(line):
            return fields
        position += 1


def decode_agodi(data: bytes) -> str:
    """ISO-8859-1 decodes everything, so a wrong encoding is told by bytes that it would not hold."""
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        raise UnreadableError
    if any(0x80 <= byte <= 0x9F for byte in data):
        raise UnreadableError
    if any(byte > 0x7F for byte in data):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            raise UnreadableError
    return data.decode("latin-1")


def decode_utf8(data: bytes) -> str:
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError from None


def read_csv(data: bytes, agency: str) -> Content:
    content = decode_agodi(data) if agency == "agodi" else decode_utf8(data)
    *ended, last = content.split("\n")
    lines = [line.removesuffix("\r") for line in ended]
    if last != "":
        lines.append(last)
    header = split_line(lines[0]) if lines else None
    if header is None:
        raise UnreadableError
    rows = [split_line(line) for line in lines[1:]]
    return Content(
        [name.strip().lower() for name in header],
        [row if row is not None and len(row) == len(header) else None for row in rows],
        first_line=2,
    )


def read_parquet(data: bytes) -> Content:
    try:
        table = pq.ParquetFile(io.BytesIO(data)).read()
    except (pa.ArrowException, OSError):
        raise UnreadableError from None
    columns = [column.to_pylist() for column in table.columns]
    rows: list[list[Any] | None] = [[column[i] for column in columns] for i in range(table.num_rows)]
    return Content([name.strip().lower() for name in table.column_names], rows, first_line=1)


def read_xlsx(data: bytes) -> Content:
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError):
        raise UnreadableError from None
    lines = [list(line) for line in workbook.worksheets[0].iter_rows(values_only=True)]
    if not lines or all(cell is None for cell in lines[0]):
        raise UnreadableError
    header = ["" if cell is None else str(cell).strip().lower() for cell in lines[0]]
    rows = [None if all(cell is None for cell in line) else line for line in lines[1:]]
    return Content(header, rows, first_line=2)


def read_content(data: bytes, extension: str, agency: str) -> Content:
    if extension == "parquet":
        return read_parquet(data)
    if extension == "xlsx":
        return read_xlsx(data)
    if extension == "csv.gz":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            raise UnreadableError from None
    return read_csv(data, agency)


# --- rows ----------------------------------------------------------------------------------------


def check_row(fields: list[Any] | None, header: list[str], dataset: Dataset, period: str | None) -> Row | str:
    """The typed row, or the first reason of those that need no other row."""
    if fields is None:
        return "malformed_row"
    by_name = dict(zip(header, fields, strict=True))
    delivered = {column.name: by_name[column.name] for column in dataset.columns}
    if any(not column.optional and delivered[column.name] in (None, "") for column in dataset.columns):
        return "missing_value"
    try:
        row = {
            column.name: parse(column, typed_to_text(column, delivered[column.name], dataset.agency), dataset.agency)
            for column in dataset.columns
        }
    except BadValueError:
        return "bad_value"
    if not dataset.row_rule(row):
        return "bad_value"
    if dataset.period and row[dataset.period] != (period or "").replace("Q", ""):
        return "wrong_period"
    return row


def check_rows(
    content: Content, dataset: Dataset, period: str | None, known_groups: set[int]
) -> tuple[list[Row], Counter[str]]:
    """Accepted rows (with their line) and the number of quarantined ones per reason."""
    reasons: Counter[str] = Counter()
    distinct: dict[tuple[Any, ...], Row] = {}
    for line, fields in enumerate(content.rows, content.first_line):
        row = check_row(fields, content.header, dataset, period)
        if isinstance(row, str):
            reasons[row] += 1
            continue
        everything = tuple(row[name] for name in dataset.column_names)
        if everything in distinct:
            reasons["duplicate_row"] += 1
            continue
        distinct[everything] = row | {"_line": line}

    rows_of_key: Counter[tuple[Any, ...]] = Counter(
        tuple(row[name] for name in dataset.key) for row in distinct.values()
    )
    accepted = []
    for row in distinct.values():
        if rows_of_key[tuple(row[name] for name in dataset.key)] > 1:
            reasons["conflicting_key"] += 1
        elif dataset.name == "inschrijvingen" and row["administratieve_groep"] not in known_groups:
            reasons["unknown_group"] += 1
        else:
            accepted.append(row)
    return accepted, reasons


# --- deliveries ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class DeliveryResult:
    agency: str
    delivery: str
    status: str
    reason: str | None


@dataclass
class FileResult:
    agency: str
    delivery: str
    file: str
    dataset: str | None = None
    period: str | None = None
    sha256: str | None = None
    status: str = "rejected"
    reason: str | None = None
    n_delivered: int | None = None
    n_accepted: int = 0
    n_quarantined: int = 0
    is_active: bool = False


@dataclass
class Intake:
    """Everything that the intake knows after the last delivery."""

    deliveries: list[DeliveryResult] = field(default_factory=list)
    files: list[FileResult] = field(default_factory=list)
    quarantine: dict[tuple[str, str, str, str], int] = field(default_factory=dict)
    active: dict[tuple[str, str | None], FileResult] = field(default_factory=dict)
    rows: dict[tuple[str, str | None], list[Row]] = field(default_factory=dict)


def delivery_order(name: str) -> tuple[date, int] | None:
    """Date and number of a delivery name, None when it is none."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:_([1-9][0-9]*))?", name)
    if found is None or found[4] == "1":
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3])), int(found[4] or 1)
    except ValueError:
        return None


def read_manifest(folder: Path, agency: str) -> dict[str, tuple[int, str]] | None:
    """Rows and sha256 per file, None when the manifest is bad."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes().decode("utf-8"))
    except ValueError:
        return None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), list):
        return None
    if manifest.get("agency") != agency or manifest.get("delivery") != folder.name:
        return None
    result: dict[str, tuple[int, str]] = {}
    for entry in manifest["files"]:
        if not isinstance(entry, dict):
            return None
        name, rows, digest = entry.get("file"), entry.get("rows"), entry.get("sha256")
        if not isinstance(name, str) or not isinstance(digest, str) or name in result:
            return None
        if not isinstance(rows, int) or isinstance(rows, bool) or rows < 0:
            return None
        result[name] = (rows, digest)
    return result


def split_name(agency: str, name: str) -> tuple[Dataset | None, str | None, str]:
    """Dataset, the text in the place of the period, extension. No dataset: unknown, or a wrong extension."""
    extension = next((ext for ext in EXTENSIONS if name.endswith("." + ext)), "")
    stem = name.removesuffix("." + extension)
    if (agency, stem) in DATASETS:
        dataset, period = DATASETS[agency, stem], None
    else:
        before, _, period = stem.rpartition("_")
        dataset = DATASETS.get((agency, before))
    if dataset is None or extension not in dataset.extensions:
        return None, None, extension
    return dataset, period, extension


def is_period(dataset: Dataset, period: str | None) -> bool:
    if dataset.period is None or period is None:
        return dataset.period is None and period is None
    if dataset.period == "kwartaal":
        return matches("[0-9]{4}Q[1-4]", period)
    return is_school_year(period)


def intake_file(
    result: FileResult, path: Path, manifest: dict[str, tuple[int, str]], known_groups: set[int]
) -> tuple[list[Row], Counter[str]]:
    """Fills in the result of one file; its accepted rows and its reasons, none when it is rejected."""

    def reject(reason: str) -> tuple[list[Row], Counter[str]]:
        result.reason = reason
        return [], Counter()

    if result.file not in manifest:
        return reject("not_in_manifest")
    if not path.is_file():
        return reject("missing_file")
    dataset, period, extension = split_name(result.agency, result.file)
    if dataset is None:
        return reject("unknown_dataset")
    result.dataset = dataset.name
    if not is_period(dataset, period):
        return reject("bad_period")
    result.period = period
    for other in manifest:
        same = split_name(result.agency, other)[:2] == (dataset, period)
        if same and other != result.file and (path.parent / other).is_file():
            return reject("duplicate_file")
    data = path.read_bytes()
    result.sha256 = hashlib.sha256(data).hexdigest()
    rows_promised, digest = manifest[result.file]
    if result.sha256 != digest:
        return reject("hash_mismatch")
    try:
        content = read_content(data, extension, result.agency)
    except UnreadableError:
        return reject("unreadable")
    if not set(dataset.column_names) <= set(content.header):
        return reject("missing_column")
    if len(set(content.header)) < len(content.header):
        return reject("duplicate_column")
    if not content.rows:
        return reject("empty_file")
    if len(content.rows) != rows_promised:
        return reject("row_count_mismatch")
    accepted, reasons = check_rows(content, dataset, period, known_groups)
    quarantined = reasons.total()
    if quarantined > 10 and quarantined * 100 > len(content.rows):
        return reject("too_many_bad_rows")
    result.status = "accepted"
    result.n_delivered, result.n_accepted, result.n_quarantined = (
        len(content.rows),
        len(accepted),
        quarantined,
    )
    return accepted, reasons


def take_in(state: Intake, folder: Path, agency: str) -> None:
    """One delivery."""
    manifest = read_manifest(folder, agency)
    if manifest is None:
        state.deliveries.append(DeliveryResult(agency, folder.name, "refused", "bad_manifest"))
        return
    state.deliveries.append(DeliveryResult(agency, folder.name, "taken in", None))
    present = {path.name for path in folder.iterdir() if path.is_file()} - {"manifest.json"}
    # The delivery's own groups come first: its enrolments are judged with them.
    for name in sorted(present | manifest.keys(), key=lambda n: (not n.startswith("administratieve_groepen"), n)):
        result = FileResult(agency, folder.name, name)
        groups = state.rows.get(("administratieve_groepen", None), [])
        known_groups = {group["administratieve_groep"] for group in groups}
        accepted, reasons = intake_file(result, folder / name, manifest, known_groups)
        state.files.append(result)
        for reason, count in reasons.items():
            state.quarantine[agency, folder.name, name, reason] = count
        if result.status == "accepted" and result.dataset:
            slot = (result.dataset, result.period)
            if slot in state.active:
                state.active[slot].is_active = False
            result.is_active = True
            state.active[slot] = result
            state.rows[slot] = accepted


def run(landing: Path) -> Intake:
    """All deliveries of a landing folder, in their order."""
    waiting: dict[str, list[Path]] = defaultdict(list)
    for agency in AGENCIES:
        if (landing / agency).is_dir():
            for folder in (landing / agency).iterdir():
                complete = folder.is_dir() and (folder / "manifest.json").is_file()
                if complete and delivery_order(folder.name) is not None:
                    waiting[agency].append(folder)
    state = Intake()
    for agency, folders in waiting.items():
        for folder in sorted(folders, key=lambda f: delivery_order(f.name) or (date.min, 0)):
            take_in(state, folder, agency)
    return state
