"""What Gazebo reports, as the readings of the embedded simulator: who touches whom, and where things are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from physical_ai_bridge.sim.gazebo.names import Body, body
from physical_ai_bridge.sim.readings import Contact, ObjectState, OtherKind
from physical_ai_bridge.world import World

Pose = tuple[float, float, float, float]
"""x, y, z (m) and yaw (rad) in the map frame."""

_OTHERS: Mapping[str, OtherKind] = {"wall": "wall", "furniture": "furniture", "robot": "robot"}


@dataclass(frozen=True)
class Touch:
    """Two collisions by their scoped names, and the force between them in N."""

    first: str
    second: str
    force: float


def robot_contacts(robot: str, touches: Iterable[Touch]) -> tuple[Contact, ...]:
    """Everything but the floor that touches `robot`, strongest first; the forces of a pair are added up.

    What is in no world file, such as a box put there by hand, is an object with its model's name.
    """
    forces: defaultdict[tuple[Body, Body], float] = defaultdict(float)
    for touch in touches:
        pair = _own_and_other(robot, body(touch.first), body(touch.second))
        if pair is not None:
            forces[pair] += touch.force
    found = [_contact(own, other, force) for (own, other), force in forces.items()]
    return tuple(sorted(found, key=lambda contact: -contact.force))


def _own_and_other(robot: str, first: Body, second: Body) -> tuple[Body, Body] | None:
    own_first, own_second = (b.kind == "robot" and b.name == robot for b in (first, second))
    if own_first == own_second or "floor" in (first.kind, second.kind):
        return None
    return (first, second) if own_first else (second, first)


def _contact(own: Body, other: Body, force: float) -> Contact:
    return Contact(own.link, other.name, _OTHERS.get(other.kind, "object"), force)


def object_states(world: World, poses: Mapping[str, Pose]) -> tuple[ObjectState, ...]:
    """The site's objects whose pose is known by their id, in the order of the world file."""
    return tuple(ObjectState(o.id, o.kind, *poses[o.id]) for o in world.objects if o.id in poses)
