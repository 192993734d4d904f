"""The template engine: templates lie in theme/templates, and all text they are given is escaped."""

from pathlib import Path

import jinja2

Environment = jinja2.Environment
Template = jinja2.Template


def environment(templates: Path) -> Environment:
    """The engine over a folder of templates; what a template asks for and is not given is a mistake."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        comment_start_string="{%#",  # `{#` begins the id of a heading
        comment_end_string="#%}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
