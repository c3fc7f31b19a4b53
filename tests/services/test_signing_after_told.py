"""What pages and lists say of work that waits to be signed, and who has a part in it: real engine, real store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.services import asking, attaching, matters
from tests.engine.diagrams import line, many
from tests.services.drawn import desk
from tests.services.signing_after import Signed
from tests.web.journey import PHOTO

if TYPE_CHECKING:
    from tests.web.house import House


@pytest.fixture
def row(house: House) -> Signed:
    """Step A is filled in by its holder."""
    drawn = Signed(house)
    drawn.fill_in()
    return drawn


def test_to_have_signed_gives_no_part_in_the_matter(row: Signed) -> None:
    item = row.submit("slj.handler")
    row.sign("slj.handler", item)

    with row.tools.unit() as unit:
        assert not unit.views.has_part(row.people["slj.handler"], row.case)
        assert unit.views.has_part(row.handler, row.case)
    assert row.is_done(item)


def test_the_last_of_many_to_have_signed_has_no_part_in_what_follows(house: House) -> None:
    asked = desk("M", many("bodies", "body", into="asked", output="body"), form="survey/said")
    drawn = Signed(house, asked, desk("Z"), line("S", "M", "Z", "E"), bodies=["a"])
    drawn.fill_in(element="M")
    item = drawn.submit("slj.handler", element="M")
    drawn.sign("slj.handler", item)

    assert drawn.open == ["Z"]
    with drawn.tools.unit() as unit:
        assert not unit.views.has_part(drawn.people["slj.handler"], drawn.case)


def test_who_gave_it_in_sees_it_whole_and_who_signed_it_does_not(house: House) -> None:
    drawn = Signed(house, desk("A", form="survey/said"), desk("B"), line("S", "A", "B", "E"))
    drawn.fill_in(said=13812345678)
    item = drawn.submit("zjj.head")
    drawn.sign("zjj.head", item)

    [done] = drawn.facts("WorkCompleted")
    with drawn.tools.unit() as unit:
        for actor, is_own in ((drawn.handler, True), (drawn.people["zjj.head"], False)):
            read = matters.read_matter(drawn.tools, actor, unit, drawn.case)
            assert (done["digest"] in read.mask.own) is is_own


def test_who_signs_reads_the_names_of_files_whole_and_who_has_no_part_in_it_does_not(
    row: Signed,
) -> None:
    name = "330102199003071234.jpg"
    attaching.attach(row.tools, row.handler, row.item("A"), name=name, content=PHOTO)
    item = row.submit("zjj.head")
    [aside] = row.asked(item)

    with row.tools.unit() as unit:
        told = matters.read_matter(row.tools, row.people["zjj.head"], unit, row.case)
    asked = asking.page(row.tools, row.people["zjj.head"], aside.id)

    assert [one.name for one in asked.task.documents] == [name]
    assert [one.name for one in told.files] == ["330***********1234.jpg"]


def test_who_would_take_it_back_is_told_who_is_asked_no_more(row: Signed) -> None:
    item = row.submit("zjj.head")

    page = row.house.browser("zjj.handler").get(f"/work/{item}/acts/unsubmit").text

    assert "签署人会收到提醒，不必再签署" in page


def test_the_pages_say_whom_it_waits_for(row: Signed) -> None:
    item = row.submit("zjj.head", text="请审签")
    name = row.of("zjj.head", item).whom[0]

    browser = row.house.browser("zjj.handler")
    assert f"待签署：{name}" in browser.get("/inbox").text
    assert f"待签署：{name}" in browser.get(f"/cases/{row.case}").text
    page = browser.get(f"/work/{item}").text
    assert f"已送签，待 {name} 签署" in page
    signer = row.house.browser("zjj.head")
    asked = signer.get(f"/asides/{row.asked(item)[0].id}").text
    assert "请审签" in asked
    assert "金额 7" in asked
    row.sign("zjj.head", item)
    told = browser.get(f"/cases/{row.case}").text
    assert "已送签" in told
    assert "后加签：同意" in told
