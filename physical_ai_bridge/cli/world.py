"""``physical-ai world sdf|bridge|check``: what Gazebo needs of a site, made from its file; without ROS."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import get_args

from physical_ai_bridge.robots import profile_names
from physical_ai_bridge.sim.gazebo import Control, findings, load_bridge, render, sdf
from physical_ai_bridge.sim.gazebo.site import STEP
from physical_ai_bridge.site_variant import without_lidar
from physical_ai_bridge.world import World, load_world


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Three things to do with a site, each with its file."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    made = actions.add_parser("sdf", help="現場ファイルから Gazebo の世界 (SDF) を作る")
    bridge = actions.add_parser("bridge", help="現場のロボット全部の、ros_gz_bridge の設定を作る")
    for child in (made, bridge):
        child.add_argument("file", type=Path, help="現場ファイル (YAML)")
        child.add_argument(
            "--control",
            choices=get_args(Control),
            default="plugins",
            help="関節を動かすもの: Gazebo のプラグイン (既定) か ros2_control",
        )
        child.add_argument("--output", type=Path, default=None, help="書き出すファイル (既定: 画面)")
    made.add_argument("--step", type=float, default=STEP, help=f"物理の刻み、秒 (既定: {STEP})")
    made.add_argument("--no-lidar", action="store_true", help="lidar なし (描画のできない計算機のため)")
    check = actions.add_parser("check", help="SDF がロボットの約束事を満たすか確かめる")
    check.add_argument("file", type=Path, help="SDF ファイル")
    for child in (made, bridge, check):
        child.add_argument("--namespace", default="", help="現場の名前空間 (既定: なし)")


def run(arguments: argparse.Namespace) -> int:
    """0 when it was made or nothing is wrong, 1 when not."""
    try:
        if arguments.action == "check":
            return _check(arguments)
        world = load_world(arguments.file, profile_names())
        _write(_sdf(world, arguments) if arguments.action == "sdf" else _bridge(world, arguments), arguments)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _sdf(world: World, arguments: argparse.Namespace) -> str:
    lidar = not arguments.no_lidar
    return sdf(
        world if lidar else without_lidar(world),
        step=arguments.step,
        lidar=lidar,
        control=arguments.control,
        namespace=arguments.namespace,
    )


def _bridge(world: World, arguments: argparse.Namespace) -> str:
    names = [robot.name for robot in world.robots]
    return render(load_bridge(), names, arguments.namespace, arguments.control)


def _check(arguments: argparse.Namespace) -> int:
    found = findings(
        arguments.file.read_text(encoding="utf-8", errors="replace"), namespace=arguments.namespace
    )
    for finding in found:
        print(f"✗ {finding}")
    if not found:
        print(f"{arguments.file}: 問題ありません")
    return 1 if found else 0


def _write(text: str, arguments: argparse.Namespace) -> None:
    if arguments.output is None:
        sys.stdout.write(text)
    else:
        arguments.output.write_text(text, encoding="utf-8")
