"""`make docs`: writes the pages of `docs/` that are made from what the project says elsewhere."""

from pathlib import Path

from orchestration.dictionary.entries import dictionary
from orchestration.dictionary.markdown import markdown
from orchestration.dictionary.methodology import methodology
from orchestration.dictionary.publication_rules import publication_rules
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.project import manifest


def pages(settings: Settings) -> dict[Path, str]:
    """Each generated page and its text."""
    parsed = manifest(settings)
    rules = publication_rules(settings)
    return {
        CHECKOUT / "docs" / "data-dictionary.md": markdown(dictionary(settings, parsed, rules)),
        CHECKOUT / "docs" / "methodology.md": methodology(settings, parsed, rules),
    }


if __name__ == "__main__":
    for path, text in pages(Settings.from_environment()).items():
        path.write_text(text, encoding="utf-8")
