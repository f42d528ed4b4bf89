"""From the text as it was typed or heard to the source that the parser reads."""

import re
from functools import lru_cache
from typing import Final

from physical_ai_bridge.language.disfluency import smooth
from physical_ai_bridge.language.normalise import Normalised, normalise
from physical_ai_bridge.language.phrases import rewrite
from physical_ai_bridge.language.quantities import find_quantities
from physical_ai_bridge.language.romaji import from_romaji
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.site_words import site_stems
from physical_ai_bridge.language.source import Source
from physical_ai_bridge.language.speech import find_speeches
from physical_ai_bridge.language.understanding import Context

_WHOLE_QUOTATION: Final = re.compile(r"「([^「」]*)」[。！]?")
_LONG_MARK: Final = re.compile(r"(?<=[ァ-ヶ])[－‐−–—-](?=[ァ-ヶ])")


def take_in(text: str) -> Normalised:
    """Return `text` normalised, in kana if it was typed in Latin letters, without what only fills a pause."""
    text = from_romaji(_LONG_MARK.sub("ー", text))
    unlisted = shape("intake.bullet").sub("、", text)
    normal = normalise(shape("intake.spoken_break").sub(r"、\1、", unlisted))
    if quotation := _WHOLE_QUOTATION.fullmatch(normal.text):
        normal = normalise(quotation.group(1))
    said = rewrite(normal.text)
    return smooth(smooth(normal if said == normal.text else normalise(said)))


def source_of(normal: Normalised, context: Context) -> Source:
    """Return `normal` with its quantities and speeches, and with the names and verbs that `context` knows."""
    quantities = {quantity.span[0]: quantity for quantity in find_quantities(normal.key, normal.text)}
    names = tuple(_folded(name) for name in (*context.place_names, *context.object_names))
    speeches = find_speeches(normal.text, normal.key)
    return Source(normal.text, normal.key, quantities, names, speeches, site_stems(context.verbs))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return normalise(name).key
