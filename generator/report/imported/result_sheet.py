"""校验结果 of an import: messages to the sender as rows, and the sender's workbook with these as its first sheet.

Each row has cell, content, mistake and remedy. Only parts that refer to a new sheet are changed: list of
sheets, relations, content types, styles. None is returned if the package has an unknown structure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from generator.core.diagnostic import UNVERIFIED
from generator.core.display import columns
from generator.intake.comparison import Path as FieldPath
from generator.intake.drafted import Entry, Leftover
from generator.intake.findings import CellFinding
from generator.intake.paper import Spot
from generator.pipeline.intake import ImportedFile, ImportedProject

SHEET = "校验结果"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PART = "xl/worksheets/jxgk-result.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATION = "rIdJxgkResult"
STAMP = (1980, 1, 1, 0, 0, 0)
MOST_CHARS = 32767  # of a cell
LETTERS = "ABCDEFGH"  # of columns
LINE = 15  # line height in points; not all programs fit rows to wrapped text
MOST_LINES = 27  # per row: limit of 409 points
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TAG = r"<(?:[\w.-]+:)?{}\b[^>]*?"


@dataclass(frozen=True)
class ResultRow:
    """A row of the sheet; `head`: header row; `link`: target of the second cell."""

    cells: tuple[str, ...]
    head: bool = False
    link: str = ""


def with_result(workbook: bytes, rows: Sequence[ResultRow], widths: Sequence[int]) -> bytes | None:
    """Return the workbook with the sheet in front; None for an unknown structure."""
    try:
        with ZipFile(BytesIO(workbook)) as package:
            changed = _changed(package, rows, widths)
            return _packed(package, changed) if changed else None
    except (BadZipFile, KeyError, UnicodeDecodeError, NotImplementedError):
        return None


def _changed(package: ZipFile, rows: Sequence[ResultRow], widths: Sequence[int]) -> Mapping[str, bytes] | None:
    """Return the new and changed parts by name, or None."""
    book = _target(package, "_rels/.rels", "officeDocument", "")
    if book is None:
        return None
    folder, _, name = book.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    book_text, relations_text = package.read(book).decode(), package.read(relations).decode()
    types_text = package.read("[Content_Types].xml").decode()
    sheet_type = re.search(r'Type="([^"]*/relationships/worksheet)"', relations_text)
    new_book = _with_sheet(book_text)
    if not (sheet_type and new_book) or PART in package.namelist():
        return None
    relation = f'<Relationship Id="{RELATION}" Type="{sheet_type[1]}" Target="/{PART}"/>'
    override = f'<Override PartName="/{PART}" ContentType="{CONTENT_TYPE}"/>'
    styles = _target(package, relations, "styles", folder)
    styled, wrapped = _with_style(package.read(styles).decode()) if styles else ("", "")
    parts = {
        book: new_book,
        relations: _before_end(relations_text, "Relationships", relation),
        "[Content_Types].xml": _before_end(types_text, "Types", override),
        PART: "".join(_sheet(rows, widths, wrapped)),
        **({styles: styled} if styles and styled else {}),
    }
    return {part: text.encode() for part, text in parts.items()} if all(parts.values()) else None


def _packed(package: ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return the package with changed parts in place and the new one last."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in package.infolist():
            target.writestr(info, changed[info.filename] if info.filename in changed else package.read(info))
        new = ZipInfo(PART, STAMP)
        new.compress_type = ZIP_DEFLATED
        target.writestr(new, changed[PART])
    return out.getvalue()


def _target(package: ZipFile, relations: str, kind: str, folder: str) -> str | None:
    """Return the target part of a relation of a kind, or None."""
    text = package.read(relations).decode()
    tag = next((tag for tag in re.findall(r"<[^<>]*Relationship\b[^<>]*>", text) if f'/{kind}"' in tag), "")
    match = re.search(r'Target="([^"]+)"', tag)
    if not match:
        return None
    part = match[1].lstrip("/") if match[1].startswith("/") or not folder else f"{folder}/{match[1]}"
    return part if part in package.namelist() else None


def _with_sheet(text: str) -> str | None:
    """Insert our sheet in front of the list of sheets, and shift all sheet indexes by one.

    The active sheet stays, or Excel would group it with another.
    """
    opening = re.search(TAG.format("sheets") + ">", text)
    ids = [int(number) for number in re.findall(r'\bsheetId="(\d+)"', text)]
    if not (opening and ids) or re.search(rf'<[^>]*\bname="{SHEET}"', text):
        return None
    prefix = opening[0][1:].partition("sheets")[0]
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    usual = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = strict if strict in text else usual
    ours = f'<{prefix}sheet xmlns:jx="{space}" name="{SHEET}" sheetId="{max(ids) + 1}" jx:id="{RELATION}"/>'
    text = text[: opening.end()] + ours + text[opening.end() :]
    text = re.sub(r'\blocalSheetId="(\d+)"', lambda match: f'localSheetId="{int(match[1]) + 1}"', text)
    views = list(re.finditer(TAG.format("workbookView") + r"/?>", text))
    for view in reversed(views):
        text = text[: view.start()] + _shifted(view[0]) + text[view.end() :]
    if not views:
        shown = f'<{prefix}bookViews><{prefix}workbookView activeTab="1"/></{prefix}bookViews>'
        sheets = re.search(TAG.format("sheets") + ">", text)
        text = text[: sheets.start()] + shown + text[sheets.start() :] if sheets else text
    return text


def _shifted(view: str) -> str:
    """Shift the active tab of a view by one; tabs are scrolled to the first, to show ours."""
    view = re.sub(r'\s+firstSheet="\d+"', "", view)
    match = re.search(r'\bactiveTab="(\d+)"', view)
    if match:
        return view.replace(match[0], f'activeTab="{int(match[1]) + 1}"')
    return re.sub(r"\s*(/?>)$", r' activeTab="1"\1', view)


def _with_style(text: str) -> tuple[str, str]:
    """Add a style for wrapped text; return the styles and its index, both empty if there are no styles."""
    match = re.search(r"<((?:[\w.-]+:)?)cellXfs\b([^>]*)>(.*?)</(?:[\w.-]+:)?cellXfs>", text, re.S)
    if not match:
        return "", ""
    prefix = match[1]
    number = len(re.findall(rf"<{prefix}xf\b", match[3]))
    new = f'<{prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    new += f'<{prefix}alignment vertical="top" wrapText="1"/></{prefix}xf>'
    counted = re.sub(r'count="\d+"', f'count="{number + 1}"', match[2])
    whole = f"<{prefix}cellXfs{counted}>{match[3]}{new}</{prefix}cellXfs>"
    return text[: match.start()] + whole + text[match.end() :], str(number)


def _before_end(text: str, root: str, new: str) -> str:
    """Append XML to the root of a part; empty if the root is not as expected."""
    text = re.sub(rf"(<{root}\b[^>]*?)\s*/>\s*$", rf"\1></{root}>", text)
    end = text.rfind(f"</{root}>")
    return text[:end] + new + text[end:] if end >= 0 else ""


def _sheet(rows: Sequence[ResultRow], widths: Sequence[int], style: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
    yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>'
    yield from (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1))
    yield "</cols><sheetData>"
    for number, row in enumerate(rows, 1):
        yield f'<row r="{number}" ht="{LINE * _lines(row, widths)}" customHeight="1">'
        yield from _cells(row, number, f' s="{style}"' if style else "")
        yield "</row>"
    yield "</sheetData>"
    alone = [number for number, row in enumerate(rows, 1) if len(row.cells) == 1]
    if alone:
        yield "<mergeCells>"
        yield from (f'<mergeCell ref="A{number}:{LETTERS[len(widths) - 1]}{number}"/>' for number in alone)
        yield "</mergeCells>"
    links = [(number, row.link) for number, row in enumerate(rows, 1) if row.link]
    if links:
        yield "<hyperlinks>"
        yield from (
            f'<hyperlink ref="B{number}" location={quoteattr(UNWRITABLE.sub("", link))}/>' for number, link in links
        )
        yield "</hyperlinks>"
    yield '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _cells(row: ResultRow, number: int, style: str) -> Iterator[str]:
    for letter, text in zip(LETTERS, row.cells, strict=False):
        if text:
            look = "<rPr><b/></rPr>" if row.head else ""
            look = '<rPr><u/><color rgb="FF0563C1"/></rPr>' if row.link and letter == "B" else look
            words = escape(UNWRITABLE.sub("", text)[:MOST_CHARS])
            run = f'<r>{look}<t xml:space="preserve">{words}</t></r>'
            yield f'<c r="{letter}{number}" t="inlineStr"{style}><is>{run}</is></c>'


def _lines(row: ResultRow, widths: Sequence[int]) -> int:
    """Count the lines of a row; a single cell spans all columns."""
    room = widths if len(row.cells) > 1 else (sum(widths),)
    needed = (-(-columns(text) // (width - 1)) for text, width in zip(row.cells, room, strict=False))
    return min(max((1, *needed)), MOST_LINES)


RESULT = "（校验结果）"
WIDTHS = (6, 16, 20, 28, 8, 66)
HEADS = ("序号", "位置", "来件里写着", "哪一项", "轻重", "有什么不对，怎样改")
DOUBT = re.compile(rf"(?:“(.*)”)?{UNVERIFIED}：(.*?)；请对照来件.*", re.S)
# What only those do who keep the data files: clauses that quote a line of one, or speak of one.
OFFICE_ONLY = re.compile(
    r"(?:[，；、]|^)[^，；。]*(?:“[^”]*[:{][^”]*”|\.yml|豁免|数据文件|补录|评定”|(?<!填)写“|删去这一行|说明”)[^；。]*"
    r"|[，；](?:原文(?:如此|印有|印有的)|没有写错的|没有印)[^；。]*"
)
TO_FILL_IN = re.compile("补上一行“([^”:]+): …”|补写“([^”:]+)”")
OF_THE_HOUSE = re.compile(r"^(?:指标体系|公布|预算|自评表|评价|自评表\.资金)\.")
FORM_WORDS = {"评分": "得分", "公布": "得分", "权重": "分值", "评价分值": "总分", "金额": "预算数", "支出": "执行数"}
TO_CORRECT = "，请在这一格改正"
ADDRESS = re.compile(r"[A-Z]+[0-9]+")


def result_rows(file: ImportedFile, in_workbook: bool) -> Iterator[ResultRow]:
    """Yield the messages to the sender, in the workbook itself or on a page of its own; what is ours to do is none."""
    wanted = f"请改 {file.mistakes} 处" if file.mistakes else "没有要改的"
    yield ResultRow((f"校验结果：{wanted}",), head=True)
    if in_workbook:
        yield ResultRow((f"来件：{file.path.name}。除这一张以外，来件没有改动；点“位置”可以到那一格。",))
    else:
        yield ResultRow((f"来件：{file.path.name}，没有改动。",))
    if file.mistakes:
        take_away = "这一张去掉、留着都可以。" if in_workbook else ""
        yield ResultRow((f"请在来件里改好，再交来一次。{take_away}",))
    for words in file.notices:
        yield ResultRow((f"请注意：{words}",))
    for project in file.projects:
        yield from _project_rows(project)


def _project_rows(project: ImportedProject) -> Iterator[ResultRow]:
    recognised = project.plan.drafting.recognised
    yield ResultRow(())
    name = project.plan.drafting.text("项目名称") or "（没有项目名称）"
    yield ResultRow((f"{recognised.kind}：{name}（{project.plan.file.year}年度）",), head=True)
    theirs = [finding for finding in project.findings if not finding.ours]
    if theirs:
        yield ResultRow(HEADS, head=True)
        for number, finding in enumerate(theirs, 1):
            yield _finding_row(number, finding, project.plan.origins)
    else:
        yield ResultRow(("没有要改的。",))
    if recognised.unused and recognised.ours:  # on a form of ours it stands where nobody is to write
        yield from _unused_rows(recognised.unused)
    if recognised.left_out:
        yield ResultRow((f"人名、电话 {recognised.left_out} 处没有读入，不会公开。",))
    if project.receipt:
        yield ResultRow(("得分核算",), head=True)
        yield from (ResultRow((line,)) for line in project.receipt if line)


def _unused_rows(unused: Sequence[Leftover]) -> Iterator[ResultRow]:
    yield ResultRow(("没有读入的", "位置", "来件里写着", "", "", "说明"), head=True)
    for number, rest in enumerate(unused, 1):
        yield ResultRow((str(number), str(rest.spot), rest.text, "", "", rest.why), link=_link(rest.spot))


def _finding_row(number: int, finding: CellFinding, origins: Mapping[FieldPath, Entry]) -> ResultRow:
    diagnostic = finding.diagnostic
    spot = str(finding.spot) if finding.spot else "整份"
    level, words = level_and_words(finding)
    item = in_form_words(diagnostic.place.field, _row_name(finding, origins))
    cells = (str(number), spot, finding.shown, item, level, for_sender(words))
    return ResultRow(cells, link=_link(finding.spot) if finding.spot else "")


def _row_name(finding: CellFinding, origins: Mapping[FieldPath, Entry]) -> str:
    """Return the name that the paper prints for the row of a finding; empty if it has none."""
    rows = (finding.path[:length] for length in range(len(finding.path), 0, -1))
    names = (origins.get((*row, "名称")) for row in rows)
    return next((name.text for name in names if name), "")


def in_form_words(field: str, row: str = "") -> str:
    """Return a field as a form calls it: 数字化页数：得分; `row` is the name printed for its row, if any."""
    *above, last = OF_THE_HOUSE.sub("", field).split(".")
    return "：".join(filter(None, (row or ".".join(above), FORM_WORDS.get(last, last))))


def for_sender(words: str) -> str:
    """Return a message without what only those can do who keep the data files; it says what to do all the same."""
    words = TO_FILL_IN.sub(lambda match: f"填写“{match[1] or match[2]}”", words)
    words = OFFICE_ONLY.sub("", words.replace("补写", "填写")).strip("，；")
    return words if "请" in words else f"{words or '这一格有出入'}{TO_CORRECT}"


def level_and_words(finding: CellFinding) -> tuple[str, str]:
    """Return severity and message for senders, who do not have the data file."""
    diagnostic = finding.diagnostic
    if diagnostic.check == UNVERIFIED and (doubt := DOUBT.fullmatch(diagnostic.text)):
        read = f"读作“{doubt[1]}”，" if doubt[1] else ""
        return UNVERIFIED, f"{read}{doubt[2]}。请确认，或在来件里写明"
    return diagnostic.severity, diagnostic.text


def _link(spot: Spot) -> str:
    """Return the link to a cell of the workbook; empty for other positions."""
    if not ADDRESS.fullmatch(spot.cell):
        return ""
    part = spot.part.replace("'", "''")
    return f"'{part}'!{spot.cell}"


def result_workbook(path: Path, rows: Sequence[ResultRow]) -> bytes | None:
    """Return the sender's workbook with these rows in front; None for other files or unknown structures."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return with_result(data, rows, WIDTHS) if data.startswith(b"PK\x03\x04") else None
