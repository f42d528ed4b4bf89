"""Which processes make the system: one description for ``physical-ai up`` and for the launch file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from physical_ai_bridge.world import World, load_world

Value = str | int | float | bool


@dataclass(frozen=True)
class ProcessSpec:
    """One OS process: a console script, its node name, its namespace, its parameters and its remappings."""

    executable: str
    name: str
    namespace: str
    parameters: dict[str, Value] = field(default_factory=dict)
    remappings: dict[str, str] = field(default_factory=dict)


def processes(world_path: Path, run_directory: Path, sim: str = "embedded") -> tuple[ProcessSpec, ...]:
    """Simulator first, then each robot from its last hop upwards, then the agent.

    ``sim`` is ``embedded`` or ``none`` (the robot contract comes from elsewhere). Raises WorldFileError and
    ValueError.
    """
    if sim not in ("embedded", "none"):
        raise ValueError(f"sim は embedded か none です: {sim}")
    world = load_world(world_path)
    site: dict[str, Value] = {"world": str(world_path), "run_directory": str(run_directory)}
    simulator = (ProcessSpec("sim_node", "sim_node", "", site),) if sim == "embedded" else ()
    robots = tuple(spec for robot in world.robots for spec in _robot(robot.name, site))
    return (*simulator, *robots, ProcessSpec("agent_node", "agent_node", "", site))


def _robot(name: str, site: dict[str, Value]) -> tuple[ProcessSpec, ...]:
    own = {**site, "robot": name}
    nodes = ("command_guard_node", "safety_gate_node", "controller_node")
    return tuple(ProcessSpec(node, node, f"/{name}", own) for node in nodes)


def robot_names(world: World) -> tuple[str, ...]:
    """The robots of a site, which are also their namespaces."""
    return tuple(robot.name for robot in world.robots)
