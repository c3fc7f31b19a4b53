"""Rules of ``duty``: what a step is, seen by the law, and that the process can keep apart what must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.separation import BY_ROLE, DUTIES, SEPARATIONS, Duty, apart_from, duty_named
from server.engine.names import local, properties
from server.engine.offering import seat_of
from server.engine.rules_flows import PERSONAL
from server.engine.starting import begun_by_hand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from server.domain.process import LaneSeat, Sources
    from server.engine.findings import Findings
    from server.engine.sheet import Sheet


def duty_of(said: Mapping[str, str], seat: LaneSeat | None) -> Duty | None:
    """What a step says that it is, or else what the function of its desk is there for.

    A version from before the word meant anything may say what is none.
    """
    return duty_named(said.get("duty", "")) or (BY_ROLE.get(seat.role) if seat else None)


def start_duty(sheet: Sheet) -> Duty | None:
    """What whoever starts a case has done by it."""
    starts = begun_by_hand(sheet, sheet.process)
    return next((duty_of(properties(sheet.nodes[key]), None) for key in starts), None)


def check_duties(sheet: Sheet, sources: Sources, findings: Findings) -> None:
    """Refuses duties that are none, that contradict each other, and those that look at nobody's work."""
    steps = dict(_steps(sheet, sources))
    there = {duty for duty, _ in steps.values()} | {start_duty(sheet)}
    for key, node in sheet.nodes.items():
        _check_said(sheet, key, findings)
        if key in steps:
            _check_role(node, *steps[key], findings)
            _check_counterpart(node, steps[key][0], there, findings)
            _check_bodies(node, steps[key], steps, findings)


def _steps(sheet: Sheet, sources: Sources) -> Iterator[tuple[str, tuple[Duty, LaneSeat | None]]]:
    """The steps that have a duty, each with its desk."""
    for key, node in sheet.nodes.items():
        if local(node) in PERSONAL:
            said = properties(node)
            seat = seat_of(said, sources.lanes.get(sheet.lane(key)))
            duty = duty_of(said, seat)
            if duty is not None:
                yield key, (duty, seat)


def _check_said(sheet: Sheet, key: str, findings: Findings) -> None:
    node = sheet.nodes[key]
    text = properties(node).get("duty")
    if text is None:
        return
    begins = key in begun_by_hand(sheet, sheet.process)
    if local(node) not in PERSONAL and not begins:
        findings.add(
            node,
            "duty 只用于人工任务和由人发起的开始事件。请删除。",
            "duty is for tasks of persons, and for the start event of a case that somebody starts. Remove it.",
        )
    elif duty_named(text) is None:
        known = "、".join(f"{duty}（{DUTIES[duty][0]}）" for duty in Duty)
        findings.add(
            node,
            f"没有职责“{text}”（duty）。可用：{known}。请改正。",
            f"There is no duty {text!r}. There are {', '.join(Duty)}. Correct it.",
        )


def _check_role(node: _Element, duty: Duty, seat: LaneSeat | None, findings: Findings) -> None:
    """Who is there for one duty is given none that is kept apart from it."""
    own = BY_ROLE.get(seat.role) if seat else None
    separation = apart_from(own).get(duty)
    if seat is not None and own is not None and separation is not None:
        (zh, en), (other, other_en) = DUTIES[own], DUTIES[duty]
        findings.add(
            node,
            f"岗位职能“{seat.role}”的职责是{zh}，不得兼任{other}（{separation.source[0]}）。请交由其他岗位办理。",
            f"The role {seat.role!r} is there for {en}, and may not have {other_en} too "
            f"({separation.source[1]}). Give the step to another role.",
        )


def _check_counterpart(
    node: _Element, duty: Duty, there: set[Duty | None], findings: Findings
) -> None:
    """Whose work a duty looks at has to be known, or else nothing keeps the two apart."""
    looked_at = [one for one in SEPARATIONS if one.second is duty and not one.of_bodies]
    if not looked_at or "distinct_from" in properties(node):
        return
    if there.isdisjoint(one.first for one in looked_at):
        zh, en = DUTIES[duty]
        first = looked_at[0]
        other, other_en = DUTIES[first.first]
        findings.add(
            node,
            f"本环节是{zh}，须与{other}分由两人办理（{first.source[0]}），但流程没有写明哪一步是{other}。"
            f"请在该任务或开始事件上写 duty 为 {first.first}，或在本环节写 distinct_from。",
            f"This step is {en}, to be kept apart from {other_en} ({first.source[1]}), but no step is said "
            f"to be that. Write duty {first.first} on the task or the start event, or distinct_from here.",
        )


def _check_bodies(
    node: _Element,
    step: tuple[Duty, LaneSeat | None],
    steps: Mapping[str, tuple[Duty, LaneSeat | None]],
    findings: Findings,
) -> None:
    """Two duties that bodies are kept apart by are not given to one and the same body."""
    duty, seat = step
    for other, separation in apart_from(duty).items():
        is_same = separation.of_bodies and separation.second is duty
        if (
            is_same
            and seat
            and any(
                had is other and place and place.org == seat.org for had, place in steps.values()
            )
        ):
            (zh, en), (of, of_en) = DUTIES[duty], DUTIES[other]
            findings.add(
                node,
                f"{zh}与{of}不得由同一单位办理（{separation.source[0]}）。请改正其中一步的单位（org）。",
                f"{en} and {of_en} may not lie with one body ({separation.source[1]}). Correct the body "
                "(org) of one of the two.",
            )
