"""Each project is checked by itself, by any process, and what is kept of it is enough to report all there is."""

import pickle
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.checks import CheckResult, ProjectChecks, check_all, check_project, compare
from generator.checks.discovery import comparisons
from generator.checks.runner import beside_unread
from tests.support.cases import Case, all_cases
from tests.support.inspection import ScoreBook, WholeBook, load, score

ROOT = Path(__file__).resolve().parent.parent
COMPARISONS = {check.name for check, _ in comparisons()}
CASES = [case for case in all_cases("checks") if case.path.parent.name in COMPARISONS]


def read(content: Path) -> tuple[WholeBook, ScoreBook]:
    book, _ = load(content)
    return book, score(book)


def check(book: WholeBook, scores: ScoreBook) -> CheckResult:
    """Run every check on a whole book."""
    beside = replace(book, projects=())
    return together(beside, [check_project(beside, project, scores[project.id]) for project in book.projects])


def together(beside: WholeBook, parts: list[ProjectChecks]) -> CheckResult:
    names = sorted({name for part in parts for name in part.facts})
    facts = {name: [(part.project.key, part.facts[name]) for part in parts if name in part.facts] for name in names}
    return check_all(beside, parts, (comparison for name in names for comparison in compare(beside, name, facts[name])))


def checked(book: WholeBook, scores: ScoreBook) -> list[ProjectChecks]:
    """The last project first, as in another process, which knows only the project's own files and hands over bytes."""
    beside, checks = replace(book, projects=()), list[ProjectChecks]()
    for project in reversed(book.projects):
        own = {file.name for source in project.sources for file in source.attachments}
        alone = replace(beside, files={name: file for name, file in book.files.items() if name in own})
        checks.append(pickle.loads(pickle.dumps(check_project(alone, project, scores[project.id]))))
    return checks[::-1]


def result_of_parts(book: WholeBook, scores: ScoreBook) -> CheckResult:
    return together(replace(book, projects=(), files={}), checked(book, scores))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_projects_checked_one_by_one_give_the_result_of_the_whole_book(case: Case, tmp_path: Path) -> None:
    book, scores = read(case.lay_out(tmp_path))
    whole = check(book, scores)
    assert result_of_parts(book, scores) == whole


def test_the_cost_of_comparing_grows_with_the_number_of_projects() -> None:
    """Copies in one unit and year meet in every comparison; steps are counted, which a busy machine does not change."""
    book, scores = read(ROOT / "content")
    few = checked(book, scores)
    beside = replace(book, projects=())
    steps = [steps_of(beside, [copied(part, number) for number in range(count) for part in few]) for count in (20, 80)]
    assert steps[1] < steps[0] * 5


def copied(part: ProjectChecks, number: int) -> ProjectChecks:
    return replace(
        part, project=part.project._replace(id=f"{part.project.id}-{number}", file=f"{number}.yml", series=f"s{number}")
    )


def steps_of(beside: WholeBook, parts: list[ProjectChecks]) -> int:
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        together(beside, parts)
    finally:
        sys.setprofile(None)
    return count


# ---- what is beside an unreadable place: the place itself, what holds it, what lies in it ----

BESIDE = [
    (("指标体系.B1", "指标体系.B1.公布"), "指标体系.B1.权重", True),
    (("指标体系.B1", "指标体系.B1.公布"), "指标体系.B1", True),
    (("预算.子项目.1", "预算.子项目.1.支出"), "预算.子项目.2.金额", False),
    (("", "系列"), "项目名称", False),
    (("", "系列"), "系列", True),
    (("", "指标体系"), "指标体系.B1.权重", True),
    (("指标体系.B1", "指标体系.B1.公布"), "指标体系.B10.权重", False),
    (("评价.数据采集.问卷.1",), "评价", True),
    ((), "评价", False),
]


@pytest.mark.parametrize(("paths", "unread", "beside"), BESIDE)
def test_what_is_beside_an_unread_place(paths: tuple[str, ...], unread: str, beside: bool) -> None:
    assert beside_unread(paths, {"别处", unread}) == beside
    assert not beside_unread(paths, ())
