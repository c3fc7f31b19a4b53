"""Which events there are, what a hook may hear, and where it may lie."""

from __future__ import annotations

from dataclasses import fields, replace
from uuid import UUID

import pytest

from server.domain import facts as f
from server.domain.facts import FACTS
from server.domain.hooks import (
    EVENTS,
    KINDS,
    LONGEST_ADDRESS,
    Hook,
    HookState,
    OwnPlaces,
    events_in,
    flaws_of,
    host_of,
    item_of,
)
from server.domain.registers import Change, Chart, Register, key_of, needs_two, register_of
from server.domain.telling.registers import say_of_register

NOWHERE = OwnPlaces()
ELSEWHERE = OwnPlaces.read(["192.0.2.0/24"])
OURS = OwnPlaces.read(["oa.county.example", "10.1.2.3", "10.0.0.0/8", "fd00::/8"])
HOOK = Hook(
    id="oa",
    name="县 OA",
    address="https://oa.example/events",
    kinds=("WorkCompleted", "WorkOffered"),
    bodies=("zjj",),
)


def test_every_event_is_a_fact_about_a_case_or_its_work() -> None:
    assert set(FACTS) >= EVENTS
    names = {kind: {field.name for field in fields(FACTS[kind])} for kind in EVENTS}
    assert {kind for kind in EVENTS if "item" not in names[kind]} == set(KINDS["case"])


def test_events_are_picked_from_facts() -> None:
    person, item = UUID(int=1), UUID(int=2)
    claimed = f.WorkClaimed(item=item, person=person)
    opened = f.WorkOpened(item=item, person=person)

    assert events_in([claimed, opened]) == {"WorkClaimed"}
    assert item_of(claimed) == item
    assert item_of(f.CaseWithdrawn(reason="")) is None


@pytest.mark.parametrize(
    ("after", "adds"),
    [
        (HOOK, False),
        (replace(HOOK, name="别的名称"), False),
        (replace(HOOK, kinds=("WorkOffered",)), False),
        (replace(HOOK, kinds=("WorkUrged",)), True),
        (replace(HOOK, address="https://elsewhere.example/"), True),
        (replace(HOOK, bodies=()), True),
        (replace(HOOK, bodies=("slj",)), True),
        (replace(HOOK, processes=("whistle",)), False),
        (replace(HOOK, state=HookState.OFF), False),
    ],
)
def test_two_decide_where_more_goes_outside(after: Hook, *, adds: bool) -> None:
    change = Change(register=Register.HOOKS, key="oa", before=HOOK, after=after)

    assert needs_two(change, Chart()) is adds


def test_two_decide_on_a_new_hook_and_on_one_that_is_on_again() -> None:
    new = Change(register=Register.HOOKS, key="oa", before=None, after=HOOK)
    off = replace(HOOK, state=HookState.OFF)

    assert needs_two(new, Chart())
    assert needs_two(replace(new, before=off), Chart())
    assert not needs_two(replace(new, after=off), Chart())


def test_a_hook_is_an_entry_of_its_register() -> None:
    assert (key_of(HOOK), register_of(HOOK)) == ("oa", Register.HOOKS)


@pytest.mark.parametrize(
    "address",
    [
        "https://oa.example.gov.cn/events",
        "https://oa.example.gov.cn:8443/a/b?c=d",
        "https://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
        "https://xn--fiqs8s.cn/",
    ],
)
def test_a_public_https_address_may_be_told(address: str) -> None:
    assert list(flaws_of(address, NOWHERE)) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "oa.example/events",
        "ftp://oa.example/",
        "https:///events",
        "https://li:secret@oa.example/",
        "https://oa.example@elsewhere.example/",
        "https://oa.example/#part",
        "https://oa.example/a b",
        "https://例子.cn/",
        "https://oa.example:0/",
        "https://oa.example:99999/",
        "https://oa.example:port/",
        "https://[::1/",
        "https://oa_1.example/",
        "https://oa.example\\@elsewhere.example/",
        "https://oa.example/\r\nX: y",
        "https://oa.example/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    [(zh, en)] = flaws_of(address, OURS)

    assert host_of(address) is None
    assert "不是可用的推送地址" in zh
    assert "no address" in en


def test_http_is_for_listed_hosts_only() -> None:
    assert list(flaws_of("http://oa.county.example/", OURS)) == []
    assert list(flaws_of("http://10.1.2.3/", OURS)) == []
    [(zh, _)] = flaws_of("http://10.9.9.9/", OURS)
    assert "https" in zh


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104  # an address to be refused
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "64:ff9b:1::a00:1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
    ],
)
def test_what_is_not_public_may_not_be_reached(address: str) -> None:
    assert not NOWHERE.may_reach("oa.example", address)
    assert not ELSEWHERE.may_reach("oa.example", address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_what_is_public_may_be_reached(address: str) -> None:
    assert NOWHERE.may_reach("oa.example", address)


def test_what_the_operator_lists_may_be_reached() -> None:
    assert OURS.may_reach("oa.county.example", "127.0.0.1")
    assert OURS.may_reach("anything.example", "10.200.1.1")
    assert OURS.may_reach("anything.example", "fd00::1")
    assert not OURS.may_reach("anything.example", "192.168.1.1")


def test_a_literal_address_inside_is_refused_when_it_is_entered() -> None:
    [(zh, _)] = flaws_of("https://192.168.1.1/", OURS)

    assert "不在公网上" in zh
    assert list(flaws_of("https://10.2.3.4/", OURS)) == []


@pytest.mark.parametrize(
    ("reason", "words"), [("gone", "对方答复不再接收"), ("failing", "连续三天无法推送")]
)
def test_a_hook_that_is_switched_off_says_why(reason: str, words: str) -> None:
    told = say_of_register(f.HookStopped(hook="h", reason=reason))

    assert told is not None
    assert words in told[0]
