"""What the report says in words of a figure, and whether the cells of the release follow it.

Here: the statements on a figure's page, each with its verdict. Not here: what a statement compares (`seeds/`), and
comparing it (`dbt_project/`).
"""

from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from orchestration.site.figures import Text
from orchestration.site.release import Release

Row = dict[str, Any]
# Verdict -> what a page says of it, and the outcome that it looks like. What is news comes first.
VERDICTS: dict[str, tuple[Text, str]] = {
    "no longer": ({"nl": "niet meer sinds {first}", "en": "no longer since {first}"}, "warned"),
    "not in later years": ({"nl": "niet in {years}", "en": "not in {years}"}, "warned"),
    "not followed": ({"nl": "hier niet gevolgd", "en": "not followed here"}, "warned"),
    "holds": ({"nl": "houdt stand", "en": "holds"}, "passed"),
    "nothing to compare": ({"nl": "niet te toetsen", "en": "cannot be tested"}, "not-applicable"),
}


@dataclass(frozen=True)
class Said:
    """statement: its row in reference.report_statements. years: the school years in which it is not followed, of later
    ones alone where it is in the report's own. newest: the newest school year compared, later than the report shows.
    examples: comparisons that do not follow it.
    """

    statement: Row
    verdict: str
    years: list[str]
    newest: str | None
    n_compared: int
    examples: list[Row]

    @property
    def told(self) -> Text:
        words = VERDICTS[self.verdict][0]
        return {
            language: text.format(first=self.years[0] if self.years else "", years=", ".join(self.years))
            for language, text in words.items()
        }

    @property
    def looks_like(self) -> str:
        return VERDICTS[self.verdict][1]

    @property
    def years_told(self) -> Text:
        return {language: ", ".join(in_words(year)[language] for year in self.years) for language in ("nl", "en")}


def statements_of(publication: str, release: Release) -> list[Said]:
    """The statements about a publication, those that do not hold any more first."""
    said = [
        judged(statement, release.comparisons.get(statement["statement"], []))
        for statement in release.statements
        if statement["publicatie"] == publication
    ]
    return sorted(said, key=lambda one: list(VERDICTS).index(one.verdict))


def without_statements(checks: list[Row]) -> list[Row]:
    """Checks for the quality page: whether a statement still holds is news, on the page of its figure."""
    return [check for check in checks if check["asset"] != "publications/statements"]


def judged(statement: Row, compared: list[Row]) -> Said:
    """compared: the rows of publications.statements about it."""
    last = statement["last_reported"]
    broken = [row for row in compared if not row["is_followed"]]
    later = sorted({row["schooljaar"] for row in compared if last_year(row["schooljaar"], last) > last})
    broken_years = sorted({row["schooljaar"] for row in broken})
    own = [year for year in broken_years if year not in later]
    if not compared:
        verdict, years = "nothing to compare", []
    elif own:
        verdict, years = "not followed", broken_years
    elif broken_years and broken_years[-1] == later[-1]:
        # the unbroken row of years up to the newest one
        since = list(takewhile(lambda year: year in broken_years, reversed(later)))
        verdict, years = "no longer", since[::-1]
    else:
        verdict, years = ("not in later years" if broken_years else "holds"), broken_years
    return Said(statement, verdict, years, later[-1] if later else None, len(compared), broken)


def last_year(label: str, reported: str) -> str:
    """Of a school year, of several, or of a pool; what takes all years together is the report's."""
    return reported if label == "together" else label.replace("..", "|").rpartition("|")[2]


def in_words(label: str) -> Text:
    """A label of publications.statements: a school year, several taken together, a pool, or all."""
    if label == "together":
        return {"nl": "alle schooljaren samen", "en": "all school years together"}
    first, _, last = label.replace("..", "|").partition("|")
    last = last.rpartition("|")[2]
    return {"nl": f"{first} tot {last}", "en": f"{first} to {last}"} if last else {"nl": first, "en": first}
