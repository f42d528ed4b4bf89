"""The ROS domain of this shell, and one system on each: a lock that the kernel frees when its holder ends."""

from __future__ import annotations

import os
import socket


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
    lock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        lock.bind(f"\0physical_ai_bridge.domain.{domain}")
    except OSError as error:
        lock.close()
        raise DomainTaken(
            f"ドメイン {domain} では既に起動しています [DOMAIN_TAKEN]。"
            "先に動いているものを止めるか、別の ROS_DOMAIN_ID を使ってください"
        ) from error
    return lock
