"""The interface package: every file is built, and its types' packages are declared once in each place."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

KINDS = ("msg", "srv", "action")


def interface_names(root: Path, kind: str) -> set[str]:
    return {file.stem for file in (root / "msg" / kind).iterdir()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_interface_file_is_a_type_in_python(root: Path, kind: str) -> None:
    module = importlib.import_module(f"physical_ai_bridge_msgs.{kind}")
    names = interface_names(root, kind)
    assert names and all(hasattr(module, name) for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_interface_folders_hold_interfaces_only(root: Path, kind: str) -> None:
    assert {file.suffix for file in (root / "msg" / kind).iterdir()} == {f".{kind}"}


def test_cmake_and_manifest_name_the_packages_whose_types_are_used(root: Path) -> None:
    cmake = (root / "msg" / "CMakeLists.txt").read_text(encoding="utf-8")
    found = re.search(r"set\(dependencies ([^)]*)\)", cmake)
    assert found is not None
    named = set(found.group(1).split())
    elements = ElementTree.parse(root / "msg" / "package.xml").getroot()
    assert {element.text for element in elements if element.tag == "depend"} == named
    text = "\n".join(
        file.read_text(encoding="utf-8") for kind in KINDS for file in (root / "msg" / kind).iterdir()
    )
    used = set(re.findall(r"^([a-z]\w*)/[A-Z]", text, re.MULTILINE))
    assert used | {"action_msgs"} == named  # action_msgs: every action needs it, none names it
