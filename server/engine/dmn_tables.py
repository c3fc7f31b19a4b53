"""Decision tables: every hit policy and aggregator of DMN, with the matches kept for explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from server.domain.feel.comparing import equal
from server.domain.feel.compiling_tests import Test
from server.domain.feel.kinds import Type
from server.domain.feel.library import BUILTINS
from server.domain.feel.limits import Run
from server.domain.feel.refusals import FeelLimit, Notice, Unfit, placed
from server.domain.feel.scopes import MISSING, Evaluate, Scope
from server.domain.feel.values import Value
from server.engine.dmn_findings import Finding

POLICIES = frozenset(
    {"UNIQUE", "ANY", "PRIORITY", "FIRST", "COLLECT", "RULE ORDER", "OUTPUT ORDER"}
)
AGGREGATORS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMatch:
    """Which rules of a table matched, counted from 1, and by which inputs."""

    decision: str
    table: str
    rules: tuple[int, ...]
    rule_ids: tuple[str, ...]
    inputs: tuple[tuple[str, Value], ...]


class DecisionRun(Run):
    """The account of an evaluation of decisions: also the rules that matched and what went wrong."""

    __slots__ = ("decision", "matches", "violations")

    def __init__(
        self,
        functions: Mapping[str, Value],
        now: Value,
        notices: list[Notice],
        types: Mapping[str, Type],
    ) -> None:
        super().__init__(functions, now, notices, types)
        self.decision = ""
        self.matches: list[TableMatch] = []
        self.violations: list[Finding] = []


@dataclass(frozen=True, slots=True)
class Input:
    """An input column: its label, its value, and what the value may be."""

    label: str
    value: Evaluate
    allowed: Test | None


@dataclass(frozen=True, slots=True)
class Output:
    """An output column: its name, its values by priority, and its value when no rule matches."""

    name: str
    ranks: tuple[Test, ...]
    default: Evaluate | None

    def rank(self, scope: Scope, cell: Value) -> int:
        """Count the values that come before a result; all of them when it is none of them."""
        passed = (place for place, test in enumerate(self.ranks) if test(scope, cell) is True)
        return next(passed, len(self.ranks))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what the inputs have to meet, and the results."""

    id: str
    tests: tuple[Test, ...]
    outputs: tuple[Evaluate, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A compiled decision table."""

    id: str
    policy: str
    aggregator: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    whole: Finding

    def evaluate(self, scope: Scope) -> Value:
        """Decide."""
        values = [one.value(scope) for one in self.inputs]
        for one, value in zip(self.inputs, values, strict=True):
            if one.allowed is not None and one.allowed(scope, value) is not True:
                return self.violated(
                    scope, f"输入“{one.label}”不在允许值内", f"input {one.label!r} is not allowed"
                )
        matched = [
            place
            for place, rule in enumerate(self.rules)
            if all(
                test(scope, value) is True for test, value in zip(rule.tests, values, strict=True)
            )
        ]
        self._keep(scope, matched, values)
        return self._choose(scope, matched)

    def _keep(self, scope: Scope, matched: list[int], values: list[Value]) -> None:
        run = cast("DecisionRun", scope.run)
        try:
            run.spend(len(self.rules))
        except FeelLimit as limit:
            raise placed(limit, (self.whole.line, 0)) from None
        inputs = tuple((one.label, value) for one, value in zip(self.inputs, values, strict=True))
        run.matches.append(
            TableMatch(
                decision=run.decision,
                table=self.id,
                rules=tuple(place + 1 for place in matched),
                rule_ids=tuple(self.rules[place].id for place in matched),
                inputs=inputs,
            )
        )

    def violated(self, scope: Scope, message_zh: str, message_en: str) -> None:
        """Remember that the table can't decide."""
        run = cast("DecisionRun", scope.run)
        at = self.whole
        run.violations.append(
            Finding(element=at.element, line=at.line, message_zh=message_zh, message_en=message_en)
        )
        run.note((at.line, 0), message_zh, message_en)

    def _choose(self, scope: Scope, matched: list[int]) -> Value:
        if not matched:
            return self._default(scope)
        if self.policy == "UNIQUE" and len(matched) > 1:
            return self.violated(
                scope,
                f"唯一命中策略下有多条规则匹配：{_listed(matched, '、')}",
                f"several rules match under UNIQUE: {_listed(matched)}",
            )
        one = self.policy in ("UNIQUE", "FIRST")
        rows = [self._row(scope, place) for place in (matched[:1] if one else matched)]
        if MISSING in rows:
            return None
        if one:
            return rows[0]
        if self.policy == "ANY":
            return self._any(scope, matched, rows)
        return self._many(scope, rows)

    def _any(self, scope: Scope, matched: list[int], rows: list[Value]) -> Value:
        if all(equal(rows[0], row) is True for row in rows):
            return rows[0]
        return self.violated(
            scope,
            f"任一命中策略下规则结果不同：{_listed(matched, '、')}",
            f"rules with different results match under ANY: {_listed(matched)}",
        )

    def _many(self, scope: Scope, rows: list[Value]) -> Value:
        if self.policy in ("PRIORITY", "OUTPUT ORDER"):
            rows = sorted(rows, key=lambda row: self._rank(scope, row))
            return rows[0] if self.policy == "PRIORITY" else rows
        if not self.aggregator:
            return rows
        if len(self.outputs) == 1:
            return self._joined(scope, rows)
        return {
            one.name: self._joined(scope, [row[one.name] for row in rows]) for one in self.outputs
        }

    def _joined(self, scope: Scope, cells: list[Value]) -> Value:
        try:
            return BUILTINS[AGGREGATORS[self.aggregator]].call(scope.run, [cells])
        except Unfit as error:
            return self.violated(scope, error.message_zh, error.message_en)
        except ArithmeticError:
            return self.violated(scope, "合计超出数字范围", "the sum is out of range")

    def _row(self, scope: Scope, place: int) -> Value:
        """Work out the results of a rule; MISSING when one is not among its output's values."""
        cells = [cell(scope) for cell in self.rules[place].outputs]
        for one, cell in zip(self.outputs, cells, strict=True):
            if cell is not None and one.ranks and one.rank(scope, cell) == len(one.ranks):
                self.violated(
                    scope,
                    f"规则 {place + 1} 的输出“{one.name}”不在允许值内",
                    f"output {one.name!r} of rule {place + 1} is not allowed",
                )
                return MISSING
        return self._shaped(cells)

    def _shaped(self, cells: list[Value]) -> Value:
        if len(cells) == 1:
            return cells[0]
        return {one.name: cell for one, cell in zip(self.outputs, cells, strict=True)}

    def _default(self, scope: Scope) -> Value:
        if all(one.default is None for one in self.outputs):
            if self.aggregator == "COUNT":
                return Decimal(0)
            return [] if self.policy == "COLLECT" and not self.aggregator else None
        return self._shaped(
            [None if one.default is None else one.default(scope) for one in self.outputs]
        )

    def _rank(self, scope: Scope, row: Value) -> list[int]:
        if len(self.outputs) == 1:
            return [self.outputs[0].rank(scope, row)]
        return [one.rank(scope, row[one.name]) for one in self.outputs]


def _listed(matched: Sequence[int], between: str = ", ") -> str:
    return between.join(str(place + 1) for place in matched)
