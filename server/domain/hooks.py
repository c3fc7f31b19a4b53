"""Hooks: servers outside that are told of events, which events there are, and where they may lie.

An event is a fact about a case, told by its name. It says what happened where and when, never what
people typed or who they are; whoever wants more asks the API, with rights of their own (0054).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from server.domain.facts import Fact
    from server.domain.values import Words

KINDS: dict[str, tuple[str, ...]] = {
    "case": (
        "CaseStarted",
        "CaseFinished",
        "CaseSuspended",
        "CaseResumed",
        "CaseTerminated",
        "CaseVoided",
        "CaseReopened",
    ),
    "work": (
        "WorkOffered",
        "WorkClaimed",
        "WorkGivenBack",
        "WorkDispatched",
        "WorkHandedOver",
        "WorkHandedOn",
        "WorkHandedBack",
        "WorkRecalled",
        "WorkCompleted",
        "WorkTakenBack",
        "WorkReturned",
        "WorkWithdrawn",
    ),
    "clock": (
        "WorkEscalated",
        "WorkUrged",
        "WorkExtended",
        "DeadlineMoved",
        "ClockStopped",
        "ClockWentOn",
    ),
}
"""The facts that hooks may hear of, by what they are about: names that never change."""
EVENTS = frozenset(kind for kinds in KINDS.values() for kind in kinds)
TRIAL = "HookTried"
"""The event that only shows that events come through."""

LONGEST_ADDRESS = 500
_ADDRESS = re.compile(r"https?://[!-~]+")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")
"""A name, or an IPv6 address without its brackets."""
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 addresses as they are reached from an IPv6 network (RFC 6052)."""
_ANYWHERE = tuple(map(ip_network, ("64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")))
"""Translators of one's own network (RFC 8215), and two old ways to write an IPv4 address (RFC 4291, 2765)."""

Address = IPv4Address | IPv6Address


class HookState(StrEnum):
    """Whether a hook is told of events."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A server outside that is told of events."""

    id: str
    name: str
    """Whose it is and what for."""
    address: str
    kinds: tuple[str, ...]
    """The facts that it hears of."""
    bodies: tuple[str, ...] = ()
    """Only of matters in which one of these bodies has a part; empty: of all."""
    processes: tuple[str, ...] = ()
    """Only of matters of these processes; empty: of all."""
    state: HookState = HookState.ON

    def adds_to(self, before: Hook | None) -> bool:
        """Whether something goes outside that did not before: that is for two to decide."""
        if self.state is HookState.OFF:
            return False
        if before is None or before.state is HookState.OFF or before.address != self.address:
            return True
        return not (
            set(self.kinds) <= set(before.kinds)
            and _narrows(self.bodies, before.bodies)
            and _narrows(self.processes, before.processes)
        )


def _narrows(now: Iterable[str], before: Iterable[str]) -> bool:
    """Whether a choice, of which none means all, lets no more through than before."""
    chosen, former = set(now), set(before)
    return not former or (bool(chosen) and chosen <= former)


def events_in(facts: Iterable[Fact]) -> frozenset[str]:
    """The names of the facts that hooks may hear of."""
    return frozenset(type(fact).__name__ for fact in facts) & EVENTS


def item_of(fact: Fact) -> UUID | None:
    """The work that an event is about; None: its case as a whole."""
    item: UUID | None = getattr(fact, "item", None)
    return item


# --- where a hook may lie ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlaces:
    """Hosts and networks of one's own that may be called although they are not public."""

    hosts: frozenset[str] = frozenset()
    """Also without https."""
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def read(cls, written: Iterable[str]) -> OwnPlaces:
        """From hosts and networks (which have a slash), as the operator wrote them."""
        listed = tuple(written)
        return cls(
            hosts=frozenset(each for each in listed if "/" not in each),
            networks=tuple(ip_network(each) for each in listed if "/" in each),
        )

    def may_reach(self, host: str, address: str) -> bool:
        """Whether this address may be called, to which the host leads."""
        found = _true_address(ip_address(address))
        if host in self.hosts:
            return True
        if found is None:
            return False
        is_listed = any(found in network for network in self.networks)
        return is_listed or (found.is_global and not found.is_multicast)


def _true_address(found: Address) -> Address | None:
    """Where an address really leads; None for tunnels, of which nobody knows."""
    if isinstance(found, IPv4Address):
        return found
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if found in _TRANSLATED:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    if found.is_loopback:
        return found
    is_tunnel = found.sixtofour or found.teredo or any(found in each for each in _ANYWHERE)
    return None if is_tunnel else found


def flaws_of(address: str, own: OwnPlaces) -> Iterator[Words]:
    """Why events can't be sent to an address, and what to do."""
    host = host_of(address)
    if host is None:
        yield _NO_ADDRESS
    elif address.startswith("http:") and host not in own.hosts:
        yield _NOT_SAFE
    elif _is_literal(host) and not own.may_reach(host, host):
        yield _NOT_PUBLIC


_NO_ADDRESS = (
    "这不是可用的推送地址，请按 https://oa.example.gov.cn/events 的样子填写，不带账号、# 和空格，中文域名请写成 xn-- 形式。",
    "This is no address for events. Write it as in https://oa.example.gov.cn/events, without account, # and spaces; domains in other scripts in their xn-- form.",
)
_NOT_SAFE = (
    "只推送到 https 地址。请改为 https，或请运维人员把该主机列入 MUSTER_HOOK_PLACES。",
    "Events go by https only. Write https, or have the operator list the host in MUSTER_HOOK_PLACES.",
)
_NOT_PUBLIC = (
    "这个地址不在公网上。请填公网地址，或请运维人员把该主机或网段列入 MUSTER_HOOK_PLACES。",
    "This address is not public. Give a public one, or have the operator list the host or network in MUSTER_HOOK_PLACES.",
)


def host_of(address: str) -> str | None:
    """The host of an address that may be called; None for anything else."""
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        return None
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return None
    plain = "@" not in parts.netloc and "#" not in address and port != 0
    return host if plain and _HOST.fullmatch(host) else None


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
