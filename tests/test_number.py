"""Laws of numbers: rounding, reading, amounts and sums, for every number there is."""

from decimal import Decimal
from fractions import Fraction
from typing import get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.number import Amount, InvalidNumber, Rounding, RoundingMode, plain, total

MODES: tuple[RoundingMode, ...] = get_args(RoundingMode)


ratios = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**7)


figures = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False, allow_infinity=False)


roundings = st.builds(Rounding, st.sampled_from(MODES), st.integers(0, 6))


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
