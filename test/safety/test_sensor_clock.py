"""A simulator's clock dates what its sensors say, and nothing else."""

import pytest

from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import Odometry
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep
from physical_ai_bridge.safety import events as e


def simulated(rate: float = 1.0, since: float = 0.0, shift: float = 100.0):
    """A clock that shows ``shift`` s at ``since`` and goes on at ``rate``."""
    return lambda steady: round((shift + (steady - since) * rate) * 1e9)


def test_a_robot_drives_by_a_clock_that_has_nothing_to_do_with_ours(rig):
    rig.simulated_ns = simulated()
    rig.running(MoveStep(distance_m=2.0)).drive(0.3, 0.5)
    assert rig.state.mode is Mode.ACTIVE


@pytest.mark.parametrize("rate", [0.3, 0.9, 1.1])
def test_a_simulator_slower_or_faster_than_real_time_is_no_fault(rig, rate):
    rig.simulated_ns = simulated(rate)
    rig.ready()
    rig.pass_time(2.0)
    assert rig.state.mode is Mode.READY


def test_sensors_stamped_by_our_clock_under_a_simulated_one_are_not_believed(rig):
    rig.simulated_ns = simulated()
    rig.ready()
    rig.alive -= {"odometry"}
    rig.pass_time(0.4)
    rig.feed(e.OdometryHeard(Odometry(rig.pose, 0.0, 0.0, rig.now.ros_ns)))
    rig.hear("tick")
    assert rig.state.mode is Mode.INIT
    assert rig.state.reason is ReasonCode.ODOMETRY_STALE


@pytest.mark.parametrize(("back", "fault"), [(0.099, False), (0.101, True)])
def test_a_simulated_clock_that_goes_back_is_a_fault_beyond_its_limit(rig, back, fault):
    rig.simulated_ns = simulated()
    rig.ready()
    shown = rig.now.sensor_clock_ns
    rig.simulated_ns = simulated(since=rig.steady + 0.02, shift=shown * 1e-9 - back)
    rig.pass_time(0.02)
    assert (rig.state.mode is Mode.FAULT) is fault
    assert not fault or rig.state.reason is ReasonCode.CLOCK_JUMP


def test_a_simulated_clock_that_stands_still_stops_a_driving_robot(rig):
    rig.simulated_ns = simulated()
    rig.running(MoveStep(distance_m=2.0)).drive(0.3, 0.5)
    shown = rig.now.sensor_clock_ns
    rig.simulated_ns = lambda steady: shown
    rig.drive(0.3, 0.4)
    assert rig.state.mode is Mode.PROTECTIVE_STOP
    assert rig.state.reason is ReasonCode.ODOMETRY_STALE


def test_no_simulated_clock_makes_an_old_proposal_new(rig):
    rig.simulated_ns = simulated()
    rig.running(MoveStep(distance_m=2.0)).drive(0.3, 0.5)
    rig.simulated_ns = lambda steady: 0  # whoever publishes /clock
    before = rig.state.drive.proposed_at
    rig.steady += 0.02
    rig.propose(0.3, stamp_ns=rig.now.ros_ns - 10**9)
    assert rig.state.drive.proposed_at == before
