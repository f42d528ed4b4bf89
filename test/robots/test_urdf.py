"""URDF files are read strictly: what is there comes out as written, what is wrong is named."""

from __future__ import annotations

import math
from pathlib import Path

import mujoco
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.robots.urdf import UrdfError, load_urdf, read_urdf
from physical_ai_bridge.robots.urdf_parts import Friction, Limit, Urdf
from physical_ai_bridge.robots.urdf_shapes import Box, Cylinder, Origin, Sphere

AGV = load_profile("agv").urdf_path

ROBOT = """<robot name="r">
  <mujoco/><ros2_control name="x" type="system"/>
  <material name="red"><color rgba="1 0 0 1"/></material>
  <link name="root"/>
  <link name="body">
    <inertial><origin xyz="0 0 .1"/><mass value="2"/>
      <inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0.1" izz="1e0"/></inertial>
    <collision><geometry><box size="1 2 3"/></geometry></collision>
    <collision name="ball"><origin xyz="1 0 0" rpy="0 0 1"/>
      <geometry><sphere radius="0.5"/></geometry></collision>
    <visual><geometry><cylinder radius="0.1" length="2"/></geometry><material name="red"/></visual>
    <visual name="own"><geometry><sphere radius="1"/></geometry>
      <material name=""><color rgba="0 1 0 0.5"/></material></visual>
  </link>
  <link name="tip">
    <inertial><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>
  </link>
  <joint name="fix" type="fixed"><parent link="root"/><child link="body"/><origin xyz="0 0 0.5"/></joint>
  <joint name="turn" type="revolute"><parent link="body"/><child link="tip"/><axis xyz="0 2 0"/>
    <limit lower="-1" upper="2" effort="3" velocity="4"/><dynamics damping="0.5"/></joint>
  <gazebo reference="body"><mu1>0.3</mu1><mu2>0.4</mu2></gazebo>
</robot>"""


@pytest.fixture
def robot() -> Urdf:
    return read_urdf(ROBOT, "r.urdf")


def test_links(robot: Urdf) -> None:
    root, body, tip = robot.links
    assert (root.inertial, root.collisions, root.visuals, root.friction) == (None, (), (), None)
    assert body.inertial is not None
    assert (body.inertial.mass, body.inertial.origin.xyz) == (2.0, (0.0, 0.0, 0.1))
    assert body.inertial.tensor().tolist() == [[1.0, 0.0, 0.0], [0.0, 1.0, 0.1], [0.0, 0.1, 1.0]]
    assert body.friction == Friction(0.3, 0.4)
    assert tip.friction is None


def test_shapes_and_colours(robot: Urdf) -> None:
    body = robot.link("body")
    assert [(c.name, c.shape) for c in body.collisions] == [
        ("body_collision_1", Box((1.0, 2.0, 3.0))),
        ("ball", Sphere(0.5)),
    ]
    assert body.collisions[1].origin == Origin((1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    assert [(v.name, v.shape, v.colour) for v in body.visuals] == [
        ("body_visual_1", Cylinder(0.1, 2.0), (1.0, 0.0, 0.0, 1.0)),
        ("own", Sphere(1.0), (0.0, 1.0, 0.0, 0.5)),
    ]


def test_joints(robot: Urdf) -> None:
    fix, turn = robot.joints
    assert (fix.type, fix.limit, fix.origin.xyz) == ("fixed", None, (0.0, 0.0, 0.5))
    assert (turn.type, turn.axis, turn.limit) == ("revolute", (0.0, 1.0, 0.0), Limit(-1.0, 2.0, 3.0, 4.0))
    assert (turn.damping, turn.friction) == (0.5, 0.0)
    assert robot.root.name == "root"
    assert robot.joint_above("tip") == turn and robot.joints_below("root") == (fix,)
    assert robot.pose("tip")[:3, 3].tolist() == [0.0, 0.0, 0.5]


def test_our_own_files_are_read() -> None:
    agv = load_urdf(AGV)
    assert agv.root.name == "base_footprint"
    assert agv.joint("left_wheel_joint").axis == (0.0, 1.0, 0.0)
    assert sum(link.inertial.mass for link in agv.links if link.inertial) == pytest.approx(40.0)


def test_mujoco_reads_the_same_masses_and_places() -> None:
    agv, model = load_urdf(AGV), mujoco.MjModel.from_xml_path(str(AGV))
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    for link in agv.links:
        body = model.body(link.name)
        assert body.mass[0] == pytest.approx(link.inertial.mass if link.inertial else 0.0)
        place = agv.pose(link.name)
        assert data.xpos[body.id] == pytest.approx(place[:3, 3])
        assert data.xmat[body.id].reshape(3, 3) == pytest.approx(place[:3, :3])


@given(st.tuples(*[st.floats(-math.pi, math.pi)] * 3))
def test_roll_pitch_and_yaw_are_about_fixed_axes(rpy: tuple[float, float, float]) -> None:
    quaternion, expected = np.zeros(4), np.zeros(9)
    mujoco.mju_euler2Quat(quaternion, np.array(rpy), "XYZ")  # capital letters: fixed axes
    mujoco.mju_quat2Mat(expected, quaternion)
    assert Origin((1.0, 2.0, 3.0), rpy).matrix()[:3, :3] == pytest.approx(expected.reshape(3, 3), abs=1e-12)


WRONG = [
    ('<robot name="r">', '<sdf name="r">', "sdf|XML"),
    ('<box size="1 2 3"/>', '<mesh filename="a.dae"/>', "mesh"),
    ('<box size="1 2 3"/>', '<capsule radius="1" length="1"/>', "capsule"),
    ('<box size="1 2 3"/>', '<box size="1 2"/>', "size"),
    ('<box size="1 2 3"/>', '<box size="1 2 0"/>', "size"),
    ('<box size="1 2 3"/>', '<box size="1 2 nan"/>', "nan"),
    ('<box size="1 2 3"/>', '<box size="1 2 inf"/>', "inf"),
    ('<box size="1 2 3"/>', '<box size="1 2 1_0"/>', "1_0"),
    ('<box size="1 2 3"/>', '<box size="1 2 １"/>', "１"),
    ('<box size="1 2 3"/>', '<box size="1 2 1e999"/>', "1e999"),
    ('<box size="1 2 3"/>', "<box/>", "size"),
    ('<box size="1 2 3"/>', "", "geometry"),
    ('<sphere radius="0.5"/>', '<sphere radius="0"/>', "radius"),
    ('<cylinder radius="0.1" length="2"/>', '<cylinder radius="0.1"/>', "length"),
    ('<mass value="1"/>', '<mass value="0"/>', "mass"),
    ('<mass value="1"/>', "", "mass"),
    ('<mass value="1"/>', '<mass value="1"/><mass value="1"/>', "mass"),
    ('izz="1e0"', 'izz="-1"', "inertial"),
    ('izz="1e0"', 'izz="2.2"', "inertial"),
    ('iyz="0.1"', 'iyz="1.1"', "inertial"),
    ('iyz="0.1"', "", "iyz"),
    ('name="tip">', 'name="body">', "body"),
    ('name="tip">', 'name="turn">', "turn|tip"),
    ('name="tip">', 'name="ti p">', "ti p"),
    ('name="tip">', 'name="a::b">', "a::b"),
    ('name="tip">', 'name="world">', "world"),
    ('name="ball"', 'name="body_visual_1"', "body_visual_1"),
    ('name="ball"', 'name="own"', "own"),
    ('<parent link="body"/>', '<parent link="nobody"/>', "nobody"),
    ('<parent link="body"/>', '<parent link="tip"/>', "tip"),
    ('<parent link="body"/>', "", "parent"),
    ('<child link="tip"/>', '<child link="body"/>', "body"),
    ('<child link="body"/>', '<child link="tip"/>', "tip"),
    ('<parent link="root"/>', '<parent link="tip"/>', "輪"),
    ('type="revolute"', 'type="floating"', "turn"),
    ('type="revolute"', "", "turn"),
    ('upper="2"', 'upper="-1"', "lower"),
    ('effort="3"', 'effort="0"', "effort"),
    ('velocity="4"', "", "velocity"),
    ('<limit lower="-1" upper="2" effort="3" velocity="4"/>', "", "limit"),
    ('<axis xyz="0 2 0"/>', '<axis xyz="0 0 0"/>', "axis"),
    ('<dynamics damping="0.5"/>', '<mimic joint="x"/>', "mimic"),
    ('damping="0.5"', 'damping="-0.5"', "damping"),
    ('damping="0.5"', 'friction="nan"', "friction"),
    ('reference="body"', 'reference="nobody"', "nobody"),
    ("</robot>", '<gazebo reference="body"><mu1>1</mu1><mu2>1</mu2></gazebo></robot>', "gazebo body"),
    ("<mu1>0.3</mu1>", "<mu1>-0.3</mu1>", "mu1"),
    ("<mu1>0.3</mu1>", "", "mu1"),
    ("<mu1>0.3</mu1>", "<mu>0.3</mu>", "mu"),
    ('<material name="red"/>', '<material name="blue"/>', "blue"),
    ('rgba="1 0 0 1"', 'rgba="1 0 0 1.1"', "rgba"),
    ("<mujoco/>", "<jiont/>", "jiont"),
    ("<mujoco/>", '<material name="red"><color rgba="1 1 1 1"/></material>', "red"),
    ('<link name="root"/>', '<link name="root"/><link name="lost"/>', "lost"),
    ('<link name="root"/>', '<link name="root"><colision/></link>', "colision"),
    ("</robot>", "", "XML"),
]


@pytest.mark.parametrize(("old", "new", "named"), WRONG)
def test_what_is_wrong_is_named_with_its_file(old: str, new: str, named: str) -> None:
    assert old in ROBOT
    with pytest.raises(UrdfError, match=rf"r\.urdf.*({named})"):
        read_urdf(ROBOT.replace(old, new, 1), "r.urdf")


MASS = '<inertial><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>'
SHAPE = '<collision><geometry><sphere radius="1"/></geometry></collision>'


@pytest.mark.parametrize(
    ("child", "kind", "fine"),
    [
        ("", "fixed", True),
        ("", "continuous", False),
        (SHAPE, "fixed", False),
        (MASS + SHAPE, "fixed", True),
        (MASS, "continuous", True),
    ],
)
def test_what_moves_or_has_a_shape_needs_mass(child: str, kind: str, fine: bool) -> None:
    joint = f'<joint name="j" type="{kind}"><parent link="a"/><child link="b"/></joint>'
    text = f'<robot name="r"><link name="a">{MASS}</link><link name="b">{child}</link>{joint}</robot>'
    if fine:
        assert len(read_urdf(text, "r.urdf").links) == 2
    else:
        with pytest.raises(UrdfError, match=r"<link b>.*inertial"):
            read_urdf(text, "r.urdf")


@pytest.mark.parametrize("text", ["", "x", "<robot/>", '<robot name="r"/>'])
def test_what_is_no_robot_is_refused(text: str) -> None:
    with pytest.raises(UrdfError, match=r"r\.urdf"):
        read_urdf(text, "r.urdf")


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UrdfError, match=r"none\.urdf"):
        load_urdf(tmp_path / "none.urdf")
    (tmp_path / "odd.urdf").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UrdfError, match=r"odd\.urdf"):
        load_urdf(tmp_path / "odd.urdf")
