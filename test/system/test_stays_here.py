"""Discovery and traffic stay on this machine: nothing with the domain's ports leaves by any real
interface."""

from __future__ import annotations

import os
import socket
import struct
import time

import pytest
from site_under_test import Site

DGRAM_PORTS = 250  # ports of one DDS domain, from 7400 + 250 * domain on
ETH_P_ALL = 3
PACKET_OUTGOING = 4


def outgoing(interface: str, domain: int, seconds: float) -> int:
    """How many of the domain's UDP packets an interface sends within some seconds."""
    first = 7400 + DGRAM_PORTS * domain
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL)) as tap:
        tap.bind((interface, ETH_P_ALL))
        tap.settimeout(0.1)
        count, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                packet, address = tap.recvfrom(65535)
            except TimeoutError:
                continue
            except OSError:
                continue
            count += address[2] == PACKET_OUTGOING and first <= _udp_target(packet) < first + DGRAM_PORTS
    return count


def _udp_target(packet: bytes) -> int:
    """The destination port of an IPv4 UDP packet, -1 for anything else."""
    if len(packet) < 20 or packet[0] >> 4 != 4 or packet[9] != socket.IPPROTO_UDP:
        return -1
    header = (packet[0] & 15) * 4
    return int(struct.unpack_from("!H", packet, header + 2)[0]) if len(packet) >= header + 8 else -1


@pytest.mark.skipif(os.geteuid() != 0, reason="looking at an interface's packets takes root")
def test_no_packet_leaves_this_machine(shared_site: Site) -> None:
    domain = int(os.environ["ROS_DOMAIN_ID"])
    interfaces = [name for _, name in socket.if_nameindex()]
    assert outgoing("lo", domain, 2.0) > 0, "the tap sees what goes over loopback"
    leaks = {name: outgoing(name, domain, 2.0) for name in interfaces if name != "lo"}
    assert not any(leaks.values()), leaks
