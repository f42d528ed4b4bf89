"""Japanese instructions to intents, offline: the public names, imported when first used.

Lazy, because the safety gate imports `language.stop_words` and must not load the parser with it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from physical_ai_bridge.language.pipeline import prepare as prepare
    from physical_ai_bridge.language.pipeline import understand as understand
    from physical_ai_bridge.language.quantities import Quantity as Quantity
    from physical_ai_bridge.language.quantities import extract_quantities as extract_quantities
    from physical_ai_bridge.language.stop_words import StopMatch as StopMatch
    from physical_ai_bridge.language.stop_words import match_stop as match_stop
    from physical_ai_bridge.language.understanding import Context as Context
    from physical_ai_bridge.language.understanding import Intent as Intent
    from physical_ai_bridge.language.understanding import Pending as Pending
    from physical_ai_bridge.language.understanding import SiteVerb as SiteVerb
    from physical_ai_bridge.language.understanding import Turn as Turn
    from physical_ai_bridge.language.understanding import Understanding as Understanding

_HOME = {
    "understand": "pipeline",
    "prepare": "pipeline",
    "Quantity": "quantities",
    "extract_quantities": "quantities",
    "StopMatch": "stop_words",
    "match_stop": "stop_words",
    "Context": "understanding",
    "Intent": "understanding",
    "Pending": "understanding",
    "SiteVerb": "understanding",
    "Turn": "understanding",
    "Understanding": "understanding",
}

__all__ = [  # noqa: RUF022  (the two functions first)
    "understand",
    "extract_quantities",
    "match_stop",
    "prepare",
    "Context",
    "Intent",
    "Pending",
    "Quantity",
    "SiteVerb",
    "StopMatch",
    "Turn",
    "Understanding",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
