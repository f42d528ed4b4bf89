"""The import rules of the design: kept by the package, and each of them noticed when it is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

VIOLATIONS = {
    "plan/enums.py": "physical_ai_bridge.agent",
    "language/stop_words.py": "yaml",
    "world/world.py": "physical_ai_bridge.robots",
    "robots/profile.py": "physical_ai_bridge.nodes",
    "safety/gate.py": "physical_ai_bridge.language.lexicon",
    "control/skills.py": "physical_ai_bridge.safety",
    "sim/drive.py": "physical_ai_bridge.plan",
    "agent/state.py": "physical_ai_bridge.control",
    "audit/chain.py": "rclpy",
    "nodes/site.py": "physical_ai_bridge.cli",
    "evaluation/score.py": "physical_ai_bridge.agent",
}
"""One import in each of these files, between them breaking every contract."""


def lint(folder: Path, scripts: Path) -> tuple[int, list[str]]:
    """Exit status and verdict lines of import-linter on the package in a folder."""
    command = [str(scripts / "lint-imports"), "--no-cache", "--no-logo"]
    environ = {**os.environ, "PYTHONPATH": str(folder)}
    answer = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
    verdicts = [line for line in answer.stdout.splitlines() if "KEPT" in line or "BROKEN" in line]
    assert verdicts, answer.stdout + answer.stderr
    return answer.returncode, verdicts


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The package and its rules, to be broken."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "physical_ai_bridge", tmp_path / "physical_ai_bridge", ignore=ignored)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_package_keeps_every_rule(copy: Path, scripts: Path) -> None:
    status, verdicts = lint(copy, scripts)
    assert status == 0
    assert all("KEPT" in verdict for verdict in verdicts)


def test_every_rule_can_be_broken(copy: Path, scripts: Path) -> None:
    for name, module in VIOLATIONS.items():
        file = copy / "physical_ai_bridge" / name
        file.write_text(file.read_text(encoding="utf-8") + f"\nimport {module}\n", encoding="utf-8")
    status, verdicts = lint(copy, scripts)
    assert status == 1
    assert [verdict for verdict in verdicts if "KEPT" in verdict] == []
