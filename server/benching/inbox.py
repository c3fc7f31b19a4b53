"""What the inbox and searches cost where a million pieces of work are open.

Processor time, as in the rest of the benchmark: neighbours on the same cores change it least.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from server import wiring
from server.benching.client import PROCESS, Client
from server.benching.crowding import fill
from server.benching.figures import Figure, Met
from server.benching.house import LOGIN, House, furnished, serving
from server.benching.processor import seconds_of
from server.domain.access import Claim, parts_of
from server.domain.county_time import day_of
from server.domain.people import SYSTEM
from server.domain.reading import InboxPage, InboxQuery
from server.domain.reading.asking import asked_by
from server.services import recounting
from server.services.months import due_month
from server.services.tools import Tools

WARM = 8
TIMES = 40
DEEP = 100
PAGE = (5.0, 0.5)
SEARCH = (50.0, None)
HTTP = (15.0, 3.0)
MONTH = (30.0, None)
"""The calendar lists five times as much as a page of the inbox, under a figure for each day."""
LISTS = {
    "待办 todo": "",
    "待签收 unclaimed": "view=unclaimed",
    "在我手中 with me": "holder=me",
    "本单位 unit": "view=unit",
    "督办 brought before me": "view=climbed",
    "延期审批 more time asked of me": "view=extensions",
    "已超期 late": "due=late",
    "今日到期 due today": "due=today",
    "七日内 within a week": "due=week",
    "不限时 no clock": "due=none",
    "到期日 a day": "since=2020-01-01&until=2020-01-02",
    "流程 process, common": f"process={PROCESS}",
    "流程 process, seldom": "process=seldom",
    "流程 process, none": "process=nothing",
    "环节 step, seldom": f"process={PROCESS}&step=seldom",
    "来文单位 from, common": "from=b7",
    "来文单位 from, seldom": "from=b40",
    "特急 emergency": "urgency=emergency",
    "在他人手中 with others": "holder=others",
    "一个单位 one body": "body=b3",
    "两列 two columns": "cols=subject,location.village",
    "四项 four filters": f"view=unit&process={PROCESS}&due=late&urgency=urgent",
}
PAGES = {
    "已办 done": ("/done", HTTP),
    "我发起 started": ("/mine", HTTP),
    "待阅 asked of me": ("/asides", HTTP),
    "期限日历 calendar": ("/calendar", MONTH),
    "我的期限日历 my calendar": ("/calendar?whose=mine", MONTH),
}
WORDS = {
    "常见 common": "消防",
    "一字常见 one character, common": "治",
    "一字少见 one character, seldom": "渚",
    "少见 seldom": "鼋头渚",
    "编号 number": "0123456",
    "两词 two words": "河道 第99",
    "没有 none": "量子纠缠",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A bar that was missed, and how the database went about it."""

    name: str
    plans: tuple[str, ...]


def measure(
    data: Path, items: int, tick: Callable[[str], None]
) -> tuple[list[Figure], list[Missed]]:
    """Fill a house of its own, then ask for every kind of list, inside and over HTTP."""
    with furnished(data, dict(os.environ)) as house:
        tick("写入 / Filling")
        _reckon(house.tools)
        fill(house.database, items, LOGIN, PROCESS)
        inside = Inside(house, tick)
        inside.lists()
        inside.searches()
        inside.explained.close()
        with serving(house) as (client, server):

            def both() -> float:
                return seconds_of(server) + house.database_seconds()

            return inside.found + _outside(client, both, tick), inside.missed


def _reckon(tools: Tools) -> None:
    """The deadlines are reckoned by the county's papers while there are none: no walk through a million beside what is measured."""
    while walks := [one for one in recounting.progress(tools, SYSTEM) if one.ended_at is None]:
        for walk in walks:
            recounting.recount(tools, walk.kind, walk.name)


class Inside:
    """Asks the views themselves, so that only the database and the way to it are measured."""

    def __init__(self, house: House, tick: Callable[[str], None]) -> None:
        """Ask as the person whose desks are full."""
        self.explained = wiring.explained_views(house.database, house.tools.shelf)
        self.found: list[Figure] = []
        self.missed: list[Missed] = []
        self._tick = tick
        self._seconds = house.database_seconds
        self._tools = house.tools
        self._actor = house.actor()
        self._now = house.tools.clock.now()
        with house.tools.unit() as unit:
            house.tools.shelf.county(unit)

    def lists(self) -> None:
        """Every view, every filter, a page deep down, and the figures."""
        views, actor, now = self.explained.views, self._actor, self._now
        self._take("概况 figures", PAGE, lambda: views.inbox_counts(actor, now))
        self._take("框架 badge", PAGE, lambda: views.badge(actor, now))
        for name, address in LISTS.items():
            self._take(name, PAGE, partial(self._page, asked_by(address)))
        self._take("第百页 page 100", PAGE, partial(self._page, self._deep()))
        self._take("已办 done", PAGE, lambda: views.done_by(actor, None, now))
        self._take("我发起 started", PAGE, lambda: views.started_by(actor, None, now))
        self._take("待阅 asked of me", PAGE, lambda: views.asides(actor, "all", None, now))
        month = day_of(now).replace(day=1)
        for name, mine in (("期限日历 calendar", False), ("我的期限日历 my calendar", True)):
            self._take(name, MONTH, partial(due_month, self._tools, actor, month, mine=mine))
        saved = asked_by("view=unit&due=late")
        self._take("视图计数 a view counted", PAGE, lambda: views.inbox_count(actor, saved, now))

    def searches(self) -> None:
        """Words that many, few and no matters have, for matters and for work."""
        who = parts_of(self._actor)
        for name, words in WORDS.items():
            self._take(f"搜索{name}", SEARCH, partial(self._search, who, words))
            self._take(
                f"待办搜索{name}", SEARCH, partial(self._page, asked_by(f"q={quote(words)}"))
            )
            self._take(f"已办搜索{name}", SEARCH, partial(self._done, words))
            self._take(f"我发起搜索{name}", SEARCH, partial(self._started, words))
        self._take("全县搜索常见 overseer, common", SEARCH, partial(self._search, None, "消防"))

    def _page(self, query: InboxQuery) -> InboxPage:
        return self.explained.views.inbox(self._actor, query, self._now)

    def _search(self, who: tuple[Claim, ...] | None, words: str) -> None:
        self.explained.views.search(who, words, None, self._now)

    def _done(self, words: str) -> None:
        self.explained.views.done_by(self._actor, None, self._now, words)

    def _started(self, words: str) -> None:
        self.explained.views.started_by(self._actor, None, self._now, words)

    def _deep(self) -> InboxQuery:
        query = InboxQuery()
        for _ in range(DEEP):
            query = replace(query, cursor=self._page(query).next)
        return query

    def _take(self, name: str, bars: tuple[float, float | None], act: Callable[[], object]) -> None:
        for _ in range(WARM):
            act()
        before = self._seconds()
        for _ in range(TIMES):
            act()
        spent = (self._seconds() - before) * 1000 / TIMES
        figure = _figure(name, spent, "ms db", bars)
        self.found.append(figure)
        if figure.met is Met.MISSED:
            self.missed.append(Missed(name=name, plans=self.explained.plans(act)))
        self._tick(name)


def _outside(
    client: Client, seconds: Callable[[], float], tick: Callable[[str], None]
) -> list[Figure]:
    """What whole pages cost, server and database together.

    All are asked for before any is measured: a server that has just begun would charge the first with
    what every page needs, and each connection plans a statement anew the first times.
    """
    found = []
    pages = {name: (f"/inbox?{address}", HTTP) for name, address in LISTS.items()} | PAGES
    pages |= {f"搜索{name}": (f"/search?q={quote(words)}", SEARCH) for name, words in WORDS.items()}
    for _ in range(WARM):
        for address, _bars in pages.values():
            client.get(address)
    for name, (address, bars) in pages.items():
        before = seconds()
        for _ in range(TIMES):
            client.get(address)
        spent = (seconds() - before) * 1000 / TIMES
        found.append(_figure(name, spent, "ms http", bars))
        tick(name)
    return found


def _figure(name: str, value: float, unit: str, bars: tuple[float, float | None]) -> Figure:
    zh, _, en = name.partition(" ")
    must, goal = bars
    return Figure(name=f"{unit} {name}", zh=zh, en=en, value=value, unit=unit, must=must, goal=goal)


STEPS = 1 + 2 + len(LISTS) * 2 + 2 + len(PAGES) * 2 + len(WORDS) * 5 + 1
"""How many ticks the whole will give."""
