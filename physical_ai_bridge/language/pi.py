"""Read an angle said as a multiple of π: π/2, 2πラジアン, 3分の2π."""

import math
import re
from fractions import Fraction
from typing import Final

from physical_ai_bridge.language.measures import Measure
from physical_ai_bridge.language.units import unit_named

_PI: Final = re.compile(
    r"(?:(?P<part>[1-9]\d{0,2})分の)?(?P<times>\d{1,3}(?:\.\d{1,9})?)?(?:π|ぱい(?=らじあん| ?rad))"
    r"(?:/(?P<over>[1-9]\d{0,2}))?(?: ?(?:らじあん|rad))?"
)


def read_pi(key: str, start: int) -> Measure | None:
    """Return the multiple of π at `start` of the folded text, in radians, or None."""
    found = _PI.match(key, start)
    if found is None:
        return None
    under = int(found.group("part") or 1) * int(found.group("over") or 1)
    value = Fraction(found.group("times") or 1) * Fraction(math.pi) / under
    return Measure(value, unit_named("rad"), start, found.end())
