"""Check the words of lexicon.yaml and beyond.yaml, for the engineer who adds some: what is wrong, where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, cast

from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import Lexicon, VerbClass, VerbEntry
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.predicates import Stems, find_predicates, stem_index
from physical_ai_bridge.language.site_words import INFLECTIONS
from physical_ai_bridge.language.stop_words import match_stop

LEXICON: Final = "lexicon.yaml"
BEYOND: Final = "beyond.yaml"
NOUN_LISTS: Final = (
    *("gripper_words", "arm_words", "speed_words", "device_words", "press_words", "setting_words"),
    *("pose_words", "place_words"),
)
_NEVER_ICHIDAN: Final = frozenset(  # rows ア, ウ and オ
    "あうおかくこがぐごさすそざずぞたつとだづどなぬのはふほばぶぼぱぷぽまむもやゆよらるろわ"
)
_ONE: Final = "どちらかだけにしてください"
_BOTH: Final = frozenset({"続けて"})  # an order at the end of a sentence, an adverb before (clauses.py)
_NO_ORDER: Final = ("do", "please", "done", "unsupported")

Location: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: the file, the way to the value (keys and list positions), in Japanese what to do."""

    file: str
    location: Location
    reason: str


def word_findings(lexicon: Lexicon, beyond: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    """Yield what is wrong with `lexicon` and with `beyond` (beyond.yaml: inflection to dictionary forms)."""
    yield from _inflections(lexicon, beyond)
    yield from _two_verbs(lexicon.verbs)
    yield from _already_there(lexicon.verbs, beyond)
    yield from _modifiers(lexicon)
    for name in NOUN_LISTS:
        yield from _twice((LEXICON, (name, i), word) for i, word in enumerate(getattr(lexicon, name)))
    yield from _two_meanings("units", (((u.kind, u.unit), u.writings) for u in lexicon.units))
    yield from _two_meanings("directions", lexicon.directions.items())


def misfit(writing: str, inflection: str) -> str | None:
    """Why `writing` cannot be the dictionary form of a verb that inflects as `inflection`; None if it can."""
    if inflection not in (*INFLECTIONS, "不変"):
        return f"活用「{inflection}」はありません。{'、'.join(INFLECTIONS)}のどれかにしてください"
    if inflection == "サ変":
        return f"「{writing}」: サ変は「する」を付けずに書いてください" if writing.endswith("する") else None
    key = fold_key(writing)
    entry = VerbEntry(writing, cast(VerbClass, inflection), (writing,))
    made = [stem for form, stem, _ in stems(entry) if form == "終止" and not stem.endswith("ん")]  # 取んな
    if made and key not in made:
        last = made[0][-2:] if inflection == "カ変" else made[0][-1:]
        return f"「{writing}」: {inflection}の辞書形は「{last}」で終わります。活用か書き方を直してください"
    if inflection == "一段" and key[-2:-1] in _NEVER_ICHIDAN:
        return f"「{writing}」: 一段の「る」の前はイ段かエ段です。活用を直してください (〜するはサ変)"
    return None


def _inflections(lexicon: Lexicon, beyond: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for i, verb in enumerate(lexicon.verbs):
        for j, writing in enumerate(verb.writings):
            if not writing and verb.action != "do":
                yield Finding(LEXICON, ("verbs", i, "writings", j), "空の書き方です。消してください")
            elif reason := misfit(writing, verb.inflection):
                yield Finding(LEXICON, ("verbs", i, "writings", j), reason)
    for inflection, verbs in beyond.items():
        for i, writing in enumerate(verbs):
            if reason := misfit(writing, inflection):
                yield Finding(BEYOND, (inflection, i), reason)


def _two_verbs(verbs: Sequence[VerbEntry]) -> Iterator[Finding]:
    """The first of two entries would win, and nobody would see it."""
    seen: dict[str, VerbEntry] = {}
    for i, verb in enumerate(verbs):
        for j, writing in enumerate(verb.writings):
            first = seen.setdefault(fold_key(writing), verb)
            if first is not verb and _meaning(first) != _meaning(verb):
                reason = f"「{writing}」は「{first.lemma}」の書き方でもあり、意味が違います"
                yield Finding(LEXICON, ("verbs", i, "writings", j), f"{reason}。{_ONE}")


def _meaning(verb: VerbEntry) -> VerbEntry:
    return replace(verb, lemma="", writings=())


def _already_there(verbs: Iterable[VerbEntry], beyond: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    known = {fold_key(writing): verb for verb in verbs for writing in verb.writings}
    for inflection, written in beyond.items():
        for i, writing in enumerate(written):
            if verb := known.get(fold_key(writing)):
                reason = f"「{writing}」は {LEXICON} の「{verb.lemma}」({verb.inflection}) にもあります"
                yield Finding(BEYOND, (inflection, i), f"{reason}。{_ONE}")
    yield from _twice((BEYOND, (c, i), verb) for c, listed in beyond.items() for i, verb in enumerate(listed))


def _twice(words: Iterable[tuple[str, Location, str]]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for file, location, word in words:
        if fold_key(word) in seen:
            reason = f"「{word}」が二度あります (「{seen[fold_key(word)]}」)"
            yield Finding(file, location, f"{reason}。{_ONE}")
        seen.setdefault(fold_key(word), word)


def _two_meanings(section: str, entries: Iterable[tuple[object, Sequence[str]]]) -> Iterator[Finding]:
    """A word can be one unit, and one direction."""
    seen: dict[str, object] = {}
    for i, (meaning, writings) in enumerate(entries):
        at: Location = (section, i, "writings") if section == "units" else (section, str(meaning))
        for j, word in enumerate(writings):
            if seen.setdefault(fold_key(word), meaning) != meaning:
                yield Finding(LEXICON, (*at, j), f"「{word}」に二つの意味があります。{_ONE}")


def _modifiers(lexicon: Lexicon) -> Iterator[Finding]:
    own = stem_index(lexicon.verbs)
    words = [
        (("modifiers", i, "writings", j), writing, str(sorted(entry.args.items())))
        for i, entry in enumerate(lexicon.modifiers)
        for j, writing in enumerate(entry.writings)
    ] + [(("corrections", i), writing, "correction") for i, writing in enumerate(lexicon.corrections)]
    seen: dict[str, str] = {}
    for location, writing, meaning in words:
        reason = swallowed(writing, own)
        if seen.setdefault(fold_key(writing), meaning) != meaning:
            reason = f"「{writing}」に二つの意味があります。{_ONE}"
        if reason:
            yield Finding(LEXICON, location, reason)


def swallowed(writing: str, verbs: Stems) -> str | None:
    """Why `writing` must not be read over as an adverb: it is a stop, or an order. None if it may.

    What ends in a comma is a call (おい、), and a noun with で says how (バックで).
    """
    if match_stop(writing):
        return f"「{writing}」は停止の言葉です。修飾語にできません。消してください"
    key = fold_key(writing)
    for verb in find_predicates(key, own=verbs):
        whole = (verb.start, verb.end, verb.mood) == (0, len(key), "order")
        says_how = verb.form == "名詞" and key.endswith("で")
        if whole and not says_how and key not in _BOTH and verb.verb.action not in _NO_ORDER:
            reason = f"「{writing}」は動詞「{verb.verb.lemma}」の指示です"
            return f"{reason}。文の途中で読みとばされてしまうので、消してください"
    return None
