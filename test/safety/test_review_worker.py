"""The worker's lines: a round trip, and a bad request is answered with a refusal, never with a crash."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from physical_ai_bridge.plan.motion import Pose2
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, NavigateStep
from physical_ai_bridge.plan.verdict import ADMITTED, Evidence, Nearest, refused
from physical_ai_bridge.safety.outputs import StartReview
from physical_ai_bridge.safety.path_review import make_sweep
from physical_ai_bridge.safety.review_worker import (
    READY,
    answer,
    answer_from_line,
    answer_line,
    request_from_line,
    request_line,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture
def request_of(plan_of):
    return lambda *steps, ticket=7: StartReview(ticket, plan_of(*steps), 0, Pose2(1.0, 7.0, 0.25))


def test_a_request_survives_its_line(request_of):
    request = request_of(MoveStep(distance_m=1.5), NavigateStep(place="棚A"))
    line = request_line(request)
    assert "\n" not in line and request_from_line(line) == request


@pytest.mark.parametrize(
    "verdict",
    [
        ADMITTED,
        refused(ReasonCode.KEEP_OUT_ZONE, 2),
        refused(ReasonCode.DISTANCE_OVER_LIMIT, 0, Nearest(2.5, "m"), (Evidence("distance", 9.0, 2.5, "m"),)),
    ],
)
def test_an_answer_survives_its_line(verdict):
    assert answer_from_line(answer_line(3, verdict)) == (3, verdict)


def broken(line: str, **change) -> str:
    return json.dumps({**json.loads(line), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"plan": {}},
        {"plan": None},
        {"plan": 7},
        {"pose": [1.0]},
        {"pose": ["a", "b", "c"]},
        {"pose": None},
        {"first_step": "x"},
        {"first_step": None, "pose": 3},
    ],
)
def test_a_bad_request_is_refused_under_its_ticket(hall, request_of, change):
    line = broken(request_line(request_of(MoveStep(distance_m=1.0))), **change)
    ticket, verdict = answer_from_line(answer(line, hall, make_sweep(hall, 0.33, 0.1, 5.0)))
    assert (ticket, verdict.admitted, verdict.reason) == (7, False, ReasonCode.REVIEW_FAILED)


def test_an_unknown_place_fails_the_review_and_not_the_worker(hall, request_of):
    line = request_line(request_of(NavigateStep(place="西")))
    _, verdict = answer_from_line(answer(line, hall, make_sweep(hall, 0.33, 0.1, 5.0)))
    assert verdict.reason is ReasonCode.REVIEW_FAILED


@pytest.mark.parametrize("line", ["", "{", "[]", "7", "{}", '{"ticket": "x"}'])
def test_a_line_without_a_ticket_can_have_no_answer(hall, line):
    with pytest.raises(ValueError):
        answer(line, hall, make_sweep(hall, 0.33, 0.1, 5.0))


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"ticket": 1}', '{"ticket": 1, "verdict": {}}'])
def test_what_is_no_answer_is_an_error(line):
    with pytest.raises((ValueError, KeyError, TypeError)):
        answer_from_line(line)


def test_the_process_answers_line_by_line_and_ends_with_its_input(request_of):
    lines = [
        request_line(request_of(MoveStep(distance_m=1.0), ticket=1)),
        broken(request_line(request_of()), plan=0),
    ]
    command = [sys.executable, "-m", "physical_ai_bridge.safety.review_worker"]
    done = subprocess.run(
        [*command, str(ROOT / "worlds" / "warehouse.yaml"), "agv"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    ready, *said = done.stdout.splitlines()
    assert ready == READY
    answers = [answer_from_line(line) for line in said]
    assert answers[0] == (1, ADMITTED)
    assert (answers[1][0], answers[1][1].reason) == (7, ReasonCode.REVIEW_FAILED)
