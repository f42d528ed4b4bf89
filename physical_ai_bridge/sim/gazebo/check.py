"""The structure of a site's SDF, checked without Gazebo, which would pass over most faults without a word."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from physical_ai_bridge.sim.gazebo.bridge import Bridge, load_bridge
from physical_ai_bridge.sim.gazebo.check_bodies import body_faults, name_faults
from physical_ai_bridge.sim.gazebo.check_robot import robot_faults
from physical_ai_bridge.sim.gazebo.check_systems import system_faults, values_below
from physical_ai_bridge.sim.gazebo.elements import Element
from physical_ai_bridge.sim.gazebo.site import LONGEST_STEP

_FOREIGN = re.compile(r"\w+://|\.(dae|stl|obj|glb|gltf)\b", re.IGNORECASE)


def findings(text: str, bridge: Bridge | None = None, namespace: str = "") -> tuple[str, ...]:
    """What is wrong with an SDF of ours, in Japanese, each naming the element; empty: nothing.

    Topics must be those of `bridge` (default: config/gz_bridge.yaml) under the site's `namespace`. Whatever
    is read: a text that is no SDF is a finding, too.
    """
    bridge = bridge or load_bridge()
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return (f"XML として読めません ({error})。",)
    worlds = root.findall("world")
    if root.tag != "sdf" or len(worlds) != 1:
        return ("<sdf> の中に <world> がちょうど一つ必要です。",)
    world = worlds[0]
    found = _physics_faults(world) + _foreign_faults(root) + name_faults(world)
    found += system_faults(world, bridge, namespace)
    for model in world.findall("model"):
        found += body_faults(model)
        if _kind(model) == "robot":
            found += robot_faults(model, bridge, namespace)
    if not any(_kind(model) == "floor" for model in world.findall("model")):
        found.append("床のモデル (floor.) がありません。")
    return tuple(found)


def _kind(model: Element) -> str:
    return model.get("name", "").partition(".")[0]


def _physics_faults(world: Element) -> list[str]:
    found = []
    step, pace = (values_below(world, f"physics/{tag}") for tag in ("max_step_size", "real_time_factor"))
    if len(step) != 1 or not 0.0 < step[0] <= LONGEST_STEP:
        found.append(f"<physics>: max_step_size は 0 より大きく {LONGEST_STEP} 以下にしてください。")
    if pace != [1.0]:
        found.append("<physics>: real_time_factor は 1 にしてください。")
    gravity = values_below(world, "gravity")
    if len(gravity) != 3 or not gravity[2] < 0.0:
        found.append("<gravity> は下向きにしてください。")
    return found


def _foreign_faults(root: Element) -> list[str]:
    """A closed site can fetch nothing, and meshes are seen differently by each simulator."""
    found = [
        f"<{e.tag}> は使えません。形を直接書いてください。"
        for e in root.iter()
        if e.tag in ("include", "uri", "mesh")
    ]
    texts = [e.text for e in root.iter() if e.text]
    texts += [value for e in root.iter() for name, value in e.attrib.items() if name != "name"]
    return found + [f"「{text}」: 外のファイルは使えません。" for text in texts if _FOREIGN.search(text)]
