"""What the site says of a figure is there for every publication, in both languages, in colours that differ."""

import csv
import re
from pathlib import Path

import pytest
import yaml

from orchestration.site.channels import luminance
from orchestration.site.figures import HERE, figures, scale, sections
from orchestration.site.release import query_of

ROOT = Path(__file__).parents[2]
SCALES = yaml.safe_load((HERE / "scales.yml").read_text(encoding="utf-8"))


def test_every_publication_has_its_page() -> None:
    folder = ROOT / "dbt_project" / "models" / "publications"
    models = {path.stem for path in folder.glob("*.sql") if re.match(r"(fig|tab|txt|ext)_", path.stem)}
    assert set(figures()) == models, "tell in orchestration/site/figures.yml how it is shown"


@pytest.mark.parametrize("name", sorted(figures()))
def test_a_figure_is_told_in_full(name: str) -> None:
    figure = figures()[name]
    with (ROOT / "seeds" / "rules.csv").open(encoding="utf-8") as file:
        rules = {row["rule"] for row in csv.DictReader(file)}
    assert figure.section in sections()
    assert set(figure.population.rules) <= rules
    for words in (figure.title, figure.measure, figure.label):
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


def test_the_query_of_a_page_leaves_suppressed_cells_out() -> None:
    assert "not onderdrukt" in query_of("fig_14")
