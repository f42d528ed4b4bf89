"""Check the names and verbs that a site adds: each is read as what it names, and never taken for a stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from physical_ai_bridge.language.conjugation import stems
from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.normalise import fold_key, normalise
from physical_ai_bridge.language.pipeline import understand
from physical_ai_bridge.language.predicates import find_predicates
from physical_ai_bridge.language.quantities import extract_quantities
from physical_ai_bridge.language.site_words import site_stems
from physical_ai_bridge.language.stop_words import match_stop
from physical_ai_bridge.language.understanding import Context, Intent, SiteVerb
from physical_ai_bridge.language.word_check import Finding, Location
from physical_ai_bridge.language.words import directions_at, words_at

SITE: Final = "site"
NameKind: TypeAlias = Literal["place", "object", "robot"]
_KINDS: Final[dict[NameKind, str]] = {"place": "場所", "object": "物", "robot": "ロボット"}
_HEARD: Final[dict[NameKind, tuple[str, str, str]]] = {
    "place": ("{}に行って", "navigate", "target"),
    "object": ("{}を取って", "pick", "object"),
}
_ORDERS: Final = {  # what follows the stem of an order
    "て": ("て", "てください"),
    "で": ("で", "でください"),
    "命令": ("", "よ"),
    "名詞": ("",),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a site: where its file says so, and what bears it (`owner`; empty: any place of a kind)."""

    location: Location
    kind: NameKind
    owner: str
    name: str


def name_findings(names: Sequence[Named], context: Context) -> Iterator[Finding]:
    """Yield what is wrong with `names`, and with the verbs of `context`, the whole of what the site adds."""
    sound: list[SiteVerb] = []
    for i, verb in enumerate(context.verbs):
        if reason := _verb_fault(verb):
            yield Finding(SITE, ("verbs", i), reason)
        else:
            sound.append(verb)
    known = replace(context, verbs=tuple(sound))
    for named in names:
        if reason := _name_fault(named, known):
            yield Finding(SITE, named.location, reason)
    yield from _collisions(names)


def _verb_fault(verb: SiteVerb) -> str | None:
    try:
        index = site_stems((verb,))
    except ValueError as error:
        return str(error)
    meant = next(entry for found in index.values() for _, entry, _ in found)
    for form, stem, _ in stems(meant):
        if stop := next((stem + end for end in _ORDERS.get(form, ()) if match_stop(stem + end)), None):
            return f"動詞「{verb.verb}」: 「{stop}」は停止の言葉に聞こえます。別の言い方にしてください"
    for other in lexicon().verbs:
        same = (other.action, other.skill, other.args) == (meant.action, meant.skill, meant.args)
        if fold_key(verb.verb) in map(fold_key, other.writings) and not same:
            return f"動詞「{verb.verb}」は、辞書では「{other.lemma}」の意味です。別の言い方にしてください"
    return None


def _name_fault(named: Named, context: Context) -> str | None:
    said = f"{_KINDS[named.kind]}の名前「{named.name}」"
    if match_stop(named.name):
        return f"{said}は停止の言葉に聞こえます。呼ぶと止まります。別の名前にしてください"
    if what := _other_word(normalise(named.name).key):
        return f"{said}は{what}です。別の名前にするか、言葉を足してください"
    if named.kind not in _HEARD:
        return None
    pattern, skill, role = _HEARD[named.kind]
    text = pattern.format(named.name)
    found = understand(text, context)
    if len(found.intents) == 1 and _is(found.intents[0], skill, role, named.name):
        return None
    heard = _shown(found.intents) or found.outcome
    return f"{said}: 「{text}」と言ってもそう読まれません ({heard})。別の名前にしてください"


def _is(intent: Intent, skill: str, role: str, name: str) -> bool:
    said = intent.args.get(role)
    return intent.skill == skill and isinstance(said, str) and fold_key(said) == normalise(name).key


def _shown(intents: Sequence[Intent]) -> str:
    return " ".join(f"{intent.skill} {dict(intent.args)}" for intent in intents)


def _other_word(key: str) -> str | None:
    """What else the whole of a folded name is; the noun of a サ変 verb (充電) may well name a place."""
    if any(word == key for word, _ in directions_at(key, 0)):
        return "方向の言葉"
    if any(word == key for word, _, _ in words_at(key, 0)):
        return "読みとばす言葉か速さの言葉"
    if any(quantity.span == (0, len(key)) for quantity in extract_quantities(key)):
        return "数量"
    verbs = find_predicates(key)
    if len(verbs) == 1 and (verbs[0].start, verbs[0].end) == (0, len(key)) and verbs[0].form != "名詞":
        return f"動詞「{verbs[0].verb.lemma}」の形"
    return None


def _collisions(names: Sequence[Named]) -> Iterator[Finding]:
    """The world file's own check compares names of one sort, and takes タナ and たな for different ones."""
    first: dict[str, Named] = {}
    for named in names:
        other = first.setdefault(normalise(named.name).key, named)
        apart = named.owner != other.owner and named.owner and other.owner
        if other.kind != named.kind or apart:
            whose = f"{_KINDS[other.kind]}「{other.owner or other.name}」"
            reason = f"「{named.name}」は{whose}の名前でもあります。別の名前にしてください"
            yield Finding(SITE, named.location, reason)
