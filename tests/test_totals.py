"""How the sum of points becomes the total: conversion, caps by execution rate, veto, the reviewer's points."""

from decimal import Decimal

import pytest

from generator.core.number import Amount, Percent
from generator.model.book import Grade, RatingScheme
from generator.model.budget import Budget
from generator.model.project import Indicator, Project
from generator.model.report import Evaluation, Source
from generator.model.scores import ProjectScore
from generator.model.totals import Cap, TotalRules, Veto
from generator.rules.assessed import Assessed
from generator.scoring import score_project

D = Decimal
BANDS = [("优", 90, 100), ("良", 80, 90), ("中", 60, 80), ("差", 0, 60)]
SCHEME = RatingScheme(
    name="示例办法",
    issuer="示例",
    applies="示例",
    status="已核实",
    status_note="示例",
    full=D(100),
    grades=tuple(
        Grade(word=w, lower=D(low), upper=D(up), lower_closed=True, upper_closed=up == 100) for w, low, up in BANDS
    ),
)
CAPS = tuple(
    Cap(below=Percent.read(rate), most=D(most)) for rate, most in (("80%", 89), ("70%", 79), ("60%", 69), ("50%", 59))
)


def project(*leaves: Indicator, spent: str = "100万元", rules: TotalRules | None = None) -> Project:
    """An example project with a budget of 100万元."""
    return Project(
        folder="2024",
        slug="shili",
        name="示例项目",
        unit="示例单位",
        sources=(Source(document="《示例》", kind="报告"),),
        evaluation=Evaluation(scheme="shili"),
        budget=Budget(amount=Amount.read("100万元"), spent=Amount.read(spent)),
        indicators=leaves,
        total_rules=rules,
    )


def leaf(weight: int, points: str, reviewed: str | None = None) -> Indicator:
    """An indicator whose points were awarded."""
    rule = Assessed(points=D(points))
    return Indicator(name="示例指标", weight=D(weight), rule=rule, reviewed=None if reviewed is None else D(reviewed))


def scored(*points: str, spent: str = "100万元", rules: TotalRules | None = None) -> ProjectScore:
    """Two indicators of 50 with these points, judged by these 总分规则."""
    return score_project(project(*(leaf(50, p) for p in points), spent=spent, rules=rules), SCHEME)


def word(score: ProjectScore) -> str:
    """The grade's word, or a dash."""
    return score.grade.word if score.grade else "—"


def test_without_rules_the_total_is_the_sum() -> None:
    score = scored("47.25", "48.5")
    assert (score.total, word(score), score.steps) == (D("95.75"), "优", ())


@pytest.mark.parametrize(
    ("spent", "total", "grade"),
    [
        ("100万元", "95", "优"),
        ("80万元", "95", "优"),
        ("79.99万元", "89", "良"),
        ("70万元", "89", "良"),
        ("69.9万元", "79", "中"),
        ("59.9万元", "69", "中"),
        ("49.9万元", "59", "差"),
        ("0万元", "59", "差"),
    ],
)
def test_a_low_execution_rate_caps_the_total_just_under_the_bands(spent: str, total: str, grade: str) -> None:
    score = scored("47", "48", spent=spent, rules=TotalRules(caps=CAPS))
    assert (score.total, word(score)) == (D(total), grade)
    assert bool(score.steps) == (total != "95")


def test_a_cap_never_lifts_a_total() -> None:
    assert scored("20", "20", spent="40万元", rules=TotalRules(caps=CAPS)).total == D(40)


def test_a_veto_counts_only_when_the_event_has_happened_and_the_lowest_limit_wins() -> None:
    happened, not_happened = (Veto(event="弄虚作假", happened=yes, most=D(0)) for yes in (True, False))
    assert scored("47", "48", rules=TotalRules(vetoes=(not_happened,))).total == D(95)
    score = scored("47", "48", spent="40万元", rules=TotalRules(caps=CAPS, vetoes=(happened,)))
    assert (score.total, word(score)) == (D(0), "差")
    assert score.steps == ("一票否决：弄虚作假，总分最高 0，由 95 减为 0",)


def test_a_total_out_of_30_is_converted_only_where_declared() -> None:
    as_it_is = score_project(project(leaf(30, "29.0"), rules=TotalRules(full=D(30))), SCHEME)
    assert (as_it_is.total, word(as_it_is)) == (D("29.0"), "—")
    converted = score_project(project(leaf(30, "29.0"), rules=TotalRules(full=D(30), convert=True)), SCHEME)
    assert (converted.total, word(converted)) == (D("96.67"), "优")
    assert converted.steps == ("折算：29.0 ÷ 30 × 100 = 96.67",)


def test_the_points_that_are_declared_to_count_count() -> None:
    own = score_project(project(leaf(100, "95", "85")), SCHEME)
    reviewed = score_project(project(leaf(100, "95", "85"), rules=TotalRules(counts="复核分")), SCHEME)
    assert (own.total, word(own)) == (D(95), "优")
    assert (reviewed.total, word(reviewed)) == (D(85), "良")
    assert [line.working and line.working.line for line in reviewed.leaves()] == ["复核分 85（自评分 95：评定）"]
