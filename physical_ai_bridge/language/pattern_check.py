"""Check the regular expressions of the word files: that they compile and use classes there are."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, get_args

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.phrases import match_phrase, rewrite
from physical_ai_bridge.language.predicates import Mood, find_predicates
from physical_ai_bridge.language.quantities import extract_quantities
from physical_ai_bridge.language.refusals import is_refused
from physical_ai_bridge.language.talk_patterns import talk_patterns
from physical_ai_bridge.language.word_check import Finding, Location, misfit

_CLASS: Final = re.compile(r"\{([a-z_]+)\}")
_CAPITAL: Final = re.compile(r"\\[A-Z]|\(\?P")
_AS_WRITTEN: Final = ("endings.yaml", "quantities.yaml")  # the other files are folded to lower case
_IS_PATTERN: Final[dict[str, Callable[[Location], bool]]] = {
    "endings.yaml": lambda at: True,
    "phrases.yaml": lambda at: at[-1] in ("pattern", "said"),
    "talk.yaml": lambda at: at[-1] not in ("reply", "topic"),
    "refusals.yaml": lambda at: at[0] in ("words", "endings", "moods", "anywhere") or "needs" in at,
    "quantities.yaml": lambda at: True,
}
PATTERN_FILES: Final = tuple(_IS_PATTERN)
_CLASSES: Final[dict[str, tuple[str, ...]]] = {
    "endings.yaml": ("parts",),
    "talk.yaml": ("words", "remark_words", "statement_words"),
    "refusals.yaml": ("words", "endings"),
}
_OF_TALK: Final = frozenset({"run", "any", "target", "place"})  # talk_patterns.py adds these
_LOADERS: Final[tuple[tuple[str, Callable[[], object]], ...]] = (
    ("endings.yaml", lambda: find_predicates("進んで")),
    ("phrases.yaml", lambda: (match_phrase("進んで"), rewrite("進んで"))),
    ("talk.yaml", talk_patterns),
    ("refusals.yaml", lambda: is_refused("進んで")),
    ("quantities.yaml", lambda: extract_quantities("1メートル進んで")),
)


def pattern_findings(file: str, data: Any) -> Iterator[Finding]:
    """Yield what is wrong with `data`, the content of `file`, one of PATTERN_FILES."""
    known = {name for section in _CLASSES.get(file, ()) for name in _mapping(data, section)}
    if file == "talk.yaml":
        known |= _OF_TALK
    for location, text in _leaves(_joined(data) if file == "refusals.yaml" else data, ()):
        folded = file not in _AS_WRITTEN and location[-1] not in ("said", "bare_potential")
        if _IS_PATTERN[file](location) and (reason := _pattern_fault(text, known, folded)):
            yield Finding(file, location, reason)
    for more in _MORE.get(file, ()):
        yield from more(data)


def loading_findings() -> Iterator[Finding]:
    """Yield what is wrong with the package's files only as a whole, such as two groups of one name."""
    for file, load in _LOADERS:
        try:
            load()
        except Exception as error:  # whatever a file can do to its reader
            reason = f"読み込めません ({type(error).__name__}: {error})"
            yield Finding(file, (), f"{reason}。最後の変更を見直してください")


def _joined(data: Any) -> Any:
    """refusals.yaml with each class of words as the one pattern that its members make together."""
    words = {name: "|".join(map(str, members)) for name, members in _mapping(data, "words").items()}
    return {**data, "words": words} if isinstance(data, Mapping) else data


def _pattern_fault(text: str, known: set[str], folded: bool) -> str | None:
    missing = sorted(set(_CLASS.findall(text)) - known)
    if missing:
        return f"{{{missing[0]}}} という組はありません。使えるもの: {'、'.join(sorted(known)) or 'なし'}"
    if folded and (capital := _CAPITAL.search(text)):
        return f"「{capital.group()}」は小文字にされて別の意味になります。ほかの書き方にしてください"
    try:
        re.compile(_CLASS.sub("(?:あ)", text))
    except re.error as error:
        return f"正規表現として読めません ({error})。括弧と記号を確かめてください: {text[:30]}"
    return None


def _leaves(data: Any, at: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _leaves(value, (*at, key))
    elif isinstance(data, list | tuple):
        for i, value in enumerate(data):
            yield from _leaves(value, (*at, i))


def _mapping(data: Any, section: str) -> Mapping[str, Any]:
    found = data.get(section) if isinstance(data, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _moods(data: Any) -> Iterator[Finding]:
    for form, moods in _mapping(data, "forms").items():
        for mood in moods if isinstance(moods, Mapping) else ():
            if mood not in get_args(Mood):
                reason = f"「{mood}」という受け取り方はありません。使えるもの: {'、'.join(get_args(Mood))}"
                yield Finding("endings.yaml", ("forms", form, mood), reason)


def _te_endings(data: Any) -> Iterator[Finding]:
    """They are made to で and だ by themselves, so each begins with what that changes."""
    for location, text in _leaves(_mapping(data, "forms").get("て", {}), ("forms", "て")):
        if text[:1] not in ("て", "た", "と", "ち"):
            reason = f"「て」の形の語尾は、て・た・と・ちのどれかで始めてください: {text[:20]}"
            yield Finding("endings.yaml", location, reason)


def _refused_verbs(data: Any) -> Iterator[Finding]:
    groups = _mapping(data, "verbs")
    for group, classes in groups.items():
        for inflection, writings in classes.items():
            for i, writing in enumerate(writings):
                reason = misfit(writing, "サ変" if inflection == "する" else inflection)
                if reason:
                    yield Finding("refusals.yaml", ("verbs", group, inflection, i), reason)
    for i, frame in enumerate(data.get("frames", ())):
        for j, group in enumerate(frame["verbs"]):
            if group not in groups:
                reason = f"動詞の組「{group}」が verbs にありません。足すか、綴りを直してください"
                yield Finding("refusals.yaml", ("frames", i, "verbs", j), reason)


def _unit_words(data: Any) -> Iterator[Finding]:
    units = {fold_key(writing) for unit in lexicon().units for writing in unit.writings}
    for writing in _mapping(data, "goes_on"):
        if fold_key(writing) not in units:
            reason = f"「{writing}」は lexicon.yaml の単位にありません。足すか、綴りを直してください"
            yield Finding("quantities.yaml", ("goes_on", writing), reason)


_MORE: Final[dict[str, tuple[Callable[[Any], Iterator[Finding]], ...]]] = {
    "endings.yaml": (_moods, _te_endings),
    "refusals.yaml": (_refused_verbs,),
    "quantities.yaml": (_unit_words,),
}
