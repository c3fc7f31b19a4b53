"""What a mail says: no more of a matter than its number, and what the house itself says of it.

Titles, names and what people typed stay in the house: mail travels through servers of others.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from server.domain.mailing import Mail
from server.domain.notice import words_of

if TYPE_CHECKING:
    from server.domain.ids import MailId
    from server.domain.ports import MailDraft, NoticeLine

WORDS = {
    "zh": {
        "one": "【哨令】{about}",
        "several": "【哨令】{about}共 {count} 条通知",
        "about": "{number}：",
        "open": "打开",
        "foot": "本邮件由系统自动发出，请勿回复。更改接收方式：",
    },
    "en": {
        "one": "[Muster] {about}",
        "several": "[Muster] {about}{count} notices",
        "about": "{number}: ",
        "open": "Open",
        "foot": "The system sent this by itself; please don't reply. Change what comes by mail:",
    },
}
TEST = (
    ("【哨令】测试邮件", "邮件服务器已接通。"),
    ("[Muster] A test", "The mail server takes mail of this house."),
)
NOTICE = "/notices/"
CHOICES = "/me/mail"
"""Addresses of pages that mails lead to; a test holds them against the web's own."""
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font-family:sans-serif;line-height:1.6;color:#1b2430;max-width:40em">
{lines}
<p style="color:#566173;font-size:.875em">{foot} <a href="{choices}">{choices}</a></p>
</body></html>
"""
ITEM = '<p>{about}{sentence}<br><a href="{address}">{open}</a></p>'


def compose(draft: MailDraft, site: str) -> Mail:
    """The mail in its reader's language; ``site`` is where people reach the house."""
    words = WORDS[draft.language]
    said = [_said(line, draft.language) for line in draft.lines]
    subject = _subject(draft, said)
    choices = f"{site}{CHOICES}"
    text = [f"{about}{sentence}\n{site}{NOTICE}{line.notice}" for line, about, sentence in said]
    rows = (
        ITEM.format(
            about=escape(about),
            sentence=escape(sentence),
            address=escape(f"{site}{NOTICE}{line.notice}"),
            open=words["open"],
        )
        for line, about, sentence in said
    )
    return Mail(
        id=draft.id,
        to=draft.address,
        subject=subject,
        text="\n\n".join([*text, f"-- \n{words['foot']}\n{choices}\n"]),
        html=PAGE.format(
            language="zh-CN" if draft.language == "zh" else "en",
            subject=escape(subject),
            lines="\n".join(rows),
            foot=words["foot"],
            choices=escape(choices),
        ),
        choices=choices,
        thread=draft.root,
    )


def _said(line: NoticeLine, language: str) -> tuple[NoticeLine, str, str]:
    """A notice, the number of its matter as the mail begins with it, and its sentence."""
    sentence, sentence_en = words_of(line.kind, line.name, line.name_en)
    about = WORDS[language]["about"].format(number=line.number) if line.number else ""
    return line, about, sentence if language == "zh" else sentence_en


def _subject(draft: MailDraft, said: list[tuple[NoticeLine, str, str]]) -> str:
    words = WORDS[draft.language]
    if len(said) == 1:
        _, about, sentence = said[0]
        return words["one"].format(about=about + sentence)
    about = said[0][1] if len({about for _, about, _ in said}) == 1 else ""
    return words["several"].format(about=about, count=len(said))


def trial(id: MailId, to: str, site: str) -> Mail:  # noqa: A002  # the house's word
    """A mail that only shows that mail comes through, in both languages."""
    return Mail(
        id=id,
        to=to,
        subject=" ".join(subject for subject, _ in TEST),
        text="\n".join([*(sentence for _, sentence in TEST), site, ""]),
        html="<!doctype html>\n" + "\n".join(f"<p>{escape(each)}</p>" for _, each in TEST),
        choices=f"{site}{CHOICES}",
    )
