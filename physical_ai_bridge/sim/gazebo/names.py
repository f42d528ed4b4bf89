"""What things are called in Gazebo, and back: a model is `kind.name`, which keeps a site's names apart."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass
from typing import Literal, cast, get_args

Kind = Literal["floor", "wall", "furniture", "object", "robot", "unknown"]
_KINDS = frozenset(get_args(Kind)) - {"unknown"}
_RESERVED = re.compile(r"[%/:~@\s]")
"""Not for the name of a model: Gazebo's topics and scoped names give them a meaning."""


@dataclass(frozen=True)
class Body:
    """A link of a model: what it belongs to, by the name that the robot contract's `contacts` uses."""

    kind: Kind
    """`unknown`: a model that is not from the site file, such as one put there by hand."""
    name: str
    """wall_1, 棚A, an object's id, a robot's name; an unknown model's own name."""
    link: str


def model_name(kind: Kind, name: str) -> str:
    """The name of a model: `robot.agv1`, `furniture.棚A`. What Gazebo reserves is percent-encoded."""
    plain = "".join(_encoded(c) if _RESERVED.match(c) or not c.isprintable() else c for c in name)
    return f"{kind}.{plain}"


def wall_name(number: int) -> str:
    """The name of the wall that stands `number`th in the world file, counting from 1."""
    return f"wall_{number}"


def body(scoped: str) -> Body:
    """What a collision belongs to, from its scoped name `model::link::collision` in a contact message."""
    model, _, rest = scoped.partition("::")
    kind, _, name = model.partition(".")
    link = rest.partition("::")[0]
    if kind not in _KINDS or not name:
        return Body("unknown", model, link)
    return Body(cast(Kind, kind), urllib.parse.unquote(name), link)


def _encoded(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
