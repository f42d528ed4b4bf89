"""Starts under `ros2 launch` the processes that `physical-ai up` starts, from the same description."""

from __future__ import annotations

import os
from pathlib import Path

from launch import LaunchContext, LaunchDescription, LaunchDescriptionEntity
from launch.actions import DeclareLaunchArgument, LogInfo, OpaqueFunction
from launch_ros.actions import Node
from launch_ros.parameter_descriptions import ParameterValue

from physical_ai_bridge.cli.domain_lock import take_domain
from physical_ai_bridge.cli.options import domain_id
from physical_ai_bridge.nodes.lifetime import SUPERVISED
from physical_ai_bridge.nodes.processes import ProcessSpec, processes
from physical_ai_bridge.nodes.run_directory import default_run_directory, prepare_run_directory
from physical_ai_bridge.resources import resource


def generate_launch_description() -> LaunchDescription:
    """The arguments, then the processes that they ask for."""
    return LaunchDescription([*_arguments(), OpaqueFunction(function=_start)])


def _arguments() -> list[DeclareLaunchArgument]:
    return [
        DeclareLaunchArgument(
            "world",
            default_value=str(resource("worlds/warehouse.yaml")),
            description="現場ファイル (YAML): 壁、場所、区域、ロボット / site file",
        ),
        DeclareLaunchArgument(
            "sim",
            default_value="embedded",
            choices=["embedded", "none"],
            description="embedded: 内蔵シミュレータ / none: 実機など、別に動いているロボット",
        ),
        DeclareLaunchArgument(
            "run_directory",
            default_value=str(default_run_directory(domain_id())),
            description="鍵と記録の置き場所 / where keys and audit go",
        ),
    ]


def _start(context: LaunchContext) -> list[LaunchDescriptionEntity]:
    """Take the domain, make fresh keys, then the nodes. Raises DomainTaken, WorldFileError, OSError."""
    chosen = context.launch_configurations
    world, run_directory = Path(chosen["world"]).resolve(), Path(chosen["run_directory"]).resolve()
    specs = processes(world, run_directory, chosen["sim"])
    # The lock holds as long as its socket lives, which is as long as the launch does.
    context.extend_globals({"domain_lock": take_domain(domain_id())})
    prepare_run_directory(run_directory)
    hint = f"運転を許可するまで動きません: physical-ai enable --run-directory {run_directory}"
    return [*(_node(spec) for spec in specs), LogInfo(msg=hint)]


def _node(spec: ProcessSpec) -> Node:
    # Typed, since launch would read a text like "1" as a number.
    parameters = {
        name: ParameterValue(value, value_type=type(value)) for name, value in spec.parameters.items()
    }
    return Node(
        package="physical_ai_bridge",
        executable=spec.executable,
        name=spec.name,
        namespace=spec.namespace,
        parameters=[parameters],
        remappings=list(spec.remappings.items()),
        output="screen",
        # The kernel ends the node with the launch, as with `physical-ai up`; prints come at once.
        additional_env={SUPERVISED: str(os.getpid()), "PYTHONUNBUFFERED": "1"},
    )
