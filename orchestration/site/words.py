"""Words and numbers as a page shows them: both languages side by side, Dutch numbers (the page puts in English ones).

Here: what templates call. Not here: which numbers (`cells.py`), which pages (`pages.py`).
"""

from decimal import ROUND_HALF_UP, Decimal

from markupsafe import Markup, escape

from orchestration.checks_catalogue import describe
from orchestration.errors import UnknownCheckError
from orchestration.site.cells import MEAN, Cell, period
from orchestration.site.figures import Figure, Text, scale

STATUSES: dict[str, Text] = {
    "match": {"nl": "gelijk", "en": "match"},
    "near": {"nl": "bijna gelijk", "en": "near"},
    "explained": {"nl": "verklaard", "en": "explained"},
    "differs": {"nl": "verschilt", "en": "differs"},
    "not delivered": {"nl": "niet geleverd", "en": "not delivered"},
    "not computed": {"nl": "niet berekend", "en": "not computed"},
    "warned": {"nl": "waarschuwing", "en": "warning"},
    "passed": {"nl": "in orde", "en": "passed"},
    "failed": {"nl": "niet in orde", "en": "failed"},
    "skipped": {"nl": "overgeslagen", "en": "skipped"},
    "not applicable": {"nl": "niet van toepassing", "en": "not applicable"},
    "taken in": {"nl": "opgenomen", "en": "taken in"},
    "refused": {"nl": "geweigerd", "en": "refused"},
}
COLUMNS: dict[str, Text] = {
    "schooljaar": {"nl": "Schooljaar", "en": "Schooljaar"},
    "rij": {"nl": "Groep", "en": "Group"},
    "groep": {"nl": "Groep", "en": "Group"},
    "opleiding": {"nl": "Leerjaar", "en": "Leerjaar"},
    "opleidingstype": {"nl": "Opleidingstype", "en": "Opleidingstype"},
    "categorie": {"nl": "Categorie", "en": "Categorie"},
    "kwartaal": {"nl": "Kwartaal", "en": "Kwartaal"},
    "profiel": {"nl": "Onderwijsvorm en waarde", "en": "Form and value"},
}
HIDDEN: Text = {"nl": "< 50, niet getoond", "en": "< 50, not shown"}


def both(nl: str, en: str | None = None) -> Markup:
    """A text in both languages, of which the page shows one; the same in both: once."""
    if en is None or nl == en:
        return escape(nl)
    return Markup('<span lang="nl">{}</span><span lang="en">{}</span>').format(nl, en)


def text(words: Text) -> Markup:
    return both(words["nl"], words["en"])


def count(value: float | None) -> str:
    """12.345"""
    return "" if value is None else f"{value:,.0f}".replace(",", ".")


def decimal(value: float | None, digits: int = 2) -> str:
    """12,35; halves are rounded up, as the page's own formatter does"""
    if value is None:
        return ""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return str(rounded + 0).replace(".", ",")  # + 0: no -0,00


def percent(share: float | None) -> str:
    """68,8%"""
    return "" if share is None else f"{decimal(100 * share, 1)}%"


def number(value: float | None, form: str) -> Markup:
    """A number that the page formats anew in the other language. form: count, share, or decimals (1, 2)."""
    shown = {"count": count, "share": percent}.get(form, lambda v: decimal(v, int(form)))(value)
    if value is None:
        return Markup("")
    return Markup('<span data-f="{}" data-v="{}">{}</span>').format(form, value, shown)


def cell(of: Cell | None, figure: Figure) -> Markup:
    """One cell of a table: the share with its numerator and denominator, or the count with its share."""
    if of is None:
        return Markup('<td class="none">-</td>')
    if of["onderdrukt"]:
        return Markup('<td class="hidden-cell">{}</td>').format(text(HIDDEN))
    numerator, denominator = number(of["aantal"], "count"), number(of["noemer"], "count")
    parts = Markup("{} / {}").format(numerator, denominator)
    if of["categorie"] == MEAN:
        big, small = number(of["aandeel"], "2"), parts
    elif figure.chart.value == "aantal":
        big, small = numerator, number(of["aandeel"], "share") if figure.name != "fig_07" else Markup("")
    else:
        big, small = number(of["aandeel"], "share"), parts
    return Markup('<td data-aantal="{}" data-noemer="{}"><b>{}</b> <small>{}</small></td>').format(
        of["aantal"], of["noemer"], big, small
    )


def words_of(check: dict) -> Markup:
    """What a check promises; its name where it is a former release's and unknown by now."""
    try:
        told = describe(check["check_name"])
    except UnknownCheckError:
        return Markup("<code>{}</code>").format(check["check_name"])
    return both(told.statement_nl, told.statement_en)


def series_head(figure: Figure, value: str) -> Markup:
    label = scale(figure.chart.scale).label(value)
    return row_head(figure.chart.series, value) if label == value else escape(label)


def row_head(column: str, value: str) -> Markup:
    if column == "kwartaal":
        return escape(f"K{value}")
    if value in {"alle", ""}:
        return both("alle", "all")
    if column == "schooljaar":
        return text(period(value))
    told = scale(column).text(value)
    return text(told) if isinstance(told, dict) else escape(told)


def column_head(column: str) -> Markup:
    return text(COLUMNS.get(column, {"nl": column.capitalize(), "en": column.capitalize()}))
