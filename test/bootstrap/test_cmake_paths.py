"""The builder's paths in the wheels' CMake files become this environment's."""

from pathlib import Path

import pytest

from bootstrap.cmake_paths import rewrite, rewrite_prefix

PYTHON, NUMPY = "/env/include/python", "/env/numpy/include"


@pytest.mark.parametrize("version", ["10", "11", "12", "13"])
def test_both_folders_are_replaced_for_every_python(version: str) -> None:
    builder = f"/opt/python/cp3{version}-cp3{version}"
    text = (
        f'INTERFACE_INCLUDE_DIRECTORIES "{builder}/include/python3.{version};'
        f'{builder}/lib/python3.{version}/site-packages/numpy/_core/include"'
    )
    assert rewrite(text, PYTHON, NUMPY) == f'INTERFACE_INCLUDE_DIRECTORIES "{PYTHON};{NUMPY}"'


def test_the_old_numpy_folder_is_replaced_too() -> None:
    text = "/opt/python/cp310-cp310/lib/python3.10/site-packages/numpy/core/include"
    assert rewrite(text, PYTHON, NUMPY) == NUMPY


@pytest.mark.parametrize("text", ["/opt/ros/jazzy/include", "/usr/include/python3.11", "/opt/python/bin", ""])
def test_other_text_stays(text: str) -> None:
    assert rewrite(text, PYTHON, NUMPY) == text


def test_backslashes_in_a_path_are_taken_as_they_are() -> None:
    assert rewrite("/opt/python/cp311-cp311/include/python3.11", r"/a\1b", NUMPY) == r"/a\1b"


def test_only_cmake_files_are_touched_and_the_second_time_none(tmp_path: Path) -> None:
    cmake = tmp_path / "share" / "std_msgs" / "cmake"
    cmake.mkdir(parents=True)
    text = "/opt/python/cp311-cp311/include/python3.11"
    (cmake / "export.cmake").write_text(text)
    (cmake / "clean.cmake").write_text("nothing")
    (cmake / "export.txt").write_text(text)
    assert rewrite_prefix(tmp_path, PYTHON, NUMPY) == 1
    assert (cmake / "export.cmake").read_text() == PYTHON
    assert (cmake / "export.txt").read_text() == text
    assert rewrite_prefix(tmp_path, PYTHON, NUMPY) == 0
