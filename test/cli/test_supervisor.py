"""Processes as ``physical-ai up`` starts and ends them: typed parameters, foreign programs, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import rclpy
from rclpy.parameter import Parameter

from physical_ai_bridge.cli import supervisor
from physical_ai_bridge.nodes.start.spec import PROGRAM, ProcessSpec, Value

SLEEP = ProcessSpec("sleep", "sleeper", "", package=PROGRAM, arguments=("60",))


def as_ros_reads(parameters: dict[str, Value]) -> dict[str, Parameter]:
    """What a node gets that is started with the command line of these parameters."""
    words = supervisor.command_line(ProcessSpec("agent_node", "reader", "/a", parameters))
    context = rclpy.Context()
    rclpy.init(args=words[words.index("--ros-args") :], context=context, domain_id=76)
    node = rclpy.create_node("other", context=context, automatically_declare_parameters_from_overrides=True)
    try:
        assert (node.get_name(), node.get_namespace()) == ("reader", "/a")
        return {name: node.get_parameter(name) for name in parameters}
    finally:
        node.destroy_node()
        context.try_shutdown()


def test_every_text_stays_a_text_and_every_number_a_number() -> None:
    texts = ["on", "1", "1e3", "", "~", "null", "[a]", "a: b", "棚A", 'a "b" \\ c', "x\ny", " # ", "0x1f"]
    texts.append("<robot>" + "x" * 20_000 + "</robot>")
    given: dict[str, Value] = {f"t{number}": text for number, text in enumerate(texts)}
    given |= {"yes": True, "no": False, "count": 3, "share": 0.25, "whole": 2.0, "tiny": 1e-7}
    read = as_ros_reads(given)
    kinds = {str: Parameter.Type.STRING, bool: Parameter.Type.BOOL}
    kinds |= {int: Parameter.Type.INTEGER, float: Parameter.Type.DOUBLE}
    for name, value in given.items():
        assert (read[name].type_, read[name].value) == (kinds[type(value)], value), name


def test_foreign_nodes_get_their_arguments_before_those_of_ros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "lib" / "rviz2" / "rviz2"
    program.parent.mkdir(parents=True)
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setenv("AMENT_PREFIX_PATH", str(tmp_path))
    spec = ProcessSpec("rviz2", "rviz2", "", {}, {"/a": "/b"}, package="rviz2", arguments=("-d", "x.rviz"))
    assert supervisor.command_line(spec) == [
        *(sys.executable, "-m", "physical_ai_bridge.nodes.start.supervised", str(program), "-d", "x.rviz"),
        *("--ros-args", "-r", "__node:=rviz2", "-r", "__ns:=/", "-r", "/a:=/b"),
    ]


def test_a_foreign_program_gets_its_environment_and_is_ended(tmp_path: Path) -> None:
    spec = replace(SLEEP, executable="sh", arguments=("-c", "echo $GZ_IP; sleep 60"))
    (child,) = supervisor.start([replace(spec, environment={"GZ_IP": "127.0.0.1"})], tmp_path)
    wait_for(lambda: child.log.read_text() == "127.0.0.1\n")
    family = psutil.Process(child.process.pid).children()
    assert family and not supervisor.ended([child])
    supervisor.terminate([child])
    assert supervisor.ended([child])
    assert not psutil.wait_procs(family, 5.0)[1]


def test_what_ignores_the_request_is_ended_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE", 0.2)
    stubborn = replace(SLEEP, executable="sh", arguments=("-c", "trap '' TERM; echo up; sleep 60; sleep 60"))
    (child,) = supervisor.start([stubborn], tmp_path)
    wait_for(lambda: child.log.read_text() == "up\n")
    supervisor.terminate([child])
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("ends", "status", "ended"), [(False, 0, True), (False, 1, True), (True, 0, False), (True, 1, True)]
)
def test_one_that_ends_by_itself_has_not_failed(
    tmp_path: Path, ends: bool, status: int, ended: bool
) -> None:
    spec = replace(SLEEP, executable="sh", arguments=("-c", f"exit {status}"), ends=ends)
    (child,) = supervisor.start([spec], tmp_path)
    child.process.wait(30.0)
    assert bool(supervisor.ended([child])) is ended


def test_foreign_programs_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from physical_ai_bridge.cli import supervisor\n"
        "from physical_ai_bridge.nodes.start.spec import PROGRAM, ProcessSpec\n"
        "spec = ProcessSpec('sleep', 'sleeper', '', package=PROGRAM, arguments=('60',))\n"
        "(child,) = supervisor.start([spec], Path(sys.argv[1]))\n"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as parent:
        assert parent.stdout is not None
        sleeper = psutil.Process(int(parent.stdout.readline()))
        wait_for(lambda: sleeper.name() == "sleep")
        parent.kill()
    assert not psutil.wait_procs([sleeper], 10.0)[1]


def wait_for(done: object, limit: float = 30.0) -> None:
    """Until it is so."""
    end = time.monotonic() + limit
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)
