"""What the site says of a figure is there for every publication, in both languages, in colours that differ."""

import csv
import re
from pathlib import Path

import pytest
import yaml

from orchestration.site.cells import DIMENSIONS, labelled, ordered
from orchestration.site.channels import luminance
from orchestration.site.figures import HERE, figures, scale, sections
from orchestration.site.release import query_of

ROOT = Path(__file__).parents[2]
CELL = dict.fromkeys(DIMENSIONS, "alle")
SCALES = yaml.safe_load((HERE / "scales.yml").read_text(encoding="utf-8"))


def test_every_publication_has_its_page() -> None:
    folder = ROOT / "dbt_project" / "models" / "publications"
    models = {path.stem for path in folder.glob("*.sql") if re.match(r"(fig|tab|txt|ext)_", path.stem)}
    assert set(figures()) == models, "tell in orchestration/site/figures.yml how it is shown"


@pytest.mark.parametrize("name", sorted(figures()))
def test_a_figure_is_told_in_full(name: str) -> None:
    figure = figures()[name]
    assert figure.section in sections()
    for words in (figure.title, figure.measure, figure.label, *figure.notes, *([figure.part] if figure.part else [])):
        assert words["nl"].strip() and words["en"].strip()
    assert figure.chart.kind == "ranked" or scale(figure.chart.scale).colours, "its series have no colours"


@pytest.mark.parametrize("name", sorted(SCALES))
def test_the_values_of_a_series_have_colours_that_differ(name: str) -> None:
    colours = list(scale(name).colours.values())
    # two words for one thing, never in one chart
    assert len(set(colours)) == len(colours) or name == "geen"
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours)


@pytest.mark.parametrize("pair", [("--ink", "--paper"), ("--soft", "--paper"), ("--accent", "--paper")])
def test_text_has_the_contrast_of_wcag_aa(pair: tuple[str, str]) -> None:
    css = (HERE / "static" / "site.css").read_text(encoding="utf-8")
    light, dark = sorted(
        (luminance(re.search(rf"{name}: (#[0-9a-f]{{6}})", css).group(1)) for name in pair), reverse=True
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_pages_name_no_other_machine() -> None:
    for path in (*(HERE / "templates").iterdir(), *(HERE / "static").iterdir()):
        assert "://" not in path.read_text(encoding="utf-8"), path.name


def test_the_school_year_of_the_report_is_one_that_it_prints() -> None:
    """A page marks a school year as the report's: then the report prints values of that figure for it."""
    printed: dict[str, set[str]] = {}
    with (ROOT / "seeds" / "published_values.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            printed.setdefault(row["publicatie"], set()).add(row["schooljaar"])
    told = {name: figure.year for name, figure in figures().items() if figure.year and name in printed}
    assert len(told) > 10
    for name, year in told.items():
        assert year in printed[name], name


@pytest.mark.parametrize("name", ["fig_08", "fig_20"])
def test_a_figure_without_school_year_in_the_report_is_given_none(name: str) -> None:
    assert figures()[name].year is None and figures()[name].has_year
    assert any("geen schooljaar" in note["nl"] for note in figures()[name].notes)


def test_the_scale_of_a_number_puts_it_in_order() -> None:
    cells = [labelled({**CELL, "leerjaar": year, "onderwijsvorm": "BSO"}) for year in "675"]
    assert ordered(cells, "leerjaar") == ["5", "6", "7"]
    assert ordered(cells, "opleiding") == ["BSO 5", "BSO 6", "BSO 7"]


def test_a_background_is_told_in_words() -> None:
    cell = labelled({**CELL, "onderwijsvorm": "TSO", "categorie": "geslacht: V: werkzoekend"})
    assert (cell["kenmerk"], cell["profiel"], cell["status"]) == ("geslacht", "TSO vrouw", "werkzoekend")


def test_a_download_of_one_programme_names_it() -> None:
    assert "Kantooradministratie en gegevensbeheer" in query_of(figures()["tab_6"])
    assert "studierichting" not in query_of(figures()["tab_5"])
