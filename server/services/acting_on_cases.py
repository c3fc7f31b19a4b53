"""Carry out an act on a whole case: as on a piece of work (``acting.py``), with all its branches locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain.reading import ActPage, Asks
from server.domain.rights import allowed, check
from server.domain.work import WorkState
from server.services.acting import check_foreseen, checked, offer_of, questions_of
from server.services.acts.case_standing import STAGES, standings_before, there_for
from server.services.acts.registry import CASE_DEEDS
from server.services.acts.scene import CaseScene
from server.services.auditing import check_sight
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.acts import Act, Standing
    from server.domain.ids import CaseId
    from server.domain.people import Actor
    from server.domain.ports import CaseFile, CaseProposal, HeldCase, Unit
    from server.domain.reading import ActOffer
    from server.services.acts.case_standing import Proposed
    from server.services.acts.scene import Given
    from server.services.tools import Tools


def offers(tools: Tools, actor: Actor, case: CaseId) -> tuple[ActOffer, ...]:
    """The acts that the actor may carry out on the case now; refused with ``NoSuchCase``."""
    root = check_sight(tools, actor, case)
    with tools.unit() as unit:
        scene = _scene(tools, unit, actor, root, {})
    return offers_to(scene.standings, scene.case, _proposed(scene.proposal))


def offers_to(
    standings: frozenset[Standing], case: CaseFile, proposed: Proposed | None
) -> tuple[ActOffer, ...]:
    """The acts that the table of rights allows to who stands so before the case."""
    acts = allowed(standings, STAGES[case.status], there_for(proposed))
    return tuple(offer_of(act) for act in acts)


def _proposed(proposal: CaseProposal | None) -> Proposed | None:
    return (proposal.act, proposal.person) if proposal else None


def look(tools: Tools, actor: Actor, case: CaseId, act: Act) -> ActPage:
    """An act as it is shown before the click; refused as the act itself would be."""
    root = check_sight(tools, actor, case)
    with tools.unit() as unit:
        scene = _scene(tools, unit, actor, root, {})
        check(act, scene.standings, STAGES[scene.case.status])
        deed = CASE_DEEDS[act]
        return ActPage(
            offer=offer_of(act),
            item=None,
            case=root,
            title=scene.case.title,
            number=scene.case.number,
            step="",
            step_en="",
            questions=questions_of(deed, act, scene),
            foreseen=deed.foresee(scene),
        )


def act(  # who does what to what with what, and the request's key
    tools: Tools,
    actor: Actor,
    case: CaseId,
    chosen: Act,
    given: Given,
    request_key: str | None = None,
) -> CaseId:
    """Carries an act out, all or nothing; gives the whole case."""
    root = check_sight(tools, actor, case)
    _act(tools, actor, root, chosen, given, request_key)
    return root


@again
def _act(  # see act
    tools: Tools, actor: Actor, root: CaseId, chosen: Act, given: Given, request_key: str | None
) -> None:
    with tools.unit() as unit:
        what = (chosen, root, *(getattr(given, asks) for asks in Asks))
        request = once(unit, actor, request_key, what)
        if request.answer is not None:
            return
        family = unit.course.hold(root)
        scene = _scene(tools, unit, actor, root, family)
        check(chosen, scene.standings, STAGES[scene.case.status])
        deed = CASE_DEEDS[chosen]
        check_foreseen(deed, chosen, scene, given)
        deed.do(scene, family[root], checked(given, questions_of(deed, chosen, scene)))
        scene.run.record.write()
        request.keep({})
        unit.commit()


def _scene(
    tools: Tools, unit: Unit, actor: Actor, root: CaseId, family: Mapping[CaseId, HeldCase]
) -> CaseScene:
    county, case = tools.shelf.county(unit), unit.cases.find(root)
    items, proposal = unit.work.of_case(root), unit.course.proposal(root)
    return CaseScene(
        run=Run(Record(tools, unit, actor), county),
        actor=actor,
        standings=standings_before(
            case,
            items,
            actor,
            is_party=unit.views.has_part(actor, root),
            proposed=_proposed(proposal),
        ),
        case=case,
        work=tuple(item for item in items if item.state is WorkState.OPEN),
        proposal=proposal,
        family=family,
    )
