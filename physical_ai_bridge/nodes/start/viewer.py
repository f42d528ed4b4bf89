"""RViz for a person to look at the site; nothing depends on it."""

from __future__ import annotations

from physical_ai_bridge.nodes.contract import ODOM, PLAN_MARKERS, SCAN, SITE_MARKERS, VERDICT_MARKERS
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.spec import ProcessSpec
from physical_ai_bridge.resources import resource
from physical_ai_bridge.world.parts import RobotStart

LAYOUT = "config/site.rviz"
SHOWN = ("robot_description", SCAN, ODOM, PLAN_MARKERS, VERDICT_MARKERS)
"""What the layout shows of each robot."""


def rviz(options: StartOptions, robots: tuple[RobotStart, ...]) -> tuple[ProcessSpec, ...]:
    """RViz with the layout of the site, whose names move below the site's namespace."""
    names = (SITE_MARKERS, *(f"/{robot.name}/{topic}" for robot in robots for topic in SHOWN))
    moved = {name: f"{options.prefix}{name}" for name in names} if options.prefix else {}
    return (
        ProcessSpec(
            executable="rviz2",
            name="rviz2",
            namespace=options.prefix,
            package="rviz2",
            parameters={"use_sim_time": options.simulated_time},
            remappings=moved,
            arguments=("-d", str(resource(LAYOUT))),
            part="display",
        ),
    )
