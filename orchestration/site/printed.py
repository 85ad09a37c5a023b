"""The values that the report prints, as pages show them: on which page, under which label, with which words.

Not here: comparing them (`dbt_project/models/publications/reconciliation.sql`).
"""

from typing import Any

from markupsafe import Markup, escape

from orchestration.site.figures import Text
from orchestration.site.words import both, number

# where the name of the measure, with spaces, is not how one would say it
MEASURES = {
    "aandeel_aantal_werkgevers": "aandeel naar aantal werkgevers",
    "aandeel_dekking_stagegever": "aandeel met een bekende stagegever",
    "aandeel_doorstroom_7e": "aandeel dat doorstroomt naar het 7e leerjaar",
    "aandeel_doorstroom_hbo_verpleegkunde": "aandeel dat doorstroomt naar HBO5-verpleegkunde",
    "aandeel_doorstroom_ho": "aandeel bij doorstroom naar hoger onderwijs",
    "aandeel_doorstroom_sens": "aandeel dat doorstroomt naar Se-n-Se",
    "aandeel_dropout": "aandeel drop-out",
    "aandeel_eerste_werkgever_is_stagegever": "aandeel van wie de eerste werkgever een stagegever is",
    "aandeel_start": "aandeel dat start",
    "aandeel_start_cumulatief": "aandeel dat tot dan gestart is",
    "aandeel_studiebewijs": "aandeel dat een studiebewijs behaalt",
    "aandeel_studiebewijs_sens": "aandeel dat een studiebewijs Se-n-Se behaalt",
    "gemiddeld_aantal_leerlingen_per_adm_groep_per_instelling": (
        "gemiddeld aantal leerlingen per administratieve groep en instelling"
    ),
    "inschrijving_tweede_jaar_HO": "aandeel dat zich inschrijft in het tweede jaar hoger onderwijs",
    "leeftijd_max": "hoogste leeftijd",
    "nog_ingeschreven_einde_eerste_jaar_HO": (
        "aandeel nog ingeschreven aan het einde van het eerste jaar hoger onderwijs"
    ),
    "stage_type": "type stage",
    "stage_uren_leraar_per_week": "uren-leraar per week",
}
YES_NO = {
    "stageverplichting": {"ja": "met stageverplichting", "nee": "zonder stageverplichting"},
    "duaal": {"ja": "duaal", "nee": "niet duaal"},
}
REASONS: dict[str, Text] = {
    "interview": {"nl": "uit interviews", "en": "from interviews"},
    "definition": {"nl": "een definitie of een drempel", "en": "a definition or a threshold"},
    "context": {"nl": "van elders, ter duiding", "en": "from elsewhere, as context"},
    "R34": {"nl": "te weinig leerlingen om te tonen (R34)", "en": "too few pupils to be shown (R34)"},
}


def label(row: dict[str, Any]) -> Markup:
    """What a printed value stands for, in the report's words, and the line that prints it."""
    first, _, last = row["schooljaar"].partition("..")
    until = f"vanaf {first}" if row["schooljaar"].endswith("..") else f"{first} tot {last}" if last else first
    parts = [
        until,
        row["onderwijsvorm"].replace("+", " en ") if row["onderwijsvorm"] else None,
        f"leerjaar {row['leerjaar']}" if row["leerjaar"] and row["leerjaar"] != "alle" else None,
        row["studiegebied"].replace("+", ", ") if row["studiegebied"] else None,
        *(words.get(row[key]) for key, words in YES_NO.items()),
        row["kwartaal"],
        row["categorie"],
        MEASURES.get(row["maat"], row["maat"].replace("_", " ")),
    ]
    told = " · ".join(part for part in parts if part and part != "alle")
    line = row["tekstregel"].removeprefix("L")
    return Markup("{} · {}").format(told, both(f"regel {line}", f"line {line}"))


def as_printed(row: dict[str, Any]) -> Markup:
    """A printed value, with the decimals of the print."""
    if row["waarde"] is None:
        return escape(row["waarde_gedrukt"])
    decimals = len(row["waarde_gedrukt"].partition(".")[2])
    form = "count" if row["eenheid"] == "n" and not decimals else str(decimals)
    return number(row["waarde"], form) + _unit(row)


def computed(row: dict[str, Any], column: str) -> Markup:
    """The computed value or the difference, with two decimals where it is no whole count."""
    value = row[column]
    is_count = row["eenheid"] == "n" and value is not None and value == int(value)
    sign = _unit(row) if value is not None and column == "waarde_berekend" else ""
    return number(value, "count" if is_count else "2") + sign


def remark(row: dict[str, Any]) -> Markup:
    """Why there is nothing computed, or what the report says of the same elsewhere."""
    if row["andere_gedrukt"]:
        other, is_counted = f"{row['andere_gedrukt']}%", "|" in row["andere_uit"]
        return both(
            f"het rapport spreekt zichzelf tegen: {other.replace('.', ',')} "
            + ("volgens de gedrukte aantallen" if is_counted else "elders"),
            f"the report contradicts itself: {other} " + ("by the printed counts" if is_counted else "elsewhere"),
        )
    return both(**REASONS[row["reason"]]) if row["reason"] else Markup("")


def _unit(row: dict[str, Any]) -> str:
    return "%" if row["eenheid"].startswith("pct") else ""
