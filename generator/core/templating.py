"""The template engine: templates lie in theme/templates, and all text they are given is escaped."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import jinja2

from generator.core.noting import note

Template = jinja2.Template
TEMPLATE = "template"  # kind of a question


class Environment(jinja2.Environment):
    """The template engine, noting which templates are asked for."""

    def get_template(
        self, name: "str | Template", parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """A template by its name."""
        if isinstance(name, str):
            note(TEMPLATE, name)
        return super().get_template(name, parent, globals)


def environment(templates: Path) -> Environment:
    """The engine over a folder of templates; what a template asks for and is not given is a mistake."""
    return Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        comment_start_string="{%#",  # `{#` begins the id of a heading
        comment_end_string="#%}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
