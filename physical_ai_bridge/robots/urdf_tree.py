"""Whether the links and joints of a URDF are one tree, and whether everything in it that moves has mass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from physical_ai_bridge.robots.urdf_parts import Link, Urdf


def first_fault(robot: Urdf) -> str | None:
    """The first thing wrong, in Japanese, or None."""
    for check in (_names, _shapes, _ends, _parents, _roots, _masses):
        for fault in check(robot):
            return fault
    return None


def _names(robot: Urdf) -> Iterator[str]:
    """Links and joints share their names' space in SDF."""
    names = [link.name for link in robot.links] + [joint.name for joint in robot.joints]
    yield from _twice("リンクと関節", names)


def _shapes(robot: Urdf) -> Iterator[str]:
    for link in robot.links:
        names = [shape.name for shape in link.collisions] + [shape.name for shape in link.visuals]
        yield from _twice(f"<link {link.name}> の collision と visual", names)


def _twice(where: str, names: list[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{where}に同じ名前「{name}」があります。別の名前にしてください。"


def _ends(robot: Urdf) -> Iterator[str]:
    known = {link.name for link in robot.links}
    for joint in robot.joints:
        for end in (joint.parent, joint.child):
            if end not in known:
                yield f"<joint {joint.name}>: リンク「{end}」がありません。名前を直してください。"


def _parents(robot: Urdf) -> Iterator[str]:
    for child, count in Counter(joint.child for joint in robot.joints).items():
        if count > 1:
            yield f"<link {child}>: 親の関節が {count} 個あります。一つにしてください。"


def _roots(robot: Urdf) -> Iterator[str]:
    roots = [link.name for link in robot.links if robot.joint_above(link.name) is None]
    if len(roots) > 1:
        yield f"根になるリンクが {'、'.join(roots)} と複数あります。関節でつないで一つにしてください。"
    reached = set(roots)
    for _ in robot.links:
        reached |= {joint.child for joint in robot.joints if joint.parent in reached}
    lost = [link.name for link in robot.links if link.name not in reached]
    if lost:
        yield f"リンク {'、'.join(lost)} が輪になっています。木になるように関節を直してください。"
    if not robot.links:
        yield "リンクが一つもありません。追加してください。"


def _masses(robot: Urdf) -> Iterator[str]:
    """Only a frame may be without mass: the root, or a link on a fixed joint, neither with shapes."""
    for link in robot.links:
        joint = robot.joint_above(link.name)
        fixed = joint is None or joint.type == "fixed"
        if link.inertial is None and not (fixed and _bare(link)):
            yield f"<link {link.name}>: 動くか形があるのに <inertial> がありません。追加してください。"


def _bare(link: Link) -> bool:
    return not link.collisions and not link.visuals
