"""Laws: what holds for every number, every scheme and every file, whatever stands in it."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.checks.shape import scheme_bands
from generator.core.number import Amount, InvalidNumber, Rounding, RoundingMode, plain, total
from generator.load import NO_SITE
from generator.load.reader import RecordReader
from generator.load.source import MappingNode, Node, SequenceNode, compose
from generator.model.book import Book, Grade, RatingScheme
from generator.model.project import Project
from tests.support.cases import BASE, Case
from tests.support.inspection import inspect, load, score

HOME = Path(__file__).parent.parent
REAL = sorted((HOME / "content/projects").rglob("*.yml"))
MODES: tuple[RoundingMode, ...] = get_args(RoundingMode)

ratios = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**7)
figures = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False)
weights = st.decimals(min_value="0.01", max_value=100, places=2) | st.integers(1, 100).map(Decimal)
percents = st.decimals(min_value=0, max_value=100, places=2)
roundings = st.builds(Rounding, st.sampled_from(MODES), st.integers(0, 6))


# ---- numbers ----


@given(ratios, roundings)
def test_rounding_lands_within_half_a_unit_and_truncation_within_one_towards_zero(x: Fraction, r: Rounding) -> None:
    off, unit = abs(Fraction(r(x)) - x), Fraction(1, 10**r.places)
    if r.mode == "截尾":
        assert off < unit
        assert abs(r(x)) <= abs(x)
    else:
        assert off <= unit / 2


@given(st.integers(-(10**6), 10**6), st.integers(0, 6))
def test_a_tie_goes_away_from_zero_or_to_the_even_neighbour_or_is_cut(n: int, places: int) -> None:
    unit = Fraction(1, 10**places)
    tie = n * unit + unit / 2 * (1 if n >= 0 else -1)
    away = n + (1 if n >= 0 else -1)
    assert Fraction(Rounding("四舍五入", places)(tie)) == away * unit
    assert Fraction(Rounding("四舍六入五成双", places)(tie)) == (n if n % 2 == 0 else away) * unit
    assert Fraction(Rounding("截尾", places)(tie)) == n * unit


@given(ratios, ratios, roundings)
def test_rounding_is_idempotent_odd_and_keeps_the_order(x: Fraction, y: Fraction, r: Rounding) -> None:
    assert str(r(r(x))) == str(r(x))
    assert r(-x) == -r(x)
    assert r(min(x, y)) <= r(max(x, y))


@given(ratios, roundings)
def test_a_rounded_value_carries_exactly_the_declared_places(x: Fraction, r: Rounding) -> None:
    digits = str(abs(r(x))).partition(".")[2]
    assert len(digits) == r.places


@given(st.integers(0, 10**15 - 1), st.text("0123456789", max_size=10), st.booleans())
def test_every_plain_number_is_read_and_its_digits_are_kept(whole: int, digits: str, minus: bool) -> None:
    text = f"{'-' if minus else ''}{whole}{'.' if digits else ''}{digits}"
    assume(not minus or whole or digits.strip("0"))
    assert f"{plain(text):f}" == text


@given(st.text(max_size=12) | st.text("0123456789０１.,，_ eE+-%分-", max_size=8))
def test_what_is_read_as_a_number_could_not_be_read_in_another_way(text: str) -> None:
    try:
        value = plain(text)
    except InvalidNumber as refused:
        assert f"“{text}”" in str(refused)
    else:
        assert text.isascii()
        assert f"{value:f}" == text
        assert value or not text.startswith("-")


@given(st.decimals(min_value=0, max_value=10**6, places=6))
def test_yuan_wan_and_yi_tell_the_same_amount_to_the_last_digit(value: Decimal) -> None:
    wan = Amount.read(f"{value:f}万元").value
    assert wan == value
    assert Amount.read(f"{value.scaleb(4):f}元").value == wan
    assert Amount.read(f"{value.scaleb(-4):f}亿元").value == wan


@given(st.lists(st.decimals(min_value=-(10**12), max_value=10**12, places=9), max_size=30))
def test_sums_are_exact_and_do_not_hang_on_the_order(values: list[Decimal]) -> None:
    assert Fraction(total(values)) == sum(map(Fraction, values))
    assert str(total(values)) == str(total(values[::-1]))


# ---- schemes ----


def bands(cuts: list[Decimal], closed: list[bool]) -> tuple[Grade, ...]:
    """Bands from the top, between neighbouring cuts; `closed` says which end belongs to the upper one."""
    edges = [(True, True), *((above, not above) for above in closed), (True, True)]
    return tuple(
        Grade(
            word=str(n),
            upper=cuts[n],
            lower=cuts[n + 1],
            upper_closed=edges[n][1],
            lower_closed=edges[n + 1][0],
        )
        for n in range(len(cuts) - 1)
    )


def scheme(grades: tuple[Grade, ...]) -> RatingScheme:
    return RatingScheme(
        name="办法", issuer="甲", applies="乙", status="未核实", status_note="丙", full=Decimal(100), grades=grades
    )


def passes(found: RatingScheme) -> bool:
    return not list(scheme_bands.check_site(Book(NO_SITE, (), (), {"x": found})))


scores = st.decimals(min_value=0, max_value=100, places=2) | st.sampled_from(range(101)).map(Decimal)


@given(st.data())
def test_a_score_lies_in_exactly_one_band_of_every_scheme_that_passes_the_check(data: st.DataObject) -> None:
    inner = data.draw(st.lists(st.integers(0, 100).map(Decimal), min_size=1, max_size=4))
    cuts = [Decimal(100), *(sorted(inner, reverse=True) if data.draw(st.booleans()) else inner), Decimal(0)]
    found = scheme(bands(cuts, data.draw(st.lists(st.booleans(), min_size=len(inner), max_size=len(inner)))))
    assume(passes(found))
    for mark in (*cuts, data.draw(scores)):
        assert sum(grade.holds(mark) for grade in found.grades) == 1


@given(scores)
def test_a_score_lies_in_exactly_one_band_of_every_shipped_scheme(mark: Decimal) -> None:
    for found in (scheme for scheme in real().schemes.values() if scheme.grades):
        assert sum(grade.holds(mark) for grade in found.grades) == 1, found.name


# ---- files ----


@cache
def real() -> Book:
    return load(HOME / "content")[0]


def test_points_above_the_leaves_are_exact_sums_of_the_points_shown_below() -> None:
    book = real()
    assert score(book) == score(book)
    for found in score(book).values():
        for node in found.nodes():
            assert node.points is not None and node.lost == node.weight - node.points
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
@settings(max_examples=5)
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


@pytest.mark.parametrize("place", ["projects/2017/odd.yml", "schemes/odd.yml", "units.yml", "site.yml"])
@settings(max_examples=100)
@given(text=damaged() | st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_its_mistakes_are_told_on_lines_it_has(place: str, text: str, content: Path) -> None:
    path = content / place
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
