"""The words of a site and of the dialogue so far, as language needs them to understand what is said next."""

from __future__ import annotations

from physical_ai_bridge.agent.state import AgentState
from physical_ai_bridge.language import Context, Pending, SiteVerb, Turn
from physical_ai_bridge.world import World


def context(world: World, history: tuple[Turn, ...] = (), pending: Pending | None = None) -> Context:
    """Names of places and objects, and the site's own verbs, from its file."""
    places = (name for place in world.places for name in (place.name, place.kind, *place.aliases))
    objects = (name for each in world.objects for name in (each.name_ja, *each.aliases))
    verbs = (SiteVerb(each.verb, each.inflection, each.means) for each in world.verbs)
    return Context(
        history=history,
        pending=pending,
        place_names=tuple(dict.fromkeys(places)),
        object_names=tuple(dict.fromkeys(objects)),
        verbs=tuple(verbs),
    )


def context_for(state: AgentState, robot: str, pending: Pending | None = None) -> Context:
    """The same with what this robot was told last; ``robot`` empty: for none in particular."""
    here = state.robots.get(robot) or next(iter(state.robots.values()))
    history = (state.last[robot],) if robot in state.last else ()
    return context(here.world, history, pending)
