"""The names and verbs of a world file, each with where it stands, checked as the parser would read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from physical_ai_bridge.agent.site_words import context
from physical_ai_bridge.language.name_check import Named, NameKind, name_findings
from physical_ai_bridge.language.word_check import Finding, Location
from physical_ai_bridge.world import World, load_world


def site_findings(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the words of the site. Raises WorldFileError for a file that is no site."""
    world = load_world(path)
    names = [*_places(world), *_objects(world), *_robots(world)]
    return name_findings(names, context(world))


def _places(world: World) -> Iterator[Named]:
    kinds: set[str] = set()
    for i, place in enumerate(world.places):
        yield from _named("place", ("places", i), place.name, place.aliases, "name")
        if place.kind not in kinds and place.kind not in (place.name, *place.aliases):
            yield Named(("places", i, "kind"), "place", "", place.kind)
        kinds.add(place.kind)


def _objects(world: World) -> Iterator[Named]:
    for i, thing in enumerate(world.objects):
        yield from _named("object", ("objects", i), thing.name_ja, thing.aliases, "name_ja")


def _robots(world: World) -> Iterator[Named]:
    for i, robot in enumerate(world.robots):
        yield Named(("robots", i, "name"), "robot", robot.title_ja, robot.name)
        yield from _named("robot", ("robots", i), robot.title_ja, robot.aliases, "title_ja")


def _named(kind: NameKind, at: Location, name: str, aliases: tuple[str, ...], key: str) -> Iterator[Named]:
    yield Named((*at, key), kind, name, name)
    for j, alias in enumerate(aliases):
        yield Named((*at, "aliases", j), kind, name, alias)
