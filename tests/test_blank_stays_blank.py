"""A law of all that is made: where a paper leaves a value blank, no page, list, chart or download shows one as its own.

The places that show a value are found by printing another one there: whatever then differs depends on it. What is
marked 本站核算 is left out. One value of each kind is tried, and in the slow part others.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.number import HALF_UP, percent
from generator.core.record import Record
from generator.model.project import Project
from generator.rules import Rule
from tests.support.blanks import PrintedValue, Shelf, printed_values
from tests.support.drawing import drawing
from tests.support.places import Place, Places

ROOT = Path(__file__).parent.parent
CONTENTS = ("content", "tests/examples/self-evaluation/content", "tests/cases/base/content")

CLAUSE = re.compile(r"[，。；：、（）“”()《》\"{}\[\],;]+")
BLANK = re.compile(r"未载|缺漏|未公布|未写明|只含|没有|只公布")  # what a clause says of blanks, and of how many
PERCENT = re.compile(r"\d+(\.\d+)?%")
NOTHING = ("—", "/")
# Places where another value that the file itself prints stands for a blank one, by the noun and field left blank.
TOP = "页首"  # what stands under the name of the project, above the form
ALSO_PRINTED: Mapping[tuple[str, str], tuple[str, ...]] = {
    # 所载 of a document repeats what the file says once for all documents.
    **dict.fromkeys((("Stated", name) for name in ("name", "score", "grade", "amount")), ("绩效评价结果信息表",)),
    # The indicator 预算执行率 stands in the total row of a form's funds, and the rate there is that of the budget.
    **dict.fromkeys((("FundRow", name) for name in ("weight", "points", "reviewed")), ("项目资金", "项目\n资金")),
    # Money stands without its unit where all of a table have the same, which then stands in the head.
    **dict.fromkeys(
        (("FundRow", name) for name in ("planned", "spent")), ("项目资金", "项目\n资金", "预算与支出", "#budget")
    ),
    ("FundRow", "rate"): ("项目资金", "execution_rate", "预算执行率"),
    ("Budget", "rate"): ("项目资金", "execution_rate", "预算执行率", "预算与支出", "#budget"),
    # A weight is shown as it counts where the paper prints it in no other way.
    ("PrintedPoints", "weight"): ("权重", "满分值", "分值", "一级指标", "二级指标", "三级指标"),
    # A rule is given the target and the actual value that the paper prints.
    ("Indicator", "target"): ("年度指标值", "目标值"),
    ("Indicator", "actual"): ("实际完成值", "实际值"),
    # Without a scheme 等级 is the printed word itself, and 满分 stands beside the total where the paper prints it.
    ("Evaluation", "scheme"): ("rank", "等级", "得分", "分类浏览"),
    ("Source", "issuer"): ("ContentSource", TOP),  # the document itself is where it comes from
}
# A form without a name is headed by the name of its kind; goals without names have no column, and others move up.
LAYOUT = {("SelfSheet", "title"), ("AnnualGoal", "name")}
# Pages on which figures and classes of ours follow from a value: without it one project fewer is counted, the total is
# the one that we work out, a problem belongs to another class.
DERIVED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Evaluation", "agency"): ("units/index.md",),
    ("Finding", "advice"): ("ledger/",),
    ("PrintedResult", "score"): ("analysis/",),
    ("PrintedResult", "own"): ("analysis/",),
    ("PrintedResult", "full"): ("2018/index.md",),
}


@cache
def shelf(content: str) -> Shelf:
    return Shelf(ROOT / content)


def representatives() -> Sequence[tuple[str, Project, PrintedValue]]:
    """One value of each kind, in the midst of the others."""
    groups: dict[tuple[str, str], list[tuple[str, Project, PrintedValue]]] = {}
    for entry in every_value():
        groups.setdefault(entry[-1].kind, []).append(entry)
    return tuple(some[len(some) // 2] for some in groups.values())


@cache
def every_value() -> Sequence[tuple[str, Project, PrintedValue]]:
    return tuple(
        (content, project, value)
        for content in CONTENTS
        for project in shelf(content).projects
        for value in printed_values(project)
        if not printed_in_form(project, value)
    )


def printed_in_form(project: Project, value: PrintedValue) -> bool:
    """Whether it is an amount that the total row of a form repeats: left blank in 预算 it is printed still."""
    return value.kind[0] == "Budget" and getattr(value.blank(project).money, value.name) is not None


@cache
def as_declared(content: str, project: str) -> Places:
    return shelf(content).of_project(shelf(content).details[project])


def words(text: str) -> set[str]:
    """The words and figures of a text, without those that say that something is blank."""
    clauses = (clause for clause in CLAUSE.split(text) if not BLANK.search(clause))
    return {word for clause in clauses for word in clause.split() if word not in NOTHING}


Left = Sequence[tuple[Project, PrintedValue]]  # values left blank, each of another project


def of_project(content: str, project: Project, value: PrintedValue) -> tuple[list[str], bool]:
    """What is invented on the page and in the downloads of one project; whether another value would be shown there."""
    site, before = shelf(content), as_declared(content, project.id)
    otherwise = site.of_project(site.detail(value.otherwise(project)))
    blank = site.of_project(site.detail(value.blank(project)))
    return list(invented([(project, value)], before, blank, otherwise)), otherwise != before


def in_lists(content: str, left: Left) -> Iterator[str]:
    """What is invented where several projects are shown."""
    site = shelf(content)
    blank = [site.detail(value.blank(project)) for project, value in left]
    otherwise = [site.detail(value.otherwise(project)) for project, value in left]
    if any(map(site.is_listed_otherwise, (*blank, *otherwise))):
        yield from invented(left, site.lists, site.of_lists(*blank), site.of_lists(*otherwise))


def invented(left: Left, before: Places, blank: Places, otherwise: Places) -> Iterator[str]:
    """What stands where the values stood, or anywhere else, that is neither the rest of it nor blank.

    `otherwise` is what would stand there if the papers printed other values.
    """
    ours = tuple(page for _, value in left for page in DERIVED.get(value.kind, ()))
    for place, text in blank.items():
        if place[0].startswith("recurring") and place not in before:
            continue  # the indicators at which several lost points are others now
        if place[0].startswith(ours):
            continue
        was = before.get(place, "")
        other = otherwise.get(place, was)
        if text == was == other:
            continue
        new = words(text) - (words(was) & words(other))
        if not new or (place[-1] == "step" and text == "0"):
            continue
        if not any(also_printed(value, place, new, value.blank(project)) for project, value in left):
            names = "、".join(f"{project.id} {value}" for project, value in left)
            yield f"{names}：{' '.join(place)} 原是“{was}”，空着后是“{text}”"


def also_printed(value: PrintedValue, place: Place, new: set[str], left_blank: Project) -> bool:
    """Whether it is a place where another value of the same file may stand, and that value stands there."""
    if value.kind in LAYOUT:
        return True
    places = {TOP if step == left_blank.name else step for step in place}
    if not places & set(ALSO_PRINTED.get(value.kind, ())):
        return False
    written = {word for text in texts(left_blank) for word in words(text)}
    written |= {word.removesuffix("元").removesuffix("万") for word in written}
    written |= {f"{Decimal(word[:-1]).scaleb(-2):f}" for word in written if PERCENT.fullmatch(word)}  # in a workbook
    return all(word.removesuffix("分") in written or word == "满分" for word in new)


def texts(record: Record) -> Iterator[str]:
    """Every text and figure of a record, as it is written."""
    for field in fields(record):
        value = getattr(record, field.name)
        if "key" not in field.metadata:
            continue
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record):
                yield from texts(item)
            else:
                yield item if isinstance(item, str) else record.written(field.name)
        if isinstance(value, Rule):
            yield from (value.printed_target, value.printed_actual)


def together(left: Left) -> Iterator[Left]:
    """Values of one content by turns: one of each project at a time, and apart from them those with exceptions."""
    of_project: dict[str, list[tuple[Project, PrintedValue]]] = {}
    for project, value in left:
        if value.kind in LAYOUT or value.kind in DERIVED:
            yield [(project, value)]
        else:
            of_project.setdefault(project.id, []).append((project, value))
    for some in zip_longest(*of_project.values()):
        yield [entry for entry in some if entry]


@pytest.mark.parametrize("content", CONTENTS)
def test_what_is_blank_in_a_paper_is_blank_wherever_it_was_shown(content: str) -> None:
    """Every kind of value is shown somewhere, or the law would hold of it whatever the pages do."""
    left = [(project, value) for where, project, value in representatives() if where == content]
    alone = {value.kind: of_project(content, project, value) for project, value in left}
    assert left and [line for wrong, _ in alone.values() for line in wrong] == []
    assert [kind for kind, (_, is_shown) in alone.items() if not is_shown] == []
    assert [line for some in together(left) for line in in_lists(content, some)] == []


@pytest.mark.slow
@drawing(8)
@given(st.data())
def test_any_value_that_is_blank_in_a_paper_is_blank_wherever_it_was_shown(data: st.DataObject) -> None:
    content, project, value = data.draw(st.sampled_from(every_value()))
    assert [*of_project(content, project, value)[0], *in_lists(content, [(project, value)])] == []


def test_points_that_a_rule_gives_the_unit_are_not_its_own_beside_those_of_a_reviewer() -> None:
    blank = [
        (content, project, value)
        for content, project, value in every_value()
        if (project.slug, *value.kind) == ("jiu-fen", "PrintedPoints", "points")
    ]
    assert len(blank) == 2
    assert [line for entry in blank for line in of_project(*entry)[0]] == []


# ---- sums and means ----

LEFT_OUT = {  # by what is left blank: the key of the sum, that of how many it is of, the words on the page
    ("Budget", "amount"): ("budget", "budgeted", "据已公布预算的 {} 个项目"),
    ("Budget", "spent"): ("spent", "told", "据已公布支出的 {} 个项目"),
    ("PrintedResult", "score"): ("mean", "scored", "据 {} 个项目，其余未公布评价分值"),
    ("PrintedResult", "grade"): ("good_rate", "graded", "据已载明评价结论的 {} 个项目"),
}
GOOD = ("优", "良", "良好")
PRINTED: Mapping[tuple[str, str], Callable[[Project], Any]] = {
    ("Budget", "amount"): lambda project: project.budget.amount.value if project.budget.amount else None,
    ("Budget", "spent"): lambda project: project.budget.spent.value if project.budget.spent else None,
    ("PrintedResult", "score"): lambda project: project.printed.score if project.printed else None,
    ("PrintedResult", "grade"): lambda project: (project.printed.grade or None) if project.printed else None,
}
SUMS: Mapping[tuple[str, str], Callable[[list[Any]], str]] = {
    ("Budget", "amount"): lambda values: f"{sum(values):f}",
    ("Budget", "spent"): lambda values: f"{sum(values):f}",
    ("PrintedResult", "score"): lambda values: f"{HALF_UP(Fraction(sum(values)) / len(values))}",
    ("PrintedResult", "grade"): lambda values: percent(Fraction(sum(word in GOOD for word in values), len(values))),
}


@pytest.mark.parametrize("kind", LEFT_OUT, ids=".".join)
def test_sums_and_means_leave_a_blank_out_and_say_of_how_many_they_are(kind: tuple[str, str]) -> None:
    key, count, said = LEFT_OUT[kind]
    site = shelf("content")
    entries = ((project, value) for where, project, value in every_value() if where == "content")
    project, value = next(
        entry for entry in entries if entry[1].kind == kind and entry[0].year == 2017 and PRINTED[kind](entry[0])
    )
    left_blank = value.blank(project)
    of_year = [left_blank if other is project else other for other in site.projects if other.year == project.year]
    known = [item for item in map(PRINTED[kind], of_year) if item is not None]
    assert 0 < len(known) < len(of_year)
    document, page = site.year(site.detail(left_blank))
    assert document[count] == len(known)
    assert document[key] == SUMS[kind](known)
    assert said.format(len(known)) in page
