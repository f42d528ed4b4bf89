"""Find the unit that stands at a place in a folded text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from physical_ai_bridge.language.lexicon import UnitEntry, lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.number_words import number_words

_Writing: TypeAlias = tuple[str, UnitEntry, re.Pattern[str]]

_ORDINAL: Final = "目|め(?=[のはがをにでだ、。]|$)"  # 1回目, 二つめ
_LATIN_GOES_ON: Final = "[a-z](?<!rp)"  # rpm is r and per minute


def unit_at(key: str, at: int) -> tuple[UnitEntry, int] | None:
    """Return the longest unit at `at` and the index after it; an ordinal (1回目) has none.

    One space may stand before it. What may not follow a unit is told by quantities.yaml (3段ボール).
    """
    at += key.startswith(" ", at)
    for writing, unit, goes_on in _units().get(key[at : at + 1], ()):
        if key.startswith(writing, at) and not goes_on.match(key, at + len(writing)):
            return unit, at + len(writing)
    return None


@lru_cache(maxsize=64)
def unit_named(unit: str) -> UnitEntry:
    """Return the unit with the canonical name `unit` (km); StopIteration where there is none."""
    return next(entry for entry in lexicon().units if entry.unit == unit)


@lru_cache(maxsize=1)
def _units() -> dict[str, list[_Writing]]:
    """Units by the first character of their folded writings, the longest first."""
    index: dict[str, list[_Writing]] = {}
    for writing in sorted(_writings(), key=lambda entry: -len(entry[0])):
        index.setdefault(writing[0][0], []).append(writing)
    return index


def _writings() -> Iterator[_Writing]:
    after = {fold_key(unit): pattern for unit, pattern in number_words().goes_on.items()}
    for unit in lexicon().units:
        for writing in map(fold_key, unit.writings):
            latin = _LATIN_GOES_ON if re.search("[a-z]$", writing) else ""
            patterns = filter(None, (_ORDINAL, latin, fold_key(after.get(writing, ""))))
            yield writing, unit, re.compile("|".join(patterns))
