"""A template is compiled once for each language: its own sentences and fixed addresses are plain text in it.

A list of twenty rows says some four hundred sentences, names and addresses. What stands in the template costs
nothing then, and of two names that data brings along one is read. Templates are written as if each was asked for.
"""

from __future__ import annotations

import re
from itertools import cycle
from typing import TYPE_CHECKING, Any, cast

from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer

from server.web.speech import speech

if TYPE_CHECKING:
    from flask import Flask
    from jinja2 import Template
    from jinja2.compiler import Frame

    from server.web.speech import Speech

FIXED = frozenset({"link", "asset"})
"""What gives the same answer to the same words, whoever asks."""
ICONS = "components/icons.html"
"""A template whose macros do."""
_VALUE = re.compile(r"%\((\w+)\)s")


def install(app: Flask) -> None:
    """Gives the application these templates, before anything is taught to them."""
    app.jinja_environment = SpokenTemplates


class _Compiler(CodeGenerator):
    """Compiles in the language of the environment."""

    def visit_Template(  # noqa: N802  # the library's name
        self, node: nodes.Template, frame: Frame | None = None
    ) -> None:
        if isinstance(self.environment, SpokenTemplates) and self.environment.speech is not None:
            _Saying(self.environment, self.environment.speech, node).visit(node)
        super().visit_Template(node, frame)


class SpokenTemplates(Environment):
    """The templates of an application, handed out in the language that is spoken just now."""

    code_generator_class = _Compiler
    speech: Speech | None = None
    """What all templates in here are compiled for; None: whatever is spoken."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what Flask gives; languages come when they are first spoken."""
        super().__init__(*args, **options)
        self._spoken: dict[str, SpokenTemplates] = {}

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """A template, which includes and extends others of its own language."""
        if self.speech is not None:
            return super().get_template(*args, **kwargs)
        return self._in(speech()).get_template(*args, **kwargs)

    def _in(self, spoken: Speech) -> SpokenTemplates:
        language = str(spoken.locale)
        if language not in self._spoken:
            templates = self.overlay()
            templates.speech = spoken
            self._spoken[language] = templates
        return self._spoken[language]


class _Saying(NodeTransformer):
    """Puts into a template what its calls would answer each time."""

    def __init__(self, templates: SpokenTemplates, spoken: Speech, tree: nodes.Template) -> None:
        """Look which words the template itself gives another meaning."""
        self._templates = templates
        self._spoken = spoken
        self._own = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
        self._icons = {
            name
            for each in tree.find_all(nodes.FromImport)
            if isinstance(each.template, nodes.Const) and each.template.value == ICONS
            for name in each.names
        }

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802  # the library's name
        self.generic_visit(call)
        is_plain = call.dyn_args is None and call.dyn_kwargs is None
        name = call.node.name if is_plain and isinstance(call.node, nodes.Name) else ""
        if name in self._own:
            return call
        if name == "_":
            return self._said(call)
        if name == "speak":
            return self._one_of_two(*call.args)
        if name in FIXED:
            return self._answered(call, self._templates.globals[name])
        if name in self._icons:
            return self._answered(call, getattr(self._templates.get_template(ICONS).module, name))
        return call

    def visit_Output(self, output: nodes.Output) -> nodes.Node:  # noqa: N802  # the library's name
        """What is written one after the other needs not be put together before."""
        self.generic_visit(output)
        output.nodes = [part for each in output.nodes for part in _parts(each)]
        return output

    def _said(self, call: nodes.Call) -> nodes.Node:
        """A sentence, and where it has values, how they are put in."""
        [sentence] = call.args
        if not isinstance(sentence, nodes.Const):
            return call
        said = self._spoken.catalogue.gettext(sentence.value)
        place: dict[str, Any] = {"lineno": call.lineno, "environment": call.environment}
        if not call.kwargs:
            return nodes.TemplateData(said % {}, **place)
        values = [
            nodes.Pair(nodes.Const(each.key, **place), each.value, **place) for each in call.kwargs
        ]
        return nodes.Mod(nodes.TemplateData(said, **place), nodes.Dict(values, **place), **place)

    def _one_of_two(self, chinese: nodes.Expr, english: nodes.Expr) -> nodes.Node:
        """Of two names that the data brings along, the one that ``speak`` would choose."""
        if not self._spoken.is_english:
            return chinese
        return nodes.Or(english, chinese, lineno=chinese.lineno, environment=chinese.environment)

    def _answered(self, call: nodes.Call, asked: Any) -> nodes.Node:
        """What is answered to words that are known already."""
        try:
            args = [each.as_const() for each in call.args]
            kwargs = {each.key: each.value.as_const() for each in call.kwargs}
        except nodes.Impossible:
            return call
        return nodes.Const(asked(*args, **kwargs), lineno=call.lineno, environment=call.environment)


def _parts(written: nodes.Expr) -> list[nodes.Expr]:
    """A sentence with values as its pieces and the values between them; anything else as it is."""
    match written:
        case nodes.Mod(left=nodes.TemplateData(data=said), right=nodes.Dict(items=pairs)):
            pieces = _VALUE.split(said)
        case _:
            return [written]
    if any("%" in piece for piece in pieces[::2]):
        return [written]
    values = {cast("nodes.Const", pair.key).value: pair.value for pair in pairs}
    return [
        values[piece] if is_value else nodes.TemplateData(piece, lineno=written.lineno)
        for piece, is_value in zip(pieces, cycle((False, True)), strict=False)
    ]
