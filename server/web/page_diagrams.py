"""A process's diagram as a page shows it: with its names in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from server.web.diagram_files import in_english, with_settled_labels
from server.web.diagrams import render
from server.web.drawings import read_drawing
from server.web.labels import settled
from server.web.leaps import leaps_drawn
from server.web.speech import gettext, is_english

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from server.domain.process import English
    from server.domain.reading import Marks
    from server.web.drawings import Drawing


class Drawn(Protocol):
    """Whatever brings a diagram along, and its English."""

    @property
    def diagram(self) -> bytes:
        """The file as it was deployed."""

    @property
    def english(self) -> Mapping[str, English]:
        """Element id -> its English words."""


def file_of(shown: Drawn) -> bytes:
    """The file of the diagram for the viewer; as it was deployed where the page is Chinese.

    Labels are drawn as wide as their Chinese, so longer English ones look for a place of their own.
    """
    return with_settled_labels(_spoken(shown)) if is_english() else shown.diagram


def _spoken(shown: Drawn) -> bytes:
    return in_english(shown.diagram, shown.english) if is_english() else shown.diagram


def picture_of(shown: Drawn, marks: Marks | None, *, crop: str | None = None) -> Markup:
    """The diagram as SVG; with ``crop``, only what lies around that element."""
    return render(_drawing(shown), marks, crop=crop, label=gettext("流程图"))


def arrows_of(shown: Drawn, marks: Marks) -> Markup:
    """Where the case went on by no flow, for the viewer of the page."""
    return leaps_drawn(_drawing(shown), marks.leaps)


def _drawing(shown: Drawn) -> Drawing:
    return settled(_spoken(shown)) if is_english() else read_drawing(shown.diagram)


def beginning_of(shown: Drawn) -> Markup:
    """What lies around the start of the diagram, as SVG."""
    return picture_of(shown, None, crop=read_drawing(shown.diagram).first)
