"""Find the verbs of a folded text, with what their endings ask: do it, do not, before, after, if, may I."""

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias, cast, get_args

from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import VerbEntry, lexicon, read_yaml

Mood: TypeAlias = Literal[
    "order",
    "after",
    "when",
    "before",
    "condition",
    "prohibit",
    "without",
    "needless",
    "question",
    "ability",
    "wish",
    "statement",
]
Stems: TypeAlias = dict[str, list[tuple[str, VerbEntry, str]]]
_SHORT_KANA: Final = re.compile(r"[ぁ-ん]{1,2}")
_PARTICLE_ENDS: Final = frozenset("をにへではがもらとばり、。！」mチルリ度秒分歩個")
_HIRAGANA: Final = re.compile(r"[ぁ-ん]")
_WORD_ENDS: Final = frozenset("をにへではがもとらてばさのりくっいょちうよなぎりん、。！？」")
_VOICING: Final = {"て": "で", "た": "だ", "と": "ど", "ち": "じ"}


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb at `start`..`end` of the folded text, the form its stem is in, and its mood.

    `is_link`: it ends in て or 連用形, which may go on to the next verb. `writing` is its dictionary form as
    it was written.
    """

    verb: VerbEntry
    form: str
    mood: Mood
    start: int
    end: int
    is_link: bool
    writing: str = ""


def find_predicates(key: str, hidden: Container[int] = (), own: Stems | None = None) -> list[Predicate]:
    """Return the verbs of the folded text `key`, left to right, the longest at each place, not overlapping.

    None begins at an index in `hidden`. `own` are the stems of a site's verbs.
    """
    return left_to_right(len(key), hidden, lambda at: _longest_at(key, at, own or {}, at - 1 in hidden))


def left_to_right(
    end: int, hidden: Container[int], read: Callable[[int], Predicate | None]
) -> list[Predicate]:
    """Return what `read` finds at the indices below `end` that are not in `hidden`, none overlapping."""
    found: list[Predicate] = []
    at = 0
    while at < end:
        best = None if at in hidden else read(at)
        if best is None:
            at += 1
        else:
            found.append(best)
            at = best.end
    return found


def _longest_at(key: str, start: int, own: Stems, after_amount: bool) -> Predicate | None:
    index, longest = _stems()
    best: Predicate | None = None
    for length in range(min(longest, len(key) - start), 0, -1):
        stem = key[start : start + length]
        for form, verb, writing in (*own.get(stem, ()), *index.get(stem, ())):
            found = ending(key, form, start + length)
            if found is None or (best is not None and found[1] <= best.end):
                continue
            bare = found[1] == start + length
            if _may_stand(key, start, stem, form, bare, after_amount):
                best = _predicate(key, verb, form, found[0], start, found[1], writing)
    return best


def _may_stand(key: str, start: int, stem: str, form: str, bare: bool, after_amount: bool) -> bool:
    """Whether a verb may begin at `start`; `bare`: nothing but `stem` is left of it."""
    if form == "不変" and key[start - 1 : start] in ("て", "で"):
        return False  # an unknown verb before ください
    if after_amount:
        return True
    if _SHORT_KANA.fullmatch(stem) and not _may_begin(key, start):
        return False
    return not (bare and form == "連用") or _follows_particle(key, start)  # 傘立て、引き出し、 are things


def _follows_particle(key: str, start: int) -> bool:
    return start == 0 or key[start - 1] in _PARTICLE_ENDS


def _may_begin(key: str, start: int) -> bool:
    """A short verb in hiragana begins a word: not inside another one written in hiragana."""
    return start == 0 or key[start - 1] in _WORD_ENDS or not _HIRAGANA.match(key[start - 1])


def _predicate(
    key: str, verb: VerbEntry, form: str, mood: Mood, start: int, end: int, writing: str
) -> Predicate:
    link = mood == "order" and (form == "連用" or (form in "てで" and key[end - 1] in "てで"))
    return Predicate(verb, form, mood, start, end, link or (mood == "order" and form == "名詞"), writing)


def ending(key: str, form: str, at: int) -> tuple[Mood, int] | None:
    """The longest ending of `form` at `at`; of equally long ones that of the earlier mood in endings.yaml."""
    best: tuple[Mood, int] | None = None
    for mood, patterns in _endings()[form]:
        for pattern in patterns:
            match = pattern.match(key, at)
            if match and (best is None or match.end() > best[1]):
                best = (mood, match.end())
    return best


def stem_index(verbs: Iterable[VerbEntry]) -> Stems:
    """Return every stem of `verbs` with its form, its verb and the dictionary form."""
    index: Stems = {}
    for verb in verbs:
        for form, stem, writing in stems(verb):
            index.setdefault(stem, []).append((form, verb, writing))
    return index


@lru_cache(maxsize=1)
def _stems() -> tuple[Stems, int]:
    index = stem_index(lexicon().verbs)
    return index, max(map(len, index))


@lru_cache(maxsize=1)
def _endings() -> dict[str, list[tuple[Mood, list[re.Pattern[str]]]]]:
    data = read_yaml("endings.yaml")
    parts = {name: re.sub(r"\s+", "", pattern) for name, pattern in data["parts"].items()}
    forms: dict[str, list[tuple[Mood, list[re.Pattern[str]]]]] = {}
    for form, moods in data["forms"].items():
        forms[form] = [
            (_mood(mood), [_compile(e, parts) for e in endings]) for mood, endings in moods.items()
        ]
    voiced = {
        mood: [_VOICING[e[0]] + e[1:] for e in endings] for mood, endings in data["forms"]["て"].items()
    }
    forms["で"] = [(_mood(mood), [_compile(e, parts) for e in endings]) for mood, endings in voiced.items()]
    return forms


def _compile(ending: str, parts: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in parts.items():
        ending = ending.replace("{" + name + "}", pattern)
    return re.compile(ending)


def _mood(name: str) -> Mood:
    if name not in get_args(Mood):
        raise ValueError(f"endings.yaml: {name!r} is no mood; choose one of {', '.join(get_args(Mood))}")
    return cast(Mood, name)
