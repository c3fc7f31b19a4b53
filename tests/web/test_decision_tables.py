"""Decisions as a case took them: read out of DMN, and shown as tables with the rules that matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from server.domain.ids import ProcessKey
from server.domain.people import SYSTEM
from server.services import deploying
from server.services.starting import start_case
from server.web.decision_tables import chain_of
from tests.engine.diagrams import end, extensions, line, node, process, script, start
from tests.engine.diagrams import user as work
from tests.engine.dmn_models import decision, definitions, written
from tests.web.branches import SETTINGS
from tests.web.sample_decisions import FEES

if TYPE_CHECKING:
    from tests.page import Page
    from tests.web.house import House

DRAWN = process(
    start(),
    script("area", "{面积: 86.5}"),
    node("businessRuleTask", "T", said=extensions(e_calledDecisionId="fee"), name="核定规费"),
    work("M", name="答复", org='"zjj"', role="dept_handler"),
    end(),
    line("S", "area", "T", "M", "E"),
    key="fees",
)


def table(*rules: str) -> str:
    rows = "".join(
        f"<rule{at}><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
        for at in rules
    )
    return (
        '<decisionTable hitPolicy="COLLECT" aggregation="SUM"><input><inputExpression><text>x</text>'
        f'</inputExpression></input><output name="y"/>{rows}</decisionTable>'
    )


def test_a_chain_begins_with_what_is_needed_and_ends_with_what_was_asked() -> None:
    chain = chain_of({"fees.dmn": FEES}, "fee")

    assert [(link.name, link.kind) for link in chain.links] == [
        ("等级", "decision"),
        ("每平方米", "businessKnowledgeModel"),
        ("规费", "decision"),
    ]
    assert chain.links[1].expressions == (("", 'if 等级 = "一级" then 12 else 8'),)
    assert chain.links[2].expressions == (("单价", "每平方米(等级)"), ("", "单价 * 面积"))


def test_a_table_is_read_as_it_is_written() -> None:
    [grade] = chain_of({"fees.dmn": FEES}, "等级").links
    [drawn] = grade.tables

    assert drawn.policy == "FIRST"
    assert [(one.label, one.expression) for one in drawn.inputs] == [("占用面积（平方米）", "面积")]
    assert [one.label for one in drawn.outputs] == ["等级"]
    assert [(one.number, one.id, one.tests, one.results, one.note) for one in drawn.rows] == [
        (1, "large", ("> 100",), ('"一级"',), "办法第四条"),
        (2, "small", ("-",), ('"二级"',), "其余情形"),
    ]


def test_rules_that_share_an_id_or_have_none_are_named() -> None:
    model = definitions(decision("d", table(' id="a"', ' id="a"', "")))

    chain = chain_of({"a.dmn": model}, "d")

    assert chain.ambiguous == {"", "a"}
    [drawn] = chain.links[0].tables
    assert drawn.policy == "COLLECT SUM"
    assert drawn.inputs[0].expression == "", "it says no more than the label"


def test_what_an_imported_file_holds_is_part_of_the_chain() -> None:
    base = definitions(decision("b", table(' id="a"')), home="base")
    main = definitions(decision("d", written("b"), "base#b", "gone"), home="main")

    links = chain_of({"b.dmn": base, "a.dmn": main}, "d").links

    assert [link.name for link in links] == ["b", "d"]


def test_parts_without_a_name_are_called_as_dmn_calls_them() -> None:
    def part(kind: str, text: str) -> str:
        return f"<{kind}>{written(text)}</{kind}>"

    choice = f"<conditional>{part('if', 'a')}{part('then', '1')}{part('else', '2')}</conditional>"
    model = definitions(decision("d", choice))

    [link] = chain_of({"a.dmn": model}, "d").links

    assert link.expressions == (("if", "a"), ("then", "1"), ("else", "2"))


def test_a_function_that_calls_itself_is_shown_once() -> None:
    own = '<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>'
    function = f'<businessKnowledgeModel id="f" name="f">{own}</businessKnowledgeModel>'
    model = definitions(function, decision("d", written("f()"), "!f"))

    assert [link.name for link in chain_of({"a.dmn": model}, "d").links] == ["f", "d"]


def test_a_decision_that_no_file_holds_has_no_chain() -> None:
    assert chain_of({}, "d").links == ()


@pytest.fixture
def shown(house: House) -> Page:
    """The decisions of a case, as who started it sees them."""
    files = {
        "process.toml": SETTINGS.format(key="fees").encode(),
        "fees.bpmn": DRAWN,
        "fees.dmn": FEES,
    }
    deploying.deploy(house.tools, SYSTEM, files)
    township = house.actor("buguan.officer")
    case = start_case(house.tools, township, ProcessKey("fees"), {}).case
    browser = house.browser("buguan.officer")
    page = browser.get(f"/cases/{case}")
    return browser.get(page.link("查看决策表"))


def test_the_page_marks_the_rule_that_matched_in_words_too(shown: Page) -> None:
    [hit] = shown.select("tr.hit")
    [given] = shown.select("tr.given")

    assert shown.heading == "决策依据"
    assert hit.get_text(" ", strip=True) == '2 适用 - "二级" 其余情形'
    assert given.get_text(" ", strip=True).startswith("当时输入 86.5")
    assert "结论 规费 692" in shown.text
    assert "单价 * 面积" in shown.text


def test_nobody_else_sees_the_decisions_of_a_case(house: House, shown: Page) -> None:
    address = shown.answer.request.path

    assert house.browser("slj.handler").get(address).status == 404


def test_a_case_without_decisions_says_so(house: House) -> None:
    township = house.actor("buguan.officer")
    case = start_case(house.tools, township, ProcessKey("repair"), {"place": "大桥"}).case

    page = house.browser("buguan.officer").get(f"/cases/{case}/decisions")

    assert "没有用到决策表" in page.text
