"""Texts and numbers as people write them: what is a number, a day, an address."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation, localcontext
from typing import Any

WIDEST_EXPONENT = 40
_PHONE = re.compile(r"(?:\+|00)[1-9][0-9]{5,28}")
_MAIL_NAME = re.compile(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+")
_MAIL_LABEL = re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def number(value: Any) -> Decimal | None:
    """The number that a JSON value is, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        given = Decimal(str(value))
    except InvalidOperation:
        return None
    if not given.is_finite() or abs(given.adjusted()) > WIDEST_EXPONENT:
        return None
    return given


def decimals(given: Decimal) -> int:
    """How many decimals a number really has."""
    exponent = given.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def is_multiple(given: Decimal, step: Decimal) -> bool:
    """Whether a number is a whole multiple of a step."""
    with localcontext(prec=4 * WIDEST_EXPONENT):
        return given % step == 0


def is_mail(text: str) -> bool:
    """Whether browsers take this as an e-mail address (HTML standard, 4.10.5.1.5)."""
    name, at, domain = text.partition("@")
    labels = domain.split(".")
    return (
        bool(at)
        and _MAIL_NAME.fullmatch(name) is not None
        and all(_MAIL_LABEL.fullmatch(label) for label in labels)
    )


def is_date(text: str) -> bool:
    """Whether this is a day that exists, as ISO 8601 text."""
    return _DATE.fullmatch(text) is not None and _reads(dt.date.fromisoformat, text)


def is_time(text: str) -> bool:
    """Whether this is a time of day, perhaps with its offset."""
    return _TIME.fullmatch(text) is not None and _reads(dt.time.fromisoformat, text)


def is_moment(text: str) -> bool:
    """Whether this is a day with a time of day."""
    day, _, time = text.partition("T")
    return is_date(day) and is_time(time)


def _reads(reader: Any, text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


def is_phone(text: str) -> bool:
    """Whether this is a number with its country code; the browser's own list is a little narrower."""
    return _PHONE.fullmatch(text) is not None
