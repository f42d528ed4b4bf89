"""`physical-ai words` finds what is wrong with the words of the package, of a changed copy and of a site."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from physical_ai_bridge.cli import words
from physical_ai_bridge.cli.main import main
from physical_ai_bridge.language.lexicon import read_yaml
from physical_ai_bridge.language.pattern_check import PATTERN_FILES, loading_findings, pattern_findings
from physical_ai_bridge.language.word_check import misfit

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "physical_ai_bridge" / "language" / "lexicon.yaml"
WAREHOUSE = ROOT / "worlds" / "warehouse.yaml"
Printed = pytest.CaptureFixture[str]
Write = Callable[..., Path]


PARSED = lru_cache(words.parse)


@pytest.fixture(autouse=True)
def each_text_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second for all the files, some fifty times."""
    monkeypatch.setattr(words, "parse", PARSED)


@pytest.fixture
def changed(tmp_path: Path) -> Write:
    """A copy of a file with each `old` replaced by its `new`, which must be there."""

    def write(file: Path, *changes: tuple[str, str]) -> Path:
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
        return tmp_path / file.name

    return write


def with_verb(entry: str) -> tuple[str, str]:
    return "verbs:\n", f"verbs:\n  - {{{entry}}}\n"


def test_the_package_and_the_warehouse_are_sound(capsys: Printed) -> None:
    assert main(["words", "--site", str(WAREHOUSE)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [Path(line.split()[1]).name for line in lines] == [
        *("lexicon.yaml", "beyond.yaml", "endings.yaml", "phrases.yaml", "talk.yaml", "refusals.yaml"),
        *("quantities.yaml", "warehouse.yaml"),
    ]


def test_a_sound_verb_may_be_added(changed: Write, capsys: Printed) -> None:
    good = changed(LEXICON, with_verb("lemma: ドナる, inflection: 五段ラ, writings: [ドナる], action: move"))
    main(["words", "--lexicon", str(good)])
    assert "lexicon.yaml:16" not in capsys.readouterr().out
    assert main(["words", "ドナる", "--lexicon", str(good)]) == 0
    assert re.search("ドナって +指示", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("lemma: 翔ぶ, inflection: 五段ヤ, writings: [翔ぶ], action: move", "五段バ、.*一段、サ変、カ変"),
        ("lemma: 翔ぶ, inflection: 五段バ, writings: [翔ぶ], action: fly", "「翔ぶ」: この action"),
        ("lemma: 翔ぶ, inflection: 五段バ, writings: [翔ぶ], action: fixed", "skill は action: fixed"),
        ("lemma: 翔ぶ, inflection: 五段バ, writings: [翔ぶ], heard_for: 無い", "heard_for"),
        ("lemma: 翔ぶ, inflection: 五段バ, writings: [翔ぶ], action: move, colour: 1", "知らない項目"),
        ("lemma: 翔ぶ, inflection: 五段バ, writings: 翔ぶ, action: move", "並び"),
        ("lemma: 翔ぶ, inflection: 五段バ, action: move", "必要な項目"),
        ("lemma: 翔ぶ, inflection: 五段ラ, writings: [翔ぶ], action: move", "五段ラの辞書形は「る」"),
        ("lemma: 翔ぶ, inflection: 五段バ, writings: [''], action: move", "空の書き方"),
    ],
)
def test_a_wrong_verb_is_named_with_its_line(changed: Write, capsys: Printed, entry: str, said: str) -> None:
    wrong = changed(LEXICON, with_verb(entry))
    assert main(["words", "--lexicon", str(wrong)]) == 1
    assert re.search(rf"✗ {re.escape(str(wrong))}:16: .*{said}", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        (*with_verb("lemma: 翔ぶ, inflection: 五段バ, writings: [運ぶ], action: do"), "lexicon", "「翔ぶ」"),
        (*with_verb("lemma: 磨く, inflection: 五段カ, writings: [磨く], action: do"), "beyond", "「磨く」"),
        ("[ゆっくりと,", "[止まって, ゆっくりと,", "lexicon", "停止の言葉"),
        ("[ゆっくりと,", "[進んで, ゆっくりと,", "lexicon", "動詞「進む」の指示"),
        ("[ゆっくりと,", "[急いで, ゆっくりと,", "lexicon", "「急いで」に二つの意味"),
        ("place_words: [棚,", "place_words: [たな, 棚, タナ,", "lexicon", "「タナ」が二度"),
        ("  backward: [後ろ,", "  backward: [マエ, 後ろ,", "lexicon", "「マエ」に二つの意味"),
        ("writings: [cm,", "writings: [mm, cm,", "lexicon", "「mm」に二つの意味"),
    ],
)  # fmt: skip
def test_words_that_get_in_the_way_are_named(
    changed: Write, capsys: Printed, old: str, new: str, where: str, said: str
) -> None:
    assert main(["words", "--lexicon", str(changed(LEXICON, (old, new)))]) == 1
    assert re.search(rf"{where}.yaml:\d+: .*{said}", capsys.readouterr().out)


@pytest.mark.parametrize("word", ["ぬるぬる", "おい、", "バックで"])
def test_what_is_no_order_may_be_an_adverb(changed: Write, capsys: Printed, word: str) -> None:
    main(["words", "--lexicon", str(changed(LEXICON, ("[はい、,", f"[はい、, {word},")))])
    assert f"「{word}」は" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("writing", "inflection", "fits"),
    [
        ("運ぶ", "五段バ", True), ("運ぶ", "五段ラ", False), ("行く", "五段イク", True),
        ("開ける", "一段", True), ("見る", "一段", True), ("取る", "一段", True), ("支度する", "一段", False),
        ("まわる", "一段", False), ("来る", "カ変", True), ("持ってくる", "カ変", True),
        ("取る", "カ変", False),
        ("前進", "サ変", True), ("前進する", "サ変", False), ("ください", "不変", True),
        ("前進", "形容詞", False),
    ],
)  # fmt: skip
def test_a_writing_inflects_as_its_class(writing: str, inflection: str, fits: bool) -> None:
    assert (misfit(writing, inflection) is None) == fits


@pytest.mark.parametrize("name", PATTERN_FILES)
def test_the_patterns_of_the_package_are_sound(name: str) -> None:
    assert list(pattern_findings(name, read_yaml(name))) == []
    assert list(loading_findings()) == []


@pytest.mark.parametrize(
    ("file", "data", "at", "said"),
    [
        ("phrases.yaml", {"phrases": [{"pattern": "(はい"}]}, ("phrases", 0, "pattern"), "正規表現"),
        ("phrases.yaml", {"phrases": [{"pattern": r"\Sはい"}]}, ("phrases", 0, "pattern"), "小文字"),
        ("phrases.yaml", {"rewrites": [{"said": "[", "read": "["}]}, ("rewrites", 0, "said"), "正規表現"),
        ("talk.yaml", {"words": {"q": "か"}, "hint": "{wh}"}, ("hint",), "{wh} という組はありません"),
        ("endings.yaml", {"forms": {"終止": {"oder": ["よ"]}}}, ("forms", "終止", "oder"), "受け取り方"),
        ("endings.yaml", {"forms": {"て": {"order": ["なさい"]}}}, ("forms", "て", "order", 0), "ちのどれか"),
        ("refusals.yaml", {"words": {"a": ["(い", "う", "え"]}}, ("words", "a"), "正規表現"),
        ("refusals.yaml", {"verbs": {"g": {"五段ラ": ["殺す"]}}}, ("verbs", "g", "五段ラ", 0), "「る」"),
        ("refusals.yaml", {"frames": [{"verbs": ["g"]}]}, ("frames", 0, "verbs", 0), "動詞の組「g」"),
        ("quantities.yaml", {"goes_on": {"めめ": "い"}}, ("goes_on", "めめ"), "単位にありません"),
        ("quantities.yaml", {"idioms": ["*"]}, ("idioms", 0), "正規表現"),
    ],
)
def test_a_wrong_pattern_is_named(file: str, data: object, at: object, said: str) -> None:
    (found,) = pattern_findings(file, data)
    assert (found.file, found.location) == (file, at)
    assert said in found.reason


def test_classes_whose_members_make_one_pattern_are_no_fault() -> None:
    assert list(pattern_findings("refusals.yaml", {"words": {"a": ["(い", "う)"]}})) == []


PLACE = "aliases: [うけつけ, "


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (PLACE, PLACE + "ストップ, ", "「ストップ」は停止の言葉"),
        (PLACE, PLACE + "右側, ", "「右側」は方向の言葉"),
        (PLACE, PLACE + "ゆっくり, ", "「ゆっくり」は読みとばす"),
        (PLACE, PLACE + "2メートル, ", "「2メートル」は数量"),
        (PLACE, PLACE + "進む, ", "「進む」は動詞「進む」の形"),
        (PLACE, PLACE + "窓、えー口, ", "「窓、えー口に行って」と言ってもそう読まれません"),
        (PLACE, PLACE + "ウケツケ, ", ""),
        (PLACE, PLACE + "タナB, ", "「タナB」は場所「棚B」の名前"),
        ("name_ja: 赤い箱", "name_ja: 作業台", "「作業台」は場所「作業台」の名前"),
        ("aliases: [1号機,", "aliases: [1号機, 停止,", "ロボットの名前「停止」は停止の言葉"),
        ("aliases: [1号機,", "aliases: [1号機, 受付,", "「受付」は場所「受付」の名前"),
        ("inflection: 五段ラ", "inflection: 五段ヤ", "五段ヤ"),
        ("means: 運ぶ", "means: ぬらぬら", "ぬらぬら"),
        ("verb: ドナる", "verb: トマる", "停止の言葉"),
        ("verb: ドナる", "verb: 戻る", "「戻る」の意味"),
        ("verb: ドナる", "verb: 送る", ""),
    ],
)
def test_a_site_s_words_are_checked(changed: Write, capsys: Printed, old: str, new: str, said: str) -> None:
    site = changed(WAREHOUSE, (old, new))
    main(["words", "--site", str(site)])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(f"✗ {site}:")]
    assert bool(lines) == bool(said)
    if said:
        written = site.read_text(encoding="utf-8").splitlines()
        row = next(i for i, text in enumerate(written, 1) if new in text)
        assert any(re.match(rf"✗ {re.escape(str(site))}:{row}: .*{said}", line) for line in lines)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("運ぶ", ["動詞「運ぶ」(五段バ)", "deliver", "運んで +指示", "運ぶな +禁止", "clarify"]),
        ("ハコんで", ["動詞「運ぶ」"]),
        ("前進", ["動詞「前進」(サ変)", "前進 +指示", "前進しないで +禁止", '"direction": "forward"']),
        ("前進する", ["動詞「前進」(サ変)"]),
        ("全身", ["音声認識の誤りとして聞き返す: 前進"]),
        ("磨く", ["動詞「磨く」(五段カ)", "unsupported"]),
        ("ゆっくり", ["修飾語 (modifiers): {'speed': 'low'}"]),
        ("メートル", ["単位 (units): length"]),
        ("右", ["方向 (directions): right", "位置の言葉 (relations): right_of"]),
        ("じゃなくて", ["言い直し"]),
        ("冷蔵庫", [r"名詞 \(place_words\)"]),
    ],
)
def test_a_word_is_shown(capsys: Printed, word: str, shown: list[str]) -> None:
    assert main(["words", word]) == 0
    out = capsys.readouterr().out
    for part in shown:
        assert re.search(re.sub(r"(?<!\\)([(){}])", r"\\\1", part), out), part


def test_a_site_s_own_verb_is_shown_where_the_site_is_named(capsys: Printed) -> None:
    assert main(["words", "ドナる", "--site", str(WAREHOUSE)]) == 0
    assert re.search("ドナって +指示", capsys.readouterr().out)
    assert main(["words", "ドナる"]) == 1
    assert "辞書にありません" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--lexicon", "none.yaml"], "none.yaml: 読めません"),
        (["--site", "none.yaml"], "none.yaml"),
        (["運ぶ", "--site", "none.yaml"], "none.yaml"),
    ],
)
def test_a_file_that_cannot_be_read_is_said(capsys: Printed, options: list[str], said: str) -> None:
    assert main(["words", *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"verbs: [", ":1: YAML"), (b"\xff\xfe", "UTF-8"), (b"a: 1\na: 2\n", ":2: 「a」が二度")],
)
def test_what_is_no_yaml_is_said(tmp_path: Path, capsys: Printed, content: bytes, said: str) -> None:
    (tmp_path / "odd.yaml").write_bytes(content)
    assert main(["words", "--lexicon", str(tmp_path / "odd.yaml")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("content", ["[]", "verbs: 3", "verbs: [{lemma: 1}]", "null", "{}"])
def test_any_other_yaml_is_a_finding(tmp_path: Path, capsys: Printed, content: str) -> None:
    (tmp_path / "odd.yaml").write_text(content, encoding="utf-8")
    assert main(["words", "--lexicon", str(tmp_path / "odd.yaml")]) == 1
    assert main(["words", "運ぶ", "--lexicon", str(tmp_path / "odd.yaml")]) == 1
    assert "odd.yaml:1: " in capsys.readouterr().out
