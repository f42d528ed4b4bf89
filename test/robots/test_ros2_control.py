"""ros2_control: what the URDF, the parameters and the remappings say, and that ROS itself applies them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import mujoco
import pytest
import rclpy
import yaml
from physical_ai_bridge_msgs.action import ExecutePlan
from rclpy.action import ActionServer
from rclpy.context import Context
from rclpy.node import Node

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.resources import resource
from physical_ai_bridge.robots import ProfileError, RobotProfile, load_profile, profile_names, ros2_control
from physical_ai_bridge.robots.ros2_control import (
    ARM,
    DRIVE,
    GAZEBO_HARDWARE,
    TEMPLATE,
    controllers,
    controllers_yaml,
    remappings,
    ros2_control_urdf,
)

TEXT = resource(TEMPLATE).read_text(encoding="utf-8")
AGV = load_profile("agv")
SITE_NAMES = (contract.CMD_VEL, contract.ODOM)
JOINT = """
  <link name="{child}">
    <inertial><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>
  </link>
  <joint name="{name}" type="{kind}">
    <parent link="{parent}"/><child link="{child}"/><axis xyz="0 1 0"/>{limit}
  </joint>
"""
LIMIT = '<limit lower="-1.5" upper="2.0" effort="10" velocity="1"/>'


@pytest.fixture
def with_arm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RobotProfile:
    """The base with a joint that has limits and one that turns without end."""
    shoulder = JOINT.format(
        name="shoulder", kind="revolute", parent="base_link", child="upper_arm", limit=LIMIT
    )
    wrist = JOINT.format(name="wrist", kind="continuous", parent="upper_arm", child="hand", limit="")
    return changed(tmp_path, monkeypatch, shoulder + wrist, ("shoulder", "wrist"))


def changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, more: str, joints: tuple[str, ...]
) -> RobotProfile:
    """The base with `more` in its URDF, and a profile that names `joints` as an arm."""
    text = AGV.urdf_path.read_text(encoding="utf-8").replace("</robot>", f"{more}</robot>")
    (folder / AGV.urdf).write_text(text, encoding="utf-8")
    monkeypatch.setattr("physical_ai_bridge.robots.profile.DIRECTORY", folder)
    return AGV.model_copy(update={"joints": joints})


def block(profile: RobotProfile, plugin: str = GAZEBO_HARDWARE) -> ElementTree.Element:
    found = ElementTree.fromstring(ros2_control_urdf(profile, "agv1", plugin)).findall("ros2_control")
    assert len(found) == 1
    return found[0]


def interfaces(joint: ElementTree.Element) -> tuple[list[str | None], list[str | None]]:
    return [e.get("name") for e in joint.findall("command_interface")], [
        e.get("name") for e in joint.findall("state_interface")
    ]


def bounds(joint: ElementTree.Element) -> dict[str | None, float]:
    return {p.get("name"): float(p.text or "") for p in joint.iter("param")}


# --- URDF


@pytest.mark.parametrize("name", profile_names())
def test_wheels_take_a_velocity_and_mujoco_loads_the_rest_as_before(name: str) -> None:
    profile = load_profile(name)
    added = block(profile)
    assert added.attrib == {"name": "agv1_hardware", "type": "system"}
    assert added.findtext("hardware/plugin") == "gz_ros2_control/GazeboSimSystem"
    assert [joint.get("name") for joint in added.findall("joint")] == [*profile.wheel_joints, *profile.joints]
    for joint in added.findall("joint")[:2]:
        assert interfaces(joint) == (["velocity"], ["position", "velocity"])
    before = mujoco.MjSpec.from_file(str(profile.urdf_path)).compile()
    after = mujoco.MjSpec.from_string(ros2_control_urdf(profile, "agv1", "ours/Drive")).compile()
    assert (after.nbody, after.njnt, after.ngeom) == (before.nbody, before.njnt, before.ngeom)
    assert after.body_mass.tolist() == before.body_mass.tolist()


def test_a_wheel_may_turn_as_fast_as_driving_and_turning_at_once_need() -> None:
    wheel = block(AGV).findall("joint")[0]
    fastest = (0.8 + 1.0 * 0.21) / 0.08
    assert bounds(wheel) == pytest.approx({"min": -fastest, "max": fastest})


def test_joints_of_an_arm_take_a_position_within_their_limits(with_arm: RobotProfile) -> None:
    shoulder, wrist = block(with_arm).findall("joint")[2:]
    assert interfaces(shoulder) == interfaces(wrist) == (["position"], ["position", "velocity"])
    assert bounds(shoulder) == {"min": -1.5, "max": 2.0}
    assert bounds(wrist) == {}
    assert mujoco.MjSpec.from_string(ros2_control_urdf(with_arm, "agv1", GAZEBO_HARDWARE)).compile().njnt == 4


def test_the_hardware_of_a_real_robot_takes_the_simulators_place() -> None:
    assert block(AGV, "maker_hardware/Base").findtext("hardware/plugin") == "maker_hardware/Base"


@pytest.mark.parametrize(
    ("more", "joints", "named"),
    [
        ("", ("shoulder",), "shoulder"),
        (JOINT.format(name="s", kind="fixed", parent="base_link", child="c", limit=""), ("s",), "「s」"),
        (JOINT.format(name="s", kind="revolute", parent="base_link", child="c", limit=""), ("s",), "limit"),
        ('<ros2_control name="own" type="system"/>', (), "ros2_control"),
    ],
)
def test_a_urdf_that_does_not_fit_is_refused_by_name(
    more: str, joints: tuple[str, ...], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = changed(tmp_path, monkeypatch, more, joints)
    with pytest.raises(ProfileError, match=rf"agv\.urdf.*{named}"):
        ros2_control_urdf(profile, "agv1", GAZEBO_HARDWARE)


# --- parameters


def rendered(profile: RobotProfile, namespace: str = "") -> dict[str, dict[str, object]]:
    nodes = yaml.safe_load(controllers_yaml(TEXT, [("agv1", profile)], namespace))
    return {name: value["ros__parameters"] for name, value in nodes.items()}


def test_the_committed_file_says_what_the_profile_says() -> None:
    committed = {
        key.rpartition("/")[2]: value["ros__parameters"] for key, value in yaml.safe_load(TEXT).items()
    }
    drive = rendered(AGV)[f"/agv1/{DRIVE}"]
    assert drive.pop("tf_frame_prefix") == "agv1"
    assert drive == committed[DRIVE]


def test_the_numbers_come_from_the_profile() -> None:
    other = AGV.model_copy(update={"max_speed": 0.6, "wheel_radius": 0.1, "brake": 2.0, "yaw_accel": 0.7})
    drive = rendered(other)[f"/agv1/{DRIVE}"]
    assert drive["wheel_radius"] == 0.1
    assert drive["linear.x"] == {
        "max_velocity": 0.6,
        "min_velocity": -0.6,
        "max_acceleration": 0.5,
        "max_deceleration": -2.0,
        "max_acceleration_reverse": -0.5,
        "max_deceleration_reverse": 2.0,
    }
    assert drive["angular.z"]["max_acceleration"] == 0.7  # type: ignore[index]


def test_contract_of_the_drive() -> None:
    drive = rendered(AGV)[f"/agv1/{DRIVE}"]
    assert (drive["odom_frame_id"], drive["base_frame_id"]) == ("odom", "base_footprint")
    assert (drive["publish_rate"], drive["enable_odom_tf"], drive["open_loop"]) == (50.0, False, False)
    assert 0.0 < drive["cmd_vel_timeout"] <= 0.2  # type: ignore[operator]


def test_rates_fit_each_other_and_gazebos_step() -> None:
    nodes = rendered(AGV)
    rate = nodes["/agv1/controller_manager"]["update_rate"]
    assert isinstance(rate, int) and rate % 50 == 0
    assert nodes["/agv1/joint_state_broadcaster"]["update_rate"] == 50
    for step_us in (1000, 4000):
        assert (1_000_000 // rate) % step_us == 0, "the controllers would run unevenly"


def test_every_number_that_ros_reads_as_double_is_written_as_one() -> None:
    drive = rendered(AGV)[f"/agv1/{DRIVE}"]
    numbers = [drive[key] for key in ("wheel_separation", "wheel_radius", "cmd_vel_timeout", "publish_rate")]
    for axis in ("linear.x", "angular.z"):
        numbers += list(drive[axis].values())  # type: ignore[attr-defined]
    assert all(type(number) is float and math.isfinite(number) for number in numbers)


def test_a_site_has_one_file_with_every_node_named_in_full(with_arm: RobotProfile) -> None:
    nodes = yaml.safe_load(controllers_yaml(TEXT, [("agv1", AGV), ("arm1", with_arm)], "/hall"))
    names = ["controller_manager", "joint_state_broadcaster", "drive_controller"]
    assert list(nodes) == [
        *(f"/hall/agv1/{name}" for name in names),
        *(f"/hall/arm1/{name}" for name in (*names, "arm_controller")),
    ]
    assert nodes["/hall/arm1/drive_controller"]["ros__parameters"]["tf_frame_prefix"] == "arm1"
    assert nodes["/hall/arm1/arm_controller"]["ros__parameters"]["joints"] == ["shoulder", "wrist"]
    assert nodes["/hall/arm1/arm_controller"]["ros__parameters"]["command_interfaces"] == ["position"]


def test_only_a_robot_with_an_arm_starts_its_controller(with_arm: RobotProfile) -> None:
    assert controllers(AGV) == ("joint_state_broadcaster", "drive_controller")
    assert controllers(with_arm) == ("joint_state_broadcaster", "drive_controller", "arm_controller")
    for name in controllers(with_arm):
        assert rendered(with_arm)["/agv1/controller_manager"][name]["type"]  # type: ignore[index]


@pytest.mark.parametrize("text", ["", TEXT.replace("/**/drive_controller", "/**/drive")])
def test_a_template_that_lacks_a_section_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"config/ros2_control\.yaml: .*drive_controller"):
        controllers_yaml(text, [("agv1", AGV)])


# --- names, as ROS itself resolves them


@pytest.fixture
def context() -> Iterator[Context]:
    made = Context()
    rclpy.init(context=made)
    yield made
    made.try_shutdown()


def node(context: Context, name: str, arguments: list[str]) -> Node:
    return Node(
        name,
        namespace="/agv1",
        context=context,
        cli_args=["--ros-args", *arguments],
        use_global_arguments=False,
        automatically_declare_parameters_from_overrides=True,
    )


def rules(profile: RobotProfile) -> list[str]:
    return [word for old, new in remappings(profile) for word in ("-r", f"{old}:={new}")]


def test_the_drive_listens_and_speaks_on_the_contracts_names(context: Context) -> None:
    drive = node(context, DRIVE, rules(AGV))
    for name in SITE_NAMES:
        assert drive.resolve_topic_name(f"~/{name}") == f"/agv1/{name}"
    bare = node(context, DRIVE, [])
    assert bare.resolve_topic_name("~/cmd_vel") == "/agv1/drive_controller/cmd_vel"


def test_the_arm_listens_where_the_guard_speaks_and_its_action_is_out_of_reach(
    context: Context, with_arm: RobotProfile
) -> None:
    arm = node(context, ARM, rules(with_arm))
    assert arm.resolve_topic_name("~/joint_trajectory") == "/agv1/arm_controller/joint_trajectory"
    # Any action's names are made alike; this one's type is at hand.
    server = ActionServer(arm, ExecutePlan, "arm_controller/follow_joint_trajectory", lambda goal: None)
    offered = [name for name, _ in arm.get_service_names_and_types_by_node(ARM, "/agv1") if "_action" in name]
    said = [name for name, _ in arm.get_publisher_names_and_types_by_node(ARM, "/agv1") if "_action" in name]
    assert len(offered) == 3 and len(said) == 2
    assert all(name.startswith("/agv1/_hardware/") for name in (*offered, *said))
    server.destroy()


def test_ros_finds_each_nodes_own_parameters(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(controllers_yaml(TEXT, [("agv1", AGV), ("agv2", AGV)]), encoding="utf-8")
    drive = node(context, DRIVE, ["--params-file", str(path)])
    assert drive.get_parameter("tf_frame_prefix").value == "agv1"
    assert drive.get_parameter("linear.x.max_deceleration").value == -3.0
    assert drive.get_parameter("left_wheel_names").value == ["left_wheel_joint"]
    assert not drive.has_parameter("update_rate")
    manager = node(context, "controller_manager", ["--params-file", str(path)])
    assert manager.get_parameter("drive_controller.type").value == "diff_drive_controller/DiffDriveController"


def test_the_committed_file_serves_by_hand_in_any_namespace(context: Context) -> None:
    drive = node(context, DRIVE, ["--params-file", str(resource(TEMPLATE))])
    assert drive.get_parameter("wheel_separation").value == 0.42
    assert drive.get_parameter("cmd_vel_timeout").value == 0.2
    assert not drive.has_parameter("tf_frame_prefix")


def test_no_remapping_leads_to_a_name_that_others_publish() -> None:
    """What guard and gate publish may be listened to; what they listen to may not be spoken on."""
    arm = AGV.model_copy(update={"joints": ("shoulder",)})
    plain = [new for _, new in remappings(arm) if not new.startswith("_hardware/")]
    assert plain == ["cmd_vel", "odom"]
    assert set(plain) & set(contract.EXPECTED_PUBLISHERS) == {"cmd_vel"}
    assert {old.partition("/")[0] for old, _ in remappings(arm)} <= set(controllers(arm))


def test_a_robot_without_an_arm_has_no_rules_for_one() -> None:
    assert ros2_control.remappings(AGV) == (
        ("drive_controller/cmd_vel", "cmd_vel"),
        ("drive_controller/odom", "odom"),
    )
