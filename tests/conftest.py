"""A small demo warehouse, refreshed once through the command line, for all tests that need one."""

import os
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
    """Do not change: pipeline tests copy it with `warehouse`."""
    data = tmp_path_factory.mktemp("refreshed") / "data"
    demo = wpl(data, "demo", "--scale", SCALE)
    assert demo.returncode == 0, demo.stderr
    first = wpl(data, "refresh")
    assert first.returncode == 0, first.stderr
    return data
