"""Percentiles of measured times, without numpy."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(samples: Sequence[float], rank: float) -> float:
    """The smallest sample that at least ``rank`` percent of the samples do not exceed (nearest rank).

    ``rank`` is over 0 and up to 100. Raises IndexError without samples.
    """
    return sorted(samples)[math.ceil(rank / 100.0 * len(samples)) - 1]
