"""An SDF world of primitive shapes as a MuJoCo model: a second reader of what we write.

Bodies and joints are named `model::name`. Only what our SDF uses is understood.
"""

from __future__ import annotations

from xml.etree import ElementTree

import mujoco
import numpy as np
from numpy.typing import NDArray

from physical_ai_bridge.robots.urdf_shapes import Origin

Element = ElementTree.Element
Matrix = NDArray[np.float64]


def load(text: str, options: mujoco.MjOption) -> mujoco.MjModel:
    """The world, with the solver's settings of another model."""
    world = ElementTree.fromstring(text).find("world")
    assert world is not None
    spec = mujoco.MjSpec()
    spec.compiler.degree = False
    for name in ("timestep", "integrator", "cone", "impratio"):
        setattr(spec.option, name, getattr(options, name))
    spec.option.gravity = numbers(world, "gravity")
    for model in world.findall("model"):
        add_model(spec, model)
    return spec.compile()


def add_model(spec: mujoco.MjSpec, model: Element) -> None:
    free = model.findtext("static") != "true"
    carried = {joint.findtext("child"): joint for joint in model.findall("joint")}
    bodies = {None: spec.worldbody}
    waiting = model.findall("link")
    while waiting:
        link = waiting.pop(0)
        joint = carried.get(link.get("name"))
        parent = None if joint is None else joint.findtext("parent")
        if parent in bodies:
            bodies[link.get("name")] = add_body(bodies[parent], model, link, joint, parent, free)
        else:
            waiting.append(link)


def add_body(
    above: mujoco.MjsBody,
    model: Element,
    link: Element,
    joint: Element | None,
    parent: str | None,
    free: bool,
) -> mujoco.MjsBody:
    name = f"{model.get('name')}::{link.get('name')}"
    here = frame(model, link.get("name", ""))
    local = here if parent is None else np.linalg.inv(frame(model, parent)) @ here
    body = above.add_body(name=name, pos=local[:3, 3], quat=quaternion(local))
    if link.find("inertial") is not None:
        add_inertia(body, link)
    if joint is None and free:
        body.add_freejoint(name=name)
    elif joint is not None and joint.get("type") != "fixed":
        add_joint(body, model, joint, np.linalg.inv(here))
    for collision in link.findall("collision"):
        add_geom(body, collision)
    return body


def add_inertia(body: mujoco.MjsBody, link: Element) -> None:
    pose, value = own_pose(link.find("inertial")), lambda tag: numbers(link, f"inertial/inertia/{tag}")[0]
    tensor = np.array([[value("".join(("i", *sorted(a + b)))) for a in "xyz"] for b in "xyz"])
    tensor = pose[:3, :3] @ tensor @ pose[:3, :3].T
    body.explicitinertial = True
    body.mass, body.ipos = numbers(link, "inertial/mass")[0], pose[:3, 3]
    body.fullinertia = [*np.diag(tensor), tensor[0, 1], tensor[0, 2], tensor[1, 2]]


def add_joint(body: mujoco.MjsBody, model: Element, joint: Element, to_link: Matrix) -> None:
    pose = to_link @ frame(model, joint.get("name", ""))
    slide = joint.get("type") == "prismatic"
    made = body.add_joint(
        name=f"{model.get('name')}::{joint.get('name')}",
        type=mujoco.mjtJoint.mjJNT_SLIDE if slide else mujoco.mjtJoint.mjJNT_HINGE,
        pos=pose[:3, 3],
        axis=pose[:3, :3] @ numbers(joint, "axis/xyz"),
        damping=[*(numbers(joint, "axis/dynamics/damping") or [0.0]), 0.0, 0.0],
    )
    made.frictionloss = (numbers(joint, "axis/dynamics/friction") or [0.0])[0]
    if numbers(joint, "axis/limit/lower"):
        made.limited = mujoco.mjtLimited.mjLIMITED_TRUE
        made.range = [numbers(joint, f"axis/limit/{end}")[0] for end in ("lower", "upper")]


def add_geom(body: mujoco.MjsBody, collision: Element) -> None:
    pose, shape = own_pose(collision), collision.find("geometry")[0]  # type: ignore[index]
    if shape.tag == "box":
        size = [side / 2.0 for side in numbers(shape, "size")]
    elif shape.tag == "plane":
        size = [*(side / 2.0 for side in numbers(shape, "size")), 0.05]
    elif shape.tag == "cylinder":
        size = [*numbers(shape, "radius"), numbers(shape, "length")[0] / 2.0, 0.0]
    else:
        size = [*numbers(shape, "radius"), 0.0, 0.0]
    friction = numbers(collision, "surface/friction/ode/mu")
    geom = body.add_geom(
        type=getattr(mujoco.mjtGeom, f"mjGEOM_{shape.tag.upper()}"),
        size=size,
        pos=pose[:3, 3],
        quat=quaternion(pose),
        friction=[*friction, 0.005, 0.0001],
        mass=0.0,
    )
    geom.priority = int(friction[0] < 1.0)  # Gazebo takes the lower of two frictions, MuJoCo the higher


def frame(model: Element, name: str) -> Matrix:
    """Where a link, joint or frame of a model lies in the world."""
    if name == "__model__":
        return own_pose(model)
    element = next(e for e in model if e.get("name") == name and e.tag in ("link", "joint", "frame"))
    pose = element.find("pose")
    default = {"joint": element.findtext("child"), "frame": element.get("attached_to")}.get(element.tag)
    relative_to = (pose.get("relative_to") if pose is not None else None) or default or "__model__"
    return frame(model, relative_to) @ own_pose(element)


def own_pose(element: Element | None) -> Matrix:
    values = numbers(element, "pose") if element is not None else []
    return Origin((*values[:3],), (*values[3:],)).matrix() if values else np.eye(4)  # type: ignore[arg-type]


def quaternion(pose: Matrix) -> NDArray[np.float64]:
    result = np.zeros(4)
    mujoco.mju_mat2Quat(result, pose[:3, :3].flatten())
    return result


def numbers(element: Element, path: str) -> list[float]:
    return [float(word) for word in (element.findtext(path) or "").split()]
