"""The files of this repository as the packaging tests see them."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def scripts() -> Path:
    """Where the environment's commands are."""
    return Path(sys.executable).parent
