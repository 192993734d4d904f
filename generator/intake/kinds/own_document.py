"""Word documents of ours: read by the addresses of their controls, whatever was changed, added or deleted in them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.forms.address import OTHERS
from generator.forms.document import REST_NOTE, WHOLE
from generator.forms.layout import Form, FormCell
from generator.forms.layouts import layouts
from generator.forms.published import is_published_note
from generator.intake.addressed import steps_of
from generator.intake.drafted import Entry, Leftover, Node, Recognised
from generator.intake.kinds._own_forms import kind_of, other_version
from generator.intake.kinds._word_values import DocumentValues
from generator.intake.paper import Paper, Refused

YEAR_LINE = re.compile(r"（[\d—\s]*年度）")  # below the title, as the file was made


def recognise(paper: Paper) -> tuple[Recognised, ...] | Refused | None:
    """The one project of a document of ours; None where it is none, or where all its controls are gone."""
    name, version = (paper.properties.get(key, "") for key in ("表样", "版本"))
    if name not in layouts() or not any(cell.tag for grid in paper.grids for cell in grid.cells):
        return None
    layout = layouts()[name]
    if version != layout.VERSION:
        return other_version(paper.file, name, version)
    # What belongs to the form itself depends on what is filled in, so that is read first, and then once more.
    blank = layout.layout({})
    filled = layout.layout(_plain(_read(paper, (blank,)).tree()))
    found = _read(paper, (blank, filled))
    for cell in _cells(filled):
        for path, text in cell.given:
            if steps_of(cell.path) in found.values:
                found.values.setdefault(steps_of(path), Entry(text))
    whole = paper.properties.get(WHOLE[0]) == WHOLE[1]
    return (
        Recognised(
            kind=kind_of(layout),
            values=found.tree(whole),
            year=paper.properties.get("年度", ""),
            project=paper.properties.get("项目", ""),
            unused=(*found.unused, *_beside(paper, (blank, filled))),
            complete=whole,
        ),
    )


def _read(paper: Paper, forms: tuple[Form, ...]) -> DocumentValues:
    cells = [cell for form in forms for cell in _cells(form)]
    signatures = {line for form in forms for line in form.signatures}
    found = DocumentValues({cell.text for cell in cells if not cell.path} | signatures, any(c.unit for c in cells))
    for grid in paper.grids:
        found.table(grid)
    return found


def _cells(form: Form) -> Iterator[FormCell]:
    return (cell for table in form.tables for cell in table.cells)


def _beside(paper: Paper, forms: tuple[Form, ...]) -> Iterator[Leftover]:
    """Paragraphs beside the tables that are not the form's own."""
    own = {OTHERS, REST_NOTE, paper.properties.get("title", "")}
    own |= {line for form in forms for line in (form.title, form.subtitle, *form.notes)}
    for one in paper.paragraphs:
        if one.text not in own and not is_published_note(one.text) and not YEAR_LINE.fullmatch(one.text):
            yield Leftover(one.text, one.spot, "写在表的外面")


def _plain(node: Node) -> Any:
    """What was read as content that a form can be made of."""
    if isinstance(node, Entry):
        return node.text
    return {key: _plain(one) for key, one in node.items()} if isinstance(node, Mapping) else [_plain(n) for n in node]
