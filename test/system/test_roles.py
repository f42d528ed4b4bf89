"""Who can do what, as the running graph shows it."""

from __future__ import annotations

from site_under_test import ROOT, Site

from physical_ai_bridge.nodes import contract


def test_the_agent_publishes_no_motion_and_calls_no_release(shared_site: Site) -> None:
    node = shared_site.console.node
    topics = {name for name, _ in node.get_publisher_names_and_types_by_node("agent_node", "/")}
    assert topics >= {contract.REPLY, contract.STOP, contract.AGENT_HEARTBEAT}
    motion = {contract.CMD_VEL, contract.MOTION_GATED, contract.MOTION_PROPOSED}
    assert not {topic for topic in topics if topic.rsplit("/", 1)[-1] in motion}
    clients = {name for name, _ in node.get_client_names_and_types_by_node("agent_node", "/")}
    assert any(contract.EXECUTE_PLAN in client for client in clients)
    releases = {contract.RESET_SERVICE, contract.ENABLE_SERVICE, contract.APPROVE_SERVICE}
    assert not {client for client in clients if client.rsplit("/", 1)[-1] in releases}


def test_only_guard_and_gate_publish_the_robots_command(shared_site: Site) -> None:
    infos = shared_site.console.node.get_publishers_info_by_topic("/agv1/cmd_vel")
    assert sorted(info.node_name for info in infos) == ["command_guard_node", "safety_gate_node"]


def test_every_topic_of_the_robot_contract_is_there_with_its_type(shared_site: Site) -> None:
    offered = dict(shared_site.console.node.get_topic_names_and_types())
    wanted = {
        "/agv1/cmd_vel": "geometry_msgs/msg/Twist",
        "/agv1/odom": "nav_msgs/msg/Odometry",
        "/agv1/scan": "sensor_msgs/msg/LaserScan",
        "/agv1/joint_states": "sensor_msgs/msg/JointState",
        "/agv1/battery_state": "sensor_msgs/msg/BatteryState",
        "/agv1/contacts": "physical_ai_bridge_msgs/msg/ContactArray",
        "/agv1/ground_truth": "nav_msgs/msg/Odometry",
        "/agv1/objects": "physical_ai_bridge_msgs/msg/ObjectArray",
        "/clock": "rosgraph_msgs/msg/Clock",
    }
    assert {topic: offered.get(topic) for topic in wanted} == {t: [kind] for t, kind in wanted.items()}


def test_nothing_that_decides_knows_of_ground_truth() -> None:
    package = ROOT / "physical_ai_bridge"
    readers = [path.name for path in package.rglob("*.py") if "GROUND_TRUTH" in path.read_text()]
    assert sorted(readers) == ["console.py", "contract.py", "sim_node.py"]
