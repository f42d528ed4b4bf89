"""The SDF of a site: current, the same each time, with what each option asks for and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from arm_robot import URDF, arm_profile

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.robots.ros2_control import remappings
from physical_ai_bridge.robots.urdf import UrdfError, load_urdf, read_urdf
from physical_ai_bridge.sim import Simulator, StartError
from physical_ai_bridge.sim.gazebo import body, sdf
from physical_ai_bridge.sim.gazebo.arm import moved_inertia
from physical_ai_bridge.sim.gazebo.skeleton import base
from physical_ai_bridge.world import World

COMMITTED = Path(__file__).parents[3] / "worlds" / "warehouse.sdf"


def robot(text: str, name: str = "agv1") -> ElementTree.Element:
    model = ElementTree.fromstring(text).find(f"world/model[@name='robot.{name}']")
    assert model is not None
    return model


def plugin(model: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = [p for p in model.findall("plugin") if p.get("name", "").endswith(f"::{name}")]
    return found


def number(element: ElementTree.Element, path: str) -> float:
    return float(element.findtext(path) or "nan")


def test_the_committed_file_is_current(warehouse_sdf: str) -> None:
    command = "physical-ai world sdf worlds/warehouse.yaml --output worlds/warehouse.sdf"
    assert COMMITTED.read_text(encoding="utf-8") == warehouse_sdf, f"out of date; run: {command}"


def test_the_same_world_gives_the_same_text(warehouse: World, warehouse_sdf: str) -> None:
    assert sdf(warehouse) == warehouse_sdf


@pytest.mark.parametrize("step", [0.001, 0.004, 0.01])
def test_the_step_is_the_one_asked_for(empty_hall: World, step: float) -> None:
    root = ElementTree.fromstring(sdf(empty_hall, step=step))
    assert number(root, "world/physics/max_step_size") == step


@pytest.mark.parametrize("step", [0.0, -0.001, 0.0101, math.nan, math.inf])
def test_a_wrong_step_is_refused(empty_hall: World, step: float) -> None:
    with pytest.raises(ValueError, match="物理の刻み"):
        sdf(empty_hall, step=step)


def test_without_lidar_nothing_renders(warehouse: World) -> None:
    text = sdf(warehouse, lidar=False)
    assert "gpu_lidar" not in text and "gz-sim-sensors-system" not in text
    assert "DiffDrive" in text


def test_a_robot_without_a_scan_gets_no_lidar(warehouse: World) -> None:
    start = warehouse.robots[0].model_copy(update={"profile": load_profile("agv").without_scan})
    text = sdf(warehouse.model_copy(update={"robots": (start,)}))
    assert "gpu_lidar" not in text and "gz-sim-sensors-system" not in text


def test_the_drive_is_that_of_the_profile(warehouse_sdf: str) -> None:
    agv, drive = load_profile("agv"), plugin(robot(warehouse_sdf), "DiffDrive")
    expected = {
        "wheel_separation": agv.wheel_separation,
        "wheel_radius": agv.wheel_radius,
        "max_linear_velocity": agv.max_speed,
        "min_linear_velocity": -agv.max_speed,
        "max_angular_velocity": agv.max_yaw_rate,
        "min_angular_velocity": -agv.max_yaw_rate,
        "max_linear_acceleration": agv.brake,
        "min_linear_acceleration": -agv.brake,
        "max_angular_acceleration": agv.yaw_brake,
        "min_angular_acceleration": -agv.yaw_brake,
    }
    assert {tag: number(drive, tag) for tag in expected} == expected
    assert (drive.findtext("left_joint"), drive.findtext("right_joint")) == agv.wheel_joints


def test_the_wheels_have_the_motors_torque(warehouse_sdf: str) -> None:
    agv, model = load_profile("agv"), robot(warehouse_sdf)
    for joint in agv.wheel_joints:
        assert number(model, f"joint[@name='{joint}']/axis/limit/effort") == agv.wheel_max_torque


def test_a_wheel_is_a_joint_that_gazebos_physics_turns(warehouse_sdf: str) -> None:
    """DART welds what SDF calls continuous."""
    joints = {joint.get("name"): joint for joint in robot(warehouse_sdf).findall("joint")}
    for name in load_profile("agv").wheel_joints:
        assert joints[name].get("type") == "revolute"
        assert joints[name].find("axis/limit/lower") is None and joints[name].find("axis/limit/upper") is None


def test_the_lidars_rays_are_those_of_the_embedded_simulator(warehouse: World, warehouse_sdf: str) -> None:
    scan = Simulator(warehouse).robot("agv1").scan()
    assert scan is not None
    lidar = robot(warehouse_sdf).find(".//sensor[@type='gpu_lidar']")
    assert lidar is not None
    around, count = "lidar/scan/horizontal", len(scan.ranges)
    assert number(lidar, f"{around}/samples") == count
    assert number(lidar, f"{around}/min_angle") == pytest.approx(scan.angle_min)
    step = (number(lidar, f"{around}/max_angle") - number(lidar, f"{around}/min_angle")) / (count - 1)
    assert step == pytest.approx(scan.angle_increment)
    assert number(lidar, "lidar/range/min") == scan.range_min
    assert number(lidar, "lidar/range/max") == scan.range_max
    assert lidar.findtext("gz_frame_id") == "agv1/lidar_link"


def test_only_what_does_not_stand_on_the_floor_feels(warehouse_sdf: str) -> None:
    links = robot(warehouse_sdf).findall("link")
    feeling = {link.get("name") for link in links if link.find("sensor[@type='contact']") is not None}
    assert feeling == {"base_link", "lidar_link"}


def test_the_eye_sees_of_the_site_what_the_physics_has(warehouse_sdf: str) -> None:
    """Gazebo's lidar sees what is drawn."""
    for model in ElementTree.fromstring(warehouse_sdf).findall("world/model"):
        if body(model.get("name", "")).kind == "robot":
            continue
        drawn, touched = (model.find(f"link/{part}/geometry") for part in ("visual", "collision"))
        assert drawn is not None and touched is not None
        assert ElementTree.tostring(drawn) == ElementTree.tostring(touched)


def test_ros2_control_takes_the_place_of_gazebos_plugins(warehouse: World) -> None:
    model = robot(sdf(warehouse, control="ros2_control", namespace="site", parameters="run/controllers.yaml"))
    names = [p.get("name", "").rpartition("::")[2] for p in model.findall("plugin")]
    assert sorted(names) == ["GazeboSimROS2ControlPlugin", "OdometryPublisher"]
    manager = plugin(model, "GazeboSimROS2ControlPlugin")
    assert manager.findtext("parameters") == "run/controllers.yaml"
    assert manager.findtext("ros/namespace") == "/site/agv1"
    rules = {f"{own}:={name}" for own, name in remappings(load_profile("agv"))}
    assert {rule.text for rule in manager.findall("ros/remapping")} == rules


def test_frames_do_not_have_the_namespace_and_topics_do(warehouse: World) -> None:
    drive = plugin(robot(sdf(warehouse, namespace="/site/")), "DiffDrive")
    assert drive.findtext("topic") == "/site/agv1/cmd_vel"
    assert drive.findtext("child_frame_id") == "agv1/base_footprint"


def test_some_of_the_robots(make_hall: Callable[..., World]) -> None:
    world = make_hall([("agv1", 0.0, 0.0), ("agv2", 0.0, 2.0)])
    text = sdf(world, robots=["agv2"])
    assert "robot.agv2" in text and "robot.agv1" not in text
    with pytest.raises(ValueError, match=r"agv9.*agv1、agv2"):
        sdf(world, robots=["agv9"])


def test_a_robot_must_not_start_in_a_wall(make_hall: Callable[..., World]) -> None:
    with pytest.raises(StartError, match="壁か家具"):
        sdf(make_hall([("agv1", 9.8, 0.0)]))


def test_the_arm_follows_trajectories(arm_hall: World) -> None:
    urdf = load_urdf(URDF)
    model = robot(sdf(arm_hall), "arm1")
    control = plugin(model, "JointTrajectoryController")
    assert control.get("filename") == "gz-sim-joint-trajectory-controller-system"
    assert control.findtext("topic") == "/arm1/arm_controller/joint_trajectory"
    assert tuple(e.text for e in control.findall("joint_name")) == arm_profile().joints
    assert [e.text for e in control.findall("initial_position")] == ["0", "0.2"]
    for index, name in enumerate(arm_profile().joints):
        joint = urdf.joint(name)
        gain = {t: float(control.findall(f"position_{t}_gain")[index].text or "") for t in "pid"}
        inertia = moved_inertia(joint, urdf)
        assert gain["d"] == pytest.approx(2.0 * math.sqrt(gain["p"] * inertia))  # critically damped
        assert 0.0 < gain["i"] < gain["p"] * gain["d"] / inertia  # stable (Routh)
        assert joint.limit is not None
        assert float(control.findall("position_cmd_max")[index].text or "") == joint.limit.effort


def test_what_a_joint_moves_is_its_share_of_the_mass_matrix(arm_hall: World) -> None:
    import mujoco

    from physical_ai_bridge.sim import mjcf

    model = mjcf.build(arm_hall, arm_hall.robots)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    full = np.zeros((model.nv, model.nv))
    mujoco.mj_fullM(model, data, full)
    urdf = load_urdf(URDF)
    for name in arm_profile().joints:
        index = model.joint(f"robot/arm1/{name}").dofadr[0]
        assert moved_inertia(urdf.joint(name), urdf) == pytest.approx(full[index, index], rel=1e-6)


MASS = '<inertial><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>'


@pytest.mark.parametrize(
    ("links", "joints"),
    [
        ('<link name="a"/>', ""),
        (
            f'<link name="a"/><link name="b">{MASS}</link>',
            '<joint name="j" type="continuous"><parent link="a"/><child link="b"/></joint>',
        ),
        (
            f'<link name="a"/><link name="b">{MASS}</link><link name="c">{MASS}</link>',
            '<joint name="j" type="fixed"><parent link="a"/><child link="b"/></joint>'
            '<joint name="k" type="fixed"><parent link="a"/><child link="c"/></joint>',
        ),
    ],
)
def test_a_robot_whose_root_has_no_one_body_is_refused(links: str, joints: str) -> None:
    with pytest.raises(UrdfError, match="根には"):
        base(read_urdf(f'<robot name="r">{links}{joints}</robot>', "r.urdf"))
