"""Match whole sentences that are idioms, and what must be refused: the patterns of phrases.yaml."""

import re
from functools import lru_cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from physical_ai_bridge.language.lexicon import read_yaml
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.understanding import Intent

_FILLER: Final = re.compile(
    r"^(?:えーと|えっと|あの[ーう]?|じゃあ?|では|それでは|ほな|ねえ|ところで|すみません(?:が)?|次は|それから|そして|あと)、?"
)
_END: Final = re.compile(r"[、。！\s]+$")


class PhraseEntry(BaseModel):
    """One idiom: its pattern, and the outcome, intent and reply it stands for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    outcome: Literal["execute", "answer", "no_motion"]
    skill: str = ""
    args: dict[str, str | bool] = {}
    reply: str | None = None


def match_phrase(key: str) -> Reading | None:
    """Return the reading of the folded sentence or clause `key` if the whole of it is an idiom."""
    bare = _END.sub("", _FILLER.sub("", key))
    return _first_match("phrases", bare)


def match_fallback(key: str) -> Reading | None:
    """Return the reading of an instruction that nothing else understood: a question or a remark, or None."""
    return _first_match("fallbacks", key.rstrip("、。！ "))


def rewrite(text: str) -> str:
    """Return `text` (normalised) as it is to be read: 「go to 受付」 as 「受付に行って」."""
    for pattern, template in _rewrites():
        if found := pattern.fullmatch(text):
            return found.expand(template)
    return text


def _first_match(section: Literal["phrases", "fallbacks"], bare: str) -> Reading | None:
    for pattern, entry in _phrases(section):
        if pattern.fullmatch(bare):
            intents = (Intent(entry.skill, dict(entry.args)),) if entry.skill else ()
            kind: Literal["do", "answer", "nothing"] = (
                "do" if entry.outcome == "execute" else "answer" if entry.outcome == "answer" else "nothing"
            )
            return Reading(kind, intents, reply=entry.reply)
    return None


def is_refused(key: str) -> bool:
    """Whether the folded instruction `key` holds anything dangerous in itself or against the rules."""
    return any(pattern.search(key) for pattern in _refusals())


@lru_cache(maxsize=1)
def _data() -> Any:
    return read_yaml("phrases.yaml")


@lru_cache(maxsize=1)
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["said"], re.IGNORECASE), entry["read"]) for entry in _data()["rewrites"])


@lru_cache(maxsize=2)
def _phrases(section: Literal["phrases", "fallbacks"]) -> tuple[tuple[re.Pattern[str], PhraseEntry], ...]:
    entries = [PhraseEntry.model_validate(entry) for entry in _data()[section]]
    return tuple((re.compile(fold_key(entry.pattern)), entry) for entry in entries)


@lru_cache(maxsize=1)
def _refusals() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(fold_key(pattern)) for pattern in _data()["refusals"])
