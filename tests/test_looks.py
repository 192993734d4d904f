"""Each project is looked at alone, by any process, and what is kept of it is enough to say all that is to be said."""

import pickle
import shutil
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import generator.checks
from generator.checks import CheckResult, ProjectChecks, check, check_all, check_project
from generator.core.registry import discover
from generator.model.book import Book
from generator.model.scores import ScoreBook
from tests.support.cases import Case, all_cases
from tests.support.inspection import load, score
from tests.test_papers import without_waivers

ROOT = Path(__file__).resolve().parent.parent
MODULES = [module for family in discover(generator.checks.__name__) for module in discover(family.__name__)]
BETWEEN = {module.NAME for module in MODULES if hasattr(module, "between")}
KINDS = ("check", "lint", "between", "beside")


BETWEEN_CASES = [case for case in all_cases("checks") if case.path.parent.name in BETWEEN]


def read(content: Path) -> tuple[Book, ScoreBook]:
    book, _ = load(content)
    return book, score(book)


def looks_at(book: Book, scores: ScoreBook) -> list[ProjectChecks]:
    """The last project first, as in another process, which knows only the project's own files and hands over bytes."""
    about, found = replace(book, projects=()), list[ProjectChecks]()
    for project in reversed(book.projects):
        own = {file.name for source in project.sources for file in source.attachments}
        alone = replace(about, files={name: file for name, file in book.files.items() if name in own})
        found.append(pickle.loads(pickle.dumps(check_project(alone, project, scores[project.id]))))
    return found[::-1]


def verdict_of_looks(book: Book, scores: ScoreBook) -> CheckResult:
    return check_all(replace(book, projects=(), files={}), iter(looks_at(book, scores)))


@pytest.mark.parametrize("case", BETWEEN_CASES, ids=[case.name for case in BETWEEN_CASES])
def test_what_was_seen_project_by_project_is_judged_like_the_whole(case: Case, tmp_path: Path) -> None:
    book, scores = read(case.lay_out(tmp_path))
    whole = check(book, scores)
    assert verdict_of_looks(book, scores) == whole


@pytest.mark.parametrize("waived", [True, False])
def test_an_ordinary_check_says_the_same_of_a_book_and_of_its_projects_one_by_one(waived: bool, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    for path in (tmp_path / "content/projects").rglob("*.yml"):
        if not waived:
            without_waivers(path)
    book, scores = read(tmp_path / "content")
    told = Counter[str]()
    for module in (module for module in MODULES if hasattr(module, "check")):
        whole = findings(module, book, scores)
        assert split(module, book, scores) == whole, module.NAME
        told[module.NAME] += whole.total()
    assert len(told) > 50 and told.total() > 50


def findings(module: ModuleType, book: Book, scores: ScoreBook) -> Counter[tuple[str, str]]:
    return Counter((str(record.at(field)), text) for record, field, text in module.check(book, scores))


def split(module: ModuleType, book: Book, scores: ScoreBook) -> Counter[tuple[str, str]]:
    alone = (replace(book, projects=(project,)) for project in book.projects)
    return sum((findings(module, one, scores) for one in alone), Counter[tuple[str, str]]())


def test_a_check_has_one_of_the_known_functions_and_what_goes_with_it() -> None:
    for module in MODULES:
        assert any(hasattr(module, kind) for kind in KINDS), module.NAME
        assert hasattr(module, "between") == hasattr(module, "facts"), module.NAME
        assert hasattr(module, "lint") == hasattr(module, "SIGNS"), module.NAME


def test_a_look_at_a_published_paper_is_small() -> None:
    for one in looks_at(*read(ROOT / "content")):
        facts = replace(one, waived=())
        assert len(pickle.dumps(facts)) < 6000, one.who.file


def test_the_cost_of_comparing_grows_with_the_number_of_projects() -> None:
    """Copies in one unit and year meet in every comparison; steps are counted, which a busy machine does not change."""
    book, scores = read(ROOT / "content")
    few = looks_at(book, scores)
    about = replace(book, projects=())
    steps = [steps_of(about, [copied(one, number) for number in range(count) for one in few]) for count in (20, 80)]
    assert steps[1] < steps[0] * 5


def copied(one: ProjectChecks, number: int) -> ProjectChecks:
    return replace(one, who=one.who._replace(id=f"{one.who.id}-{number}", file=f"{number}.yml", series=f"s{number}"))


def steps_of(about: Book, looks: list[ProjectChecks]) -> int:
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        check_all(about, looks)
    finally:
        sys.setprofile(None)
    return count
