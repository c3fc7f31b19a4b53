"""A process's diagram as a page shows it: with its names in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from flask_babel import gettext

from server.web.diagrams import render
from server.web.drawings import in_english, read_drawing
from server.web.words import is_english

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from server.domain.process import English
    from server.domain.reading import Marks


class Drawn(Protocol):
    """Whatever brings a diagram along, and its English."""

    @property
    def diagram(self) -> bytes:
        """The file as it was deployed."""

    @property
    def english(self) -> Mapping[str, English]:
        """Element id -> its English words."""


def file_of(shown: Drawn) -> bytes:
    """The file of the diagram; byte by byte as it was deployed where the page is Chinese."""
    return in_english(shown.diagram, shown.english) if is_english() else shown.diagram


def picture_of(shown: Drawn, marks: Marks | None, *, crop: str | None = None) -> Markup:
    """The diagram as SVG; with ``crop``, only what lies around that element."""
    drawing = read_drawing(file_of(shown))
    return render(drawing, marks, crop=crop, label=gettext("流程图"))


def beginning_of(shown: Drawn) -> Markup:
    """What lies around the start of the diagram, as SVG."""
    return picture_of(shown, None, crop=read_drawing(shown.diagram).first)
