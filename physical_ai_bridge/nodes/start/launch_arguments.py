"""The launch arguments, described in Japanese and English, and the start that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from launch.actions import DeclareLaunchArgument

from physical_ai_bridge.nodes.run_directory import default_run_directory
from physical_ai_bridge.nodes.start.domain import domain_id
from physical_ai_bridge.nodes.start.options import CMD_VEL_TYPES, CONTROLS, SIMS, Control, StartOptions
from physical_ai_bridge.resources import resource

_AUTO = "auto"
_TRUTH = ("true", "false")


def declared() -> list[DeclareLaunchArgument]:
    """Every argument with its default, its choices where there are any, and what it is for."""
    arguments: list[tuple[str, str, str, tuple[str, ...]]] = [
        ("sim", "embedded", "シミュレータ。none は実機など / simulator; none: a real robot", SIMS),
        ("robots", "", "動かすロボット (,で区切る。空ならすべて) / robots, empty: all of the site", ()),
        ("world", str(resource("worlds/warehouse.yaml")), "現場ファイル (YAML) / site file", ()),
        ("headless", "true", "Gazebo の画面を出さない / Gazebo without its window", _TRUTH),
        (
            "use_sim_time",
            _AUTO,
            "センサーの時刻はシミュレータのもの。auto は Gazebo のときだけ"
            " / sensors are stamped in simulated time; auto: exactly with Gazebo",
            (_AUTO, *_TRUTH),
        ),
        (
            "lidar",
            "true",
            "false なら lidar なしの構成で 0.3 m/s まで / false: the profile without lidar, 0.3 m/s at most",
            _TRUTH,
        ),
        (
            "control",
            "plugins",
            "Gazebo での駆動 / what drives the joints in Gazebo",
            CONTROLS,
        ),
        (
            "cmd_vel_type",
            _AUTO,
            "cmd_vel の型。auto は駆動に合わせる / type on cmd_vel; auto: what the drive listens to",
            (_AUTO, *CMD_VEL_TYPES),
        ),
        ("model_policy", "offline_only", "言語モデルの使い方 / use of language models", ()),
        ("rviz", "false", "RViz を開く / open RViz", _TRUTH),
        ("namespace", "", "現場の名前空間 (例: site1) / namespace of the site", ()),
        (
            "run_directory",
            str(default_run_directory(domain_id())),
            "鍵と記録の置き場所 / where keys and audit go",
            (),
        ),
    ]
    return [_declare(*argument) for argument in arguments]


def _declare(name: str, default: str, text: str, choices: tuple[str, ...]) -> DeclareLaunchArgument:
    closed: dict[str, Any] = {"choices": list(choices)} if choices else {}
    return DeclareLaunchArgument(name, default_value=default, description=text, **closed)


def start_options(chosen: Mapping[str, str]) -> StartOptions:
    """The start that the chosen values ask for. Raises OptionError."""
    timed, typed = chosen["use_sim_time"], chosen["cmd_vel_type"]
    return StartOptions(
        world=Path(chosen["world"]).resolve(),
        run_directory=Path(chosen["run_directory"]).resolve(),
        sim=chosen["sim"],
        robots=tuple(name.strip() for name in chosen["robots"].split(",") if name.strip()),
        headless=chosen["headless"] == "true",
        use_sim_time=None if timed == _AUTO else timed == "true",
        lidar=chosen["lidar"] == "true",
        control=cast(Control, chosen["control"]),
        cmd_vel_type="" if typed == _AUTO else typed,
        rviz=chosen["rviz"] == "true",
        namespace=chosen["namespace"],
        model_policy=chosen["model_policy"],
        domain=domain_id(),
    )
