"""Text as the browser's language measures and matches it.

Lengths count UTF-16 units, blanks are those of ECMAScript (22.1.3.32), and a pattern is run
without an anchor. What Python's ``re`` would read otherwise is written anew here, and what could
make matching take for ever is refused when the form is deployed.
"""

from __future__ import annotations

import re
from functools import lru_cache

BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
LINE_ENDS = "\n\r\u2028\u2029"
LONGEST_MATCHED = 500
"""Longer texts are not matched against a pattern, so that a bad one can't stop the server."""
MOST_OPEN_REPEATS = 3

_TOKEN = re.compile(
    r"(?P<escape>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.))"
    r"|(?P<set>\[\^?(?:\\.|[^\]\\])*\])"
    r"|(?P<open>\((?:\?[:=!])?)"
    r"|(?P<close>\))"
    r"|(?P<repeat>[*+?]\??|\{\d+(?:,\d*)?\}\??)"
    r"|(?P<any>\.)"
    r"|(?P<start>\^)"
    r"|(?P<end>\$)"
    r"|(?P<or>\|)"
    r"|(?P<literal>[^\\()[\]{}*+?.^$|])",
    re.DOTALL,
)
_SET_ITEM = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)|.", re.DOTALL)
_CLASSES = {
    "d": "0-9",
    "w": "A-Za-z0-9_",
    "s": re.escape(BLANKS),
}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}


class PatternRefused(ValueError):  # says what is wrong
    """The pattern uses what the server can't run exactly as the browser does, or can't run safely."""


def units(text: str) -> str:
    """The text as a row of UTF-16 units, each a character of its own."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[i] | raw[i + 1] << 8) for i in range(0, len(raw), 2))


def length(text: str) -> int:
    """How long the browser takes the trimmed text to be."""
    return len(units(text.strip(BLANKS)))


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern is found anywhere in the text."""
    return compiled(pattern).search(units(text)) is not None


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern for Python; refused with ``PatternRefused``."""
    reader = _Reader()
    at = 0
    source = units(pattern)
    while at < len(source):
        token = _TOKEN.match(source, at)
        if token is None:
            raise PatternRefused(source[at:])
        reader.take(str(token.lastgroup), token.group())
        at = token.end()
    return reader.done()


class _Reader:
    """Takes token after token, writes the pattern for Python, and watches for runaway repeats."""

    def __init__(self) -> None:
        self.written: list[str] = []
        # Per open group: does it hold a repeat of varying length, or a choice?
        self.wild: list[bool] = [False]
        self.last_is_wild_group = False
        self.may_repeat = False
        self.open_repeats = 0

    def take(self, kind: str, token: str) -> None:
        """Take the next token."""
        getattr(self, f"_{kind}")(token)
        if kind not in ("close", "repeat"):
            self.last_is_wild_group = False
        self.may_repeat = kind in ("escape", "set", "close", "any", "literal") and token not in (
            "\\b",
            "\\B",
        )

    def done(self) -> re.Pattern[str]:
        """The finished pattern."""
        if len(self.wild) != 1:
            raise PatternRefused("(")
        try:
            return re.compile("".join(self.written), re.ASCII)
        except (re.error, OverflowError) as cause:
            raise PatternRefused(str(cause)) from cause

    def _literal(self, token: str) -> None:
        self.written.append(re.escape(token))

    def _any(self, _: str) -> None:
        self.written.append(f"[^{LINE_ENDS}]")

    def _start(self, token: str) -> None:
        self.written.append(token)

    def _end(self, _: str) -> None:
        self.written.append(r"\Z")

    def _or(self, token: str) -> None:
        self.wild[-1] = self.wild[-1] or len(self.wild) > 1
        self.written.append(token)

    def _open(self, token: str) -> None:
        self.wild.append(False)
        self.written.append(token)

    def _close(self, token: str) -> None:
        if len(self.wild) == 1:
            raise PatternRefused(token)
        wild = self.wild.pop()
        self.wild[-1] = self.wild[-1] or wild
        self.last_is_wild_group = wild
        self.written.append(token)

    def _repeat(self, token: str) -> None:
        if not self.may_repeat:
            raise PatternRefused(token)
        once = token in ("?", "??")
        if self.last_is_wild_group and not once:
            raise PatternRefused(token)
        if not re.fullmatch(r"\{\d+\}\??", token):
            self.wild[-1] = True
        if token[0] in "*+" or re.fullmatch(r"\{\d+,\}\??", token):
            self.open_repeats += 1
        if self.open_repeats > MOST_OPEN_REPEATS:
            raise PatternRefused(token)
        self.last_is_wild_group = False
        self.written.append(token)

    def _escape(self, token: str) -> None:
        letter = token[1]
        if letter in "bB":
            self.written.append(token)
        elif letter.lower() in _CLASSES:
            self.written.append(_class(letter))
        else:
            self.written.append(re.escape(_character(token)))

    def _set(self, token: str) -> None:
        negated = token.startswith("[^")
        inside = token[2 if negated else 1 : -1]
        if not inside:
            raise PatternRefused(token)
        items = "".join(_set_item(item) for item in _SET_ITEM.findall(inside))
        self.written.append(f"[{'^' if negated else ''}{items}]")


def _class(letter: str) -> str:
    return f"[{'^' if letter.isupper() else ''}{_CLASSES[letter.lower()]}]"


def _set_item(item: str) -> str:
    if item == "-":
        return item
    if len(item) > 1 and item[1] in _CLASSES:
        return _CLASSES[item[1]]
    if len(item) > 1 and item[1] in "DWS":
        raise PatternRefused(item)
    return re.escape(_character(item) if len(item) > 1 else item)


def _character(escape: str) -> str:
    letter = escape[1]
    if letter in "ux" and len(escape) > 2:  # noqa: PLR2004  # the backslash and the letter
        return chr(int(f"0x{escape[2:]}", 0))
    if letter in _CONTROLS:
        return _CONTROLS[letter]
    if letter.isalnum():
        raise PatternRefused(escape)
    return letter
