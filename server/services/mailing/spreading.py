"""Put down who gets a notice by mail, and when: one act for all notices of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.county_time import day_of
from server.domain.mailing import due
from server.domain.notice_groups import group_of
from server.services.repeating import again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from server.domain.ids import NoticeId
    from server.services.tools import Tools


@again
def spread(tools: Tools, notices: Sequence[NoticeId]) -> int:
    """Puts these notices down for whoever wants them by mail; again it changes nothing.

    Gives for how many persons and notices.
    """
    with tools.unit() as unit:
        calendar = tools.shelf.county(unit).calendar
        now = tools.clock.now()
        wanted = [
            (told, due(told.choice, now, calendar))
            for told in unit.mails.told(notices, day_of(now))
            if told.choice.address and group_of(told.kind) in told.choice.groups
        ]
        if wanted:
            unit.mails.put(wanted)
            unit.commit()
    return len(wanted)
