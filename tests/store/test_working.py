"""Pieces of work: on desks, held, done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from server.domain import facts as f
from server.domain.errors import NoSuchWork
from server.domain.ids import DocumentId, ItemId
from server.domain.reading import DocumentRow
from server.domain.work import WorkState
from tests.store.stage import Stage, person_of


def test_offered_work_is_held_with_its_case(stage: Stage) -> None:
    due = stage.now + timedelta(days=1)
    item = stage.work(due=due)

    with stage.unit() as unit:
        held, case = unit.work.hold(item)

    assert (held.id, held.case, held.root) == (item, case.id, case.root)
    assert (held.element, held.name, held.body, held.role) == (
        "report",
        "报到处置",
        "zjj",
        "dept_officer",
    )
    assert (held.state, held.due, held.offered_at) == (WorkState.OPEN, due, stage.now)


def test_claimed_work_names_its_holder(stage: Stage) -> None:
    item = stage.work()

    stage.claim(item, stage.head)

    with stage.unit() as unit:
        held, _ = unit.work.hold(item)
    assert (held.holder, held.holder_name) == (stage.head.person, "李小红")
    assert held.claimed_at == stage.now


def test_work_given_back_has_no_holder(stage: Stage) -> None:
    item = stage.work()
    stage.claim(item, stage.head)
    with stage.unit() as unit:
        _, case = unit.work.hold(item)
        fact = f.WorkGivenBack(item=item, person=person_of(stage.head))
        stage.record(unit, case.id, fact)
        unit.commit()

    with stage.unit() as unit:
        found = unit.work.find(item)

    assert found is not None
    assert (found.holder, found.claimed_at) == (None, None)


def test_completed_work_is_done_by_its_doer(stage: Stage) -> None:
    item = stage.work()

    stage.complete(item, stage.head)

    with stage.unit() as unit:
        held, case = unit.work.hold(item)
    assert (held.state, held.holder, held.done_at) == (
        WorkState.DONE,
        stage.head.person,
        stage.now,
    )
    assert (case.revision, case.data["result"]) == (2, "已办")


def test_unknown_work_is_refused(stage: Stage) -> None:
    with stage.unit() as unit, pytest.raises(NoSuchWork):
        unit.work.hold(ItemId(stage.id()))


def test_work_offered_and_withdrawn_in_one_act_is_written_once(stage: Stage) -> None:
    case = stage.case()
    with stage.unit() as unit:
        item = stage.offered(unit, case)
        fact = f.WorkWithdrawn(item=item, reason="interrupted")
        stage.record(unit, case, fact)
        unit.commit()

    with stage.unit() as unit:
        found = unit.work.find(item)
        tokens = unit.work.open_tokens(case)

    assert found is not None
    assert found.state is WorkState.WITHDRAWN
    assert tokens == {}


def test_all_work_of_a_matter_is_listed_with_that_of_its_branches(stage: Stage) -> None:
    case, _, (branch, other) = stage.fanned_out(2)
    items = [stage.work(one) for one in (case, branch, other)]

    with stage.unit() as unit:
        assert [item.id for item in unit.work.of_case(case)] == items


def test_the_open_work_of_one_case_is_told_without_that_of_its_branches(stage: Stage) -> None:
    case, _, (branch, _other) = stage.fanned_out(2)
    held, open_one = stage.work(case), stage.work(case)
    stage.work(branch)
    stage.claim(held, stage.head)

    with stage.unit() as unit:
        first, second = unit.work.open_of(case)

    assert (first.id, first.holder_name, second.id) == (held, "李小红", open_one)


def test_doers_are_those_of_the_whole_matter(stage: Stage) -> None:
    case, _, (branch,) = stage.fanned_out(1)
    done, also, still_open = stage.work(case), stage.work(branch), stage.work(case)
    stage.complete(done, stage.head)
    stage.complete(also, stage.officer)

    with stage.unit() as unit:
        found = unit.work.done(case, ["report", "verify"], [])

    assert still_open
    assert {one.element for one in found} == {"report"}
    assert {each for one in found for each in one.persons} == {
        stage.head.person,
        stage.officer.person,
    }


def test_a_draft_is_kept_for_its_typist_until_the_work_is_done(stage: Stage) -> None:
    item, me, other = stage.work(), person_of(stage.head), person_of(stage.officer)
    with stage.unit() as unit:
        assert unit.work.draft(item, me) is None
        unit.work.save_draft(item, me, {"a": 1}, stage.now)
        unit.work.save_draft(item, me, {"a": 2}, stage.now)
        unit.work.save_draft(item, other, {"a": 3}, stage.now)
        assert unit.work.draft(item, me) == ({"a": 2}, stage.now)
        unit.commit()

    stage.complete(item, stage.head)

    with stage.unit() as unit:
        assert unit.work.draft(item, me) is None
        assert unit.work.draft(item, other) == ({"a": 3}, stage.now)


def test_a_draft_takes_the_place_of_no_other_than_was_typed_upon(stage: Stage) -> None:
    item, me, later = stage.work(), person_of(stage.head), stage.now + timedelta(minutes=1)
    with stage.unit() as unit:
        assert unit.work.renew_draft(item, me, {"a": 1}, stage.now, seen=None) is None
        assert unit.work.renew_draft(item, me, {"a": 2}, later, seen=stage.now) is None

        other = unit.work.renew_draft(item, me, {"a": 3}, later, seen=stage.now)
        same = unit.work.renew_draft(item, me, {"a": 2}, later, seen=None)

        assert (other, same) == (({"a": 2}, later), None)
        assert unit.work.draft(item, me) == ({"a": 2}, later)


def test_of_two_first_drafts_at_one_moment_one_is_kept_and_the_other_told(stage: Stage) -> None:
    item, me = stage.work(), person_of(stage.head)

    def typed(words: str) -> object:
        with stage.unit() as unit:
            other = unit.work.renew_draft(item, me, {"a": words}, stage.now, seen=None)
            unit.commit()
        return other

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(typed, "一二三四五六七八"))

    assert told.count(None) == 1


def test_a_file_lies_with_its_work_until_it_is_removed(stage: Stage) -> None:
    case = stage.case()
    item, document = stage.work(case), DocumentId(stage.id())
    person = person_of(stage.head)
    fact = f.DocumentAttached(
        document=document,
        item=item,
        person=person,
        sha256="ab" * 32,
        size=7,
        media_type="image/png",
    )
    with stage.unit() as unit:
        stage.record(unit, case, fact)
        unit.work.name_document(document, "现场照片.png")
        unit.commit()

    with stage.unit() as unit:
        found = unit.work.document(document)
        assert found is not None
        line, root, of_item = found
        assert unit.work.documents(case) == (line,)
    assert (root, of_item) == (case, item)
    assert (line.name, line.size, line.sha256, line.by) == (
        "现场照片.png",
        7,
        "ab" * 32,
        "李小红",
    )

    stage.happen(case, f.DocumentRemoved(document=document, person=person))

    with stage.unit() as unit:
        assert unit.work.document(document) is None
        assert unit.work.documents(case) == ()


def test_a_file_sent_before_the_start_waits_for_its_case(stage: Stage) -> None:
    person = person_of(stage.officer)
    line = _upload(stage, "cd" * 32)
    document = line.document
    with stage.unit() as unit:
        unit.work.put_upload(line, person)
        unit.commit()
    with stage.unit() as unit:
        assert unit.work.uploads(person) == (line,)
        assert unit.work.uploads(person_of(stage.head)) == ()

    with stage.unit() as unit:
        case = stage.started(unit)
        fact = f.DocumentAttached(
            document=document,
            item=case,
            person=person,
            sha256=line.sha256,
            size=3,
            media_type="image/jpeg",
        )
        stage.record(unit, case, fact)
        unit.work.join_case(line)
        unit.commit()

    with stage.unit() as unit:
        assert unit.work.uploads(person) == ()
        assert [one.name for one in unit.work.documents(case)] == ["现场.jpg"]


def test_old_unused_files_go_and_their_bytes_unless_another_file_has_them(stage: Stage) -> None:
    person = person_of(stage.officer)
    shared, lone = "cd" * 32, "ef" * 32
    with stage.unit() as unit:
        for sha256 in (shared, lone):
            unit.work.put_upload(_upload(stage, sha256), person)
        unit.commit()
    stage.later(days=2)
    young = _upload(stage, shared)
    with stage.unit() as unit:
        unit.work.put_upload(young, person)
        unit.commit()

    with stage.unit() as unit:
        unnamed = unit.work.drop_uploads(stage.now)
        left = unit.work.uploads(person)

    assert unnamed == {lone}
    assert left == (young,)


def _upload(stage: Stage, sha256: str) -> DocumentRow:
    document = DocumentId(stage.id())
    return DocumentRow(
        document=document,
        item=ItemId(document),
        name="现场.jpg",
        size=3,
        media_type="image/jpeg",
        sha256=sha256,
        by="王小明",
        by_en="Wang",
        at=stage.now,
    )


def test_who_did_the_work_of_other_branches_is_known(stage: Stage) -> None:
    _, _, branches = stage.fanned_out(3)
    with stage.unit() as unit:
        items = [stage.offered(unit, branch) for branch in branches]
        unit.commit()

    stage.complete(items[0], stage.head)

    with stage.unit() as unit:
        work, head, officer = unit.work, person_of(stage.head), person_of(stage.officer)
        beside = [work.signed_beside(branch, [officer, head]) for branch in branches]
        assert beside == [False, True, True]
        assert not work.signed_beside(branches[1], [officer])
