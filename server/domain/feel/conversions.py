"""What becomes of a value where another type is expected (DMN 1.5, 10.3.2.9.4)."""

from collections.abc import Mapping

from server.domain.feel.kinds import Type, conforms
from server.domain.feel.temporal import Date, DateTime, Time
from server.domain.feel.values import Value


def coerced(value: Value, wanted: Type, types: Mapping[str, Type]) -> tuple[Value, bool]:
    """Fit a value to a type as the standard's implicit conversions do, and tell whether it fits.

    A list of one stands for its item, an item for a list of it, a date for its midnight in UTC.
    """
    if conforms(value, wanted, types):
        return value, True
    if isinstance(value, list) and len(value) == 1 and conforms(value[0], wanted, types):
        return value[0], True
    if not isinstance(value, list) and conforms([value], wanted, types):
        return [value], True
    if isinstance(value, Date):
        moment = DateTime(value, Time(0, 0))
        if conforms(moment, wanted, types):
            return moment, True
    return None, False
