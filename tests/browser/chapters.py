"""What there is to see in a county: every page, and the states that it can be in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import chapters_of_county as county
from tests.browser import chapters_of_work as work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.browser.camera import Camera

CHAPTERS: Mapping[Callable[[Camera], None], tuple[str, ...]] = {
    county.entering: ("session.ask", "device.kept", "inbox.page", "api_description.docs"),
    county.starting: (
        "starting.choose",
        "starting.page",
        "county.processes",
        "county.organisation",
        "county.people",
        "inbox.mine",
        "inbox.notices",
    ),
    work.working: ("tasks.page", "tasks.on_paper", "clocks.why", "acts.page"),
    work.asides: ("asides.listed", "asides.page"),
    work.officers: (),
    work.clocks: (
        "clocks.calendar",
        "clocks.urging",
        "clocks.recounts",
        "candidates.page",
        "feeds.page",
    ),
    work.cases: (
        "cases.page",
        "cases.on_paper",
        "cases.decisions",
        "case_acts.page",
        "inbox.oversee",
    ),
    work.returning: ("inbox.done",),
    work.signing_after: (),
    work.asking_back: (),
    work.moving: (),
    work.many_at_once: ("batches.page",),
    work.together: (),
    county.failing: ("incidents.page",),
    county.finding: (
        "inbox.search",
        "views.page",
        "mails.choice",
        "mails.listed",
        "substitutes.page",
    ),
    county.hooks: ("hooks.page",),
    county.administering: (
        "county.separated",
        "registers.page",
        "registers.entry",
        "registers.new",
        "registers.papers",
        "registers.roles_page",
        "proposals.page",
        "proposals.show",
        "sheets.page",
        "leaving.page",
    ),
}
"""The chapters, and the pages (by the view that answers) that each is there to show."""
