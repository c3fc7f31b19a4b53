"""Random sequences of what people do around one piece of work that others are asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain.acts import Act
from server.domain.asides import AsideKind, AsideState
from server.domain.errors import Refusal
from server.domain.moves import Complete
from server.domain.replay import fold
from server.domain.work import WorkState
from server.services import asking, auditing, working
from server.services.acts.scene import Given
from server.services.asking import Reply
from tests.builders import a_seat, an_admin
from tests.fakes.stage import ended
from tests.services.office import Office, an_office

if TYPE_CHECKING:
    from server.domain.asides import Aside
    from server.domain.people import Actor

ASKS: list[tuple[Act, dict[str, str]]] = [
    (Act.COPY, {}),
    (Act.CIRCULATE, {}),
    (Act.CONSULT, {"way": "wait", "text": "可行吗"}),
    (Act.CONSULT, {"way": "go_on", "text": "可行吗"}),
    (Act.DELEGATE, {"text": "请拟稿"}),
    (Act.ADD_SIGNERS, {"way": "before"}),
    (Act.ADD_SIGNERS, {"way": "before_in_turn"}),
    (Act.ADD_SIGNERS, {"way": "beside"}),
]
PEOPLE = st.integers(0, 3)
MOVES = st.one_of(
    st.tuples(st.just("ask"), PEOPLE, PEOPLE, st.integers(0, len(ASKS) - 1)),
    st.tuples(st.just("ask_many"), PEOPLE, st.sampled_from(["0 1", "1 2", "2 3", "3 1", "2 0"])),
    st.tuples(st.sampled_from(["answer", "read", "call_off"]), PEOPLE, st.integers(0, 9)),
    st.tuples(st.sampled_from(["claim", "give_back", "complete"]), PEOPLE),
    st.tuples(st.just("hand_over"), PEOPLE, PEOPLE),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MOVES, max_size=25))
def test_no_work_is_completed_while_somebody_is_awaited(moves: list[tuple[object, ...]]) -> None:
    office = an_office()
    office.stage.engine.on(Complete, "t1", ended())
    lawyer = office.stage.person(a_seat("sfj", "legal_reviewer"), login="fang")
    people = (office.clerk, office.colleague, office.head, lawyer)
    for move in moves:
        before = open_and_blocking(office)
        was_open = office.stage.state.items[office.item].state is WorkState.OPEN
        try:
            played(office, people, *move)
        except Refusal:
            continue
        is_open = office.stage.state.items[office.item].state is WorkState.OPEN
        if was_open and not is_open:
            assert not before, "completed while somebody was awaited"
    check(office)


def played(office: Office, people: tuple[Actor, ...], what: object, *numbers: object) -> None:
    """One move; an aside that is not there is the first."""
    tools, first = office.stage.tools, int(str(numbers[0]))
    actor = people[first]
    match what:
        case "ask":
            act, given = ASKS[int(str(numbers[2]))]
            person = people[int(str(numbers[1]))].person
            assert person is not None
            office.act(actor, act, Given(people=(person,), **given))  # type: ignore[arg-type]  # texts
        case "ask_many":
            asked_in_turn(office, actor, [people[int(n)] for n in str(numbers[1]).split()])
        case "hand_over":
            office.give(actor, Act.HAND_OVER, people[int(str(numbers[1]))])
        case "claim":
            working.claim(tools, actor, office.item)
        case "give_back":
            working.give_back(tools, actor, office.item)
        case "complete":
            office.stage.done(actor, office.item)
        case _:
            asides = list(office.stage.state.asides.values())
            if asides:
                replied(office, actor, str(what), asides[int(str(numbers[1])) % len(asides)])


def asked_in_turn(office: Office, actor: Actor, whom: list[Actor]) -> None:
    """Several are asked to sign one after the other."""
    persons = tuple(each.person for each in whom if each.person is not None)
    office.act(actor, Act.ADD_SIGNERS, Given(people=persons, way="before_in_turn"))


def replied(office: Office, actor: Actor, what: str, aside: Aside) -> None:
    """What somebody does about what was asked."""
    tools = office.stage.tools
    if what == "call_off":
        asking.call_off(tools, actor, aside.id)
    elif what == "read":
        asking.read(tools, actor, aside.id, Reply())
    else:
        verdict = "agree" if aside.wants_verdict else ""
        asking.answer(tools, actor, aside.id, Reply(text="可", verdict=verdict))


def open_and_blocking(office: Office) -> list[Aside]:
    return [one for one in office.stage.state.asides.values() if one.blocks and one.is_pending]


def check(office: Office) -> None:
    """What holds whatever was done: one end each, nothing waits for an answer to work that is over."""
    state = office.stage.state
    item = state.items[office.item]
    facts = office.stage.facts(item.case)
    ends = [
        fact.aside
        for fact in facts
        if isinstance(fact, f.AsideRead | f.AsideAnswered | f.AsideWithdrawn)
    ]
    assert len(ends) == len(set(ends)), "something was ended twice"
    over = {one.id for one in state.asides.values() if not one.is_pending}
    assert set(ends) == over
    in_turn = [one for one in state.asides.values() if one.kind is AsideKind.SIGN_BEFORE]
    waiting = [one.state for one in in_turn if one.is_pending]
    assert not waiting or waiting[0] is AsideState.OPEN, "nobody's turn came"
    assert item.asides == len(state.asides)
    if item.state is not WorkState.OPEN:
        assert all(one.is_to_read for one in state.asides.values() if one.id not in over)
    with office.stage.tools.unit() as unit:
        assert unit.views.standing(item.case) == fold(facts).standing
    assert auditing.verify(office.stage.tools, an_admin()).is_sound
