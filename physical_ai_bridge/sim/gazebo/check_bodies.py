"""Names, masses, shapes and joints of the models in an SDF."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from physical_ai_bridge.robots.urdf_values import is_inertia
from physical_ai_bridge.sim.gazebo.check_systems import values_below
from physical_ai_bridge.sim.gazebo.elements import Element

_SIZES = {
    "box": {"size": 3},
    "cylinder": {"radius": 1, "length": 1},
    "sphere": {"radius": 1},
    "plane": {"size": 2},
}
_MOMENTS = ("ixx", "ixy", "ixz", "ixy", "iyy", "iyz", "ixz", "iyz", "izz")


def name_faults(world: Element) -> list[str]:
    """Siblings of any kind must be told apart; some names and signs belong to Gazebo."""
    found = []
    for parent in world.iter():
        if parent.tag not in ("world", "model", "link"):
            continue
        names = [
            child.get("name", "") for child in parent if child.tag != "plugin" and "name" in child.attrib
        ]
        for name, count in Counter(names).items():
            where = f"<{parent.tag} {parent.get('name')}>"
            if count > 1:
                found.append(f"{where}: 名前「{name}」が {count} 回使われています。")
            if not name or name == "world" or name.startswith("__") or "::" in name or "/" in name:
                found.append(f"{where}: 名前「{name}」は Gazebo で使えません。")
    return found


def body_faults(model: Element) -> list[str]:
    """Masses, shapes and joints of one model."""
    name, found = model.get("name", ""), []
    if model.find("pose") is None:
        found.append(f"{name}: 位置 (<pose>) がありません。")
    static = model.findtext("static") == "true"
    for link in model.findall("link"):
        found += [f"{name} のリンク {link.get('name')}: {fault}" for fault in _link_faults(link, static)]
    for joint in model.findall("joint"):
        found += [f"{name} の関節 {joint.get('name')}: {fault}" for fault in _joint_faults(model, joint)]
    return found + _pose_faults(model) + _tree_faults(model)


def _link_faults(link: Element, static: bool) -> list[str]:
    found = []
    if not static and not _has_inertia(link):
        found.append("質量が正で慣性が正定値の <inertial> が必要です。")
    if link.find("collision") is None:
        found.append("触れられる形 (<collision>) がありません。")
    for part in [*link.findall("collision"), *link.findall("visual")]:
        if not _has_shape(part):
            found.append(f"{part.get('name')} の形は {'、'.join(_SIZES)} にしてください。")
        if part.tag == "collision" and not _has_friction(part):
            found.append(f"{part.get('name')} に 0 以上の摩擦 (mu、mu2) が必要です。")
    return found


def _has_inertia(link: Element) -> bool:
    mass = values_below(link, "inertial/mass")
    moments = [value for key in _MOMENTS for value in values_below(link, f"inertial/inertia/{key}")]
    positive = len(mass) == 1 and mass[0] > 0.0
    return positive and len(moments) == 9 and is_inertia(np.array(moments).reshape(3, 3))


def _has_shape(part: Element) -> bool:
    shapes = part.findall("geometry/*")
    if len(shapes) != 1:
        return False
    if shapes[0].tag == "plane" and values_below(shapes[0], "normal") != [0.0, 0.0, 1.0]:
        return False
    sizes = _SIZES.get(shapes[0].tag, {})
    read = {tag: values_below(shapes[0], tag) for tag in sizes}
    return bool(sizes) and all(len(read[tag]) == n and min(read[tag]) > 0.0 for tag, n in sizes.items())


def _has_friction(collision: Element) -> bool:
    read = [values_below(collision, f"surface/friction/ode/{tag}") for tag in ("mu", "mu2")]
    return all(len(value) == 1 and value[0] >= 0.0 for value in read)


def _joint_faults(model: Element, joint: Element) -> list[str]:
    links = {link.get("name") for link in model.findall("link")}
    ends = [joint.findtext("parent"), joint.findtext("child")]
    found = [f"リンク「{end}」がありません。" for end in ends if end not in links]
    kind = joint.get("type")
    if kind not in ("fixed", "revolute", "prismatic"):
        return [*found, f"種類「{kind}」は使えません (回り続ける関節は lower と upper のない revolute)。"]
    if kind == "fixed":
        return found
    axis = values_below(joint, "axis/xyz")
    if len(axis) != 3 or not math.isclose(math.hypot(*axis), 1.0, abs_tol=1e-6):
        found.append("<axis> の <xyz> を長さ 1 の向きにしてください。")
    endless = turns_endlessly(joint)
    needed = ("effort",) if endless else ("effort", "velocity")
    limits = {tag: values_below(joint, f"axis/limit/{tag}") for tag in (*needed, "lower", "upper")}
    found += [f"<limit> に正の {tag} が必要です。" for tag in needed if not _one_above(limits[tag], 0.0)]
    if not endless and not (limits["lower"] and _one_above(limits["upper"], limits["lower"][0])):
        found.append("<limit> の lower を upper より小さくしてください。")
    return found


def turns_endlessly(joint: Element) -> bool:
    """Whether a joint is a wheel's: revolute, with limits to neither side."""
    limits = [joint.find(f"axis/limit/{end}") for end in ("lower", "upper")]
    return joint.get("type") == "revolute" and limits == [None, None]


def _one_above(values: list[float], least: float) -> bool:
    return len(values) == 1 and values[0] > least


def _pose_faults(model: Element) -> list[str]:
    """Every pose is given in something that exists."""
    name, parts = model.get("name"), [child for child in model if child.tag in ("link", "joint", "frame")]
    known = {"__model__", *(part.get("name") for part in parts)}
    found = []
    for pose in model.iter("pose"):
        if pose.get("relative_to") not in (None, *known):
            found.append(f"{name}: 座標系「{pose.get('relative_to')}」がありません。")
        if len(values_below(pose, ".")) != 6:
            found.append(f"{name}: <pose> は 6 個の数にしてください。")
    if len(parts) > 1:
        unplaced = [part.get("name") for part in parts if part.find("pose[@relative_to]") is None]
        found += [f"{name}: {part} に <pose relative_to> が必要です。" for part in unplaced]
    return found


def _tree_faults(model: Element) -> list[str]:
    """Every body but one hangs on a joint of its own; that one is the model's canonical link."""
    links = [link.get("name") for link in model.findall("link")]
    carried = [joint.findtext("child") for joint in model.findall("joint")]
    free = [link for link in links if link not in carried]
    if len(free) != 1 or len(set(carried)) != len(carried):
        return [f"{model.get('name')}: 関節が木になっていません (支えのないリンク: {free})。"]
    base = model.get("canonical_link", free[0])
    return (
        [] if base == free[0] else [f"{model.get('name')}: canonical_link は {free[0]} です (今は {base})。"]
    )
