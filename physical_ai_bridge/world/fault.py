"""One contradiction found in a site: where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from physical_ai_bridge.world.yaml_lines import Location


@dataclass(frozen=True)
class Fault:
    """Something wrong: the field at fault, and in Japanese what it is and what to do."""

    location: Location
    reason: str
