"""Which processes make the system: one description for ``physical-ai up`` and for the launch files."""

from __future__ import annotations

from physical_ai_bridge.nodes.contract import SITE_TOPICS
from physical_ai_bridge.nodes.start.descriptions import controllers, publishers
from physical_ai_bridge.nodes.start.gazebo import bridge, gazebo
from physical_ai_bridge.nodes.start.options import OptionError, StartOptions
from physical_ai_bridge.nodes.start.spec import ProcessSpec, Value
from physical_ai_bridge.nodes.start.viewer import rviz
from physical_ai_bridge.site_variant import without_lidar
from physical_ai_bridge.world import World, load_world
from physical_ai_bridge.world.parts import RobotStart


def processes(options: StartOptions) -> tuple[ProcessSpec, ...]:
    """Simulator first, then each robot from its last hop upwards, then what draws, then the agent.

    Raises WorldFileError, OptionError and ProfileError.
    """
    robots = chosen_robots(site_world(options), options)
    stacks = tuple(spec for robot in robots for spec in _stack(options, robot.name))
    return (*_simulator(options, robots), *stacks, *_display(options, robots), _agent(options))


def site_world(options: StartOptions) -> World:
    """The site with the robots as this start equips them. Raises WorldFileError."""
    world = load_world(options.world)
    return world if options.lidar else without_lidar(world)


def chosen_robots(world: World, options: StartOptions) -> tuple[RobotStart, ...]:
    """The robots of this start in the site file's order. Raises OptionError for a name that the site does
    not have."""
    names = tuple(robot.name for robot in world.robots)
    unknown = [name for name in options.robots if name not in names]
    if unknown:
        raise OptionError(
            f"現場ファイルにロボット「{'、'.join(unknown)}」がありません。あるのは {'、'.join(names)} です"
            " [UNKNOWN_ROBOT]"
        )
    return tuple(robot for robot in world.robots if not options.robots or robot.name in options.robots)


def _simulator(options: StartOptions, robots: tuple[RobotStart, ...]) -> tuple[ProcessSpec, ...]:
    if options.sim == "none":
        return ()
    if options.sim == "embedded":
        sim: dict[str, Value] = {"cmd_vel_type": options.command_type, "use_sim_time": options.simulated_time}
        return (_site_node("sim_node", options, "simulator", sim),)
    own = _site_node("gazebo_node", options, "simulator", {})
    return (*gazebo(options), bridge(options), own, *controllers(options, robots))


def _stack(options: StartOptions, robot: str) -> tuple[ProcessSpec, ...]:
    """Guard, gate and controller of one robot; only the first two are told how commands look."""
    common: dict[str, Value] = {**_common(options), "robot": robot}
    guard: dict[str, Value] = {**common, "cmd_vel_type": options.command_type}
    given = {
        "command_guard_node": guard,
        "safety_gate_node": {**guard, "simulated_time": options.simulated_time},
        "controller_node": common,
    }
    here = f"{options.prefix}/{robot}"
    return tuple(
        ProcessSpec(node, node, here, parameters, _remappings(options)) for node, parameters in given.items()
    )


def _display(options: StartOptions, robots: tuple[RobotStart, ...]) -> tuple[ProcessSpec, ...]:
    described = publishers(options, robots) if options.shows_site or options.sim == "gazebo" else ()
    if not options.shows_site:
        return described
    # It stamps by what it hears, so it needs no clock, which a stranger could break it with.
    drawn = _site_node("display_node", options, "display", {})
    return (*described, drawn, *(rviz(options, robots) if options.rviz else ()))


def _agent(options: StartOptions) -> ProcessSpec:
    return _site_node("agent_node", options, "agent", {"model_policy": options.model_policy})


def _site_node(node: str, options: StartOptions, part: str, extra: dict[str, Value]) -> ProcessSpec:
    """A node of ours of which the site has one."""
    parameters = {**_common(options), "robots": ",".join(options.robots), **extra}
    return ProcessSpec(node, node, options.prefix, parameters, _remappings(options), part=part)


def _common(options: StartOptions) -> dict[str, Value]:
    return {
        "world": str(options.world),
        "run_directory": str(options.run_directory),
        "lidar": options.lidar,
    }


def _remappings(options: StartOptions) -> dict[str, str]:
    """The site's own topics move below its namespace; ``/clock``, ``/tf`` and ``/diagnostics`` stay."""
    return {topic: f"{options.prefix}{topic}" for topic in SITE_TOPICS} if options.prefix else {}
