"""Which file is of which part: what is set aside is told by its name, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.evaluation.files import find_files

NAMES = (
    "aside_care.jsonl",
    "dialect.jsonl",
    "own.jsonl",
    "quantities.jsonl",
    "quantities_aside.jsonl",
    "README.md",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        (tmp_path / name).touch()
    return tmp_path


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder(folder: Path) -> None:
    files = find_files([folder])
    assert names(files.cases("own")) == ["dialect.jsonl", "own.jsonl"]
    assert names(files.cases("aside")) == ["aside_care.jsonl"]
    assert names(files.quantities("own")) == ["quantities.jsonl"]
    assert names(files.quantities("aside")) == ["quantities_aside.jsonl"]


def test_files_alone_and_twice(folder: Path) -> None:
    files = find_files([folder / "aside_care.jsonl", folder / "own.jsonl", folder / "own.jsonl"])
    assert names(files.cases("own")) == ["own.jsonl"]
    assert names(files.cases("aside")) == ["aside_care.jsonl"]


def test_one_that_is_not_there(folder: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        find_files([folder, folder / "none.jsonl"])
    assert caught.value.filename == str(folder / "none.jsonl")
