"""A robot profile by its name, read strictly from the YAML file beside this module."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from pydantic import ValidationError

from physical_ai_bridge.robots.profile import DIRECTORY, RobotProfile


class ProfileError(ValueError):
    """A robot profile that does not exist or is wrong; a developer must act. The message is Japanese."""


class _Loader(yaml.SafeLoader):
    """Lists become tuples, as frozen data wants them, and a key written twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"{twice} is written twice", node.start_mark)
        return super().construct_mapping(node, deep)


def _tuple(loader: _Loader, node: yaml.SequenceNode) -> tuple[Any, ...]:
    return tuple(loader.construct_sequence(node, deep=True))


_Loader.add_constructor("tag:yaml.org,2002:seq", _tuple)


def profile_names() -> tuple[str, ...]:
    """The names of all profiles, sorted."""
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.yaml")))


@cache
def load_profile(name: str, heirs: tuple[str, ...] = ()) -> RobotProfile:
    """The profile called `name`. Raises ProfileError where it is unknown or wrong; `heirs` are those based on
    it, on the way there."""
    if name in heirs:
        raise ProfileError(f"{name}.yaml: based_on が自分に戻ります ({' → '.join((*heirs, name))})。")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name not in profile_names():
        known = "、".join(profile_names())
        raise ProfileError(f"ロボットの種類「{name}」がありません。使えるのは {known} です。")
    return read_profile(name, (DIRECTORY / f"{name}.yaml").read_text(encoding="utf-8"), heirs)


def read_profile(name: str, text: str, heirs: tuple[str, ...] = ()) -> RobotProfile:
    """The profile written in `text`; what it leaves out stands in the one it is `based_on`. Raises
    ProfileError naming each wrong field."""
    values = _values(name, text)
    base = values.pop("based_on", None)
    if base is not None and not isinstance(base, str):
        raise ProfileError(f"{name}.yaml: based_on にはロボットの種類の名前を書いてください。")
    inherited = load_profile(base, (*heirs, name)).model_dump(exclude_unset=True) if base else {}
    try:
        return RobotProfile.model_validate({**inherited, **values, "name": name})
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or '全体'}: {e['msg']}" for e in error.errors())
        raise ProfileError(f"{name}.yaml: 値を直してください ({faults})。") from error


def _values(name: str, text: str) -> dict[str, Any]:
    try:
        values = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise ProfileError(f"{name}.yaml: YAML として読めません。直してください ({error})。") from error
    if not isinstance(values, dict):
        raise ProfileError(f"{name}.yaml: 「項目: 値」の組がありません。")
    return values
