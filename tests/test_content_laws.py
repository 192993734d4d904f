"""Laws of the files of content: points above are sums of those below, the order of keys and files changes nothing."""

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.reader import RecordReader
from generator.load.source import MappingNode, Node, SequenceNode, compose
from generator.model.project import Project
from tests.support.drawing import drawing
from tests.support.inspection import WholeBook, inspect, load, score

HOME = Path(__file__).parent.parent
REAL = sorted((HOME / "content/projects").rglob("*.yml"))


@cache
def real() -> WholeBook:
    return load(HOME / "content")[0]


def test_points_above_the_leaves_are_exact_sums_of_the_points_shown_below() -> None:
    book = real()
    assert score(book) == score(book)
    for result in score(book).values():
        for node in result.nodes():
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
        assert not reader.diagnostics
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
        paths = list(listing(path))
        dice.shuffle(paths)
        return paths

    monkeypatch.setattr(Path, "iterdir", in_disorder)
    assert inspect(HOME / "content") == straight
