"""What a start is asked to do: one frozen value for ``physical-ai up`` and for ``ros2 launch``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

from physical_ai_bridge.nodes.run_directory import START

Control = Literal["plugins", "ros2_control"]
SIMS = ("gazebo", "embedded", "none")
CONTROLS: tuple[Control, ...] = ("plugins", "ros2_control")
CMD_VEL_TYPES = ("twist", "twist_stamped")
MODEL_POLICIES = ("offline_only",)

_NAMESPACE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(/[A-Za-z_][A-Za-z0-9_]*)*")


class OptionError(ValueError):
    """An option, or two together, that cannot be; the operator must choose another. The message is
    Japanese."""


@dataclass(frozen=True)
class StartOptions:
    """Raises OptionError where the options contradict each other or name what does not exist."""

    world: Path
    """The site file, absolute."""
    run_directory: Path
    """Where keys, audit and generated files go, absolute."""
    sim: str = "embedded"
    """``gazebo``, ``embedded``, or ``none``: the robot contract comes from elsewhere."""
    robots: tuple[str, ...] = ()
    """Which robots of the site; empty: all."""
    headless: bool = True
    """Gazebo without its window."""
    use_sim_time: bool | None = None
    """Whether the sensors' stamps are the simulator's time; None: exactly with Gazebo."""
    lidar: bool = True
    """False: robots run with the profile that their own names as ``without_scan``."""
    control: Control = "plugins"
    """``plugins`` (Gazebo's own) or ``ros2_control``."""
    cmd_vel_type: str = ""
    """``twist`` or ``twist_stamped``; empty: what ``control`` listens to."""
    display: bool = False
    """Whether markers and tf are published for a viewer."""
    rviz: bool = False
    """Whether RViz is started, which needs ``display`` and brings it."""
    namespace: str = ""
    """The site's namespace, with or without slashes around it; empty: none."""
    model_policy: str = "offline_only"
    domain: int = 0
    """The ROS domain, 0 to 232, which also sets this start's Gazebo traffic apart."""

    def __post_init__(self) -> None:
        _check_choices(self)
        _check_namespace(self.namespace)
        _check_control(self)

    @property
    def simulated_time(self) -> bool:
        """Whether sensors are stamped by the simulator's clock."""
        return self.sim == "gazebo" if self.use_sim_time is None else self.use_sim_time

    @property
    def command_type(self) -> str:
        """The type on ``cmd_vel``."""
        return self.cmd_vel_type or ("twist_stamped" if self.control == "ros2_control" else "twist")

    @property
    def shows_site(self) -> bool:
        """Whether markers and tf are published."""
        return self.display or self.rviz

    @property
    def prefix(self) -> str:
        """What stands before ``/agv1`` and ``/instruction``: empty, or the namespace with its slash."""
        name = self.namespace.strip("/")
        return f"/{name}" if name else ""


def check_model_policy(policy: str) -> None:
    """Raises OptionError for a policy that cannot be kept: there is no layer for models yet."""
    if policy not in MODEL_POLICIES:
        raise OptionError(
            f"model_policy「{policy}」は使えません: 言語モデルの層はまだなく、"
            f"いま選べるのは {'、'.join(MODEL_POLICIES)} だけです [CONFIGURATION_INVALID]"
        )


def _check_choices(options: StartOptions) -> None:
    check_model_policy(options.model_policy)
    choices = {"sim": SIMS, "control": CONTROLS, "cmd_vel_type": ("", *CMD_VEL_TYPES)}
    for name, known in choices.items():
        chosen = getattr(options, name)
        if chosen not in known:
            listed = "、".join(filter(None, known))
            raise OptionError(f"{name} は {listed} のどれかです: {chosen} [CONFIGURATION_INVALID]")


def _check_namespace(namespace: str) -> None:
    name = namespace.strip("/")
    if name and not _NAMESPACE.fullmatch(name):
        raise OptionError(
            f"namespace は英字か _ で始まる英数字の名前です (例: site1): {namespace} [CONFIGURATION_INVALID]"
        )


def _check_control(options: StartOptions) -> None:
    if options.control == "ros2_control" and options.sim != "gazebo":
        raise OptionError(
            "control の ros2_control は sim が gazebo のときだけ選べます。実機では sim を none にし、"
            "cmd_vel_type で型を選んでください [CONFIGURATION_INVALID]"
        )
    listens = "twist_stamped" if options.control == "ros2_control" else "twist"
    if options.sim == "gazebo" and options.command_type != listens:
        raise OptionError(
            f"Gazebo の control={options.control} が聞く cmd_vel は {listens} です。"
            "cmd_vel_type の指定を外してください [CONFIGURATION_INVALID]"
        )


def to_json(options: StartOptions) -> str:
    """The options as a JSON object with a key for each field."""
    return json.dumps(asdict(options), ensure_ascii=False, default=str, indent=2) + "\n"


def read_start(directory: Path) -> StartOptions | None:
    """What the newest start in this folder was asked for, with its robots by name; None where there is none,
    or where it cannot be read."""
    try:
        return from_json((directory / START).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(_NAMESPACE.fullmatch(name))


def from_json(text: str) -> StartOptions:
    """Reads what ``to_json`` wrote. Raises ValueError for anything else."""
    values = json.loads(text)
    if not isinstance(values, dict) or set(values) != {field.name for field in fields(StartOptions)}:
        raise ValueError("not the options of a start")
    names = values["robots"]
    if not isinstance(names, list) or not names or not all(map(_is_name, names)):
        raise ValueError("a start has robots, by name")
    paths = {name: Path(values[name]) for name in ("world", "run_directory")}
    return StartOptions(**{**values, **paths, "robots": tuple(values["robots"])})
