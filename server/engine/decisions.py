"""Decisions: DMN models read once and asked often; each answer says which rules led to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.domain.feel.conversions import coerced
from server.domain.feel.expression import guarded
from server.domain.feel.kinds import Type
from server.domain.feel.limits import Run, checked_whole
from server.domain.feel.refusals import Notice
from server.domain.feel.scopes import Scope
from server.domain.feel.values import Function, Value, inward, outward
from server.engine.dmn_findings import DecisionRefused, DecisionUndecided, Finding
from server.engine.dmn_imports import in_order
from server.engine.dmn_inputs import inputs_of
from server.engine.dmn_model import Decision, Element, InputData, Knowledge, Model, Need, Service
from server.engine.dmn_reading import read_model
from server.engine.dmn_tables import DecisionRun, TableMatch
from server.engine.dmn_types import completed

__all__ = [
    "DecisionRefused",
    "DecisionResult",
    "DecisionUndecided",
    "Decisions",
    "Finding",
    "TableMatch",
    "read_decisions",
    "read_together",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionResult:
    """What was decided and why: the value, the rules that matched, the inputs used, the notices."""

    decision: str
    outputs: Any
    matches: tuple[TableMatch, ...]
    inputs: tuple[tuple[str, Any], ...]
    notices: tuple[Notice, ...]
    violations: tuple[Finding, ...]


class Decisions:
    """A decision model; it holds no state of an evaluation, so threads may share it."""

    __slots__ = ("_by_name", "model")

    def __init__(self, model: Model) -> None:
        self.model = model
        self._by_name = {one.name: one for one in model.elements.values()}

    @property
    def name(self) -> str:
        """Give the model's name."""
        return self.model.name

    @property
    def decisions(self) -> tuple[str, ...]:
        """Give the ids of the decisions, in the order of the file."""
        return tuple(one.id for one in self.model.elements.values() if isinstance(one, Decision))

    @property
    def inputs(self) -> tuple[str, ...]:
        """Give the names of the input data."""
        return tuple(one.name for one in self.model.elements.values() if isinstance(one, InputData))

    def find(self, decision_id: str) -> Decision | Service:
        """Find a decision or decision service by id or name; KeyError when there is none."""
        for found in (self.model.elements.get(decision_id), self._by_name.get(decision_id)):
            if isinstance(found, Decision | Service):
                return found
        raise KeyError(decision_id)

    def wants(self, decision_id: str) -> frozenset[str]:
        """The names that have to be given to ask; what an imported model wants lies in one context."""
        names = (one.name for one in inputs_of(self.model, self.find(decision_id)))
        imports = self.model.imports
        return frozenset(
            next((one for one in imports if name.startswith(f"{one}.")), name) for name in names
        )

    def evaluate(
        self,
        decision_id: str,
        values: Mapping[str, Any],
        functions: Mapping[str, Callable[..., Any]] | None = None,
        now: datetime | None = None,
        *,
        strict: bool = True,
    ) -> DecisionResult:
        """Decide.

        A table that contradicts its hit policy, or is given what its inputs don't allow, is refused
        (DecisionUndecided); with `strict` off it gives null and the reason stands in the result.
        """
        wanted = self.find(decision_id)
        notices: list[Notice] = []
        run = DecisionRun(functions or {}, inward(now), notices, self.model.types)
        asking = _Asking(self.model, run, values)
        value = checked_whole(guarded(lambda: asking.answer(wanted)))
        if strict and run.violations:
            raise DecisionUndecided(tuple(run.violations))
        return DecisionResult(
            decision=wanted.id,
            outputs=outward(value),
            matches=tuple(run.matches),
            inputs=tuple((name, outward(given)) for name, given in asking.used.items()),
            notices=tuple(notices),
            violations=tuple(run.violations),
        )


class _Asking:
    """One evaluation of one model: each element is worked out at most once."""

    def __init__(
        self, model: Model, run: DecisionRun, values: Mapping[str, Any], path: str = ""
    ) -> None:
        self.model = model
        self.run = run
        self.values = values
        self.path = path
        """The names under which this model is imported, each with a dot; empty for the first."""
        self.known: dict[str, Value] = {}
        self.used: dict[str, Value] = {}
        self.imported: dict[str, _Asking] = {}

    def answer(self, element: Decision | Service) -> Value:
        """Give what is asked for; a service is asked with the values given."""
        if isinstance(element, Decision):
            return self.value_of(element)
        return self.serve(element, [self.holder(one).given(one.id) for one in element.parameters])

    def holder(self, need: Need) -> "_Asking":
        """The evaluation of the model that holds what is needed: this one, or that of an import.

        What an imported model is given stands in a context under the name of the import.
        """
        if not need.model:
            return self
        if need.model not in self.imported:
            given = self.values.get(need.model)
            inner = _Asking(
                self.model.imports[need.model],
                self.run,
                given if isinstance(given, Mapping) else {},
                f"{self.path}{need.model}.",
            )
            inner.used = self.used
            self.imported[need.model] = inner
        return self.imported[need.model]

    def sight(self, needs: Sequence[Need]) -> dict[str, Value]:
        """What an element sees: by name, and what is imported in a context for each import."""
        seen: dict[str, Value] = {}
        for need in needs:
            holder = self.holder(need)
            element = holder.model.elements[need.id]
            value = holder.value_of(element)
            if need.model:
                seen.setdefault(need.model, {})[element.name] = holder.bound(value)
            else:
                seen[element.name] = value
        return seen

    def value_of(self, element: Element) -> Value:
        """Work an element out, with the types of its own model."""
        if element.id not in self.known:
            with self._own_types():
                self.known[element.id] = self._work_out(element)
        return self.known[element.id]

    def bound(self, value: Value) -> Value:
        """A function with the types of this model, to be called from another one."""
        if not isinstance(value, Function):
            return value

        def call(run: Run, arguments: list[Value]) -> Value:
            with self._own_types():
                return value.call(run, arguments)

        return Function(value.parameters, call, value.types)

    @contextmanager
    def _own_types(self) -> Iterator[None]:
        before, self.run.types = self.run.types, self.model.types
        try:
            yield
        finally:
            self.run.types = before

    def _work_out(self, element: Element) -> Value:
        if isinstance(element, InputData):
            return self.given(element.id)
        if isinstance(element, Service):
            return self._service_function(element)
        if isinstance(element, Knowledge):
            return self._knowledge_function(element)
        scope = Scope(self.sight(element.requires), None, self.run)
        before, self.run.decision = self.run.decision, element.id
        try:
            return element.logic(scope)
        finally:
            self.run.decision = before

    def given(self, name: str) -> Value:
        """Take a value that was given, in the type the model asks for."""
        element = self.model.elements[name]
        whole = completed(inward(self.values.get(element.name)), element.type, self.model.types)
        value = self.fitted(whole, element.type, element.name)
        self.used[f"{self.path}{element.name}"] = value
        return value

    def fitted(self, value: Value, wanted: Type, name: str) -> Value:
        """Fit a value to a type; what doesn't fit becomes null."""
        fit, fits = coerced(value, wanted, self.model.types)
        if not fits:
            self.run.note(
                (0, 0), f"“{name}”的值不符合类型", f"the value of {name!r} has the wrong type"
            )
        return fit

    def _knowledge_function(self, element: Knowledge) -> Value:
        values: dict[str, Value] = {}
        scope = Scope(values, None, self.run)
        made = element.logic(scope)
        values.update(self.sight(element.requires))
        if not isinstance(made, Function):
            return made
        values[element.name] = function = self._typed_function(made, element)
        return function

    def _typed_function(self, made: Function, element: Knowledge) -> Function:
        def call(run: Run, arguments: list[Value]) -> Value:
            return self.fitted(made.call(run, arguments), element.type, element.name)

        typed = element.type.kind not in ("function", "Any") and not self._is_function(element.type)
        return Function(made.parameters, call, made.types) if typed else made

    def _is_function(self, kind: Type) -> bool:
        known = self.model.types.get(kind.kind)
        return known is not None and known.kind == "function"

    def _service_function(self, service: Service) -> Function:
        names = tuple(self.holder(one).model.elements[one.id].name for one in service.parameters)

        def call(run: Run, arguments: list[Value]) -> Value:
            run.enter()
            try:
                return self.serve(service, arguments)
            finally:
                run.calls -= 1

        return Function(names, call)

    def serve(self, service: Service, arguments: list[Value]) -> Value:
        """Work out a service's decisions with its arguments in place of what it doesn't hold."""
        inner = _Asking(self.model, self.run, self.values, self.path)
        inner.used = self.used
        for one, argument in zip(service.parameters, arguments, strict=True):
            holder = inner.holder(one)
            element = holder.model.elements[one.id]
            holder.known[one.id] = holder.fitted(argument, element.type, element.name)
        results: dict[str, Value] = {}
        for one in service.outputs:
            holder = inner.holder(one)
            element = holder.model.elements[one.id]
            results[element.name] = holder.value_of(element)
        value = next(iter(results.values())) if len(results) == 1 else results
        return self.fitted(value, service.type, service.name)


def read_decisions(xml: bytes, *, lenient: bool = False) -> Decisions:
    """Read a DMN 1.1 to 1.5 model; what is wrong with it comes back in one DecisionRefused.

    A lenient reading takes expressions that can't be read for null, with a notice whenever they are asked.
    """
    return Decisions(read_model(xml, lenient=lenient))


def read_together(
    files: Mapping[str, bytes], *, lenient: bool = False
) -> tuple[dict[str, Decisions], dict[str, DecisionRefused]]:
    """Read models that may import each other; by file name, and what is wrong by file name."""
    read: dict[str, Decisions] = {}
    refused: dict[str, DecisionRefused] = {}
    models: dict[str, Model] = {}
    for name, namespace in in_order(files, refused):
        try:
            models[namespace] = read_model(files[name], models, lenient=lenient)
            read[name] = Decisions(models[namespace])
        except DecisionRefused as error:
            refused[name] = error
    return read, refused
