"""Laws of schemes: a score lies in exactly one band of every scheme that passes the checks."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.checks.shape.schemes import scheme_bands
from generator.load import NO_SITE
from generator.model.book import Book, Grade, RatingScheme
from tests.support.inspection import load

HOME = Path(__file__).parent.parent


def bands(cuts: list[Decimal], closed: list[bool]) -> tuple[Grade, ...]:
    """Bands from the top, between neighbouring cuts; `closed` says which end belongs to the upper one."""
    edges = [(True, True), *((above, not above) for above in closed), (True, True)]
    return tuple(
        Grade(word=str(n), upper=cuts[n], lower=cuts[n + 1], upper_closed=edges[n][1], lower_closed=edges[n + 1][0])
        for n in range(len(cuts) - 1)
    )


def scheme(grades: tuple[Grade, ...]) -> RatingScheme:
    return RatingScheme(
        name="办法", issuer="甲", applies="乙", status="未核实", status_note="丙", full=Decimal(100), grades=grades
    )


def passes(rating: RatingScheme) -> bool:
    return not list(scheme_bands(Book(NO_SITE, (), {"x": rating})))


scores = st.decimals(min_value=0, max_value=100, places=2) | st.sampled_from(range(101)).map(Decimal)


@given(st.data())
def test_a_score_lies_in_exactly_one_band_of_every_scheme_that_passes_the_check(data: st.DataObject) -> None:
    inner = data.draw(st.lists(st.integers(0, 100).map(Decimal), min_size=1, max_size=4))
    cuts = [Decimal(100), *(sorted(inner, reverse=True) if data.draw(st.booleans()) else inner), Decimal(0)]
    rating = scheme(bands(cuts, data.draw(st.lists(st.booleans(), min_size=len(inner), max_size=len(inner)))))
    assume(passes(rating))
    for mark in (*cuts, data.draw(scores)):
        assert sum(grade.holds(mark) for grade in rating.grades) == 1


@given(scores)
def test_a_score_lies_in_exactly_one_band_of_every_shipped_scheme(mark: Decimal) -> None:
    for rating in (scheme for scheme in real().schemes.values() if scheme.grades):
        assert sum(grade.holds(mark) for grade in rating.grades) == 1, rating.name


@cache
def real() -> Book:
    return load(HOME / "content")[0]
