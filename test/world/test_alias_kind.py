"""A name that is a kind of several places would hide the question which one is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.world import WorldFileError, load_world


def test_an_alias_must_not_be_a_kind_of_several_places(site_text: str, tmp_path: Path) -> None:
    text = site_text.replace("    kind: 入口", "    kind: 棚").replace("aliases: [いりぐち]", "aliases: [棚]")
    path = tmp_path / "site.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorldFileError, match="複数の場所の種類"):
        load_world(path)


def test_a_name_may_be_the_kind_of_one_place(site_text: str, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(site_text, encoding="utf-8")
    assert load_world(path).place("入口") is not None
