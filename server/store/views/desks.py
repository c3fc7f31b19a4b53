"""The desks of an actor, as statements read them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from server.domain.access import Claim, led_bodies
from server.domain.ids import BodyId
from server.domain.people import Actor

DESK = """desk AS (
  SELECT * FROM unnest(%(bodies)s::text[], %(roles)s::text[], %(processes)s::text[])
    AS d (body, role, process))"""
"""Needs what ``desks_of`` gives. A desk with a process counts for matters of that process only."""
_IN_PART = re.compile(r"/\*in part (.+?)\*/", re.DOTALL)
_PLACE = re.compile(r"/\*of (.+?)\*/", re.DOTALL)

CLAIM = """claim AS (
  SELECT * FROM unnest(%(who)s::text[], %(for_processes)s::text[]) AS d (who, process))"""
"""Needs what ``claims_of`` gives."""
UNIT = """unit AS (
  SELECT led.body, open.role, NULL::text AS process
  FROM unnest(%(led)s::text[]) AS led (body) CROSS JOIN LATERAL (
    WITH RECURSIVE roles AS (
      (SELECT role FROM work_items WHERE state = 'open' AND body = led.body ORDER BY role LIMIT 1)
      UNION ALL
      SELECT (SELECT role FROM work_items
        WHERE state = 'open' AND body = led.body AND role > roles.role ORDER BY role LIMIT 1)
      FROM roles WHERE roles.role IS NOT NULL)
    SELECT role FROM roles WHERE role IS NOT NULL) open)"""
"""Every desk with open work in the bodies that the actor leads: from role to role, never all work."""


def process_of(case: str) -> str:
    """The process of the matter of a case."""
    return f"""(SELECT v.process FROM cases c JOIN cases r ON r.id = c.root
    JOIN versions v ON v.id = r.version WHERE c.id = {case})"""  # noqa: S608  # texts of ours


def of_process(process: str) -> str:
    """The place in a text where ``within`` asks whether what stands as ``d`` counts for a process."""
    return f"/*of {process}*/"


def if_in_part(text: str) -> str:
    """The place in a text of what ``within`` asks only where something counts for some processes."""
    return f"/*in part {text}*/"


@lru_cache(maxsize=1000)
def within(text: str, *, in_part: bool) -> str:
    """A text that asks for the process of a matter only where something counts for some of them.

    To others it would say nothing new, and the planner would think that it leaves out nearly all.
    """
    asked = r" AND (d.process IS NULL OR d.process = \1)" if in_part else ""
    return _IN_PART.sub(r"\1" if in_part else "", _PLACE.sub(asked, text))


def desks_of(actor: Actor, body: BodyId | None = None) -> dict[str, Sequence[str | None]]:
    """The bodies and roles of the actor's desks, side by side and in words, and the bodies they lead.

    Before which desks work is brought doesn't say for which processes they count: ``above`` leaves it out.
    """
    every = [*((*desk, None) for desk in actor.desks), *actor.desks_in_part]
    desks = [desk for desk in every if body in {None, desk[0]}]
    return {
        "bodies": [each for each, _, _ in desks],
        "roles": [role for _, role, _ in desks],
        "processes": [process for _, _, process in desks],
        "desks": ["/".join(part for part in desk if part is not None) for desk in desks],
        "above": list(dict.fromkeys(f"{each}/{role}" for each, role, _ in desks)),
        "led": [each for each in led_bodies(actor) if body in {None, each}],
    }


def claims_of(claims: Iterable[Claim]) -> dict[str, Sequence[str | None]]:
    """As whom somebody may have a part in a matter, and for which process alone, side by side."""
    told = tuple(claims)
    return {"who": [each.who for each in told], "for_processes": [each.process for each in told]}
