"""A site's own verbs as the parser needs them: ドナる inflects as its class says and means 運ぶ."""

from dataclasses import replace
from functools import lru_cache
from typing import cast, get_args

from physical_ai_bridge.language.lexicon import Godan, VerbClass, VerbEntry, lexicon
from physical_ai_bridge.language.predicates import Stems, stem_index
from physical_ai_bridge.language.understanding import SiteVerb

INFLECTIONS = (*get_args(Godan), "一段", "サ変", "カ変")


@lru_cache(maxsize=8)
def site_stems(verbs: tuple[SiteVerb, ...]) -> Stems:
    """Return the stems of `verbs`.

    Raises ValueError, in Japanese, for whoever wrote the site's file: an unknown inflection, a dictionary
    form that cannot inflect so, or a meaning that is no verb of the lexicon.
    """
    return stem_index(map(_entry, verbs))


def _entry(own: SiteVerb) -> VerbEntry:
    who = f"動詞「{own.verb}」: "
    if own.inflection not in INFLECTIONS:
        known = "、".join(INFLECTIONS)
        raise ValueError(f"{who}活用「{own.inflection}」はありません。{known}のどれかにしてください")
    if not own.verb.endswith(_LAST.get(own.inflection, "")):
        raise ValueError(f"{who}{own.inflection}の辞書形は「{_LAST[own.inflection]}」で終わります")
    meant = next((verb for verb in lexicon().verbs if own.means in (verb.lemma, *verb.writings)), None)
    if meant is None:
        unknown = f"「{own.means}」は辞書 (lexicon.yaml) にない動詞です"
        raise ValueError(f"{who}{unknown}。ある動詞で言い換えてください")
    return replace(meant, inflection=cast(VerbClass, own.inflection), writings=(own.verb,))


_LAST = {
    **{"五段カ": "く", "五段イク": "く", "五段ガ": "ぐ", "五段サ": "す", "五段タ": "つ"},
    **{"五段ナ": "ぬ", "五段バ": "ぶ"},
    **{"五段マ": "む", "五段ラ": "る", "五段ワ": "う", "一段": "る", "カ変": "る"},
}
