"""What a mask has hidden comes back as it was: a form saved by who saw stars writes no stars.

A masked value that comes back untouched is the true one again; in a text that was gone on with,
each masked number is. Where it can't be told which number is meant, it is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from server.domain.errors import AnswerWrong, Fault
from server.domain.masking import HIDDEN, LEAST_HIDDEN, Personal, kind_at, masked, masked_at, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from server.domain.values import Value, Values

STARS = HIDDEN * LEAST_HIDDEN
Known = tuple["Value", "Value"]
"""A value as its mask shows it, and as it is."""


def restored(sent: Values, known: Values, fields: Mapping[str, Personal]) -> Values:
    """What was sent with the known values in place of their masks; refused with ``AnswerWrong``."""
    faults: list[Fault] = []
    whole: Values = _Restoring(fields, faults).value((), sent, _hidden(fields, known))
    if faults:
        raise AnswerWrong(faults)
    return whole


def resumed(draft: Values, known: Values, fields: Mapping[str, Personal]) -> Values:
    """A draft in the same way; what can't be told stays as it was typed, for who goes on with it."""
    whole: Values = _Restoring(fields, []).value((), draft, _hidden(fields, known))
    return whole


def _hidden(fields: Mapping[str, Personal], known: Values) -> list[Known]:
    return [(masked_at(fields, (), known), known)]


class _Restoring:
    """Goes through what was sent, beside what is known in the same places."""

    def __init__(self, fields: Mapping[str, Personal], faults: list[Fault]) -> None:
        self._fields = fields
        self._faults = faults

    def value(self, path: tuple[str, ...], sent: Value, known: Sequence[Known]) -> Value:
        """What was sent; ``known``: what may be meant there, of rows every one."""
        if not _has_stars(sent):
            return sent
        meant = [one for hidden, one in known if hidden == sent]
        if meant and all(one == meant[0] for one in meant):
            return meant[0]
        if isinstance(sent, dict):
            return {
                name: self.value((*path, name), part, list(_parts(known, name)))
                for name, part in sent.items()
            }
        if isinstance(sent, list):
            rows = [
                row
                for hidden, one in known
                if isinstance(one, list)
                for row in zip(hidden, one, strict=True)
            ]
            return [self.value(path, part, rows) for part in sent]
        return self._refused(path, sent) if meant else self._text(path, sent, known)

    def _text(self, path: tuple[str, ...], sent: str, known: Sequence[Known]) -> Value:
        kind = kind_at(self._fields, path)
        if kind is Personal.NONE or any(one == sent for _, one in known):
            return sent
        if kind is Personal.NAME:
            return self._refused(path, sent)
        if kind is not None:
            return self._refused(path, sent) if STARS in sent else sent
        texts = (one for _, one in known if isinstance(one, str))
        whole = _gone_on_with(sent, "\n".join(texts))
        return self._refused(path, sent) if whole is None else whole

    def _refused(self, path: tuple[str, ...], sent: str) -> str:
        self._faults.append(
            Fault(
                field=".".join(path),
                zh="此处有星号遮盖的内容，无法对应原来的号码。请填写完整。",
                en="Stars stand here for a number that can't be told. Write it in full.",
            )
        )
        return sent


def _has_stars(sent: Value) -> bool:
    """Whether anything in it may be a mask; the rest is taken as it is."""
    if isinstance(sent, dict):
        return any(map(_has_stars, sent.values()))
    if isinstance(sent, list):
        return any(map(_has_stars, sent))
    return isinstance(sent, str) and HIDDEN in sent


def _parts(known: Sequence[Known], name: str) -> Iterator[Known]:
    return (
        (hidden[name], one[name]) for hidden, one in known if isinstance(one, dict) and name in one
    )


def _gone_on_with(sent: str, known: str) -> str | None:
    """A text that somebody went on with, each masked number whole again; None: which one is unknown."""
    hidden = masked(known)
    masks = {hidden[first:last] for first, last in runs(known)}
    if not masks:
        return sent
    any_of = re.compile("|".join(re.escape(mask) for mask in sorted(masks, key=len, reverse=True)))
    were = [(one.group(), known[slice(*one.span())]) for one in any_of.finditer(hidden)]
    stand = [one.group() for one in any_of.finditer(sent)]
    if stand != [mask for mask, _ in were]:
        meant = {mask: {number for each, number in were if each == mask} for mask in stand}
        if any(len(numbers) > 1 for numbers in meant.values()):
            return None
        were = [(mask, next(iter(meant[mask]))) for mask in stand]
    numbers = iter(number for _, number in were)
    return any_of.sub(lambda _: next(numbers), sent)
