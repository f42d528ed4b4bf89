"""Lets a sourced ROS 2 find the interface package in this environment, by putting it on ROS's paths.

Installed into the environment's site-packages with a .pth file that imports it. ROS opens our libraries by
bare name, and the loader reads LD_LIBRARY_PATH only when a program starts; so the interpreter starts again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_STARTED = "_PHYSICAL_AI_BRIDGE_PREFIX"


def extended(environ: Mapping[str, str], prefix: str) -> dict[str, str]:
    """The environment with prefix first in AMENT_PREFIX_PATH and prefix/lib first in LD_LIBRARY_PATH."""
    changed = dict(environ)
    for name, folder in (("AMENT_PREFIX_PATH", prefix), ("LD_LIBRARY_PATH", os.path.join(prefix, "lib"))):
        others = [part for part in environ.get(name, "").split(os.pathsep) if part and part != folder]
        changed[name] = os.pathsep.join([folder, *others])
    return changed


def start_again() -> None:
    """Replace this interpreter by one that has the paths; does nothing when it already is that one."""
    if os.environ.get(_STARTED) == sys.prefix:
        return
    environ = extended(os.environ, sys.prefix)
    environ[_STARTED] = sys.prefix
    os.execve(sys.executable, sys.orig_argv, environ)
