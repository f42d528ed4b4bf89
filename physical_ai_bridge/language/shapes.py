"""The patterns of shapes.yaml: what words look like where no list of words is enough."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from physical_ai_bridge.language.lexicon import read_yaml

FILE: Final = "shapes.yaml"
SHARED: Final = "shared"
_PART: Final = re.compile(r"\{([a-z_]+)\}")


@cache
def shape(name: str) -> re.Pattern[str]:
    """Return the pattern `name` ("group.name") of shapes.yaml, compiled when it is first asked for.

    Raises KeyError where shapes.yaml has no such pattern, ValueError where its parts are wrong, re.error
    where it is no regular expression.
    """
    texts = _texts()
    if name not in texts:
        raise KeyError(f"{FILE} has no pattern {name!r}: add it there, or correct the name in the code")
    return re.compile(texts[name])


def compile_all() -> None:
    """Compile every pattern now, so that the first instruction does not wait for it; raises as `shape`."""
    for name in _texts():
        shape(name)


def put_together(data: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the regular expressions of `data` (the content of shapes.yaml) by "group.name".

    Raises ValueError where a pattern names a part that does not stand above it.
    """
    shared = _group(SHARED, data.get(SHARED, {}), {})
    return {
        f"{group}.{name}": text
        for group, patterns in data.items()
        for name, text in (shared if group == SHARED else _group(group, patterns, shared)).items()
    }


def _group(group: str, patterns: Mapping[str, Any], shared: Mapping[str, str]) -> dict[str, str]:
    done: dict[str, str] = {}
    for name, written in patterns.items():
        known = {**shared, **done}
        text = written if isinstance(written, str) else "|".join(written)
        if missing := next((part for part in _PART.findall(text) if part not in known), None):
            raise ValueError(f"{FILE}: {group}.{name} uses {{{missing}}}: write that part above it")
        done[name] = _PART.sub(lambda part, known=known: f"(?:{known[part[1]]})", text)  # type: ignore[misc]
    return done


@cache
def _texts() -> dict[str, str]:
    return put_together(read_yaml(FILE))
