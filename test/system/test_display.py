"""The display beside a real system: what a viewer sees that comes late, what every process says of itself,
and that drawing moves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus
from physical_ai_bridge_msgs.msg import Plan
from site_under_test import WORLD, Site, running_site
from visualization_msgs.msg import Marker, MarkerArray

from physical_ai_bridge.nodes import contract
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.nodes.start.processes import processes
from physical_ai_bridge.nodes.start.spec import OURS
from physical_ai_bridge.plan.enums import StopLevel

REPORTING = {
    "agv1: command_guard": "agv1",
    "agv1: controller": "agv1",
    "agv1: safety_gate": "agv1",
    "site: agent": "warehouse",
    "site: display": "warehouse",
    "site: sim": "warehouse",
}
"""Every process of the site, with what it is about."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One system with a display for all tests of this file, ready to move."""
    directory = tmp_path_factory.mktemp("display")
    specs = processes(StartOptions(WORLD, directory, display=True))
    ours = [spec for spec in specs if spec.package == OURS]
    with pytest.MonkeyPatch.context() as monkeypatch, running_site(directory, monkeypatch, ours) as running:
        running.ready()
        yield running


def heard(site: Site, kind: type, topic: str, qos: Any = contract.STATE_QOS) -> list[Any]:
    """Messages from now on; those that were published before come where the publisher kept them."""
    messages: list[Any] = []
    site.console.node.create_subscription(kind, topic, messages.append, qos)
    return messages


def diagnostics(site: Site) -> dict[str, DiagnosticStatus]:
    """The newest status of each process, which is filled in as the test spins."""
    newest: dict[str, DiagnosticStatus] = {}

    def take(array: DiagnosticArray) -> None:
        newest.update({status.name: status for status in array.status})

    site.console.node.create_subscription(DiagnosticArray, contract.DIAGNOSTICS, take, contract.EVENT_QOS)
    return newest


def title(array: MarkerArray) -> Marker:
    """The robot's name among the markers of the site."""
    (found,) = (marker for marker in array.markers if marker.ns == "robots")
    return found


def test_who_comes_late_sees_the_whole_site(site: Site) -> None:
    drawn = heard(site, MarkerArray, contract.SITE_MARKERS)
    site.wait(lambda: bool(drawn), "the site's markers")
    words = "\n".join(marker.text for marker in drawn[0].markers)
    for name in ("フォークリフト通路", "受付前の通路", "棚A", "充電ステーション", "搬送台車1号機"):
        assert name in words
    assert {marker.header.frame_id for marker in drawn[0].markers} == {"map"}


def test_every_process_reports_once_a_second_and_is_fine(site: Site) -> None:
    arrays = heard(site, DiagnosticArray, contract.DIAGNOSTICS, contract.EVENT_QOS)
    newest = diagnostics(site)
    site.wait(lambda: newest.keys() >= REPORTING.keys(), "a status from every process")
    arrays.clear()
    site.console.spin_until(lambda: False, 3.0)
    assert {name: status.hardware_id for name, status in newest.items()} == REPORTING
    for name in REPORTING:
        assert 2 <= sum(array.status[0].name == name for array in arrays) <= 4, name
    fine = lambda: all(status.level == DiagnosticStatus.OK for status in newest.values())  # noqa: E731
    site.wait(fine, f"every process fine: {[s.message for s in newest.values()]}")


def test_a_plan_a_verdict_and_the_robots_name_are_drawn_as_it_drives(site: Site) -> None:
    plans = heard(site, MarkerArray, f"/agv1/{contract.PLAN_MARKERS}")
    verdicts = heard(site, MarkerArray, f"/agv1/{contract.VERDICT_MARKERS}", contract.EVENT_QOS)
    drawn = heard(site, MarkerArray, contract.SITE_MARKERS)
    site.wait(lambda: bool(drawn), "the site's markers")
    before = title(drawn[-1]).pose.position.x
    site.do("1メートル前進して")
    site.wait(lambda: bool(verdicts), "a verdict")
    assert verdicts[0].markers[0].text.endswith("[OK]")
    texts = [marker.text for array in plans for marker in array.markers]
    assert "1. +1 m" in texts
    wiped = lambda: [marker.action for marker in plans[-1].markers] == [Marker.DELETEALL]  # noqa: E731
    site.wait(wiped, "the plan gone when it has ended")
    site.wait(lambda: title(drawn[-1]).pose.position.x > before + 0.8, "the name following the robot")


def test_the_newest_plan_is_kept_for_who_comes_late(site: Site) -> None:
    site.do("右に10度回って")
    plans = heard(site, Plan, f"/agv1/{contract.PLAN}")
    site.wait(lambda: bool(plans), "the plan")
    assert (plans[0].robot, len(plans[0].steps)) == ("agv1", 1)


def test_the_display_publishes_nothing_that_a_robot_or_a_gate_hears(site: Site) -> None:
    node = site.console.node
    own = {name for name, _ in node.get_publisher_names_and_types_by_node("display_node", "/")}
    drawn = {f"/agv1/{topic}" for topic in (contract.PLAN_MARKERS, contract.VERDICT_MARKERS)}
    wanted = {contract.SITE_MARKERS, contract.DIAGNOSTICS, *drawn}
    allowed = {contract.TF, contract.TF_STATIC, "/rosout", "/parameter_events"}
    assert wanted <= own <= wanted | allowed
    watched = {topic.rsplit("/", 1)[-1] for topic in contract.EXPECTED_PUBLISHERS}
    assert not {topic.rsplit("/", 1)[-1] for topic in own} & watched
    assert node.get_client_names_and_types_by_node("display_node", "/") == []


def test_an_emergency_stop_is_an_error_until_a_person_has_reset_it(site: Site) -> None:
    newest = diagnostics(site)
    stopped = ("agv1: safety_gate", "agv1: command_guard")

    def all_at(level: bytes) -> bool:
        return all(name in newest and newest[name].level == level for name in stopped)

    assert site.console.stop("agv1", StopLevel.EMERGENCY, "tester")[0]
    site.wait(lambda: all_at(DiagnosticStatus.ERROR), "gate and guard in error")
    assert all("[EMERGENCY_STOP]" in newest[name].message for name in stopped)
    assert site.console.reset("agv1", "tester", site.directory)[0]
    site.wait(lambda: all_at(DiagnosticStatus.OK), "gate and guard fine")
