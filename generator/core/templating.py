"""The template engine: templates lie in theme/templates, and all text they are given is escaped."""

from collections.abc import MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, Protocol

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from generator.core.noting import note

try:  # what `escape` puts into a `Markup`, without making one: that takes ten times as long as to look for the marks
    from markupsafe._speedups import _escape_inner as escaped
except ImportError:  # a platform for which there is no compiled one
    from markupsafe._native import _escape_inner as escaped

Template = jinja2.Template
Compiled = dict[tuple[str, str], CodeType | None]  # by name and checksum of the source
TEMPLATE = "template"  # kind of a question


class _PlainCode(CodeGenerator):
    """Compiles templates to what ours need and no more; an undefined name or attribute in one is a mistake."""

    def write_commons(self) -> None:
        """Write what a template begins with."""
        super().write_commons()
        self.writeline("text = environment.text")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write an attribute; of thousands on a page, none is looked for among the items of its object as well."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call as it is: none of the macros and methods asks to be told where it is called."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, *_: object) -> None:
        self.write("text(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class Environment(jinja2.Environment):
    """The template engine, noting which templates are asked for."""

    code_generator_class = _PlainCode

    @staticmethod
    def text(value: object) -> str:
        """What a page shows of a value, escaped; most are words."""
        if type(value) is str:
            return escaped(value)
        if type(value) is int:
            return str(value)
        return value if type(value) is Markup else escape(value)

    def get_template(
        self, name: "str | Template", parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """A template by its name."""
        if isinstance(name, str):
            note(TEMPLATE, name)
        return super().get_template(name, parent, globals)


class CompiledTemplates(jinja2.BytecodeCache):
    """What was compiled, by name and source: once a process, however many sites it makes or previews.

    Where a way to `keep` it is given, the next process need not compile it again.
    """

    def __init__(self, keep: "KeepCompiled | None" = None, known: "Compiled | None" = None) -> None:
        """Begin with what is `known` in this process already."""
        self._code: Compiled = {} if known is None else known
        self.keep = keep

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name alone: the checksum of a bucket tells one source from another."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))
        if bucket.code is None and self.keep and (kept := self.keep.stored(bucket.key)):
            bucket.bytecode_from_string(kept)  # of another source, Python or format of Jinja2: it stays without code
            self._code[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[bucket.key, bucket.checksum] = bucket.code
        if self.keep:
            self.keep.store(bucket.key, bucket.bytecode_to_string())


class KeepCompiled(Protocol):
    """Keeps bytes by the names of templates; gives them back as they were, or nothing."""

    def stored(self, name: str) -> bytes | None:
        """What was kept."""
        ...

    def store(self, name: str, data: bytes) -> None:
        """Keep it."""
        ...


_known: Compiled = {}


def environment(templates: Path, keep: KeepCompiled | None = None) -> Environment:
    """The engine over a folder of templates; what a template asks for and is not given is a mistake.

    What it compiles it lets somebody `keep` for other processes.
    """
    return Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        comment_start_string="{%#",  # `{#` begins the id of a heading
        comment_end_string="#%}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(keep, _known),
    )
