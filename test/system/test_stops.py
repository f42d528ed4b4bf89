"""Every way to say stop, with the parts that do not need to work hanging."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest
from physical_ai_bridge_msgs.msg import Stop
from site_under_test import WORLD, Site, running_site
from std_msgs.msg import String

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import processes
from physical_ai_bridge.plan.enums import Mode, StopLevel


def test_the_word_with_the_agent_frozen(site: Site) -> None:
    site.drive_fast()
    site.signal("agent", signal.SIGSTOP)
    site.console.say_plain("止まれ")
    site.comes_to_rest()
    heard = [line for line in site.audit("gate-agv1") if line["event"] == "stop heard"]
    assert heard[0]["data"]["source"] == "gate agv1" and "まれ" in heard[0]["data"]["text"]


def test_the_stop_topic_with_an_empty_message(site: Site) -> None:
    site.drive_fast()
    stops = site.console.node.create_publisher(Stop, contract.STOP, contract.EVENT_QOS)
    site.wait(lambda: stops.get_subscription_count() >= 2, "gate and guard on /stop")
    stops.publish(Stop())
    site.comes_to_rest()
    assert site.mode is Mode.PROTECTIVE_STOP


def test_the_stop_service(site: Site) -> None:
    site.drive_fast()
    assert site.console.stop("agv1", StopLevel.STOP, "tester")[0]
    site.comes_to_rest()
    site.do("0.2メートル下がって")


def test_a_stop_that_only_the_agent_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The agent listens elsewhere; what it hears there reaches gate and guard through /stop alone."""
    specs = list(processes(StartOptions(WORLD, tmp_path)))
    agent = specs[-1]
    specs[-1] = replace(agent, remappings={"/instruction": "/whisper"})
    with running_site(tmp_path, monkeypatch, specs) as site:
        site.ready()
        site.drive_fast()
        whisper = site.console.node.create_publisher(String, "/whisper", contract.EVENT_QOS)
        site.wait(lambda: whisper.get_subscription_count() == 1, "the agent on /whisper")
        whisper.publish(String(data="止まれ"))
        site.comes_to_rest()
        heard = [line["data"]["source"] for line in site.audit("gate-agv1") if line["event"] == "stop heard"]
        assert heard and set(heard) == {"agent"}


def test_an_emergency_stop_latches_until_a_person_resets(site: Site) -> None:
    site.drive_fast()
    site.console.say_plain("非常停止")
    site.comes_to_rest()
    assert site.mode is Mode.EMERGENCY_STOP
    assert site.ask("0.2メートル前進して").reason.name == "EMERGENCY_STOP"
    accepted, reason = site.console.reset("agv1", "tester", site.directory)
    assert accepted, reason
    site.stays_at_rest()
    site.do("0.2メートル前進して")


def test_a_reset_with_a_forged_key_opens_nothing(site: Site, tmp_path: Path) -> None:
    site.console.say_plain("非常停止")
    site.wait(lambda: site.mode is Mode.EMERGENCY_STOP, "the latch")
    forged = tmp_path / "forged"
    forged.mkdir()
    (forged / "approver.key").write_text("00" * 32)
    (forged / "approver.key").chmod(0o600)
    accepted, reason = site.console.reset("agv1", "tester", forged)
    assert (accepted, reason.name) == (False, "TOKEN_INVALID")
    assert site.mode is Mode.EMERGENCY_STOP


def test_a_newer_instruction_takes_over_in_full_motion(site: Site) -> None:
    first = site.drive_fast()
    site.do("0.3メートル下がって")
    ended = site.talk.final(first)
    assert ended is not None and ended.reason.name == "SUPERSEDED"


def test_stop_word_and_then_a_new_instruction(site: Site) -> None:
    first = site.drive_fast()
    site.console.say_plain("止まって")
    site.comes_to_rest()
    ended = site.talk.final(first)
    assert ended is not None and ended.reason.name == "STOP_WORD"
    site.do("右に30度回って")
