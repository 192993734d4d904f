"""Laws of the files of content: the order of keys and files changes nothing, and any text is read or told."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.number import RoundingMode
from generator.load.reader import RecordReader
from generator.load.source import MappingNode, Node, SequenceNode, compose
from generator.model.project import Project
from tests.support.cases import BASE, Case
from tests.support.drawing import drawing
from tests.support.inspection import WholeBook, inspect, load, score

HOME = Path(__file__).parent.parent
REAL = sorted((HOME / "content/projects").rglob("*.yml"))
MODES: tuple[RoundingMode, ...] = get_args(RoundingMode)

weights = st.decimals(min_value="0.01", max_value=100, places=2) | st.integers(1, 100).map(Decimal)
percents = st.decimals(min_value=0, max_value=100, places=2)


@cache
def real() -> WholeBook:
    return load(HOME / "content")[0]


def test_points_above_the_leaves_are_exact_sums_of_the_points_shown_below() -> None:
    book = real()
    assert score(book) == score(book)
    for found in score(book).values():
        for node in found.nodes():
            assert node.points is not None
            assert node.weight is None or node.lost == node.weight - node.points
            if node.children:
                assert node.computed == sum(child.points for child in node.children if child.points is not None)


def shuffled(node: Node, dice: random.Random) -> Node:
    """Shuffle the keys of every mapping of a tree."""
    if isinstance(node, MappingNode):
        dice.shuffle(node.value)
        for _, value in node.value:
            shuffled(value, dice)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            shuffled(item, dice)
    return node


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
@drawing(3)
@given(dice=st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(path: Path, dice: random.Random) -> None:
    text = path.read_text("utf-8")

    def read(node: Node | None) -> Any:
        reader = RecordReader(path.name)
        assert node
        record = reader.record(Project, node, "", slug=path.stem)
        assert not reader.found
        return record

    straight = read(compose(text))
    tree = compose(text)
    assert tree
    assert read(shuffled(tree, dice)) == straight


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_on_disk_changes_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    straight = inspect(HOME / "content")
    listing: Callable[[Path], Iterator[Path]] = Path.iterdir
    dice = random.Random(seed)

    def in_disorder(path: Path) -> list[Path]:
        found = list(listing(path))
        dice.shuffle(found)
        return found

    monkeypatch.setattr(Path, "iterdir", in_disorder)
    assert inspect(HOME / "content") == straight


LINES = [line for path in [*REAL, *BASE.rglob("*.yml")] for line in path.read_text("utf-8").splitlines()]
SLIPS = ("delete", "double", "swap", "replace", "cut", "insert", "indent", "colon")
CHARACTERS = st.sampled_from(list(" :：,，-#&*!|>'\"{}[]%@`\t\n？?~=<0９.年\u3000\ufeff\u2028\x85\x00é"))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real file after some slips of hand: lines and characters lost, doubled, swapped or put in."""
    lines = draw(st.sampled_from([*REAL, *BASE.rglob("*.yml")])).read_text("utf-8").splitlines()
    for _ in range(draw(st.integers(1, 4))):
        n = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(SLIPS)):
            case "delete":
                del lines[n]
            case "double":
                lines.insert(n, lines[n])
            case "swap":
                m = draw(st.integers(0, len(lines) - 1))
                lines[n], lines[m] = lines[m], lines[n]
            case "replace":
                lines[n] = draw(st.sampled_from(LINES))
            case "cut":
                lines[n] = lines[n][: draw(st.integers(0, len(lines[n])))]
            case "insert":
                at = draw(st.integers(0, len(lines[n])))
                lines[n] = lines[n][:at] + draw(CHARACTERS) + lines[n][at:]
            case "indent":
                lines[n] = " " * draw(st.integers(0, 8)) + lines[n].lstrip()
            case "colon":
                lines[n] = lines[n].replace(": ", draw(st.sampled_from((":", "：", ":\n"))))
        lines = lines or [""]
    return "\n".join(lines) + draw(st.sampled_from(("\n", "")))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Case(BASE, "", (), (), "").lay_out(tmp_path_factory.mktemp("laws"))


@pytest.mark.parametrize(
    "place", ["projects/2017/odd.yml", "schemes/odd.yml", "overviews/odd.yml", "units.yml", "site.yml"]
)
@drawing(40)
@given(text=damaged() | st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_its_mistakes_are_told_on_lines_it_has(place: str, text: str, content: Path) -> None:
    path = content / place
    path.parent.mkdir(exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else None
    path.write_bytes(text.encode())
    try:
        found = inspect(content)
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    mine = [told for told in found.diagnostics if told.place.file == f"content/{place}"]
    for told in mine:
        line, column = told.place.line, told.place.column
        assert (line, column) == (0, 0) or (1 <= line <= max(1, len(rows) - (not rows[-1])) and column >= 1), str(told)
        assert str(told).count("\n") == 0
    if place.startswith("projects") and found.sound:
        assert "2017/odd" in found.scores or any(told.severity == "警告" for told in mine)
