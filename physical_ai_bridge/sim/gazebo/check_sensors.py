"""A robot's contact sensors and lidar in an SDF."""

from __future__ import annotations

import math

from physical_ai_bridge.sim.gazebo.check_systems import values_below
from physical_ai_bridge.sim.gazebo.elements import Element

_SLOWEST_SCAN = 10.0
"""Hz; the robot contract's."""
_TURN = 1e-6
"""rad; SDF's numbers have ten digits."""


def contact_faults(model: Element, topic: str) -> list[str]:
    """Whether the robot's base feels, and every sensor has shapes to feel with."""
    name, found = model.get("name"), []
    base = f"link[@name='{model.get('canonical_link')}']"
    if not model.findall(f"{base}/sensor[@type='contact']"):
        found.append(f"{name}: 本体のリンクに接触センサがありません。")
    for link in model.findall("link"):
        shapes = {shape.get("name") for shape in link.findall("collision")}
        for sensor in link.findall("sensor[@type='contact']"):
            where = f"{name} の {sensor.get('name')}"
            felt = [e.text for e in sensor.findall("contact/collision")]
            if not felt or not shapes.issuperset(felt):
                found.append(f"{where}: <collision> {felt} がリンクにありません。")
            if sensor.findtext("contact/topic") != topic:
                found.append(f"{where}: <topic> は「{topic}」にしてください。")
    return found


def lidar_faults(model: Element, robot: str, topic: str) -> list[str]:
    """Whether the lidar, where there is one, gives the contract's scan: a full turn, the first ray at -pi."""
    found = []
    for link in model.findall("link"):
        for sensor in link.findall("sensor[@type='gpu_lidar']"):
            wanted = {"topic": topic, "gz_frame_id": f"{robot}/{link.get('name')}"}
            found += [
                f"{robot} の lidar: <{tag}> は「{text}」にしてください (今は {sensor.findtext(tag)})。"
                for tag, text in wanted.items()
                if sensor.findtext(tag) != text
            ]
            if min(values_below(sensor, "update_rate"), default=0.0) < _SLOWEST_SCAN:
                found.append(f"{robot} の lidar: update_rate は {_SLOWEST_SCAN:.0f} 以上にしてください。")
            found += [f"{robot} の lidar: {fault}" for fault in _ray_faults(sensor)]
    return found


def _ray_faults(sensor: Element) -> list[str]:
    around = "lidar/scan/horizontal"
    rays, first, last = (
        values_below(sensor, f"{around}/{tag}") for tag in ("samples", "min_angle", "max_angle")
    )
    near, far = (values_below(sensor, f"lidar/range/{tag}") for tag in ("min", "max"))
    found = []
    if not (len(rays) == len(first) == len(last) == 1 and rays[0] > 1.0):
        found.append("<horizontal> に samples、min_angle、max_angle が必要です。")
    elif abs(first[0] + math.pi) > _TURN or abs(last[0] - math.pi + math.tau / rays[0]) > _TURN:
        found.append("光線が -pi から一周していません。")
    if not (len(near) == len(far) == 1 and 0.0 < near[0] < far[0]):
        found.append("<range> の min を 0 より大きく max より小さくしてください。")
    if values_below(sensor, "lidar/scan/vertical/samples") != [1.0]:
        found.append("<vertical> の samples は 1 にしてください。")
    return found
