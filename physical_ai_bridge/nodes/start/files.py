"""What a start writes into its run directory before any process: keys, what was asked for, Gazebo's files."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from physical_ai_bridge.nodes.run_directory import START, prepare_run_directory
from physical_ai_bridge.nodes.start.gazebo_files import gazebo_files
from physical_ai_bridge.nodes.start.options import StartOptions, to_json
from physical_ai_bridge.nodes.start.processes import chosen_robots, site_world


def prepare(options: StartOptions) -> None:
    """Fresh keys and files; earlier audit records stay. Raises OSError, and ValueError where world, robots or
    bridge are wrong."""
    robots = tuple(robot.name for robot in chosen_robots(site_world(options), options))
    files = {**gazebo_files(options), START: to_json(replace(options, robots=robots))}
    prepare_run_directory(options.run_directory)
    for name, text in files.items():
        _write(options.run_directory / name, text)


def _write(path: Path, text: str) -> None:
    """Whole or not at all: somebody may be reading the file of the start before."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)
