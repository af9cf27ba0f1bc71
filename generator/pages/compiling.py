"""How templates are compiled: closer to what ours are than Jinja must suppose. The pinned release is the one it knows."""

from __future__ import annotations

import keyword
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import suppress
from io import StringIO
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]  # the locks hold its release

from generator.pages.escaping import shown


class _Code(CodeGenerator):
    """Compiles templates closer to what ours are, which nearly halves the time of a page.

    A call is a call (none of our functions asks for a context), and what is printed or returned by a macro goes through
    `shown` and `_macro` below.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        super().visit_Template(node, frame)
        self.writeline("escape, escaped, Macro = environment.shown, environment.escaped, environment.macro")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        self.visit(node.node, frame)
        line, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        given, self.stream = self.stream.getvalue(), line
        self.write(f"({given.removeprefix(', ')})")


class _QuickCode(_Code):
    """Takes `a.b` for the attribute it nearly always is. Jinja looks for a key as well, where there is no such attribute."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """What is text is escaped in place, anything else by `shown`: as that does, without a call of Python's."""
        self._in_place = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None
        if self._in_place:
            self.write("(escaped(_v) if type(_v := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._in_place:
            self.write(") is str else escape(_v))")
        else:
            super()._output_child_post(node, frame, finalize)


def _macro(
    environment: Environment, func: Callable[..., str], name: str, names: Sequence[str], *catches: bool
) -> Callable[..., str]:
    """A macro that is called without ceremony; those that catch what they do not name are left to Jinja."""
    usual = Macro(environment, func, name, list(names), *catches)
    rest = (missing,) * len(names)
    if any(catches[:3]):
        return usual

    def call(*given: object, **named: object) -> str:
        others = names[len(given) :]
        if named:
            if not named.keys() <= set(others):
                return usual(*given, **named)  # says what is wrong
            given += tuple(named.get(other, missing) for other in others)
        elif others:
            given += rest[len(given) :]
        return _FINISHED(Markup, func(*given))

    return call


_FINISHED = str.__new__
"""Markup made of a text as it stands, without asking it whether it has a form of its own."""


class OurEnvironment(Environment):
    """Hands its globals to templates as one plain dict: they are looked at anew for each page and each import in it.

    Jinja's chain of mappings lets globals be added later; here all are known from the start (measured: a tenth of a page).
    """

    code_generator_class = _Code
    shown, escaped, macro = staticmethod(shown), staticmethod(_escape_inner), staticmethod(_macro)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All names a template knows."""
        return {**self.globals, **(d or {})}


class QuickEnvironment(OurEnvironment):
    """The same for templates whose values have every attribute that is named, else it raises AttributeError."""

    code_generator_class = _QuickCode


class Compiled(FileSystemBytecodeCache):
    """Compiled templates kept as Python keeps its modules: beside the sources, by their content; where it may not write, not."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
