"""Find the words that are to be said (…と伝えて) before anything takes them for orders."""

import re
from typing import Final

from physical_ai_bridge.language.source import Chunk

_SAYING: Final = re.compile(
    r"(?:との?ことを|という(?:こと|ふう)を|と|って)、?(?:(?P<late>[^、。「」とて]{1,12})(?:に|へ)も?、?)?"
    r"(?:大きな声で|小さな声で|元気に|一言)?"
    r"(?=お?言(?:っ|いな|いに|え(?!ば)|うて)|お?伝え|つたえ|あなうんす|放送|報告|お?知らせ|しらせ|声を?(?:かけ|掛け)|呼びかけ|話しかけ|話して"
    r"|告げ|返事|挨拶して|ゆうて|いうて|ゆって)"
)
_STEP_ENDS: Final = re.compile(r"(?:[てでら]|から|あと|後(?:に|で)?)、|[。！？」]|それから、?|次に|その(?:あと|後)、?|たら|まず|最後に")
_RECIPIENT: Final = re.compile(r"(?P<to>[^、。「」にへ]{1,14}?)(?:に(?:は|も)?|へ)、?(?=.)")


def find_speeches(text: str, key: str) -> dict[int, tuple[Chunk, int]]:
    """Return by where it starts each speech of `text` without quotation marks: a chunk and where it ends.

    The chunk holds the words and, as its particle, who is to hear them ("" if not said).
    """
    found: dict[int, tuple[Chunk, int]] = {}
    after = 0
    for saying in _SAYING.finditer(key):
        if saying.start() < after or text[saying.start() - 1 : saying.start()] in ("」", ""):
            continue
        start = max((step.end() for step in _STEP_ENDS.finditer(key, after, saying.start())), default=after)
        if start < saying.start():
            found[start] = (_speech(text, start, saying), saying.end())
        after = saying.end()
    return found


def _speech(text: str, start: int, saying: re.Match[str]) -> Chunk:
    said = text[start : saying.start()]
    to = _RECIPIENT.match(said)
    words = said[to.end() :] if to else said
    late = text[saying.start("late") : saying.end("late")] if saying["late"] else ""
    return Chunk("speech", words.strip("、 "), (to["to"] if to else "") or late)
