"""Fixtures of the tests with real processes: one system a test, or one for a whole file that breaks
nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE))

from site_under_test import Site, running_site  # noqa: E402


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A system of its own for one test, ready to move."""
    with running_site(tmp_path, monkeypatch) as running:
        running.ready()
        yield running


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One system for all tests of a file, ready to move."""
    directory = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as monkeypatch, running_site(directory, monkeypatch) as running:
        running.ready()
        yield running
