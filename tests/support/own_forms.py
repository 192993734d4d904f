"""Forms of ours as somebody fills them in: every cell that has an address, in a workbook or in a document."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from generator.forms import document, workbook
from generator.forms.address import row_of
from generator.forms.layout import Path as Way
from generator.forms.layouts import FormLayout
from generator.intake.drafted import Recognised
from generator.intake.files import open_paper
from generator.intake.kinds import recognise
from generator.intake.paper import Paper, Refused
from generator.load import NO_SITE
from generator.model.book import Book
from tests.support.data_files import file_of
from tests.support.word import W, words

NOBODY = Book(NO_SITE, (), {})
Fill = Callable[[tuple[Way, ...], str], str]  # of the ways to the values of a cell and its text, the new text
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def written(layout: FormLayout, content: Any, ending: str, project: str = "2017/a", begun: str = "") -> bytes:
    """The bytes of a form filled with a content."""
    if ending == "xlsx":
        return workbook.write(layout, content, project, begun=begun)
    return document.write(layout.layout(content), document.cover_of(layout, project, begun))


def read(folder: Path, data: bytes, ending: str) -> Recognised | None:
    """What is recognised in the bytes of a form; nothing where it is refused as not filled in."""
    paper = open_paper(file_of(folder, data, f"表.{ending}"))
    assert isinstance(paper, Paper), paper
    recognised = recognise(paper, NOBODY)
    if isinstance(recognised, Refused):
        assert "还没有填写" in recognised.reason, recognised.reason
        return None
    (project,) = recognised
    return project


def filled(data: bytes, ending: str, fill: Fill) -> bytes:
    """The form with each of its cells filled in anew."""
    return _workbook(data, fill) if ending == "xlsx" else _document(data, fill)


def _workbook(data: bytes, fill: Fill) -> bytes:
    book = load_workbook(io.BytesIO(data))
    sheet: Any = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1] if cell.column > 1}
    done = set()
    for row in range(2, sheet.max_row + 1):
        address = row_of(str(sheet.cell(row, 1).value or ""))
        for column, paths, *_ in address.cells if address else ():
            cell = sheet.cell(row, places[str(column)])
            if paths in done or cell.__class__.__name__ == "MergedCell":
                continue
            done.add(paths)
            old = "" if cell.value is None or str(cell.value).startswith("=") else str(cell.value)
            if (new := fill(paths, old)) != old:
                cell.value = float(new) if NUMBER.fullmatch(new) and cell.number_format != "@" else new or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _document(data: bytes, fill: Fill) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    root = ElementTree.fromstring(parts["word/document.xml"])
    for tag, controls in _controls(root).items():
        way = tuple(int(step) - 1 if step.isdecimal() else step for step in tag.split("."))
        blank = [control.find(f"{W}sdtPr/{W}showingPlcHdr") for control in controls]
        texts = ["" if mark is not None else words(control) for control, mark in zip(controls, blank, strict=True)]
        before = "\n".join(texts)
        after = fill((way,), before)
        if after == before:
            continue
        for control, line in zip(controls, after.split("\n") if len(controls) > 1 else [after], strict=True):
            _type(control, line)
    parts["word/document.xml"] = ElementTree.tostring(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def _controls(root: ElementTree.Element) -> Mapping[str, list[ElementTree.Element]]:
    """The controls by address; those of one list have the same."""
    controls: dict[str, list[ElementTree.Element]] = {}
    for control, tag in _tagged(root):
        controls.setdefault(tag, []).append(control)
    return controls


def _tagged(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        yield control, tag.attrib[f"{W}val"]


def _type(control: ElementTree.Element, text: str) -> None:
    """Put a text into a control, as somebody who types it there."""
    look, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    assert look is not None and content is not None
    if (mark := look.find(f"{W}showingPlcHdr")) is not None:
        look.remove(mark)
    for child in list(content):
        content.remove(child)
    piece = ElementTree.SubElement(content, f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            ElementTree.SubElement(piece, f"{W}br")
        ElementTree.SubElement(piece, f"{W}t").text = line
