"""The RViz layout shows what is published, under the names and with the durability it is published with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rclpy.qos import DurabilityPolicy, QoSProfile, ReliabilityPolicy

from physical_ai_bridge.nodes import contract

LAYOUT = Path(__file__).parents[2] / "config" / "site.rviz"
RELIABILITY = {
    "Reliable": ReliabilityPolicy.RELIABLE,
    "Best Effort": ReliabilityPolicy.BEST_EFFORT,
}
DURABILITY = {
    "Transient Local": DurabilityPolicy.TRANSIENT_LOCAL,
    "Volatile": DurabilityPolicy.VOLATILE,
}
PUBLISHED: dict[str, tuple[str, QoSProfile]] = {
    contract.SITE_MARKERS: ("MarkerArray", contract.STATE_QOS),
    f"/agv1/{contract.PLAN_MARKERS}": ("MarkerArray", contract.STATE_QOS),
    f"/agv1/{contract.VERDICT_MARKERS}": ("MarkerArray", contract.EVENT_QOS),
    f"/agv1/{contract.SCAN}": ("LaserScan", contract.ROBOT_QOS),
    f"/agv1/{contract.ODOM}": ("Odometry", contract.ROBOT_QOS),
    "/agv1/robot_description": ("RobotModel", contract.STATE_QOS),  # as robot_state_publisher has it
}


@pytest.fixture(scope="module")
def manager() -> dict[str, Any]:
    layout: dict[str, Any] = yaml.safe_load(LAYOUT.read_text(encoding="utf-8"))
    found: dict[str, Any] = layout["Visualization Manager"]
    return found


@pytest.fixture(scope="module")
def topics(manager: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """For each topic its kind of display and how it is subscribed to."""
    shown: dict[str, tuple[str, dict[str, Any]]] = {}
    for display in manager["Displays"]:
        topic = display.get("Topic") or display.get("Description Topic")
        if topic is not None:
            shown[topic["Value"]] = (display["Class"].removeprefix("rviz_default_plugins/"), topic)
    return shown


def test_every_topic_is_shown_by_the_display_for_its_type(topics: dict[str, Any]) -> None:
    assert {name: kind for name, (kind, _) in topics.items()} == {n: k for n, (k, _) in PUBLISHED.items()}


def test_every_topic_is_heard_as_it_is_published(topics: dict[str, Any]) -> None:
    for name, (_, how) in topics.items():
        qos = PUBLISHED[name][1]
        assert DURABILITY[how["Durability Policy"]] is qos.durability, name
        asked = RELIABILITY[how["Reliability Policy"]]
        assert asked in (qos.reliability, ReliabilityPolicy.BEST_EFFORT), name
        assert how["History Policy"] == "Keep Last" and how["Depth"] >= 1


def test_everything_is_switched_on_and_known_to_rviz(manager: dict[str, Any]) -> None:
    displays = manager["Displays"]
    assert all(display["Enabled"] and display["Value"] for display in displays)
    kinds = {display["Class"] for display in displays}
    plugins = ("Grid", "MarkerArray", "RobotModel", "LaserScan", "Odometry", "TF")
    assert kinds == {f"rviz_default_plugins/{kind}" for kind in plugins}


def test_it_looks_down_on_the_map_with_north_up(manager: dict[str, Any]) -> None:
    assert manager["Global Options"]["Fixed Frame"] == "map"
    view = manager["Views"]["Current"]
    assert view["Class"] == "rviz_default_plugins/Orbit"
    assert (view["Pitch"], view["Yaw"]) == pytest.approx((1.5708, 4.7124), abs=2e-3)


def test_the_robots_links_are_looked_for_under_its_own_name(manager: dict[str, Any]) -> None:
    (model,) = (each for each in manager["Displays"] if "Description Topic" in each)
    assert model["TF Prefix"] == "agv1"


def test_no_tool_sends_a_robot_anywhere(manager: dict[str, Any]) -> None:
    tools = {tool["Class"].removeprefix("rviz_default_plugins/") for tool in manager["Tools"]}
    assert tools == {"Interact", "MoveCamera", "Select", "FocusCamera", "Measure"}
