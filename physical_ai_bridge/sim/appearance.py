"""How the site looks in a rendered frame: light, colours, floor markings. No effect on the physics."""

from __future__ import annotations

import math
from itertools import pairwise

import mujoco

from physical_ai_bridge.sim.furnishing import Colour, Piece, pieces
from physical_ai_bridge.sim.groups import VISUAL_GROUP
from physical_ai_bridge.world import World, Zone

WALL: Colour = (0.88, 0.89, 0.91, 1.0)
TAPE: dict[str, Colour] = {"keep_out": (0.86, 0.16, 0.16, 1.0), "slow": (0.97, 0.71, 0.12, 1.0)}
PLACE: Colour = (0.13, 0.47, 0.80, 1.0)
_TAPE_WIDTH = 0.08
"""m."""
_WALL_DRAWN = 0.5
"""m."""
_SKIN = 0.002
"""m; markings lie this far above the floor, so that they do not flicker into it."""


def decorate(spec: mujoco.MjSpec, world: World) -> None:
    """Make the model of `site_model.add_site` fit to be looked at."""
    _light(spec, world)
    _colour_floor(spec)
    _cut_walls(spec, world)
    for item in world.furniture:
        for piece in pieces(item):
            _add_piece(spec.body(f"furniture/{item.name}"), piece, item.size[2])
    for zone in world.zones:
        _add_tape(spec.worldbody, zone)
    _add_places(spec.worldbody, world)
    _colour_objects(spec, world)


def _cut_walls(spec: mujoco.MjSpec, world: World) -> None:
    """Draw walls knee-high, as an architect's model does, so that one sees over them."""
    for number, wall in enumerate(world.walls, start=1):
        geom = spec.body(f"wall/wall_{number}").geoms[0]
        drawn = min(wall.height, _WALL_DRAWN)
        geom.rgba = WALL
        geom.size = [geom.size[0], geom.size[1], drawn / 2.0]
        geom.pos = [0.0, 0.0, (drawn - wall.height) / 2.0]


def _light(spec: mujoco.MjSpec, world: World) -> None:
    area = world.bounds
    centre = [(area.xmin + area.xmax) / 2.0, (area.ymin + area.ymax) / 2.0, 0.0]
    spec.stat.center = centre
    spec.stat.extent = math.hypot(area.xmax - area.xmin, area.ymax - area.ymin) / 2.0
    spec.visual.headlight.ambient = [0.46, 0.46, 0.47]
    spec.visual.headlight.diffuse = [0.22, 0.22, 0.22]
    spec.visual.headlight.specular = [0.0, 0.0, 0.0]
    spec.visual.quality.shadowsize = 8192
    spec.visual.map.shadowclip = 1.0
    lamp = spec.worldbody.add_light(pos=[centre[0] + 3.0, centre[1] - 4.0, 9.0], dir=[-0.34, 0.5, -1.0])
    lamp.type = mujoco.mjtLightType.mjLIGHT_DIRECTIONAL
    lamp.diffuse = [0.50, 0.49, 0.47]
    lamp.specular = [0.1, 0.1, 0.1]
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=[0.97, 0.975, 0.98],
        rgb2=[0.86, 0.885, 0.91],
        width=256,
        height=1536,
    )


def _colour_floor(spec: mujoco.MjSpec) -> None:
    """A concrete grey with a line every metre."""
    spec.add_texture(
        name="floor",
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_FLAT,
        mark=mujoco.mjtMark.mjMARK_EDGE,
        rgb1=[0.74, 0.75, 0.76],
        rgb2=[0.74, 0.75, 0.76],
        markrgb=[0.60, 0.62, 0.64],
        width=512,
        height=512,
    )
    material = spec.add_material(name="floor", texuniform=True, texrepeat=[1.0, 1.0], reflectance=0.06)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = "floor"
    spec.geom("floor").material = "floor"


def _colour_objects(spec: mujoco.MjSpec, world: World) -> None:
    for item in world.objects:
        spec.body(f"object/{item.id}").geoms[0].rgba = object_colour(item.id)


def object_colour(identifier: str) -> Colour:
    """The colour an object is called by, where its id begins with one."""
    named: dict[str, Colour] = {"red": (0.84, 0.18, 0.16, 1.0), "blue": (0.15, 0.38, 0.80, 1.0)}
    return named.get(identifier.partition("_")[0], (0.55, 0.58, 0.60, 1.0))


def _add_piece(body: mujoco.MjsBody, piece: Piece, height: float) -> None:
    x, y, z = piece.centre
    _add_box(body, [x, y, z - height / 2.0], [side / 2.0 for side in piece.size], piece.colour)


def _add_tape(world_body: mujoco.MjsBody, zone: Zone) -> None:
    """Coloured tape on the floor around a zone."""
    for (x0, y0), (x1, y1) in pairwise((*zone.polygon, zone.polygon[0])):
        angle = math.atan2(y1 - y0, x1 - x0)
        half = [(math.dist((x0, y0), (x1, y1)) + _TAPE_WIDTH) / 2.0, _TAPE_WIDTH / 2.0, _SKIN]
        geom = _add_box(world_body, [(x0 + x1) / 2.0, (y0 + y1) / 2.0, 0.0], half, TAPE[zone.kind])
        geom.quat = [math.cos(angle / 2.0), 0.0, 0.0, math.sin(angle / 2.0)]


def _add_places(world_body: mujoco.MjsBody, world: World) -> None:
    """A disc on the floor at each place, with a bar that points the way a robot faces there."""
    for place in world.places:
        x, y, yaw = place.pose.x, place.pose.y, place.pose.yaw
        world_body.add_geom(
            type=mujoco.mjtGeom.mjGEOM_CYLINDER,
            pos=[x, y, 0.0],
            size=[0.14, _SKIN, 0.0],
            rgba=PLACE,
            group=VISUAL_GROUP,
            contype=0,
            conaffinity=0,
        )
        ahead = [x + 0.24 * math.cos(yaw), y + 0.24 * math.sin(yaw), 0.0]
        geom = _add_box(world_body, ahead, [0.12, 0.03, _SKIN], PLACE)
        geom.quat = [math.cos(yaw / 2.0), 0.0, 0.0, math.sin(yaw / 2.0)]


def _add_box(body: mujoco.MjsBody, centre: list[float], half: list[float], colour: Colour) -> mujoco.MjsGeom:
    return body.add_geom(
        type=mujoco.mjtGeom.mjGEOM_BOX,
        pos=centre,
        size=half,
        rgba=colour,
        group=VISUAL_GROUP,
        contype=0,
        conaffinity=0,
    )
