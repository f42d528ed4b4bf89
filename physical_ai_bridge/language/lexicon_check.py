"""Check a lexicon.yaml against its schema, and say in Japanese what is wrong where."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from physical_ai_bridge.language.lexicon import check_lexicon
from physical_ai_bridge.language.word_check import BEYOND, LEXICON, Finding, Location, word_findings

_REASONS: Final = {
    "missing": "必要な項目がありません。足してください",
    "unexpected_keyword_argument": "知らない項目です。綴りを確かめるか、消してください",
    "string_type": "文字列にしてください (数字や on/off は引用符で囲みます)",
    "tuple_type": "[…] の並びにしてください",
    "dict_type": "「項目: 値」の組にしてください",
    "dataclass_type": "「項目: 値」の組にしてください",
    "float_type": "数値にしてください",
    "float_parsing": "数値にしてください",
}
_VERB: Final = re.compile(r"verb (?P<lemma>.*?): (?P<fault>.*)")
_FAULTS: Final = {
    "heard_for": "heard_for は、この辞書にある動詞の lemma にしてください",
    "there is no rule": "この action はありません。ファイルの初めにある規則か、frames の名前にしてください",
    "`skill` goes": "skill は action: fixed のときに、そのときだけ書いてください",
}


def lexicon_findings(data: Any, beyond: Any) -> tuple[Finding, ...]:
    """Return what is wrong with `data` (lexicon.yaml) and `beyond` (beyond.yaml).

    The words are looked at only where the form is right.
    """
    wrong = (*_beyond(beyond), *schema_findings(data))
    return wrong or tuple(word_findings(check_lexicon(data), beyond))


def schema_findings(data: Any) -> tuple[Finding, ...]:
    """Return where `data` (lexicon.yaml) has not the form that the parser reads."""
    from pydantic import ValidationError

    try:
        check_lexicon(data)
    except ValidationError as error:
        return tuple(_by_place([_finding(one, data) for one in error.errors()]))
    return ()


def _beyond(data: Any) -> Iterator[Finding]:
    if not isinstance(data, Mapping):
        yield Finding(BEYOND, (), "「活用: [動詞, …]」の組にしてください")
        return
    for inflection, verbs in data.items():
        if not isinstance(verbs, list | tuple) or not all(isinstance(verb, str) and verb for verb in verbs):
            yield Finding(BEYOND, (inflection,), "動詞の並び […] にしてください")


def _finding(error: Any, data: Any) -> Finding:
    location = tuple(part for part in error["loc"] if not str(part).startswith("literal["))
    if error["type"] == "literal_error":
        known = "、".join(re.findall("'([^']+)'", error["ctx"]["expected"]))
        return Finding(LEXICON, location, f"「{error['input']}」はありません。使えるもの: {known}")
    if error["type"] == "value_error" and (verb := _VERB.search(error["msg"])):
        return _verb_fault(verb["lemma"], verb["fault"], data)
    return Finding(LEXICON, location, _REASONS.get(error["type"], error["msg"]))


def _verb_fault(lemma: str, fault: str, data: Any) -> Finding:
    index = next((i for i, verb in enumerate(data["verbs"]) if verb.get("lemma") == lemma), 0)
    advice = next((text for begin, text in _FAULTS.items() if fault.startswith(begin)), fault)
    return Finding(LEXICON, ("verbs", index), f"動詞「{lemma}」: {advice}")


def _by_place(findings: list[Finding]) -> Iterator[Finding]:
    """One for each place: an inflection is one of two lists, and each of them complains."""
    places: dict[Location, list[str]] = {}
    for finding in findings:
        places.setdefault(finding.location, []).append(finding.reason)
    for location, reasons in places.items():
        known = "、".join(dict.fromkeys(reason.rpartition("使えるもの: ")[2] for reason in reasons))
        first = reasons[0].partition("使えるもの: ")
        yield Finding(LEXICON, location, f"{first[0]}使えるもの: {known}" if first[1] else reasons[0])
