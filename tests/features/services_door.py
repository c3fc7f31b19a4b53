"""The services called directly, as the web and the shell call them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from server.domain.errors import AnswerWrong, DiagramRefused, Refusal
from server.domain.ids import CaseId, ItemId, ProcessKey
from server.domain.reading import InboxQuery
from server.services import (
    attaching,
    auditing,
    deploying,
    finding,
    looking_back,
    pictures,
    sending,
    signing_in,
    starting,
    tasks,
    working,
)
from server.services.messages import Letter
from tests.features.people import PASSWORD
from tests.features.seen import (
    Completed,
    Happened,
    Paper,
    Refused,
    Seen,
    Started,
    Verified,
    Waiting,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from datetime import datetime
    from uuid import UUID

    from server.domain.people import Actor
    from server.services.tools import Tools

WHISTLE = ProcessKey("whistle")


class ServicesDoor:
    """Calls the services as the person who has signed in."""

    def __init__(self, tools: Tools) -> None:
        """Take the tools."""
        self._tools = tools
        self._sessions: dict[tuple[str, datetime], str] = {}

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
        return [Waiting(step=row.step, due=row.deadline.due) for row in page.rows]

    def paper(self, who: str, item: UUID) -> Paper:
        with refusing():
            page = tasks.task(self._tools, self._actor(who), ItemId(item))
        return Paper(form=json.loads(page.form or b"{}"), values={**page.values})

    def draft(self, who: str, item: UUID) -> bool:
        with refusing():
            return tasks.task(self._tools, self._actor(who), ItemId(item)).draft_at is not None

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

    def complete(
        self, who: str, item: UUID, values: dict[str, Any], choice: str | None, key: str
    ) -> Completed:
        answer = working.Answer(values=values, choice=choice)
        with refusing():
            done = working.complete(self._tools, self._actor(who), ItemId(item), answer, key)
        return Completed(item=done.item, case=done.case)

    def case(self, who: str, case: UUID) -> Seen:
        return self._seen(self._actor(who), case)

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
        return actor

    def _seen(self, actor: Actor, case: UUID) -> Seen:
        with refusing():
            picture = pictures.case(self._tools, actor, CaseId(case))
        return Seen(
            status=picture.status,
            version=picture.version,
            steps=frozenset(holding.step for holding in picture.holdings),
            done=picture.marks.done,
            happenings=tuple(
                Happened(at=one.at, who=one.who, sentence=one.sentence, kind=one.kind)
                for one in picture.happenings
            ),
        )


@contextmanager
def refusing() -> Generator[None]:
    """Say a refusal of the services in the words of the features."""
    try:
        yield
    except Refusal as no:
        fields = [fault.field for fault in no.faults] if isinstance(no, AnswerWrong) else []
        elements = [p.element for p in no.problems] if isinstance(no, DiagramRefused) else []
        raise Refused(no.code, no.sentence("zh"), tuple(fields), tuple(elements)) from no
