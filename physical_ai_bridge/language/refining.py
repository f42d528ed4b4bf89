"""Refine what a clause about a thing says: the thing from where it is, the goal from where on it, a pose."""

import re
from typing import Any, Final

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.shapes import shape
from physical_ai_bridge.language.understanding import Intent

_PART_OF: Final = re.compile(r"(.+)の(.+)")
_BETWEEN: Final = re.compile(r"(.+と.+)の(?:間|あいだ)")
_TAKEN: Final = frozenset({"pick", "deliver"})


def refined(skill: str, args: dict[str, Any]) -> Intent:
    """Return the intent of `skill` with `args` as the particles gave them.

    Tells an object from where it is (机の上のコップ), a goal from a relation (作業台の上), a pose or the
    gripper from a thing.
    """
    words = lexicon()
    held, to = args.get("object"), str(args.get("to", ""))
    if skill in ("open", "close") and args.get("target") in words.gripper_words:
        return Intent("gripper", {"action": skill})
    if skill == "follow" and "target" in args:
        return Intent(skill, {**args, "target": shape("refining.behind").sub("", str(args["target"]))})
    if skill == "place" and held in words.arm_words and to.endswith(words.pose_words):
        return Intent("arm_pose", {"name": to})
    if skill == "pick" and held == "しゃしん":
        return Intent("take_photo")
    if skill == "pick" and str(held).endswith(("姿勢", "ポーズ")):
        return Intent("arm_pose", {"name": held})
    return _with_relation(skill, _with_source(skill, args))


def is_place(noun: str) -> bool:
    """Whether `noun` ends as a place does: 棚, 棚A (place_words of the lexicon), 机の上 (relations)."""
    where = noun.rsplit("の", 1)[-1]
    return where in lexicon().relations or any(
        where.endswith(word) or word + where[-1:] == where[-len(word) - 1 :] for word in lexicon().place_words
    )


def _with_source(skill: str, args: dict[str, Any]) -> dict[str, Any]:
    """棚の本: the book, from the shelf."""
    if skill not in _TAKEN or "from" in args:
        return args
    said = str(args.get("object"))
    if lies := shape("refining.lies_in").fullmatch(said):
        return {**args, "object": lies["thing"], "from": lies["place"]}
    held = _PART_OF.fullmatch(said)
    if held is None or held[1] in lexicon().relations or not is_place(held[1]):
        return args  # 手前の小鉢 says which one
    return {**args, "object": held[2], "from": held[1]}


def _with_relation(skill: str, args: dict[str, Any]) -> Intent:
    """作業台の上に: on the table."""
    to = str(args.get("to"))
    if skill != "place":
        return Intent(skill, args)
    if between := _BETWEEN.fullmatch(to):
        return Intent(skill, {**args, "to": between[1], "relation": "between"})
    goal, relations = shape("refining.at_thing").fullmatch(to), lexicon().relations
    if goal and goal[1] not in ("そ", "こ", "あ") and goal[2] in relations:
        return Intent(skill, {**args, "to": goal[1], "relation": relations[goal[2]]})
    return Intent(skill, args)
