"""What a robot touches, read from the physics."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

import mujoco
import numpy as np
from numpy.typing import NDArray

from physical_ai_bridge.sim.readings import Contact, OtherKind


def contacts(model: mujoco.MjModel, data: mujoco.MjData, root: int) -> tuple[Contact, ...]:
    """Everything but the floor that touches the robot whose root body is `root`, strongest first.

    The normal forces (N) of all points between the same two bodies are added up.
    """
    forces: defaultdict[tuple[int, int], float] = defaultdict(float)
    for index in range(data.ncon):
        pair = _own_and_other(model, data.contact.geom[index], root)
        if pair is not None:
            forces[pair] += _normal_force(model, data, index)
    found = [_contact(model, own, other, force) for (own, other), force in forces.items()]
    return tuple(sorted(found, key=lambda contact: -contact.force))


def _own_and_other(model: mujoco.MjModel, geoms: NDArray[np.int32], root: int) -> tuple[int, int] | None:
    first, second = (int(model.geom_bodyid[geom]) for geom in geoms)
    own_first, own_second = (int(model.body_rootid[body]) == root for body in (first, second))
    if own_first == own_second or 0 in (first, second):  # body 0 holds nothing but the floor
        return None
    return (first, second) if own_first else (second, first)


def _normal_force(model: mujoco.MjModel, data: mujoco.MjData, index: int) -> float:
    force = np.zeros(6)
    mujoco.mj_contactForce(model, data, index, force)
    return float(force[0])


def _contact(model: mujoco.MjModel, own: int, other: int, force: float) -> Contact:
    link = model.body(own).name.rpartition("/")[2]
    kind, _, name = model.body(int(model.body_rootid[other])).name.partition("/")
    if kind == "robot":
        name = name.partition("/")[0]
    return Contact(link, name, cast(OtherKind, kind), force)
