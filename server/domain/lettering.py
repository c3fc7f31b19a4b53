"""How much room words take on a drawing, and how they break into lines."""

from __future__ import annotations

_NARROW = 0.56  # of an em: what a Latin letter takes beside a Chinese character's whole
_OVER = 1.2
_NEVER_FIRST = frozenset("，。、；：？！）》」』”’…—·,.;:?!)%")


def text_width(text: str, size: float) -> float:
    """Roughly how wide a text is, in the units of its size."""
    return sum(size * (_NARROW if char.isascii() else 1) for char in text)


def broken(text: str, width: float, size: float, *, most: int = 4) -> list[str]:
    """The text in lines of at most this width; what is too long for all lines ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _words(text, width, size):
        if line and text_width(line + word.rstrip(), size) > width and word not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = ""
        line += word if line else word.lstrip()
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return lines


def _words(text: str, width: float, size: float) -> list[str]:
    # Chinese may break anywhere, Latin words and numbers only at blanks.
    words: list[str] = []
    for char in text:
        if words and char.isascii() and words[-1].isascii() and not words[-1].endswith(" "):
            words[-1] += char
        else:
            words.append(char)
    return [part for word in words for part in _cut(word, width, size)]


def _cut(word: str, width: float, size: float) -> list[str]:
    """A word that is much longer than a line, in parts; a little longer is better left whole."""
    if text_width(word.rstrip(), size) <= _OVER * width:
        return [word]
    most = max(1, int(width // (_NARROW * size)))
    return [word[at : at + most] for at in range(0, len(word), most)]
