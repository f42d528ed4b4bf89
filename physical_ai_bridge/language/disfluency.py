"""Smooth spoken Japanese before it is read: fillers, false starts, words said twice, pauses."""

import re
from typing import Final

from physical_ai_bridge.language.normalise import Normalised
from physical_ai_bridge.language.shapes import shape

_QUOTED: Final = re.compile(r"「[^「」]*」")


def smooth(normal: Normalised) -> Normalised:
    """Return `normal` without what carries no meaning in speech; what stands in quotation marks stays."""
    gone = {at for start, end in _idle(normal) for at in range(start, end)}
    if not gone:
        return normal
    kept = [at for at in range(len(normal.text)) if at not in gone]
    return Normalised(
        "".join(normal.text[at] for at in kept),
        "".join(normal.key[at] for at in kept),
        (*(normal.origin[at] for at in kept), normal.origin[-1]),
    )


def _idle(normal: Normalised) -> list[tuple[int, int]]:
    quoted = [found.span() for found in _QUOTED.finditer(normal.text)]
    spans = [found.span() for found in shape("disfluency.idle").finditer(normal.text)]
    spans += [
        found.span()
        for found in shape("disfluency.twice").finditer(normal.text)
        if _is_restart(normal, found)
    ]
    return [span for span in spans if not any(start < span[1] and span[0] < end for start, end in quoted)]


def _is_restart(normal: Normalised, found: re.Match[str]) -> bool:
    """三歩、三歩 and 牛乳を牛乳を are said twice by mistake; 少し少し and 棚棚 stay."""
    paused = "、" in found.group() or found.group().endswith("ね")
    return paused or shape("disfluency.restarts").search(found["said"]) is not None
