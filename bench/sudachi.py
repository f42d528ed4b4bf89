"""Whether a tokenizer would help: SudachiPy over our own cases that the parser gets wrong or asks back.

``python -m bench.sudachi``, after ``pip install sudachipy sudachidict_small``. Nothing else here uses it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

from bench.figures import show
from physical_ai_bridge.evaluation.cases import Case, read_cases
from physical_ai_bridge.evaluation.files import find_files
from physical_ai_bridge.evaluation.run import answers_here
from physical_ai_bridge.evaluation.score import Judgement, judge
from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.resources import resource

NAMES = ("object", "target", "to", "from", "place", "person", "device", "via")
SURU = "サ変可能"
Words = Sequence[Any]
"""Morphemes of a sentence, as SudachiPy gives them."""


def main() -> int:
    """0; 2 where SudachiPy is not installed."""
    try:
        from sudachipy import Dictionary, SplitMode
    except ImportError:
        print("SudachiPy がありません: pip install sudachipy sudachidict_small", file=sys.stderr)
        return 2
    began = time.perf_counter()
    tokenizer = Dictionary(dict="small").create(mode=SplitMode.C)
    print(f"dictionary loaded in {time.perf_counter() - began:.2f} s")
    cases = read_cases(find_files([resource("bench/ja_instructions")]).cases("own"))
    show("tokenize, a sentence", [_timed(tokenizer.tokenize, case.text) for case in cases])
    answers = answers_here(cases)[0]
    _report([judge(case, answer) for case, answer in zip(cases, answers, strict=True)], tokenizer)
    return 0


def _timed(function: Any, text: str) -> float:
    began = time.perf_counter()
    function(text)
    return time.perf_counter() - began


def _report(judged: Sequence[Judgement], tokenizer: Any) -> None:
    """What it would mend and break: an unlisted verb taken for unsupported, nouns cut as Sudachi does."""
    asked = [(one, tokenizer.tokenize(one.case.text)) for one in judged if one.answer.outcome == "clarify"]
    told = [one.case for one, words in asked if _unknown_verb(words)]
    names = [found for one in judged for found in _names(one, tokenizer.tokenize(one.case.text))]
    wrong = [one for one in judged if not one.right]
    print(f"{len(judged)} cases, {len(wrong)} wrong in anything, {len(asked)} asked back")
    print(f"asked back, with a verb of no list of ours: {len(told)}; of these to be {_expected(told)}")
    print(f"names that came out otherwise: {len(names)}; on Sudachi's word boundaries: {sum(names)}")


def _expected(cases: Sequence[Case]) -> str:
    outcomes = sorted({case.outcome for case in cases})
    counted = (f"{sum(case.outcome == outcome for case in cases)} {outcome}" for outcome in outcomes)
    return ", ".join(counted) or "nothing"


def _unknown_verb(words: Words) -> bool:
    """Whether the last verb, or noun with する, is none of ours."""
    known = {fold_key(writing) for verb in lexicon().verbs for writing in (verb.lemma, *verb.writings)}
    verbs = [word for word in words if _is_verb(word.part_of_speech())]
    if not verbs:
        return False
    last = verbs[-1]
    return not {fold_key(last.dictionary_form()), fold_key(last.normalized_form())} & known


def _is_verb(kind: Sequence[str]) -> bool:
    """A verb that is no mere helper (いる, ください), or a noun that する makes one."""
    return (kind[0] == "動詞" and kind[1] != "非自立可能") or SURU in kind[2]


def _names(one: Judgement, words: Words) -> list[bool]:
    """For each name of the case that the answer does not have: whether words begin and end where it does."""
    edges = {0, *(word.end() for word in words)}
    given = [str(intent["args"].get(role)) for intent in one.answer.intents for role in NAMES]
    expected = [intent["args"].get(role) for intent in one.case.intents for role in NAMES]
    missing = [name for name in expected if isinstance(name, str) and name not in given]
    found = [(one.case.text.find(name), name) for name in missing]
    return [at >= 0 and {at, at + len(name)} <= edges for at, name in found]


if __name__ == "__main__":
    sys.exit(main())
