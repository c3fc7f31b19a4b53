"""Who reads English reads nothing else: a whistle is played, and every page on its way is read.

Chinese may be what people typed, the law where it is quoted, and the way back to Chinese.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from server.web.context import TOOLS
from tests.eased import HandClock
from tests.features import usual
from tests.features.county import NINE_ON_TUESDAY
from tests.features.drivers import ServicesDoor
from tests.features.english import CHINESE, Reader, chinese_in, chinese_on_diagram, quoted_on
from tests.features.people import DESKS, accounts
from tests.features.world import OFFICER, World

if TYPE_CHECKING:
    from collections.abc import Generator

    from flask import Flask

    from server.domain.process import Model, Sources
    from server.domain.work import WorkItem
    from tests.features.county import FoundedCounty
    from tests.page import Page

LATE = timedelta(days=9)
"""After this long every rung of the ladder was climbed."""
PHOTO = "现场.jpg"
WAY_BACK = "中文"
TYPED = "What people typed in."
DETOURS: tuple[tuple[str, dict[str, Any], str | None], ...] = (
    ("领导签发", usual.RETURNED, None),
    ("分类派单", usual.SENT_BACK, None),
    ("研判受领", usual.OBJECTION, None),
    ("异议裁决", {}, "改派"),
    ("现场核验", {}, "未解决"),
    ("现场核验", {}, "未解决"),
    ("裁定如何处理", {"planDate": "2026-03-20"}, "结案"),
)
"""What is done otherwise than usual, so that the whistle comes by every step there is."""
PLACES = ("/inbox", "/inbox?due=late", "/done", "/mine", "/notices", "/start", "/processes")
ALONE = ("/sign-in", "/nowhere", "/api/v1/docs")


@dataclass(slots=True)
class Walk:
    """A walk over pages: what was read, and what of it was Chinese."""

    world: World
    application: Flask
    steps: set[str] = field(default_factory=set)
    found: dict[str, set[str]] = field(default_factory=dict)

    def read(self, login: str, address: str, **fields: Any) -> Page:
        """Somebody reads a page; what is wrong with it is kept, to be told at the end."""
        page = Reader(self.application, login).open(address, **fields)
        quoted = quoted_on(page) - self.law - {WAY_BACK}
        wrong = [*chinese_in(page, self.typed), *(f"marked as Chinese: {one}" for one in quoted)]
        self._note(f"{login} {address}", wrong)
        return page

    def read_step(self, item: WorkItem) -> None:
        """The inbox, the work, and the case of somebody who is to do a step, the first time."""
        if item.element not in self.steps:
            self.steps.add(item.element)
            for address in ("/inbox", f"/work/{item.id}", f"/cases/{item.root}"):
                self.read(login_of(item), address)

    def read_viewed(self, login: str) -> None:
        """What the script of the case page fetches to draw."""
        address = f"/cases/{self.world.root}/diagram"
        self._note(address, chinese_on_diagram(Reader(self.application, login).file(address)))

    def _note(self, place: str, wrong: list[str]) -> None:
        if wrong:
            place = re.sub(r"[0-9a-f-]{36}", "…", place)
            self.found.setdefault(place, set()).update(wrong)

    @property
    def typed(self) -> tuple[str, ...]:
        """What people typed that is Chinese: the title joins its parts by a Chinese colon."""
        return (f"{TYPED}：{TYPED}", PHOTO)

    @property
    def law(self) -> set[str]:
        """The law as the processes quote it."""
        steps = {step.law for step in self.model.steps.values()}
        tools = self.world.tools
        with tools.unit() as unit:
            every = [tools.shelf.sources(unit, one.id) for one in unit.processes.all_newest()]
        return steps | {"；".join(sources.law) for sources in every}

    @property
    def model(self) -> Model:
        """What the diagram of the whistle asks for."""
        with self.world.tools.unit() as unit:
            (version,) = [one for one in unit.processes.all_newest() if one.key == "whistle"]
        return self.world.tools.engine.learn(version.id, self.sources)

    @property
    def sources(self) -> Sources:
        """What the whistle is made of."""
        with self.world.tools.unit() as unit:
            (version,) = [one for one in unit.processes.all_newest() if one.key == "whistle"]
            return self.world.tools.shelf.sources(unit, version.id)


@pytest.fixture
def walk(
    county: FoundedCounty, application: Flask, monkeypatch: pytest.MonkeyPatch
) -> Generator[Walk]:
    """Give a county whose people type English."""
    for name in ("ORDER", "ANSWERS", "MORE_OF_KIND"):
        monkeypatch.setattr(usual, name, in_english(getattr(usual, name)))
    clock = HandClock(NINE_ON_TUESDAY)
    with county.copy() as database, county.intruder() as intruder:
        tools = county.tools_over(database, clock)
        application.extensions[TOOLS] = tools
        hands = ServicesDoor(tools)
        world = World(door=hands, hands=hands, tools=tools, clock=clock, intruder=intruder)
        yield Walk(world=world, application=application)


def in_english(typed: Any) -> Any:
    """The same answers, where people typed Chinese in English."""
    if isinstance(typed, dict):
        return {name: in_english(value) for name, value in typed.items()}
    return TYPED if isinstance(typed, str) and CHINESE.search(typed) else typed


def login_of(item: WorkItem) -> str:
    return accounts()[DESKS[item.body, item.role]]


def play(walk: Walk) -> None:
    """A hard whistle by way of every step, read before each one is done the first time."""
    world, detours = walk.world, deque(DETOURS)
    world.raise_whistle(OFFICER, "攻坚哨")
    while items := world.open_items():
        item = items[0]
        walk.read_step(item)
        if item.name == "到场报到" and "urge" not in walk.steps:
            world.pass_to(world.clock.moment + LATE)
            item = next(one for one in world.open_items() if one.element == "urge")
            walk.read_step(item)
        changes: dict[str, Any] = {}
        choice = usual.CHOICES.get(item.name)
        if detours and detours[0][0] == item.name:
            _, changes, choice = detours.popleft()
        world.do_offered(item, in_english(changes), choice)


@pytest.mark.slow
def test_every_page_of_a_whistle_is_english_for_who_reads_english(walk: Walk) -> None:
    play(walk)

    assert walk.steps == set(walk.model.steps)
    for login in sorted({*(accounts()[who] for who in DESKS.values()), "zjj.head", "cmd.head"}):
        for address in PLACES:
            walk.read(login, address)
    walk.read("sfj.supervisor", "/cases")
    for login in ("sfj.supervisor", "buguan.officer"):
        walk.read(login, f"/cases/{walk.world.root}")
        walk.read_viewed(login)

    assert not walk.found


def test_every_other_page_is_english_for_who_reads_english(walk: Walk) -> None:
    for address in (*PLACES, *ALONE, "/start/whistle", "/start/bench_four_tasks"):
        walk.read("buguan.officer", address)
    with walk.world.tools.unit() as unit:
        kinds = {body.kind: body.id for body in unit.people.bodies()}
    for body in kinds.values():
        walk.read("buguan.officer", f"/organisation?body={body}")

    assert not walk.found


def test_what_is_refused_is_refused_in_english(walk: Walk) -> None:
    walk.world.play_until("日常哨", "核对哨单", [])
    item = walk.world.item(OFFICER, "核对哨单")
    walk.world.claim("部官镇执法员乙", "核对哨单")

    seen = walk.read("buguan.officer", f"/work/{item.id}")
    taken = walk.read("buguan.officer", f"/work/{item.id}/claim", idempotency_key="k1")
    wrong = walk.read("buguan.officer2", f"/work/{item.id}", checkDecision="", revision="")
    unready = walk.read("buguan.officer", "/start/whistle", subject="", revision="1")
    foreign = walk.read("zrzy.handler", f"/work/{item.id}")

    assert "Shen Ligui has this work" in seen.text
    assert "Shen Ligui signed for this work" in taken.text
    assert [page.status for page in (taken, wrong, unready, foreign)] == [409, 422, 422, 404]
    assert not walk.found


def test_a_chinese_name_that_slips_in_is_found(walk: Walk) -> None:
    walk.world.play_until("日常哨", "核对哨单", [])
    walk.world.intruder.execute("DELETE FROM english_words WHERE element = 'check'")

    walk.read("buguan.officer", "/inbox")

    assert walk.found == {"buguan.officer /inbox": {"核对哨单"}}
