"""同一项目里权重相同、出自问卷同一比例（k ÷ 有效份数）的指标，得分的舍入应当一致；两个指标互相印证的才提示。"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_leaves, leaf_scores
from generator.checks._uses import points_from
from generator.core.diagnostic import Severity
from generator.core.number import Rounding, approx, places_of
from generator.model.book import Book, rounding_of
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score
from generator.rules.questionnaire import Questionnaire

NAME = "舍入不一"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("权重不符", "得分不符")
# Of many returns some ratio comes near any figure; steps at least this many last places apart prove something.
MIN_STEP = 10
SurveyRatio = tuple[Decimal, int, int]  # the weight, who agreed, of how many


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Sort the leaves by the ratio their points follow, then look which others only come near one of these."""
    rounding = rounding_of(project, book.schemes.get(project.evaluation.scheme))
    yield from _project(project, leaf_scores(score), rounding)


def _project(project: Project, leaves: list[Score], rounding: Rounding) -> Iterator[Violation]:
    returns = _returns(project)
    if not returns:
        return
    followed: dict[SurveyRatio, Score] = {}
    almost: dict[SurveyRatio, list[Score]] = defaultdict(list)
    for leaf in leaves:
        rule = leaf.indicator.rule
        if (
            leaf.points is None
            or leaf.weight is None
            or not (isinstance(rule, Questionnaire) or (rule and rule.as_printed))
        ):
            continue
        ratios = list(_ratios(leaf.weight, leaf.points, returns, rounding))
        exact = [ratio for ratio in ratios if rounding(_value(ratio)) == leaf.points]
        for ratio in exact:
            followed.setdefault(ratio, leaf)
        # 4.5 is a figure that people award; 4.56 is one that was worked out.
        worked_out = places_of(leaf.points.normalize()) == rounding.places
        for ratio in ratios if worked_out and not exact else ():
            almost[ratio].append(leaf)
    for ratio, odd in almost.items():
        for leaf in odd if ratio in followed else ():
            field = "printed" if leaf.indicator.printed else "rule"
            other = followed[ratio]
            uses = (*points_from(project, leaf), *points_from(project, other), (leaf.indicator, "weight"))
            yield leaf.indicator, field, _message(leaf, other, ratio, rounding), uses


def _message(leaf: Score, other: Score, ratio: SurveyRatio, rounding: Rounding) -> str:
    weight, agreeing, valid = ratio
    value = _value(ratio)
    both = f"得分 {leaf.points} 与“{other.indicator.title}”的 {other.points} 都出自 {agreeing} ÷ {valid} × {weight}"
    return f"{both} {approx(value)}，{rounding.mode}应同为 {rounding(value)}，请核对"


def _returns(project: Project) -> set[int]:
    """How many valid returns the surveys of a project had."""
    collection = project.evaluation.collection
    counts = [survey.valid for survey in collection.surveys] if collection else []
    asked = [leaf.rule.valid for leaf in all_leaves(project) if isinstance(leaf.rule, Questionnaire)]
    return {int(count) for count in (*counts, *asked) if count and count > 0 and count % 1 == 0}


def _ratios(weight: Decimal, points: Decimal, returns: set[int], rounding: Rounding) -> Iterator[SurveyRatio]:
    """The ratios that points come from, rounded up or down."""
    if not 0 < points < weight:
        return  # all the points, or none, prove nothing
    last = Fraction(1, 10**rounding.places)
    for valid in sorted(returns):
        step = Fraction(weight) / valid
        if step < MIN_STEP * last:
            continue
        below = Fraction(points) // step
        for agreeing in (below, below + 1):
            if abs(agreeing * step - Fraction(points)) < last:
                yield weight, int(agreeing), valid


def _value(ratio: SurveyRatio) -> Fraction:
    weight, agreeing, valid = ratio
    return Fraction(agreeing, valid) * Fraction(weight)
