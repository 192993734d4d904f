"""收表 opens what people send: every format as people see it, one plain sentence for what is not taken."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import pypdf
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from generator.intake.files import open_paper, pdf
from generator.intake.files._number_format import show_number
from generator.intake.files._received import Received
from generator.intake.files._word_numbers import in_digits
from generator.intake.files.by_libreoffice import converted, program
from generator.intake.paper import Cell, Paper, Paragraph, Refused
from tests.support.cases import table
from tests.support.sent_files import (
    compound_file,
    ordinary_form,
    packed,
    paragraph,
    raw_document,
    raw_workbook,
    sent,
    small_pdf,
    workbook,
)  # fmt: skip

ROOT = Path(__file__).resolve().parent.parent
needs_office = pytest.mark.skipif(
    program() is None,
    reason="没有 LibreOffice；Debian、Ubuntu 可运行：apt-get install libreoffice-calc-nogui libreoffice-writer-nogui",
)

Open = Callable[..., Paper]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Open some bytes as a file of a name, which must be taken."""

    def call(data: bytes, name: str = "a.xlsx") -> Paper:
        paper = open_paper(sent(tmp_path, name, data))
        assert isinstance(paper, Paper), paper
        return paper

    return call


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """Why some bytes, as a file of a name, are not taken."""

    def call(data: bytes, name: str = "a.xlsx") -> str:
        paper = open_paper(sent(tmp_path, name, data))
        assert isinstance(paper, Refused), paper
        assert paper.file == name
        return paper.reason

    return call


def grid(paper: Paper, place: int = 0) -> dict[str, Cell]:
    """The cells of a sheet by their address."""
    return {cell.spot.cell or str(cell.spot): cell for cell in paper.grids[place].cells}


def texts(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]


# ---- what a cell shows ----


@pytest.mark.parametrize(("code", "number", "shown", "kind", "stored"), table("number-formats", "显示"))
def test_a_number_is_shown_as_its_format_shows_it(code: str, number: str, shown: str, kind: str, stored: str) -> None:
    assert list(show_number(code, Decimal(number))) == [shown, kind, stored]


@given(
    st.text(alphabet='0#?.,%;"@yYmMdhs/[]<>=-+E*_\\! 年万元General', max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_no_format_is_too_odd_for_any_number(code: str, number: Decimal) -> None:
    shown = show_number(code, number)
    assert isinstance(shown.text, str)
    if shown.kind == "数字" and not shown.stored and re.fullmatch(r"-?[\d,]+(\.\d+)?", shown.text):
        assert abs(Decimal(shown.text.replace(",", "")) - number) <= abs(number) * Decimal("1e-14")


# ---- workbooks ----


def test_a_sheet_is_read_as_people_see_it(opened: Open) -> None:
    def fill(sheet: Worksheet) -> None:
        ordinary_form(sheet)
        sheet["I2"] = "第一行\n第二行"

    paper = opened(workbook(fill))
    (sheet,) = paper.grids
    cells = grid(paper)
    assert (sheet.name, sheet.height, sheet.width) == ("自评表", 61, 9)
    assert str(cells["A1"].spot) == "自评表!A1"
    assert (cells["A1"].columns, cells["A2"].rows) == (8, 29)
    assert sheet.at(0, 7) is cells["A1"] and sheet.at(29, 0) is cells["A2"], "a merged cell is met wherever it reaches"
    assert "A3" not in cells, "what lies behind a merged cell is not seen"
    assert (cells["G2"].text, cells["H2"].text, cells["H2"].stored, cells["H2"].kind) == (
        "9.57", "95.43%", "0.9543", "百分数",
    )  # fmt: skip
    assert cells["I2"].line == "第一行第二行"
    assert paper.notices == ()


def test_a_formula_gives_its_stored_value_and_one_without_is_told(opened: Open) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>38.738</v></c><c r="B1"><v>19.369</v></c><c r="C1"><f>A1/0</f></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    paper = opened(raw_workbook(rows))
    cells = grid(paper)
    assert {at: (cell.text, cell.computed) for at, cell in cells.items()} == {
        "A1": ("38.738", True), "B1": ("19.369", False), "E1": ("#DIV/0!", True)
    }  # fmt: skip
    assert paper.notices == (
        "工作表“自评表”有公式没有算出的结果，没有读（C1）；请用 Excel 或 WPS 打开、保存后再交",
        "工作表“自评表”有公式出错（E1），请改正",
    )
    stale = opened(raw_workbook(rows, calculation='<calcPr fullCalcOnLoad="1"/>'))
    assert stale.notices[-1].startswith("这个工作簿里的公式还没有用 Excel 或 WPS 算过")


def test_what_is_hidden_is_read_marked_and_told(opened: Open) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B1"] = "看得见", "隐藏的行", "隐藏的列"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        assert sheet.parent
        extra = sheet.parent.create_sheet("底稿")
        extra["A1"], extra.sheet_state = 1, "veryHidden"

    paper = opened(workbook(fill))
    assert [cell.hidden for cell in grid(paper).values()] == [False, True, True]
    assert [sheet.hidden for sheet in paper.grids] == [False, True]
    assert paper.notices == (
        "工作表“自评表”有隐藏的行或列，里面的内容也读了（B1、A2），请核对",
        "工作表“底稿”是隐藏的，里面的内容也读了，请核对",
    )


def test_a_figure_that_its_format_hides_is_blank_and_told(opened: Open) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>0</v></c><c r="B1"><v>5</v></c><c r="C1"><v>0</v></c></row>'
    paper = opened(raw_workbook(rows, formats=("0;-0;;@",)))
    assert list(grid(paper)) == ["B1", "C1"]
    unseen = opened(raw_workbook(rows, before='<sheetViews><sheetView showZeros="0"/></sheetViews>'))
    assert list(grid(unseen)) == ["B1"]
    assert "按空白读（A1、C1）" in unseen.notices[0]


QUIRKS = {
    "前缀": '<x:row xmlns:x="x" r="1"><x:c r="B1" t="str"><x:v>字</x:v></x:c></x:row>',
    "没有地址": '<row><c/><c t="str"><v>字</v></c></row>',
    "行内文字": '<row r="1"><c r="B1" t="inlineStr"><is><r><t>字</t></r><rPh><t>zi</t></rPh></is></c></row>',
    "换行的写法": '<row r="1"><c r="B1" t="str"><v>字_x000D_</v></c></row>',
    "看不见的字符": '<row r="1"><c r="B1" t="str"><v>字_x0007__xD800_</v></c></row>',
    "共用的文字": '<row r="1"><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>99</v></c></row>',
}


@pytest.mark.parametrize("rows", QUIRKS.values(), ids=QUIRKS)
def test_what_other_programs_write_is_read_too(opened: Open, rows: str) -> None:
    wrong = '<dimension ref="A1:XFD1048576"/>'
    shared = "<si><r><t>字</t></r><rPh><t>zi</t></rPh></si>"
    assert grid(opened(raw_workbook(rows, before=wrong, strings=shared)))["B1"].line == "字"


def test_a_title_merged_across_the_whole_sheet_is_as_wide_as_the_sheet_is_used(opened: Open) -> None:
    rows = '<row r="1"><c r="A1" t="str"><v>表</v></c></row><row r="2"><c r="C2"><v>1</v></c></row>'
    paper = opened(raw_workbook(rows, '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>', main="xl/workbook22.xml"))
    assert 3 <= grid(paper)["A1"].columns < 100


def test_days_count_from_1904_where_the_workbook_says_so(opened: Open) -> None:
    data = raw_workbook(
        '<row><c s="1"><v>41804</v></c></row>', formats=("yyyy-mm-dd",), calculation='<workbookPr date1904="1"/>'
    )
    assert grid(opened(data))["A1"].text == "2018-06-15"


def test_macros_links_and_remarks_are_told_and_never_opened(opened: Open) -> None:
    more: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"",
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "xl/comments1.xml": "<x/>",
        "docProps/custom.xml": '<Properties><property name="表样"><lpwstr>自评表</lpwstr></property></Properties>',
    }
    paper = opened(raw_workbook(more=more), "a.xlsm")
    assert [line[:6] for line in paper.notices] == ["文件里有宏，", "文件里有指向", "文件里有批注"]
    assert paper.properties == {"表样": "自评表"}


def test_text_that_looks_like_a_formula_stays_text(opened: Open) -> None:
    cell = grid(opened(raw_workbook('<row><c t="str"><v>=HYPERLINK("http://x")</v></c></row>')))["A1"]
    assert (cell.text, cell.computed) == ('=HYPERLINK("http://x")', False)


# ---- old workbooks, and other formats that LibreOffice makes or reads ----


def made(data: bytes, ending: str, wanted: str) -> bytes:
    """Bytes of one format turned into another by LibreOffice."""
    file = converted(Received("a", ending, data), wanted)
    assert file, "LibreOffice could not convert it"
    return file.data


def with_formula(sheet: Worksheet) -> None:
    sheet["A1"] = "项目支出绩效自评表"
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"], sheet["C2"] = 19.369, 0.9543, "=A2*2"
    sheet["A2"].number_format, sheet["B2"].number_format = '#,##0.00"万元"', "0.00%"
    sheet["A3"] = 43266
    sheet["A3"].number_format = 'yyyy"年"m"月"'
    sheet["A4"] = "藏"
    sheet.row_dimensions[4].hidden = True


@needs_office
def test_an_old_workbook_is_read_like_a_new_one_and_refused_where_it_is_cut_short(
    opened: Open, refused: Callable[..., str]
) -> None:
    old = made(workbook(with_formula), ".xlsx", ".xls")
    for name in ("a.xls", "a.et", "a.xlsx"):
        paper = opened(old, name)
        assert {at: (cell.text, cell.stored, cell.computed, cell.hidden) for at, cell in grid(paper).items()} == {
            "A1": ("项目支出绩效自评表", "", False, False), "A2": ("19.37万元", "19.369", False, False),
            "B2": ("95.43%", "0.9543", False, False), "C2": ("38.738", "", True, False),
            "A3": ("2018年6月", "2018-06-15", False, False), "A4": ("藏", "", False, True),
        }  # fmt: skip
        assert grid(paper)["A1"].columns == 3
        assert paper.notices == ("工作表“自评表”有隐藏的行或列，里面的内容也读了（A4），请核对",)
    for size in range(600, len(old), 700):
        assert refused(old[:size], "a.xls")


def open_document_table(cells: str) -> bytes:
    """A table of one row as OpenDocument has it."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                     for name in ("office", "table", "text", "manifest"))  # fmt: skip
    listed = "".join(
        f'<manifest:file-entry manifest:version="1.2" manifest:full-path="{path}" manifest:media-type="{content}"/>'
        for path, content in (("/", kind), ("content.xml", "text/xml"))
    )
    return packed({
        "mimetype": kind,
        "META-INF/manifest.xml": f'<manifest:manifest {names} manifest:version="1.2">{listed}</manifest:manifest>',
        "content.xml": f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
                       f'<table:table table:name="自评表"><table:table-row>{cells}</table:table-row></table:table>'
                       "</office:spreadsheet></office:body></office:document-content>",
    })  # fmt: skip


@needs_office
def test_other_formats_are_read_through_libreoffice_and_that_is_told(opened: Open) -> None:
    cells = (
        '<table:table-cell office:value-type="string"><text:p>资金</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="19.369"/>'
    )
    paper = opened(open_document_table(cells), "a.ods")
    assert [cell.text for cell in grid(paper).values()] == ["资金", "19.369"]
    assert paper.notices[0].startswith("由 LibreOffice 转换")
    old = made(by_python_docx(lambda document: document.add_paragraph("项目概况")), ".docx", ".doc")
    assert texts(opened(old, "a.wps")) == ["项目概况"]


def test_without_libreoffice_one_sentence_says_what_to_save_it_as(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert refused(compound_file("WordDocument", "1Table"), "a.doc").endswith("另存为 .docx 再交来")
    assert refused(packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt").endswith(".docx 再交来")
    assert ".xlsb" in refused(packed({"xl/workbook.bin": b""}), "a.xlsb")


@needs_office
def test_what_libreoffice_cannot_read_either_is_refused(refused: Callable[..., str]) -> None:
    assert "没有成功" in refused(compound_file("WordDocument"), "a.doc")


# ---- documents ----


def numbering(*levels: tuple[str, str], suffix: str = "nothing") -> str:
    definitions = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{digits}"/><w:lvlText w:val="{text}"/>'
        f'<w:suff w:val="{suffix}"/></w:lvl>'
        for n, (digits, text) in enumerate(levels)
    )
    used = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:abstractNum w:abstractNumId="0">{definitions}</w:abstractNum>{used}'


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def test_automatic_numbers_are_written_out(opened: Open) -> None:
    levels = numbering(("chineseCounting", "（%1）"), ("decimal", "%1.%2"), ("bullet", "●"))
    body = "".join(
        paragraph(text, numbered(level))
        for level, text in ((0, "甲"), (1, "乙"), (1, "丙"), (2, "点"), (0, "丁"), (1, "戊"))
    )
    paper = opened(raw_document(body, numbering=levels), "a.docx")
    assert texts(paper) == ["（一）甲", "一.1乙", "一.2丙", "点", "（二）丁", "二.1戊"]


def test_a_style_gives_numbers_and_levels_of_headings(opened: Open) -> None:
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="2"><w:name w:val="小标题"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="3"><w:name w:val="标题 2"/></w:style>'
    )
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{style}"/>')
        for style, text in (("1", "概况"), ("2", "资金"), ("3", "绩效"), ("9", "正文"))
    )
    paper = opened(raw_document(body, numbering=numbering(("decimal", "%1."), suffix="tab"), styles=styles), "a.docx")
    assert [(block.text, block.level, str(block.spot)) for block in paper.paragraphs] == [
        ("1. 概况", 1, "第 1 段"), ("2. 资金", 1, "第 2 段"), ("绩效", 2, "第 3 段"), ("正文", 0, "第 4 段")
    ]  # fmt: skip


@pytest.mark.parametrize(("digits", "count", "written"), [
    ("decimal", 12, "12"), ("chineseCounting", 1, "一"), ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"),
    ("chineseCountingThousand", 20, "二十"), ("chineseCountingThousand", 101, "一百零一"),
    ("chineseCountingThousand", 110, "一百一十"),
    ("ideographDigital", 10, "一〇"), ("chineseLegalSimplified", 12, "壹拾贰"), ("decimalEnclosedCircle", 3, "③"),
    ("decimalEnclosedCircle", 30, "30"), ("decimalEnclosedParen", 2, "⑵"), ("ideographTraditional", 3, "丙"),
    ("upperRoman", 9, "IX"), ("lowerLetter", 28, "bb"), ("decimalZero", 3, "03"), ("decimalFullWidth", 12, "１２"),
])  # fmt: skip
def test_numbers_are_written_in_the_digits_a_list_asks_for(digits: str, count: int, written: str) -> None:
    assert in_digits(count, digits) == written


def test_a_table_keeps_what_is_merged_nested_and_in_boxes(opened: Open) -> None:
    def cell(text: str, properties: str = "", more: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}{more}</w:tc>"

    inner = f"<w:tbl><w:tr>{cell('内')}</w:tr></w:tbl><w:p/>"
    framed = f"<v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox>"
    box = f"<w:p><w:r><w:pict>{framed}</w:pict></w:r></w:p>"
    wide, high = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    body = (
        f"<w:tbl><w:tr>{cell('宽', wide)}{cell('高', high)}</w:tr>"
        f"<w:tr>{cell('左', more=inner)}{cell('中')}{cell('', '<w:vMerge/>')}</w:tr></w:tbl>{box}"
    )
    paper = opened(raw_document(body), "a.docx")
    first, second = paper.grids
    assert [(item.text, item.row, item.column, item.rows, item.columns, str(item.spot)) for item in first.cells] == [
        ("宽", 0, 0, 1, 2, "表 1 第 1 行第 1 列"), ("高", 0, 2, 2, 1, "表 1 第 1 行第 2 列"),
        ("左", 1, 0, 1, 1, "表 1 第 2 行第 1 列"), ("中", 1, 1, 1, 1, "表 1 第 2 行第 2 列"),
    ]  # fmt: skip
    assert [item.text for item in second.cells] == ["内"]
    assert [(block.text, str(block.spot)) for block in paper.paragraphs] == [("框", "文本框，第 1 段")]


def test_content_controls_are_read_through_with_their_tags_and_a_mere_hint_is_blank(opened: Open) -> None:
    def control(tag: str, inside: str, more: str = "") -> str:
        return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{more}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'

    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        control("项目名称", paragraph("平台运维"))
        + f"<w:p>{control('年度', run.format('2017'))}</w:p>"
        + f"<w:p>{control('得分', run.format('单击此处输入'), '<w:showingPlcHdr/>')}</w:p>"
        + f"<w:tbl><w:tr>{control('单位', '<w:tc>' + paragraph('合作交流办') + '</w:tc>')}"
        + f"<w:tc><w:p>{control('金额', run.format('19.369'))}{run.format('万元')}</w:p></w:tc></w:tr></w:tbl>"
    )
    paper = opened(raw_document(body), "a.docx")
    assert [(block.text, block.tag) for block in paper.paragraphs] == [("平台运维", "项目名称"), ("2017", "年度")]
    assert [(cell.text, cell.tag) for cell in paper.grids[0].cells] == [("合作交流办", "单位"), ("19.369万元", "金额")]


def test_signs_breaks_boxes_and_hidden_words_of_a_paragraph(opened: Open) -> None:
    runs = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:noBreakHyphen/></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        "<w:r><mc:AlternateContent><mc:Choice><w:t>丙</w:t></mc:Choice><mc:Fallback><w:t>丙丙</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>ding</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>丁</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    paper = opened(raw_document(f"<w:p>{runs}</w:p>"), "a.docx")
    assert texts(paper) == ["甲\n乙\t-☑☑丙丁"]
    assert paper.notices == ("文档里有隐藏的文字，没有读；若有用，请取消隐藏再交",)


def test_headers_and_notes_with_words_are_told_page_numbers_are_not(opened: Open) -> None:
    def part(text: str) -> str:
        return f'<w:hdr xmlns:w="w"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>'

    more = {
        "word/header1.xml": part("内部资料"),
        "word/footer1.xml": part("第 1 页 共 9 页"),
        "word/footnotes.xml": part("数据为快报数"),
    }
    notices = opened(raw_document(paragraph("甲"), more=more), "a.docx").notices
    assert [line.partition("；")[0] for line in notices] == [
        "页眉页脚里的字没有读（“内部资料”）",
        "脚注或尾注里的字没有读（“数据为快报数”）",
    ]


@pytest.mark.parametrize("revision", ["ins", "del", "moveFrom", "moveTo"])
def test_a_document_with_tracked_changes_is_neither_the_old_nor_the_new_one(
    refused: Callable[..., str], revision: str
) -> None:
    body = f'<w:p><w:{revision} w:author="甲" w:id="1"><w:r><w:t>9</w:t></w:r></w:{revision}></w:p>'
    assert refused(raw_document(body), "a.docx") == "文档里有 1 处没有定下来的修订；请先接受或拒绝修订，保存后再交"


def by_python_docx(fill: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_what_python_docx_writes_is_read(opened: Open) -> None:
    def fill(document: Document) -> None:
        document.add_heading("一、项目概况", 1)
        document.add_paragraph("第一", style="List Number")
        table = document.add_table(2, 3)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "目标"

    paper = opened(by_python_docx(fill), "a.docx")
    assert [(block.text, block.level) for block in paper.paragraphs] == [("一、项目概况", 1), ("1. 第一", 0)]
    assert [(cell.text, cell.rows, cell.columns) for cell in paper.grids[0].cells] == [("指标", 2, 1), ("目标", 1, 2)]


# ---- web pages, tables as text, PDF ----


def test_a_web_page_that_calls_itself_a_workbook_is_read_as_the_table_it_is(opened: Open) -> None:
    page = """<html><head><title>表</title><style>td {color: red}</style></head><body><p>2017年&nbsp;自评</p>
    <table><tr><td rowspan=2>指标<td colspan="2">目标</tr><tr><td>甲<br>乙<td>丙<table><td>内</table></table></html>"""
    paper = opened(page.encode("gb18030"), "a.xls")
    assert texts(paper) == ["2017年 自评"]
    inner, outer = paper.grids
    assert [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in outer.cells] == [
        ("指标", 0, 0, 2, 1), ("目标", 0, 1, 1, 2), ("甲\n乙", 1, 1, 1, 1), ("丙", 1, 2, 1, 1)
    ]  # fmt: skip
    assert [str(cell.spot) for cell in inner.cells] == ["表 2 第 1 行第 1 列"]
    assert "其实是网页" in paper.notices[0]


def test_a_web_page_that_breaks_off_is_not_taken_for_a_whole_one(refused: Callable[..., str]) -> None:
    for page in (b"<html><table><tr><td>1</table>", b"<table><tr><td>1<tr><td>2"):
        assert "没有传完整" in refused(page, "a.xls")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_as_text_is_a_grid_in_whatever_encoding(opened: Open, encoding: str) -> None:
    paper = opened('项目名称,预算\r\n"平台\n运维","1,234.5"\r\n,\r\n'.encode(encoding), "a.csv")
    assert [(cell.text, cell.row, cell.column) for cell in paper.grids[0].cells] == [
        ("项目名称", 0, 0), ("预算", 0, 1), ("平台\n运维", 1, 0), ("1,234.5", 1, 1)
    ]  # fmt: skip
    assert str(paper.grids[0].cells[-1].spot) == "第 2 行第 2 列"


# The tail of what stands in the first row reaches over the line below it, as letters of narrow rows do.
RULED = """BT /F1 12 Tf 60 780 Td (Report) Tj ET
60 700 m 260 700 l S 60 680 m 260 680 l S 60 660 m 260 660 l S
60 700 m 60 660 l S 160 680 m 160 660 l S 260 700 m 260 660 l S
BT /F1 12 Tf 65 681 Td (Wide) Tj ET BT /F1 12 Tf 65 665 Td (Left) Tj ET BT /F1 12 Tf 165 665 Td (95.43%) Tj ET"""


def test_a_pdf_gives_tables_by_their_lines_and_all_of_it_is_a_guess(opened: Open) -> None:
    paper = opened(small_pdf(RULED, ""), "a.pdf")
    assert paper.guessed
    assert [(block.text, str(block.spot)) for block in paper.paragraphs] == [("Report", "第 1 页第 1 段")]
    assert [(cell.text, cell.row, cell.column, cell.columns) for cell in paper.grids[0].cells] == [
        ("Wide", 0, 0, 2), ("Left", 1, 0, 1), ("95.43%", 1, 1, 1)
    ]  # fmt: skip
    assert str(paper.grids[0].cells[-1].spot) == "第 1 页表 1 第 2 行第 2 列"
    assert paper.notices[1] == "第 2 页没有文字，可能是扫描的，没有读"


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(small_pdf(RULED)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(("make", "why"), [
    (lambda: small_pdf(""), "多半是扫描件"),
    (locked_pdf, "PDF 有密码"),
    (lambda: small_pdf(RULED)[:300], "PDF 打不开"),
])  # fmt: skip
def test_a_pdf_that_cannot_be_read_says_why(refused: Callable[..., str], make: Callable[[], bytes], why: str) -> None:
    assert why in refused(make(), "a.pdf")


def test_a_pdf_that_takes_for_ever_is_given_up(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0)
    assert "PDF 太长或太复杂" in refused(small_pdf(RULED), "a.pdf")


def test_without_the_extra_one_sentence_says_how_to_get_it(
    refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda _: None)
    assert "make setup PDF=1" in refused(small_pdf(RULED), "a.pdf")
