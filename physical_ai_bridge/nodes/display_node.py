"""What an operator sees in RViz: the site, each robot's plan and the gate's verdicts as markers, and the
robots' frames. It only listens and draws; it publishes on no topic that a robot or a gate hears."""

from __future__ import annotations

import sys

from visualization_msgs.msg import MarkerArray

from physical_ai_bridge.display.site import site_shapes, title_shapes
from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.diagnostics import report_diagnostics
from physical_ai_bridge.nodes.fleet import read_fleet
from physical_ai_bridge.nodes.lean_node import LeanNode
from physical_ai_bridge.nodes.lifetime import run
from physical_ai_bridge.nodes.markers import markers
from physical_ai_bridge.nodes.process_status import display_status
from physical_ai_bridge.nodes.robot_view import RobotView
from physical_ai_bridge.nodes.site import find_robot, read_site
from physical_ai_bridge.nodes.status import Status
from physical_ai_bridge.nodes.transforms import Transforms, tf_message
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.plane import distance

PERIOD = 0.5  # s between looks at whether the names must follow their robots
FOLLOWED = 0.1  # m that a robot may be away from its name


class DisplayNode(LeanNode):
    """One for the site."""

    def __init__(self) -> None:
        super().__init__("display_node")
        site = read_fleet(self, read_site(self))
        self._robots = {robot.name: robot for robot in site.world.robots}
        starts = {name: find_robot(name, site).start for name in self._robots}
        self._frames = Transforms(self, starts, tf_message())
        self._views = [RobotView(self, name, at, site.world, self._frames) for name, at in starts.items()]
        self._fixed = site_shapes(site.world)
        self._drawn: dict[str, Pose2] | None = None
        self._site = self.create_publisher(MarkerArray, contract.SITE_MARKERS, contract.STATE_QOS)
        self._draw_site()
        self.create_timer(PERIOD, self._draw_site)
        report_diagnostics(self, "display", site.world.name, self._status)

    def _draw_site(self) -> None:
        """All of it at once, since a viewer that comes later is given the newest message alone."""
        poses = {view.name: view.pose for view in self._views}
        drawn = self._drawn
        if drawn is not None and all(distance(poses[name], drawn[name]) <= FOLLOWED for name in poses):
            return
        self._drawn = poses
        self._site.publish(markers((*self._fixed, *title_shapes(self._robots, poses))))

    def _status(self) -> Status:
        heard = {view.name: view.heard for view in self._views}
        return display_status(heard, self._frames.available)


def main() -> None:
    """The console script ``display_node``."""
    sys.exit(run(DisplayNode, "display"))


if __name__ == "__main__":
    main()
