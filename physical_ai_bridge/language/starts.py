"""Tell where a number may begin in a folded text, and where what looks like one is part of a name or word."""

import re
from typing import Final

from physical_ai_bridge.language.lexicon import UnitEntry
from physical_ai_bridge.language.numerals import Number

POSSIBLE_START: Final = re.compile(
    r"[\d.〇零一二三四五六七八九十百千万億壱弐参肆伍陸漆捌玖壹貳參拾佰阡萬半π]|こんま|ぱい(?=らじあん| ?rad)"
    r"|ぜろ|れい|い[ちっつ]|に|さん|よ|ご|ろ[くっ]|なな|しち|は[ちっ]|きゅう|く|じ[ゅっ]|ひ[ゃと]|せん|ふた|[みむや]っ|ここの"
)
# A number in kana, which also spells words, begins after these, and before メートル or グラム
_SOUND_BEFORE: Final = re.compile(
    r"(?:^|[、。！？「をでへはがもにお ]|あと|もう|やく|約|ちょうど|だいたい|およそ|さらに|から|より|くらい"
    r"|まいなす|ぷらす|そく|まい(?:びょう|ふん|じ))$"
)
_SURE_KINDS: Final = ("length", "mass")
_COUNTED: Final = ("count", "steps", "angle")  # せん before these is a word: せんかい, せんだい, せんど
_POLITE: Final = re.compile(r"[ごに][一-鿿]")  # ご回転 is no five turns, nor 右に回転 two
_NAME_BEFORE: Final = re.compile(r"(?:第|(?<![a-z])[a-z]-?)$")  # 第2回, A3枚, M6本
_MANY_BEFORE: Final = re.compile(r"(?:(?<![回個人枚点歩台本件名度秒分係定関総少])数|何|幾|いく|なん)$")
_MULTIPLIERS: Final = "十百千万億"
_LEFT: Final = 6  # characters looked at before a number


def may_begin(key: str, start: int, number: Number, unit: UnitEntry) -> bool:
    """Whether `number`, read at `start`, says how many `unit`: not in 第2回, 数百メートル, せんかい."""
    left = max(0, start - _LEFT)
    if number.spoken:
        heard = _SOUND_BEFORE.search(key, left, start)
        sure = unit.kind in _SURE_KINDS and key[start] != "に"
        word = _POLITE.match(key, start) or (unit.kind in _COUNTED and key.startswith("せん", start))
        return bool(heard or sure) and not word
    if key[start] in _MULTIPLIERS and _MANY_BEFORE.search(key, left, start):
        return False
    named = _NAME_BEFORE.search(key, left, start)
    return named is None or (named.group() != "第" and unit.kind != "count")
