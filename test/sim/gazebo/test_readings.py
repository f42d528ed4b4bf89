"""Gazebo's reports in the words of the embedded simulator."""

from __future__ import annotations

from pathlib import Path

from physical_ai_bridge.sim.gazebo.names import model_name
from physical_ai_bridge.sim.gazebo.readings import Touch, object_states, robot_contacts
from physical_ai_bridge.sim.readings import Contact, ObjectState
from physical_ai_bridge.world import load_world

WAREHOUSE = Path(__file__).parents[3] / "worlds" / "warehouse.yaml"
BASE = f"{model_name('robot', 'agv1')}::base_link::base_collision"
LIDAR = f"{model_name('robot', 'agv1')}::lidar_link::lidar_collision"
SHELF = f"{model_name('furniture', '棚A')}::link::collision"
FLOOR = f"{model_name('floor', 'floor')}::link::collision"
OTHER = f"{model_name('robot', 'agv2')}::base_link::base_collision"


def test_forces_of_a_pair_add_up_and_the_strongest_comes_first():
    touches = [Touch(BASE, SHELF, 1.0), Touch(LIDAR, SHELF, 5.0), Touch(SHELF, BASE, 2.0)]
    assert robot_contacts("agv1", touches) == (
        Contact("lidar_link", "棚A", "furniture", 5.0),
        Contact("base_link", "棚A", "furniture", 3.0),
    )


def test_the_floor_itself_and_others_are_left_out():
    touches = [Touch(BASE, FLOOR, 90.0), Touch(BASE, LIDAR, 1.0), Touch(OTHER, SHELF, 1.0)]
    assert robot_contacts("agv1", touches) == ()


def test_two_robots_that_touch_each_tell_of_the_other():
    touches = [Touch(BASE, OTHER, 4.0)]
    assert robot_contacts("agv1", touches) == (Contact("base_link", "agv2", "robot", 4.0),)
    assert robot_contacts("agv2", touches) == (Contact("base_link", "agv1", "robot", 4.0),)


def test_what_somebody_put_there_by_hand_is_an_object_with_its_own_name():
    touches = [Touch("box_7::link::collision", BASE, 1.0)]
    assert robot_contacts("agv1", touches) == (Contact("base_link", "box_7", "object", 1.0),)


def test_objects_come_in_the_order_of_the_site_and_only_where_their_pose_is_known():
    world = load_world(WAREHOUSE)
    poses = {"blue_box": (1.0, 2.0, 0.1, 0.5), "stranger": (0.0, 0.0, 0.0, 0.0)}
    assert object_states(world, poses) == (ObjectState("blue_box", "box", 1.0, 2.0, 0.1, 0.5),)
