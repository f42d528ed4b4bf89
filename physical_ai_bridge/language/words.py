"""Look up the modifiers, corrections and directions of the lexicon at a place in a text."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from physical_ai_bridge.language.lexicon import lexicon
from physical_ai_bridge.language.normalise import fold_key
from physical_ai_bridge.language.source import ChunkKind

Word: TypeAlias = tuple[str, ChunkKind, tuple[tuple[str, str], ...]]


def words_at(key: str, at: int) -> Iterator[Word]:
    """Yield (writing, kind, args) of the modifiers and corrections that begin at `at` of the folded text."""
    return (word for word in _words().get(key[at : at + 1], ()) if key.startswith(word[0], at))


def directions_at(key: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield (writing, direction) of the directions that begin at `at` of the folded text."""
    return (word for word in _directions().get(key[at : at + 1], ()) if key.startswith(word[0], at))


def correction_at(key: str, at: int) -> bool:
    """Whether a correction (じゃなくて, いや違う) begins at `at`."""
    return any(kind == "correction" for _, kind, _ in words_at(key, at))


@lru_cache(maxsize=1)
def _words() -> dict[str, list[Word]]:
    modifiers: Iterable[Word] = (
        (fold_key(writing), "modifier", tuple(entry.args.items()))
        for entry in lexicon().modifiers
        for writing in entry.writings
    )
    corrections: Iterable[Word] = ((fold_key(writing), "correction", ()) for writing in lexicon().corrections)
    index: dict[str, list[Word]] = {}
    for word in sorted((*modifiers, *corrections), key=lambda word: -len(word[0])):
        index.setdefault(word[0][0], []).append(word)
    return index


@lru_cache(maxsize=1)
def _directions() -> dict[str, list[tuple[str, str]]]:
    words = [(fold_key(w), direction) for direction, written in lexicon().directions.items() for w in written]
    index: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(words, key=lambda word: -len(word[0])):
        index.setdefault(word[0][0], []).append(word)
    return index
