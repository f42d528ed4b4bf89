"""Find verbs that no list of ours holds, by the shape of Japanese verbs: kanji with their okurigana, or a noun with する.

They are only used to tell what an instruction that nothing else explains was: a request that no skill
answers to, a report, a question. Nothing moves for them.
"""

import re
from collections.abc import Container, Iterator
from typing import Final

from physical_ai_bridge.language.lexicon import VerbEntry
from physical_ai_bridge.language.predicates import Predicate, ending
from physical_ai_bridge.language.source import Source

_KANJI: Final = r"(?<![一-龠々])(?![違教])[一-龠々]{1,2}"
_SHAPES: Final = (
    ("て", re.compile(rf"{_KANJI}[ぁ-ん]{{0,2}}?(?:[っいしえけせてねべめれげじびみりぎき]|(?<=[一-龠]))(?=[てたちと])")),
    ("で", re.compile(rf"{_KANJI}[ぁ-ん]{{0,2}}?[んい](?=[でだじど])")),
    ("連用", re.compile(rf"{_KANJI}[ぁ-ん]{{0,2}}?[いきしちにびみりえけせてねべめれげじぎ](?=ま[すし]|なさい|たい|なはれ|んさい|ながら)")),
    ("未然", re.compile(rf"{_KANJI}[ぁ-ん]{{0,2}}?[わかさたなばまらがえけせてねべめれげじぎいきしちびみり](?=な[いかくけ]|ん(?:で|と|よ|な))")),
    ("終止", re.compile(rf"{_KANJI}[ぁ-ん]{{0,2}}?[うくすつぬぶむぐる]")),
    ("命令", re.compile(rf"{_KANJI}[ぁ-ん]{{0,2}}?[えけせてねべめれげろ](?=$|[。！、]|よ)")),
    ("お連用", re.compile(r"お[一-龠々]{1,2}[ぁ-ん]{0,2}?[いきしちにびみりえけせてねべめれげ]?(?=ください|下さい|いただ|願い|になって|なさ)")),
)
_DONE: Final = re.compile(r"(?<![一-龠々ァ-ヶー])(?:[一-龠々]{2,6}|(?!([ァ-ヶー]{2,})\1)[ァ-ヶー]{3,12}|[一-龠ァ-ヶー]{1,6}がけ)(?:を)?(?=し|す|せ|さ)")
_SURU: Final = (("て", "し"), ("終止", "する"), ("連用", "し"), ("未然", "し"), ("命令", "しろ"), ("命令", "せよ"))


def find_generic(source: Source, taken: Container[int]) -> list[Predicate]:
    """Return the verbs of `source` by their shape alone, left to right; none begins at an index in `taken`."""
    found: list[Predicate] = []
    at = 0
    while at < len(source.key):
        best = None if at in taken else max(_at(source, at), key=lambda verb: verb.end, default=None)
        if best is None:
            at += 1
        else:
            found.append(best)
            at = best.end
    return found


def _at(source: Source, start: int) -> Iterator[Predicate]:
    for form, shape in _SHAPES:
        if stem := shape.match(source.key, start):
            yield from _predicate(source, form, start, stem.end())
    if noun := _DONE.match(source.text, start):
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
