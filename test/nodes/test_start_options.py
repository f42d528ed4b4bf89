"""What a start may be asked for, what is refused with which advice, and how it is remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.nodes.start.domain import DomainTaken, take_run_directory
from physical_ai_bridge.nodes.start.options import (
    OptionError,
    StartOptions,
    from_json,
    read_start,
    to_json,
)


def start(**chosen: Any) -> StartOptions:
    return StartOptions(Path("/site.yaml"), Path("/run"), **chosen)


@pytest.mark.parametrize(
    ("chosen", "simulated"),
    [
        ({}, False),
        ({"sim": "none"}, False),
        ({"sim": "gazebo"}, True),
        ({"sim": "gazebo", "use_sim_time": False}, False),
        ({"use_sim_time": True}, True),
    ],
)
def test_simulated_time_is_gazebos_unless_asked_for(chosen: dict[str, Any], simulated: bool) -> None:
    assert start(**chosen).simulated_time is simulated


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        ({}, "twist"),
        ({"cmd_vel_type": "twist_stamped"}, "twist_stamped"),
        ({"sim": "gazebo"}, "twist"),
        ({"sim": "gazebo", "control": "ros2_control"}, "twist_stamped"),
    ],
)
def test_commands_are_of_the_type_that_is_listened_to(chosen: dict[str, Any], kind: str) -> None:
    assert start(**chosen).command_type == kind


@pytest.mark.parametrize(
    ("chosen", "advice"),
    [
        ({"sim": "isaac"}, "gazebo、embedded、none のどれか"),
        ({"control": "mine"}, "plugins、ros2_control のどれか"),
        ({"cmd_vel_type": "stamped"}, "twist、twist_stamped のどれか"),
        ({"model_policy": "cloud"}, "言語モデルの層はまだなく"),
        ({"control": "ros2_control"}, "sim が gazebo のときだけ"),
        ({"sim": "none", "control": "ros2_control"}, "sim が gazebo のときだけ"),
        ({"sim": "gazebo", "cmd_vel_type": "twist_stamped"}, "聞く cmd_vel は twist です"),
        (
            {"sim": "gazebo", "control": "ros2_control", "cmd_vel_type": "twist"},
            "聞く cmd_vel は twist_stamped です",
        ),
        *(({"namespace": name}, "英字か _ で始まる") for name in ("1st", "a b", "a//b", "棟", "a-b", "~x")),
    ],
)
def test_what_cannot_be_is_refused(chosen: dict[str, Any], advice: str) -> None:
    with pytest.raises(OptionError, match=advice) as refused:
        start(**chosen)
    assert "[CONFIGURATION_INVALID]" in str(refused.value)


@pytest.mark.parametrize(
    ("namespace", "prefix"),
    [("", ""), ("/", ""), ("hall", "/hall"), ("/hall/", "/hall"), ("a/_b2", "/a/_b2")],
)
def test_the_prefix_has_one_slash(namespace: str, prefix: str) -> None:
    assert start(namespace=namespace).prefix == prefix


def test_what_was_started_is_remembered_whole(tmp_path: Path) -> None:
    asked = start(sim="gazebo", robots=("a", "b"), use_sim_time=False, namespace="hall", domain=9)
    (tmp_path / "start.json").write_text(to_json(asked), encoding="utf-8")
    assert read_start(tmp_path) == asked == from_json(to_json(asked))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", '{"sim": "embedded"}', "\x00", '{"world": 1}']
)
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    assert read_start(tmp_path) is None
    (tmp_path / "start.json").write_text(text)
    assert read_start(tmp_path) is None


@pytest.mark.parametrize(("name", "value"), [("sim", "other"), ("robots", 3), ("namespace", "1")])
def test_a_memory_with_a_wrong_value_is_none(tmp_path: Path, name: str, value: object) -> None:
    values = {**json.loads(to_json(start())), name: value}
    (tmp_path / "start.json").write_text(json.dumps(values))
    assert read_start(tmp_path) is None


@pytest.mark.parametrize("robots", [[], "agv1", ["agv 1"], [3], [""], None])
def test_a_start_without_robots_by_name_is_not_believed(tmp_path: Path, robots: object) -> None:
    """Else `stop` would ask nobody and say that all stand."""
    values = {**json.loads(to_json(start(robots=("agv1",)))), "robots": robots}
    (tmp_path / "start.json").write_text(json.dumps(values))
    assert read_start(tmp_path) is None


@pytest.mark.parametrize("text", ["[" * 100_000, '{"world": {}}', "null"])
def test_nonsense_is_no_start(tmp_path: Path, text: str) -> None:
    (tmp_path / "start.json").write_text(text)
    assert read_start(tmp_path) is None


@pytest.mark.parametrize("namespace", [5, None])
def test_a_namespace_that_is_no_text_is_not_believed(tmp_path: Path, namespace: object) -> None:
    values = {**json.loads(to_json(start(robots=("agv1",)))), "namespace": namespace}
    (tmp_path / "start.json").write_text(json.dumps(values))
    assert read_start(tmp_path) is None


def test_a_run_directory_has_one_start_at_a_time(tmp_path: Path) -> None:
    with take_run_directory(tmp_path):
        with pytest.raises(DomainTaken, match="run-directory"):
            take_run_directory(tmp_path / "below" / "..")
        take_run_directory(tmp_path / "other").close()
    take_run_directory(tmp_path).close()
