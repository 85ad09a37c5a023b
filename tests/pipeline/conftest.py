"""What tests of the pipeline share beyond the fixtures of all tests."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Wpl

__all__ = ["Wpl", "warehouse"]


@pytest.fixture
def warehouse(refreshed_once: Path, tmp_path: Path) -> Path:
    """A warehouse of one's own, already refreshed."""
    data = tmp_path / "data"
    shutil.copytree(refreshed_once, data, symlinks=True)
    return data
