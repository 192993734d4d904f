"""Word documents as tests look into them: what each control holds, and the words in order."""

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = {f"{W}br": "\n", f"{W}tab": "\t"}


def part(data: bytes, name: str = "word/document.xml") -> str:
    """A part of a document as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def controls(data: bytes) -> Iterator[tuple[str, str]]:
    """The address of each control and what it holds, nothing where it only shows blanks to fill."""
    for control in ElementTree.fromstring(part(data)).iter(f"{W}sdt"):
        tag, blank = control.find(f"{W}sdtPr/{W}tag"), control.find(f"{W}sdtPr/{W}showingPlcHdr")
        assert tag is not None
        yield tag.attrib[f"{W}val"], "" if blank is not None else words(control)


def lines(data: bytes) -> list[str]:
    """The words of each paragraph."""
    return [words(paragraph) for paragraph in ElementTree.fromstring(part(data)).iter(f"{W}p")]


class WordCell(NamedTuple):
    """A cell of a table: the column where it begins, its words, whether they are the form's own."""

    column: int
    text: str
    is_label: bool


def tables(data: bytes) -> Iterator[list[list[WordCell]]]:
    """The tables, row by row; blanks to fill are no words, and what a merged cell covers further down is left out."""
    for table in ElementTree.fromstring(part(data)).iter(f"{W}tbl"):
        yield [list(_cells(row)) for row in table.iter(f"{W}tr")]


def _cells(row: ElementTree.Element) -> Iterator[WordCell]:
    column = 0
    for cell in row.iter(f"{W}tc"):
        look, merged = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        if merged is None or merged.get(f"{W}val") == "restart":
            styles = {style.get(f"{W}val", "") for style in cell.iter(f"{W}pStyle")}
            text = "\n".join(words(paragraph) for paragraph in cell.iter(f"{W}p")).strip()
            yield WordCell(column, text, all(style.endswith("Label") for style in styles))
        column += int(look.attrib[f"{W}val"]) if look is not None else 1


def outside_tables(data: bytes) -> list[str]:
    """The words of each paragraph that stands in no table."""
    return [words(paragraph) for paragraph in ElementTree.fromstring(part(data)).findall(f"{W}body/{W}p")]


def words(element: ElementTree.Element) -> str:
    """The words in an element, in order."""
    return "".join(node.text or "" if node.tag == f"{W}t" else BREAKS.get(node.tag, "") for node in element.iter())


def edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    """The document as somebody left it who put other XML in the place of some; what is replaced stands there once."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                whole = text.decode()
                for before, after in changes:
                    assert whole.count(before) == 1, (whole.count(before), before)
                    whole = whole.replace(before, after)
                text = whole.encode()
            new.writestr(name, text)
    return out.getvalue()
