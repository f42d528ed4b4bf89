"""What a unit of two meanings says where it stands: キロ is kg or km, 度 an angle or a temperature."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from physical_ai_bridge.language.lexicon import UnitEntry
from physical_ai_bridge.language.number_words import any_of, number_words
from physical_ai_bridge.language.units import unit_named

_NEAR: Final = 24  # characters looked at on either side
_SENTENCE_END: Final = re.compile(r"[。！？]")
_CLAUSE_END: Final = re.compile(r"[、。！？]")
_KILO: Final = "きろ"
_RATE: Final = re.compile(r"(?:[時分秒]速|毎[時分秒])(?:約|およそ)?$")
_ABOUT: Final = "(?:くらい|ぐらい|ほど|程度|前後|以上|以下|未満|近く|強|弱|もある|ずつ|まで|も)*"


@dataclass(frozen=True, slots=True)
class _Cues:
    mass_or_length: re.Pattern[str]
    of_things: re.Pattern[str]
    warm: re.Pattern[str]
    heated: re.Pattern[str]
    turning: re.Pattern[str]


def sense(key: str, unit: UnitEntry, start: int, end: int) -> UnitEntry | None:
    """Return what `unit`, read in `start`..`end` of the folded text, means there; None for a temperature."""
    if is_kilo(key, unit, end) and not _RATE.search(key[max(0, start - _NEAR) : start]):
        return unit_named("kg") if _is_mass(key, start, end) else unit
    if unit.unit == "deg" and _is_temperature(key, start, end):
        return None
    return unit


def is_kilo(key: str, unit: UnitEntry, end: int) -> bool:
    """Whether `unit`, read up to `end`, was said as キロ, which may be kg as well."""
    return unit.unit == "km" and key.startswith(_KILO, end - len(_KILO))


def _is_mass(key: str, start: int, end: int) -> bool:
    cues = _cues()
    after, before = _clause_after(key, end), _sentence_before(key, start)
    if cues.of_things.match(after):
        return True
    if next_cue := cues.mass_or_length.search(after):
        return next_cue.lastgroup == "mass"
    nearest = [cue.lastgroup for cue in cues.mass_or_length.finditer(before)][-1:]
    return nearest == ["mass"] or (not nearest and before.endswith("を"))


def _is_temperature(key: str, start: int, end: int) -> bool:
    """室温は25度 and 40度のお湯, but not 温度計を30度傾ける."""
    cues = _cues()
    after, before = _clause_after(key, end), _sentence_before(key, start)
    if cues.heated.match(after):
        return True
    warm = cues.warm.search(before)
    return warm is not None and not cues.turning.search(before[warm.end() :] + after)


def _clause_after(key: str, end: int) -> str:
    return _CLAUSE_END.split(key[end : end + _NEAR], maxsplit=1)[0]


def _sentence_before(key: str, start: int) -> str:
    return _SENTENCE_END.split(key[max(0, start - _NEAR) : start])[-1]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    words = number_words()
    mass, length = any_of(words.kilograms).pattern, any_of(words.kilometres).pattern
    far, hot = any_of(words.distances).pattern, any_of(words.heated).pattern
    return _Cues(
        mass_or_length=re.compile(f"(?P<mass>{mass})|(?P<length>{length})"),
        of_things=re.compile(f"{_ABOUT}の(?!{far})"),
        warm=any_of(words.temperatures),
        heated=re.compile(f"{_ABOUT}(?:の|に|で)?(?:{hot})"),
        turning=any_of(words.turning),
    )
