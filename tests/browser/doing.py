"""What tests of a living house do in a browser, and how they look at what the server has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.facts import WorkCompleted

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from server.domain.facts import Fact
    from tests.web.house import House, Program

ME, TYPED, MORE = "zjj.handler", "已更换井盖", "已更换井盖，并加装防坠网"
ON_THIS_DEVICE = "网络中断，已存在本机。"
_TYPED = """(async () => {
    const base = await new Promise((done) => { const asked = indexedDB.open('muster'); asked.onsuccess = () => done(asked.result); });
    const rows = await new Promise((done) => { const asked = base.transaction('typed').objectStore('typed').getAll(); asked.onsuccess = () => done(asked.result); });
    base.close();
    return rows.map((row) => [row.values.result ?? null, row.sent]); })"""
_UNTIL = f"""async (wanted) => {{
    const last = performance.now() + 10000;
    for (;;) {{
        const rows = await {_TYPED}();
        if (wanted ? JSON.stringify(rows) === JSON.stringify(wanted) : rows.length) return;
        if (performance.now() > last) throw new Error(`kept: ${{JSON.stringify(rows)}}`);
        await new Promise((done) => setTimeout(done, 20));
    }} }}"""


def lose(route: Route) -> None:
    """The server has it, and its answer doesn't arrive."""
    route.fetch()
    route.abort()


def result(page: Page) -> Locator:
    return page.get_by_label("结果")


def draft(program: Program, work: str) -> Any:
    return (
        program.get(f"/work-items/{work.rsplit('/', maxsplit=1)[-1]}")
        .get_json()["values"]
        .get("result")
    )


def type_in(page: Page, words: str = TYPED) -> None:
    result(page).fill(words)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="办结").click()


def completions(house: House) -> int:
    """How often the journal says that work was done."""
    return sum(isinstance(fact, WorkCompleted) for fact in facts_of(house))


def facts_of(house: House) -> list[Fact]:
    """All that the journal says."""
    with house.tools.unit() as unit:
        return [
            fact
            for subject in unit.journal.subjects()
            for entry in unit.journal.entries(subject)
            for fact in entry.facts
        ]


def kept_on_device(page: Page) -> list[list[Any]]:
    """What was typed and lies on this device: the result that it says, and whether the server has it."""
    rows: list[list[Any]] = page.evaluate(f"{_TYPED}()")
    return rows


def until_kept(page: Page, rows: list[list[Any]] | None = None) -> None:
    """Waits until this device keeps just these, or anything at all.

    The page waits itself: ``wait_for_function`` takes the promise of an answer for a yes.
    """
    page.evaluate(_UNTIL, rows)
