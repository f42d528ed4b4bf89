"""The words of a site: its own verbs, whether it wants a はい first, and which objects a word means."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.world import SpokenVerb, World, WorldFileError, load_world

VERBS = """\
verbs:
  - {verb: ドナる, inflection: 五段ラ, means: 運ぶ}
"""


def load(text: str, tmp_path: Path) -> World:
    path = tmp_path / "site.yaml"
    path.write_text(text, encoding="utf-8")
    return load_world(path)


def test_a_site_may_have_words_of_its_own(site_text: str, tmp_path: Path) -> None:
    world = load(site_text + VERBS + "confirm: always\n", tmp_path)
    assert world.verbs == (SpokenVerb(verb="ドナる", inflection="五段ラ", means="運ぶ"),)
    assert world.confirm == "always"


def test_it_need_not(site: World) -> None:
    assert (site.verbs, site.confirm) == ((), "never")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("verb: ドナる", 'verb: ""', r"verbs\[0\]\.verb: 使えない文字"),
        ("inflection: 五段ラ", 'inflection: " "', r"verbs\[0\]\.inflection: 使えない文字"),
        ("means: 運ぶ", "means: 1", r"verbs\[0\]\.means: 文字列"),
        (", means: 運ぶ", "", r"verbs\[0\]\.means: 必須"),
        ("means: 運ぶ", "means: 運ぶ, who: 私", r"verbs\[0\]\.who: 知らない項目"),
        ("  - {verb", "  - {verb: ドナる, inflection: 一段, means: 取る}\n  - {verb", "「ドナる」が重複"),
        ("confirm: always", "confirm: maybe", "confirm: 'always' or 'never' のどれか"),
        ("confirm: always", "confirm: yes", "confirm: 'always' or 'never' のどれか"),
        ("confirm: always", "confirm: ", "confirm: 'always' or 'never' のどれか"),
    ],
)
def test_words_that_are_none_are_refused(
    site_text: str, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    text = site_text + VERBS + "confirm: always\n"
    assert text.count(old) == 1
    with pytest.raises(WorldFileError, match=reason):
        load(text.replace(old, new), tmp_path)


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("赤い箱", ["red_box"]),
        ("赤箱", ["red_box"]),
        ("BLUE_BOX", ["blue_box"]),
        ("箱", ["red_box", "blue_box"]),
        ("box", ["red_box", "blue_box"]),
        ("い箱", ["red_box", "blue_box"]),
        ("赤い", []),
        ("りんご", []),
        ("", []),
        ("　", []),
    ],
)
def test_a_word_means_one_object_or_all_of_a_kind(warehouse: World, word: str, ids: list[str]) -> None:
    assert [each.id for each in warehouse.objects_called(word)] == ids


def test_the_warehouse_calls_its_robot_as_people_do(warehouse: World) -> None:
    for name in ("agv1", "1号機", "エージーブイワン", "ＡＧＶ１"):
        found = warehouse.robot(name)
        assert found is not None and found.name == "agv1"
