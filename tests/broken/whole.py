"""Whole files: valid rows of every dataset, as an agency would write them."""

from datetime import date, timedelta
from random import Random

from tests.broken.judge import FITS, table

GROUPS = range(101, 121)  # administratieve groepen that an enrolment may name
WORDS = ("Kantoor", "Café en zaal", "Coëfficiënt", 'Zorg "plus"', "Hout; bouw", "Van 't veld", "A & B", " spatie ")


def header_of(agency: str, dataset: str) -> list[str]:
    names = [name for name, *_ in table(agency, dataset)]
    return [name.upper() for name in names] if agency == "ksz" else names


def rows_of(agency: str, dataset: str, period: str | None, n: int, rng: Random) -> list[list[str]]:
    """n rows with keys of their own, in the agency's dialect."""
    rows = []
    for number in range(1, n + 1):
        row = {
            name: "" if may_be_empty and rng.random() < 0.2 else _text(kind, agency, period, number, is_key, rng)
            for name, kind, may_be_empty, is_key in table(agency, dataset)
        }
        if dataset == "inschrijvingen":
            row["administratieve_groep"] = str(rng.choice(GROUPS))
            row["einddatum"] = rng.choice(["", "30/06/2019", row["begindatum"]])
        if "maat" in row:
            row["opleidingstype"] = rng.choice(FITS[row["maat"]]) or ""
        if "gediplomeerden" in row:
            row["doorgestroomd"] = str(rng.randint(0, int(row["gediplomeerden"])))
        rows.append(list(row.values()))
    return rows


def _text(kind: str, agency: str, period: str | None, number: int, is_key: bool, rng: Random) -> str:
    day = date(2017, 9, 1) + timedelta(rng.randint(0, 300))
    match kind:
        case "pupil":
            return f"P-{number:04}{rng.choice('abXY')}"
        case "year" | "quarter":
            return period.replace("Q", "")
        case "six":
            return f"{number:06}" if is_key else f"{rng.randint(0, 999_999):06}"
        case "two":
            return f"{rng.randint(0, 99):02}"
        case "text":
            return rng.choice(WORDS) + (str(number) if is_key else "")
        case "day":
            return f"{day:%d/%m/%Y}" if agency == "agodi" else f"{day}"
        case "birth":
            return rng.choice([f"{day:%d/%m}/2001", f"00/{day:%m}/2001", "00/00/2001"])
        case "yes":
            return rng.choice("JN")
        case "month":
            return f"{period[:4]}{int(period[5]) * 3 - rng.randint(0, 2):02}"
        case "committee":
            return rng.choice(["322", "322.01", "100", "999"])
        case "company":
            return company_number(rng)
        case "share2" | "share100":
            return rng.choice(["0", "1", "0.5", "1.25", "0.333", "2.00"])
    if ".." in kind:
        low, high = kind.split("..")
        return str(number if is_key else rng.randint(int(low), min(int(high or 400), 400)))
    return rng.choice(kind.split(","))


def company_number(rng: Random) -> str:
    first = rng.randint(0, 19_999_999)
    number = f"{first:08}{97 - first % 97:02}"
    spelled = [number, number, f"BE{number}", f"{number[:4]}.{number[4:7]}.{number[7:]}", f"BE {number}"]
    return rng.choice([*spelled, number[1:]] if number[0] == "0" else spelled)


def line_of(fields: list[str], rng: Random) -> str:
    """Quoted where it must be, and now and then where it need not be."""
    return ";".join(
        '"' + field.replace('"', '""') + '"' if ";" in field or field.startswith('"') or rng.random() < 0.05 else field
        for field in fields
    )
