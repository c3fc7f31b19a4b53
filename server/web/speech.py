"""The language of the present request and its sentences: flask-babel's catalogues, found once a request and not once a sentence.

A page of twenty rows says four hundred sentences and names; asking flask-babel for the language of each takes a fifth of the page.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from gettext import NullTranslations
from typing import TYPE_CHECKING, cast

from babel import Locale
from flask import g
from flask_babel import Babel, force_locale, get_domain, get_locale
from jinja2 import pass_eval_context
from markupsafe import Markup

from server.web.context import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from jinja2.nodes import EvalContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A language and its sentences."""

    locale: Locale
    catalogue: NullTranslations
    is_english: bool


AS_WRITTEN = Speech(locale=Locale("zh"), catalogue=NullTranslations(), is_english=False)


def install(app: Flask, choose: Callable[[], str] = language) -> None:
    """Gives the application its languages, and the templates ``_``; ``choose`` says which one a request wants."""
    Babel(app, locale_selector=choose)
    app.jinja_env.globals["_"] = _in_page


def speech() -> Speech:
    """What is spoken in the present request; outside of any, what is written: Chinese."""
    try:
        return cast("Speech", g.speech)
    except AttributeError:
        g.speech = found = _found()
        return found
    except RuntimeError:
        return AS_WRITTEN


@contextmanager
def spoken_in(name: str) -> Iterator[None]:
    """Inside, another language is spoken than the request's own: ``zh`` or ``en``."""
    before = g.pop("speech", None)
    try:
        with force_locale(name):
            yield
    finally:
        g.pop("speech", None)
        if before is not None:
            g.speech = before


def is_english() -> bool:
    """Whether the page is shown in English."""
    return speech().is_english


def locale() -> Locale:
    """How days and figures are written."""
    return speech().locale


def gettext(sentence: str, **values: object) -> str:
    """A sentence, with its values put in where there are any."""
    said = speech().catalogue.gettext(sentence)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """A sentence about a number, ``num``, with its values put in."""
    return speech().catalogue.ngettext(one, many, num) % {"num": num, **values}


@pass_eval_context
def _in_page(context: EvalContext, sentence: str, **values: object) -> str:
    """A sentence of a template: a value put in is escaped where the template escapes."""
    if not context.autoescape:
        return speech().catalogue.gettext(sentence) % values
    return Markup(speech().catalogue.gettext(sentence)) % values  # noqa: S704  # our own sentence


def _found() -> Speech:
    where = get_locale()
    return Speech(
        locale=where, catalogue=get_domain().get_translations(), is_english=where.language == "en"
    )
