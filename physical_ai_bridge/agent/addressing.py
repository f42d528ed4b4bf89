"""Who is spoken to: the robot that is called by its name at the start of an instruction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from physical_ai_bridge.world import World, fold

Names = Mapping[str, Sequence[str]]
"""What each robot is called: by its name in ROS, its title, its aliases."""
_LONGEST = 60  # characters of a name as written, spaces within it counted
_POLITE = r"(?:さん|くん|君|ちゃん|様|さま)"
_AFTER = re.compile(rf"\s*(?:{_POLITE}(?:[はへ]|[、,，。！!：:\s])*|は[、,，\s]*|へ?[、,，。！!：:\s]+|$)")
_PARTICLE = r"[にへをのとがで]|から|まで|より|側|前(?!進)|後(?!退)|横"
_SOMEBODY = re.compile(
    rf"[^\s、,，。はがをにへでとのA-Za-z]{{0,6}}[0-9０-９一二三四五六七八九十]+(?:号機|号車)(?!$|\s*(?:{_PARTICLE}))"
    rf"|[A-Za-zＡ-Ｚａ-ｚ]+[0-9０-９]+(?={_POLITE}|[、,，！!：:]|は[、,，]|\s+(?!{_PARTICLE}))"
)
"""What sounds like a robot's name and stands where somebody is called; 3号機の横 is no such thing."""
_ANSWER_END = re.compile(
    rf"{_POLITE}?(?:の(?:ほう|方))?(?:に|で|へ|を)?(?:です|だ|よ|ね|お願い(?:します)?|[、,，。！!\s])*$"
)


@dataclass(frozen=True)
class Addressed:
    """``robots`` that were called, ``stranger`` a name that sounds like a robot's and is none's here, and the
    ``rest`` of the text."""

    robots: tuple[str, ...]
    rest: str
    stranger: str = ""


def names_of(world: World, robots: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What the robots of a site are called."""
    known = {each.name: (each.name, each.title_ja, *each.aliases) for each in world.robots}
    return {robot: known.get(robot, (robot,)) for robot in robots}


def addressee(text: str, robots: Names, places: Sequence[str] = ()) -> Addressed:
    """Take from the start of ``text`` every robot that is called there: a name and then 、 or さん, くん or
    は, or a space, or nothing at all. What begins with one of ``places`` calls nobody else."""
    called: list[str] = []
    rest = text.strip()
    while rest and (found := _called(rest, robots)):
        called += [found[0]] if found[0] not in called else []
        rest = found[1]
    somebody = None if fold(rest).startswith(tuple(map(fold, places))) else _SOMEBODY.match(rest)
    return Addressed(tuple(called), rest, somebody.group() if somebody else "")


def _called(text: str, robots: Names) -> tuple[str, str] | None:
    """The robot with the longest name at the start, and what follows."""
    for end in range(min(len(text), _LONGEST), 0, -1):
        robot = _named(text[:end], robots)
        after = _AFTER.match(text, end) or _unbroken(text, end) if robot else None
        if robot and after:
            return robot, text[after.end() :]
    return None


def _unbroken(text: str, end: int) -> re.Match[str] | None:
    """「1号機前進して」: what would call a stranger calls a robot, too, though nothing stands between."""
    somebody = _SOMEBODY.match(text)
    return re.compile("").match(text, end) if somebody and somebody.end() == end else None


def named_robot(text: str, robots: Names) -> str | None:
    """The robot that ``text`` names and nothing else, as the answer to 「どのロボットですか」."""
    bare = text.strip()
    ending = _ANSWER_END.search(bare)
    return _named(bare[: ending.start()] if ending else bare, robots)


def _named(word: str, robots: Names) -> str | None:
    wanted = fold(word)
    return next((robot for robot, names in robots.items() if wanted in map(fold, names)), None)
