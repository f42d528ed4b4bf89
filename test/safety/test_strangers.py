"""Who is a stranger: everybody who publishes motion beyond those expected, each once."""

from __future__ import annotations

from collections import Counter

import pytest

from physical_ai_bridge.safety.strangers import DOUBTFUL_LOOKS, Publisher, strangers

GUARD = Publisher("cmd_vel", "/agv1/command_guard_node")
GATE = Publisher("cmd_vel", "/agv1/safety_gate_node")
TELEOP = Publisher("cmd_vel", "/teleop")
NAMELESS = Publisher("cmd_vel", "_NODE_NAMESPACE_UNKNOWN_/_NODE_NAME_UNKNOWN_")
EXPECTED = Counter([GUARD, GATE])


@pytest.mark.parametrize(
    "seen, sure, doubtful",
    [
        ([], (), ()),
        ([GUARD, GATE], (), ()),
        ([GUARD], (), ()),
        ([GUARD, GATE, TELEOP], (str(TELEOP),), ()),
        ([GUARD, GUARD, GATE], (str(GUARD),), ()),
        ([GUARD, NAMELESS], (), (str(NAMELESS),)),
        ([TELEOP, NAMELESS, TELEOP], (str(TELEOP),), (str(NAMELESS),)),
        ([Publisher("motion_gated", GUARD.node)], (f"motion_gated: {GUARD.node}",), ()),
    ],
)
def test_strangers_are_named(seen, sure, doubtful):
    named, looks = strangers(EXPECTED, seen, Counter())
    assert (named, looks) == (sure, Counter(doubtful))


def test_a_nameless_one_counts_once_it_was_seen_often_enough_in_a_row():
    looks, found = Counter(), []
    for _ in range(DOUBTFUL_LOOKS):
        named, looks = strangers(EXPECTED, [NAMELESS], looks)
        found.append(named)
    assert found == [()] * (DOUBTFUL_LOOKS - 1) + [(str(NAMELESS),)]
    _, looks = strangers(EXPECTED, [GUARD], looks)
    assert strangers(EXPECTED, [NAMELESS], looks)[0] == ()
