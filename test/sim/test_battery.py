"""The battery's arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.sim.battery import drained

AGV = load_profile("agv")


def test_a_full_battery_lasts_as_long_as_the_profile_says() -> None:
    assert drained(1.0, 0.0, AGV.battery.idle_hours * 3600.0, AGV) == pytest.approx(0.0, abs=1e-12)
    assert drained(1.0, AGV.max_speed, AGV.battery.driving_hours * 3600.0, AGV) == pytest.approx(
        0.0, abs=1e-12
    )


@given(st.floats(0.0, 1.0), st.floats(-10.0, 10.0), st.floats(0.0, 1e6))
def test_the_charge_only_falls_and_never_below_empty(charge: float, speed: float, dt: float) -> None:
    assert 0.0 <= drained(charge, speed, dt, AGV) <= charge
