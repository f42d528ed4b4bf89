"""Rewrites what the ROS wheels' CMake files name on the machine they were built on.

They carry /opt/python/cp3XX-cp3XX/include/python3.X and …/site-packages/numpy/_core/include, which CMake
refuses elsewhere as folders that do not exist.
"""

from __future__ import annotations

import re
from pathlib import Path

_BUILDER = r"/opt/python/cp3\d+-cp3\d+"
_PYTHON_INCLUDE = re.compile(_BUILDER + r"/include/python3\.\d+")
_NUMPY_INCLUDE = re.compile(_BUILDER + r"/lib/python3\.\d+/site-packages/numpy/(?:_core|core)/include")


def rewrite(text: str, python_include: str, numpy_include: str) -> str:
    """The CMake text with the builder's include folders replaced by this environment's."""
    text = _NUMPY_INCLUDE.sub(lambda _: numpy_include, text)
    return _PYTHON_INCLUDE.sub(lambda _: python_include, text)


def rewrite_prefix(prefix: Path, python_include: str, numpy_include: str) -> int:
    """Rewrite every CMake file under prefix/share; returns how many changed (none the second time)."""
    changed = 0
    for file in prefix.glob("share/*/cmake/*.cmake"):
        before = file.read_text(encoding="utf-8")
        after = rewrite(before, python_include, numpy_include)
        if after != before:
            file.write_text(after, encoding="utf-8")
            changed += 1
    return changed
