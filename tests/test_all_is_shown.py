"""A law of all data files: what is printed in one is on its page, in the Word form and in the JSON, as printed.

Dates stand as Chinese dates on pages, amounts without the unit that the head of their table tells.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from generator.core.date import PartialDate
from generator.core.number import Amount, parts_of
from generator.core.paths import Paths
from generator.core.record import Record, Remark
from generator.exports import project_files
from generator.model.attached import AttachedFile
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.pipeline.context import BuildContext
from generator.rules import Rule
from generator.scoring import score_project
from generator.views import ProjectDetail
from tests.support.building import ROOT
from tests.support.data_files import any_project, projects
from tests.support.drawing import drawing
from tests.support.html import Element, parsed
from tests.support.word import lines

# Words of the site and of its editors, and what is told in other words: a state sorts, a name refers to a row.
OF_THE_SITE = {
    "系列", "收录日期", "更新日期", "简称", "评级办法", "填报状态", "评价对象", "栏目", "副本", "附件", "校验和",
    "上年同类", "问题类别", "对应指标", "对应目标", "更正", "总分规则", "结果应用", "索引号", "栏名", "年度",
    "台账", "复核", "得分写法",
}  # fmt: skip
# 预算执行率 and the points for annual goals stand in blocks of their own, under the words of these.
IN_BLOCKS = ("名称", "权重", "评分", "公布", "复核分")
FORM = {"自评表", "指标体系", "项目名称", "项目单位", "主管部门", "附表"}
NO_CELL = (".编号", ".公布.得分率", ".公布.权重", ".权重", ".上级指标")
BLOCKS = {"td", "th", "p", "br", "dd", "dt", "li", "caption"}

Printed = tuple[str, tuple[str, ...]]  # where a value stands in the file, and the ways it may be shown


def printed(record: Record, path: str = "") -> Iterator[Printed]:
    """Every printed value below a record."""
    for one in fields(record):
        key, value = one.metadata.get("key"), getattr(record, one.name)
        where = f"{path}.{key}".lstrip(".")
        if not key or key in OF_THE_SITE or isinstance(value, Remark):
            continue
        if isinstance(record, Indicator) and record.children and one.name in ("rows", "rule"):
            continue  # 评分缺漏: only what has nothing below it has these
        if isinstance(value, Rule):
            if value.as_printed:
                yield where, (value.written("points"),)
        elif isinstance(value, Record):
            yield from printed(value, where)
        elif isinstance(value, tuple):
            yield from _listed(value, where)
        elif one.name in record.marks.fields and (text := record.written(one.name)):
            yield where, _shown(value, text)


def _listed(values: tuple[Any, ...], where: str) -> Iterator[Printed]:
    for value in values:
        if isinstance(value, Record):
            yield from printed(value, where)
        elif isinstance(value, tuple):
            yield from _listed(value, where)
        elif value:
            yield where, (value,)


def _shown(value: object, text: str) -> tuple[str, ...]:
    if isinstance(value, PartialDate):
        return text, value.chinese
    return (text, parts_of(text)[0]) if isinstance(value, Amount) else (text,)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unescape(text)).replace("。", "")


def of_element(element: Element) -> str:
    """The text of an element, its blocks apart."""
    return "".join(
        one if isinstance(one, str) else f"\n{of_element(one)}\n" if one.tag in BLOCKS else of_element(one)
        for one in element.inside
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


def missing(context: BuildContext, project: Project) -> Iterator[str]:
    """Every printed value that is not shown, and where."""
    book: Book = context.site.book
    detail = ProjectDetail.in_book(book, project, score_project(project, book.schemes.get(project.evaluation.scheme)))
    files: Mapping[str, AttachedFile] = {
        one.name: AttachedFile(one.name, Path(one.name), 1, "0" * 64) for one in project.attachments
    }
    made = context.composer.project_page(detail, files, (), (), 0)[1]
    page = plain(f"{of_element(parsed(made))}{made}")  # addresses stand in links
    exports = [(export.path, bytes(export.data)) for export in project_files(detail, book.site)]
    whole = plain(
        "\n".join(text for path, data in exports if path.endswith(".json") for text in texts(json.loads(data)))
    )
    word = plain("\n".join(line for path, data in exports if path.endswith(".docx") for line in lines(data)))
    blocks = {id(block) for block in (project.execution, project.goal_block) if block}
    block_names = {path for top in project.indicators if id(top) in blocks for path, _ in printed(top)}
    in_blocks = {text for top in project.indicators if id(top) in blocks for _, ways in printed(top) for text in ways}
    for where, ways in printed(project):
        if (
            project.sheet
            and where.startswith("指标体系.")
            and where.split(".")[1] in IN_BLOCKS
            and set(ways) & in_blocks
        ):
            continue
        in_form = project.sheet is not None and where.partition(".")[0] in FORM
        # The official form has no cell for a code, for a rate beside points, for the weight of what has others
        # below it, for values of what stands in other blocks.
        if where.endswith(NO_CELL) or where.removeprefix("指标体系.") in block_names:
            in_form = False
        for place, text in (("网页", page), ("数据", whole), ("Word", word if in_form else None)):
            if text is not None and not any(plain(way) in text for way in ways):
                yield f"{project.id} {where}：{ways[0]}（{place}）"


def test_every_value_of_every_paper_is_shown_as_printed(context: BuildContext) -> None:
    of_year = (replace(one, folder=one.folder or one.marks.file.partition("/")[0]) for one in projects())
    assert [line for project in of_year for line in missing(context, project)] == []


@pytest.mark.slow
@drawing(15)
@given(any_project())
def test_every_value_of_any_paper_is_shown_as_printed(context: BuildContext, project: Project) -> None:
    assert list(missing(context, replace(project, folder="2020", filled="已填报"))) == []
