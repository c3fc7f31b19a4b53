"""Whether a certificate lets its holder act on a day, and why not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.certificates import (
    Certificate,
    CertificateKind,
    CertificateState,
    Light,
    best,
    why_not,
)
from server.domain.concerning import concerns
from server.domain.notice import NOBODYS
from server.domain.registers import Change, Chart, Register, key_of, needs_two, register_of
from server.domain.telling.registers import say_of_register

LAST = date(2026, 6, 30)
GOOD = Certificate(
    number="149999-1",
    login="zjj.handler",
    kind=CertificateKind.ENFORCEMENT,
    issuer="示例省人民政府",
    valid_from=date(2026, 1, 1),
    valid_to=LAST,
)
REVIEWED = replace(GOOD, reviewed_until=date(2026, 3, 31), fields=("建设", "城管"))
SUSPENDED = replace(GOOD, state=CertificateState.SUSPENDED)
REVOKED = replace(GOOD, state=CertificateState.REVOKED)


@pytest.mark.parametrize(
    ("day", "light"),
    [
        (date(2025, 12, 31), Light.RED),
        (date(2026, 1, 1), Light.GREEN),
        (LAST - timedelta(days=31), Light.GREEN),
        (LAST - timedelta(days=30), Light.YELLOW),
        (LAST, Light.YELLOW),
        (LAST + timedelta(days=1), Light.RED),
    ],
)
def test_the_light_follows_from_the_days(day: date, light: Light) -> None:
    assert GOOD.light_on(day) is light
    assert GOOD.counts_on(day) is (light is not Light.RED)


def test_it_counts_until_its_review_is_overdue() -> None:
    assert REVIEWED.last_day == date(2026, 3, 31)
    assert REVIEWED.light_on(date(2026, 3, 31)) is Light.YELLOW
    assert REVIEWED.light_on(date(2026, 4, 1)) is Light.RED
    assert replace(REVIEWED, reviewed_until=date(2027, 3, 31)).last_day == LAST


@pytest.mark.parametrize("stopped", [SUSPENDED, REVOKED])
def test_what_is_suspended_or_revoked_never_counts(stopped: Certificate) -> None:
    assert stopped.light_on(LAST) is Light.RED


@pytest.mark.parametrize(
    ("held", "day", "said"),
    [
        ((), LAST, "没有登记执法证"),
        ((replace(GOOD, kind=CertificateKind.SUPERVISION),), LAST, "没有登记执法证"),
        ((SUSPENDED,), LAST, "执法证 149999-1 已暂停"),
        ((REVOKED,), LAST, "执法证 149999-1 已收回"),
        ((GOOD,), date(2026, 7, 1), "执法证 149999-1 已于 2026-06-30 到期"),
        ((GOOD,), date(2025, 7, 1), "执法证 149999-1 自 2026-01-01 起才有效"),
        ((REVIEWED,), date(2026, 4, 1), "执法证 149999-1 的年度审验已于 2026-03-31 逾期"),
    ],
)
def test_why_somebody_may_not_is_said_in_words(
    held: tuple[Certificate, ...], day: date, said: str
) -> None:
    why = why_not(held, day)

    assert why is not None
    assert why[0] == said


def test_one_that_counts_is_enough() -> None:
    later = replace(SUSPENDED, number="2", valid_to=date(2030, 1, 1))

    assert why_not((later, GOOD), LAST) is None
    assert best((later, GOOD), LAST) == GOOD


@pytest.mark.parametrize(
    ("held", "field", "said"),
    [
        ((REVIEWED,), "环保", "执法证 149999-1 的执法领域是“建设、城管”，不含“环保”"),
        ((GOOD,), "环保", "执法证 149999-1 的执法领域是“未登记领域”，不含“环保”"),
    ],
)
def test_a_certificate_for_another_field_is_told_as_such(
    held: tuple[Certificate, ...], field: str, said: str
) -> None:
    why = why_not(held, date(2026, 2, 1), field)

    assert why is not None
    assert why[0] == said


def test_the_certificate_for_the_field_is_the_one_that_is_asked() -> None:
    sooner = replace(REVIEWED, number="2", fields=("环保",), valid_to=date(2026, 3, 1))

    assert why_not((GOOD, sooner, REVIEWED), date(2026, 2, 1), "环保") is None
    assert why_not((GOOD,), date(2026, 2, 1)) is None


@pytest.mark.parametrize(
    ("before", "changed", "takes_two"),
    [
        (None, {}, True),
        (None, {"state": CertificateState.SUSPENDED}, False),
        (GOOD, {"state": CertificateState.SUSPENDED}, False),
        (SUSPENDED, {}, True),
        (GOOD, {"valid_to": date(2027, 1, 1)}, True),
        (GOOD, {"valid_from": date(2025, 1, 1)}, True),
        (GOOD, {"login": "zjj.head"}, True),
        (GOOD, {"valid_to": date(2026, 5, 1)}, False),
        (GOOD, {"area": "示例县"}, False),
        (GOOD, {"fields": ("建设",)}, True),
        (GOOD, {"reviewed_until": date(2026, 3, 31)}, False),
        (REVIEWED, {"fields": ("建设",)}, True),
        (REVIEWED, {"fields": ("建设",), "reviewed_until": date(2026, 3, 1)}, False),
    ],
)
def test_to_let_somebody_act_takes_two_and_to_stop_them_one(
    before: Certificate | None, changed: dict[str, Any], *, takes_two: bool
) -> None:
    after = replace(GOOD, **changed)
    change = Change(register=Register.CERTIFICATES, key="149999-1", before=before, after=after)

    assert needs_two(change, Chart()) is takes_two


def test_a_certificate_is_known_by_its_number() -> None:
    assert (key_of(GOOD), register_of(GOOD)) == ("149999-1", Register.CERTIFICATES)


def test_that_it_ends_soon_is_told_with_its_last_day() -> None:
    said = say_of_register(
        f.CertificateEnding(certificate="149999-1", person=UUID(int=1), valid_to=LAST)
    )

    assert said == (
        f"已提醒：执法证 149999-1 到 {LAST} 为止",
        f"was told that certificate 149999-1 ends on {LAST}",
    )


@pytest.mark.parametrize(
    ("state", "is_agreed", "told"),
    [
        ("valid", False, []),
        ("valid", True, ["CertificateRegistered/valid"]),
        ("suspended", False, ["CertificateRegistered/suspended"]),
        ("revoked", True, ["CertificateRegistered/revoked"]),
    ],
)
def test_who_has_it_is_told_what_is_new(state: str, *, is_agreed: bool, told: list[str]) -> None:
    fact = f.CertificateRegistered(
        certificate="149999-1",
        person=UUID(int=1),
        state=state,
        valid_from=GOOD.valid_from,
        valid_to=LAST,
        digest="",
        proposal=UUID(int=2) if is_agreed else None,
    )

    assert [one.kind for one in concerns(fact, NOBODYS)] == told
    said = say_of_register(fact)
    assert said is not None
    assert "149999-1" in said[0]
