"""Questions and remarks: what a person asks or tells the robot, by the word classes of talk.yaml."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from physical_ai_bridge.language.reading import Reading
from physical_ai_bridge.language.talk_patterns import IDLE_VOWELS, talk_patterns
from physical_ai_bridge.language.understanding import Intent

LONGEST_SENTENCE: Final = 80
_LONGEST_TALK: Final = 400  # characters; whoever talks longer than that is not chatting with a robot
_MOST_PIECES: Final = 8
_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]*")
_IDLE: Final = re.compile(rf"[{IDLE_VOWELS}\s。！「」・]|\((?:笑|泣|汗)\)|w+$|っ$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two commas: its letters without long vowels, and where each stands in the text."""

    letters: str
    at: tuple[int, ...]

    def said(self, text: str, start: int, end: int) -> str:
        """The words of `text` that `start`..`end` of the letters stand for, long vowels included."""
        stop = self.at[end] if end < len(self.at) else self.at[-1] + 1
        return text[self.at[start] : stop].strip("、。！？「」 ")


def match_talk(key: str, text: str, telling: bool = True) -> Reading | None:
    """Return what the whole of `text` asks (answer) or remarks (nothing); None if any part may be more.

    `key` is `text` folded, of the same length; the intents quote `text`. Without `telling` a report
    (荷物が届いた) is none: amid a sentence it may be what an order hangs on. A quotation and what is over
    400 characters is no talk.
    """
    return None if "「" in key else _read(key, text, telling, last=False)


def match_fallback(key: str, text: str) -> Reading | None:
    """Return what an instruction that nothing understood is by its shape; bolder than `match_talk`."""
    return _read(key, text, telling=True, last=True)


def _read(key: str, text: str, telling: bool, last: bool) -> Reading | None:
    if len(key) > _LONGEST_TALK:
        return None
    readings: list[Reading] = []
    for sentence in _SENTENCE.finditer(key):
        pieces = _pieces(key, *sentence.span())
        found = _read_pieces(pieces, text, telling, last) if 0 < len(pieces) <= _MOST_PIECES else None
        if found is None:
            return None
        readings.append(found)
    return _together(readings) if readings else None


def _together(readings: Sequence[Reading]) -> Reading:
    intents = tuple(intent for reading in readings for intent in reading.intents)
    replies = [reading.reply for reading in readings if reading.reply]
    return Reading("answer", intents) if intents else Reading("nothing", reply=next(iter(replies), None))


def _pieces(key: str, start: int, end: int) -> list[_Piece]:
    """The pieces of a sentence; of those that only fill it the last is kept where there is nothing else."""
    found = [_piece(key, *part.span()) for part in re.compile("[^、]+").finditer(key, start, end)]
    spoken = [piece for piece in found if piece.letters.strip("？")]
    return [piece for piece in spoken if not talk_patterns().fillers.fullmatch(piece.letters)] or spoken[-1:]


def _piece(key: str, start: int, end: int) -> _Piece:
    part = key[start:end]
    idle = {at for match in _IDLE.finditer(part) for at in range(*match.span())}
    at = tuple(start + i for i in range(len(part)) if i not in idle)
    return _Piece("".join(key[i] for i in at), at)


def _join(pieces: Iterable[_Piece]) -> _Piece:
    listed = list(pieces)
    return _Piece("".join(p.letters for p in listed), tuple(at for p in listed for at in p.at))


def _read_pieces(pieces: Sequence[_Piece], text: str, telling: bool, last: bool) -> Reading | None:
    """Remarks may come before a question or a report; what is left must be one as a whole."""
    remarks: list[Reading] = []
    for i, piece in enumerate(pieces):
        rest = _join(pieces[i:])
        if whole := _read_whole(rest, text, telling, last):
            return _together([*remarks, whole])
        remark = _remark(piece.letters)
        if remark is None:
            return None
        remarks.append(remark)
    return _together(remarks)


def _read_whole(rest: _Piece, text: str, telling: bool, last: bool) -> Reading | None:
    if len(rest.letters) > LONGEST_SENTENCE:
        return None
    for start in _starts(rest.letters):
        piece = _Piece(rest.letters[start:], rest.at[start:])
        if found := _question(piece, text, last) or _remark(piece.letters):
            return found
    told = telling and not talk_patterns().requests.search(rest.letters) and _is_told(rest.letters, last)
    return Reading("nothing") if told else None


def _starts(letters: str) -> Iterator[int]:
    """Where the sentence may start: behind the words that only open it, or at its first letter."""
    lead = talk_patterns().lead.match(letters)
    if lead and 0 < lead.end() < len(letters):
        yield lead.end()
    yield 0


def _question(piece: _Piece, text: str, last: bool) -> Reading | None:
    talk, letters = talk_patterns(), piece.letters
    if not talk.hint.search(letters) or (talk.requests.search(letters) and _is_request(letters)):
        return None
    for topic, pattern in talk.questions:
        if found := pattern.fullmatch(letters):
            said = {name: piece.said(text, *found.span(name)) for name in found.groupdict() if found[name]}
            return _query(topic, **(said or _object_of(topic, piece, text)))
    other = talk.others.fullmatch(letters) or (last and talk.last_questions.fullmatch(letters))
    return _query("other") if other else None


def _object_of(topic: str, piece: _Piece, text: str) -> dict[str, str]:
    """英語しゃべれる？ asks about 英語: only the text as written shows where the verb begins."""
    written = text[piece.at[0] : piece.at[-1] + 1]
    before, comma, _ = written.partition("、")
    if topic == "capabilities" and comma:
        return {"target": before}
    found = talk_patterns().bare_potential.fullmatch(written) if topic == "capabilities" else None
    return found.groupdict() if found else {}


def _is_request(letters: str) -> bool:
    """Whether it asks for more than an answer: 残量を教えて does not, 受付に行ってほしい does."""
    tell = talk_patterns().tell.search(letters)
    return tell is None or talk_patterns().requests.search(letters[: tell.start()] + "、") is not None


def _query(topic: str, **said: Any) -> Reading:
    return Reading("answer", (Intent("query", {"topic": topic, **said}),))


def _remark(letters: str) -> Reading | None:
    bare = letters.rstrip("？")
    if talk_patterns().requests.search(bare) and not talk_patterns().regards.fullmatch(bare):
        return None
    for reply, pattern in talk_patterns().remarks:
        if pattern.fullmatch(bare):
            return Reading("nothing", reply=reply)
    return None


def _is_told(letters: str, last: bool) -> bool:
    talk = talk_patterns()
    return bool(talk.statements.fullmatch(letters) or (last and talk.last_statements.fullmatch(letters)))
