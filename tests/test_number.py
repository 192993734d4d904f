"""Laws of numbers: rounding, reading, amounts and sums, for every number there is."""

from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.core.number import (
    BLANK,
    Amount,
    InvalidNumber,
    Percent,
    Rate,
    Rounding,
    RoundingMode,
    percent,
    plain,
    total,
)
from generator.core.printed import printed_amount, printed_measure, printed_number, printed_percent, text_of

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


# ---- figures as papers print them ----

NUMERALS = st.decimals(min_value=0, max_value=10**14, places=4, allow_nan=False, allow_infinity=False)


@given(NUMERALS, st.sampled_from(("", " ")))
def test_commas_between_thousands_blanks_and_short_units_change_nothing(value: Decimal, blank: str) -> None:
    printed = f"{value:,f}"
    assert printed_number(printed) == printed_number(f"{printed}{blank}分") == value
    assert printed_percent(f"{printed}{blank}%") == Percent.read(f"{value:f}%")
    assert printed_measure(printed).value == value
    for short, unit in (("元", "元"), ("万", "万元"), ("万元", "万元"), ("亿", "亿元")):
        amount = printed_amount(f"{printed}{blank}{short}")
        assert (amount.value, text_of(amount)) == (Amount.read(f"{value:f}{unit}").value, f"{printed}{blank}{short}")


@given(st.text("0123456789０１.,，_ eE+-%分万元亿", max_size=9))
def test_what_is_read_as_printed_is_plain_once_commas_of_thousands_and_units_are_left_out(text: str) -> None:
    for read in (printed_number, printed_amount, printed_percent, Rate.read):
        try:
            read(text)
        except InvalidNumber as refused:
            assert "“”" not in str(refused) or not text
        else:
            whole = text.lstrip("-").partition(".")[0].rstrip("%分万元亿 ")
            groups = whole.split(",")
            assert text.isascii() or text.rstrip("分万元亿 ").isascii()
            assert len(groups) == 1 or (len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))


@pytest.mark.parametrize("text", ["1,00", "12,5", "0,123", "1,2345", "１,000", "1，000", "1,000,00", ",100", "1,,000"])
def test_a_comma_that_may_be_something_else_is_refused(text: str) -> None:
    for read in (printed_number, lambda t: printed_amount(f"{t}万元"), lambda t: printed_percent(f"{t}%"), Rate.read):
        with pytest.raises(InvalidNumber) as refused:
            read(text)
        assert "逗号" in str(refused.value)


@pytest.mark.parametrize("text", sorted(BLANK))
def test_no_mark_of_a_blank_cell_could_be_a_number(text: str) -> None:
    for read in (plain, Amount.read, Percent.read, Rate.read, printed_number, printed_amount):
        with pytest.raises(InvalidNumber) as refused:
            read(text)
        assert f"“{text}”" in str(refused.value)
        assert "这里不能空着" in str(refused.value)


@given(st.fractions(min_value=0, max_value=2, max_denominator=10**5), st.integers(1, 4))
def test_a_rate_is_known_again_however_it_was_printed(ratio: Fraction, places: int) -> None:
    percentage = percent(ratio, places)
    plain_ratio = f"{Rounding(places=places)(ratio)}"
    for text in (percentage, percentage.removesuffix("%"), plain_ratio):
        rate = Rate.read(text)
        assert rate.shows(ratio)
        assert any(abs(reading - ratio) <= Fraction(1, 2 * 10**places) for reading in rate.readings)
        assert Rate.read(rate.form(ratio)).shows(ratio)
    assert len(Rate.read(percentage).readings) == 1


RATES = [
    ("97.75%", "0.9775", True), ("97.75", "0.9775", True), ("0.974", "0.974", True), ("0.974", "0.00974", True),
    ("0.974%", "0.974", False), ("1", "1", True), ("1", "0.998", True), ("1", "0.6", False), ("0", "0", True),
    ("100.00", "1", True), ("100.00", "0.99994", False), ("0", "0.4", False), ("1.2", "1.2", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ratio", "shown"), RATES)
def test_what_a_printed_rate_shows(text: str, ratio: str, shown: bool) -> None:
    assert Rate.read(text).shows(Fraction(ratio)) == shown


def test_a_rate_that_should_be_another_is_told_in_its_own_form() -> None:
    forms = {"97.75%": "91.67%", "97.7": "91.7", "0.974": "0.917", "1": "0.92"}
    assert {text: Rate.read(text).form(Fraction(11, 12)) for text in forms} == forms
