"""One system for each ROS domain: a name that the kernel frees when its holder ends, however it ends."""

from __future__ import annotations

import socket


class DomainTaken(RuntimeError):
    """Another system already runs on this domain; the operator must stop it or choose another domain."""


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
