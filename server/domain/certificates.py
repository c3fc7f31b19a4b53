"""Certificates of enforcement officers (执法证), and whether one lets its holder act on a day.

Chinese law lets only certified officers enforce, and never one alone (行政处罚法 42). A certificate
counts while it is valid and not suspended or revoked; the light (红黄绿) says so at a glance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

WARNED = timedelta(days=30)
"""How long before its last day a certificate turns yellow, and who has it is told."""


class CertificateKind(StrEnum):
    """What a certificate is for."""

    ENFORCEMENT = "enforcement"
    """行政执法证: to enforce."""
    SUPERVISION = "supervision"
    """行政执法监督证: to supervise those who enforce; it lets nobody enforce."""


class CertificateState(StrEnum):
    """What its issuer says of a certificate; that its time is over the days say."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Light(StrEnum):
    """How a certificate stands on a day."""

    GREEN = "green"
    YELLOW = "yellow"
    """It ends soon."""
    RED = "red"
    """It doesn't count: over, not begun, suspended or revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate of a person, as its issuer gave it."""

    number: str
    login: str
    """Whose it is."""
    kind: CertificateKind
    issuer: str
    area: str = ""
    """执法区域, as it is printed; told, not weighed."""
    fields: tuple[str, ...] = ()
    """执法领域, as they are printed; weighed where a step names one."""
    valid_from: date
    valid_to: date
    state: CertificateState = CertificateState.VALID
    note: str = ""
    """Why it is suspended or revoked."""
    reviewed_until: date | None = None
    """Until (and with) which day its last yearly review (年度审验) is good; None: its issuer wants none."""

    @property
    def last_day(self) -> date:
        """The last day on which it counts, unless it is reviewed anew."""
        return min(self.valid_to, self.reviewed_until or self.valid_to)

    def covers(self, field: str) -> bool:
        """Whether it is for this field; a step that names none takes any."""
        return not field or field in self.fields

    def counts_on(self, day: date) -> bool:
        """Whether it lets its holder act on a day."""
        return self.light_on(day) is not Light.RED

    def light_on(self, day: date) -> Light:
        """How it stands on a day."""
        return light_of(self.state, self.valid_from, self.last_day, day)

    def adds_to(self, before: Certificate | None) -> bool:
        """Whether it lets somebody act who could not before: that is for two to decide."""
        if self.state is not CertificateState.VALID:
            return False
        if before is None or before.state is not CertificateState.VALID:
            return True
        is_same = (self.login, self.kind) == (before.login, before.kind)
        is_within = before.valid_from <= self.valid_from and self.last_day <= before.last_day
        return not (is_same and is_within and set(self.fields) <= set(before.fields))


def light_of(state: CertificateState, valid_from: date, last_day: date, day: date) -> Light:
    """How a certificate of these particulars stands on a day."""
    if state is not CertificateState.VALID or not valid_from <= day <= last_day:
        return Light.RED
    return Light.YELLOW if last_day - day <= WARNED else Light.GREEN


def best(certificates: Iterable[Certificate], day: date, field: str = "") -> Certificate | None:
    """The certificate to enforce in a field that lets its holder act longest, or else the latest of them."""
    able = [one for one in certificates if one.kind is CertificateKind.ENFORCEMENT]
    return max(
        able,
        key=lambda one: (one.counts_on(day) and one.covers(field), one.last_day),
        default=None,
    )


def why_not(
    certificates: Iterable[Certificate], day: date, field: str = ""
) -> tuple[str, str] | None:
    """Why who has these certificates may not enforce on a day in a field, in words; None when they may."""
    found = best(certificates, day, field)
    if found is None:
        return "没有登记执法证", "no enforcement certificate is registered"
    if not found.counts_on(day):
        return _why_red(found, day)
    if found.covers(field):
        return None
    fields = "、".join(found.fields) or "未登记领域"
    fields_en = ", ".join(found.fields) or "no field"
    return (
        f"执法证 {found.number} 的执法领域是“{fields}”，不含“{field}”",
        f"enforcement certificate {found.number} is for {fields_en}, not for “{field}”",
    )


def _why_red(found: Certificate, day: date) -> tuple[str, str]:
    """Why a certificate doesn't count on a day."""
    number = found.number
    if found.state is CertificateState.SUSPENDED:
        return f"执法证 {number} 已暂停", f"enforcement certificate {number} is suspended"
    if found.state is CertificateState.REVOKED:
        return f"执法证 {number} 已收回", f"enforcement certificate {number} is revoked"
    if found.valid_to < day:
        return (
            f"执法证 {number} 已于 {found.valid_to} 到期",
            f"enforcement certificate {number} ended on {found.valid_to}",
        )
    if found.last_day < day:
        return (
            f"执法证 {number} 的年度审验已于 {found.last_day} 逾期",
            f"the yearly review of enforcement certificate {number} was due by {found.last_day}",
        )
    return (
        f"执法证 {number} 自 {found.valid_from} 起才有效",
        f"enforcement certificate {number} is valid from {found.valid_from} on",
    )
