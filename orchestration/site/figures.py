"""What `figures.yml` and `scales.yml` say, as dataclasses. Not here: numbers (`cells.py`), drawing (`charts.py`)."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
Text = dict[str, str]  # {"nl": ..., "en": ...}


@dataclass(frozen=True)
class Chart:
    """How a figure is drawn; the keys of `chart` in figures.yml."""

    kind: str
    x: str = "schooljaar"
    series: str = "categorie"
    scale: str = ""
    panels: str | None = None
    value: str = "aandeel"
    only: dict[str, list[str]] = field(default_factory=dict)
    across: bool = False
    by_size: bool = False  # the largest first


@dataclass(frozen=True)
class Figure:
    """One publication; its keys are explained at the head of figures.yml."""

    name: str
    section: str
    title: Text
    measure: Text
    chart: Chart
    year: str | None = None
    last: str | None = None
    newest: bool = False
    part: Text | None = None
    notes: list[Text] = field(default_factory=list)
    studierichting: str | None = None

    @property
    def has_year(self) -> bool:
        return self.year is not None or self.newest

    @property
    def label(self) -> Text:
        """`Figuur 17`; a statistic of the running text has no number in the report."""
        kind, _, number = self.name.partition("_")
        if kind == "txt":
            return {"nl": "In de tekst", "en": "In the text"}
        if kind == "ext":
            return {"nl": "Aanvulling", "en": "Addition"}
        words = {"fig": ("Figuur", "Figure"), "tab": ("Tabel", "Table")}[kind]
        return {"nl": f"{words[0]} {int(number)}", "en": f"{words[1]} {int(number)}"}

    @property
    def is_numbered(self) -> bool:
        """The report gives it a number: its label alone tells which one it is."""
        return self.name.startswith(("fig_", "tab_"))

    @property
    def is_beyond_the_report(self) -> bool:
        return self.name.startswith("ext_")


@dataclass(frozen=True)
class Scale:
    """The values of a series, in order."""

    colours: dict[str, str]
    english: dict[str, str]
    labels: dict[str, str]

    def label(self, value: str) -> str:
        return self.labels.get(value, value)

    def text(self, value: str) -> Text | str:
        """The label and, where the scale has one, its English."""
        label = self.label(value)
        return {"nl": label, "en": self.english[value]} if value in self.labels and value in self.english else label

    def rank(self, value: str) -> tuple[int, str]:
        order = list(self.colours)
        return (order.index(value) if value in self.colours else len(order), value)


@cache
def _read(name: str) -> dict:
    # the C loader: these files are read in every refresh
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def figures() -> dict[str, Figure]:
    """All of them, by the name of their publication, in the order of the file."""
    document = _read("figures.yml")
    return {
        name: Figure(name=name, **{**entry, "chart": Chart(**entry["chart"])})
        for name, entry in document["figures"].items()
    }


def goals() -> list[dict]:
    """The report's policy goals: title, verdict, figure, and the cells whose newest value is shown."""
    return _read("figures.yml")["goals"]


def verdict() -> dict[str, str]:
    """What the report says of all three goals."""
    return _read("figures.yml")["verdict"]


def sections() -> dict[str, Text]:
    return _read("figures.yml")["sections"]


@cache
def scale(name: str) -> Scale:
    values = _read("scales.yml").get(name, {})
    return Scale(
        colours={value: entry["colour"] for value, entry in values.items()},
        english={value: entry["en"] for value, entry in values.items() if "en" in entry},
        labels={value: entry["label"] for value, entry in values.items() if "label" in entry},
    )
