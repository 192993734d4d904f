"""Files that people send in, made in memory: workbooks and documents from their raw parts, and hostile ones."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of some parts, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """The relations of a part: the kind of each and where it leads; their ids are rId1, rId2, …"""
    elements = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{elements}</Relationships>'


def raw_workbook(
    rows: str = "", after: str = "", *, before: str = "", strings: str = "", formats: tuple[str, ...] = (),
    calculation: str = "", main: str = "xl/workbook.xml", more: Mapping[str, str | bytes] | None = None,
) -> bytes:  # fmt: skip
    """A workbook with one sheet 自评表 of raw rows; the style of number n shows numbers by format n, 0 is General."""
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    own = "".join(
        f'<numFmt numFmtId="{170 + n}" formatCode="{code.replace("&", "&amp;").replace(chr(34), "&quot;")}"/>'
        for n, code in enumerate(formats, 1)
    )
    styled = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(1, len(formats) + 1))
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{styled}</cellXfs></styleSheet>'
    )
    folder, _, name = main.rpartition("/")
    return packed({
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", main)),
        main: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="自评表" sheetId="1" r:id="rId1"/>'
              f"</sheets>{calculation}</workbook>",
        f"{folder}/_rels/{name}.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": styles,
        **(more or {}),
    })  # fmt: skip


def raw_document(
    body: str, *, numbering: str = "", styles: str = "", more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A document with a raw body; names of elements have the prefix `w`."""
    name = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v"'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {name}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {name}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {name}>{styles}</w:styles>"
    return packed(parts | dict(more or {}))


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def workbook(fill: Callable[[Worksheet], None], name: str = "自评表") -> bytes:
    """A workbook as openpyxl writes it, its one sheet filled by a function."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill(sheet)
    book.properties.created = book.properties.modified = datetime(2020, 1, 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ordinary_form(sheet: Worksheet) -> None:
    """A self-evaluation form of some sixty rows."""
    sheet["A1"] = "项目支出绩效自评表"
    sheet.merge_cells("A1:H1")
    for row in range(2, 62):
        for column, text in enumerate(("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"), 1):
            sheet.cell(row, column, f"{text} {row}")
        sheet.cell(row, 6, 10)
        sheet.cell(row, 7, 9.57).number_format = "0.00"
        sheet.cell(row, 8, 0.9543).number_format = "0.00%"
    sheet.merge_cells("A2:A30")


def compound_file(*streams: str) -> bytes:
    """A container of old Office files with streams of some names, each of them blank sectors."""
    size = 4096
    sectors = size // 512
    count = 2 + len(streams) * sectors  # the table of sectors, the directory, the streams
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    for n in range(len(streams)):
        first = 2 + n * sectors
        table += [*range(first + 1, first + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))

    def entry(name: str, kind: int, right: int, child: int, first: int, size: int) -> bytes:
        label = name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBiii16sI8s8siII", label, len(label), kind, 1, -1, right, child, b"", 0, b"", b"", first, size, 0
        )

    directory = entry("Root Entry", 5, -1, 1, -2, 0)
    for n, name in enumerate(streams):
        directory += entry(name, 2, n + 2 if n + 1 < len(streams) else -1, -1, 2 + n * sectors, size)
    directory = directory.ljust(512, b"\0")
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0,
        4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    ) + struct.pack("<109I", *([0] + [0xFFFFFFFF] * 108))  # fmt: skip
    return head + struct.pack("<128I", *table) + directory + bytes(512 * (count - 2))


def small_pdf(*pages: str) -> bytes:
    """A PDF whose pages draw what is given, in Helvetica of 12 points (`BT 72 720 Td (text) Tj ET`)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for drawing in pages:
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}"
    return out + end.encode()


# What is made to harm whoever opens it: its name and how it is made. Some are small here and huge once unpacked.
# They are too much for a fifth of what is allowed of anything; the one that takes the most memory, for all of it.
HUNGRIEST = "样式无数"
HARMLESS = {"空白行无数", "数有千位", "格无数段落无数"}  # once they are not read as they are meant to be
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "压缩炸弹": ("a.xlsx", lambda: raw_workbook(after="<x>" + "0" * 26_000_000 + "</x>")),
    "一段长文": ("a.xlsx", lambda: raw_workbook(after="<x>" + "0" * 20_000_000 + "</x>")),
    "一个属性": ("a.xlsx", lambda: raw_workbook(after='<x y="' + ">" * 20_000_000 + '"/>')),
    "属性名无数": (
        "a.xlsx",
        lambda: raw_workbook(strings="".join(f'<si a{n}="" b{n}="" c{n}=""/>' for n in range(120_000))),
    ),
    "一条批语": ("a.docx", lambda: raw_document("<!--" + "<>" * 10_000_000 + "-->")),
    "部件成千上万": ("a.xlsx", lambda: packed({f"xl/{n}.xml": "" for n in range(6000)})),
    "实体声明": (
        "a.xlsx",
        lambda: raw_workbook(more={"xl/sharedStrings.xml": '<!DOCTYPE s [<!ENTITY a "哈">]><sst>&a;</sst>'}),
    ),
    "外部实体": (
        "a.docx",
        lambda: raw_document(
            "", more={"word/document.xml": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'}
        ),
    ),
    "套了百万层": ("a.docx", lambda: raw_document("<w:sdt>" * 1_000_000)),
    "空白行无数": (
        "a.xlsx",
        lambda: raw_workbook(
            '<row r="1"><c r="A1" t="str"><v>自评表</v></c></row>'
            + "".join(
                f'<row r="{n}" spans="1:3" ht="14.25" customHeight="1"><c r="A{n}" s="1"/></row>'
                for n in range(2, 200_000)
            ),
        ),
    ),
    "一格在天边": ("a.xlsx", lambda: raw_workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "格数百万": (
        "a.xlsx",
        lambda: raw_workbook("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 1000}</row>' for n in range(1, 25))),
    ),
    "合并格交叠": (
        "a.xlsx",
        lambda: raw_workbook(
            "".join(f'<row r="{n}">{"<c><v>1</v></c>" * 40}</row>' for n in range(1, 401)),
            "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 400)) + "</mergeCells>",
        ),
    ),
    "字串无数": ("a.xlsx", lambda: raw_workbook(strings="<si><t>自评表</t></si>" * 62_000)),
    "字串无边": ("a.xlsx", lambda: raw_workbook(strings=f"<si><t>{'表' * 4_200_000}</t></si>")),
    "公式无数没有值": ("a.xlsx", lambda: raw_workbook("<row>" + "<c><f>1/0</f></c>" * 24_000 + "</row>")),
    "样式无数": ("a.xlsx", lambda: raw_workbook(formats=("0.00",) * 210_000)),
    "数有千位": (
        "a.xlsx",
        lambda: raw_workbook(
            f'<row><c s="1"><v>1E+999999</v></c><c s="1"><v>{"9" * 100_000}</v></c></row>', formats=("#,##0.00",)
        ),
    ),
    "表有万列": ("a.docx", lambda: raw_document("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 30_000 + "</w:tr></w:tbl>")),
    "跨列无边": (
        "a.docx",
        lambda: raw_document(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        ),
    ),
    "元素无数": ("a.xlsx", lambda: raw_workbook(before="<a/>" * 320_000)),
    "格无数段落无数": ("a.docx", lambda: raw_document("<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * 24_000)),
    "行内空白格百万": ("a.xlsx", lambda: raw_workbook("<row>" + '<c s="1"></c>' * 320_000 + "</row>")),
    "段落无数": ("a.docx", lambda: raw_document(paragraph("甲") * 90_000)),
    "网页表格无边": ("a.xls", lambda: b"<html>" + b'<table><tr><td rowspan="9999" colspan="199">1' * 3000),
    "网页格数百万": ("a.xls", lambda: b"<html><table><tr>" + b"<td>1" * 120_000),
    "逗号无数": ("a.csv", lambda: b"1," * 500_000),
    "引号不成对": ("a.csv", lambda: b'"' + b"1,\n" * 500_000),
}  # fmt: skip


def sent(folder: Path, name: str, data: bytes) -> Path:
    """A file as it lies in the inbox."""
    path = folder / name
    path.write_bytes(data)
    return path
