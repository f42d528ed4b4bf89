"""What a word is to the parser: the entries that hold it, and the forms of a verb with their moods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import Lexicon, VerbEntry
from physical_ai_bridge.language.normalise import fold_key, normalise
from physical_ai_bridge.language.predicates import Mood, Stems, ending, find_predicates, stem_index
from physical_ai_bridge.language.word_check import NOUN_LISTS

_TE: Final = ("て", "てください", "てから", "たら", "た", "てもいい？", "てはだめ")
_SAID: Final[dict[str, tuple[str, ...]]] = {
    "て": _TE,
    "で": tuple({"て": "で", "た": "だ"}[end[0]] + end[1:] for end in _TE),
    "終止": ("", "前に", "な", "ことはできますか", "と、"),
    "連用": ("なさい", "たい", "ましょう", "ました", "ますか"),
    "お連用": ("ください",),
    "未然": ("ないで", "ないでください", "なくていい", "なければ"),
    "命令": ("",),
    "仮定": ("ば",),
    "可能": ("ますか",),
    "意志": ("う",),
    "名詞": ("", "をお願いします", "後に", "禁止"),
    "不変": ("",),
}
_POLITE: Final = ("", "お", "ご", "御")


@dataclass(frozen=True, slots=True)
class SpokenForm:
    """A verb as somebody says it; `mood` is what its ending makes of it, None where no ending is known."""

    form: str
    said: str
    mood: Mood | None


def verbs_called(word: str, verbs: Sequence[VerbEntry]) -> tuple[tuple[VerbEntry, str], ...]:
    """Return the verbs with the dictionary form, the writing or any other form `word`, each as it is written.

    A form of several verbs gives the one that the parser would take.
    """
    key = normalise(word).key
    written = [
        (verb, writing)
        for verb in verbs
        for writing in (verb.lemma, *verb.writings)
        if key == fold_key(writing)
    ]
    if written:
        return tuple({(v.lemma, v.action): (v, writing) for v, writing in reversed(written)}.values())
    index: Stems = stem_index(verbs)
    found = find_predicates(key, own=index)
    whole = (verb for verb in found if (verb.start, verb.end) == (0, len(key)))
    return tuple((verb.verb, verb.writing) for verb in whole)


def spoken_forms(verb: VerbEntry, writing: str) -> Iterator[SpokenForm]:
    """Yield what people make of `writing`, a dictionary form of `verb`, with the mood that is heard."""
    alone = VerbEntry(verb.lemma, verb.inflection, (writing,))
    seen: set[str] = set()
    for form, stem, _ in stems(alone):
        if form == "終止" and stem.endswith("ん"):
            continue  # 運ぶ is enough to see what 運ん(な) is
        for end in _SAID.get(form, ()):
            said = _as_written(stem, writing) + end
            found = ending(stem + end, form, len(stem))
            if said not in seen:
                yield SpokenForm(form, said, found[0] if found else None)
            seen.add(said)


def _as_written(stem: str, writing: str) -> str:
    """`stem` with the katakana that `writing` has."""
    for polite in _POLITE:
        rest = stem.removeprefix(polite)
        same = next((i for i, c in enumerate(rest) if fold_key(writing[i : i + 1]) != c), len(rest))
        if same and stem.startswith(polite):
            return polite + writing[:same] + rest[same:]
    return stem


def other_uses(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield, in Japanese, the parts of lexicon.yaml that hold `word` as something else than a verb."""
    key = normalise(word).key
    for direction, writings in lexicon.directions.items():
        if key in map(fold_key, writings):
            yield f"方向 (directions): {direction}"
    for modifier in lexicon.modifiers:
        if key in map(fold_key, modifier.writings):
            yield f"修飾語 (modifiers): {dict(modifier.args) or '意味を足さない'}"
    if key in map(fold_key, lexicon.corrections):
        yield "言い直し (corrections)"
    for unit in lexicon.units:
        if key in map(fold_key, unit.writings):
            yield f"単位 (units): {unit.kind}、1 {unit.unit} = {unit.factor:g} {unit.si}"
    relations = {fold_key(name): relation for name, relation in lexicon.relations.items()}
    if key in relations:
        yield f"位置の言葉 (relations): {relations[key]}"
    yield from (f"名詞 ({name})" for name in NOUN_LISTS if key in map(fold_key, getattr(lexicon, name)))
