"""The choice of mail through both doors: the services called directly, and HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from server.domain.mailing import MailChoice
from server.services.mailing import choosing
from tests.features.refusing import refusing

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.tools import Tools


class MailDoor(Protocol):
    """What everybody chooses for themselves."""

    def choose_mail(self, who: str, address: str) -> None:
        """Let notices come to this address too, else as is usual."""


class ServicesMail:
    """The services."""

    _tools: Tools

    def _actor(self, who: str) -> Actor:
        raise NotImplementedError

    def choose_mail(self, who: str, address: str) -> None:
        """Let notices come to this address too."""
        with refusing():
            choosing.choose(self._tools, self._actor(who), MailChoice(address=address))


class HttpMail:
    """The API."""

    def _key(self) -> str:
        raise NotImplementedError

    def _post(self, who: str, address: str, body: Any, key: str) -> dict[str, Any]:
        raise NotImplementedError

    def choose_mail(self, who: str, address: str) -> None:
        """Let notices come to this address too."""
        self._post(who, "/mail-choice", {"address": address}, self._key())
