"""A process that asks many desks at once, and one piece of work after all of them."""

from __future__ import annotations

from tests.engine.diagrams import end, line, many, process, start, user

SETTINGS = """
key = "survey"
title = "征求意见"
title_en = "Survey"
number = "ZQ"
starter = ["township_officer"]
"""
DIAGRAM = process(
    start(),
    user(
        "M",
        many("desks", "desk", into="answers", output="answer"),
        name="答复",
        org='"zjj"',
        role="dept_handler",
    ),
    user("Z", name="汇总", org='"zjj"', role="dept_handler"),
    end(),
    line("S", "M", "Z", "E"),
    key="survey",
)
FILES = {"process.toml": SETTINGS.encode(), "survey.bpmn": DIAGRAM}
