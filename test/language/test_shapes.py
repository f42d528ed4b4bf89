"""The patterns kept as data: every one compiles, and the code asks for none that is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import physical_ai_bridge.language as language
from physical_ai_bridge.language.lexicon import read_yaml
from physical_ai_bridge.language.shapes import shape

FOLDER = Path(language.__file__).parent
ASKED = sorted(
    {
        name
        for file in FOLDER.glob("*.py")
        for name in re.findall(r"""shape\("([a-z_]+\.[a-z_]+)"\)""", file.read_text(encoding="utf-8"))
    }
)


def test_the_code_asks_for_shapes() -> None:
    assert len(ASKED) > 30


@pytest.mark.parametrize("name", ASKED)
def test_every_shape_that_is_asked_for_is_there(name: str) -> None:
    assert isinstance(shape(name), re.Pattern)


@pytest.mark.parametrize("name", ["asides.nothing", "nothing.reason", "reason"])
def test_an_unknown_shape_is_named(name: str) -> None:
    with pytest.raises(Exception, match=re.escape(name.rsplit(".", 1)[-1])):
        shape(name)


def test_the_file_is_read() -> None:
    assert isinstance(read_yaml("shapes.yaml"), dict)
