"""The ROS domain of this shell, and one system on each: a lock that the kernel frees when its holder ends."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path


class DomainTaken(RuntimeError):
    """Another system already runs on this domain; the operator must stop it or choose another domain."""


def domain_id() -> int:
    """The ROS domain of this shell. Raises SystemExit where it is not a number from 0 to 232."""
    text = os.environ.get("ROS_DOMAIN_ID") or "0"
    if not (text.isascii() and text.isdigit()) or int(text) > 232:
        raise SystemExit(f"ROS_DOMAIN_ID は 0 から 232 の数にしてください: {text} [CONFIGURATION_INVALID]")
    return int(text)


def take_domain(domain: int) -> socket.socket:
    """Hold the domain as long as the socket lives. Raises DomainTaken.

    An abstract Unix socket, since it is per network namespace, as DDS discovery on this machine is, shared
    by all
    users, and leaves no file behind.
    """
    advice = "先に動いているものを止めるか、別の ROS_DOMAIN_ID を使ってください"
    return _take(f"domain.{domain}", f"ドメイン {domain} では既に起動しています [DOMAIN_TAKEN]。{advice}")


def take_run_directory(directory: Path) -> socket.socket:
    """Hold the folder of a start: a second one there would replace the keys that release the first. Raises
    DomainTaken."""
    name = hashlib.sha256(str(directory.resolve()).encode(errors="surrogateescape")).hexdigest()[:32]
    advice = "先に動いているものを止めるか、別の --run-directory を使ってください"
    return _take(f"run.{name}", f"{directory} は動いているシステムが使っています [DOMAIN_TAKEN]。{advice}")


def _take(name: str, taken: str) -> socket.socket:
    lock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        lock.bind(f"\0physical_ai_bridge.{name}")
    except OSError as error:
        lock.close()
        raise DomainTaken(taken) from error
    return lock
