"""信息表 (绩效评价结果信息表): one or several in a document, as text, Word table or sheet, each a project.

A label stands in the cell before its value, or at the head of its line; the eight of the official form and a few more.
Some print the points of the indicators (分值, 得分) in a table among them, or a row for each problem.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.core.number import HALF_WIDTH
from generator.intake.drafted import Entry, Leftover, Node, Recognised, filled
from generator.intake.kinds._info_sheet_pieces import (
    PROJECT,
    SERIAL,
    Piece,
    Table,
    heads_scores,
    is_label,
    is_other_label,
    label_of,
    pieces_of,
)
from generator.intake.kinds.rectification_table import RectificationReading
from generator.intake.kinds.score_table import WORDS as OF_SCORE_TABLES
from generator.intake.kinds.score_table import ScoreReading
from generator.intake.paper import Paper, Spot
from generator.intake.reports.parts import Point, findings, volumes
from generator.intake.reports.wording import Line, bare, items, marked, marked_once, tidy, unfilled
from generator.intake.tables.columns import is_indicator_head
from generator.intake.tables.funds import is_fund_head
from generator.intake.tables.identity import ANNEX, YEAR_LINE
from generator.intake.tables.labels import paper_lines
from generator.model.book import Book, without_code

NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
TITLE = re.compile(r"信息表(?:[（(]?\s*[\d一二三四五六七八九十]+\s*[)）]?)?$")
OTHER_TITLES = ("自评", *OF_SCORE_TABLES)  # of forms with the same labels around their points
REPORT = re.compile(r"摘要|前言|[一二]、.{0,8}(?:基本情况|概况).{0,8}|.{0,60}绩效评价(?:工作)?报告")
YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
LONGEST_TITLE = 60  # characters of a title line; a longer one is text
SHORT = 40  # characters: a line that could be the rest of a name
NO_TITLE = "题名以外的文字"
NO_FIELD = "不知道属于哪一项"
DIFFERENT = "与另一处印的{}不同"
WRAPPED = "由两行接成，请核对"
NOTE = re.compile(r"注[:：]|填表说明|填报说明|备注[:：]")
BODY = re.compile(r".*(?:局|委|办|办公室|院|中心|政府|厅|部|处|会|校|学|公司|所|站|馆|队|社|署|室|组)")
SITE_END = "据公开文件摘编："
FIGURES = ("金额", "支出", "执行率", "评价分值")
MANY_LINES = ("主要绩效", "问题", "建议", "整改")


@dataclass
class ReadSheet:
    """Content of one 信息表: the lines under each label, the unit in the label, the title above."""

    part: str
    values: dict[str, list[Line]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unused: list[Leftover] = field(default_factory=list)
    last: str = ""
    in_table: bool = False
    row: tuple[int, int] | None = None  # of the line read last
    beside: bool = False  # other cells stand in the row of the label met last
    fresh: bool = False  # nothing has been read yet under the label met last
    wrapped: set[str] = field(default_factory=set)  # keys whose value was put together from two lines
    scores: list[ScoreReading] = field(default_factory=list)
    problems: list[RectificationReading] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """True if it has what makes a 信息表 of it, and not the points of two."""
        printed = self.values.keys() | {key for scores in self.scores for key in scores.foot.printed}
        words = self.problems or set(MANY_LINES) & self.values.keys()
        return bool({"评价分值", "评价结论"} & printed and words and len(self.scores) < 2)

    def leftovers(self) -> Iterator[Leftover]:
        """Yield what no value was made of."""
        yield from self.unused
        for reading in (*(scores.reading for scores in self.scores), *(table.reading for table in self.problems)):
            yield from reading.leftovers()


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | None:
    """Return the sheets of a paper; None where there is none."""
    if _is_of_another_kind(paper):
        return None
    title, sheets = _sheets(paper, book)
    if not sheets or not all(sheet.complete for sheet in sheets):
        return None
    if any(sheet.scores for sheet in sheets) and any(word in text for text, _ in title for word in OTHER_TITLES):
        return None
    return tuple(_recognised(sheet, title, book, first=sheet is sheets[0]) for sheet in sheets)


def _is_of_another_kind(paper: Paper) -> bool:
    """Return whether a paper is a report, which holds more, or a self-evaluation with problems and a conclusion."""
    if any(REPORT.fullmatch(bare(paragraph.text)) for paragraph in paper.paragraphs):
        return True
    heads = (line for line in paper_lines(paper) if not all(map(is_label, line.own)))
    return any(is_fund_head(line) or (is_indicator_head(line) and not heads_scores(line)) for line in heads)


def _sheets(paper: Paper, book: Book) -> tuple[list[Line], list[ReadSheet]]:
    """Return the title lines of the paper, and its sheets; a sheet begins with its name, or with its title.

    There are none where a table stands above the first.
    """
    title: list[Line] = []
    sheets: list[ReadSheet] = []
    above: list[Leftover] = []
    part, over = "", False
    for piece in pieces_of(paper, book):
        if not isinstance(piece, Piece):
            if not sheets:
                return title, []
            _take_table(sheets[-1], piece)
            continue
        label = label_of(piece.text, piece.row is not None)
        headed = not sheets and YEAR.search(piece.text)
        if piece.row is None and TITLE.search(bare(piece.text)) and not headed:
            part, over = bare(piece.text), False
        elif label[0] == PROJECT and (not sheets or PROJECT in sheets[-1].values):
            sheets.append(ReadSheet(part))
            part, over = "", False
            _begin(sheets[-1], label, piece)
        elif not sheets:
            if piece.beside:
                above.append(Leftover(piece.text, piece.spot, NO_TITLE))
            elif not ANNEX.fullmatch(bare(piece.text)):
                title.append((piece.text, piece.spot))
        elif over or piece.text.startswith(SITE_END):
            over = True
            sheets[-1].unused.append(Leftover(piece.text, piece.spot, "信息表以外的内容"))
        else:
            _take(sheets[-1], label, piece)
    if sheets:
        sheets[0].unused[:0] = above
    return title, sheets


def _take_table(sheet: ReadSheet, table: Table) -> None:
    sheet.last = ""
    if isinstance(table, ScoreReading):
        sheet.scores.append(table)
    else:
        sheet.problems.append(table)


def _take(sheet: ReadSheet, label: tuple[str, str, str], piece: Piece) -> None:
    """Take a line as a label with what stands behind it, or as what goes on under the label before it."""
    if label[0]:
        _begin(sheet, label, piece)
    elif is_other_label(piece):
        sheet.last = ""
        sheet.unused.append(Leftover(piece.text, piece.spot, NO_FIELD))
    else:
        _go_on(sheet, piece)


def _begin(sheet: ReadSheet, label: tuple[str, str, str], piece: Piece) -> None:
    key, rest, unit = label
    sheet.last, sheet.in_table, sheet.fresh = key, piece.row is not None, not rest
    sheet.row, sheet.beside = piece.row, piece.beside
    lines = sheet.values.setdefault(key, [])
    if unit:
        sheet.units[key] = unit
    if rest:
        lines.append((rest, piece.spot))


def _go_on(sheet: ReadSheet, piece: Piece) -> None:
    """A line without a label belongs to the label before it, if that can have several or has none yet.

    A paragraph below a table is no part of its last cell unless it goes on counting its items.
    """
    if not sheet.last or _is_of_another_label(sheet, piece):
        sheet.last = ""
        sheet.unused.append(Leftover(piece.text, piece.spot, NO_FIELD))
        return
    lines = sheet.values[sheet.last]
    below = sheet.in_table and piece.row is None and not marked(piece.text)[0]
    if sheet.fresh or (sheet.last in MANY_LINES and not below and not NOTE.match(piece.text)):
        lines.append((piece.text, piece.spot))
    elif not sheet.in_table and sheet.last not in MANY_LINES and len(lines) == 1 and len(piece.text) < SHORT:
        lines.append((piece.text, piece.spot))
        sheet.wrapped.add(sheet.last)
    else:
        sheet.unused.append(Leftover(piece.text, piece.spot, NO_FIELD))
    sheet.fresh, sheet.row = False, piece.row


def _is_of_another_label(sheet: ReadSheet, piece: Piece) -> bool:
    """Return whether a line of a table stands below the label met last, but belongs to one that is missing.

    It goes on there only if the label stretches down beside it, or if it goes on counting the items.
    """
    if piece.row is None or piece.row == sheet.row:
        return False
    if sheet.fresh:
        return sheet.beside
    kind, number, _ = marked(piece.text)
    lines = sheet.values[sheet.last]
    return not piece.beside and not (lines and marked(lines[-1][0])[:2] == (kind, number - 1))


def _recognised(sheet: ReadSheet, title: list[Line], book: Book, first: bool) -> Recognised:
    """Return the project of a sheet; the `first` of a paper has what the title lines say beside the title."""
    name = tidy("".join(text for text, _ in sheet.values[PROJECT]))
    spot = sheet.values[PROJECT][0][1] if sheet.values[PROJECT] else None
    headings = [(tidy(text), place) for text, place in title if _is_heading(text)]
    top, part = title[0][1] if headings else None, sheet.part
    heading = "".join(line for line, _ in headings if not YEAR_LINE.fullmatch(line))
    if part and headings and not heading:  # only the year stands between the title and the sheet
        heading, part = part, ""
    body, year = _body(heading, book), _year(sheet, ((heading, top), *headings, (name, spot)))
    achieved = items(sheet.values.get("主要绩效", []))
    points = {key: [Point(*line) for line in items(sheet.values.get(key, []))] for key in ("问题", "建议", "整改")}
    guessed = Entry(body, top, ("表上没有项目单位，据题名填写",)) if body else unfilled()
    unit = _simple(sheet, "项目单位")
    source: dict[str, Node | None] = {
        "文件": Entry(f"《{heading or '绩效评价结果信息表'}》", top, () if heading else ("文件没有题名",)),
        "类别": Entry("信息表"),
        "发布单位": Entry(body, top) if body and not unit else None,
        "部分": Entry(part, spot) if heading and part else None,
    }
    tree = filled({
        "年度": year,
        "项目名称": _simple(sheet, "项目名称") or unfilled(spot),
        "项目单位": unit or guessed,
        "主管部门": _simple(sheet, "主管部门"),
        "来源": [filled(source)],
        "评价": _block(sheet, "机构", "委托单位"),
        "预算": _block(sheet, "金额", "支出", "执行率"),
        "公布": _printed(sheet),
        "指标体系": [top.as_node() for scores in sheet.scores for top in scores.table.tops],
        "业务数据": volumes(achieved),
        "主要绩效": [{"内容": Entry(*line)} for line in achieved],
        "问题整改": findings(points["问题"], points["建议"], points["整改"]) + _in_rows(sheet),
    })  # fmt: skip
    left = (Leftover(text, place, NO_TITLE) for text, place in title if first and not _is_heading(text))
    return Recognised(
        "信息表", marked_once(tree), year.text if year else "",
        unused=(*left, *sheet.leftovers()), left_out=len(sheet.values.get("个人", ())),
    )  # fmt: skip


def _is_heading(text: str) -> bool:
    """Return whether a line above the sheet belongs to its title: no text, and nothing behind a label (公开日期：…)."""
    serial = text.strip().isdecimal() or text.strip() in SERIAL
    return len(text) < LONGEST_TITLE and "：" not in text and not serial


def _block(sheet: ReadSheet, *keys: str) -> dict[str, Node]:
    """Return the values of one line under some labels."""
    return filled({key: _simple(sheet, key) for key in keys})


def _in_rows(sheet: ReadSheet) -> list[Node]:
    """Return the problems that stand one to a row."""
    return [finding for table in sheet.problems for finding in table.findings]


def _printed(sheet: ReadSheet) -> dict[str, Node]:
    """Return 公布: what the sheet prints under its labels, and the rest from the total of its points."""
    printed = _block(sheet, "评价分值", "评价结论")
    for key, entry in (pair for scores in sheet.scores for pair in scores.foot.printed.items()):
        if (before := printed.setdefault(key, entry)) and isinstance(before, Entry) and before.text != entry.text:
            sheet.unused.append(Leftover(entry.text, entry.spot or sheet.values[PROJECT][0][1], DIFFERENT.format(key)))
    return printed


def _simple(sheet: ReadSheet, key: str) -> Entry | None:
    """Return a value of one line; the unit of an amount is that of its label, else a guess."""
    lines = sheet.values.get(key, [])
    text = tidy("".join(line for line, _ in lines))
    if not text:
        return None
    text = text.translate(HALF_WIDTH) if key in FIGURES else text
    doubts: tuple[str, ...] = (WRAPPED,) if key in sheet.wrapped else ()
    if key in ("金额", "支出") and NUMBER.fullmatch(text):
        text += sheet.units.get(key) or "万元"
        doubts += () if key in sheet.units else ("原文没有印金额的单位，当作万元",)
    if key == "执行率" and NUMBER.fullmatch(text):
        text, doubts = f"{text}%", (*doubts, *(() if sheet.units.get(key) == "%" else ("原文没有印百分号",)))
    return Entry(text, lines[0][1], doubts)


def _year(sheet: ReadSheet, titles: Sequence[tuple[str, Spot | None]]) -> Entry | None:
    """Return the year under its own label, else that of the title or of the name."""
    elsewhere = next(((match[1], spot) for text, spot in titles if (match := YEAR.search(text))), None)
    own = _simple(sheet, "年度")
    match = YEAR.search(f"{own.text.rstrip('年度')}年") if own else None
    if own and match:
        differs = elsewhere is not None and elsewhere[0] != match[1]
        return Entry(match[1], own.spot, (f"题名或项目名称里是 {elsewhere[0]} 年",) if elsewhere and differs else ())
    return Entry(*elsewhere) if elsewhere else None


def _body(heading: str, book: Book) -> str:
    """Return the body that a title begins with, up to the year."""
    match = YEAR.search(heading)
    name = heading[: match.start()].strip("关于 ") if match else ""
    unit = book.unit(name)
    if unit:
        return unit.name if without_code(name) == unit.name else name
    return name if BODY.fullmatch(name) else ""
