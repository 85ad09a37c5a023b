"""What goes with the numbers of a publication when they leave the site: a JSON document beside its downloads."""

import json
from typing import Any

from orchestration.site.figures import Figure, Text
from orchestration.site.project import Project
from orchestration.site.release import Release

REPORT: Text = {
    "nl": "Rekenhof, Werkplekleren in het voltijds beroeps- en technisch secundair onderwijs, april 2023",
    "en": "Belgian Court of Audit, report on work-based learning in full-time vocational and technical secondary "
    "education, April 2023",
}
LICENCE: Text = {
    "nl": "Geen: aggregaten voor analisten met een overeenkomst, niet voor het publiek; een enkeling kan erin te "
    "herkennen zijn. De MIT-licentie is die van de code.",
    "en": "None: aggregates for analysts under agreement, not for the public; a single person may be recognisable in "
    "them. The MIT licence is that of the code.",
}


def metadata(figure: Figure, release: Release, project: Project) -> str:
    """Title, population, rules, cautions, source and licence of a publication, as JSON."""
    via = release.publication_rules.get(figure.name, {})
    population = release.populations[figure.name]
    document: dict[str, Any] = {
        "publicatie": figure.name,
        "release": release.name,
        "title": figure.title,
        "population": {"nl": population["omschrijving_nl"], "en": population["omschrijving_en"]},
        "measure": figure.measure,
        "rules": [
            {
                "rule": rule["rule"],
                "statement": {"nl": rule["statement_nl"], "en": rule["statement_en"]},
                "via": via[rule["rule"]],
                "support": rule["support"],
                "section": rule["section"],
                "source_lines": rule["source_lines"],
                "chosen_here": {"nl": rule["chosen_here_nl"], "en": rule["chosen_here_en"]}
                if rule["chosen_here_en"]
                else None,
            }
            for rule in release.rules
            if rule["rule"] in via
        ],
        "cautions": [
            {
                "caution": caution["caution"],
                "nl": caution["caution_nl"],
                "en": caution["caution_en"],
                "source_lines": caution["source_lines"],
            }
            for caution in release.cautions.get(figure.name, [])
        ],
        "source": {
            "report": REPORT,
            "datasets": ["/".join(dataset) for dataset in project.lineage(figure.name).datasets],
            "synthetic_deliveries": release.synthetic,
        },
        "licence": LICENCE,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
