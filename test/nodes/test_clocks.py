"""Under a simulator's clock our timers go on, our stamps are the system's, and sensors are dated by it."""

from __future__ import annotations

import time

from builtin_interfaces.msg import Time
from rosgraph_msgs.msg import Clock

from physical_ai_bridge.nodes.contract import CLOCK, SENSE_QOS
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import now_of

SIMULATED = ["--ros-args", "-p", "use_sim_time:=true"]


def test_timers_fire_though_nobody_tells_the_simulated_time(nodes):
    node, fired = nodes.add(LeanNode("brakes", cli_args=SIMULATED)), []
    node.create_timer(0.02, lambda: fired.append(1))
    assert nodes.spin_until(lambda: len(fired) >= 3)
    assert node.get_clock().now().nanoseconds == 0  # no simulated time has been told


def test_only_the_sensors_clock_is_the_simulators(nodes):
    node = nodes.add(LeanNode("gate", cli_args=SIMULATED))
    clock = node.create_publisher(Clock, CLOCK, SENSE_QOS)
    node.create_timer(0.02, lambda: clock.publish(Clock(clock=Time(sec=5, nanosec=7))))
    assert nodes.spin_until(lambda: now_of(node).sensor_ns == 5 * 10**9 + 7)
    now = now_of(node)
    assert abs(now.ros_ns - time.time_ns()) < 60 * 10**9
    assert now.sensor_clock_ns == 5 * 10**9 + 7


def test_without_a_simulated_clock_there_is_one_clock_for_stamps(nodes):
    now = now_of(nodes.add(LeanNode("gate")))
    assert now.sensor_ns is None and now.sensor_clock_ns == now.ros_ns
