"""Whether a statement still holds, as the page of its figure tells it."""

import pytest

from orchestration.site.statements import in_words, judged

STATEMENT = {"statement": "S01", "last_reported": "2017-2018"}


def compared(followed: dict[str, bool]) -> list[dict]:
    return [{"schooljaar": year, "is_followed": is_followed} for year, is_followed in followed.items()]


@pytest.mark.parametrize(
    ("followed", "nl"),
    [
        ({"2016-2017": True, "2017-2018": True}, "houdt stand"),
        ({"2017-2018": True, "2018-2019": True}, "houdt stand"),
        ({"2017-2018": True, "2018-2019": False, "2019-2020": False}, "niet meer sinds 2018-2019"),
        # a year that followed it lies in between: not since the first one
        ({"2018-2019": False, "2019-2020": True, "2020-2021": False}, "niet meer sinds 2020-2021"),
        ({"2017-2018": True, "2018-2019": False, "2019-2020": True}, "niet in 2018-2019"),
        ({"2016-2017": False, "2018-2019": False}, "hier niet gevolgd"),
        ({"together": False}, "hier niet gevolgd"),
        ({"2014-2015..2017-2018": True, "2014-2015..2018-2019": False}, "niet meer sinds 2014-2015..2018-2019"),
        ({}, "niet te toetsen"),
    ],
)
def test_what_is_told_of_a_statement(followed: dict[str, bool], nl: str) -> None:
    assert judged(STATEMENT, compared(followed)).told["nl"] == nl


def test_a_year_with_one_comparison_that_does_not_follow_is_no_year_that_follows() -> None:
    rows = [*compared({"2018-2019": True}), *compared({"2018-2019": False})]
    said = judged(STATEMENT, rows)
    assert (said.told["en"], said.n_compared, len(said.examples)) == ("no longer since 2018-2019", 2, 1)


def test_the_newest_school_year_is_one_later_than_the_report_shows() -> None:
    assert judged(STATEMENT, compared({"2016-2017": True, "2017-2018": True})).newest is None
    assert judged(STATEMENT, compared({"2017-2018": True, "2018-2019": True})).newest == "2018-2019"


@pytest.mark.parametrize(
    ("label", "en"),
    [
        ("2016-2017", "2016-2017"),
        ("2014-2015|2015-2016|2016-2017", "2014-2015 to 2016-2017"),
        ("2014-2015..2017-2018", "2014-2015 to 2017-2018"),
        ("together", "all school years together"),
    ],
)
def test_school_years_are_told_in_words(label: str, en: str) -> None:
    assert in_words(label)["en"] == en
