"""Forms of ours as somebody fills them in: every cell that has an address, in a workbook or in a document."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl.utils.cell import rows_from_range

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
from tests.support.sent_files import MAIN, packed, sent
from tests.support.word import W, words

NOBODY = Book(NO_SITE, (), {})
Fill = Callable[[tuple[Way, ...], str], str]  # of the ways to the values of a cell and its text, the new text
NUMBER = re.compile(r"-?\d+(\.\d+)?")
S = f"{{{MAIN}}}"
FIRST_ROW = re.compile("[A-Z]+1")
TEXT = "49"  # the format of cells whose figures are text, too


def written(layout: FormLayout, content: Any, ending: str, project: str = "2017/a", begun: str = "") -> bytes:
    """The bytes of a form filled with a content."""
    if ending == "xlsx":
        return workbook.write(layout, content, project, begun=begun)
    return document.write(layout.layout(content), document.cover_of(layout, project, begun))


def read(folder: Path, data: bytes, ending: str) -> Recognised | None:
    """What is recognised in the bytes of a form; nothing where it is refused as not filled in."""
    paper = open_paper(sent(folder, f"表.{ending}", data))
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
    parts = _parts(data)
    sheet, shared, styles = (
        ElementTree.fromstring(parts[f"xl/{name}.xml"]) for name in ("worksheets/sheet1", "sharedStrings", "styles")
    )
    strings = ["".join(string.itertext()) for string in shared]
    formats = [look.attrib["numFmtId"] for look in styles.iterfind(f"{S}cellXfs/{S}xf")]
    merged = (chain(*rows_from_range(area.attrib["ref"])) for area in sheet.iter(f"{S}mergeCell"))
    covered = {place for first, *others in merged for place in others}
    cells = {cell.attrib["r"]: cell for cell in sheet.iter(f"{S}c")}
    texts = {place: _shown(cell, strings) for place, cell in cells.items()}
    columns = {text: place.rstrip("1") for place, text in texts.items() if FIRST_ROW.fullmatch(place)}
    done = set()
    for row in sheet.iter(f"{S}row"):
        number = row.attrib["r"]
        address = row_of(texts.get(f"A{number}", "")) if number != "1" else None
        for column, paths, *_ in address.cells if address else ():
            place = f"{columns[str(column)]}{number}"
            if paths in done or place in covered:
                continue
            done.add(paths)
            if (new := fill(paths, texts[place])) != texts[place]:
                is_number = NUMBER.fullmatch(new) and formats[int(cells[place].attrib["s"])] != TEXT
                _enter(cells[place], new, bool(is_number))
    parts["xl/worksheets/sheet1.xml"] = ElementTree.tostring(sheet)
    return packed(parts)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _shown(cell: ElementTree.Element, strings: Sequence[str]) -> str:
    """What is typed in a cell; the result of a formula is taken away, as by programs that do not reckon."""
    value = cell.find(f"{S}v")
    if value is not None and cell.find(f"{S}f") is not None:
        cell.remove(value)
        return ""
    if value is None or not value.text:
        return ""
    return strings[int(value.text)] if cell.get("t") == "s" else value.text


def _enter(cell: ElementTree.Element, text: str, is_number: bool) -> None:
    """Type a text or a number into a cell."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if is_number:
        ElementTree.SubElement(cell, f"{S}v").text = text
    elif text:
        cell.set("t", "inlineStr")
        ElementTree.SubElement(ElementTree.SubElement(cell, f"{S}is"), f"{S}t").text = text


def _document(data: bytes, fill: Fill) -> bytes:
    parts = _parts(data)
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
    return packed(parts)


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
