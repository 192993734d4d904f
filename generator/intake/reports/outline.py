"""Outline of a report: its paragraphs under the headings that reports have, and its tables, each taken once.

What nobody takes is left over at the end, so that no paragraph and no table of a paper gets lost.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.intake import money
from generator.intake.drafted import Leftover
from generator.intake.paper import Grid, Paper, Paragraph
from generator.intake.reports.table import LooseTable, ReportTable, continues, ends_loose, loose_head, of_grid
from generator.intake.reports.wording import Line, bare, marked

HEADINGS: Mapping[str, str] = {
    "摘要": r"摘要|报告摘要|评价报告摘要",
    "前言": r"前言|引言|序言",
    "目录": r"目录",
    "基本情况": r"(?:项目)?(?:基本情况|概况)",
    "背景": r"(?:项目)?(?:立项)?背景(?:(?:及|和|与)目的)?|立项目的",
    "立项依据": r"(?:项目)?立项依据",
    "目标": r"(?:项目)?(?:绩效)?目标(?:情况|设定情况)?",
    "总目标": r"(?:项目)?(?:绩效)?总(?:体)?(?:绩效)?目标",
    "年度目标": r"(?:项目)?(?:年度|阶段性)(?:绩效|总体)?目标",
    "目标分解": r"(?:项目)?(?:绩效)?目标分解(?:情况)?",
    "资金": r"(?:项目)?(?:预算|财政)?资金(?:规模|情况|投入).{0,12}|(?:项目)?预算(?:及|和)?(?:执行|支出)情况",
    "资金来源": r"(?:预算)?资金来源(?:情况)?|预算批复情况",
    "资金使用": r"(?:预算|项目)?资金使用情况|预算执行情况",
    "内容与实施": r"项目(?:主要)?内容(?:(?:及|和|与)实施情况)?",
    "实施情况": r"(?:项目)?实施情况",
    "组织": r"(?:项目)?组织(?:实施)?(?:及|和)?管理(?:情况)?",
    "架构": r"(?:项目)?(?:管理)?组织架构",
    "流程": r"(?:项目)?(?:实施)?(?:管理)?流程",
    "资金流程": r"(?:项目)?资金(?:管理|拨付)流程",
    "评价目的": r"(?:绩效)?评价目的(?:、对象(?:和|及|与)范围)?",
    "评价范围": r"(?:绩效)?评价(?:对象(?:和|及|与))?范围|(?:绩效)?评价对象",
    "评价依据": r"(?:绩效)?评价依据",
    "范围和依据": r"评价范围(?:和|及)(?:评价)?依据|评价依据及数据采集情况|评价工作情况|绩效评价工作(?:开展情况|过程)"
    r"|绩效评价原则、.{2,18}",
    "采集": r"数据采集(?:方法)?(?:(?:及|和)过程)?",
    "数据来源": r"(?:评价)?数据来源",
    "调查过程": r"(?:社会)?调查过程|数据采集过程",
    "结论": r"评价结论(?:(?:及|和)(?:主要)?绩效(?:分析)?)?",
    "评价结果": r"(?:综合)?评价结(?:果|论)|评价结果及等级|综合评价情况(?:及|和)评价结论(?:[（(].{2,8}[)）])?",
    "绩效": r"(?:项目)?主要绩效(?:(?:及|和)分析)?",
    "具体分析": r"具体(?:绩效)?分析|绩效分析|绩效评价指标分析|项目(?:决策|过程|产出|效益)情况",
    "问题和建议": r"存在(?:的)?(?:主要)?问题(?:及|和|与)(?:改进|相关|有关)?(?:措施)?(?:的)?建议",
    "经验": r"(?:主要)?经验(?:及|和)做法",  # no place in a data file: left over
    "问题": r"(?:存在(?:的)?)?(?:主要)?问题(?:(?:及|和)原因分析)?"
    r"|主要经验及做法、存在的?问题(?:及原因分析)?(?:(?:和|及)建议)?",
    "其他": r"其他需要说明的(?:问题|事项)",
    "建议": r"建议(?:(?:及|和)改进措施)?|(?:改进|整改|相关|有关|意见)(?:措施)?(?:和|及|与)?建议|改进措施(?:及建议)?",
    "整改": r"(?:问题)?整改(?:落实)?情况",
    "附件": r"附件[\d一二三四五六七八九十]*",
}
MATCHES = {key: re.compile(pattern) for key, pattern in HEADINGS.items()}
COMBINED = re.compile(r"(?:项目)?(?:基本)?背景(?:及|和|与)(?:项目)?绩效目标")
CAPTION = re.compile(r"表\s*\d+(?:[-－]\d+)?\s*[:：、.．]?\s*")
TITLED = re.compile(r".{2,30}(?:表|情况|清单)")
UNIT = re.compile(rf"[（(]?(?:金额)?单位\s*[:：]\s*(?:人民币)?({money.UNIT}|%)[）)]?")
FIGURE = re.compile(r"图\s*\d+(?:[-－]\d+)?\s*[:：、.．]?")
CONTENTS_LINE = re.compile(r".{1,60}?[.…·\s\t]+\d{1,3}")


@dataclass
class Section:
    """Lines under one heading, in the summary (摘要) or in the report itself."""

    key: str
    heading: Line | None
    summary: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass
class Outline:
    """The paper's cover lines, sections and tables; what was taken is gone from them."""

    cover: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    tables: list[ReportTable] = field(default_factory=list)
    unused: list[Leftover] = field(default_factory=list)
    taken: list[ReportTable] = field(default_factory=list)

    def take(self, *keys: str, summary: bool = False) -> list[Line]:
        """Return the lines under these headings, of the report itself or of its summary; from now on they are taken."""
        lines: list[Line] = []
        for section in self.sections:
            if section.key in keys and section.summary == summary:
                lines.extend(section.lines)
                section.lines = []
        return lines

    def all_lines(self) -> list[Line]:
        ordered = sorted(self.sections, key=lambda section: section.summary)
        return [line for section in ordered for line in section.lines]

    def take_tables(self, kind: str) -> list[ReportTable]:
        tables = [table for table in self.tables if table.kind == kind]
        self.tables = [table for table in self.tables if table.kind != kind]
        self.taken.extend(tables)
        return tables

    def left_over(self) -> Iterator[Leftover]:
        """Lines and figures that nothing took."""
        yield from (Leftover(text, spot, "封面上不认识的一行") for text, spot in self.cover)
        for section in self.sections:
            why = f"“{section.heading[0].strip()}”下没有归处的文字" if section.heading else "没有标题的文字"
            if section.summary:
                why = "摘要里的文字，正文另有"
            yield from (Leftover(text, spot, why) for text, spot in section.lines)
        yield from self.unused


def heading_key(text: str) -> str:
    """Return the kind of section that a line begins, empty where it is no heading that reports have."""
    _, _, rest = marked(text)
    word = bare(rest).rstrip(":：")
    if len(word) > 24:
        return ""
    if COMBINED.fullmatch(word):
        return "基本情况"
    heading = next((key for key, pattern in MATCHES.items() if pattern.fullmatch(word)), "")
    if (not heading and "及" in word) or "和" in word:
        heading = heading or next(
            (key for key, pattern in MATCHES.items() if pattern.match(word) and marked(text)[0]), ""
        )
    return heading


def outline(paper: Paper) -> Outline:
    """Read a paper from its first block to its last."""
    return _Outliner(paper).run()


class _Outliner:
    """One reading of a paper: where it is, and what it has met."""

    def __init__(self, paper: Paper) -> None:
        self.blocks = paper.blocks
        self.outline = Outline()
        self.caption, self.unit = "", ""
        self.summary = self.contents = False
        self.loose: LooseTable | None = None

    def run(self) -> Outline:
        for place, block in enumerate(self.blocks):
            if isinstance(block, Grid):
                self._grid(block, isinstance(self.blocks[place - 1], Grid) if place else False)
            else:
                self._paragraph(block, self.blocks[place + 1] if place + 1 < len(self.blocks) else None)
        self._end_loose()
        return self.outline

    def _grid(self, grid: Grid, behind_a_grid: bool) -> None:
        self._end_loose()
        if self.contents or grid.hidden:
            self.contents = False
            return
        table = of_grid(grid, self.caption, self.unit)
        if behind_a_grid and self.outline.tables and continues(self.outline.tables[-1], table):
            return
        self.outline.tables.append(table)
        self.caption = self.unit = ""

    def _end_loose(self) -> None:
        if self.loose:
            table, self.loose = self.loose.table(), None
            self.outline.tables.append(table)

    def _paragraph(self, paragraph: Paragraph, after: "Paragraph | Grid | None") -> None:
        text, line = paragraph.text, (paragraph.text, paragraph.spot)
        key = heading_key(text)
        if self.contents and key not in ("摘要", "前言") and CONTENTS_LINE.fullmatch(text):
            return
        if self.loose:
            if not key and not ends_loose(text, self.loose):
                self.loose.add(line)
                return
            self._end_loose()
        if key:
            self._heading(key, line)
        elif unit := UNIT.fullmatch(text):
            self.unit = unit[1]
        elif FIGURE.match(text) and len(text) < 40:
            self.outline.unused.append(Leftover(text, paragraph.spot, "图没有收录，只有图题"))
        elif (head := loose_head(text)) or (CAPTION.match(text) and len(text) < 60) or self._is_title(text, after):
            if head:
                self.loose = LooseTable(head, self.caption, self.unit, line)
                self.caption = self.unit = ""
            else:
                self.caption = CAPTION.sub("", text).strip()
                self.loose = LooseTable((), self.caption, self.unit, line) if _splits_its_head(after) else None
        elif self.outline.sections:
            self.outline.sections[-1].lines.append(line)
        else:
            self.outline.cover.append(line)

    def _is_title(self, text: str, after: "Paragraph | Grid | None") -> bool:
        below = isinstance(after, Grid) or (isinstance(after, Paragraph) and bool(loose_head(after.text)))
        return below and bool(TITLED.fullmatch(text.strip()))

    def _heading(self, key: str, line: Line) -> None:
        self.contents = key == "目录"
        first = marked(line[0])[1] == 1 and key == "基本情况"
        is_second = first and any(section.key == "基本情况" for section in self.outline.sections)
        if key == "摘要":
            self.summary = True
        elif key == "前言" or is_second:
            self.summary = False
        if key != "目录":
            self.outline.sections.append(Section(key, line, self.summary))


def _splits_its_head(after: "Paragraph | Grid | None") -> bool:
    """Return whether below a caption the words of a head stand one below the other."""
    return isinstance(after, Paragraph) and bare(after.text) in ("调研对象", "调查对象", "序号")
