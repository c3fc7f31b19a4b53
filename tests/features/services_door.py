"""The services called directly, as the web and the shell call them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from server.domain.ids import AsideId, CaseId, ItemId, PersonId, ProcessKey
from server.domain.reading import InboxQuery
from server.services import (
    acting,
    acting_on_cases,
    asking,
    attaching,
    auditing,
    deploying,
    finding,
    looking_back,
    pictures,
    reckoning,
    sending,
    signing_in,
    signings,
    starting,
    tasks,
    working,
)
from server.services.acts.scene import Given
from server.services.batching import BatchAct, BatchGiven, Many
from server.services.messages import Letter
from server.web.api.speaking import loaded
from server.web.api.taken import GivenIn, given_in
from tests.features.draft_doors import ServicesDrafts
from tests.features.feed_doors import ServicesFeeds
from tests.features.finding_doors import ServicesFinding
from tests.features.mail_doors import ServicesMail
from tests.features.masking_doors import ServicesMasking
from tests.features.people import PASSWORD
from tests.features.refusing import refusing
from tests.features.register_doors import ServicesRegisters
from tests.features.seen import (
    Completed,
    Happened,
    Paper,
    Seen,
    Started,
    Verified,
    Waiting,
)
from tests.features.staffing_doors import ServicesStaffing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from server.domain.people import Actor
    from server.services.tools import Tools

WHISTLE = ProcessKey("whistle")


class ServicesDoor(
    ServicesDrafts,
    ServicesFinding,
    ServicesMail,
    ServicesMasking,
    ServicesRegisters,
    ServicesStaffing,
    ServicesFeeds,
):
    """Calls the services as the person who has signed in."""

    def __init__(self, tools: Tools) -> None:
        """Take the tools."""
        self._tools = tools
        self._sessions: dict[tuple[str, datetime], str] = {}
        self._posts: dict[str, str | None] = {}

    def sign_in(self, who: str, password: str) -> None:
        with refusing():
            session = signing_in.sign_in(self._tools, who, password)
        self._sessions[who, self._tools.clock.now()] = session.secret

    def me(self, who: str) -> str:
        return self._actor(who).login

    def startable(self, who: str) -> list[str]:
        return [card.title for card in finding.startable(self._tools, self._actor(who))]

    def start_paper(self, who: str) -> Paper:
        with refusing():
            page = finding.start_page(self._tools, self._actor(who), WHISTLE)
        return Paper(form=json.loads(page.form or b"{}"), values={**page.values})

    def upload(self, who: str, content: bytes) -> str:
        with refusing():
            row = attaching.keep_for_start(
                self._tools, self._actor(who), WHISTLE, name="现场.jpg", content=content
            )
        return f"doc:{row.document}"

    def start(self, who: str, values: dict[str, Any], key: str) -> Started:
        with refusing():
            begun = starting.start_case(
                self._tools, self._actor(who), WHISTLE, values, request_key=key
            )
        return Started(case=begun.case, number=begun.number)

    def inbox(self, who: str) -> list[Waiting]:
        page = finding.inbox(self._tools, self._actor(who), InboxQuery(limit=100))
        return [
            Waiting(step=row.step, due=row.deadline.due, provisional=row.deadline.provisional)
            for row in page.rows
        ]

    def counted(self, who: str, item: UUID) -> dict[int, str]:
        with refusing():
            found = reckoning.clock_of(self._tools, self._actor(who), ItemId(item))
        return {day.number: day.day.isoformat() for day in found.told.days if day.number}

    def paper(self, who: str, item: UUID) -> Paper:
        with refusing():
            page = tasks.task(self._tools, self._actor(who), ItemId(item))
        return Paper(form=json.loads(page.form or b"{}"), values={**page.values})

    def attach(self, who: str, item: UUID, content: bytes) -> str:
        with refusing():
            row = attaching.attach(
                self._tools, self._actor(who), ItemId(item), name="现场.jpg", content=content
            )
        return f"doc:{row.document}"

    def claim(self, who: str, item: UUID, key: str) -> None:
        with refusing():
            working.claim(self._tools, self._actor(who), ItemId(item), key)

    def give_back(self, who: str, item: UUID, key: str) -> None:
        with refusing():
            working.give_back(self._tools, self._actor(who), ItemId(item), key)

    def act(self, who: str, item: UUID, act: str, given: dict[str, Any], key: str) -> None:
        with refusing():
            handed_in = given_in(loaded(GivenIn, given))
            actor, number = self._actor(who), ItemId(item)
            acting.act(self._tools, actor, number, acting.named(act), handed_in, key)

    def batch(
        self, who: str, act: str, items: list[UUID], people: list[str], key: str
    ) -> list[str]:
        given = BatchGiven(given=Given(people=tuple(PersonId(UUID(each)) for each in people)))
        numbers = tuple(ItemId(item) for item in items)
        with refusing():
            many = Many(self._tools, self._actor(who), BatchAct(act), numbers)
            return [row.refusal.code if row.refusal else "" for row in many.carry_out(given, key)]

    def asked(self, who: str) -> list[str]:
        return [row.step for row in asking.asked_of(self._tools, self._actor(who)).rows]

    def answer(self, who: str, aside: UUID, text: str, verdict: str, key: str) -> None:
        reply = asking.Reply(text=text, verdict=verdict)
        with refusing():
            asking.answer(self._tools, self._actor(who), AsideId(aside), reply, key)

    def read(self, who: str, aside: UUID, key: str) -> None:
        with refusing():
            asking.read(self._tools, self._actor(who), AsideId(aside), asking.Reply(), key)

    def call_off(self, who: str, aside: UUID, key: str) -> None:
        with refusing():
            asking.call_off(self._tools, self._actor(who), AsideId(aside), key)

    def opinions(self, who: str, item: UUID) -> list[str]:
        return [
            one.answer for one in tasks.task(self._tools, self._actor(who), ItemId(item)).asides
        ]

    def act_on_case(self, who: str, case: UUID, act: str, given: dict[str, Any], key: str) -> None:
        with refusing():
            handed_in = given_in(loaded(GivenIn, given))
            actor, number = self._actor(who), CaseId(case)
            acting_on_cases.act(self._tools, actor, number, acting.named(act), handed_in, key)

    def complete(
        self, who: str, item: UUID, values: dict[str, Any], choice: str | None, key: str
    ) -> Completed:
        answer = working.Answer(values=values, choice=choice)
        with refusing():
            done = working.complete(self._tools, self._actor(who), ItemId(item), answer, key)
        return Completed(item=done.item, case=done.case)

    def case(self, who: str, case: UUID) -> Seen:
        return self._seen(self._actor(who), case)

    def signings(self, who: str, case: UUID) -> list[dict[str, Any]]:
        with refusing():
            found = signings.signings(self._tools, self._actor(who), CaseId(case))
        return [asdict(one) for one in found]

    def unsigned_case(self, case: UUID) -> Seen:
        with refusing():
            nobody = signing_in.who_bears(self._tools, "")
        return self._seen(nobody, case)

    def past(self, who: str, case: UUID, moment: datetime) -> frozenset[str]:
        with refusing():
            past = looking_back.past(self._tools, self._actor(who), CaseId(case), moment)
        return frozenset(holding.step for holding in past.holdings)

    def started(self, who: str) -> list[UUID]:
        return [row.case for row in finding.started(self._tools, self._actor(who)).rows]

    def notices(self, who: str) -> list[str]:
        return [row.sentence for row in finding.notices(self._tools, self._actor(who)).rows]

    def versions(self, who: str) -> dict[str, int]:
        del who
        return {card.title: card.version for card in finding.processes(self._tools)}

    def deploy(self, who: str, files: Mapping[str, bytes]) -> int:
        with refusing():
            done = deploying.deploy(self._tools, self._actor(who), files)
        return done.version.number

    def send(self, who: str, name: str) -> None:
        with refusing():
            sending.send_message(self._tools, self._actor(who), Letter(name=name, values={}))

    def act_by(self, who: str, post: str | None) -> None:
        self._posts[who] = None
        with refusing():
            if post is not None:
                signing_in.acting_by(self._actor(who), post)
        self._posts[who] = post

    def why(self, who: str, item: UUID) -> tuple[str, str]:
        with refusing():
            told = tasks.task(self._tools, self._actor(who), ItemId(item)).assignment
        assert told is not None
        return told.post, told.absent

    def verify(self, who: str) -> Verified:
        with refusing():
            verdict = auditing.verify(self._tools, self._actor(who))
        broken = {subject for subject, _ in verdict.broken}
        return Verified(
            is_sound=verdict.is_sound, pointed_at=frozenset(broken | set(verdict.apart))
        )

    def _actor(self, who: str) -> Actor:
        """Who has signed in today; people sign in again whenever time has passed."""
        at = (who, self._tools.clock.now())
        if at not in self._sessions:
            self.sign_in(who, PASSWORD)
        actor = signing_in.who_is(self._tools, self._sessions[at])
        assert actor is not None
        return actor.by(self._posts.get(who))

    def _seen(self, actor: Actor, case: UUID) -> Seen:
        with refusing():
            picture = pictures.case(self._tools, actor, CaseId(case))
        return Seen(
            status=picture.status,
            version=picture.version,
            steps=frozenset(holding.step for holding in picture.holdings),
            done=picture.marks.done,
            hides=picture.hides,
            happenings=tuple(
                Happened(at=one.at, who=one.who, sentence=one.sentence, kind=one.kind)
                for one in picture.happenings
            ),
        )
