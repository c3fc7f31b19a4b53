"""The desks of an actor, as statements read them."""

from server.domain.people import Actor

DESK = """desk AS (
  SELECT * FROM unnest(%(bodies)s::text[], %(roles)s::text[]) AS d (body, role))"""
"""Needs what ``desks_of`` gives."""


def desks_of(actor: Actor) -> dict[str, list[str]]:
    """The bodies and roles of the actor's desks, side by side."""
    return {
        "bodies": [body for body, _ in actor.desks],
        "roles": [role for _, role in actor.desks],
    }
