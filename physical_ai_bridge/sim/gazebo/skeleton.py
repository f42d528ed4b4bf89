"""Which links of a URDF are bodies in SDF, which wants mass on every link, and which are mere frames."""

from __future__ import annotations

from physical_ai_bridge.robots.urdf import UrdfError
from physical_ai_bridge.robots.urdf_parts import Joint, Link, Urdf


def base(urdf: Urdf) -> Link:
    """The uppermost link that has mass. Between it and the root there are only frames on fixed joints.

    Raises UrdfError where there is none, and where the root carries several bodies or a joint that moves.
    """
    first = [link for link in urdf.links if link.inertial is not None and body_above(link, urdf) is None]
    moving = [
        joint.name for link in first if (joint := urdf.joint_above(link.name)) and joint.type != "fixed"
    ]
    if len(first) != 1 or moving:
        reason = "根には、質量のあるリンクを一つだけ固定関節でつないでください"
        found = "、".join(moving or [link.name for link in first]) or "なし"
        raise UrdfError(f"{urdf.name}: {reason} (今は: {found})。")
    return first[0]


def body_above(link: Link, urdf: Urdf) -> Link | None:
    """The nearest link with mass on the way to the root, or None."""
    joint = urdf.joint_above(link.name)
    if joint is None:
        return None
    parent = urdf.link(joint.parent)
    return parent if parent.inertial is not None else body_above(parent, urdf)


def real_joint(link: Link, urdf: Urdf) -> Joint | None:
    """The joint that carries a body and is one in SDF, too; None for frames and for the base."""
    if link.inertial is None or body_above(link, urdf) is None:
        return None
    return urdf.joint_above(link.name)
