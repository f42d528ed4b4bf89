"""``python -m bench [latency|overhead|faults|understanding] [--count N]``: all of them without a name."""

from __future__ import annotations

import argparse
import os

from bench import faults, latency, overhead, understanding
from physical_ai_bridge.nodes.lifetime import ask_for_priority

BENCHES = {"latency": latency, "overhead": overhead, "faults": faults, "understanding": understanding}


def main() -> None:
    """Run what was asked for, one after the other, each on a system of its own."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--count", type=int, default=100, help="samples of each latency")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - set(BENCHES))
    if unknown:
        parser.error(f"no such bench: {', '.join(unknown)}")
    ask_for_priority()  # as the nodes have, or this process would see what they do only when they rest
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    for name in arguments.names or BENCHES:
        BENCHES[name].run(arguments.count)


if __name__ == "__main__":
    main()
