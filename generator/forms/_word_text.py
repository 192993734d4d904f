"""Words of a Word document: texts as XML that is never markup, paragraphs, and controls that hold one value each.

A control (内容控件) bears the address of its value in the data file, so a document that was filled in reads back by it.
"""

import re
from collections.abc import Sequence
from itertools import count

from generator.forms.address import path_text
from generator.forms.layout import FormCell, Path

BROKEN = re.compile(r"[\n\t]")
# What XML cannot hold: a data file cannot either, but titles and notes come from elsewhere too.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKUP = re.compile(f'[&<>"]|{FORBIDDEN.pattern}')
NUMBERED = re.compile(r"\d+、")
LONGEST_TAG = 64  # Word takes a document with a longer one for damaged
BLANK = "　　　　"  # wide blanks, so that an empty control can be seen, clicked and printed


def escaped(text: str) -> str:
    """A text as it stands in XML, in an element or in an attribute."""
    if not MARKUP.search(text):  # most texts
        return text
    text = FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def control_path(cell: FormCell) -> Path:
    """The path that the control of a cell bears; of a list, whose items are its lines, `*` stands for their numbers."""
    is_list = cell.lines and "*" not in cell.path and not isinstance(cell.path[-1], int)
    return (*cell.path, "*") if is_list else cell.path


def run(text: str, style: str = "") -> str:
    """A piece of text; line breaks and tabs become what Word has for them."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    if not BROKEN.search(text):
        return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
    parts = []
    for number, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if number else "")
        tabbed = (f'<w:t xml:space="preserve">{escaped(part)}</w:t>' for part in line.split("\t"))
        parts.append("<w:tab/>".join(tabbed))
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def paragraph(inside: str, style: str = "") -> str:
    """A paragraph of one style around what is XML already."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{inside}</w:p>"


class WordControls:
    """The controls of one document: they have numbers of their own, and each says which value it holds."""

    def __init__(self) -> None:
        """Begin to count."""
        self._numbers = count(1)

    def control(self, path: Path, text: str, words: Sequence[str] = (), lines: bool = False) -> str:
        """A control around a value, with the words to choose from; one that is empty shows blanks to click on."""
        tag = path_text(path)
        kind = '<w:text w:multiLine="1"/>' if lines else "<w:text/>"
        if words:
            items = "".join(f'<w:listItem w:displayText="{word}" w:value="{word}"/>' for word in map(escaped, words))
            kind = f"<w:comboBox>{items}</w:comboBox>"
        if len(tag) > LONGEST_TAG:
            return run(text)
        shown = "" if text else "<w:showingPlcHdr/>"
        inside = run(text) if text else run(BLANK, "Blank")
        about = f'<w:tag w:val="{escaped(tag)}"/><w:id w:val="{next(self._numbers)}"/>{shown}{kind}'
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
