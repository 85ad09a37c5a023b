"""Ways in which CSV files are found broken. Each changes a draft, or the bytes that are made of it.

Not here: what must become of the file (`judge.py`).
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.broken import whole

Cell = Callable[[str, Random], str]


@dataclass
class Draft:
    """A file before it is bytes: `lines` follow from header and rows until a break of lines or bytes."""

    agency: str
    dataset: str
    period: str | None
    header: list[str]
    rows: list[list[str]]
    rng: Random

    @property
    def encoding(self) -> str:
        return "latin-1" if self.agency == "agodi" else "utf-8"

    def lines(self) -> list[str]:
        return [whole.line_of(fields, self.rng) for fields in (self.header, *self.rows)]

    def encoded(self, lines: list[str], end: str = "\n") -> bytes:
        return "".join(line + end for line in lines).encode(self.encoding, "replace")


# --- one value -----------------------------------------------------------------------------------


def _grouped(text: str, rng: Random) -> str:
    number = f"{int(text) * 1000:,}" if text.isascii() and text.isdigit() else text
    return number.replace(",", rng.choice([".", ",", " ", "\xa0", "'"]))


def _other_date(text: str, rng: Random) -> str:
    if "/" in text:
        day, month, *year = text.split("/")
        year = "/".join(year)
        return rng.choice(
            [f"{year}-{month}-{day}", f"{month}/{day}/{year}", f"{day}/{month}/{year[2:]}", f"{day}-{month}-{year}"]
        )
    if text.count("-") == 2:
        year, month, day = text.split("-")
        return rng.choice(
            [f"{day}/{month}/{year}", f"{year}/{month}/{day}", f"{year}-{day}-{month}", f"{year}{month}{day}"]
        )
    return text


CELLS: dict[str, Cell] = {
    "decimal comma": lambda text, rng: text.replace(".", ","),
    "thousands": _grouped,
    "leading zeros lost": lambda text, rng: text.lstrip("0") or "0",
    "leading zeros added": lambda text, rng: "0" + text,
    "scientific": lambda text, rng: f"{float(text):.2E}" if text.isascii() and text.isdigit() else text,
    "made a float": lambda text, rng: text + ".0",
    "made a date": lambda text, rng: rng.choice(["5/jan", "43101", "1900-01-00", "00/01/1900"]),
    "another date format": _other_date,
    "a time behind it": lambda text, rng: text + rng.choice([" 00:00:00", "T00:00:00", " 0:00"]),
    "an impossible date": lambda text, rng: rng.choice(
        ["31/02/2018", "2018-02-30", "99/99/9999", "9999-12-31", "0000-00-00"]
    ),
    "spaces": lambda text, rng: rng.choice([" " + text, text + " ", "\t" + text, text + "\xa0", " "]),
    "smart quotes": lambda text, rng: rng.choice(["“" + text + "”", "„" + text + "”", "\u2018" + text]),
    "another case": lambda text, rng: text.swapcase(),
    "another word for none": lambda text, rng: rng.choice(
        ["NULL", "NA", "N/A", "-", "nan", "None", "\\N", "#N/A", "."]
    ),
    "another yes": lambda text, rng: rng.choice(["ja", "true", "1", "0", "Y", "WAAR"]),
    "signed": lambda text, rng: rng.choice("+-") + text,
    "cut": lambda text, rng: text[: rng.randint(0, len(text))],
    "doubled": lambda text, rng: text + text,
    "very long": lambda text, rng: text * 50,
    "a formula": lambda text, rng: rng.choice([f'="{text}"', "=A1", "'" + text]),
    "other digits": lambda text, rng: text.translate({ord(str(n)): 0x0660 + n for n in range(10)}),
    "a null byte": lambda text, rng: text + "\0",
    "a byte order mark": lambda text, rng: "\ufeff" + text,
    "a zero-width space": lambda text, rng: text + "\u200b",
    "mojibake": lambda text, rng: text.encode("utf-8").decode("latin-1") + "Ã©",
    "empty": lambda text, rng: "",
    "another line break": lambda text, rng: text + rng.choice("\u2028\x0b\x0c\x85"),
    "a line feed": lambda text, rng: text + "\n" + text,
    "a carriage return": lambda text, rng: rng.choice(["\r" + text, text + "\r", text + "\r" + text]),
    "a quote": lambda text, rng: rng.choice(['"' + text, text + '"', text[:1] + '"' + text[1:]]),
    "a separator": lambda text, rng: text + ";",
    "a comma": lambda text, rng: text + ",",
    "another period or group": lambda text, rng: rng.choice(["1999-2000", "19994", "199911", "99"]),
    "html": lambda text, rng: f"<b>{text}</b>&amp;",
}


def cells(draft: Draft) -> None:
    """One kind of mangling: of one cell, of some, or of a whole column."""
    change = draft.rng.choice(list(CELLS.values()))
    at = draft.rng.randrange(len(draft.header))
    share = draft.rng.choice([0, 0, 0.2, 1])
    for row in draft.rows if share else [draft.rng.choice(draft.rows)]:
        if len(row) > at and (not share or draft.rng.random() < share):
            row[at] = change(row[at], draft.rng)


# --- rows and columns ----------------------------------------------------------------------------


def _some(draft: Draft, change: Callable[[list[str]], object]) -> None:
    for row in draft.rng.choice([draft.rows, [draft.rng.choice(draft.rows)], draft.rows[::3]]):
        change(row)


def shift(draft: Draft) -> None:
    """Cells move one place: one is lost or one added, at either end, or round."""
    at = draft.rng.randrange(len(draft.header))
    changes: list[Callable[[list[str]], object]] = [
        lambda row: row.append(""),
        lambda row: row.insert(0, ""),
        lambda row: row.insert(at, ""),
        lambda row: row.insert(0, row.pop()),
        lambda row: row.append(row.pop(0)),
        lambda row: row.pop(),
        lambda row: row.pop(min(at, len(row) - 1)),
        lambda row: (row.insert(at, ""), row.pop()),  # the width stays
    ]
    _some(draft, draft.rng.choice(changes))


def swap(draft: Draft) -> None:
    """Two columns change places under the same header."""
    one, other = draft.rng.sample(range(len(draft.header)), 2)

    def change(row: list[str]) -> None:
        if len(row) > max(one, other):
            row[one], row[other] = row[other], row[one]

    _some(draft, change)


def repeat(draft: Draft) -> None:
    """Rows come twice: as they are, or with one cell changed."""
    for _ in range(draft.rng.choice([1, 2, 8])):
        row = list(draft.rng.choice(draft.rows))
        if draft.rng.random() < 0.5 and row:
            other = draft.rng.choice(draft.rows)
            at = draft.rng.randrange(len(row))
            row[at] = other[at] if len(other) > at else row[at]
        draft.rows.insert(draft.rng.randrange(len(draft.rows) + 1), row)


def header(draft: Draft) -> None:
    """The header is not what was agreed, in a way that may or may not matter."""
    names, rng = draft.header, draft.rng
    at = rng.randrange(len(names))

    def add(name: str) -> None:
        place = rng.randrange(len(names) + 1)
        names.insert(place, name)
        for row in draft.rows:
            row.insert(place, rng.choice(["", "x", "1"]))

    def move() -> None:
        order = rng.sample(range(len(names)), len(names))
        for row in (names, *draft.rows):
            if len(row) == len(order):
                row[:] = [row[place] for place in order]

    changes: list[Callable[[], object]] = [
        move,
        move,
        lambda: add(rng.choice(["opmerking", "", " ", "Opmerking "])),
        lambda: (add("x"), add(rng.choice(["X", " x ", "y"]))),
        lambda: add(names[at]),
        lambda: names.append(""),
        lambda: names.pop(at),
        lambda: names.__setitem__(at, names[at].swapcase()),
        lambda: names.__setitem__(at, rng.choice([" ", "\t", ""]) + names[at] + " "),
        lambda: names.__setitem__(at, names[at].replace("_", rng.choice([" ", "-", ""])) + rng.choice(["", "s"])),
        lambda: names.__setitem__(at, rng.choice(["\ufeff", "\0", "“"]) + names[at]),
        lambda: names.__setitem__(at, names[at - 1]),
    ]
    rng.choice(changes)()


# --- lines ---------------------------------------------------------------------------------------


def broken_lines(draft: Draft, lines: list[str]) -> list[str]:
    rng = draft.rng
    at = rng.randrange(1, len(lines)) if len(lines) > 1 else 0
    line = lines[at]
    cut = rng.randint(0, len(line))
    kind = rng.randrange(14)
    if kind == 0:  # a separator or quote too many
        lines[at] = line[:cut] + rng.choice([";", ";;", '"', '""', ' "', '";"']) + line[cut:]
    elif kind == 1:  # one line becomes two
        lines[at : at + 1] = [line[:cut], line[cut:]]
    elif kind == 2:  # two lines become one
        lines[at : at + 2] = ["".join(lines[at : at + 2])]
    elif kind == 3:  # empty lines
        lines[at:at] = [rng.choice(["", " ", ";" * (len(draft.header) - 1), '""'])] * rng.choice([1, 1, 3, 12])
    elif kind == 4:  # at the end: nothing, a total, a mark of the end of the file
        lines += rng.choice([[""], ["", ""], ["\x1a"], [f"Totaal;{len(lines)}"], [f"({len(lines)} rows affected)"]])
    elif kind == 5:  # before the header
        lines.insert(0, rng.choice(["", "sep=;", "# uitvoer van 01/09/2018", lines[0]]))
    elif kind == 6:  # the header again
        lines.insert(at, lines[0])
    elif kind == 7:
        lines.pop(0)
    elif kind == 8:  # a separator behind every line, or every line but the first
        lines[:] = [text + ";" * (number >= rng.choice([0, 0, 1])) for number, text in enumerate(lines)]
    elif kind == 9:  # another separator
        lines[:] = [text.replace(";", rng.choice([",", "\t", "|"])) for text in lines]
    elif kind == 10:  # every field, or the whole line, in quotes
        lines[:] = [f'"{text}"' if rng.random() < 0.5 else '"' + text.replace(";", '";"') + '"' for text in lines]
    elif kind == 11:
        lines[at] = line.replace('"', rng.choice(["", "'", '""', '\\"']))
    elif kind == 12:
        lines[at] = line[:cut]
    else:
        lines[at] = line[:cut] + rng.choice(["\r", "\n", "\r\n", "\r\r"]) + line[cut:]
    return lines


# --- bytes ---------------------------------------------------------------------------------------


def broken_bytes(draft: Draft, lines: list[str]) -> bytes:
    rng = draft.rng
    text = "".join(line + "\n" for line in lines)
    data = draft.encoded(lines)
    at = rng.randint(0, len(data))
    kind = rng.randrange(16)
    if kind == 0:
        other = rng.choice(
            ["utf-8", "utf-8-sig", "latin-1", "cp1252", "cp850", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
        )
        return text.encode(other, "replace")
    if kind == 1:  # every kind of line end
        return draft.encoded(lines, rng.choice(["\r\n", "\r", "\r\r\n", "\n\r", "\n\n"]))
    if kind == 2:  # mixed line ends
        return b"".join(line.encode(draft.encoding, "replace") + rng.choice([b"\n", b"\r\n"]) for line in lines)
    if kind == 3:
        return data[:at]
    if kind == 4:  # the last line is not ended, or ends in half an end
        return data.rstrip(b"\n") + rng.choice([b"", b"\r", b"\0", b"\n\n", b"\r\n\r\n"])
    if kind == 5:
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    if kind == 6:
        return data[:at] + rng.choice([b"\0" * 7, b"\xff", b"\xc3", b"\xe9", b"\xc3\xa9", b"\x80", b"\xa0"]) + data[at:]
    if kind == 7:  # two files behind one another
        return data + rng.choice([b"", b"\xef\xbb\xbf", b"\n"]) + data
    if kind == 8:  # without the header of the second
        return data + data.partition(b"\n")[2]
    if kind == 9:  # a block twice, or left out
        end = rng.randint(at, len(data))
        return data[:end] + data[rng.choice([at, end]) :] if rng.random() < 0.5 else data[:at] + data[end:]
    if kind == 10:  # a byte order mark in front, in the middle, or twice
        place = rng.choice([0, data.find(b"\n") + 1, at])
        return (
            data[:place] + rng.choice([b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"\xfe\xff", b"\xff\xfe"]) + data[place:]
        )
    if kind == 11:
        return rng.choice([b"", b"\n", b"\r\n", b"\xef\xbb\xbf", b"\0", b" ", data.partition(b"\n")[0], data[:0]])
    if kind == 12:
        return data.replace(b"e", rng.choice([b"\xe9", "é".encode(), b"\x82"]))
    if kind == 13:  # quotes that were never closed, through the whole file
        return data.replace(b";", b';"', rng.choice([1, len(data)]))
    if kind == 14:
        return gzip.compress(data)
    return text.replace("é", "e\u0301").encode(draft.encoding, "replace") + b"<html><body>Error 504</body></html>"


def make(draft: Draft) -> bytes:
    """One to three breaks."""
    rng = draft.rng
    of_rows = [cells, cells, cells, shift, swap, repeat, header]
    chosen = rng.choices(["rows", "lines", "bytes"], [5, 3, 3], k=rng.choice([1, 1, 2, 3]))
    for _ in range(chosen.count("rows")):
        rng.choice(of_rows)(draft)
    lines = draft.lines()
    for _ in range(chosen.count("lines")):
        lines = broken_lines(draft, lines)
    return broken_bytes(draft, lines) if "bytes" in chosen else draft.encoded(lines)
