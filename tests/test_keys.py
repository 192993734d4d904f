"""The key of a task follows from everything it is given: no file of content or theme can be forgotten."""

import dataclasses
import pickle
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.noting import Question, noting
from generator.core.paths import Paths
from generator.load import BY_PROJECT, SiteContent
from generator.model.book import Book
from generator.pipeline.context import BuildContext
from generator.pipeline.keys import Lazy, assets_key, content_key, key_of, theme_key
from tests.support.building import ROOT
from tests.support.cases import BASE

PLAIN = st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.decimals(allow_nan=False)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


class Pair(NamedTuple):
    one: str
    other: int


@dataclasses.dataclass(frozen=True)
class Record:
    name: str
    amount: Decimal


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    shutil.copytree(BASE / "content", tmp_path / "content")
    shutil.copytree(ROOT / "theme", tmp_path / "theme", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return Paths(tmp_path / "content", tmp_path / "out", tmp_path)


def answers(paths: Paths, questions: Iterable[Question]) -> Mapping[Question, str]:
    """The key of the answer to each question."""
    context = BuildContext.open(paths)
    return {question: context.answers.key((question,)) for question in questions}


def questions(context: BuildContext, task: Callable[[BuildContext], object]) -> set[Question]:
    """What a task asks for."""
    with noting() as asked:
        task(context)
    return asked


def changed(paths: Paths, edit: Callable[[], object]) -> set[str]:
    """Of what kinds and names there is another answer after an edit."""
    named = (
        "unit 某市档案馆", "unit 甲咨询有限公司", "unit 没有的", "body dangan-guan", "scheme shifan", "scheme xin",
        "clause shifan.applies", "clause shifan.grades", "clause xin.applies",
        "site name", "site cutoff", "book texts", "book units", "book schemes", "book frameworks", "book terms",
        "book scheme_titles", "names schemes", "names units_by_slug", "term 绩效", "term 决算",
        "years ", "engine ", "charts ", "template unit.md.j2", "template project.md.j2",
        "template _parts.j2", "attachment xin.pdf",
    )  # fmt: skip
    asked = [(kind, name) for kind, _, name in (one.partition(" ") for one in named)]
    before = answers(paths, asked)
    edit()
    return {" ".join(one).strip() for one, key in answers(paths, asked).items() if before[one] != key}


def more(path: Path, text: str = "") -> Callable[[], object]:
    """Write more into a file, or a new one."""

    def edit() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text or "\n<!-- 新 -->\n")

    return edit


@pytest.mark.parametrize(
    ("file", "text", "answers_that_change"),
    [
        ("content/units.yml", "\n- 标识: bie\n  名称: 没有的\n", {"unit 没有的", "book units", "names units_by_slug"}),
        ("content/units.yml", "  曾用名: [乙]\n", {"unit 甲咨询有限公司", "book units"}),
        ("content/site.yml", "数据截止日: 2019-01-31\n", {"site cutoff"}),
        ("content/pages/xin.md", "# 新页\n", {"book texts", "engine"}),
        ("content/glossary.yml", "- 名词: 绩效\n  解释: 新。\n", {"book terms", "term 绩效"}),
        ("content/files/xin.pdf", "新", {"attachment xin.pdf"}),
        ("content/projects/2031/xin.yml", "新", {"years", "engine"}),
        ("content/projects/2017/xin.yml", "新", set()),
        ("theme/templates/unit.md.j2", "", {"template unit.md.j2"}),
        ("theme/templates/_score.j2", "", {"template project.md.j2"}),
        ("theme/templates/shenceng/xin.j2", "", set()),
        ("theme/overrides/main.html", "", {"engine"}),
        ("theme/overrides/partials/xin.html", "", {"engine"}),
        ("theme/overrides/assets/css/site.css", "", set()),
        ("theme/draw.cjs", "", {"charts"}),
        ("mkdocs.yml", "# 新\n", {"engine"}),
    ],
)
def test_an_edit_changes_the_answers_that_show_it_and_no_others(
    paths: Paths, tmp_path: Path, file: str, text: str, answers_that_change: set[str]
) -> None:
    assert changed(paths, more(tmp_path / file, text)) == answers_that_change


def test_a_clause_of_a_scheme_concerns_only_those_who_ask_for_it(paths: Paths) -> None:
    scheme = paths.content / "schemes/shifan.yml"
    reworded = re.sub(r"^适用范围: .*$", "适用范围: 改过的范围", scheme.read_text("utf-8"), flags=re.M)
    assert changed(paths, lambda: scheme.write_text(reworded, "utf-8")) == {"clause shifan.applies", "book schemes"}
    book = BuildContext.open(paths).site.book
    with noting() as asked:
        assert book.schemes["shifan"].rounding.places == 2
    assert asked == {("scheme", "shifan"), ("clause", "shifan.mode"), ("clause", "shifan.places")}


def test_lines_that_only_move_are_no_other_answer(paths: Paths) -> None:
    def move() -> None:
        for name in ("units.yml", "site.yml", "schemes/shifan.yml"):
            file = paths.content / name
            file.write_text("# 说明\n" + file.read_text("utf-8"), "utf-8")

    assert changed(paths, move) == set()


def test_what_is_worked_out_once_is_asked_for_by_everyone_who_uses_it(paths: Paths) -> None:
    """The cutoff is built into the engine of templates when the first page of a process is made."""
    context = BuildContext.open(paths)
    first, second = (questions(context, lambda one: one.composer) for _ in range(2))
    assert first == second and ("site", "cutoff") in first


def test_a_book_notes_what_is_found_what_is_not_and_what_is_gone_through(paths: Paths) -> None:
    book = BuildContext.open(paths).site.book
    with noting() as asked:
        book.unit("没有的")
        book.closing_rule("乙")
        assert book.schemes.get("shifan") and "xin" not in book.schemes
        assert book.site.cutoff is None
    bodies, schemes = {("unit", "没有的"), ("unit", "乙")}, {("scheme", "shifan"), ("scheme", "xin")}
    assert asked == {*bodies, *schemes, ("site", "cutoff"), ("site", "closing")}
    for name in (field.name for field in dataclasses.fields(Book) if field.name not in ("site", "schemes", "files")):
        with noting() as asked:
            getattr(book, name)
        assert asked == {("book", name)}, "a field that is new is noted as a whole"
    with noting() as asked:
        assert [scheme.name for scheme in book.schemes.values()]
    assert asked == {("names", "schemes"), ("scheme", "shifan"), ("clause", "shifan.name")}


def test_whatever_more_a_task_is_handed_must_note_itself() -> None:
    """What a task takes without asking is not seen when it changes: hand it over as an argument, or in the book."""
    assert [field.name for field in dataclasses.fields(SiteContent)] == ["book", "diagnostics", "files"]
    stages = "".join((ROOT / f"generator/pipeline/{name}.py").read_text("utf-8") for name in ("stages", "examination"))
    taken = set(re.findall(r"context\.paths\b(?:\.(\w+))?", stages))
    # Attachments and what draws charts are noted, what was made is known by its checksum, the library by the frame's.
    assert taken == {"content", "", "echarts", "out"}


def test_every_file_of_content_and_theme_is_in_a_key_or_belongs_to_single_projects(paths: Paths) -> None:
    for file in sorted((*paths.content.rglob("*"), *paths.theme.rglob("*"))):
        single = any(file.is_relative_to(paths.content / folder) for folder in BY_PROJECT)
        if file.is_file() and not single:
            before, text = files_key(paths), file.read_bytes()
            file.write_bytes(text + b" ")
            assert files_key(paths) != before, file
            file.write_bytes(text)


def files_key(paths: Paths) -> tuple[str, str, str]:
    return content_key(paths, BY_PROJECT), theme_key(paths), assets_key(paths)


def test_the_folder_that_holds_content_and_theme_makes_no_difference(paths: Paths, tmp_path: Path) -> None:
    asked = [("book", "units"), ("engine", ""), ("template", "project.md.j2"), ("charts", "")]
    before = answers(paths, asked)
    for name in ("content", "theme", "mkdocs.yml"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        shutil.move(tmp_path / name, tmp_path / "elsewhere" / name)
    assert answers(Paths(tmp_path / "elsewhere/content", None, tmp_path / "elsewhere"), asked) == before


@given(VALUES, VALUES)
def test_equal_values_have_one_key_and_others_another(one: Any, other: Any) -> None:
    copied = pickle.loads(pickle.dumps(one))
    assert key_of(one) == key_of(copied)
    assert repr(one) == repr(other) or key_of(one) != key_of(other)


def test_where_one_value_ends_and_the_next_begins_makes_a_difference() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of(("a",), "b") != key_of("a", ("b",))
    assert key_of("1") != key_of(1) != key_of(b"1") != key_of(Decimal(1))


def test_records_count_with_all_their_fields() -> None:
    assert key_of(Pair("a", 1)) != key_of(Pair("a", 2))
    assert key_of(Record("a", Decimal(1))) != key_of(Record("a", Decimal(2)))


def test_what_is_made_later_is_known_by_its_key_and_not_made_for_that() -> None:
    def never() -> None:
        raise AssertionError("a key makes nothing")

    assert key_of(Lazy("a", never)) == key_of(Lazy("a", dict)) != key_of(Lazy("b", never))


def test_what_has_no_key_is_refused_and_not_passed_over() -> None:
    with pytest.raises(TypeError):
        key_of(object())
