"""FEEL, the expression language of DMN 1.5: conditions, timers, decision tables and forms alike.

An expression is compiled once and evaluated often. It can't reach the machine it runs on: it is turned into
closures over the values it is given, and steps, depth and sizes are limited. Time is given, never asked for.
"""

from server.domain.feel.expression import Expression
from server.domain.feel.hiding import hides
from server.domain.feel.kinds import Type
from server.domain.feel.making import compile_expression, compile_unary_tests
from server.domain.feel.names import RESERVED
from server.domain.feel.refusals import FeelError, FeelLimit, FeelSyntaxError, Notice
from server.domain.feel.temporal import Date, DateTime, Months, Span, Time
from server.domain.feel.unary import UnaryTests
from server.domain.feel.values import Function, Range, Value, inward, outward

__all__ = [
    "RESERVED",
    "Date",
    "DateTime",
    "Expression",
    "FeelError",
    "FeelLimit",
    "FeelSyntaxError",
    "Function",
    "Months",
    "Notice",
    "Range",
    "Span",
    "Time",
    "Type",
    "UnaryTests",
    "Value",
    "compile_expression",
    "compile_unary_tests",
    "hides",
    "inward",
    "outward",
]
