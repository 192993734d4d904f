"""Laws of scoring: what holds for every registered rule, whatever its parameters; none is excepted."""

import typing
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, Phase, assume, find, given, settings
from hypothesis import strategies as st

from generator.core.number import Amount, Measure, Percent, Rounding, places_of
from generator.core.record import keys_of
from generator.rules import Rule, RuleContext, rules
from generator.rules.execution import Execution
from generator.rules.interpolation import Interpolation
from generator.rules.ratio import Ratio
from generator.rules.shortfall import Shortfall
from tests.support.rule_strategies import any_case, any_rule, anything, fact, facts, fields, present, rank, rows

every = pytest.mark.parametrize("kind", rules().values(), ids=lambda kind: kind.__name__)


def gives_points_within_the_weight_or_says_why_not(rule: Rule, case: RuleContext) -> None:
    worked = rule.evaluate(case)
    assert worked.line.strip()
    if worked.points is None:
        return
    assert case.weight is not None and 0 <= worked.points <= case.weight
    if not rule.as_printed:
        assert places_of(worked.points) == case.rounding.places or worked.points == case.weight


def tells_the_same_every_time(rule: Rule, case: RuleContext) -> None:
    again = replace(rule)
    for tell in TOLD:
        assert tell(rule, case) == tell(again, case)


TOLD: tuple[Callable[[Rule, RuleContext], Any], ...] = (
    lambda rule, case: rule.evaluate(case),
    lambda rule, _: (rule.target_text, rule.actual_text, rule.printed_target, rule.printed_actual),
    lambda rule, _: rule.reached,
    lambda rule, _: rule.monotonic(),
)


def gives_no_points_for_a_weight_below_nothing(rule: Rule, case: RuleContext) -> None:
    assert case.weight is not None
    for weight in (-case.weight, Decimal("-0.001")):
        assert not weight or rule.evaluate(replace(case, weight=weight)).points is None


def gives_only_declared_points_without_a_weight(rule: Rule, case: RuleContext) -> None:
    worked = rule.evaluate(replace(case, weight=None))
    assert worked.points is None or (rule.as_printed and worked.points == getattr(rule, "points", None))
    assert worked.line.strip() and "补写" not in worked.line


def says_to_be_printed_only_figures_that_were_written(rule: Rule, _: RuleContext) -> None:
    written = [value for value in vars(rule).values() if isinstance(value, Measure | Percent)]
    for printed, text in ((rule.printed_target, rule.target_text), (rule.printed_actual, rule.actual_text)):
        words = [f"{figure.text}{getattr(rule, 'unit', '')}" for figure in written] + [getattr(rule, "demand", "")]
        assert printed in ("", text)
        assert not printed or printed.lstrip("≥=≤") in words


@every
@given(data=st.data(), case=any_case())
def test_any_rule_obeys_every_law_in_any_case(kind: type[Rule], data: st.DataObject, case: RuleContext) -> None:
    rule = data.draw(any_rule(kind))
    for law in (
        gives_points_within_the_weight_or_says_why_not,
        tells_the_same_every_time,
        gives_no_points_for_a_weight_below_nothing,
        gives_only_declared_points_without_a_weight,
        says_to_be_printed_only_figures_that_were_written,
    ):
        law(rule, case)


@every
@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data(), case=any_case())
def test_more_of_a_good_thing_never_scores_less(kind: type[Rule], data: st.DataObject, case: RuleContext) -> None:
    rule = data.draw(any_rule(kind))
    better = rule.monotonic()
    assume(better)
    name = data.draw(st.sampled_from(sorted(better)))
    low, high = two(data.draw, rule, case, name)
    less, more = low[0].evaluate(low[1]).points, high[0].evaluate(high[1]).points
    if less is not None and more is not None:
        assert (more - less) * better[name] >= 0, f"{name}: {low} {high}"


def two(draw: Any, rule: Rule, case: RuleContext, name: str) -> list[tuple[Rule, RuleContext]]:
    """The same rule and case twice, with less and with more of one fact."""
    if name.partition(".")[0] not in fields(type(rule)):
        return [
            (rule, replace(case, **{name: value})) for value in less_and_more(draw, present(fields(RuleContext)[name]))
        ]
    pair = fact(draw, rule, name)
    assume(pair)
    assert pair
    hint, put = pair
    return [(put(value), case) for value in less_and_more(draw, hint)]  # type: ignore[misc]  # still a rule


def less_and_more(draw: Any, hint: Any) -> list[Any]:
    """Two values of a fact in their order; a number and a percentage have none."""
    values = draw(anything(hint)), draw(anything(hint))
    assume(len({getattr(value, "is_percent", None) for value in values}) == 1)
    return sorted(values, key=lambda value: rank(value, hint))


@every
def test_what_a_rule_calls_better_is_one_of_its_facts_or_of_the_case(kind: type[Rule]) -> None:
    named = {name for row in rows(kind.method) if row.rule for name in row.rule.monotonic()}
    assert named, "每种评分方法都要说明哪一项多了更好（better）"
    assert named <= {*facts(kind), *fields(RuleContext)}


@every
def test_only_a_choice_of_formula_is_open_to_another_reading_never_a_fact_of_the_paper(kind: type[Rule]) -> None:
    hints = fields(kind)
    keys = {f.name: key for key, f in keys_of(kind).items()}
    observed = {name for row in rows(kind.method) if row.rule for name in row.rule.monotonic()}
    for name in kind.formulas:
        assert hints[name] is bool or typing.get_origin(hints[name]) is Literal
        assert name not in observed
        assert keys[name] not in {"方向", "程度"}


@every
def test_the_laws_meet_both_points_and_refusals_of_a_rule(kind: type[Rule]) -> None:
    quick = settings(phases=[Phase.generate], max_examples=1000, derandomize=True)
    workings = st.builds(lambda rule, case: rule.evaluate(case), any_rule(kind), any_case())
    assert find(workings, lambda worked: worked.points is not None, settings=quick).line
    assert find(workings, lambda worked: worked.points is None, settings=quick).line


@given(
    st.decimals("0.001", 10**9, places=3).filter(bool),
    st.decimals("0.01", 100, places=2),
    st.sampled_from(("≥", "=", "≤")),
)
def test_a_target_met_gives_the_full_weight(target: Decimal, weight: Decimal, sign: Any) -> None:
    money, measure = Amount.read(f"{target:f}万元"), Measure.read(f"{target:f}%")
    case = RuleContext(weight, Rounding(), money, money)
    for rule in (
        Execution(),
        Execution(way="按整百分点"),
        Execution(way="按差扣分", deduction=Decimal(1)),
        Ratio(target=measure, actual=measure, sign=sign),
        Interpolation(target=measure, actual=measure),
        Shortfall(target=measure, actual=measure, deduction=Decimal(1)),
    ):
        assert rule.evaluate(case).points == weight
