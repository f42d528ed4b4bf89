"""The words of ``physical-ai up`` that say what to start, and the start that they ask for."""

from __future__ import annotations

import argparse

from physical_ai_bridge.cli import options
from physical_ai_bridge.nodes.start.domain import domain_id
from physical_ai_bridge.nodes.start.options import CMD_VEL_TYPES, CONTROLS, SIMS, StartOptions


def add(parser: argparse.ArgumentParser) -> None:
    """Simulator, robots, and how they are driven and shown; the defaults are those of StartOptions."""
    parser.add_argument("--sim", choices=SIMS, default="embedded", help="シミュレータ (none: 実機など)")
    parser.add_argument(
        "--robots", default="", metavar="NAME,...", help="動かすロボット (既定: 現場ファイルのすべて)"
    )
    parser.add_argument("--gui", action="store_true", help="Gazebo の画面を出す")
    parser.add_argument(
        "--use-sim-time",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="センサーの時刻はシミュレータのもの (既定: Gazebo のときだけ)",
    )
    parser.add_argument(
        "--no-lidar", action="store_true", help="ロボットを lidar なしの構成で動かす (0.3 m/s まで)"
    )
    parser.add_argument("--control", choices=CONTROLS, default="plugins", help="Gazebo での駆動")
    parser.add_argument(
        "--cmd-vel-type", choices=CMD_VEL_TYPES, default="", help="cmd_vel の型 (既定: 駆動に合わせる)"
    )
    parser.add_argument("--model-policy", default="offline_only", help="言語モデルの使い方")
    parser.add_argument("--display", action="store_true", help="RViz などに見せる印と tf を出す")
    parser.add_argument("--rviz", action="store_true", help="RViz も開く")
    parser.add_argument("--namespace", default="", help="現場の名前空間 (例: site1)")


def start_options(arguments: argparse.Namespace) -> StartOptions:
    """The start that was asked for. Raises OptionError."""
    return StartOptions(
        world=arguments.world.resolve(),
        run_directory=options.run_directory(arguments),
        sim=arguments.sim,
        robots=tuple(name.strip() for name in arguments.robots.split(",") if name.strip()),
        headless=not arguments.gui,
        use_sim_time=arguments.use_sim_time,
        lidar=not arguments.no_lidar,
        control=arguments.control,
        cmd_vel_type=arguments.cmd_vel_type,
        display=arguments.display,
        rviz=arguments.rviz,
        namespace=arguments.namespace,
        model_policy=arguments.model_policy,
        domain=domain_id(),
    )
