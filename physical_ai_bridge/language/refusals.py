"""Tell what must be refused: danger, attempts to override the rules, the absurd (words: refusals.yaml).

An ordered verb counts together with what the sentence says before it (人を + 押して). Forbidding, telling,
asking and describing are other endings of a verb, so they are not refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, TypeAlias, cast

from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import VerbClass, VerbEntry, read_yaml
from physical_ai_bridge.language.normalise import fold_key

_BREAK: Final = re.compile(r"[。！？]")
_BEFORE: Final = 60  # characters looked at before a verb; nobody parts a verb farther from its object
_FIRST: Final = (1, 2)  # characters of a stem that its index is looked up by; 来 has only one
_VOICING: Final = {"て": "で", "た": "だ", "と": "ど", "ち": "じ"}

# Of each form of a verb: moods, and what follows the stem in them.
Endings: TypeAlias = dict[str, list[tuple[str, re.Pattern[str]]]]
# By their first characters: stem, form, group of verbs.
Stems: TypeAlias = dict[str, list[tuple[str, str, str]]]


@dataclass(frozen=True)
class _Frame:
    """What must be found before the verb. Compiled when first needed: most sentences need none."""

    needs: tuple[str, ...]

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(map(re.compile, self.needs))

    def holds(self, before: str) -> bool:
        return all(pattern.search(before) for pattern in self.patterns)


@dataclass(frozen=True)
class _Rules:
    """refusals.yaml, ready for use; `frames` by (group, mood), `anywhere` with what to look for first."""

    stems: Stems
    endings: Endings
    frames: dict[tuple[str, str], list[_Frame]]
    anywhere: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


def is_refused(key: str) -> bool:
    """Whether the normalised, folded instruction `key` holds anything dangerous, absurd or against the rules.

    The time grows with the length of `key` and not faster.
    """
    rules = _rules()
    return any(hint.search(key) and found.search(key) for hint, found in rules.anywhere) or any(
        _is_refused_verb(rules, key, start, stem, form, group)
        for start in range(len(key) - 1)
        for length in _FIRST
        for stem, form, group in rules.stems.get(key[start : start + length], ())
        if key.startswith(stem, start)
    )


def _is_refused_verb(rules: _Rules, key: str, start: int, stem: str, form: str, group: str) -> bool:
    at = start + len(stem)
    for mood, ending in rules.endings[form]:
        frames = rules.frames.get((group, mood))
        if frames and ending.match(key, at):
            before = _BREAK.split(key[max(0, start - _BEFORE) : start])[-1]
            if any(frame.holds(before) for frame in frames):
                return True
    return False


@lru_cache(maxsize=1)
def refusal_data() -> Any:
    """Return the content of refusals.yaml, read once."""
    return read_yaml("refusals.yaml")


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = refusal_data()
    words = word_classes(data["words"])
    frames: dict[tuple[str, str], list[_Frame]] = {}
    for entry in data["frames"]:
        frame = _Frame(tuple(filled(need, words) for need in entry.get("needs", ())))
        for group in entry["verbs"]:
            frames.setdefault((group, entry.get("mood", "order")), []).append(frame)
    endings = _endings(data["moods"], word_classes({name: [text] for name, text in data["endings"].items()}))
    return _Rules(_stems(data["verbs"], endings), endings, frames, tuple(_anywhere(data, words)))


def _anywhere(data: Any, words: dict[str, str]) -> Iterator[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Each kind with its hint, and all kinds that have none together."""
    kinds: dict[str, list[str]] = {}
    for kind, texts in data["anywhere"].items():
        kinds.setdefault(data["hints"].get(kind, ""), []).extend(filled(text, words) for text in texts)
    for hint, patterns in kinds.items():
        yield re.compile(filled(hint, words)), re.compile("|".join(patterns))


def word_classes(classes: dict[str, list[str]]) -> dict[str, str]:
    """Return each class of words as one group of alternatives; a class may use those before it."""
    words: dict[str, str] = {}
    for name, members in classes.items():
        words[name] = "(?:" + "|".join(filled(member, words) for member in members) + ")"
    return words


def filled(pattern: str, words: dict[str, str]) -> str:
    """Return `pattern` folded, with each {name} as the class of that name; KeyError where there is none."""
    folded = fold_key(pattern)
    return re.sub(r"\{([a-z_]+)\}", lambda name: words[name.group(1)], folded)


def _endings(moods: dict[str, dict[str, list[str]]], parts: dict[str, str]) -> Endings:
    endings: Endings = {}
    for mood, forms in moods.items():
        for form, texts in forms.items():
            patterns = [filled(text, parts) for text in texts]
            endings.setdefault(form, []).append((mood, re.compile("|".join(patterns))))
            if form == "て":
                voiced = "|".join(_VOICING[text[0]] + text[1:] for text in patterns)
                endings.setdefault("で", []).append((mood, re.compile(voiced)))
    return endings


def _stems(groups: dict[str, dict[str, list[str]]], endings: Endings) -> Stems:
    index: Stems = {}
    for group, classes in groups.items():
        for inflection, writings in classes.items():
            for form, stem in dict.fromkeys(_inflected(inflection, tuple(writings))):
                if form in endings:
                    index.setdefault(stem[: _FIRST[-1]], []).append((stem, form, group))
    return index


def _inflected(inflection: str, writings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Form and stem of verbs. する is サ変 whose noun alone is a warning (爆発！), no order."""
    verb_class = cast(VerbClass, "サ変" if inflection == "する" else inflection)
    for form, stem, _ in stems(VerbEntry(writings[0], verb_class, writings)):
        yield "頼み" if (inflection, form) == ("する", "名詞") else form, stem
