"""Show one word: the entries of the lexicon that hold it, a verb's forms, and what is understood of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from physical_ai_bridge.cli.understand import OUTCOMES
from physical_ai_bridge.language import Context, understand
from physical_ai_bridge.language.lexicon import VerbEntry, check_lexicon, lexicon
from physical_ai_bridge.language.site_words import site_stems
from physical_ai_bridge.language.word_forms import SpokenForm, other_uses, spoken_forms, verbs_called

MOODS = {
    "order": "指示",
    "after": "順序 (これを先に)",
    "when": "順序か条件",
    "before": "順序 (これを後に)",
    "condition": "条件",
    "prohibit": "禁止",
    "without": "否定 (しないで、次へ)",
    "needless": "不要",
    "question": "質問",
    "ability": "できるかの質問",
    "wish": "希望 (聞き返す)",
    "statement": "報告",
}
_FORM_WIDTH, _SAID_WIDTH = 8, 30  # columns of a terminal


def show(word: str, data: Any, changed: bool, site: Path | None) -> int:
    """Print what `word` is in the lexicon `data` and at the site: 0, or 1 where it is nothing.

    What is understood is shown unless the lexicon is a `changed` copy, which the parser has not loaded.
    """
    known = Context() if site is None else _context(site)
    words = check_lexicon(data) if changed else lexicon()
    verbs = verbs_called(word, (*_own(known), *words.verbs))
    uses = list(other_uses(word, words))
    lines = [line for verb, writing in verbs for line in _verb(verb, writing, None if changed else known)]
    print("\n".join([*lines, *(f"{word}: {use}" for use in uses)]) or _unknown(word))
    return 0 if verbs or uses else 1


def _context(site: Path) -> Context:
    """Raises WorldFileError."""
    from physical_ai_bridge.agent.site_words import context  # shapely and numpy, only where a site is given
    from physical_ai_bridge.world import load_world

    return context(load_world(site))


def _own(known: Context) -> Sequence[VerbEntry]:
    """Raises ValueError in Japanese for a verb that cannot be."""
    found = site_stems(known.verbs)
    return list({id(verb): verb for entries in found.values() for _, verb, _ in entries}.values())


def _verb(verb: VerbEntry, writing: str, known: Context | None) -> Iterator[str]:
    yield f"{writing}: 動詞「{verb.lemma}」({verb.inflection})"
    yield f"  書き方: {'、'.join(verb.writings)}"
    yield f"  規則: {verb.action or '-'}{f' → {verb.skill}' if verb.skill else ''}"
    if verb.args:
        yield f"  意味する引数: {json.dumps(verb.args, ensure_ascii=False)}"
    if verb.needs:
        yield f"  なければ聞き返すもの: {'、'.join(verb.needs)}"
    if verb.heard_for:
        yield f"  音声認識の誤りとして聞き返す: {verb.heard_for}"
    forms = list(spoken_forms(verb, writing))
    yield from map(_row, forms)
    if known is not None:
        yield from _understood(forms, known)


def _row(spoken: SpokenForm) -> str:
    mood = MOODS[spoken.mood] if spoken.mood else "(語尾が endings.yaml にない)"
    return f"  {_padded(spoken.form, _FORM_WIDTH)}{_padded(spoken.said, _SAID_WIDTH)}{mood}"


def _padded(text: str, width: int) -> str:
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
    return text + " " * max(1, width - wide)


def _understood(forms: Sequence[SpokenForm], known: Context) -> Iterator[str]:
    """The first order among the forms, alone, as the parser takes it."""
    said = next((spoken.said for spoken in forms if spoken.mood == "order" and spoken.said), None)
    if said is not None:
        found = understand(said, known)
        steps = (f" {step.skill} {json.dumps(dict(step.args), ensure_ascii=False)}" for step in found.intents)
        outcome = f"{OUTCOMES[found.outcome]} ({found.outcome})"
        reply = f" 「{found.reply}」" if found.reply else ""
        yield f"  「{said}」だけなら: {outcome}{''.join(steps)}{reply}"


def _unknown(word: str) -> str:
    return f"「{word}」は辞書にありません。足し方は docs/language.ja.md にあります"
