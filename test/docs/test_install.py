"""The commands of docs/install.md and docs/gazebo.md are real: arguments, names, fields, a plan that runs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from physical_ai_bridge.agent.wording import read_back
from physical_ai_bridge.cli.main import _parser
from physical_ai_bridge.nodes import contract as k
from physical_ai_bridge.nodes.conversions import plan_from_msg
from physical_ai_bridge.nodes.start.options import StartOptions
from physical_ai_bridge.plan.enums import Mode, OutcomeKind, PlanSource, ReplyKind
from physical_ai_bridge.plan.plan import Plan
from physical_ai_bridge.plan.reasons import ReasonCode
from physical_ai_bridge.plan.steps import MoveStep, RotateStep
from physical_ai_bridge.robots import load_profile
from physical_ai_bridge.robots.ros2_control import controllers, remappings
from physical_ai_bridge.virtual_site import VirtualSite
from physical_ai_bridge.world import load_world

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"(?:<!-- needs: (?P<needs>[^>]+) -->\n)?```sh\n(?P<body>.*?)```", re.DOTALL)
PAGES = ("install", "gazebo")
OURS = "physical_ai_bridge_msgs"
TOPICS = {
    k.INSTRUCTION: "std_msgs/msg/String",
    k.INSTRUCTION_TYPED: f"{OURS}/msg/Instruction",
    k.REPLY: f"{OURS}/msg/Reply",
    k.STOP: f"{OURS}/msg/Stop",
    k.DIAGNOSTICS: "diagnostic_msgs/msg/DiagnosticArray",
    f"/agv1/{k.SAFETY_STATE}": f"{OURS}/msg/SafetyState",
    f"/agv1/{k.VERDICT}": f"{OURS}/msg/Verdict",
    f"/agv1/{k.ODOM}": "nav_msgs/msg/Odometry",
    f"/agv1/{k.EXECUTE_PLAN}": f"{OURS}/action/ExecutePlan",
    f"/agv1/{k.STOP_SERVICE}": f"{OURS}/srv/StopRobot",
}
"""What the pages may speak to by type, with the type that our nodes use."""
SENT = {"msg": lambda kind: kind, "srv": lambda kind: kind.Request, "action": lambda kind: kind.Goal}


def text(page: str) -> str:
    return (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, list[str]]]:
    """Each shell block: what it needs, and its commands without comments."""
    found = []
    for match in BLOCK.finditer(text(page)):
        lines = [re.sub(r"\s+#.*$", "", line).strip() for line in match["body"].splitlines()]
        found.append(((match["needs"] or "").strip(), [line for line in lines if line]))
    return found


def commands(start: str, *pages: str) -> list[str]:
    """Every documented line that begins so, on the pages given or on all."""
    lines = [line for page in pages or PAGES for _, lines in blocks(page) for line in lines]
    return [line for line in lines if line.startswith(start)]


def words(line: str) -> list[str]:
    """The arguments that a shell gives `ros2` for this line."""
    script = f'ros2() {{ printf "%s\\0" "$@"; }}\n{line}'
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split("\0")[:-1]


def filled(message: Any, values: dict[str, Any]) -> Any:
    """The message with these values, set as strictly as ROS's own tools set them."""
    kinds = message.get_fields_and_field_types()
    for name, value in values.items():
        assert name in kinds, f"{type(message).__name__} has no {name}"
        present = getattr(message, name)
        if isinstance(value, dict):
            filled(present, value)
        elif isinstance(value, list):
            (kind,) = re.findall(r"<(\w+)/(\w+)>", kinds[name])
            setattr(message, name, [filled(_type(f"{kind[0]}/msg/{kind[1]}")(), item) for item in value])
        else:
            setattr(message, name, float(value) if isinstance(present, float) else value)
    return message


def _type(name: str) -> Any:
    package, kind, member = name.split("/")
    return SENT[kind](getattr(import_module(f"{package}.{kind}"), member))


def spoken(line: str) -> tuple[str, str, Any]:
    """Name, type and message of a line that sends something."""
    given = words(line)
    start = next(i for i, word in enumerate(given) if word.startswith("/"))
    name, kind, values = given[start : start + 3]
    return name, kind, filled(_type(kind)(), yaml.safe_load(values))


# --- the pages


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_give_the_same_commands(page: str) -> None:
    assert blocks(page) == blocks(f"{page}.ja")
    assert len([line for _, lines in blocks(page) for line in lines]) >= 8


@pytest.mark.parametrize("page", PAGES)
def test_every_block_says_what_it_needs(page: str) -> None:
    assert all(re.search(r"\bapt\b", needs) for needs, _ in blocks(page))


@pytest.mark.parametrize("page", [*PAGES, *(f"{page}.ja" for page in PAGES)])
def test_links_lead_somewhere(page: str) -> None:
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text(page)) if "://" not in target]
    assert targets and not [target for target in targets if not (ROOT / "docs" / target).exists()]


@pytest.mark.parametrize("page", ["install", "install.ja"])
def test_what_is_quoted_is_what_is_said(page: str) -> None:
    said = read_back([MoveStep(distance_m=1.5), RotateStep(angle_rad=-1.5707963267948966)])
    start = (ROOT / "physical_ai_bridge/nodes/start/launch_actions.py").read_text()
    enable, reset = ((ROOT / f"physical_ai_bridge/cli/{verb}.py").read_text() for verb in ("enable", "reset"))
    assert f"「{said}」" in text(page)
    for quoted, source in (
        ("運転を許可しました。指示を待っています", enable),
        ("解除しました。新しい指示を待っています", reset),
        ("運転を許可するまで動きません", start),
    ):
        assert quoted in source and f"「{quoted}」" in text(page)
    modes = (Mode.INIT, Mode.PROTECTIVE_STOP, Mode.EMERGENCY_STOP)
    kinds = (ReplyKind.READ_BACK, ReplyKind.REFUSAL, ReplyKind.RESULT)
    assert all(f"`mode: {mode:d}`" in text(page) for mode in modes)
    assert all(f"`kind: {kind:d}`" in text(page) for kind in kinds)
    assert f"[{ReasonCode.NO_SCAN.name}]" in text(page)


# --- launch and the command line


def declared() -> list[str]:
    """The launch arguments in their order, read without `launch`, which a machine without ROS lacks."""
    source = (ROOT / "physical_ai_bridge/nodes/start/launch_arguments.py").read_text(encoding="utf-8")
    function = next(
        n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == "declared"
    )
    (table,) = (n.value for n in function.body if isinstance(n, ast.AnnAssign))
    assert isinstance(table, ast.List)
    return [ast.literal_eval(row.elts[0]) for row in table.elts if isinstance(row, ast.Tuple)]


@pytest.mark.parametrize("page", ["install", "install.ja"])
def test_the_table_lists_every_launch_argument(page: str) -> None:
    assert re.findall(r"^\| `(\w+)` \|", text(page), re.MULTILINE) == declared()


@pytest.mark.parametrize("line", commands("ros2 launch"))
def test_launch_lines_ask_for_a_start_that_can_be(line: str) -> None:
    _, package, file, *rest = words(line)
    assert package == "physical_ai_bridge" and (ROOT / "launch" / file).is_file()
    chosen = dict(word.split(":=") for word in rest if word != "--show-args")
    assert set(chosen) <= set(declared())
    assert all(chosen.get(name, "true") in ("true", "false") for name in ("headless", "lidar", "rviz"))
    told = {name: chosen[name] for name in ("sim", "control", "cmd_vel_type") if name in chosen}
    StartOptions(world=Path("/site.yaml"), run_directory=Path("/run"), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("line", commands("ros2 run physical_ai_bridge"))
def test_our_own_commands_are_understood(line: str) -> None:
    _, _, program, verb, *rest = words(line)
    assert program == "physical-ai"
    given = _parser(verb).parse_args([verb, *rest])
    assert getattr(given, "file", ROOT / "README.md").exists() or (ROOT / given.file).exists()


# --- messages


SENDING = [*commands("ros2 topic pub"), *commands("ros2 service call"), *commands("ros2 action send_goal")]


@pytest.mark.parametrize("line", SENDING)
def test_what_is_sent_has_the_names_types_and_fields_that_our_nodes_use(line: str) -> None:
    name, kind, _ = spoken(line)
    assert TOPICS[name] == kind
    assert "topic pub" not in line or "-w 1 --keep-alive 2 --once" in line


@pytest.mark.parametrize("line", commands("ros2 topic echo"))
def test_what_is_heard_is_published_by_our_nodes(line: str) -> None:
    *_, name, kind = words(line)
    assert TOPICS[name] == kind
    assert _type(kind)


def documented_plan() -> Plan:
    (line,) = commands("ros2 action send_goal")
    return plan_from_msg(spoken(line)[2].plan)


def test_the_documented_plan_is_new_and_of_now() -> None:
    plan = documented_plan()
    assert plan.source is PlanSource.PERSON
    assert 0.0 <= time.time() - plan.created_ns * 1e-9 < 10.0
    time.sleep(1.1)
    assert documented_plan().id != plan.id


def outcome(plan: Plan, age: float) -> tuple[OutcomeKind, ReasonCode]:
    """What becomes of it when it was made `age` s before it is sent, half a second after 「止まれ」."""
    site = VirtualSite(load_world(ROOT / "worlds" / "warehouse.yaml"))
    site.run(1.0)
    site.say("止まれ")
    site.run(0.5)
    created = site.now.ros_ns - round(age * 1e9)
    site.submit(plan.model_copy(update={"created_ns": created}))
    assert site.run(30.0, lambda: plan.id in site.outcomes)
    return site.outcomes[plan.id].kind, site.outcomes[plan.id].reason


def test_the_gate_admits_the_documented_plan_and_the_robot_carries_it_out() -> None:
    plan = documented_plan()
    assert [step.kind for step in plan.steps] == ["move", "rotate"]
    assert outcome(plan, age=0.0) == (OutcomeKind.SUCCEEDED, ReasonCode.OK)


def test_a_plan_made_before_the_newest_stop_is_refused_as_the_page_says() -> None:
    assert outcome(documented_plan(), age=0.4)[0] is OutcomeKind.SUCCEEDED
    assert outcome(documented_plan(), age=0.6) == (OutcomeKind.REFUSED, ReasonCode.STOP_WORD)


# --- ros2_control by hand


def test_the_documented_description_is_made(tmp_path: Path) -> None:
    (line,) = commands("python3 -c")
    script = f'python3() {{ "{sys.executable}" "$@"; }}\n{line}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(["bash", "-c", script], cwd=tmp_path, check=True, env=environment)
    root = ElementTree.parse(tmp_path / "agv1.urdf").getroot()
    assert root.findtext("ros2_control/hardware/plugin") == "maker_hardware/BaseHardware"


def test_the_documented_spawner_starts_and_remaps_what_the_robot_has() -> None:
    (line,) = commands("ros2 run controller_manager spawner")
    _, _, _, *given = words(line)
    profile = load_profile("agv")
    flag = given.index("--controller-ros-args")
    assert tuple(given[:flag]) == controllers(profile)
    rules = given[flag + 1].replace("-r ", "").split()
    assert tuple(tuple(rule.split(":=")) for rule in rules) == remappings(profile)


def test_gazebos_topics_are_those_of_the_bridge() -> None:
    bridge = yaml.safe_load((ROOT / "config" / "gz_bridge.yaml").read_text(encoding="utf-8"))
    kinds = {f"/agv1/{entry['gz_topic_name']}": entry["gz_type_name"] for entry in bridge}
    lines = [line for _, lines in blocks("gazebo") for line in lines if " gz topic " in line]
    for line in lines:
        assert re.findall(r"-t (\S+)", line)[0] in kinds
    sent = [re.findall(r"-t (\S+) -m (\S+)", line)[0] for line in lines if " -m " in line]
    assert sent and all(kinds[name] == kind for name, kind in sent)
