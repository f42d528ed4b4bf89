"""Speed along a way: start gently, hold, and arrive at rest."""

from __future__ import annotations

import math

LAG = 0.1  # m/s or rad/s the command may run ahead of what is measured


def approach(
    remaining: float, before: float, measured: float, top: float, accel: float, period: float
) -> float:
    """The next speed (>= 0) towards a point ``remaining`` ahead (m or rad).

    At most ``top``, at most ``accel`` more than the slower of the last command ``before`` and the
    ``measured`` speed plus what a drive lags, and never so fast that slowing with ``accel`` would overshoot:
    v^2 = 2*a*d, one period early.
    """
    if remaining <= 0.0:
        return 0.0
    grown = min(before, max(0.0, measured) + LAG) + accel * period
    early = max(remaining - before * period, 0.0)
    return min(top, grown, math.sqrt(2.0 * accel * early))
