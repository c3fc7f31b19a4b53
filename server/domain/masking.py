"""Personal data as those see them who do not handle the matter (脱敏): 330***********1234, 138****5678.

A form says of a field what it holds; where it says nothing, numbers of identity cards, mobile phones
and bank cards are known by their format, wherever in a text they stand. What a mask hides is what is
restored where somebody sends it back (``domain/restoring.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from server.domain.values import Value, Values

HIDDEN = "*"


class Personal(StrEnum):
    """What a field of a form holds, as its property ``personal`` says."""

    IDENTITY = "identity"
    """身份证件号码."""
    PHONE = "phone"
    ADDRESS = "address"
    """Where somebody lives, and not where something happened."""
    ACCOUNT = "account"
    """银行账号."""
    NAME = "name"
    """Of a natural person."""
    FILE = "file"
    """Files about somebody: a picture of an identity card. The file is kept back, and not its reference masked."""
    NONE = "none"
    """Nobody's own, whatever it looks like: the telephone of an office."""


HEAD, TAIL, LEAST_HIDDEN = 3, 4, 4
_ALIKE = str.maketrans("０１２３４５６７８９Ｘｘ－＋\u3000", "0123456789Xx-+ ")  # full-width
"""Full-width characters as the half-width ones that mean the same, one for one."""
_RUN = re.compile(
    r"(?<!\d)(?<!\d\.)(?:"
    r"(?P<identity>[1-9]\d{5}[- ]?(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[- ]?\d{3}[\dXx])"
    r"|(?P<account>(?:62\d|955)(?:[- ]?\d){13,16})"
    r"|(?:\+?86[- ]?)?(?P<phone>1[3-9]\d[- ]?\d{4}[- ]?\d{4})"
    r")(?!\d)",
    re.ASCII,
)
"""Identity cards (GB 11643), bank cards of this country, mobile phones. Check digits are not asked:
a number with a slip of the pen is somebody's number all the same."""
_AREA = re.compile(r"(?:[^\d省市县区旗镇乡]{1,10}?(?:省|市|县|(?<![小社园])区|旗|镇|乡|街道))+")
"""What of an address may be read: as far as the township."""


_DOCUMENT = re.compile(r"doc:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def masked(text: str) -> str:
    """A text without the numbers that are known by their format; as long as before."""
    pieces, done = [], 0
    for first, last in runs(text):
        pieces += [text[done:first], _starred(text[first:last])]
        done = last
    return "".join((*pieces, text[done:]))


def runs(text: str) -> tuple[tuple[int, int], ...]:
    """Where in a text numbers stand that are known by their format, from and to."""
    found = _RUN.finditer(text.translate(_ALIKE))
    return tuple(one.span(str(one.lastgroup)) for one in found)


def masked_as(kind: Personal | None, value: Value) -> Value:
    """A value as who does not handle it sees it; of no kind: what is known by its format is hidden."""
    if kind is Personal.NONE or value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _masked_text(kind, value)
    if isinstance(value, int | Decimal):
        text = str(value)
        hidden = _masked_text(kind, text)
        return value if hidden == text else hidden
    return value


def _masked_text(kind: Personal | None, text: str) -> str:
    if kind is None or kind is Personal.FILE:
        return text if _DOCUMENT.fullmatch(text) else masked(text)
    if kind is Personal.NAME:
        return _named(text)
    if kind is Personal.ADDRESS:
        area = _AREA.match(text)
        known = area.group() if area else ""
        return known + HIDDEN * LEAST_HIDDEN if text != known else text
    return _starred(text)


def _named(name: str) -> str:
    """A name with its first character alone: 欧阳修 is 欧**; of one character nothing."""
    first = name[:1] if len(name) > 1 else ""
    return first + "".join(HIDDEN if one.isalnum() else one for one in name[len(first) :])


def _starred(number: str) -> str:
    """A number with its middle hidden; of a short one at least half, of the shortest all."""
    places = [at for at, letter in enumerate(number) if letter.isalnum() or letter == HIDDEN]
    head, tail = HEAD, TAIL
    if len(places) - head - tail < LEAST_HIDDEN:
        head = tail = len(places) // 4
    hidden = set(places[head : len(places) - tail])
    return "".join(HIDDEN if at in hidden else letter for at, letter in enumerate(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """What somebody is not shown of the personal data of a matter."""

    fields: Mapping[str, Personal] = field(default_factory=dict)
    """What forms say of their fields, by path: ``party.phone``."""
    is_off: bool = False
    """Whether they see everything: they handle the matter, or it was shown to them."""
    own: frozenset[str] = frozenset()
    """Digests of what they wrote themselves."""
    files: frozenset[str] = frozenset()
    """Files with personal data that others attached, each as ``doc:<id>``."""

    def text(self, text: str) -> str:
        """A text of nobody's form: a reason, the name of a file."""
        return text if self.is_off else masked(text)

    def keeps_back(self, reference: str) -> bool:
        """Whether a file is not given to them before it is shown for a reason."""
        return not self.is_off and reference in self.files

    def values(self, values: Values) -> Values:
        """Named values: an answer, the data of a case, what a decision was taken by."""
        return values if self.is_off else masked_at(self.fields, (), values)

    def content(self, digest: str, values: Values) -> Values:
        """The same, of what is kept under a digest: who wrote it sees it as it is."""
        return values if digest in self.own else self.values(values)


def masked_at(fields: Mapping[str, Personal], path: tuple[str, ...], value: Value) -> Value:
    """A value at a path of what is kept, with all that is in it; the rows of a list share its path."""
    if isinstance(value, dict):
        return {name: masked_at(fields, (*path, name), part) for name, part in value.items()}
    if isinstance(value, list):
        return [masked_at(fields, path, part) for part in value]
    return masked_as(kind_at(fields, path), value)


def kind_at(fields: Mapping[str, Personal], path: tuple[str, ...]) -> Personal | None:
    """What is said of the field that a path ends with, the longest first; None: nothing."""
    ends = (".".join(path[at:]) for at in range(len(path)))
    return next((fields[end] for end in ends if end in fields), None)


def strictest(*versions: Mapping[str, Personal]) -> Mapping[str, Personal]:
    """What versions of a process say of their fields, by the one that hides most: what one calls personal is."""
    said: dict[str, Personal] = {}
    for fields in versions:
        for path, kind in fields.items():
            if _LENIENT.get(kind, 0) <= _LENIENT.get(said.get(path, Personal.NONE), 0):
                said[path] = kind
    return said


_LENIENT = {Personal.NONE: 2, Personal.NAME: 1}
"""By how much less is hidden; of a name its first character stays, and searches know it."""
