"""The key of a task follows from everything it depends on: no file of content, theme or program can be forgotten."""

import dataclasses
import pickle
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.paths import Paths
from generator.load import BY_PROJECT, SiteContent, read_site
from generator.pipeline.context import BuildContext
from generator.pipeline.tasks import Parts, key_of
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


def site_key(paths: Paths) -> str:
    return BuildContext.open(paths).site_key({})


def test_every_file_beside_the_projects_is_in_the_site_key(paths: Paths) -> None:
    context = BuildContext.open(paths)  # which holds of the files of content alone
    before = context.site_key({})
    for file in sorted((*paths.content.rglob("*"), *paths.theme.rglob("*"), paths.root / "mkdocs.yml")):
        single = any(file.is_relative_to(paths.content / folder) for folder in BY_PROJECT)
        if file.is_file() and not single:
            text = file.read_bytes()
            file.write_bytes(text + b" ")
            anew = site_key(paths) if file.is_relative_to(paths.content) else context.site_key({})
            assert anew != before, file
            file.write_bytes(text)
    assert site_key(paths) == before


@pytest.mark.parametrize("file", ["content/pages/xin.md", "content/xin.yml", "theme/templates/shenceng/xin.j2"])
def test_so_is_one_that_is_new(paths: Paths, file: str) -> None:
    before, new = site_key(paths), paths.root / file
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text("")
    assert site_key(paths) != before


def test_of_projects_the_years_alone_are_in_it_and_of_attachments_their_digests(paths: Paths) -> None:
    before = site_key(paths)
    (paths.content / "projects/2017/xin.yml").write_text("新")
    assert site_key(paths) == before
    (paths.content / "projects/2031").mkdir()
    (paths.content / "projects/2031/xin.yml").write_text("新")
    assert site_key(paths) != before
    context = BuildContext.open(paths)
    assert context.site_key({"files/a.pdf": "1"}) != context.site_key({"files/a.pdf": "2"})


def test_the_folder_that_holds_content_and_theme_makes_no_difference(paths: Paths, tmp_path: Path) -> None:
    before = site_key(paths)
    for name in ("content", "theme", "mkdocs.yml"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        shutil.move(tmp_path / name, tmp_path / "elsewhere" / name)
    assert site_key(Paths(tmp_path / "elsewhere/content", None, tmp_path / "elsewhere")) == before


def test_content_that_changes_while_it_is_read_is_read_again(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[SiteContent]()

    def changing(content: Path) -> SiteContent:
        seen.append(read_site(content))
        if len(seen) == 1:
            (content / "pages").mkdir(exist_ok=True)
            (content / "pages/xin.md").write_text("# 新页\n", "utf-8")
        return seen[-1]

    monkeypatch.setattr("generator.pipeline.context.read_site", changing)
    opened = BuildContext.open(paths)
    assert len(seen) == 2 and [text.slug for text in opened.site.book.texts] == ["xin"]


@given(VALUES, VALUES)
def test_equal_values_have_one_key_and_others_another(value: Any, other: Any) -> None:
    copied = pickle.loads(pickle.dumps(value))
    assert key_of(value) == key_of(copied)
    assert repr(value) == repr(other) or key_of(value) != key_of(other)


def test_where_one_value_ends_and_the_next_begins_makes_a_difference() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of(("a",), "b") != key_of("a", ("b",))
    assert key_of("1") != key_of(1) != key_of(b"1") != key_of(Decimal(1))
    assert key_of(Parts(["ab"])) != key_of("ab")


def test_records_count_with_all_their_fields() -> None:
    assert key_of(Pair("a", 1)) != key_of(Pair("a", 2))
    assert key_of(Record("a", Decimal(1))) != key_of(Record("a", Decimal(2)))


def test_what_has_no_key_is_refused_and_not_passed_over() -> None:
    with pytest.raises(TypeError):
        key_of(object())
