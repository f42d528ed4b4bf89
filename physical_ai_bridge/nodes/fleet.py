"""Which robots a start has, as the nodes that serve all of them are told: the parameter ``robots``."""

from __future__ import annotations

from dataclasses import replace

from rcl_interfaces.msg import ParameterDescriptor
from rclpy.node import Node

from physical_ai_bridge.nodes.site import Site, find_robot


def read_fleet(node: Node, site: Site) -> Site:
    """The site with the robots of the parameter ``robots`` alone (names with commas between; empty: all).

    Raises ValueError for a robot that the site does not have.
    """
    descriptor = ParameterDescriptor(description="robots of this start; empty: all", read_only=True)
    names = str(node.declare_parameter("robots", "", descriptor).value or "")
    if not names:
        return site
    chosen = {find_robot(name.strip(), site).name for name in names.split(",")}
    robots = tuple(robot for robot in site.world.robots if robot.name in chosen)
    return replace(site, world=site.world.model_copy(update={"robots": robots}))
