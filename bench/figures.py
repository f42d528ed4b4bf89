"""Percentiles as the benchmarks print them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def percentile(samples: Sequence[float], rank: float) -> float:
    """The value that ``rank`` percent of the samples do not exceed."""
    return float(np.percentile(np.asarray(samples), rank))


def show(name: str, seconds: Sequence[float]) -> None:
    """One line in ms."""
    figures = "  ".join(f"p{rank} {percentile(seconds, rank) * 1000:7.2f}" for rank in (50, 90, 99))
    print(f"{name:44} n={len(seconds):4}  {figures}  max {max(seconds) * 1000:7.2f} ms", flush=True)
