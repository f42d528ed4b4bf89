"""Who publishes motion without being expected to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Publisher:
    """One publisher: the topic's relative name and the node's full name."""

    topic: str
    node: str

    def __str__(self) -> str:
        return f"{self.topic}: {self.node}"


def strangers(
    expected: Counter[Publisher], seen: Iterable[Publisher]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sure and the doubtful ones. Doubtful: no name yet. A second publisher of an expected name is
    sure."""
    extra = Counter(seen) - expected
    nameless = {publisher for publisher in extra if "UNKNOWN" in publisher.node}
    sure = tuple(sorted(str(publisher) for publisher in extra if publisher not in nameless))
    return sure, tuple(sorted(map(str, nameless)))
