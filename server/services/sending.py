"""Send messages and signals from outside: programs of other systems, an operator at the shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.domain import facts as f
from server.domain.access import require
from server.domain.ids import MessageId, SubjectId
from server.domain.people import SYSTEM
from server.domain.values import digest_of, plain
from server.services.delivering import broadcast, hand_on
from server.services.incidents import refusing
from server.services.messages import Heard, Sent
from server.services.recording import Record
from server.services.repeating import again, once
from server.services.running import Run

if TYPE_CHECKING:
    from server.domain.people import Actor
    from server.services.messages import Letter
    from server.services.tools import Tools


@again
def send_message(
    tools: Tools, actor: Actor, letter: Letter, *, request_key: str | None = None
) -> Heard:
    """Sends a message: one case hears it, or begins by it; else it is kept for a while."""
    require(actor, "send")
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("message", *letter.particulars))
        if request.answer is not None:
            return Heard.read(request.answer)
        sent = _sent(tools, "message", letter, MessageId(tools.ids.new()))
        _write_down(Record(tools, unit, actor), sent, letter)
        record = Record(tools, unit, SYSTEM)
        with refusing():
            heard = hand_on(Run(record, tools.shelf.county(unit)), sent, letter.values)
        record.write()
        request.keep(heard.answer)
        unit.commit()
    return heard


def send_signal(
    tools: Tools, actor: Actor, letter: Letter, *, request_key: str | None = None
) -> Heard:
    """Sends a signal: every case that waits for it goes on, every process that begins by it begins.

    Each hears in an act of its own; where the next step fails, that is an incident, which keeps it.
    """
    require(actor, "send")
    asked = ("signal", *letter.particulars)
    with tools.unit() as unit:
        before = once(unit, actor, request_key, asked).answer
        if before is not None:
            return Heard.read(before)
    sent = _signal(tools, actor, letter, request_key and f"{request_key}/sent")
    heard = broadcast(tools, sent, letter.values, f"signal/{sent.message}")
    with tools.unit() as unit:
        once(unit, actor, request_key, asked).keep(heard.answer)
        unit.commit()
    return heard


@again
def _signal(tools: Tools, actor: Actor, letter: Letter, request_key: str | None) -> Sent:
    """A signal with its journal, the same one however often it is asked for under a key."""
    with tools.unit() as unit:
        request = once(unit, actor, request_key, ("sent", *letter.particulars))
        if request.answer is not None:
            return _sent(tools, "signal", letter, MessageId(request.id_in("message")))
        sent = _sent(tools, "signal", letter, MessageId(tools.ids.new()))
        _write_down(Record(tools, unit, actor), sent, letter)
        request.keep({"message": sent.source.hex})
        unit.commit()
    return sent


def _sent(tools: Tools, kind: str, letter: Letter, message: MessageId) -> Sent:
    life = tools.limits.message_life if letter.keep_for is None else letter.keep_for
    return Sent(
        source=message,
        kind=kind,
        name=letter.name,
        key=letter.key,
        digest=digest_of(plain(letter.values)),
        until=tools.clock.now() + life,
        message=message,
    )


def _write_down(record: Record, sent: Sent, letter: Letter) -> None:
    """The first entry of a message's own journal: who sent it."""
    record.content(sent.source, letter.values)
    fact = f.MessageSent(kind=sent.kind, name=sent.name, key=sent.key, digest=sent.digest)
    record.of_subject(SubjectId(sent.source), fact)
    record.write()
