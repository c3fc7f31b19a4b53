"""Why a step can't be carried out, in both languages."""

from __future__ import annotations


class Stuck(Exception):  # says what is wrong, like the refusals of the domain
    """The diagram and the data don't fit together at this element."""

    def __init__(self, zh: str, en: str) -> None:
        self.causes = (zh, en)
        super().__init__(f"{zh} / {en}")
