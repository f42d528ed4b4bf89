"""Match whole sentences that are idioms: the patterns of phrases.yaml."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, Final, Literal

from physical_ai_bridge.language.lexicon import read_yaml
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.reading import Reading, ReadingKind
from physical_ai_bridge.language.understanding import Intent

_KINDS: Final[dict[str, ReadingKind]] = {"execute": "do", "answer": "answer", "no_motion": "nothing"}
_FILLER: Final = re.compile(
    r"^(?:えーと|えっと|あの[ーう]?|じゃあ?|では|それでは|ほな|ねえ|ところで|すみません(?:が)?|ごめん(?:なさい)?|すまん|悪い|違う違う|ちゃうちゃう|違う|ちゃう|いや|あ|次は|それから|そして|あと)、?"
)
_END: Final = re.compile(r"[、。！\s]+$")


@dataclass(frozen=True)
class PhraseEntry:
    """One idiom: its pattern, and the outcome, intent and reply it stands for."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    pattern: str
    outcome: Literal["execute", "answer", "no_motion"]
    skill: str = ""
    args: dict[str, str | bool] = field(default_factory=dict)
    reply: str | None = None

    def reading(self) -> Reading:
        """What a clause that is this idiom comes to."""
        intents = (Intent(self.skill, dict(self.args)),) if self.skill else ()
        return Reading(_KINDS[self.outcome], intents, reply=self.reply)


def match_phrase(key: str) -> Reading | None:
    """Return the reading of the folded sentence or clause `key` if the whole of it is an idiom."""
    bare = _END.sub("", _FILLER.sub("", key))
    return next((entry.reading() for pattern, entry in _phrases() if pattern.fullmatch(bare)), None)


def rewrite(text: str) -> str:
    """Return `text` (normalised) as it is to be read: 「go to 受付」 as 「受付に行って」."""
    for pattern, template in _rewrites():
        if found := pattern.fullmatch(text):
            return found.expand(template)
    return text


@lru_cache(maxsize=1)
def _data() -> Any:
    return read_yaml("phrases.yaml")


@lru_cache(maxsize=1)
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["said"], re.IGNORECASE), entry["read"]) for entry in _data()["rewrites"])


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], PhraseEntry], ...]:
    from pydantic import TypeAdapter  # not needed before the first instruction

    entries = TypeAdapter(list[PhraseEntry]).validate_python(_data()["phrases"])
    return tuple((re.compile(fold_key(entry.pattern)), entry) for entry in entries)
