"""Ask somebody beside the work: 抄送, 传阅, 征求意见, 委派 and 加签 differ in what they want and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.asides import AsideKind
from server.domain.errors import AnswerWrong, Fault
from server.domain.reading import ActOption, Asks, Question
from server.services.acts.addressees import bodies, chosen, order, persons
from server.services.asides import beside

if TYPE_CHECKING:
    from datetime import datetime

    from server.domain.ports import HeldCase
    from server.domain.values import Words
    from server.services.acts.scene import Given, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to ask."""

    kind: AsideKind
    blocks: bool
    value: str = ""
    """Empty where there is but one."""
    words: Words = ("", "")
    in_turn: bool = False
    """Whether each is asked once those before them have answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One act that asks others: whom, what for, until when, and whether the work waits."""

    ways: tuple[Way, ...]
    text: Words
    foreseen: tuple[Words, ...]
    outside: bool = True
    """Whether somebody of another body may be asked."""
    wants_text: bool = False

    def ask(self, scene: Scene) -> tuple[Question, ...]:
        """Whom, in which way, what, and until when."""
        others = (bodies(scene),) if self.outside else ()
        text, text_en = self.text
        return (
            persons(scene, outside=self.outside),
            *others,
            *self._way(),
            *((order(),) if any(way.in_turn for way in self.ways) else ()),
            Question(asks=Asks.TEXT, name=text, name_en=text_en, is_required=self.wants_text),
            Question(asks=Asks.UNTIL, name="期限", name_en="Until", is_required=False),
        )

    def _way(self) -> tuple[Question, ...]:
        if len(self.ways) == 1:
            return ()
        options = tuple(
            ActOption(value=way.value, name=way.words[0], name_en=way.words[1]) for way in self.ways
        )
        return (Question(asks=Asks.WAY, name="方式", name_en="How", options=options),)

    def foresee(self, _scene: Scene) -> tuple[Words, ...]:
        """What they see and may do, and whether the work waits for them."""
        return (*self.foreseen, _SEEN)

    def do(self, scene: Scene, held: HeldCase, given: Given) -> None:
        """Asks each of them."""
        [way] = [way for way in self.ways if way.value == given.way]
        whom, due = chosen(scene, given, way.kind), due_of(scene, given)
        digest, record = scene.kept(given.text), scene.run.record
        waits = way.in_turn and any(
            one.kind is way.kind and one.is_pending for one in beside(scene.unit, scene.item)
        )
        for number, (person, body, role) in enumerate(whom):
            opened = f.AsideOpened(
                aside=record.tools.ids.new(),
                item=scene.item.id,
                kind=way.kind,
                blocks=way.blocks,
                name=scene.item.name,
                person=person,
                body=body,
                role=role,
                due=due,
                digest=digest,
                later=way.in_turn and (waits or number > 0),
            )
            record.of_case(held, opened)


def due_of(scene: Scene, given: Given) -> datetime | None:
    """When the day ends that was named; refused with ``AnswerWrong`` when it is over."""
    if given.until is None:
        return None
    if given.until < scene.today:
        late = Fault(
            field=Asks.UNTIL,
            zh="期限不能早于今天。",
            en="It can't be before today.",
        )
        raise AnswerWrong([late])
    return scene.county.calendar.close_of(given.until)


_SEEN: Words = (
    "对方会收到提醒，只能查看本环节的表单和材料，不能代为办理。",
    "They are told, and see the form and the files of this step; they can't do the work for you.",
)
_FREE: Words = (
    "不影响办结，也不改变时限。",
    "The work does not wait for it, and no deadline moves.",
)
_WAITS: Words = (
    "对方答复之前，此项工作不能办结；可以随时撤回。",
    "The work can't be completed before they answer; you can call it off at any time.",
)
_TURNS: Words = (
    "依次签署的，先前被请的前加签人都答复之后才轮到下一人，无论同意与否；没有轮到的人还不知道此事。",
    "In turn, the next is asked once all signers who were asked before have answered, whatever they say; until then they know of nothing.",
)
_LOCKED: Words = (
    "答复提交后不能更改，由您参考后办理。",
    "An answer is locked once it is given; what you do with it is up to you.",
)

COPYING = Asking(
    ways=(Way(kind=AsideKind.COPY, blocks=False),),
    text=("附言", "Message"),
    foreseen=(_FREE,),
)
CIRCULATING = Asking(
    ways=(Way(kind=AsideKind.CIRCULATE, blocks=False),),
    text=("传阅说明", "What it is about"),
    foreseen=(
        (
            "逐人登记是否已阅，可以附阅示意见；工作办结后仍可阅读。",
            "Each says when they have read it, with a remark if they like, even after the work is done.",
        ),
        _FREE,
    ),
)
CONSULTING = Asking(
    ways=(
        Way(
            kind=AsideKind.CONSULT,
            blocks=True,
            value="wait",
            words=("收到全部答复后才能办结", "The work waits for every answer"),
        ),
        Way(
            kind=AsideKind.CONSULT,
            blocks=False,
            value="go_on",
            words=(
                "不影响办结，办结时未答复的自动撤回",
                "The work goes on; what is open then is called off",
            ),
        ),
    ),
    text=("征求意见的内容", "What is asked"),
    foreseen=(_LOCKED,),
    wants_text=True,
)
DELEGATING = Asking(
    ways=(Way(kind=AsideKind.DELEGATE, blocks=True),),
    text=("委派事项", "What is to be prepared"),
    foreseen=(
        (
            "工作仍由您经办；对方答复后，由您核对并办结。",
            "The work stays yours: they answer, you look it over and complete it.",
        ),
        _WAITS,
    ),
    outside=False,
    wants_text=True,
)
ADDING_SIGNERS = Asking(
    ways=(
        Way(
            kind=AsideKind.SIGN_BEFORE,
            blocks=True,
            value="before",
            words=("前加签：对方先签署意见，再由我办理", "Before me: they sign, then I go on"),
        ),
        Way(
            kind=AsideKind.SIGN_BEFORE,
            blocks=True,
            value="before_in_turn",
            words=(
                "依次前加签：对方按排定的先后逐一签署，再由我办理；没有排的，先人员、后单位，按列出的先后",
                "Before me, one after the other as they are put in order; else persons first, then bodies, as listed",
            ),
            in_turn=True,
        ),
        Way(
            kind=AsideKind.SIGN_BESIDE,
            blocks=True,
            value="beside",
            words=("并加签：对方与我并列签署意见", "Beside me: their signature counts as mine"),
        ),
    ),
    text=("加签说明", "What to sign"),
    foreseen=(_WAITS, _TURNS, _LOCKED),
)
