"""Word document of a form (.docx): parts that are always the same, and the form's own words between them.

The same form gives the same bytes. Each value stands in a control that bears its address, and the properties of the
file say which form it is, of which project and year, so that a document that was filled in finds its way back.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from generator.forms._word_parts import CONSTANT, FOOTER, HEAD, OFFICE, PACKAGE, R, W
from generator.forms._word_table import has_many_columns, table, twips
from generator.forms._word_text import WordControls, escaped, paragraph, run
from generator.forms.address import OTHERS, path_text
from generator.forms.layout import Form, FormCell, FormTable, Path
from generator.forms.layouts import FormLayout
from generator.forms.remainder import remainder

DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name: the same bytes whenever it is made
UPRIGHT, LANDSCAPE = (210, 297), (297, 210)
MARGINS = {"top": 37, "right": 26, "bottom": 35, "left": 28}
LYING_MARGINS = {"top": 28, "right": 30, "bottom": 26, "left": 30}
TABLE_MARGINS = {"top": 25, "right": 18, "bottom": 25, "left": 18}  # where a table has many columns
SIGNED = 13  # characters that a place to sign is wide at least
WHOLE = ("内容", "全部")  # the property of a document that holds the whole data file
REST_HEAD = ("位置", "内容")
REST_NOTE = "以下是数据文件里有、上面的表里没有位置的内容，收表时一并读回；不用的可以删去整行。"
PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
)


def write(form: Form, cover: Mapping[str, str], whole: Mapping[str, Any] | None = None) -> bytes:
    """The bytes of the document; `cover` becomes its properties (表样, 版本, 项目, 年度).

    With the `whole` content of a data file it has one more page: what the form has no place for, so that nothing is
    lost on the way there and back. What readers take away has no such page.
    """
    rest = () if whole is None else remainder(form, whole)
    if whole is not None:
        cover = {**cover, WHOLE[0]: WHOLE[1]}
    constant, listed = _constant()
    out = BytesIO()
    out.write(constant)
    with zipfile.ZipFile(out, "w") as archive:
        archive.infolist().extend(listed)
        archive.writestr(*_entry("docProps/core.xml", _core(form.title)))
        archive.writestr(*_entry("docProps/custom.xml", _custom(cover)))
        archive.writestr(*_entry("word/document.xml", document_xml(form, rest).encode()))
    return out.getvalue()


def cover_of(layout: FormLayout, project: str, year: str = "") -> Mapping[str, str]:
    """Properties of a document; `project` is its id (2017/shipin-huiyi), "" where it has none yet."""
    return {"表样": layout.NAME, "版本": layout.VERSION, "项目": project, "年度": year or project.partition("/")[0]}


def document_xml(form: Form, rest: Iterable[tuple[Path, str]] = ()) -> str:
    """The form's own part."""
    return f"{HEAD}<w:document {W} {R}><w:body>{''.join(_body(form, tuple(rest)))}</w:body></w:document>"


def _body(form: Form, rest: tuple[tuple[Path, str], ...]) -> Iterator[str]:
    margins = LYING_MARGINS if form.landscape else MARGINS
    if any(map(has_many_columns, form.tables)):
        margins = TABLE_MARGINS
    width, height = LANDSCAPE if form.landscape else UPRIGHT
    wide = width - margins["left"] - margins["right"]
    controls = WordControls()
    yield paragraph(run(form.title), "Title")
    if form.subtitle:
        yield paragraph(run(form.subtitle), "Subtitle")
    for number, one in enumerate(form.tables):
        if number and one.ruled and form.tables[number - 1].ruled:
            yield paragraph("", "Note")  # without a line between them Word makes one table of two
        yield table(one, wide, controls)
    yield from (paragraph(run(note), "Note") for note in form.notes)
    if form.signatures:
        yield paragraph("", "Note")
        yield table(_signatures(form), wide, controls)
    if rest:
        yield f'<w:p><w:pPr><w:pStyle w:val="Title"/><w:pageBreakBefore/></w:pPr>{run(OTHERS)}</w:p>'
        yield paragraph(run(REST_NOTE), "Note")
        yield table(_rest(rest), wide, controls)
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
    """The places to sign, side by side."""
    cells = (FormCell(0, column, line) for column, line in enumerate(form.signatures))
    return FormTable(tuple(max(len(line), SIGNED) for line in form.signatures), tuple(cells), ruled=False)


def _rest(rest: tuple[tuple[Path, str], ...]) -> FormTable:
    """Table of the values that the form has no place for, each behind its address."""
    head = (FormCell(0, column, word, role="head") for column, word in enumerate(REST_HEAD))
    rows = (
        cell
        for row, (path, text) in enumerate(rest, 1)
        for cell in (FormCell(row, 0, path_text(path), role="value"), FormCell(row, 1, text, role="value"))
    )
    return FormTable((60, 96), (*head, *rows))


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


def _entry(name: str, data: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name, DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o100644 << 16
    return entry, data


@cache
def _constant() -> tuple[bytes, tuple[zipfile.ZipInfo, ...]]:
    """The parts that are always the same as they begin an archive, packed once, and how its directory lists them."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in CONSTANT:
            archive.writestr(*_entry(name, data))
        return out.getvalue(), tuple(archive.infolist())
