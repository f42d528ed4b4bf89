"""Who tells ROS what a robot is made of, and the controllers of gz_ros2_control that need to know."""

from __future__ import annotations

from physical_ai_bridge.nodes.run_directory import ROS2_CONTROL
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.spec import ProcessSpec, Value
from physical_ai_bridge.robots import load_profile, ros2_control
from physical_ai_bridge.world.parts import RobotStart

MANAGER_PATIENCE = "60"  # s until Gazebo has loaded the robot and with it the controller manager


def publishers(options: StartOptions, robots: tuple[RobotStart, ...]) -> tuple[ProcessSpec, ...]:
    """A robot_state_publisher for each robot: tf of its links, its description for RViz and controllers."""
    return tuple(_publisher(options, robot) for robot in robots)


def _publisher(options: StartOptions, robot: RobotStart) -> ProcessSpec:
    """Controllers cannot do without the description; to look at, it may be missing."""
    parameters: dict[str, Value] = {
        "robot_description": _urdf(options, robot),
        "frame_prefix": f"{robot.name}/",
        "use_sim_time": options.simulated_time,
    }
    controlled = options.control == "ros2_control"
    return ProcessSpec(
        executable="robot_state_publisher",
        name="robot_state_publisher",
        namespace=f"{options.prefix}/{robot.name}",
        package="robot_state_publisher",
        parameters=parameters,
        part="simulator" if controlled else "display",
        needed=controlled,
    )


def _urdf(options: StartOptions, robot: RobotStart) -> str:
    profile = load_profile(robot.profile)
    if options.control == "ros2_control":
        return ros2_control.ros2_control_urdf(profile, robot.name, ros2_control.GAZEBO_HARDWARE)
    return profile.urdf_path.read_text(encoding="utf-8")


def controllers(options: StartOptions, robots: tuple[RobotStart, ...]) -> tuple[ProcessSpec, ...]:
    """A spawner for each robot: it starts the robot's controllers and ends."""
    if options.control != "ros2_control":
        return ()
    return tuple(_spawner(options, robot) for robot in robots)


def _spawner(options: StartOptions, robot: RobotStart) -> ProcessSpec:
    """The controllers listen where guard and gate publish: these names are the robot's ear, not a voice."""
    profile, here = load_profile(robot.profile), f"{options.prefix}/{robot.name}"
    renamed = " ".join(f"-r {own}:={contract}" for own, contract in ros2_control.remappings(profile))
    arguments = (
        *ros2_control.controllers(profile),
        *("--controller-manager", f"{here}/controller_manager"),
        *("--controller-manager-timeout", MANAGER_PATIENCE),
        *("--param-file", str(options.run_directory / ROS2_CONTROL)),
        *("--controller-ros-args", renamed),
    )
    return ProcessSpec(
        executable="spawner",
        name="spawner",
        namespace=here,
        package="controller_manager",
        arguments=arguments,
        part="simulator",
        ends=True,
    )
