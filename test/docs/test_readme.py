"""README's commands run as written, both languages say the same commands, and generated pages are current."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.generate import reason_codes
from physical_ai_bridge.nodes.start.domain import DomainTaken, take_domain
from physical_ai_bridge.plan.reasons import ReasonCode

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:<!-- needs: (?P<needs>[^>]+) -->\n)?```sh\n(?P<body>.*?)```", re.DOTALL)
STALL = re.compile("|".join(rf"\[{reason.name}\]" for reason in ReasonCode if reason.machine_stalled))
"""A robot rightly stops when the machine under it stands still for 0.2 s: such a command is run again."""
TRIES = 3
STAND_INS = {
    "make test": ("make -n test", "this test is part of it"),
    "make bench": ("make bench BENCH='latency --count 2'", "the whole of it takes minutes"),
}


def blocks(name: str) -> list[tuple[str, list[str]]]:
    """Each shell block: what it needs beyond a bare machine, and its commands without comments."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = []
    for match in BLOCK.finditer(text):
        lines = [re.sub(r"\s+#.*$", "", line).strip() for line in match["body"].splitlines()]
        found.append(((match["needs"] or "").strip(), [line for line in lines if line]))
    return found


def runnable(name: str) -> list[str]:
    """The commands of all blocks that a bare machine can run."""
    return [command for needs, commands in blocks(name) for command in commands if not needs]


def free_domain() -> str:
    """A ROS domain nobody holds."""
    for domain in range(60, 100):
        try:
            take_domain(domain).close()
        except DomainTaken:
            continue
        return str(domain)
    raise RuntimeError("no free ROS domain")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The shell that a reader has, on a domain and with a state folder of its own."""
    home = str(tmp_path_factory.mktemp("home"))
    yield {**os.environ, "ROS_DOMAIN_ID": free_domain(), "PHYSICAL_AI_HOME": home}


def test_both_languages_give_the_same_commands() -> None:
    assert blocks("README.md") == blocks("README.ja.md")
    assert len(runnable("README.md")) >= 8


def test_what_is_not_run_says_what_it_needs() -> None:
    needs = {need for need, _ in blocks("README.md") if need}
    assert all(re.search(r"apt|Docker|Gazebo", need) for need in needs)


def test_every_command_runs(environment: dict[str, str]) -> None:
    running: subprocess.Popen[str] | None = None
    try:
        for command in runnable("README.md"):
            if command.endswith("physical-ai up"):
                running = start(command, environment)
            else:
                run(command, environment)
    finally:
        if running is not None:
            running.terminate()
            running.wait(30)


def start(command: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    """A command that stays, once it says that it is ready."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec {command}"], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert any(line.startswith("準備ができました") for line in process.stdout)
    return process


def run(command: str, environment: dict[str, str]) -> None:
    """A command, or its stand-in, must end with status 0."""
    actual, why = STAND_INS.get(command, (command, ""))
    print(f"$ {actual}{f'   (for {command}: {why})' if why else ''}")
    for _ in range(TRIES):
        done = _run(actual, environment)
        if done.returncode == 0 or not STALL.search(done.stdout):
            break
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"


def _run(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        text=True,
        capture_output=True,
        timeout=600,
        check=False,
    )


@pytest.mark.parametrize("name", ["README.md", "README.ja.md", "docs/architecture.md"])
def test_links_and_pictures_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    missing = [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()]
    assert not missing


def test_the_page_of_reason_codes_is_current() -> None:
    assert (ROOT / "docs" / "reason_codes.md").read_text(encoding="utf-8") == reason_codes()
