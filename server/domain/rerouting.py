"""The pushes that no flow draws: an instance goes on at an element again, or at one that lies ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from server.domain.ids import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Reroute:
    """The instance goes on at an element again, and what came of its earlier round is taken away.

    What goes on beside the element stays as it is, and what was done beside it counts as done. An
    instance that is over begins anew there, with the data it is given.
    """

    element: str
    token: Token | None = None
    """The waiting place that is given up for it; None: none in particular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """A waiting place is given up, and the instance goes on at an element that its token could come to.

    What lies between is left out: neither done nor undone. What goes on beside it stays as it is.
    """

    element: str
    token: Token
    """The waiting place that is given up."""


Rerouting = Reroute | Advance
