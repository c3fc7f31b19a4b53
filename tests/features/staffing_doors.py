"""Who stands in for whom, and who would get work, through both doors: the services called directly, and HTTP."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from server.domain.ids import BodyId, PostId, ProcessKey
from server.services import explaining_assignment, manning, standing_in
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.tools import Tools
    from tests.features.seen import Asked

WHISTLE = ProcessKey("whistle")


class StaffingDoor(Protocol):
    """Who stands in, and who would get work."""

    def substitute(self, who: str, asked: Asked) -> None:
        """Let somebody stand in."""

    def end_substitution(self, who: str) -> None:
        """End the only substitution."""

    def preview(self, who: str, body: str) -> dict[str, list[str]]:
        """Who would get the steps of a whistle that this body raised, by the names of the steps."""

    def vacancies(self, who: str) -> list[str]:
        """The bodies that have work with nobody there."""


class ServicesStaffing:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def substitute(self, who: str, asked: Asked) -> None:
        wanted = standing_in.Wanted(
            post=PostId(asked.post),
            substitute=asked.substitute,
            valid_from=date.fromisoformat(asked.begin),
            valid_to=date.fromisoformat(asked.end),
            reason="外出",
            absent=asked.absent,
            processes=frozenset(map(ProcessKey, asked.processes)),
        )
        with refusing():
            standing_in.make(self._tools, self._actor(who), wanted)

    def end_substitution(self, who: str) -> None:
        [row] = standing_in.of_mine(self._tools, self._actor(who)).rows
        with refusing():
            standing_in.end(self._tools, self._actor(who), row.id)

    def preview(self, who: str, body: str) -> dict[str, list[str]]:
        with refusing():
            told = explaining_assignment.who_would(
                self._tools, self._actor(who), WHISTLE, BodyId(body)
            )
        return {step.name: [each.name for each in step.holders] for step in told.steps}

    def vacancies(self, who: str) -> list[str]:
        return [row.body for row in manning.vacancies(self._tools, self._actor(who))]


class HttpStaffing:
    """The API."""

    def _key(self) -> str:
        raise NotImplementedError

    def _get(self, who: str, address: str) -> dict[str, Any]:
        raise NotImplementedError

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def substitute(self, who: str, asked: Asked) -> None:
        body = {
            "post": asked.post,
            "substitute": asked.substitute,
            "valid_from": asked.begin,
            "valid_to": asked.end,
            "reason": "外出",
            "absent": asked.absent,
            "processes": list(asked.processes),
        }
        self._post(who, "/substitutions", body, self._key())

    def end_substitution(self, who: str) -> None:
        [row] = self._get(who, "/substitutions")["items"]
        self._post(who, f"/substitutions/{row['id']}/end", {}, self._key())

    def preview(self, who: str, body: str) -> dict[str, list[str]]:
        told = self._get(who, f"/processes/whistle/people?body={body}")
        return {one["name"]: [each["name"] for each in one["holders"]] for one in told["steps"]}

    def vacancies(self, who: str) -> list[str]:
        return [str(row["body"]) for row in self._get(who, "/vacancies")["items"]]
