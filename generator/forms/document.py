"""Word document of a form (.docx): parts that are always the same, and the form's own words between them.

The same form gives the same bytes. Each value stands in a control (内容控件) that bears its address, and the properties
of the file say which form it is, of which project and year, and what stood on it, so that a document that was filled in
reads back.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import NamedTuple

from generator.forms._word_parts import CONSTANT, FOOTER, HEAD, OFFICE, PACKAGE, R, W
from generator.forms.address import VERSION, path_of, path_text, shown_items, shown_values
from generator.forms.cells import BARE_FIGURE, FIRST_PART, INCLUDING, line_numbers
from generator.forms.layout import Form, FormCell, FormTable, Path
from generator.forms.layouts import FormLayout
from generator.model.field_table import field_at

BROKEN = re.compile(r"[\n\t]")
# What XML cannot hold: a data file cannot either, but titles and notes come from elsewhere too.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKUP = re.compile(f'[&<>"]|{FORBIDDEN.pattern}')
LONGEST_TAG = 64  # Word takes a document with a longer one for damaged
EMPTY_CONTROL = "　　　　"  # wide blanks, so that an empty control can be seen, clicked and printed
ROOM = 32  # millimetres that a row has at least in which a list is still to be written
MANY_COLUMNS = 8  # from here on letters are smaller
MOST_WHOLE = 240  # characters of a row that is kept on one page; a longer one may go on overleaf
DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name: the same bytes whenever it is made
UPRIGHT, LANDSCAPE = (210, 297), (297, 210)
MARGINS = {"top": 37, "right": 26, "bottom": 35, "left": 28}
LYING_MARGINS = {"top": 28, "right": 30, "bottom": 26, "left": 30}
TABLE_MARGINS = {"top": 25, "right": 18, "bottom": 25, "left": 18}  # where a table has many columns
SIGNED = 4  # characters that a place to sign is wider than its words
SHOWN, WORDS, ALONG = "格", "字", "带"  # begin the names of the properties that hold each, as "格1"
AWARDED = ("评分", "方法"), "评定"
LONGEST_PROPERTY = 200  # characters; Word cuts off those above 255
PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
)


def escaped(text: str) -> str:
    """Return a text as it stands in XML, in an element or in an attribute."""
    if not MARKUP.search(text):  # most texts
        return text
    text = FORBIDDEN.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def control_path(cell: FormCell) -> Path:
    """Return the path on the control of a cell; of a list, `*` stands for the numbers of its lines."""
    is_list = cell.lines and "*" not in cell.path and not isinstance(cell.path[-1], int)
    return (*cell.path, "*") if is_list else cell.path


def run(text: str, style: str = "") -> str:
    """Return a piece of text; line breaks and tabs become what Word has for them."""
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
    """Return a paragraph of one style around what is XML already."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{inside}</w:p>"


class WordControls:
    """The controls of one document: they have numbers of their own, and each says which value it holds."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def control(self, path: Path, text: str, words: Sequence[str] = (), lines: bool = False) -> str:
        """Return a control around a value, with the words to choose from; an empty one shows blanks to click on."""
        tag = path_text(path)
        kind = '<w:text w:multiLine="1"/>' if lines else "<w:text/>"
        if words:
            items = "".join(f'<w:listItem w:displayText="{word}" w:value="{word}"/>' for word in map(escaped, words))
            kind = f"<w:comboBox>{items}</w:comboBox>"
        if len(tag) > LONGEST_TAG:
            return run(text)
        shown = "" if text else "<w:showingPlcHdr/>"
        inside = run(text) if text else run(EMPTY_CONTROL, "Blank")
        about = f'<w:tag w:val="{escaped(tag)}"/><w:id w:val="{next(self._numbers)}"/>{shown}{kind}'
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


class TableLook(NamedTuple):
    """The styles of a table and of what stands in its cells, by their role; the least height of a row in mm."""

    style: str
    cells: Mapping[str, str]
    height: int


RULED = TableLook("Ruled", {"label": "Label", "head": "Label", "value": "Cell", "number": "Figure"}, 9)
SMALL = TableLook("SmallRuled", {role: f"Small{style}" for role, style in RULED.cells.items()}, 7)
PLAIN = TableLook("Plain", dict.fromkeys(RULED.cells, "Beside"), 0)


def twips(millimetres: int) -> int:
    """Return a length as Word counts it: twentieths of a point."""
    return (millimetres * 14400 + 127) // 254


def table(form_table: FormTable, wide: int, controls: WordControls) -> str:
    """Return a table of a form, its columns stretched or squeezed to a width in millimetres."""
    total = sum(form_table.widths)
    widths = [twips(width * wide) // total for width in form_table.widths]
    covered = cells_by_place(form_table)
    heads, look = (
        _heads(form_table),
        PLAIN if not form_table.ruled else SMALL if has_many_columns(form_table) else RULED,
    )
    rows = "".join(_row(number, widths, covered, controls, look, number < heads) for number in range(form_table.height))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{look.style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def has_many_columns(form_table: FormTable) -> bool:
    """Return whether the columns of a table are too narrow for letters of the ordinary size."""
    return len(form_table.widths) >= MANY_COLUMNS


def cells_by_place(form_table: FormTable) -> Mapping[tuple[int, int], FormCell]:
    """Return the cell that covers each place; of several the last."""
    return {
        (cell.row + down, cell.column + right): cell
        for cell in form_table.cells
        for down in range(cell.rows)
        for right in range(cell.columns)
    }


def _heads(form_table: FormTable) -> int:
    """Count the rows at the top that are heads of columns, which every page repeats."""
    rows = {cell.row: cell.role for cell in form_table.cells if cell.role != "head"}
    first = min(rows, default=form_table.height)
    return first if first < form_table.height else 0


def _row(
    number: int,
    widths: list[int],
    covered: Mapping[tuple[int, int], FormCell],
    controls: WordControls,
    look: TableLook,
    head: bool,
) -> str:
    cells, column, letters, least = [], 0, 0, look.height
    while column < len(widths):
        cell = covered.get((number, column))
        across = cell.columns if cell else 1
        width = sum(widths[column : column + across])
        cells.append(_cell(cell, number, width, across, controls, look))
        if cell:
            letters = max(letters, len(cell.text))
            if (cell.numbered or cell.roomy) and not cell.text and cell.row == number:
                least = max(least, ROOM if cell.numbered else ROOM // 2)
        column += across
    whole = "<w:cantSplit/>" if head or letters <= MOST_WHOLE else ""
    high = f'<w:trHeight w:val="{twips(least)}"/>' if look.height else ""
    return f"<w:tr><w:trPr>{whole}{high}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: FormCell | None, row: int, width: int, across: int, controls: WordControls, look: TableLook) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge, inside = "", paragraph("", look.cells["value"])
    if cell and cell.rows > 1:
        merge = '<w:vMerge w:val="restart"/>' if cell.row == row else "<w:vMerge/>"
    if cell and cell.row == row:
        inside = "".join(_paragraphs(cell, controls, look.cells[cell.role]))
    about = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{about}{inside}</w:tc>"


def _paragraphs(cell: FormCell, controls: WordControls, style: str) -> Iterator[str]:
    """Yield the paragraphs of a cell: words of the form, a value in a control, each line of a list in its own."""
    if not cell.path:
        for line in cell.text.split("\n"):
            yield paragraph(run(line) if line else "", style)
    elif "*" in (path := control_path(cell)):
        for number, text in zip(line_numbers(cell), cell.text.split("\n"), strict=True):
            yield paragraph((run(number) if number else "") + controls.control(path, text, lines=True), style)
    else:
        before, behind = (run(words) if words else "" for words in (cell.prefix, cell.suffix))
        yield paragraph(before + controls.control(path, cell.text, cell.words) + behind, style)


def as_read(path: Path, text: str) -> str:
    """Return a value as it is read from a form, without words of the form: 分 behind a figure, 其中： before a name."""
    if path == FIRST_PART:
        return text.removeprefix(INCLUDING)
    field = field_at(path, AWARDED[1])
    bare = text.removesuffix("分").strip()
    return bare if field and field.kind == "数" and (not bare or BARE_FIGURE.fullmatch(bare)) else text


def write(form: Form, cover: Mapping[str, str]) -> bytes:
    """Return the bytes of the document; `cover` becomes its properties (表样, 版本, 项目, 年度, 沿用)."""
    constant, listed = _constant()
    out = BytesIO()
    out.write(constant)
    with zipfile.ZipFile(out, "w") as archive:
        archive.infolist().extend(listed)
        archive.writestr(*_archive_entry("docProps/core.xml", _core(form.title)))
        archive.writestr(*_archive_entry("docProps/custom.xml", _custom({**cover, **dict(_kept(form))})))
        archive.writestr(*_archive_entry("word/document.xml", document_xml(form).encode()))
    return out.getvalue()


def cover_of(layout: FormLayout, project: str, begun: str = "") -> Mapping[str, str]:
    """Properties of a document; `project` is its id (2017/shipin-huiyi), "" where it has none yet.

    `begun` is the earlier project or the framework that a new one was begun from.
    """
    version, year = f"{layout.VERSION}.{VERSION}", project.partition("/")[0]
    return {"表样": layout.NAME, "版本": version, "项目": project, "年度": year, "沿用": begun}


def _controlled(table: FormTable) -> Iterator[FormCell]:
    """Yield the cells whose value has a control: none that another cell covers, none with too long an address."""
    places = cells_by_place(table)
    for cell in table.cells:
        seen = places.get((cell.row, cell.column)) is cell and cell.column < len(table.widths)
        if seen and cell.path and len(path_text(control_path(cell))) <= LONGEST_TAG:
            yield cell


def _kept(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the properties by which a document that comes back is read (`DocumentMemory`)."""
    cells = [cell for form_table in form.tables for cell in form_table.cells]
    controlled = [cell for form_table in form.tables for cell in _controlled(form_table)]
    words = [form.title, form.subtitle, *form.notes, *form.signatures]
    words += (cell.text for cell in cells if not cell.path)
    shown = dict.fromkeys((*shown_items(controlled), *shown_values(controlled)))
    yield from _pieces(SHOWN, map(path_text, shown))
    yield from _pieces(WORDS, dict.fromkeys(word_key(word) for word in words if word))
    along = (
        (cell.path, path, text)
        for cell in controlled
        for path, text in (*((path, "") for path in cell.also), *cell.given)
        if path[-2:] != AWARDED[0]
    )
    for number, (path, other, text) in enumerate(along, 1):
        yield f"{ALONG}{number}", f"{path_text(path)} {path_text(other)} {text}".rstrip()


def _pieces(name: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield properties that hold words, apart by blanks."""
    pieces = [""]
    for word in words:
        if len(pieces[-1]) + len(word) >= LONGEST_PROPERTY:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {word}".strip()
    return ((f"{name}{number}", piece) for number, piece in enumerate(pieces, 1) if piece)


def word_key(text: str) -> str:
    """Return the key of words that the form itself prints, however they are spaced or broken."""
    return sha256("".join(text.split()).encode()).hexdigest()[:6]


class DocumentMemory:
    """What a document of ours remembers of the form that it was made as, in its properties.

    `shown` are the paths of the items and values that stood on it, `words` the keys of its own words; `along` the
    further paths that the value at a path goes to, with the text that it brings along there ("" for the value itself).
    """

    def __init__(self, properties: Mapping[str, str]) -> None:
        """Read the properties."""
        held = {key: [text for name, text in properties.items() if name[:1] == key] for key in (SHOWN, WORDS, ALONG)}
        self.shown = tuple(path_of(path) for piece in held[SHOWN] for path in piece.split())
        self.words = frozenset(key for piece in held[WORDS] for key in piece.split())
        self.along: dict[Path, list[tuple[Path, str]]] = {}
        for line in held[ALONG]:
            path, other, *text = line.split(" ", 2)
            self.along.setdefault(path_of(path), []).append((path_of(other), "".join(text)))

    def was_shown(self, path: Path) -> bool:
        """Return whether a value stood at a path when the form was made; at one with `*` that of any item."""
        if "*" not in path:
            return path in self.shown
        home = path[: path.index("*")]
        return any(shown[: len(home)] == home for shown in self.shown)

    def goes_along(self, path: Path) -> Iterable[tuple[Path, str]]:
        """Return what goes along with the value at a path; points that are filled in by hand bring their method."""
        awarded = [((*path[:-1], AWARDED[0][1]), AWARDED[1])] if path[-2:] == ("评分", "得分") else []
        return (*awarded, *self.along.get(path, ()))


def document_xml(form: Form) -> str:
    return f"{HEAD}<w:document {W} {R}><w:body>{''.join(_body(form))}</w:body></w:document>"


def _body(form: Form) -> Iterator[str]:
    margins = LYING_MARGINS if form.landscape else MARGINS
    if any(map(has_many_columns, form.tables)):
        margins = TABLE_MARGINS
    width, height = LANDSCAPE if form.landscape else UPRIGHT
    table_width = width - margins["left"] - margins["right"]
    controls = WordControls()
    yield paragraph(run(form.title), "Title")
    if form.subtitle:
        yield paragraph(run(form.subtitle), "Subtitle")
    for number, form_table in enumerate(form.tables):
        if number and form_table.ruled and form.tables[number - 1].ruled:
            yield paragraph("", "Note")  # without a line between them Word makes one table of two
        yield table(form_table, table_width, controls)
    yield from (paragraph(run(note), "Note") for note in form.notes)
    if form.signatures:
        yield paragraph("", "Note")
        yield table(_signatures(form), table_width, controls)
    foot = twips(margins["bottom"] - 10)
    turned = ' w:orient="landscape"' if form.landscape else ""
    sides = "".join(f' w:{side}="{twips(length)}"' for side, length in margins.items())
    yield paragraph("", "Note")  # Word wants a paragraph behind a table
    yield (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{FOOTER}"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar{sides} w:header="851" w:footer="{foot}" w:gutter="0"/></w:sectPr>'
    )


def _signatures(form: Form) -> FormTable:
    """Return the places to sign, side by side."""
    cells = (FormCell(0, column, line) for column, line in enumerate(form.signatures))
    return FormTable(tuple(len(line) + SIGNED for line in form.signatures), tuple(cells), ruled=False)


def _custom(cover: Mapping[str, str]) -> bytes:
    listed = "".join(
        PROPERTY.format(number, escaped(name), escaped(value)) for number, (name, value) in enumerate(cover.items(), 2)
    )
    spaces = f'xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"'
    return f"{HEAD}<Properties {spaces}>{listed}</Properties>".encode()


def _core(title: str) -> bytes:
    spaces = f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    inside = f"<dc:title>{escaped(title)}</dc:title>"
    return f"{HEAD}<cp:coreProperties {spaces}>{inside}</cp:coreProperties>".encode()


def _archive_entry(name: str, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name, DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o100644 << 16
    return entry, data


@cache
def _constant() -> tuple[bytes, tuple[zipfile.ZipInfo, ...]]:
    """Return the constant parts as an archive begins with them, packed once, and their directory entries."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in CONSTANT:
            archive.writestr(*_archive_entry(name, data))
        return out.getvalue(), tuple(archive.infolist())
