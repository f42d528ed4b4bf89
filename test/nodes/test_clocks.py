"""Under a simulator's clock our timers go on, our stamps are the system's, and sensors are dated by it."""

from __future__ import annotations

import time

import pytest
from builtin_interfaces.msg import Time
from rclpy.node import Node
from rosgraph_msgs.msg import Clock

from physical_ai_bridge.nodes.contract import CLOCK, SENSE_QOS
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import read_clocks
from physical_ai_bridge.nodes.sensor_clock import SensorClock, sensor_clock


def node_with(*parameters: str) -> LeanNode:
    given = [word for parameter in parameters for word in ("-p", parameter)]
    return LeanNode("gate", cli_args=["--ros-args", *given])


def test_timers_fire_though_nobody_tells_the_simulated_time(nodes):
    node, fired = nodes.add(node_with("use_sim_time:=true")), []
    node.create_timer(0.02, lambda: fired.append(1))
    assert nodes.spin_until(lambda: len(fired) >= 3)
    assert node.get_clock().now().nanoseconds == 0  # no simulated time has been told


@pytest.fixture
def told(nodes):
    """A simulator's way of telling the time: call it with ns."""
    publisher = nodes.add(Node("simulator")).create_publisher(Clock, CLOCK, SENSE_QOS)
    return lambda ns: publisher.publish(Clock(clock=Time(sec=ns // 10**9, nanosec=ns % 10**9)))


def test_the_newest_time_is_there_when_it_is_asked_for_though_nothing_spins(told):
    clock = SensorClock(node_with())
    assert clock.now_ns() == 0
    end = time.monotonic() + 10.0
    while clock.now_ns() != 5 * 10**9 + 7 and time.monotonic() < end:
        told(5 * 10**9 + 7)
        time.sleep(0.02)
    assert clock.now_ns() == 5 * 10**9 + 7
    for ns in range(6 * 10**9, 6 * 10**9 + 100):
        told(ns)
    while clock.now_ns() < 6 * 10**9 + 99 and time.monotonic() < end:
        time.sleep(0.02)
    assert clock.now_ns() == 6 * 10**9 + 99


def test_no_executor_takes_it_away(nodes, told):
    """One that waited for it would have handled the message, and nothing were left to look at."""
    node = nodes.add(node_with())
    clock = SensorClock(node)
    assert nodes.spin_until(lambda: node.count_publishers(CLOCK))
    assert nodes.spin_until(lambda: told(7) or _looked_at_after_spinning(nodes, clock) == 7)


def _looked_at_after_spinning(nodes, clock: SensorClock) -> int:
    for _ in range(10):
        nodes.executor.spin_once(timeout_sec=0.01)
    return clock.now_ns()


@pytest.mark.parametrize(("given", "there"), [((), False), (("simulated_time:=false",), False)])
def test_without_a_simulated_clock_there_is_one_clock_for_stamps(nodes, given, there):
    assert (sensor_clock(nodes.add(node_with(*given))) is not None) is there
    now = read_clocks()
    assert now.sensor_ns is None and now.sensor_clock_ns == now.ros_ns


def test_with_one_there_are_two(nodes):
    assert sensor_clock(nodes.add(node_with("simulated_time:=true"))) is not None
    assert abs(read_clocks().ros_ns - time.time_ns()) < 60 * 10**9
