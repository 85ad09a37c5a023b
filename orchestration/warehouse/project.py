"""The dbt project as parsed: its manifest, parsed anew only when a file of it changed.

Here: the fingerprint of the project's files, and the manifest in its two forms (a dict for Dagster, dbt's
own object for the runner). Not here: running anything (`runner.py`).

The parse does not depend on where the data are (sources are relative paths, resolved by DuckDB at run
time), so one parse serves every warehouse folder, and a refresh pays nothing for it.
"""

import json
import os
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.errors import ProjectError
from orchestration.settings import Settings

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

PARSED = ("manifest.json", "partial_parse.msgpack")


def code_files(settings: Settings) -> list[Path]:
    """The files that dbt parses."""
    models = [
        path
        for path in settings.dbt_project.rglob("*")
        if path.suffix in {".sql", ".yml", ".md"} and not {"target", "logs"} & set(path.parts)
    ]
    return sorted([*models, *settings.seeds.glob("*")])


def digest(files: list[Path]) -> str:
    """One digest over names and contents."""
    hashed = sha256()
    for path in files:
        hashed.update(str(path.name).encode() + b"\0" + path.read_bytes() + b"\0")
    return hashed.hexdigest()


def _target(settings: Settings) -> Path:
    """Folder with an up-to-date parse; parses when the project's files changed since the last one."""
    target = settings.dbt_project / "target"
    fingerprint = target / "fingerprint"
    current = digest(code_files(settings))
    if not fingerprint.exists() or fingerprint.read_text() != current:
        _parse(settings, target)
        fingerprint.write_text(current)
    return target


def _parse(settings: Settings, target: Path) -> None:
    from orchestration.warehouse.runner import invoke

    target.mkdir(exist_ok=True)
    # aside first: a process that is killed half way leaves no half-written manifest behind
    with tempfile.TemporaryDirectory(dir=target, prefix="parse-") as aside:
        result = invoke(settings, ["parse", "--no-partial-parse"], target=Path(aside))
        if not result.success:
            raise ProjectError(f"dbt cannot read {settings.dbt_project}: {result.exception}")
        for name in PARSED:
            shutil.move(Path(aside) / name, target / name)


def manifest(settings: Settings) -> dict[str, Any]:
    """manifest.json: what Dagster, the conventions and the published comments read."""
    return json.loads((_target(settings) / "manifest.json").read_bytes())


def parsed_manifest(settings: Settings) -> "Manifest":
    """dbt's own manifest object, so that a run needs no parse: of the same parse as `manifest`, which comes first."""
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    packed = (settings.dbt_project / "target" / "partial_parse.msgpack").read_bytes()
    parsed = Manifest.from_msgpack(packed, decoder=extended_mashumuro_decoder)
    parsed.build_flat_graph()  # `graph` in a model; only a parse makes it by itself
    return parsed


def environment(settings: Settings) -> dict[str, str]:
    """What the profile reads."""
    return {"WPL_WAREHOUSE": os.fspath(settings.warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
