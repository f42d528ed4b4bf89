"""The description of a start as actions of ``ros2 launch``: what the launch files are made of."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence

from launch import LaunchContext, LaunchDescription, LaunchDescriptionEntity
from launch.actions import ExecuteProcess, LogInfo, OpaqueFunction
from launch_ros.actions import Node
from launch_ros.parameter_descriptions import ParameterValue

from physical_ai_bridge.nodes.lifetime import SUPERVISED
from physical_ai_bridge.nodes.start.domain import take_domain, take_run_directory
from physical_ai_bridge.nodes.start.files import prepare
from physical_ai_bridge.nodes.start.launch_arguments import declared, start_options
from physical_ai_bridge.nodes.start.processes import processes
from physical_ai_bridge.nodes.start.programs import additions, installed
from physical_ai_bridge.nodes.start.spec import OURS, PROGRAM, ProcessSpec

_STARTED = "physical_ai_bridge"


def part(name: str) -> LaunchDescription:
    """The arguments, then the processes of one part of the description: ``simulator``, ``robots``, ``agent``
    or ``display``."""
    start = OpaqueFunction(function=lambda context: _processes(context, name))
    return LaunchDescription([*declared(), start])


def _processes(context: LaunchContext, name: str) -> list[LaunchDescriptionEntity]:
    specs, said = _start_once(context)
    return [*said, *(action(spec) for spec in specs if spec.part == name)]


def _start_once(context: LaunchContext) -> tuple[tuple[ProcessSpec, ...], list[LaunchDescriptionEntity]]:
    """The processes of this launch. The first part that asks takes the domain and writes the run directory,
    and gets what is to be said about it.

    Raises DomainTaken, MissingProgram, WorldFileError, OptionError, OSError: nothing is started then.
    """
    known = context.get_locals_as_dict().get(_STARTED)
    if known is not None:
        return known[0], []
    options = start_options(context.launch_configurations)
    specs, notes = installed(processes(options), os.environ)
    locks = (take_domain(options.domain), take_run_directory(options.run_directory))
    prepare(options)
    # The locks hold as long as their sockets live, which is as long as the launch does.
    context.extend_globals({_STARTED: (specs, locks)})
    hint = f"運転を許可するまで動きません: physical-ai enable --run-directory {options.run_directory}"
    return specs, [LogInfo(msg=text) for text in (*notes, hint)]


def action(spec: ProcessSpec) -> ExecuteProcess:
    """One process as an action, which the kernel ends with the launch, as with ``physical-ai up``."""
    own = {SUPERVISED: str(os.getpid()), "PYTHONUNBUFFERED": "1"}  # prints come at once
    environment = {**additions(spec, os.environ), **own}
    prefix = None if spec.package == OURS else _supervised()
    if spec.package == PROGRAM:
        command = [spec.executable, *spec.arguments]
        return ExecuteProcess(
            cmd=command, name=spec.name, prefix=prefix, output="screen", additional_env=environment
        )
    return Node(
        package=spec.package,
        executable=spec.executable,
        name=spec.name,
        namespace=spec.namespace,
        parameters=_typed(spec),
        remappings=list(spec.remappings.items()),
        arguments=list(spec.arguments),
        prefix=prefix,
        output="screen",
        additional_env=environment,
    )


def _supervised() -> str:
    return f"{shlex.quote(sys.executable)} -m physical_ai_bridge.nodes.start.supervised"


def _typed(spec: ProcessSpec) -> Sequence[dict[str, ParameterValue]]:
    """Typed, since launch would read a text like "1" as a number."""
    return [{name: ParameterValue(value, value_type=type(value)) for name, value in spec.parameters.items()}]
