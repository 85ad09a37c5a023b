"""What a publication is made from, as one digest: is the current one made from exactly what is there now?"""

from hashlib import sha256
from pathlib import Path

from orchestration.history import PUBLISHED, History
from orchestration.register import Register
from orchestration.settings import CHECKOUT, Settings
from orchestration.warehouse.project import code_files, digest


def inputs(settings: Settings) -> str:
    """Digest of the state of every delivery and file, and that of the code, with a colon between them."""
    register = Register(settings)
    state = [repr(row) for row in (*register.deliveries(), *register.files())]
    return f"{sha256(chr(10).join(state).encode()).hexdigest()}:{_code(settings)}"


def _code(settings: Settings) -> str:
    return digest([*code_files(settings), *_own_files()])


def is_code_published(settings: Settings) -> bool:
    """The last publication was made with the code that is here now."""
    published = History(settings).last_refresh(outcome=PUBLISHED)
    return published is not None and (published.inputs or "").rpartition(":")[2] == _code(settings)


def _own_files() -> list[Path]:
    """The code, and what the site is made of."""
    return sorted(
        path
        for path in (CHECKOUT / "orchestration").rglob("*")
        if path.suffix in {".py", ".yml", ".html", ".css", ".js"} and "target" not in path.parts
    )


def is_up_to_date(settings: Settings) -> bool:
    """The current publication was made from exactly what is there now, and is still there."""
    if Register(settings).is_rebuilding():
        return False
    published = History(settings).last_refresh(outcome=PUBLISHED)
    return (
        published is not None
        and published.inputs == inputs(settings)
        and (settings.published / "releases" / (published.release or "")).is_dir()
    )
