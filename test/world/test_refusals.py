"""Every way a world file can be wrong is refused with the line of the culprit and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from physical_ai_bridge.world import WorldFileError, load_world

# (what to replace, with what, a text that only the culprit's line has, a part of the reason)
BROKEN = {
    "unknown key": ("    kind: 入口", "    kind: 入口\n    color: red", "color:", "知らない項目"),
    "missing key": ("    reason_ja: 工事中です\n", "", "- name: 工事区画", "zones[0].reason_ja: 必須"),
    "NaN": ("pose: {x: 1.0, y: 1.0", "pose: {x: .nan, y: 1.0", "x: .nan", "有限の数値"),
    "infinity": ("max_speed: 0.3", "max_speed: .inf", "max_speed: .inf", "有限の数値"),
    "text for a number": ("thickness: 0.1", "thickness: 太い", "thickness: 太い", "thickness: 数値"),
    "truth for a number": ("thickness: 0.1", "thickness: yes", "thickness: yes", "thickness: 数値"),
    "number for a text": ("title_ja: 小さな現場", "title_ja: 1", "title_ja: 1", "文字列"),
    "unknown kind": ("kind: keep_out", "kind: lava", "kind: lava", "'keep_out' or 'slow'"),
    "capital in a robot's name": ("- name: agv1", "- name: AGV1", "- name: AGV1", "使えない文字"),
    "no length": ("thickness: 0.1", "thickness: 0.0", "thickness: 0.0", "0.0 より大きく"),
    "short point": ("from: [0.0, 0.05]", "from: [0.0]", "from: [0.0]", "walls[0].from[1]: 必須"),
    "long point": ("from: [0.0, 0.05]", "from: [0.0, 0.05, 1.0]", "from: [0.0, 0.05, 1.0]", "多すぎ"),
    "list for a pair": (
        "bounds: {xmin: 0.0, ymin: 0.0, xmax: 6.0, ymax: 4.0}",
        "bounds: [0, 1]",
        "bounds:",
        "組にして",
    ),
    "key twice": (
        "    max_speed: 0.3",
        "    max_speed: 0.3\n    max_speed: 9.0",
        "max_speed: 9.0",
        "「max_speed」が二度",
    ),
    "key that is no name": ("name: small", "name: small\n3: x", "3: x", "項目名"),
    "alias": ("    kind: shelf", "    kind: &k shelf\n    aliases: [*k]", "aliases: [*k]", "参照"),
    "tag": ("name: small", "name: !!python/name:os.system small", "!!python", "YAML として読めません"),
    "broken YAML": ("bounds: {xmin: 0.0,", "bounds: {xmin: 0.0,, ", "xmin: 0.0,,", "YAML として読めません"),
    "odd date": ("name: small", "name: 2026-99-99", "name: 2026-99-99", "値が読めません"),
    "bounds inside out": ("xmax: 6.0", "xmax: -1.0", "bounds:", "xmin より大きく"),
    "wall without length": ("to: [6.0, 0.05]", "to: [0.0, 0.05]", "to: [0.0, 0.05]", "同じ点"),
    "wall outside": ("to: [6.0, 0.05]", "to: [6.1, 0.05]", "to: [6.1, 0.05]", "bounds の外"),
    "furniture outside": ("x: 3.0, y: 3.5", "x: 5.5, y: 3.5", "- name: 棚A\n    kind: shelf", "bounds の外"),
    "two points": (
        "[[4.0, 0.5], [5.5, 0.5], [5.5, 2.0], [4.0, 2.0]]",
        "[[4.0, 0.5], [5.5, 0.5]]",
        "polygon: [[4.0, 0.5], [5.5, 0.5]]",
        "3 つ以上",
    ),
    "one point often": (
        "[[4.0, 0.5], [5.5, 0.5], [5.5, 2.0], [4.0, 2.0]]",
        "[[4.0, 0.5], [5.5, 0.5], [4.0, 0.5], [4.0, 0.5]]",
        "[4.0, 0.5], [4.0, 0.5]]",
        "3 つ以上",
    ),
    "no points": ("[[4.0, 0.5], [5.5, 0.5], [5.5, 2.0], [4.0, 2.0]]", "[]", "polygon: []", "3 つ以上"),
    "points on a line": (
        "[[4.0, 0.5], [5.5, 0.5], [5.5, 2.0], [4.0, 2.0]]",
        "[[4.0, 0.5], [5.0, 0.5], [5.5, 0.5]]",
        "[5.0, 0.5]",
        "交わるか重なって",
    ),
    "crossing sides": (
        "[[4.0, 0.5], [5.5, 0.5], [5.5, 2.0], [4.0, 2.0]]",
        "[[4.0, 0.5], [5.5, 2.0], [5.5, 0.5], [4.0, 2.0]]",
        "[5.5, 2.0], [5.5, 0.5]",
        "交わる",
    ),
    "slow without a speed": ("    max_speed: 0.3\n", "", "- name: 通路", "max_speed (m/s) が必要"),
    "keep-out with a speed": (
        "    kind: keep_out",
        "    kind: keep_out\n    max_speed: 0.5",
        "max_speed: 0.5",
        "slow の区画だけ",
    ),
    "same place name": ("- name: 入口", "- name: 棚A ", "- name: 棚A\n    kind: 棚", "「棚A」が重複"),
    "same alias, full width": ("aliases: [いりぐち]", "aliases: [棚Ａ]", "- name: 棚A\n    kind: 棚", "重複"),
    "alias that repeats its name": (
        "aliases: [ラック]",
        "aliases: [棚A]",
        "- name: 棚A\n    kind: shelf",
        "重複",
    ),
    "same zone name": ("- name: 通路", "- name: 工事区画", "- name: 工事区画\n    kind: slow", "重複"),
    "object called as its name": ("name_ja: 赤い箱", "name_ja: red_box", "- id: red_box", "重複"),
    "unknown furniture": ("    at: 棚A", "    at: 棚Z", "at: 棚Z", "「棚Z」がありません"),
    "unknown profile": ("profile: agv", "profile: tank", "profile: tank", "「tank」がありません"),
    "place outside": ("{x: 1.0, y: 1.0", "{x: 1.0, y: 4.1", "y: 4.1", "bounds の外"),
    "place in a wall": ("{x: 1.0, y: 1.0", "{x: 1.0, y: 0.1", "{x: 1.0, y: 0.1", "壁か家具の中"),
    "place in furniture": ("{x: 1.0, y: 1.0", "{x: 3.0, y: 3.5", "{x: 3.0, y: 3.5, yaw_deg: 90", "壁か家具"),
    "place in a keep-out zone": ("{x: 1.0, y: 1.0", "{x: 5.0, y: 1.0", "{x: 5.0, y: 1.0", "「工事区画」の中"),
    "robot in a keep-out zone": ("{x: 1.0, y: 2.5", "{x: 5.0, y: 1.0", "start: {x: 5.0", "「工事区画」の中"),
    "object in the floor": ("z: 0.1", "z: 0.05", "z: 0.05", "床に埋まって"),
}


def line_of(text: str, culprit: str) -> int:
    assert text.count(culprit) == 1, "the case must name one line"
    return text[: text.index(culprit)].count("\n") + 1


@pytest.mark.parametrize("case", BROKEN)
def test_a_wrong_file_is_refused_with_its_line(case: str, site_text: str, tmp_path: Path) -> None:
    old, new, culprit, reason = BROKEN[case]
    assert site_text.count(old) == 1, "the case must break one place"
    text = site_text.replace(old, new)
    path = tmp_path / "site.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorldFileError) as caught:
        load_world(path, ("agv",))
    assert reason in str(caught.value)
    assert caught.value.line == line_of(text, culprit)
    assert str(caught.value).startswith(f"{path}:{caught.value.line}: ")


def test_the_first_of_several_faults_is_told(site_text: str, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    text = site_text.replace("mass: 0.5", "mass: 0").replace("thickness: 0.1", "thickness: 0")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorldFileError, match=r"walls\[0\]\.thickness"):
        load_world(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorldFileError, match="現場ファイルを読めません") as caught:
        load_world(tmp_path / "none.yaml")
    assert caught.value.line == 0
    assert "none.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "中身がありません"),
        (b"name: \xff\xfe", "UTF-8"),
        (b"- 1\n- 2\n", "ファイル全体"),
        (b"just text", "ファイル全体"),
        (b"a: 1\n---\nb: 2\n", "YAML として読めません"),
        (b"name: \x07\n", "YAML として読めません"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "深すぎ"),
        (b"# " + b"x" * 1_000_001, "1 MB"),
    ],
)
def test_a_file_that_is_no_world_at_all(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_bytes(content)
    with pytest.raises(WorldFileError, match=reason):
        load_world(path)
