"""A small process for the web's tests: a township asks, a department answers and decides."""

from __future__ import annotations

from tests.engine.diagrams import end, flow, node, process, start, user
from tests.forms.form import field, form, hidden_when

SETTINGS = """
key = "repair"
title = "井盖维修"
title_en = "Manhole repair"
owner = "command_centre"
number = "JG"
starter = ["township_officer"]
start_form = "repair/order"
title_value = "place"
law = ["城市道路管理条例 第二十三条"]
"""
ORDER = form(
    field(key="place", label="地点", validate={"required": True, "maxLength": 50}),
    field("number", key="count", label="数量", validate={"min": 1}),
    schemaVersion=19,
)
REPORT = form(
    field(key="result", label="结果", validate={"required": True}),
    field(key="why", label="原因", validate={"required": True}, **hidden_when("count < 3")),
    field("filepicker", key="photos", label="照片", multiple=True),
    schemaVersion=19,
)
DIAGRAM = process(
    start(),
    flow("S", "report"),
    user("report", name="处置", org='"zjj"', role="dept_handler", form="repair/report"),
    flow("report", "decided"),
    node("exclusiveGateway", "decided"),
    flow("decided", "E", name="办结"),
    flow("decided", "E2", name="不予受理"),
    end(),
    end("E2"),
    key="repair",
)
FILES = {
    "process.toml": SETTINGS.encode(),
    "repair.bpmn": DIAGRAM,
    "repair/order.json": ORDER,
    "repair/report.json": REPORT,
}
