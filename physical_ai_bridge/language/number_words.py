"""The words around numbers as data: the schema of quantities.yaml, its check, and compiling it once."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from physical_ai_bridge.language.lexicon import read_yaml
from physical_ai_bridge.language.normalise import fold_key


@dataclass(frozen=True)
class NumberWords:
    """All of quantities.yaml, as written: regular expressions (fields: see there)."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}
    goes_on: dict[str, str]
    idioms: tuple[str, ...]
    names: tuple[str, ...]
    kilograms: tuple[str, ...]
    kilometres: tuple[str, ...]
    distances: tuple[str, ...]
    temperatures: tuple[str, ...]
    heated: tuple[str, ...]
    turning: tuple[str, ...]

    def __post_init__(self) -> None:
        cues = (self.kilograms, self.kilometres, self.distances, self.temperatures, self.heated, self.turning)
        for pattern in (*self.goes_on.values(), *self.idioms, *(cue for group in cues for cue in group)):
            any_of((pattern,))
        _compiled(self.names)


def idiom_end(key: str, text: str, start: int) -> int | None:
    """Return the index after the idiom (半分, 十分に) or name (3Mのテープ) at `start`; None if there is none.

    `key` is the folded text, `text` the same with its capitals, or the key again where they are not known.
    """
    found = _idioms().match(key, start) or _names().match(text, start)
    return found.end() if found else None


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Compile `patterns`, folded, to one that matches what any of them does. Raises ValueError."""
    return _compiled(tuple(map(fold_key, patterns)))


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    try:
        return re.compile("|".join(patterns))
    except re.error as error:
        raise ValueError(f"quantities.yaml: no regular expression: {patterns!r} ({error})") from None


def check_number_words(data: Any) -> NumberWords:
    """Return what `data` (the content of quantities.yaml) says.

    Raises pydantic.ValidationError, which names the wrong entry, for the engineer who edited the file.
    """
    from pydantic import TypeAdapter

    return TypeAdapter(NumberWords).validate_python(data)


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Return the checked words, read once."""
    return check_number_words(read_yaml("quantities.yaml"))


@lru_cache(maxsize=1)
def _idioms() -> re.Pattern[str]:
    return any_of(number_words().idioms)


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    return _compiled(number_words().names)
