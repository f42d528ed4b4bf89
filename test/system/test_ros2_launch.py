"""The ROS way in: ``ros2 launch``, ``topic pub``, ``action send_goal`` and ``service call``, judged by what
odometry and replies say."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from ros_overlay import MISSING, PACKAGE, Shell, build
from site_under_test import PATIENCE, TRIES, WORLD, free_domain

from physical_ai_bridge.cli import demo_scene
from physical_ai_bridge.cli.conversation import SETTLE
from physical_ai_bridge.cli.demo_scene import Performance, perform
from physical_ai_bridge.cli.demo_script import SCENES
from physical_ai_bridge.cli.demo_stage import Stage
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.enums import Mode
from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.world import load_world

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"ROS's command line tools are not installed: {', '.join(MISSING)}"
)

START_LIMIT = 60.0  # s


@dataclass
class Launched:
    """A running ``ros2 launch`` and the witness beside it."""

    process: subprocess.Popen[str]
    shell: Shell
    stage: Stage
    directory: Path
    log: Path

    def wait(self, done: object, what: str, limit: float = PATIENCE) -> None:
        """Until it is so; fails naming ``what`` and what the launch printed."""
        if not self.stage.console.spin_until(done, limit):  # type: ignore[arg-type]
            pytest.fail(f"waited in vain: {what}\n{self.log.read_text()[-3000:]}")

    def person(self, *words: str) -> None:
        """``physical-ai WORDS`` as a ROS user runs it."""
        self.shell.run("run", PACKAGE, "physical-ai", *words, "--run-directory", str(self.directory))

    @property
    def pose(self) -> Pose2:
        """Where the robot stands by its odometry, in the map."""
        assert self.stage.now is not None
        return self.stage.now.pose


class PubConsole(Console):
    """Says things with ``ros2 topic pub``; everything else as ever."""

    shell: Shell

    def say_plain(self, text: str) -> None:
        self.shell.say(text)


@pytest.fixture(scope="module")
def sourced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return build(tmp_path_factory.mktemp("overlay"))


@contextmanager
def launched(
    environment: dict[str, str], folder: Path, *arguments: str, prefix: str = ""
) -> Iterator[Launched]:
    """``ros2 launch`` on a domain of its own, ready and enabled; no process of it is left afterwards."""
    domain = str(free_domain())
    shell = Shell({**environment, "ROS_DOMAIN_ID": domain, "PHYSICAL_AI_HOME": str(folder)})
    directory, log = folder / f"domain-{domain}", folder / "launch.log"
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("ROS_DOMAIN_ID", domain)
        with closing(PubConsole("witness", prefix)) as console:
            console.shell = shell
            robot = load_world(WORLD).robots[0]
            stage = Stage(console, robot.name, Pose2(robot.start.x, robot.start.y, robot.start.yaw))
            process = shell.start("launch", PACKAGE, "bringup.launch.py", *arguments, log=log)
            running = Launched(process, shell, stage, directory, log)
            try:
                running.wait(lambda: is_ready(running), "the gate", START_LIMIT)
                yield running
                shell.close()
            finally:
                end(process)


def is_ready(running: Launched) -> bool:
    """Whether the gate says READY, the robot is seen, and both agent and gate hear instructions."""
    console, state = running.stage.console, running.stage.console.states.get(running.stage.robot)
    heard = min(console.listeners()) >= 2 and console.hears_agent()
    return state is not None and state.mode is Mode.READY and running.stage.now is not None and heard


def end(process: subprocess.Popen[str]) -> None:
    """By Ctrl-C, and by force what does not end so."""
    if process.poll() is not None:
        return
    family = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    _, alive = psutil.wait_procs(family, PATIENCE)
    for one in alive:
        one.kill()
    process.wait(PATIENCE)


@pytest.fixture(scope="module")
def running(sourced: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """The embedded simulator, enabled by a person."""
    with launched(sourced, tmp_path_factory.mktemp("home"), "sim:=embedded") as system:
        system.person("enable")
        system.stage.console.spin_until(lambda: False, SETTLE)
        yield system


PLACES = {"棚Aです": "棚A", "充電ステーションに戻って": "充電ステーション"}


def test_the_demonstration_with_topic_pub(running: Launched, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every scene with the reply that the script names, and the motion that belongs to it."""
    monkeypatch.setattr(demo_scene, "CRUISE", 0.0)  # ``ros2 topic pub`` takes seconds to say a stop
    world = load_world(WORLD)
    profile = load_profile(world.robots[0].profile)
    show = Performance(running.stage, profile, running.directory)
    for scene in SCENES:
        before = running.pose
        assert perform(show, scene) is None
        moved = math.dist((before.x, before.y), (running.pose.x, running.pose.y))
        turned = math.remainder(running.pose.yaw - before.yaw, math.tau)
        if scene is SCENES[0]:
            assert moved == pytest.approx(1.5, abs=0.05)
            assert math.degrees(turned) == pytest.approx(-90.0, abs=3.0)
        elif scene.text in PLACES:
            place = world.place(PLACES[scene.text])
            assert place is not None
            assert math.dist((place.pose.x, place.pose.y), (running.pose.x, running.pose.y)) < 0.1
        elif scene.interrupt:
            assert moved > 0.5 and running.stage.is_resting()
        else:
            assert moved < 0.01 and abs(turned) < 0.01
    assert len(show.marks) == 2, "both stops were said in full motion"


def test_a_plan_by_action_send_goal(running: Launched) -> None:
    for attempt in range(TRIES):
        before = running.pose
        steps = "[{skill: 1, distance_m: 0.4}, {skill: 2, angle_rad: 0.5}]"
        name = f"by-hand-{attempt}"
        plan = f"id: {name}, instruction_id: {name}, robot: agv1, source: 3, steps: {steps}"
        goal = f"{{plan: {{{plan}, created: {{sec: {int(time.time())}}}}}}}"
        kind = "physical_ai_bridge_msgs/action/ExecutePlan"
        shown = spinning(running, "action", "send_goal", "-f", "/agv1/execute_plan", kind, goal)
        if "SUCCEEDED" in shown:
            break
    assert "Goal finished with status: SUCCEEDED" in shown, shown
    assert math.dist((before.x, before.y), (running.pose.x, running.pose.y)) == pytest.approx(0.4, abs=0.05)
    assert running.pose.yaw - before.yaw == pytest.approx(0.5, abs=0.05)


def test_a_stop_by_service_call(running: Launched) -> None:
    for _ in range(TRIES):
        reason = stopped_by_service(running)
        if not reason.machine_stalled:
            break
    assert reason is ReasonCode.STOP_REQUESTED
    assert running.stage.console.states["agv1"].mode is Mode.PROTECTIVE_STOP


def stopped_by_service(running: Launched) -> ReasonCode:
    """Why a turn ended that was stopped by ``ros2 service call``: not that, where the machine had stalled."""
    stage = running.stage
    first = len(stage.replies)
    running.shell.say("360度右に回って")
    running.wait(lambda: stage.now is not None and abs(stage.now.turn) > 0.5, "turning")
    kind = "physical_ai_bridge_msgs/srv/StopRobot"
    shown = spinning(running, "service", "call", "/agv1/stop_robot", kind, "{level: 1, source: tester}")
    assert "accepted=True" in shown
    running.wait(stage.is_resting, "rest")
    running.wait(lambda: any(reply.final for reply in stage.replies[first:]), "the last word")
    return next(reply.reason for reply in stage.replies[first:] if reply.final)


def spinning(running: Launched, *words: str) -> str:
    """``ros2 WORDS`` to its good end, with the witness watching meanwhile; what it printed."""
    process = running.shell.start(*words)
    running.wait(lambda: process.poll() is not None, " ".join(words[:3]), 90.0)
    shown, _ = process.communicate()
    assert process.returncode == 0, shown
    running.stage.console.spin_until(lambda: False, 0.3)
    return shown


def test_a_second_launch_on_the_domain_starts_nothing(running: Launched) -> None:
    shown, _ = running.shell.start("launch", PACKAGE, "bringup.launch.py").communicate(timeout=60.0)
    assert "[DOMAIN_TAKEN]" in shown and "process started" not in shown


@pytest.mark.parametrize("whole_group", [True, False], ids=["Ctrl-C in a terminal", "SIGINT to launch alone"])
def test_ctrl_c_leaves_no_process(sourced: dict[str, str], tmp_path: Path, whole_group: bool) -> None:
    with launched(sourced, tmp_path) as system:
        family = psutil.Process(system.process.pid).children(recursive=True)
        assert len(family) >= 6, "five nodes and the review worker"
        (os.killpg if whole_group else os.kill)(system.process.pid, signal.SIGINT)
        _, alive = psutil.wait_procs(family, timeout=PATIENCE)
        assert not alive
        assert system.process.wait(PATIENCE) == 0
        assert "Traceback" not in system.log.read_text()


def test_nothing_is_left_when_the_launch_is_killed(sourced: dict[str, str], tmp_path: Path) -> None:
    with launched(sourced, tmp_path) as system:
        family = psutil.Process(system.process.pid).children(recursive=True)
        system.process.kill()
        _, alive = psutil.wait_procs(family, timeout=PATIENCE)
        assert not alive


def test_a_namespace_moves_everything_that_is_the_sites_own(sourced: dict[str, str], tmp_path: Path) -> None:
    """What is said on /hall/instruction is done, what is said on /instruction reaches nobody."""
    with launched(sourced, tmp_path, "namespace:=hall", prefix="/hall") as system:
        system.person("enable")
        assert system.stage.console.node.count_subscribers("/instruction") == 0
        before = system.pose
        system.shell.say("0.4メートル前進して", "/hall/instruction")
        system.wait(lambda: any(r.final for r in system.stage.replies), "the last word")
        assert system.stage.replies[-1].reason.name == "OK"
        assert system.pose.x - before.x == pytest.approx(0.4, abs=0.05)
