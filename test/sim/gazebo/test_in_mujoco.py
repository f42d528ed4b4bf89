"""The SDF read by another reader has the bodies, joints and shapes of the embedded simulator, and stands."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest
from numpy.typing import NDArray
from sdf_in_mujoco import load

from physical_ai_bridge.sim import mjcf
from physical_ai_bridge.sim.gazebo import body, sdf
from physical_ai_bridge.world import World


class Settled:
    """A model at rest in its start pose, asked by name."""

    def __init__(self, model: mujoco.MjModel) -> None:
        self.model, self.data = model, mujoco.MjData(model)
        mujoco.mj_forward(model, self.data)

    def inertia(self, number: int) -> NDArray[np.float64]:
        """The inertia tensor in the world's axes."""
        turn = self.data.ximat[number].reshape(3, 3)
        return turn @ np.diag(self.model.body_inertia[number]) @ turn.T

    def shapes(self, number: int) -> list[tuple[object, ...]]:
        """Type, size and place of everything that collides."""
        geoms = np.flatnonzero((self.model.geom_bodyid == number) & (self.model.geom_contype != 0))
        return sorted(
            (
                int(self.model.geom_type[g]),
                *self.model.geom_size[g].round(6),
                *(self.data.geom_xpos[g].round(6) + 0.0),
                round(float(self.model.geom_friction[g][0]), 6),
            )
            for g in geoms
        )


def twin(world: World, name: str) -> str:
    """What the embedded simulator calls a body of the SDF."""
    found = body(name)
    return f"robot/{found.name}/{found.link}" if found.kind == "robot" else f"{found.kind}/{found.name}"


def both(world: World) -> tuple[Settled, Settled]:
    ours = Settled(mjcf.build(world, world.robots))
    return ours, Settled(load(sdf(world), ours.model.opt))


@pytest.fixture(params=["warehouse", "box_hall", "arm_hall"])
def pair(request: pytest.FixtureRequest) -> tuple[World, Settled, Settled]:
    world: World = request.getfixturevalue(request.param)
    return world, *both(world)


def test_every_body_is_there_with_its_mass_place_and_shapes(pair: tuple[World, Settled, Settled]) -> None:
    world, embedded, gazebo = pair
    seen = set()
    for number in range(1, gazebo.model.nbody):
        name = gazebo.model.body(number).name
        if body(name).kind == "floor":
            continue
        other = embedded.model.body(twin(world, name)).id
        seen.add(other)
        still = embedded.model.body_weldid[other] == 0
        if not still:
            assert gazebo.model.body_mass[number] == pytest.approx(embedded.model.body_mass[other]), name
            assert gazebo.inertia(number) == pytest.approx(embedded.inertia(other), abs=1e-7), name
            assert gazebo.data.xipos[number] == pytest.approx(embedded.data.xipos[other], abs=1e-7), name
        assert gazebo.data.xpos[number] == pytest.approx(embedded.data.xpos[other], abs=1e-7), name
        assert gazebo.data.xmat[number] == pytest.approx(embedded.data.xmat[other], abs=1e-7), name
        assert gazebo.shapes(number) == embedded.shapes(other), name
    with_substance = {i for i in range(1, embedded.model.nbody) if embedded.shapes(i)}
    assert seen == with_substance


def test_every_joint_turns_as_in_the_embedded_simulator(pair: tuple[World, Settled, Settled]) -> None:
    world, embedded, gazebo = pair
    robot = world.robots[0].name
    names = [gazebo.model.joint(i).name for i in range(gazebo.model.njnt)]
    hinges = [name for name in names if name.startswith("robot.") and name.endswith("_joint")]
    assert len(hinges) == (2 if robot == "agv1" else 4)
    for name in hinges:
        one, two = gazebo.model.joint(name), embedded.model.joint(f"robot/{robot}/{name.split('::')[1]}")
        assert (one.type[0], one.limited[0]) == (two.type[0], two.limited[0])
        assert one.range == pytest.approx(two.range)
        assert (one.damping, one.frictionloss) == (
            pytest.approx(two.damping),
            pytest.approx(two.frictionloss),
        )
        assert gazebo.data.xaxis[one.id] == pytest.approx(embedded.data.xaxis[two.id], abs=1e-7)
        assert gazebo.data.xanchor[one.id] == pytest.approx(embedded.data.xanchor[two.id], abs=1e-7)


def test_nothing_falls_or_wanders_for_two_seconds(warehouse: World) -> None:
    _, gazebo = both(warehouse)
    start = gazebo.data.xpos.copy()
    for _ in range(round(2.0 / gazebo.model.opt.timestep)):
        mujoco.mj_step(gazebo.model, gazebo.data)
    moved = np.linalg.norm(gazebo.data.xpos - start, axis=1)
    assert moved.max() < 0.003, gazebo.model.body(int(moved.argmax())).name
    base = gazebo.data.body("robot.agv1::base_link").xmat
    assert base[8] > 0.9999
