"""The words of ``physical-ai up`` and the start that they ask for; the start that the other verbs find."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from physical_ai_bridge.cli import options, up
from physical_ai_bridge.cli.start_arguments import start_options
from physical_ai_bridge.nodes.start.options import OptionError, StartOptions, to_json
from physical_ai_bridge.resources import resource

WORLD = resource("worlds/warehouse.yaml")


def parse(*words: str) -> StartOptions:
    parser = argparse.ArgumentParser()
    up.add_arguments(parser)
    return start_options(parser.parse_args(words))


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ROS_DOMAIN_ID", "76")
    monkeypatch.setenv("PHYSICAL_AI_HOME", str(tmp_path))
    return tmp_path / "domain-76"


def test_without_words_it_is_the_embedded_simulator(home: Path) -> None:
    assert parse() == StartOptions(WORLD, home, domain=76)


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        (("--sim", "gazebo"), {"sim": "gazebo"}),
        (("--robots", "agv1, agv2,"), {"robots": ("agv1", "agv2")}),
        (("--gui",), {"headless": False}),
        (("--use-sim-time",), {"use_sim_time": True}),
        (("--no-use-sim-time",), {"use_sim_time": False}),
        (("--no-lidar",), {"lidar": False}),
        (("--sim", "gazebo", "--control", "ros2_control"), {"sim": "gazebo", "control": "ros2_control"}),
        (("--cmd-vel-type", "twist_stamped"), {"cmd_vel_type": "twist_stamped"}),
        (("--display",), {"display": True}),
        (("--rviz",), {"rviz": True}),
        (("--namespace", "hall"), {"namespace": "hall"}),
    ],
)
def test_each_word(home: Path, words: tuple[str, ...], chosen: dict[str, Any]) -> None:
    assert parse(*words) == StartOptions(WORLD, home, domain=76, **chosen)


def test_a_model_policy_that_does_not_exist_yet_is_refused() -> None:
    with pytest.raises(OptionError, match="言語モデルの層はまだなく"):
        parse("--model-policy", "best")


def named(**values: Any) -> argparse.Namespace:
    return argparse.Namespace(**{"run_directory": None, "robot": "", **values})


def test_other_verbs_find_namespace_and_robots(home: Path) -> None:
    started = StartOptions(WORLD, home, robots=("agv1", "agv2"), namespace="hall", domain=76)
    home.mkdir()
    (home / "start.json").write_text(to_json(started), encoding="utf-8")
    assert options.running_start(named()) == started
    assert options.robots(named(), started) == ("agv1", "agv2")
    assert options.robots(named(robot="agv2"), started) == ("agv2",)


@pytest.mark.parametrize("text", [None, "", "{broken"])
def test_where_nothing_is_known_it_is_the_site_of_the_package(home: Path, text: str | None) -> None:
    """A person who says stop is heard all the same."""
    if text is not None:
        home.mkdir()
        (home / "start.json").write_text(text)
    found = options.running_start(named())
    assert (found.prefix, found.robots, found.run_directory) == ("", ("agv1",), home)
