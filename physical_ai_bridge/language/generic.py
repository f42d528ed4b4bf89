"""Find verbs that no list holds, by their shape: kanji with their okurigana, or a noun with する.

They are only used to tell what an instruction that nothing else explains was: a request that no skill
answers to, a report, a question. Nothing moves for them.
"""

from collections.abc import Container, Iterator
from typing import Final

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.predicates import Predicate, ending, left_to_right
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.source import Source

_STEMS: Final = {
    "て": "generic.te",
    "で": "generic.de",
    "連用": "generic.continuative",
    "未然": "generic.irrealis",
    "終止": "generic.dictionary",
    "命令": "generic.imperative",
    "お連用": "generic.polite",
}
_SURU: Final = (
    *(("て", "し"), ("終止", "する"), ("連用", "し"), ("未然", "し")),
    *(("命令", "しろ"), ("命令", "せよ")),
)


def find_generic(source: Source, taken: Container[int]) -> list[Predicate]:
    """Return the verbs of `source` by their shape, left to right; none begins at an index in `taken`."""
    return left_to_right(
        len(source.key), taken, lambda at: max(_at(source, at), key=lambda verb: verb.end, default=None)
    )


def _at(source: Source, start: int) -> Iterator[Predicate]:
    for form, stem_shape in _STEMS.items():
        if stem := shape(stem_shape).match(source.key, start):
            yield from _predicate(source, form, start, stem.end())
    if noun := shape("generic.done").match(source.text, start):
        for form, suru in _SURU:
            if source.key.startswith(suru, noun.end()):
                yield from _predicate(source, form, start, noun.end() + len(suru))


def _predicate(source: Source, form: str, start: int, stem_end: int) -> Iterator[Predicate]:
    found = ending(source.key, form, stem_end)
    if found:
        mood, end = found
        said = source.text[start:stem_end]
        link = mood == "order" and form in "てで" and source.key[end - 1] in "てで"
        verb = VerbEntry(said, "不変", (said,), action="unsupported")
        yield Predicate(verb, form, mood, start, end, link, said)
