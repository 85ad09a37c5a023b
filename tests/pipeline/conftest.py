"""A small demo warehouse, refreshed once through the command line; tests copy it before they change it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SCALE = "0.01"

Wpl = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(scope="session")
def wpl() -> Wpl:
    """Run `wpl` as a user does: `wpl(data, "refresh", "--full")`."""

    def run(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "orchestration.cli", *arguments],
            env={**os.environ, "WPL_DATA": str(data), **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def refreshed_once(tmp_path_factory: pytest.TempPathFactory, wpl: Wpl) -> Path:
    """Do not change: copy it with `warehouse`."""
    data = tmp_path_factory.mktemp("refreshed") / "data"
    demo = wpl(data, "demo", "--scale", SCALE)
    assert demo.returncode == 0, demo.stderr
    first = wpl(data, "refresh")
    assert first.returncode == 0, first.stderr
    return data


@pytest.fixture
def warehouse(refreshed_once: Path, tmp_path: Path) -> Path:
    """A warehouse of one's own, already refreshed."""
    data = tmp_path / "data"
    shutil.copytree(refreshed_once, data, symlinks=True)
    return data
