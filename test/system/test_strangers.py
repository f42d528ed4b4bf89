"""Somebody else publishing motion is noticed, named and latched."""

from __future__ import annotations

import pytest
from geometry_msgs.msg import Twist
from physical_ai_bridge_msgs.msg import GatedMotion, MotionProposal
from site_under_test import Site

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.plan.enums import Mode

TYPES = {
    contract.CMD_VEL: Twist,
    contract.MOTION_GATED: GatedMotion,
    contract.MOTION_PROPOSED: MotionProposal,
}


@pytest.mark.parametrize("topic", TYPES)
def test_a_stranger_is_noticed_named_and_latched(site: Site, topic: str) -> None:
    site.drive_fast()
    node = site.console.node
    stranger = node.create_publisher(TYPES[topic], f"/agv1/{topic}", contract.MOTION_QOS)
    site.wait(lambda: site.mode is Mode.FAULT, "the latch")
    site.comes_to_rest()
    named = [line["data"]["publishers"] for line in site.audit("gate-agv1") if line["event"] == "strangers"]
    assert f"{topic}: /{node.get_name()}" in named[0]
    assert site.ask("0.2メートル前進して").reason.name == "STRANGER_PUBLISHER"
    accepted, reason = site.console.reset("agv1", "tester", site.directory)
    assert (accepted, reason.name) == (False, "CAUSE_NOT_CLEARED")
    node.destroy_publisher(stranger)
    site.wait(lambda: site.console.reset("agv1", "tester", site.directory)[0], "a reset once it is gone")
    site.do("0.2メートル前進して")


@pytest.mark.parametrize("topic", [contract.MOTION_GATED, contract.MOTION_PROPOSED])
def test_what_a_stranger_says_moves_nothing(site: Site, topic: str) -> None:
    """Not even in the moments before it is noticed: the guard wants a signature, the gate an admission."""
    message = TYPES[topic]()
    message.robot, message.kind = "agv1", 1
    message.twist.linear.x = 0.5
    stranger = site.console.node.create_publisher(TYPES[topic], f"/agv1/{topic}", contract.MOTION_QOS)
    site.witness.mark()
    for number in range(1, 50):
        now = site.console.node.get_clock().now().to_msg()
        message.stamp, message.sequence = now, 10**9 + number
        stranger.publish(message)
        site.console.spin_until(lambda: False, 0.02)
    assert site.witness.fastest_since_mark < 0.001
