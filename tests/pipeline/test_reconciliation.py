"""The printed values beside a release: after a further year, on the pages, and where a number stands twice."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.site.figures import figures
from orchestration.site.printed import label
from tests.conftest import SCALE, Wpl

COMPARED = "select * from publications.reconciliation where vergeleken_met is not null order by waarde_id"
DIMENSIONS = (
    *("schooljaar", "aanbieder", "onderwijsvorm", "leerjaar", "studiegebied"),
    *("stageverplichting", "duaal", "kwalificatie", "kwartaal", "categorie"),
)
LABEL = r'<span class="printed-label">(.*?)</span>(?:</td>| <small>)'
NONE_PRINTED = "Het rapport drukt hier geen cijfer van af."


def rows(data: Path, query: str) -> list[dict]:
    with duckdb.connect(data / "published" / "marts.duckdb", read_only=True) as connection:
        found = connection.execute(query)
        return [dict(zip([column[0] for column in found.description], row, strict=True)) for row in found.fetchall()]


def page(data: Path, name: str) -> str:
    return (data / "published" / "site" / f"{name}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def a_year_later(refreshed_once: Path, tmp_path_factory: pytest.TempPathFactory, wpl: Wpl) -> Path:
    data = tmp_path_factory.mktemp("later") / "data"
    shutil.copytree(refreshed_once, data, symlinks=True)
    assert wpl(data, "demo", "--scale", SCALE, "--next-year").returncode == 0
    refresh = wpl(data, "refresh")
    assert refresh.returncode == 0, refresh.stderr
    return data


def test_what_was_there_is_there_a_year_later(refreshed_once: Path, a_year_later: Path) -> None:
    missing = "select waarde_id from publications.reconciliation where status = 'not delivered' order by waarde_id"
    assert rows(a_year_later, missing) == rows(refreshed_once, missing)


def test_a_pool_that_has_grown_still_tells_what_the_years_of_the_report_say(
    refreshed_once: Path, a_year_later: Path, wpl: Wpl
) -> None:
    pools = "select distinct schooljaar from publications.cells where publicatie = 'txt_015'"
    assert rows(refreshed_once, pools) == [{"schooljaar": "2010-2011..2017-2018"}]
    assert rows(a_year_later, pools) == [{"schooljaar": "2010-2011..2018-2019"}]
    values = (
        "select waarde_id, waarde_berekend from publications.reconciliation where publicatie = 'txt_015' order by all"
    )
    before = rows(refreshed_once, values)
    assert len(before) == 6 and all(row["waarde_berekend"] is not None for row in before)
    assert rows(a_year_later, values) == before
    told = wpl(a_year_later, "explain", "txt_015", "onderwijsvorm=BSO", "stageverplichting=met").stdout
    assert "v375); computed" in told and "over 2010-2011..2017-2018: " in told


def test_the_report_pools_what_the_publication_pools(refreshed_once: Path) -> None:
    """Per exit year and added up: the cells of the pool, as long as it is the report's."""
    cells = rows(
        refreshed_once,
        "select onderwijsvorm, stageverplichting, studiegebied, aandeel from publications.cells "
        "where publicatie = 'txt_015'",
    )
    by_key = {(c["onderwijsvorm"], c["stageverplichting"], c["studiegebied"]): c["aandeel"] for c in cells}
    for row in rows(
        refreshed_once, "select * from reference.published_value_cells where publicatie = 'txt_015' and deel = 'waarde'"
    ):
        share = by_key[(row["onderwijsvorm"], row["stageverplichting"], row["studiegebied"])]
        (value,) = rows(
            refreshed_once,
            f"select waarde_berekend from publications.reconciliation where waarde_id = '{row['waarde_id']}'",
        )
        assert value["waarde_berekend"] == pytest.approx(100 * share, abs=1e-6), row["waarde_id"]


def test_the_same_number_elsewhere_is_the_same(refreshed_once: Path) -> None:
    selected = " and ".join(
        f"(parts.{key} is null or contains('|' || parts.{key} || '|', '|' || cells.{key} || '|'))" for key in DIMENSIONS
    )
    found = rows(
        refreshed_once,
        "select parts.waarde_id, printed.eenheid, printed.waarde_berekend, sum(case parts.kolom "
        "when 'aantal' then cells.aantal when 'noemer' then cells.noemer else cells.aandeel end) as elsewhere "
        "from reference.published_value_cells as parts "
        f"inner join publications.cells as cells on parts.publicatie = cells.publicatie and {selected} "
        "inner join publications.reconciliation as printed on parts.waarde_id = printed.waarde_id "
        "where parts.deel = 'ook' group by parts.waarde_id, parts.publicatie, printed.eenheid, printed.waarde_berekend",
    )
    assert len(found) == len(rows(refreshed_once, "select 1 from reference.published_value_cells where deel = 'ook'"))
    for row in found:
        factor = 100 if row["eenheid"] == "pct" else 1
        assert row["elsewhere"] * factor == pytest.approx(row["waarde_berekend"], abs=1e-6), row["waarde_id"]


def test_a_printed_value_stands_on_the_page_of_the_cells_it_is_compared_with(refreshed_once: Path) -> None:
    by_id = {row["waarde_id"]: row for row in rows(refreshed_once, COMPARED)}
    expected = {(row["vergeleken_met"], str(label(row))) for row in by_id.values()}
    expected |= {
        (part["publicatie"], str(label(by_id[part["waarde_id"]])))
        for part in rows(
            refreshed_once, "select publicatie, waarde_id from reference.published_value_cells where deel = 'ook'"
        )
    }
    assert {"fig_10", "fig_17", "txt_001", "txt_hbo5"} <= {name for name, _ in expected}
    assert {name for name, _ in expected} <= figures().keys()
    for name in figures():
        text = page(refreshed_once, f"figures/{name}")
        shown = set(re.findall(LABEL, text))
        assert shown == {told for publication, told in expected if publication == name}, name
        assert (NONE_PRINTED in text) == (not shown and not name.startswith("ext_")), name


def test_what_is_not_computed_is_told_beside_the_others_only(refreshed_once: Path) -> None:
    everything = page(refreshed_once, "reconciliation")
    assert everything.count('<tr data-status="') == 431
    assert '<tr data-status="not computed">' in everything
    for path in (refreshed_once / "published" / "site" / "figures").glob("*.html"):
        assert '<tr data-status="not computed">' not in path.read_text(encoding="utf-8"), path.name


def test_no_two_values_that_differ_share_a_label_on_the_page(refreshed_once: Path) -> None:
    shown: dict[str, set[str]] = {}
    for row in re.findall(r'<tr data-status="[^"]*">(.*?)</tr>', page(refreshed_once, "reconciliation"), re.DOTALL):
        told = re.search(LABEL, row).group(1)
        shown.setdefault(told, set()).add(re.findall(r'<td class="num">(.*?)</td>', row, re.DOTALL)[0])
    assert len(shown) > 400 and all(len(values) == 1 for values in shown.values())


@pytest.mark.parametrize(
    "tolerance",
    [
        *("de helft van het laatst gedrukte cijfer", "binnen 0,5 punt", "zonder decimalen gedrukt binnen 1 punt"),
        *("binnen 2%", "binnen 5 punten en binnen de helft van de gedrukte waarde", "binnen 0,05"),
        *("At most half of the last printed digit", "within 0.5 point", "without decimals within 1 point"),
        *("within 2%", "within 5 points and within half of the printed value", "within 0.05"),
    ],
)
def test_page_states_every_tolerance(refreshed_once: Path, tolerance: str) -> None:
    (statuses,) = re.findall(
        r'<dl class="definition" id="statuses">(.*?)</dl>', page(refreshed_once, "reconciliation"), re.S
    )
    assert tolerance.lower() in statuses.lower()
