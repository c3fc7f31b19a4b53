"""What the facts about who stands in for whom do to the tables in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from server.domain import facts as f
from server.domain.ids import BodyId, ItemId, PersonId, PostId, ProcessKey, SubstitutionId
from server.domain.substitution import Substitution

if TYPE_CHECKING:
    from collections.abc import Callable

    from server.domain.journal import Entry
    from tests.fakes.state import State


def _made(state: State, _entry: Entry, fact: f.SubstitutionMade) -> None:
    state.substitutions[SubstitutionId(fact.substitution)] = Substitution(
        id=SubstitutionId(fact.substitution),
        absent=PersonId(fact.absent),
        post=PostId(fact.post),
        substitute=PersonId(fact.substitute),
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        processes=frozenset(map(ProcessKey, fact.processes)),
    )


def _ended(state: State, _entry: Entry, fact: f.SubstitutionEnded) -> None:
    del state.substitutions[SubstitutionId(fact.substitution)]


def _acted_for(state: State, _entry: Entry, fact: f.ActedFor) -> None:
    if fact.item is not None:
        item, absent = ItemId(fact.item), PersonId(fact.absent)
        name, name_en = state.names_of(absent)
        named = {"behalf": absent, "behalf_name": name, "behalf_name_en": name_en}
        state.items[item] = replace(state.items[item], **named)  # type: ignore[arg-type]


def _found(state: State, entry: Entry, fact: f.VacancyFound) -> None:
    state.vacancies[BodyId(fact.body), fact.role] = entry.at


def _filled(state: State, _entry: Entry, fact: f.VacancyFilled) -> None:
    del state.vacancies[BodyId(fact.body), fact.role]


def _registered(_state: State, _entry: Entry, _fact: f.CertificateRegistered) -> None:
    """Its particulars come by the book."""


def _ending(state: State, _entry: Entry, fact: f.CertificateEnding) -> None:
    state.told_of[fact.certificate] = fact.valid_to


def _mail_chosen(_state: State, _entry: Entry, _fact: f.MailChosen) -> None:
    """Nobody gets mail in memory: mail is tested over a real database."""


def _feed(_state: State, _entry: Entry, _fact: f.FeedMade | f.FeedRevoked) -> None:
    """Nobody subscribes in memory: calendars are tested over a real database."""


PEOPLE: dict[type[f.Fact], Callable[[State, Entry, Any], None]] = {
    f.SubstitutionMade: _made,
    f.SubstitutionEnded: _ended,
    f.ActedFor: _acted_for,
    f.MailChosen: _mail_chosen,
    f.FeedMade: _feed,
    f.FeedRevoked: _feed,
    f.VacancyFound: _found,
    f.VacancyFilled: _filled,
    f.CertificateRegistered: _registered,
    f.CertificateEnding: _ending,
}
