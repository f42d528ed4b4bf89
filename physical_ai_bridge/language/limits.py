"""What no service robot could mean: amounts that are refused before any robot's own limits are asked."""

from collections.abc import Iterable
from typing import Final

from physical_ai_bridge.language.quantities import Quantity

# Far above any robot or site this project drives; the gate judges the limits of the actual one.
_LARGEST_SI: Final = {
    "length": 1000.0,  # m
    "duration": 86_400.0,  # s
    "angle": 628.4,  # rad, 100 turns
    "speed": 10.0,  # m/s
    "angular_speed": 62.9,  # rad/s, 10 turns a second
    "steps": 1000.0,
    "mass": 1000.0,  # kg
    "count": 100_000.0,  # a remark may tell of a full warehouse
}


def absurd(quantities: Iterable[Quantity]) -> Quantity | None:
    """Return the first quantity beyond what any service robot does, or None."""
    for quantity in quantities:
        if abs(quantity.value_si) > _LARGEST_SI.get(quantity.kind, float("inf")):
            return quantity
    return None
