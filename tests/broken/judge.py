"""What must become of a CSV file: its reason, or every line's cells or reason. One line at a time.

Not here: names, manifests, formats other than CSV.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

PUPIL = "leerling_id:pupil"
YEAR = "schooljaar:year"
SCHOOL = "instellingsnummer:six"
GROUP = "administratieve_groep:1..99999"
FORM = "onderwijsvorm:ASO,BSO,KSO,TSO"
KIND = "aanbieder:VOLTIJDS,DBSO,SYNTRA,BUSO"
PERSON = "code_insz:pupil kwartaal:quarter"

# name:type, `*` for may be empty; the key's columns have a `!`
TABLES = {
    ("agodi", "inschrijvingen"): f"!{PUPIL} !{YEAR} {KIND} !{SCHOOL} !{GROUP} stelsel:LINEAIR,MODULAIR "
    "!begindatum:day einddatum:day*",
    ("agodi", "leerlingen"): f"!{PUPIL} !{YEAR} geslacht:M,V,X geboortedatum:birth* nationaliteit:BE,EU,NIET-EU* "
    "thuistaal_niet_nl:yes* schooltoelage:yes* opleiding_moeder_laag:yes* buurt_schoolse_vertraging:yes*",
    ("agodi", "administratieve_groepen"): f"!{GROUP} benaming:text {FORM} graad:1..3 leerjaar:1..7 studiegebied:text "
    "studierichting:text stageverplichting:yes duaal:yes aanloopfase:yes naamloos:yes se_n_se:yes",
    ("agodi", "instellingen"): f"!{SCHOOL} naam:text net:GO,VGO,OGO provincie:text {KIND}",
    ("agodi", "kwalificaties"): f"!{PUPIL} !{YEAR} {SCHOOL} !{GROUP} !studiebewijs:DIPLOMA_SO,STUDIEGETUIGSCHRIFT_6,"
    "STUDIEGETUIGSCHRIFT_7,CERTIFICAAT_SENSE,OVERIGE datum:day",
    ("agodi", "zending_stage"): f"!{PUPIL} !{YEAR} {SCHOOL} {GROUP} !volgnummer:1.. stagegever_kbo:company* "
    "sector:text* contract:text* begindatum:day* einddatum:day* halve_dagen:0..400* medisch_onderzoek:yes*",
    ("agodi", "w_codes"): f"!{PUPIL} !{YEAR} !{SCHOOL} !{GROUP} halve_dagen:0..400",
    ("agodi", "hbo5_verpleegkunde"): f"!{YEAR} !{FORM} !studiegebied:text gediplomeerden:0.. doorgestroomd:0..",
    ("ksz", "tewerkstelling"): "code_insz:pupil !kwartaal:quarter !volgnr:1.. bron:RSZ,RSZPPO bce_kbo:company "
    "nr_cp:committee* clatra:1,2,3,4 t_prest:F,P,S,I tauxaa:share2 tauxpt:share100 solidariteit:yes laatste_dag:yes",
    ("ksz", "zelfstandigen"): "!code_insz:pupil !kwartaal:quarter bijdcat:HOOFD,BIJ,PENSIOEN hoedanigheid:Z,H",
    ("ksz", "werkzoekenden"): "!code_insz:pupil !kwartaal:quarter !maand:month !dienst:VDAB,ACTIRIS,FOREM,ADG "
    "categorie:two",
    ("ahovoks", "doorstroom_ho"): f"!{YEAR} !stroom:BSO,TSO,BSO_DUAAL !studiegebied:text !maat:gediplomeerd,"
    "doorgestroomd,niet_doorgestroomd,jaar1,jaar1_einde,jaar2 !opleidingstype:GRADUAAT,PBA,ABA,OVERIG* aantal:0..",
    ("ahovoks", "inschrijvingen_ho"): f"!{PUPIL} !academiejaar:year !instelling_ho:text !opleidingstype:GRADUAAT,PBA,"
    "ABA,ANDERE contract:DIPLOMA,CREDIT,EXAMEN !inschrijvingsdatum:day uitschrijvingsdatum:day*",
}
PERIOD_COLUMNS = ("schooljaar", "academiejaar", "kwartaal")
FITS = {
    "gediplomeerd": [None],
    "niet_doorgestroomd": [None],
    "doorgestroomd": ["GRADUAAT", "PBA", "ABA", "OVERIG"],
    "jaar1": ["GRADUAAT", "PBA", "ABA"],
    "jaar1_einde": ["GRADUAAT", "PBA", "ABA"],
    "jaar2": ["GRADUAAT", "PBA", "ABA"],
}
FORMS = {
    "pupil": "[A-Za-z0-9-]{1,40}",
    "six": "[0-9]{6}",
    "two": "[0-9]{2}",
    "quarter": "[0-9]{4}[1-4]",
    "month": "[0-9]{4}(0[1-9]|1[0-2])",
    "committee": "[0-9]{3}([.][0-9]{2})?",
    "text": r"[\s\S]+",
}
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


class RejectedError(Exception):
    """Its text is the reason."""


@dataclass
class Judgement:
    """reason: of a rejected file. Else, by line number, the cells of what is accepted and the reason of the rest."""

    reason: str | None = None
    accepted: dict[int, tuple] = field(default_factory=dict)
    quarantined: dict[int, str] = field(default_factory=dict)


def table(agency: str, dataset: str) -> list[tuple[str, str, bool, bool]]:
    """Name, type, may be empty, is in the key."""
    columns = (column.split(":") for column in TABLES[agency, dataset].split())
    return [(name.strip("!"), kind.rstrip("*"), kind.endswith("*"), name[0] == "!") for name, kind in columns]


def judge(agency: str, dataset: str, period: str | None, data: bytes, promised: int, groups: set[int]) -> Judgement:
    try:
        return _judge(agency, dataset, period, data, promised, groups)
    except RejectedError as reason:
        return Judgement(str(reason))


def _judge(agency, dataset, period, data, promised, groups):
    lines = lines_of(decoded(data, agency))
    header = fields_of(lines[0]) if lines else None
    if header is None:
        raise RejectedError("unreadable")
    header = [name.strip().lower() for name in header]
    columns = table(agency, dataset)
    if not {name for name, *_ in columns} <= set(header):
        raise RejectedError("missing_column")
    if len(set(header)) < len(header):
        raise RejectedError("duplicate_column")
    if len(lines) == 1:
        raise RejectedError("empty_file")
    if len(lines) - 1 != promised:
        raise RejectedError("row_count_mismatch")
    rows, bad = {}, {}
    for number, line in enumerate(lines[1:], 2):
        found = judge_line(line, header, columns, agency, period)
        (bad if isinstance(found, str) else rows)[number] = found
    seen = set()
    for number, row in list(rows.items()):
        if tuple(row.values()) in seen:
            bad[number] = "duplicate_row"
            del rows[number]
        seen.add(tuple(row.values()))
    key = [name for name, _, _, is_key in columns if is_key]
    keys = {number: tuple(row[name] for name in key) for number, row in rows.items()}
    times = Counter(keys.values())
    for number, row in rows.items():
        if times[keys[number]] > 1:
            bad[number] = "conflicting_key"
        elif dataset == "inschrijvingen" and row["administratieve_groep"] not in groups:
            bad[number] = "unknown_group"
    if len(bad) > 10 and len(bad) * 100 > promised:
        raise RejectedError("too_many_bad_rows")
    return Judgement(None, {number: tuple(row.values()) for number, row in rows.items() if number not in bad}, bad)


def decoded(data: bytes, agency: str) -> str:
    if agency != "agodi":
        try:
            return data.removeprefix(BOMS[0]).decode("utf-8")
        except UnicodeDecodeError:
            raise RejectedError("unreadable") from None
    if data.startswith(BOMS) or any(0x80 <= byte <= 0x9F for byte in data):
        raise RejectedError("unreadable")
    if max(data, default=0) > 0x7F and data.decode("utf-8", "ignore").encode() == data:
        raise RejectedError("unreadable")
    return data.decode("latin-1")


def lines_of(text: str) -> list[str]:
    lines, line = [], ""
    for char in text:
        if char == "\n":
            lines.append(line[:-1] if line.endswith("\r") else line)
            line = ""
        else:
            line += char
    return [*lines, line] if line else lines


def fields_of(line: str) -> list[str] | None:
    """None: malformed by itself."""
    if line == "" or "\r" in line:
        return None
    fields, value, state = [], "", "start"
    for char in line + ";":
        if char == ";" and state != "quoted":
            fields.append(value)
            value, state = "", "start"
        elif char == '"' and state in ("start", "quoted"):
            state = "quoted" if state == "start" else "closed"
        elif state == "closed":
            if char != '"':
                return None
            value, state = value + '"', "quoted"
        else:
            value, state = value + char, "plain" if state == "start" else state
    return fields if state == "start" else None


def judge_line(line, header, columns, agency, period):
    """The row by column, or the reason that it has by itself."""
    fields = fields_of(line)
    if fields is None or len(fields) != len(header):
        return "malformed_row"
    texts = {name: fields[header.index(name)] for name, *_ in columns}
    if any(texts[name] == "" and not may_be_empty for name, _, may_be_empty, _ in columns):
        return "missing_value"
    try:
        row = {name: value_of(texts[name], kind, agency, may_be) for name, kind, may_be, _ in columns}
    except ValueError:
        return "bad_value"
    if not is_sound(row):
        return "bad_value"
    if any(row[name] != period.replace("Q", "") for name in PERIOD_COLUMNS if name in row):
        return "wrong_period"
    return row


def is_sound(row: dict) -> bool:
    """Its values go together."""
    if "stelsel" in row:
        return row["einddatum"] is None or row["einddatum"] >= row["begindatum"]
    if "gediplomeerden" in row:
        return row["doorgestroomd"] <= row["gediplomeerden"]
    if "maand" in row:
        year, month = row["maand"][:4], int(row["maand"][4:])
        return row["kwartaal"] == f"{year}{(month - 1) // 3 + 1}"
    return "maat" not in row or row["opleidingstype"] in FITS[row["maat"]]


def value_of(text: str, kind: str, agency: str, may_be_empty: bool):
    """Raises ValueError."""
    if text == "":
        return "999" if kind == "committee" else None
    if kind in FORMS:
        return text if re.fullmatch(FORMS[kind], text) else _bad()
    if kind == "yes":
        return {"J": True, "N": False}[text] if text in ("J", "N") else _bad()
    if kind == "year":
        is_one = re.fullmatch("[0-9]{4}-[0-9]{4}", text) and int(text[5:]) - int(text[:4]) == 1
        return text if is_one else _bad()
    if kind.startswith("share"):
        return float(text) if re.fullmatch("[0-9]+([.][0-9]+)?", text) and Decimal(text) <= int(kind[5:]) else _bad()
    if ".." in kind:
        low, high = kind.split("..")
        is_one = re.fullmatch("[0-9]{1,18}", text) and int(low) <= int(text) <= int(high or 10**18)
        return int(text) if is_one else _bad()
    if kind in ("day", "birth"):
        return day_of(text, agency, kind == "birth")
    if kind == "company":
        number = (text[2:] if text.startswith("BE") else text).replace(".", "").replace(" ", "")
        number = "0" + number if len(number) == 9 else number
        if re.fullmatch("[01][0-9]{9}", number) and 97 - int(number[:8]) % 97 == int(number[8:]):
            return number
        return None if may_be_empty else _bad()
    return text if text in kind.split(",") else _bad()


def day_of(text: str, agency: str, is_birth: bool) -> date:
    if agency == "agodi":
        day, month, year = text.split("/") if re.fullmatch("[0-9]{2}/[0-9]{2}/[0-9]{4}", text) else _bad()
    else:
        year, month, day = text.split("-") if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else _bad()
    if is_birth and day == "00":
        day, month = "01", "01" if month == "00" else month
    value = date(int(year), int(month), int(day))
    return value if 1900 <= value.year <= 2100 else _bad()


def _bad():
    raise ValueError
