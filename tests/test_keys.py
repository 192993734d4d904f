"""The key of a task follows from everything it is given: no file of content or theme can be forgotten."""

import dataclasses
import pickle
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.paths import Paths
from generator.load import BY_PROJECT
from generator.load.site_content import FOLDERS
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


def keys(paths: Paths) -> tuple[str, str, str]:
    """What examinations, pages and the files beside them depend on."""
    context = BuildContext.open(paths)
    return context.examination_key, context.key, context.frame_key


def changed(paths: Paths, file: Path) -> tuple[bool, ...]:
    """Which of the keys is another once there is one more file."""
    before = keys(paths)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("新")
    return tuple(one != other for one, other in zip(before, keys(paths), strict=True))


def folders() -> Iterator[str]:
    """Every folder that content may have beside those looked at project by project, and some inside of these."""
    assert set(FOLDERS) == {"schemes", "frameworks", "actions", "overviews", "pages"}, (
        "a new folder of content is listed here by itself"
    )
    yield from ("", *FOLDERS, "pages/shenceng/geng-shen", "xin-wenjianjia")


@pytest.mark.parametrize("folder", list(folders()))
def test_a_file_more_in_any_folder_of_the_content_is_another_key_for_everything(paths: Paths, folder: str) -> None:
    assert changed(paths, paths.content / folder / "xin.yml") == (True, True, True)


@pytest.mark.parametrize("folder", BY_PROJECT)
def test_a_file_of_single_projects_is_no_matter_of_all(paths: Paths, folder: str) -> None:
    """A project's own key holds its bytes and the attachments; a year more stands in every navigation."""
    assert changed(paths, paths.content / folder / "2017/xin.yml") == (False, False, False)


def test_a_year_more_is_another_key_for_pages(paths: Paths) -> None:
    assert changed(paths, paths.content / "projects/2031/xin.yml") == (False, True, True)


@pytest.mark.parametrize("place", ["templates", "templates/shenceng/geng-shen", "overrides", "overrides/partials", "."])
def test_a_template_more_at_any_depth_is_another_key_for_pages(paths: Paths, place: str) -> None:
    assert changed(paths, paths.theme / place / "xin.j2") == (False, True, True)


@pytest.mark.parametrize("place", ["css", "js", "shenceng/geng-shen"])
def test_an_asset_more_is_another_key_for_the_files_beside_pages(paths: Paths, place: str) -> None:
    assert changed(paths, paths.assets / place / "xin.css") == (False, False, True)


def test_the_settings_of_the_engine_are_part_of_the_key(paths: Paths) -> None:
    assert changed(paths, paths.engine_settings) == (False, True, True)


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
    before = keys(paths)
    for name in ("content", "theme", "mkdocs.yml"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        shutil.move(tmp_path / name, tmp_path / "elsewhere" / name)
    assert keys(Paths(tmp_path / "elsewhere/content", None, tmp_path / "elsewhere")) == before


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
