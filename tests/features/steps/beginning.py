"""Processes that begin by themselves, and the messages by which they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, when

from server.services import timekeeping
from tests.engine.diagrams import about, end, line, node, process, timer, user
from tests.features.people import accounts
from tests.features.steps.deploying import ADMINISTRATOR
from tests.features.steps.saying import Said, moment

if TYPE_CHECKING:
    from tests.features.world import World

SETTINGS = """key = "intake"
title = "来件登记"
title_en = "Intake"
owner = "command_centre"
"""


def begun_by(definition: str, beside: str = "") -> dict[str, bytes]:
    """A process of one task for the command centre, begun by this."""
    diagram = process(
        node("startEvent", "begin", definition, name="发起"),
        user("enter", name="登记", org="starterBody", role="cmd_officer"),
        end(),
        line("begin", "enter", "E"),
        beside=beside,
        key="intake",
    )
    return {"process.toml": SETTINGS.encode(), "intake.bpmn": diagram}


def begun_by_message(name: str) -> dict[str, bytes]:
    return begun_by(about("message", "m"), f'<bpmn:message id="m" name="{name}"/>')


def deploy(world: World, who: str, files: dict[str, bytes]) -> None:
    world.attempt(lambda: world.door.deploy(accounts()[who], files))
    world.run_jobs()


def send(world: World, who: str, name: str) -> None:
    world.attempt(lambda: world.door.send(accounts()[who], name))


@given(Said("已发布由消息“{name}”发起的流程"))
def _(world: World, name: str) -> None:
    deploy(world, ADMINISTRATOR, begun_by_message(name))


@given(Said("已发布每天“{at}”发起的流程"))
def _(world: World, at: str) -> None:
    cycle = f"R/2026-03-01T{at}:00+08:00/P1D"
    deploy(world, ADMINISTRATOR, begun_by(timer("timeCycle", cycle)))


@given(Said("“{who}”已送来消息“{name}”"))
def _(world: World, who: str, name: str) -> None:
    send(world, who, name)


@when(Said("“{who}”送来消息“{name}”"))
def _(world: World, who: str, name: str) -> None:
    send(world, who, name)


@when(Said("“{who}”发布由消息“{name}”发起的流程"))
def _(world: World, who: str, name: str) -> None:
    deploy(world, who, begun_by_message(name))


@when(Said("系统停到“{at}”才恢复"))
def _(world: World, at: str) -> None:
    world.clock.moment = moment(at)
    for _ in range(3):
        timekeeping.sweep(world.tools)
        world.run_jobs()
