"""The answers to cases: of this package in this process, or of any program that speaks JSON lines."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Sequence
from typing import Any

from physical_ai_bridge.evaluation.answers import Answer, read_answer
from physical_ai_bridge.evaluation.cases import Case
from physical_ai_bridge.evaluation.jsonl import read_object
from physical_ai_bridge.language import prepare, understand
from physical_ai_bridge.language.replay import replay


class CommandError(RuntimeError):
    """The program under test did not do its part; who gave the command must act. ``str()`` is Japanese."""


def answers_here(cases: Sequence[Case]) -> tuple[list[Answer], list[float]]:
    """The parser's answers, and the seconds that each instruction took, its history not counted."""
    prepare()
    timed = [_answer_here(case) for case in cases]
    return [answer for answer, _ in timed], [seconds for _, seconds in timed]


def _answer_here(case: Case) -> tuple[Answer, float]:
    context = replay(case.history)
    began = time.perf_counter()
    found = understand(case.text, context)
    took = time.perf_counter() - began
    return Answer(found.outcome, [intent.as_dict() for intent in found.intents]), took


def answers_of(command: Sequence[str], cases: Sequence[Case], timeout: float) -> list[Answer]:
    """The answers of a program that gets all cases on its standard input and has ``timeout`` seconds.

    It is not told the labels. Raises CommandError where it cannot be started, takes too long, ends with
    another status than 0, or does not answer each line with one line of the right form.
    """
    asked = "".join(json.dumps(_request(case)) + "\n" for case in cases)  # ASCII, whatever stands in a case
    try:
        if not command:
            raise ValueError("空です")
        done = subprocess.run(command, input=asked.encode(), stdout=subprocess.PIPE, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise CommandError(f"コマンドが {timeout:g} 秒で終わりません。--timeout を延ばしてください") from None
    except (OSError, ValueError) as error:
        raise CommandError(f"コマンドを実行できません ({error})。--command を確かめてください") from error
    if done.returncode != 0:
        raise CommandError(f"コマンドが終了コード {done.returncode} で終わりました")
    return _answers(done.stdout, len(cases))


def _request(case: Case) -> dict[str, Any]:
    history = {"history": list(case.history)} if case.history else {}
    return {"text": case.text, **history}


def _answers(output: bytes, expected: int) -> list[Answer]:
    lines = output.removesuffix(b"\n").split(b"\n") if output else []
    if len(lines) != expected:
        advice = "一行に一行で答えてください"
        raise CommandError(f"{expected} 行の質問に {len(lines)} 行の答えが返りました。{advice}")
    return [_answer(number, line) for number, line in enumerate(lines, 1)]


def _answer(number: int, line: bytes) -> Answer:
    try:
        return read_answer(read_object(line))
    except ValueError as error:
        raise CommandError(f"コマンドの答えの {number} 行目: {error}") from None
