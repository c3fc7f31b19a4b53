"""How a piece of work is read: alone, or together with its case that is held."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from server.domain.ids import BodyId, CaseId, ItemId, PersonId, ProcessKey, Token
from server.domain.ladder import Candidate, CandidateState
from server.domain.ports import HeldCase
from server.domain.respite import ExtensionRequest
from server.domain.work import WorkItem, WorkState
from server.store.asides import IS_ASKED_BACK
from server.store.cases import FROM_CASE
from server.store.submissions import submission

COLUMNS = (
    *(
        (f"w.{name}", name)
        for name in (
            *("id", "token", "element", "name", "body", "role", "form", "clock", "state"),
            *("offered_at", "since", "due", "provisional", "holder", "claimed_at", "done_at"),
            *("given_by", "given_from", "urged_at", "opened_at", "behalf", "asides"),
            *("amends", "reruns"),
            *("extended", "extensions", "stopped_at", "rung"),
        )
    ),
    ("coalesce(p.name, '')", "holder_name"),
    ("coalesce(p.name_en, '')", "holder_name_en"),
    ("coalesce(a.name, '')", "behalf_name"),
    ("coalesce(a.name_en, '')", "behalf_name_en"),
    ("CASE WHEN x.item IS NOT NULL THEN row_to_json(x) END", "request"),
    ("CASE WHEN u.item IS NOT NULL THEN row_to_json(u) END", "submission"),
    (f"w.state IN ('done', 'returned') AND EXISTS ({IS_ASKED_BACK})", "asked_back"),
    ("k.office", "office"),
    ("k.state", "candidate"),
)
PERSONS = """LEFT JOIN persons p ON p.id = w.holder LEFT JOIN persons a ON a.id = w.behalf
  LEFT JOIN extension_requests x ON x.item = w.id LEFT JOIN submissions u ON u.item = w.id
  LEFT JOIN candidates k ON k.item = w.id"""
"""Who holds it, for whom, who asks for more time, what was given in to be signed, whether it may be circulated."""
ITEM = f"""{", ".join(f"{read} AS {name}" for read, name in COLUMNS)}, w.case_id, c.root, (
    SELECT v.process FROM cases r JOIN versions v ON v.id = r.version WHERE r.id = c.root
  ) AS process, (SELECT s.status = 'suspended' FROM cases s WHERE s.id = c.root) AS stands_still"""  # noqa: S608  # texts of ours
HELD_ITEM = f"""{", ".join(f"{read} AS item_{name}" for read, name in COLUMNS)},
  (SELECT m.process FROM versions m WHERE m.id = r.version) AS item_process"""  # noqa: S608  # texts of ours
FROM_HELD_ITEM = f"{FROM_CASE} JOIN work_items w ON w.case_id = c.id {PERSONS}"


def work_item(row: Any) -> WorkItem:
    """A row read by ``ITEM`` as the services know it."""
    whose = {"case": CaseId(row.case_id), "root": CaseId(row.root)}
    return _item(lambda name: getattr(row, name), stands_still=row.stands_still, **whose)


def held_item(row: Any, case: HeldCase) -> WorkItem:
    """A row read by ``HELD_ITEM``, of a case that is held."""
    whose = {"case": case.id, "root": case.root}
    still = case.standstill is not None
    return _item(lambda name: getattr(row, f"item_{name}"), stands_still=still, **whose)


def _item(
    read: Callable[[str], Any], *, case: CaseId, root: CaseId, stands_still: bool
) -> WorkItem:
    return WorkItem(
        id=ItemId(read("id")),
        case=case,
        root=root,
        token=Token(read("token")),
        element=read("element"),
        name=read("name"),
        body=BodyId(read("body")),
        role=read("role"),
        form=read("form"),
        clock=read("clock"),
        state=WorkState(read("state")),
        offered_at=read("offered_at"),
        since=read("since"),
        due=read("due"),
        provisional=read("provisional"),
        holder=_person(read("holder")),
        holder_name=read("holder_name"),
        holder_name_en=read("holder_name_en"),
        claimed_at=read("claimed_at"),
        done_at=read("done_at"),
        given_by=_person(read("given_by")),
        given_from=_person(read("given_from")),
        urged_at=read("urged_at"),
        opened_at=read("opened_at"),
        behalf=_person(read("behalf")),
        behalf_name=read("behalf_name"),
        behalf_name_en=read("behalf_name_en"),
        process=ProcessKey(read("process")),
        asides=read("asides"),
        amends=None if read("amends") is None else ItemId(read("amends")),
        reruns=read("reruns"),
        extended=read("extended"),
        extensions=read("extensions"),
        stopped_at=read("stopped_at"),
        rung=read("rung"),
        request=_request(read("request")),
        submission=submission(read("submission")),
        asked_back=read("asked_back"),
        candidate=_candidate(read("office"), read("candidate")),
        stands_still=stands_still,
    )


def _person(person: Any) -> PersonId | None:
    return None if person is None else PersonId(person)


def _candidate(office: str | None, state: str | None) -> Candidate | None:
    if office is None or state is None:
        return None
    return Candidate(office=BodyId(office), state=CandidateState(state))


def _request(asked: Any) -> ExtensionRequest | None:
    if asked is None:
        return None
    person, body = PersonId(UUID(asked.pop("person"))), BodyId(asked.pop("body"))
    del asked["item"]
    return ExtensionRequest(person=person, body=body, **asked)
