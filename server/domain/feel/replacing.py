"""What stands in the place of a match, in which `$1` names a group."""

import re
from collections.abc import Callable

from server.domain.feel.refusals import Unfit


def replacement_text(
    replacement: str, groups: int, *, literal: bool
) -> Callable[[re.Match[str]], str]:
    """Give the writer of a replacement, in which `$1` names a group."""
    if literal:
        return lambda _: replacement
    pieces: list[str | int] = []
    for part in re.findall(r"\\[\\$]|\$[0-9]+|[^\\$]+|.", replacement, re.DOTALL):
        if part in ("\\", "$"):
            raise Unfit("替换文本无效", "the replacement is not valid")
        if part[0] == "$":
            pieces += _group_of(part[1:], groups)
        else:
            pieces.append(part[1:] if part[0] == "\\" else part)
    return lambda match: "".join(
        piece if isinstance(piece, str) else (match[piece] or "") for piece in pieces
    )


def _group_of(digits: str, groups: int) -> list[str | int]:
    for length in range(len(digits), 0, -1):
        if int(digits[:length]) <= groups:
            return [int(digits[:length]), digits[length:]]
    return [digits[1:]]
