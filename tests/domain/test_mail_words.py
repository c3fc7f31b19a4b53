"""What a mail says, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from server.domain.ids import CaseId, MailId, NoticeId, PersonId
from server.domain.mail_words import CHOICES, NOTICE, compose, trial
from server.domain.ports import MailDraft, NoticeLine
from server.web.addresses import link

if TYPE_CHECKING:
    from collections.abc import Iterable

SITE = "https://muster.example"


def a_line(
    number: str = "哨〔2026〕7号", kind: str = "WorkUrged", name: str = "核实"
) -> NoticeLine:
    return NoticeLine(
        notice=NoticeId(UUID(int=5)), kind=kind, name=name, name_en="Check", number=number
    )


def a_draft(lines: Iterable[NoticeLine], language: str = "zh") -> MailDraft:
    return MailDraft(
        id=MailId(UUID(int=1)),
        tries=0,
        address="li@county.example",
        digest="",
        language=language,
        root=CaseId(UUID(int=2)),
        lines=tuple(lines),
        person=PersonId(UUID(int=3)),
    )


def test_one_notice_is_the_subject() -> None:
    mail = compose(a_draft([a_line()]), SITE)

    assert mail.subject == "【哨令】哨〔2026〕7号：催办：请抓紧办理“核实”"
    assert mail.text.startswith(f"哨〔2026〕7号：催办：请抓紧办理“核实”\n{SITE}/notices/")


@pytest.mark.parametrize(
    ("numbers", "subject"),
    [
        (["7", "7"], "[Muster] 7: 2 notices"),
        (["7", "8", ""], "[Muster] 3 notices"),
    ],
)
def test_several_are_counted(numbers: list[str], subject: str) -> None:
    assert compose(a_draft(map(a_line, numbers), "en"), SITE).subject == subject


def test_a_notice_about_no_matter_has_no_number() -> None:
    line = a_line("", "SubstitutionEnded")

    assert compose(a_draft([line]), SITE).subject == "【哨令】您的职务代理已提前结束"


def test_names_of_steps_are_text_and_no_markup() -> None:
    mail = compose(a_draft([a_line(name="<b>核实</b>")]), SITE)

    assert "<b>" not in mail.html
    assert "&lt;b&gt;核实&lt;/b&gt;" in mail.html


def test_mails_lead_to_pages_that_are_there() -> None:
    assert link("notice", notice="x") == f"{NOTICE}x"
    assert link("mail_choice") == CHOICES


def test_a_trial_speaks_both_languages() -> None:
    mail = trial(MailId(UUID(int=1)), "li@county.example", SITE)

    assert "测试邮件" in mail.subject
    assert "A test" in mail.subject
    assert SITE in mail.text
