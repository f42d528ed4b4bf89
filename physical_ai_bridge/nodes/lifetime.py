"""From start to end of a node's process: name, signals, executor, and a clear last word when the start
fails."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import rclpy
from rclpy.executors import SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from physical_ai_bridge.audit.writer import AuditWriter
from physical_ai_bridge.nodes.run_directory import AUDIT
from physical_ai_bridge.nodes.site import Site
from physical_ai_bridge.safety.events import Now

SUPERVISED = "PHYSICAL_AI_SUPERVISED"
PR_SET_PDEATHSIG = 1  # linux/prctl.h
NICE = -10


def run(factory: Callable[[], Node], name: str) -> int:
    """Make the node, spin it until asked to stop, destroy it. Exit status 1 and one line of reason if it
    cannot start."""
    os.environ.setdefault("ROS_AUTOMATIC_DISCOVERY_RANGE", "LOCALHOST")
    _name_process(name)
    ask_for_priority()
    end_with_parent()
    rclpy.init(signal_handler_options=SignalHandlerOptions.NO)
    try:
        node = factory()
    except (ValueError, OSError) as error:
        print(f"{name}: 起動できません: {error}", file=sys.stderr, flush=True)
        return 1
    _spin(node)
    node.destroy_node()
    rclpy.try_shutdown()
    return 0


def _spin(node: Node) -> None:
    """Until SIGTERM or SIGINT. The handler only sets a flag: the context stays alive for the node's last
    words."""
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    executor = SingleThreadedExecutor()
    executor.add_node(node)
    while not asked.is_set() and rclpy.ok():
        executor.spin_once()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C does not cut the last words off


def end_with_parent() -> None:
    """Under a supervisor: when it dies, however it dies, the kernel sends SIGTERM, and no robot is left
    without it. ``SUPERVISED`` holds its process id: one that died before this call sends no signal."""
    parent = os.environ.get(SUPERVISED)
    if parent:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):
            raise SystemExit(1)


def _name_process(name: str) -> None:
    """The kernel's name of the process (15 characters), so that ``ps`` and ``pkill`` find it."""
    Path("/proc/self/comm").write_text(name[:15])


def ask_for_priority() -> None:
    """Ahead of ordinary programs where the user may: round-robin real time, else a better nice value.

    Set before the middleware starts, so that its threads inherit it: a busy machine then stops no robot.
    """
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))
    except PermissionError:
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, NICE)


def open_audit(node: Node, site: Site, process: str) -> AuditWriter:
    """This start's own chain."""
    return AuditWriter(site.run_directory / AUDIT, process, time.time_ns(), os.getpid())


def new_epoch() -> str:
    """A name for this start that no other start has."""
    return secrets.token_hex(4)


def read_clocks() -> Now:
    """The steady and the system's clock, read together."""
    return Now(time.monotonic(), time.time_ns())
