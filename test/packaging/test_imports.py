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

LANGUAGE = Path(__file__).parents[2] / "physical_ai_bridge" / "language"
STOP_MATCHER = sorted(file.name for file in LANGUAGE.glob("stop_*.py"))
NO_STOP_WORDS = ("language.stop_forms", "language.stop_slips", "language.stop_spelling")


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


def broken(folder: Path, scripts: Path, name: str, module: str) -> list[str]:
    """The rules that one more import in one file breaks."""
    file = folder / "physical_ai_bridge" / name
    file.write_text(file.read_text(encoding="utf-8") + f"\nimport {module}\n", encoding="utf-8")
    return [verdict for verdict in lint(folder, scripts)[1] if "BROKEN" in verdict]


@pytest.mark.parametrize("module", ["yaml", "physical_ai_bridge.resources"])
@pytest.mark.parametrize("part", STOP_MATCHER)
def test_every_part_of_the_stop_matcher_stands_alone(
    copy: Path, scripts: Path, part: str, module: str
) -> None:
    verdicts = broken(copy, scripts, f"language/{part}", module)
    assert any("the stop matcher imports" in verdict for verdict in verdicts)


@pytest.mark.parametrize("part", NO_STOP_WORDS)
def test_safety_imports_no_other_part_of_the_stop_matcher(copy: Path, scripts: Path, part: str) -> None:
    verdicts = broken(copy, scripts, "safety/gate.py", f"physical_ai_bridge.{part}")
    assert any("safety imports" in verdict for verdict in verdicts)
