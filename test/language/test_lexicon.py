"""The word files are checked when they are loaded, and a mistake is named."""

import copy
import re
from typing import Any

import pytest
from pydantic import ValidationError

from physical_ai_bridge.language import phrases, predicates, refusals, talk
from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import VerbEntry, check_lexicon, lexicon, read_yaml

GOOD = read_yaml("lexicon.yaml")
VERB = {"lemma": "試す", "inflection": "五段サ", "writings": ["試す"], "action": "move"}


def _with_verb(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = copy.deepcopy(GOOD)
    data["verbs"].append({**VERB, **changes})
    return data


def test_a_site_can_add_a_verb() -> None:
    assert check_lexicon(_with_verb()).verb("試す").action == "move"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"inflection": "五段ヤ"}, "inflection"),
        ({"action": "jump"}, "試す"),
        ({"action": "fixed"}, "試す"),
        ({"skill": "wait"}, "試す"),
        ({"heard_for": "存在しない"}, "存在しない"),
        ({"colour": "red"}, "colour"),
        ({"needs": ["color"]}, "needs"),
    ],
)
def test_a_wrong_verb_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        check_lexicon(_with_verb(**changes))


def test_an_unknown_verb_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        lexicon().verb("存在しない")


@pytest.mark.parametrize(
    ("inflection", "writing", "forms"),
    [
        ("五段マ", "進む", {"で": "進ん", "未然": "進ま", "命令": "進め", "意志": "進も"}),
        ("五段イク", "行く", {"て": "行っ", "連用": "行き"}),
        ("五段カ", "動く", {"て": "動い"}),
        ("五段ガ", "泳ぐ", {"で": "泳い"}),
        ("一段", "開ける", {"て": "開け", "仮定": "開けれ", "可能": "開けられ"}),
        ("カ変", "来る", {"て": "来", "未然": "来", "命令": "来い"}),
        ("カ変", "持ってくる", {"て": "持ってき", "未然": "持ってこ"}),
        ("サ変", "前進", {"て": "前進し", "名詞": "前進", "可能": "前進でき"}),
    ],
)
def test_stems(inflection: Any, writing: str, forms: dict[str, str]) -> None:
    found = {(form, stem) for form, stem, _ in stems(VerbEntry(writing, inflection, (writing,)))}
    assert set(forms.items()) <= found


@pytest.mark.parametrize(
    ("inflection", "writings", "named"),
    [
        ("五段マ", ("進む", "すすむ"), {"進む", "すすむ"}),
        ("サ変", ("前進", "バック"), {"前進する", "バックする"}),
        ("カ変", ("来る",), {"来る"}),
        ("不変", ("欲しい",), {"欲しい"}),
    ],
)
def test_every_stem_knows_its_dictionary_form(
    inflection: Any, writings: tuple[str, ...], named: set[str]
) -> None:
    found = [said for _, _, said in stems(VerbEntry(writings[0], inflection, writings))]
    assert set(found) == named


def test_every_form_of_every_verb_has_endings() -> None:
    endings = set(read_yaml("endings.yaml")["forms"]) | {"で"}
    assert {form for verb in lexicon().verbs for form, _, _ in stems(verb)} <= endings


def test_every_pattern_compiles_and_uses_known_parts() -> None:
    data = read_yaml("endings.yaml")
    used = {
        part
        for moods in data["forms"].values()
        for endings in moods.values()
        for ending in endings
        for part in re.findall(r"{([a-z]+)}", ending)
    }
    assert used <= set(data["parts"])
    assert phrases.match_phrase("もう一回") is not None
    assert talk.match_talk("ありがとう", "ありがとう") is not None
    assert talk.match_talk("これは何ですか", "これは何ですか") is not None
    assert talk.match_fallback("棚aに行って", "棚Aに行って") is None
    assert refusals.is_refused("人を殴って")
    assert not refusals.is_refused("棚aに行って")
    assert predicates.find_predicates("進んで")[0].mood == "order"
