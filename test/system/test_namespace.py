"""A site below a namespace: its own names move there, nobody else's instruction or stop reaches it, and a
stranger is still seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from geometry_msgs.msg import Twist
from physical_ai_bridge_msgs.msg import Heartbeat, Stop
from site_under_test import PATIENCE, Site, free_domain, run_cli, running_site
from test_command_line import start_up

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.console import Console
from physical_ai_bridge.plan.enums import Mode, StopLevel


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with running_site(tmp_path, monkeypatch, namespace="hall") as running:
        running.ready()
        yield running


def test_it_obeys_its_own_instruction_and_no_other(hall: Site) -> None:
    node = hall.console.node
    names = {name for name, _ in node.get_topic_names_and_types()}
    assert not {"/instruction", "/instruction/typed", "/reply", "/stop", "/agent_heartbeat"} & names
    assert not {name for name in names if name.startswith("/agv1/")}
    assert {"/hall/instruction", "/hall/agv1/cmd_vel", "/clock"} <= names
    hall.drive_fast()
    hall.console.say_plain("止まれ")
    hall.comes_to_rest()


def test_what_is_said_at_the_root_does_not_reach_it(hall: Site) -> None:
    """Where a site without a namespace listens: on ``/instruction`` and ``/stop``."""
    with closing(Console("outsider")) as outsider:
        assert outsider.listeners() == (0, 0)
        assert outsider.node.count_subscribers(contract.STOP) == 0
        hall.drive_fast()
        outsider.say_plain("止まれ")
        outsider.node.create_publisher(Stop, contract.STOP, contract.EVENT_QOS).publish(Stop())
        hall.console.spin_until(lambda: False, 0.5)
        assert hall.witness.speed > 0.7


def test_its_stop_service_stops_the_guard_too(hall: Site) -> None:
    """The gate tells the robot's own name, without the namespace, which the guard would not know."""
    hall.drive_fast()
    assert hall.console.stop("agv1", StopLevel.STOP, "tester")[0]
    hall.comes_to_rest()
    hall.wait(lambda: hall.audited("guard-agv1", "STOP_REQUESTED"), "the guard's own latch")


@pytest.mark.parametrize(
    ("topic", "kind"), [("agv1/cmd_vel", Twist), (contract.AGENT_HEARTBEAT, Heartbeat)]
)
def test_a_stranger_is_seen_there(hall: Site, topic: str, kind: type) -> None:
    node = hall.console.node
    node.create_publisher(kind, topic, contract.MOTION_QOS)
    hall.wait(lambda: hall.mode is Mode.FAULT, "the latch")
    named = [line["data"]["publishers"] for line in hall.audit("gate-agv1") if line["event"] == "strangers"]
    assert f": /hall/{node.get_name()}" in str(named[0])


def test_the_command_line_finds_namespace_and_robots_by_itself(tmp_path: Path) -> None:
    domain = str(free_domain())
    process = start_up(domain, tmp_path, "--namespace", "hall", "--no-enable")
    try:
        for words in (
            ("enable",),
            ("say", "0.1メートル前進して"),
            ("stop", "--emergency"),
            ("reset",),
            ("say", "0.1メートル下がって"),
        ):
            done = run_cli(*words, domain=domain, home=tmp_path)
            assert done.returncode == 0, (words, done.stdout, done.stderr)
    finally:
        process.terminate()
        process.wait(PATIENCE)
