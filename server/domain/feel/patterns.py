"""Regular expressions as XPath and XML Schema write them, turned into those of Python."""

import re
import sys
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from server.domain.feel.refusals import FeelLimit, Unfit

MAX_PATTERN = 1_000
MAX_SUBJECT = 50_000
MAX_TRIES = 20_000_000
"""How many lengths of repeats may be tried before a text is found not to match: under half a second."""
SHORT = 20
_FLAGS = frozenset("smixq")
_BLOCKS = {"IsBasicLatin": "\\x00-\\x7f", "IsLatin-1Supplement": "\\x80-\\xff"}
_NAME_START = ":A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u3001-\\ud7ff"
_NAME_CHAR = _NAME_START + "\\-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040"
_SAME_ESCAPES = frozenset("dDsSwWnrt\\|.?*+(){}-[]^$")
_ASSIGNED = ((0, 0x323AF), (0xE0100, 0xE01EF))
"""Where Unicode has characters that are neither control, private nor unassigned."""
_PROPERTY = re.compile(r"\{(\^?)([A-Za-z0-9-]+)\}")
_LITERAL = re.compile(r"(?:\\([^\w\s])|([\w/:@#,;!=<>%&~\"' -]))(?![*?{])")
_COUNT = re.compile(r"\{([0-9]+)(,([0-9]*))?\}")


def _refuse() -> Unfit:
    return Unfit("正则表达式无效", "the regular expression is not valid")


@lru_cache(maxsize=64)
def _category(name: str) -> str:
    if name in _BLOCKS:
        return _BLOCKS[name]
    if not re.fullmatch(r"L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?", name):
        raise _refuse()
    spans = ((0, sys.maxunicode),) if name[0] == "C" else _ASSIGNED
    return "".join(_runs(name, first, last) for first, last in spans)


def _runs(category: str, first: int, last: int) -> str:
    """Write the runs of characters of a category between two."""
    parts: list[str] = []
    start = None
    for code in range(first, last + 2):
        inside = code <= last and unicodedata.category(chr(code)).startswith(category)
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            parts.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = None
    return "".join(parts)


@dataclass(slots=True)
class _Group:
    """What is known of an open group, to tell how often it may repeat."""

    captures: bool
    varies: bool = False


@dataclass(slots=True)
class _Translation:
    """One pass over a pattern."""

    pattern: str
    multiline: bool
    dot_all: bool
    at: int = 0
    groups: int = 0
    closed: set[int] = field(default_factory=set)
    open: list[tuple[_Group, int]] = field(default_factory=list)
    risky: bool = False
    repeats: int = 0
    """Unbounded repeats whose end is not settled by what follows: each may be tried at every length."""
    atom: str = ""
    last: _Group | None = None
    """What was just closed or referred to."""

    def run(self) -> str:
        out: list[str] = []
        while self.at < len(self.pattern):
            out.append(self.step(self.pattern[self.at]))
            self.atom = out[-1]
        if self.open:
            raise _refuse()
        return "".join(out)

    def step(self, char: str) -> str:
        self.at += 1
        if char in "*+?{":
            return self.quantifier(char)
        if char == ")":
            return self.close()
        self.last = None
        if char == "(":
            return self.open_group()
        if char == "[":
            return self.char_class()
        if char == "\\":
            return self.escape()
        return self.plain(char)

    def plain(self, char: str) -> str:
        if char == ".":
            return "(?s:.)" if self.dot_all else "[^\\n\\r]"
        if char == "^":
            return "(?:\\A|(?<=\\n)(?!\\Z))" if self.multiline else "\\A"
        if char == "$":
            return "(?=\\n|\\Z)" if self.multiline else "\\Z"
        if char in "]}":
            raise _refuse()
        if char == "|" and self.open:
            self.open[-1][0].varies = True
        return char if char == "|" else re.escape(char)

    def open_group(self) -> str:
        captures = not self.pattern.startswith("?", self.at)
        if not captures and not self.pattern.startswith("?:", self.at):
            raise _refuse()
        self.at += 0 if captures else 2
        self.groups += captures
        self.open.append((_Group(captures), self.groups))
        return "(" if captures else "(?:"

    def close(self) -> str:
        if not self.open:
            raise _refuse()
        group, number = self.open.pop()
        if group.captures:
            self.closed.add(number)
        if group.varies and self.open:
            self.open[-1][0].varies = True
        self.last = group
        return ")"

    def quantifier(self, char: str) -> str:
        text, unbounded = char, char in "*+"
        if char == "{":
            match = _COUNT.match(self.pattern, self.at - 1)
            if match is None:
                raise _refuse()
            text, self.at = match[0], match.end()
            unbounded = bool(match[2]) or int(match[1]) > 1
        if unbounded and self.last is not None and self.last.varies:
            self.risky = True
        if self.open:
            self.open[-1][0].varies = True
        if self.pattern.startswith("?", self.at):
            self.at += 1
            text += "?"
        self.repeats += unbounded and not self.settles()
        self.last = None
        return text

    def settles(self) -> bool:
        """Whether what follows a repeat can't be a part of it, or nothing follows at all."""
        after = _LITERAL.match(self.pattern, self.at)
        if after is None or self.last is not None:
            return self.at == len(self.pattern)
        return re.fullmatch(self.atom, after[1] or after[2], re.IGNORECASE) is None

    def escape(self) -> str:
        if self.at >= len(self.pattern):
            raise _refuse()
        char = self.pattern[self.at]
        if char.isdigit():
            return self.back_reference()
        self.at += 1
        inside, negative = self.class_escape(char)
        if inside is None:
            return f"\\{char}"
        return f"[{'^' if negative else ''}{inside}]"

    def class_escape(self, char: str) -> tuple[str | None, bool]:
        if char in _SAME_ESCAPES:
            return None, False
        if char in "iI":
            return _NAME_START, char == "I"
        if char in "cC":
            return _NAME_CHAR, char == "C"
        match = _PROPERTY.match(self.pattern, self.at) if char in "pP" else None
        if match is None:
            raise _refuse()
        self.at = match.end()
        return _category(match[2]), (char == "P") != bool(match[1])

    def back_reference(self) -> str:
        number, self.at = int(self.pattern[self.at]), self.at + 1
        while self.at < len(self.pattern) and self.pattern[self.at].isdigit():
            longer = number * 10 + int(self.pattern[self.at])
            if longer > self.groups:
                break
            number, self.at = longer, self.at + 1
        if number not in self.closed:
            raise _refuse()
        # Like a group that doesn't vary: it is the same text each time, but which is not known here.
        self.last = _Group(captures=False)
        return f"(?:\\{number})"

    def char_class(self) -> str:
        negative = self.pattern.startswith("^", self.at)
        self.at += negative
        parts: list[str] = []
        excluded = ""
        first = True
        while True:
            char = self.pattern[self.at : self.at + 1]
            self.at += 1
            if char == "" or (char == "[" and not first):
                raise _refuse()
            if char == "]":
                break
            if char == "-" and self.pattern.startswith("[", self.at):
                self.at += 1
                excluded = f"(?!{self.char_class()})"
                if not self.pattern.startswith("]", self.at):
                    raise _refuse()
                continue
            parts.append(self.class_part(char))
            first = False
        if not parts:
            raise _refuse()
        return f"(?:{excluded}[{'^' if negative else ''}{''.join(parts)}])"

    def class_part(self, char: str) -> str:
        if char != "\\":
            if char == "[":
                raise _refuse()
            return char if char == "-" else re.escape(char)
        char = self.pattern[self.at : self.at + 1]
        if not char or char.isdigit():
            raise _refuse()
        self.at += 1
        inside, negative = self.class_escape(char)
        if inside is not None and negative:
            raise _refuse()
        return f"\\{char}" if inside is None else inside


def _without_space(pattern: str) -> str:
    kept: list[str] = []
    depth = 0
    escaped = False
    for char in pattern:
        if depth or not char.isspace():
            kept.append(char)
        if not escaped:
            depth += (char == "[") - (char == "]")
        escaped = char == "\\" and not escaped
    return "".join(kept)


@lru_cache(maxsize=256)
def _translated(pattern: str, flags: str) -> tuple[re.Pattern[str], bool, int]:
    if not _FLAGS.issuperset(flags):
        raise _refuse()
    options = re.IGNORECASE if "i" in flags else re.NOFLAG
    if "q" in flags:
        return re.compile(re.escape(pattern), options), False, 0
    text = _without_space(pattern) if "x" in flags else pattern
    translation = _Translation(text, "m" in flags, "s" in flags)
    try:
        found = re.compile(translation.run(), options)
    except (re.error, OverflowError) as error:
        raise _refuse() from error
    starts = 0 if text.startswith("^") and "|" not in text and "m" not in flags else 1
    return found, translation.risky, translation.repeats and translation.repeats + starts


def find_pattern(pattern: str, flags: str, subject: str) -> re.Pattern[str]:
    """Give the pattern in Python's form; one that could search for ever is refused."""
    if len(pattern) > MAX_PATTERN or len(subject) > MAX_SUBJECT:
        raise FeelLimit("正则表达式或文本过长", "the pattern or the text is too long")
    found, risky, degree = _translated(pattern, flags)
    if len(subject) ** degree > MAX_TRIES:
        raise FeelLimit(
            "正则表达式的重复对这样长的文本太多，请以 ^ 开头或缩短文本",
            "the pattern repeats too often for so long a text: begin it with ^ or shorten the text",
        )
    if risky and len(subject) > SHORT:
        raise FeelLimit("正则表达式含嵌套的重复", "the pattern repeats a part that itself varies")
    return found
