"""Cutting an expression into words.

Names may hold spaces and signs, so the lexer knows the names in reach and takes the longest; words that
follow each other without a keyword between them are one name, because nothing else could be meant.
Brackets that open or close a range are told from those of lists and filters here, so that the grammar
needs to look only one word ahead.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import merge
from typing import Any

from lark import Token

from server.domain.feel.arithmetic import NUMBERS
from server.domain.feel.kinds import TypeRefused, read_type
from server.domain.feel.limits import MAX_DEPTH, refuse_long_source
from server.domain.feel.moments import read_at
from server.domain.feel.names import (
    CONSTANTS,
    KEYWORDS,
    WORD,
    WORDS,
    by_first_word,
    pattern_of,
    text_value,
)
from server.domain.feel.refusals import FeelLimit, FeelSyntaxError

_SCAN = re.compile(
    rf"""(?P<space>(?:\s|//[^\n]*|/\*(?:.|\n)*?\*/)+)
    |(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<string>@?"(?:[^"\\]|\\.)*")
    |(?P<word>{WORD}|\?)
    |(?P<sign>\.\.|\*\*|<=|>=|!=|->|[-+*/<>=.,:()\[\]{{}}])""",
    re.VERBOSE,
)
_KEY = re.compile(rf"""\s*(?:"((?:[^"\\]|\\.)*)"|({WORD}[^":,{{}}()\[\]]*?))\s*:""")
_LOOP_NAME = re.compile(rf"\s*({WORD}[^,()\[\]{{}}\"]*?)\s+in\b")
_SIGNS = {
    "..": "DOTDOT",
    ".": "DOT",
    ",": "COMMA",
    ":": "COLON",
    "(": "LPAR",
    ")": "RPAR",
    "]": "RSQB",
    "{": "LBRACE",
    "}": "RBRACE",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "**": "POW",
}
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_ENDS_OPERAND = frozenset({"NAME", "LITERAL", "RPAR", "RSQB", "RBRACE", "CLOSE", "TYPE"})
_AFTER_RANGE = re.compile(
    r"\s*(?:$|[)\]},=<>!]|/[/*]|\.(?![0-9])|(?:and|or|then|else|return|satisfies|in|instance|between)\b)"
)
_KEYWORD = "|".join(sorted(KEYWORDS))
_OPERAND = re.compile(rf'\s*(?!(?:{_KEYWORD})\b)(?:[0-9"@]|\.[0-9]|{WORD})')


@dataclass(slots=True)
class Words:
    """One pass over an expression's text."""

    source: str
    names: Mapping[str, Sequence[str]]
    at: int = 0
    line: int = 1
    line_start: int = 0
    last: str = ""
    brackets: list[str] = field(default_factory=list)
    learned: dict[str, list[str]] = field(default_factory=dict)
    """Names that the text itself declares."""

    @property
    def place(self) -> tuple[int, int]:
        """The present line and column."""
        return self.line, self.at - self.line_start + 1

    def refuse(self, message_zh: str, message_en: str) -> FeelSyntaxError:
        """Make the refusal that points at the present place."""
        return FeelSyntaxError(*self.place, message_zh, message_en)

    def token(self, kind: str, value: Any) -> Token:
        """Make a word at the present place."""
        self.last = kind
        line, column = self.place
        return Token(kind, value, line=line, column=column)

    def advance(self, end: int) -> None:
        """Move on, counting lines."""
        passed = self.source.count("\n", self.at, end)
        if passed:
            self.line += passed
            self.line_start = self.source.rindex("\n", self.at, end) + 1
        self.at = end

    def run(self) -> Iterator[Token]:
        """Give the words one by one."""
        while self.at < len(self.source):
            match = _SCAN.match(self.source, self.at)
            if match is None:
                char = self.source[self.at]
                raise self.refuse(f"此处不能出现字符“{char}”", f"unexpected character {char!r}")
            kind = str(match.lastgroup)
            text = match[0]
            if kind == "space":
                self.advance(match.end())
            elif kind == "word":
                yield from self.word(text)
            elif kind == "sign":
                yield from self.sign(text)
            else:
                yield self.literal(kind, text)

    def literal(self, kind: str, text: str) -> Token:
        """Read a number, a text or an `@` literal."""
        value: Any
        if kind == "number":
            value = self.number(text)
        elif text[0] == "@":
            try:
                value = read_at(text_value(text[2:-1]))
            except (ValueError, OverflowError) as error:
                raise self.refuse(
                    f"{text} 不是日期或时长", f"{text} is no date or duration"
                ) from error
        else:
            value = text_value(text[1:-1])
        token = self.token("LITERAL", value)
        self.advance(self.at + len(text))
        return token

    def number(self, text: str) -> Decimal:
        """Read a number that decimal128 can hold."""
        try:
            return NUMBERS.create_decimal(text)
        except ArithmeticError as error:
            raise self.refuse(
                f"数字 {text} 超出范围", f"the number {text} is out of range"
            ) from error

    def word(self, text: str) -> Iterator[Token]:
        """Read a keyword, a constant or a name."""
        known = self.known_name(text)
        if known is not None:
            yield self.name(*known)
        elif self.last != "DOT" and text in KEYWORDS:
            yield from self.keyword(text)
        elif text == "external" and self.last == "PARAMETERS":
            yield self.token("EXTERNAL", text)
            self.advance(self.at + len(text))
        elif self.last != "DOT" and text in CONSTANTS:
            yield self.token("LITERAL", CONSTANTS[text])
            self.advance(self.at + len(text))
        else:
            yield self.name(*self.joined_name(self.at + len(text), text))

    def name(self, name: str, end: int) -> Token:
        """Take a name that ends at a place."""
        token = self.token("NAME", name)
        self.advance(end)
        return token

    def known_name(self, text: str) -> tuple[str, int] | None:
        """Find the longest name in reach that begins here and is more than one plain word."""
        known = self.learned.get(text, ()), self.names.get(text, ())
        for name in merge(*known, key=len, reverse=True):
            match = pattern_of(name).match(self.source, self.at)
            if match is not None:
                return name, match.end()
        return None

    def joined_name(self, end: int, text: str) -> tuple[str, int]:
        """Join words that follow each other."""
        parts = [text]
        while True:
            space = _SCAN.match(self.source, end)
            if space is None or space.lastgroup != "space":
                return " ".join(parts), end
            word = WORDS.match(self.source, space.end())
            stops = word is None or word[0] in KEYWORDS or word[0] in ("external", "true", "false")
            if word is None or stops:
                return " ".join(parts), end
            parts.append(word[0])
            end = word.end()

    def keyword(self, text: str) -> Iterator[Token]:
        """Read a keyword and what only it can be followed by."""
        token = self.token(text.upper(), text)
        self.advance(self.at + len(text))
        if text == "instance":
            match = re.compile(r"\s+of\b").match(self.source, self.at)
            if match is None:
                raise self.refuse("instance 之后应为 of", "`of` has to follow `instance`")
            yield token
            yield self.type_at(match.end())
            return
        yield token
        if text in ("return", "satisfies") and self.brackets:
            self.brackets[-1] = self.brackets[-1].rstrip(".")
        if text in ("for", "some", "every"):
            match = _LOOP_NAME.match(self.source, self.at)
            if match is not None:
                self.learn(match[1])
                self.advance(match.start(1))
                yield self.name(" ".join(match[1].split()), match.end(1))

    def learn(self, name: str) -> None:
        """Bring a name that is declared in the text itself into reach."""
        for first, found in by_first_word(frozenset({name})).items():
            self.learned[first] = [
                *merge(self.learned.get(first, ()), found, key=len, reverse=True)
            ]

    def type_at(self, start: int) -> Token:
        """Read a type."""
        self.advance(start)
        try:
            found, end = read_type(self.source, start)
        except TypeRefused as error:
            raise self.refuse("此处应为类型", "a type was expected here") from error
        token = self.token("TYPE", found)
        self.advance(end)
        return token

    def sign(self, text: str) -> Iterator[Token]:
        """Read an operator or a bracket."""
        operand_before = self.last in _ENDS_OPERAND
        if text in _COMPARISONS:
            kind = "COMPARE" if operand_before else "TEST"
        elif text in "[]":
            kind = self.square(text, operand_before=operand_before)
        else:
            kind = _SIGNS.get(text, "ARROW")
        before = self.last
        token = self.token(kind, text)
        self.nest(kind, before)
        self.advance(self.at + len(text))
        yield token
        if kind == "COLON" and self.brackets and self.brackets[-1] == "PARAMETERS":
            yield self.type_at(self.at)
        elif kind in ("LBRACE", "COMMA") and self.brackets and self.brackets[-1] == "LBRACE":
            yield from self.key()

    def key(self) -> Iterator[Token]:
        """Read the key of a context's entry."""
        match = _KEY.match(self.source, self.at)
        if match is None:
            return
        quoted, plain = match.groups()
        start, end = (match.start(1) - 1, match.end(1) + 1) if plain is None else match.span(2)
        key = text_value(quoted) if plain is None else " ".join(plain.split())
        self.learn(key)
        self.advance(start)
        yield self.token("KEY", key)
        self.advance(end)

    def square(self, text: str, *, operand_before: bool) -> str:
        """Tell what a square bracket is for."""
        in_range = bool(self.brackets) and self.brackets[-1].endswith(".")
        if text == "]":
            empty = self.last == "LIST" and _OPERAND.match(self.source, self.at + 1) is None
            return "RSQB" if operand_before or empty else "OPEN"
        if not operand_before:
            return "LIST"
        ends = in_range and _AFTER_RANGE.match(self.source, self.at + 1)
        return "CLOSE" if ends else "FILTER"

    def nest(self, kind: str, before: str) -> None:
        """Keep account of the open brackets, and whether `..` was read in them."""
        if kind in ("LPAR", "LIST", "FILTER", "OPEN", "LBRACE"):
            self.brackets.append("PARAMETERS" if before == "FUNCTION" else kind)
            if len(self.brackets) > MAX_DEPTH:
                raise FeelLimit(
                    f"括号嵌套超过 {MAX_DEPTH} 层",
                    f"brackets nest more than {MAX_DEPTH} deep",
                    self.place,
                )
        elif kind == "DOTDOT" and self.brackets:
            self.brackets[-1] += ".."
        elif kind in ("RPAR", "RSQB", "CLOSE", "RBRACE") and self.brackets:
            closed = self.brackets.pop()
            self.last = closed if closed == "PARAMETERS" else self.last


def words_of(source: str, names: Iterable[str]) -> list[Token]:
    """Cut a text into words."""
    refuse_long_source(source)
    return list(Words(source, by_first_word(frozenset(names))).run())
