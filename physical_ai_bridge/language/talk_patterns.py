"""The word classes and templates of talk.yaml as compiled patterns over folded sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeAlias

from physical_ai_bridge.language.lexicon import read_yaml
from physical_ai_bridge.language.normalise import fold_key

IDLE_VOWELS: Final = "ー〜ぁぃぅぇぉ"  # what lengthens a sound and changes no word: すごーい is すごい
_CLASS: Final = re.compile(r"\{([a-z_]+)\}")
_Pattern: TypeAlias = re.Pattern[str]


@dataclass(frozen=True)
class TalkPatterns:
    """talk.yaml, compiled. All but `hint`, `requests` and `tell` must match the whole of what is said."""

    fillers: _Pattern
    hint: _Pattern
    lead: _Pattern
    questions: tuple[tuple[str, _Pattern], ...]
    bare_potential: _Pattern
    others: _Pattern
    requests: _Pattern
    regards: _Pattern
    tell: _Pattern
    remarks: tuple[tuple[str, _Pattern], ...]
    statements: _Pattern
    last_statements: _Pattern
    last_questions: _Pattern


@lru_cache(maxsize=1)
def talk_patterns() -> TalkPatterns:
    """Return the patterns of talk.yaml, read once; ValueError names a class that is used but not there."""
    data = read_yaml("talk.yaml")
    words = _words(data)
    return TalkPatterns(
        fillers=_compile(data["fillers"] + "{1,3}", words),
        hint=_compile(data["hint"], words),
        lead=_compile(data["lead"], words),
        questions=tuple((q["topic"], _compile(p, words)) for q in data["questions"] for p in q["patterns"]),
        bare_potential=re.compile(data["bare_potential"]),
        others=_any_of(data["others"], words),
        requests=_compile(data["requests"], words),
        regards=_compile("{very}{0,2}(?:{please_meet}|{meet}|{part}){tail}", words),
        tell=_compile("{tell}$", words),
        remarks=tuple((r["reply"], _any_of(r["patterns"], words)) for r in data["remarks"]),
        statements=_any_of(data["statements"], words),
        last_statements=_any_of(data["last_statements"], words),
        last_questions=_any_of(data["last_questions"], words),
    )


def _words(data: dict[str, Any]) -> dict[str, str]:
    """The word classes, and what stands for a run of any words."""
    words: dict[str, str] = {}
    for section in ("words", "remark_words", "statement_words"):
        for name, pattern in data[section].items():
            words[name] = _expand(pattern, words)
    letter = f"(?:(?!{words['foreign']})[^、。？！])"
    run = f"(?:(?!を){letter}){{1,20}}?"
    return words | {"run": letter, "any": run, "target": f"(?P<target>{run})", "place": f"(?P<place>{run})"}


def _any_of(patterns: Sequence[str], words: dict[str, str]) -> _Pattern:
    return _compile("|".join(f"(?:{pattern})" for pattern in patterns), words)


def _compile(pattern: str, words: dict[str, str]) -> _Pattern:
    return re.compile(_expand(pattern, words))


def _expand(pattern: str, words: dict[str, str]) -> str:
    """Fold `pattern` as the sentences are folded, then put the word classes in."""
    folded = re.sub(f"[{IDLE_VOWELS}]", "", fold_key(pattern))
    return _CLASS.sub(lambda name: f"(?:{_word(name.group(1), words)})", folded)


def _word(name: str, words: dict[str, str]) -> str:
    if name not in words:
        raise ValueError(
            f"talk.yaml: there is no class {{{name}}} above where it is used; there are {', '.join(words)}"
        )
    return words[name]
