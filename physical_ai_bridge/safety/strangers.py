"""Who publishes motion without being expected to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

DOUBTFUL_LOOKS = 4
"""Looks in a row that must show a nameless publisher: discovery may tell of a publisher before its node."""


@dataclass(frozen=True)
class Publisher:
    """One publisher: the topic's relative name and the node's full name."""

    topic: str
    node: str

    def __str__(self) -> str:
        return f"{self.topic}: {self.node}"


def strangers(
    expected: Counter[Publisher], seen: Iterable[Publisher], before: Counter[str]
) -> tuple[tuple[str, ...], Counter[str]]:
    """All that are not expected, and how often in a row each nameless one was seen, to hand back as
    ``before``.

    A second publisher of an expected name is a stranger, too.
    """
    extra = Counter(seen) - expected
    nameless = {str(publisher) for publisher in extra if "UNKNOWN" in publisher.node}
    looks = Counter({name: before[name] + 1 for name in nameless})
    sure = {str(publisher) for publisher in extra} - nameless
    return tuple(sorted(sure | {name for name in nameless if looks[name] >= DOUBTFUL_LOOKS})), looks
