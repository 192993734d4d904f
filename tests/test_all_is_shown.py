"""A law of all data files: what one prints is on its page, in its Word form, the JSON and the tables, as printed.

Dates stand as Chinese dates on pages, amounts without the unit that the head of their table tells. Tables of many
projects have what they have a column for: figures as numbers, amounts in 万元, of indicators those that are scored.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from generator.core.date import PartialDate
from generator.core.number import BLANK, Amount, parts_of
from generator.core.paths import Paths
from generator.core.record import Record, Remark
from generator.exports import project_files
from generator.model.attached import AttachedFile
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.model.selfeval import SelfSheet
from generator.pipeline.context import BuildContext
from generator.rules import Rule
from generator.scoring import score_project
from generator.views import Portfolio, ProjectDetail
from tests.support.building import ROOT
from tests.support.data_files import any_project, projects
from tests.support.downloads import all_files, sheets
from tests.support.drawing import drawing
from tests.support.html import Element, parsed
from tests.support.page_tables import csv_lines
from tests.support.word import lines

# Words of the site and of its editors, and how points are counted: a state sorts, a name refers to a rule or a row.
OF_THE_SITE = {
    "系列", "收录日期", "更新日期", "简称", "评级办法", "填报状态", "评价对象", "栏目", "办法", "对应目标",
    "总分规则", "得分写法",
}  # fmt: skip
FORM = {"自评表", "指标体系", "项目名称", "项目单位", "主管部门", "附表"}
# What the tables have columns for: of the project, of an indicator that has none below it, of the 台账.
COLUMNS = {
    "项目名称", "预算.金额", "预算.支出", "预算.执行率", "公布.评价分值", "公布.满分", "公布.评价结论",
    "评价.方式", "评价.机构", "问题整改.问题", "问题整改.问题类别",
}  # fmt: skip
OF_A_LEAF = {
    "编号", "名称", "权重", "指标性质", "目标值", "度量单位", "实际值", "偏差原因", "复核分", "评分", "公布.得分",
    "公布.得分率",
}  # fmt: skip
OF_AN_ITEM = {
    "编号", "建议", "来源", "类型", "下达日期", "责任单位", "原定期限", "应整改金额", "已整改金额", "核实.结论",
    "核实.单位", "核实.方式", "核实.日期",
}  # fmt: skip
DATE = re.compile(r"\d{4}(年|-\d\d)")
WHOLE = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:%|万元|亿元|元|亿|万)?")
FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
MONEY = re.compile(r"\d+(?:\.\d+)?(?:亿元|万元|元|亿|万)")
IN_BLOCKS = ("权重", "评分", "公布.得分", "公布.权重", "复核分")
BLOCKS = {"td", "th", "p", "br", "dd", "dt", "li", "caption"}

Printed = tuple[str, tuple[str, ...]]  # where a value stands in the file, and the ways it may be shown


def printed(record: Record, path: str = "") -> Iterator[Printed]:
    """Every printed value below a record."""
    for entry in fields(record):
        key, value = entry.metadata.get("key"), getattr(record, entry.name)
        where = f"{path}.{key}".lstrip(".")
        if not key or key in OF_THE_SITE or isinstance(value, Remark) or value == entry.default:
            continue
        if isinstance(record, Indicator) and entry.name == "weight" and record.printed and record.printed.weight:
            continue  # printed in another way (12%), which stands under 公布
        if isinstance(record, Indicator) and record.children and entry.name in ("rows", "rule"):
            continue  # 评分缺漏: only what has nothing below it has these
        if isinstance(record, SelfSheet) and entry.name == "heads":
            yield from ((f"{where}.原文", (head,)) for head in record.head_names.values() if head)
        elif isinstance(value, Rule):
            both = isinstance(record, Indicator) and record.printed and record.printed.points is not None  # 得分不符
            if value.as_printed and not both:
                yield where, (value.written("points"),)
        elif isinstance(value, Record):
            yield from printed(value, where)
        elif isinstance(value, tuple):
            yield from _listed(value, where)
        elif entry.name in record.marks.fields and (text := record.written(entry.name)):
            yield where, (*_shown(value, text), *_told_otherwise(where, value))


def _listed(values: tuple[Any, ...], where: str) -> Iterator[Printed]:
    for value in values:
        if isinstance(value, Record):
            yield from printed(value, where)
        elif isinstance(value, tuple):
            yield from _listed(value, where)
        elif value:
            yield where, (value,)


def _told_otherwise(where: str, value: Any) -> Iterator[str]:
    if "复核.得分" in where:
        yield f"{value:,f}"  # compared as numbers
    if where == "更正.日期":
        yield value.iso


def _shown(value: object, text: str) -> tuple[str, ...]:
    if isinstance(value, PartialDate):
        return text, value.chinese
    return (text, parts_of(text)[0]) if isinstance(value, Amount) else (text,)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unescape(text)).replace("。", "")


def of_element(element: Element) -> str:
    """The text of an element, its blocks apart."""
    return "".join(
        part if isinstance(part, str) else f"\n{of_element(part)}\n" if part.tag in BLOCKS else of_element(part)
        for part in element.inside
    )


def texts(data: Any) -> Iterator[str]:
    """Every text of a JSON file."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts(value)
    else:
        yield str(data)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> BuildContext:
    return BuildContext.open(Paths(ROOT / "content", tmp_path_factory.mktemp("build"), ROOT))


def in_columns(project: Project) -> Iterator[Printed]:
    """Every printed value that the tables of many projects have a column for."""
    yield from (value for value in printed(project) if value[0] in COLUMNS)
    for leaf in project.leaves():
        yield from (value for value in printed(leaf) if value[0] in OF_A_LEAF)
    for above in (node for node in project.nodes() if node.children):
        yield "上级指标", (above.title,)
    for item in (item for finding in project.findings for item in finding.ledger):
        yield from (value for value in printed(item) if value[0] in OF_AN_ITEM)


def in_a_cell(text: str) -> Iterator[str]:
    """The ways in which a cell has a text: as it is, a number, an amount in 万元, a date by its digits, a blank."""
    number = text.replace(",", "").removesuffix("分").strip()
    yield text
    if FIGURE.fullmatch(number):
        yield number
    elif MONEY.fullmatch(number):
        yield f"{Amount.read(number.removesuffix('元') + '元').value:f}"
    elif text in BLANK:
        yield ""
    elif DATE.match(text):
        yield PartialDate.read(text).iso


def not_in_tables(context: BuildContext, detail: ProjectDetail) -> Iterator[str]:
    """Every printed value that has a column and is in no cell of it, in the CSV files and in the workbook."""
    projects = Portfolio(context.site.book, (detail,), indicators=detail.indicator_rows)
    exports = {export.path: bytes(export.data) for export in all_files(projects)}
    csv_cells = [cell for path, data in exports.items() if path.endswith(".csv") for cell in flat(csv_lines(data))]
    workbook = sheets(exports[f"data/{detail.year}.xlsx"])
    shown = [text for name, rows in workbook.items() if name != "说明" for text, _ in flat(rows)]
    for file, cells in (("CSV", csv_cells), ("工作簿", shown)):
        held = {"", *(plain(part).removeprefix("'") for cell in cells for part in (cell, *re.split(" › |、", cell)))}
        for where, ways in in_columns(detail.project):
            if held.isdisjoint(plain(cell).removeprefix("'") for way in ways for cell in in_a_cell(way)):
                yield f"{detail.id} {where}：{ways[0]}（{file}）"


def flat(rows: Iterable[Iterable[Any]]) -> Iterator[Any]:
    return (cell for row in rows for cell in row)


def with_form(project: Project) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Every printed value, and whether the form has a cell for it."""
    sheet = project.sheet
    own = sheet is not None and any(
        row.written("weight") or row.points is not None for row in sheet.funds[:1]
    )  # of the money, not of the block
    blocks = [block for block in (project.execution, project.goal_block) if block]
    others = tuple(top for top in project.indicators if not any(top is block for block in blocks))
    for where, ways in printed(replace(project, indicators=others)):
        yield where, ways, sheet is not None and where.partition(".")[0] in FORM and "复核." not in where
    for block in blocks:
        in_form = sheet is not None and not (own and block is project.execution)
        yield from ((f"指标体系.{path}", ways, in_form and path in IN_BLOCKS) for path, ways in printed(block))


def has_place(project: Project, where: str) -> bool:
    """Whether the site lists it: no 复核 where there is no 自评 (复核无自评), no head of a table without rows."""
    if "复核." in where:
        return project.self_evaluated or (project.printed is not None and project.printed.own is not None)
    return "栏名" not in where or bool(project.indicators or (project.sheet and project.sheet.rows))


def detail_of(project: Project, book: Book) -> ProjectDetail:
    return ProjectDetail.in_book(book, project, score_project(project, book.schemes.get(project.evaluation.scheme)))


def missing(context: BuildContext, project: Project) -> Iterator[str]:
    """Every printed value that is not on its page, in its Word form or in the JSON, and where."""
    book, detail = context.site.book, detail_of(project, context.site.book)
    files: Mapping[str, AttachedFile] = {
        file.name: AttachedFile(file.name, Path(file.name), 1, "0" * 64) for file in project.attachments
    }
    markdown = context.composer.project_page(detail, files, (), (), 0)[1]
    exports = [(export.path, bytes(export.data)) for export in project_files(detail, book.site)]
    page = f"{of_element(parsed(markdown))}{markdown}"  # addresses stand in links
    data = "\n".join(text for path, raw in exports if path.endswith(".json") for text in texts(json.loads(raw)))
    word = "\n".join(line for path, raw in exports if path.endswith(".docx") for line in lines(raw))
    places = {"网页": Shown(page), "数据": Shown(data), "Word": Shown(word)}
    for where, ways, in_form in (value for value in with_form(project) if has_place(project, value[0])):
        for name, shown in places.items():
            if (name != "Word" or in_form) and not any(map(shown.has, ways)):
                yield f"{project.id} {where}：{ways[0]}（{name}）"


class Shown:
    """A text as readers see it: whether a value stands in it, a figure as a whole one."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self.figures = set(WHOLE.findall(text))

    def has(self, value: str) -> bool:
        number = value.removesuffix("分")
        return number in self.figures if WHOLE.fullmatch(number) else plain(value) in self.text


def test_every_value_of_every_paper_is_shown_as_printed(context: BuildContext) -> None:
    of_year = [
        replace(project, folder=project.folder or project.marks.file.partition("/")[0]) for project in projects()
    ]
    assert [line for project in of_year for line in missing(context, project)] == []
    in_tables = (detail_of(project, context.site.book) for project in of_year[::2])
    assert [line for detail in in_tables for line in not_in_tables(context, detail)] == []


@pytest.mark.slow
@drawing(15)
@given(any_project())
def test_every_value_of_any_paper_is_shown_as_printed(context: BuildContext, project: Project) -> None:
    project = replace(project, folder="2020", filled="已填报")
    assert list(missing(context, project)) == []
    assert list(not_in_tables(context, detail_of(project, context.site.book))) == []
