"""From an instruction to the first wheel command that is not zero, and from a stop word to the first that
is."""

from __future__ import annotations

import time

from geometry_msgs.msg import Twist

from bench.figures import show
from bench.system import Bench, bench
from physical_ai_bridge.nodes import contract

CRUISE = 0.4  # s of motion before it is stopped
ROOM = "4メートル前進して"  # so that there is as much room behind as ahead
ORDERS = ("1メートル前進して", "1メートル下がって")


class Wheels:
    """Times of the newest command that was zero and the newest that was not."""

    def __init__(self, running: Bench) -> None:
        self.moving, self.standing = 0.0, 0.0
        topic = f"/agv1/{contract.CMD_VEL}"
        running.console.node.create_subscription(Twist, topic, self._see, contract.MOTION_QOS)

    def _see(self, msg: Twist) -> None:
        if msg.linear.x or msg.angular.z:
            self.moving = time.monotonic()
        else:
            self.standing = time.monotonic()


def run(count: int) -> None:
    """``count`` orders given and stopped, forwards and backwards in turn."""
    starts, stops = [], []
    with bench() as running:
        wheels = Wheels(running)
        running.finish(running.say(ROOM))
        for number in range(count):
            start, stop = _one(running, wheels, ORDERS[number % 2])
            starts.append(start)
            stops.append(stop)
    print("\nTimes at the robot's command topic, seen from the process that said it")
    show("instruction to first nonzero command", starts)
    show("stop word to zero command", stops)


def _one(running: Bench, wheels: Wheels, order: str) -> tuple[float, float]:
    console = running.console
    said = time.monotonic()
    instruction = running.say(order)
    if not console.spin_until(lambda: wheels.moving > said, 10.0):
        raise RuntimeError(f"{order}: {[reply.text for reply in running.talk.of(instruction)]}")
    began = wheels.moving
    console.spin_until(lambda: False, CRUISE)
    stopped = time.monotonic()
    console.say_plain("止まれ")
    console.spin_until(lambda: wheels.standing > stopped, 5.0)
    ended = wheels.standing
    running.finish(instruction)
    console.spin_until(lambda: False, 0.6)
    return began - said, ended - stopped
