"""What only a gate heard reaches the agent, once; stops, old texts and floods do not take that way."""

from __future__ import annotations

import time

import pytest
from physical_ai_bridge_msgs.msg import Instruction
from rclpy.node import Node

from physical_ai_bridge.nodes.contract import EVENT_QOS, INSTRUCTION_TYPED
from physical_ai_bridge.nodes.hearsay import FRESH, MOST, REMEMBERED, Heard, Hearsay, said_id, said_ns
from physical_ai_bridge.plan import signals


def sent(ago: float = 0.0) -> dict[str, int]:
    return {"source_timestamp": time.time_ns() - round(ago * 1e9)}


@pytest.fixture
def gate(nodes, monkeypatch):
    """What a gate tells, and the way it tells it."""
    node, told = nodes.add(Node("gate")), []
    hearsay = Hearsay(node)
    monkeypatch.setattr(hearsay._tell, "publish", told.append)
    return hearsay, told


def test_one_message_has_one_id_and_another_has_another():
    first = sent()
    assert said_id("前進して", first) == said_id("前進して", first)
    assert said_id("前進して", first) != said_id("後退して", first)
    later = {"source_timestamp": first["source_timestamp"] + 1}
    assert said_id("前進して", first) != said_id("前進して", later)


def test_it_arrives_as_an_instruction_with_the_sender_s_time(nodes):
    node, heard, said = nodes.add(Node("gate")), [], sent()
    node.create_subscription(Instruction, INSTRUCTION_TYPED, heard.append, EVENT_QOS)
    hearsay = Hearsay(node)
    assert nodes.spin_until(lambda: node.count_subscribers(INSTRUCTION_TYPED))
    assert nodes.spin_until(lambda: heard or hearsay.pass_on("1メートル前進して", sent()))
    assert heard[0].text == "1メートル前進して" and heard[0].id.startswith("said-")
    assert heard[0].stamp.sec >= said["source_timestamp"] // 10**9


def test_a_gate_with_two_ears_tells_once(gate):
    (hearsay, told), said = gate, sent()
    for _ in range(2):
        hearsay.pass_on("前進して", said)
    assert len(told) == 1


@pytest.mark.parametrize("text", ["止まれ", "非常停止", "ストップ!"])
def test_a_stop_is_not_passed_on(gate, text):
    hearsay, told = gate
    hearsay.pass_on(text, sent())
    assert not told


@pytest.mark.parametrize(("ago", "passes"), [(0.0, True), (FRESH + 0.1, False), (-FRESH - 0.5, False)])
def test_what_lay_or_comes_from_the_future_is_not_passed_on(gate, ago, passes):
    hearsay, told = gate
    hearsay.pass_on("前進して", sent(ago))
    assert bool(told) is passes


def test_a_flood_is_not_doubled(gate):
    hearsay, told = gate
    for number in range(50):
        hearsay.pass_on(f"{number}メートル前進して", sent())
    assert len(told) == MOST


def test_it_remembers_enough_and_not_for_ever():
    heard = Heard()
    assert all(heard.is_new(str(number)) for number in range(REMEMBERED + 1))
    assert not heard.is_new(str(REMEMBERED)) and heard.is_new("0")


@pytest.mark.parametrize(
    ("said", "stamp", "counts"),
    [("said-1-a", 70, 70), ("said-1-a", 0, 100), ("said-1-a", 130, 100), ("typed-1", 70, 100), ("", 70, 100)],
)
def test_what_is_passed_on_late_is_as_old_as_when_it_was_said(said, stamp, counts):
    heard = signals.Instruction(said, "前進して", stamp_ns=stamp)
    assert said_ns(heard, {"source_timestamp": 100}) == counts
