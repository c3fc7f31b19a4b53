"""A matter whose answers are signed after their holder, for tests: real engine, real store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from server.domain.acts import Act
from server.domain.asides import AsideKind
from server.domain.people import SYSTEM
from server.domain.work import WorkState
from server.services import acting, asking, drafting, peopling, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from tests.engine.diagrams import line
from tests.forms.form import field, form
from tests.services.drawn import Drawn, desk
from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.ids import ItemId
    from server.domain.people import Actor
    from server.domain.work import WorkItem
    from tests.web.house import House

AGREED, REFUSED = Reply(verdict="agree"), Reply(verdict="disagree", text="金额不对")
FORMS = {"survey/said.json": form(field("number", "said", label="金额"))}
ROW = (desk("A", form="survey/said"), desk("B"), line("S", "A", "B", "E"))
SIGNERS = ("zjj.head", "slj.handler", "buguan.officer2", "buguan.head", "gov.head")
OTHERS = ("cmd.head", "sfj.supervisor")


class Signed(Drawn):
    """Its steps are done by zjj's handler, and signed by whoever is asked."""

    def __init__(self, house: House, *parts: str, **values: Any) -> None:
        super().__init__(house, *(parts or ROW), more=FORMS, **values)
        peopling.set_passwords(house.tools, SYSTEM, dict.fromkeys((*SIGNERS, *OTHERS), PASSWORD))
        self.people = {login: house.actor(login) for login in SIGNERS}

    def fill_in(self, said: Any = 7, element: str = "A", doer: Actor | None = None) -> WorkItem:
        """The handler signs for the work and keeps what they filled in."""
        [item] = self.items(element)
        doer = doer or self.handler
        working.claim(self.tools, doer, item.id)
        drafting.save_draft(self.tools, doer, item.id, {"said": said})
        return item

    def submit(
        self,
        *logins: str,
        element: str = "A",
        doer: Actor | None = None,
        key: str | None = None,
        **given: Any,
    ) -> ItemId:
        """The handler gives in what they kept, to be signed by these."""
        people = tuple(self.people[login].person for login in logins)
        usual: dict[str, Any] = {"people": people, "way": "at_once"}
        [item] = self.items(element)
        self.act(Act.SIGN_AFTER, doer=doer, element=element, key=key, **{**usual, **given})
        return item.id

    def act(
        self,
        act: Act,
        *,
        doer: Actor | None = None,
        element: str = "A",
        key: str | None = None,
        **given: Any,
    ) -> None:
        """The handler, or somebody else, does something with the work."""
        [item] = self.items(element)
        acting.act(self.tools, doer or self.handler, item.id, act, Given(**given), key)

    def asked(self, item: ItemId) -> list[Aside]:
        """Who was asked to sign, in the order in which they were."""
        with self.tools.unit() as unit:
            every = unit.asides.of_item(item)
        return [one for one in every if one.kind is AsideKind.SIGN_AFTER]

    def of(self, login: str, item: ItemId) -> Aside:
        """What somebody was asked last."""
        person = self.people[login].person
        return [one for one in self.asked(item) if one.person == person][-1]

    def sign(self, login: str, item: ItemId, reply: Reply = AGREED) -> None:
        """Somebody signs."""
        asking.answer(self.tools, self.people[login], self.of(login, item).id, reply)

    def now(self, item: ItemId) -> WorkItem:
        """The work as it is."""
        with self.tools.unit() as unit:
            found = unit.work.find(item)
        assert found is not None
        return found

    def draft(self, item: ItemId, whose: Actor | None = None) -> Any:
        """What somebody has typed."""
        person = (whose or self.handler).person
        assert person is not None
        with self.tools.unit() as unit:
            found = unit.work.draft(item, person)
        return found and found[0]

    def is_done(self, item: ItemId) -> bool:
        return self.now(item).state is WorkState.DONE

    def notices(self, login: str) -> str:
        return self.house.browser(login).get("/notices").text
