"""Scoring: points from records; leaves are rounded once, all above are exact sums of shown points."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from generator.core.number import Rounding, percent, total
from generator.model.book import RatingScheme, rounding_of
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.model.totals import TotalRules
from generator.rules import Working

PLAIN = TotalRules()


def score_project(project: Project, scheme: RatingScheme | None) -> ProjectScore:
    """Score one project; a printed total decides the grade."""
    rounding = rounding_of(project, scheme)
    levels = tuple(_score(top, 1, project, rounding) for top in project.indicators)
    return _total(project, scheme, levels, project.printed_total)


def what_if(project: Project, scheme: RatingScheme | None, points: Mapping[int, Decimal]) -> ProjectScore:
    """Score the project with other points for some leaves (by `id` of the indicator), ignoring printed sums."""

    def changed(score: Score) -> Score:
        if not score.children:
            new = points.get(id(score.indicator), score.points)
            return replace(score, computed=new, printed=None)
        children = tuple(changed(child) for child in score.children)
        return replace(score, computed=_sum(children), printed=None, children=children)

    levels = tuple(changed(top) for top in score_project(project, scheme).levels)
    return _total(project, scheme, levels, None)


def counts_own_points(project: Project) -> bool:
    """True for a self-evaluation whose total counts the unit's own points, not a reviewer's."""
    return project.self_evaluated and (project.total_rules or PLAIN).counts == "自评分"


def own_score(project: Project, score: ProjectScore, scheme: RatingScheme | None) -> ProjectScore | None:
    """Score by the unit's own points, whichever column counts; None without self-evaluation."""
    if counts_own_points(project):
        return score
    return score_project(_by_own_points(project), scheme) if project.self_evaluated else None


def reexamined_score(project: Project, scheme: RatingScheme | None) -> ProjectScore | None:
    """Score a self-evaluation by the points of its 复核; None unless every scored leaf was reexamined."""
    points = {id(leaf): value for leaf in project.leaves() if (value := leaf.reexamined_points) is not None}
    scored = [leaf for leaf in project.leaves() if leaf.rule or leaf.weight is not None]
    if not project.self_evaluated or not scored or any(id(leaf) not in points for leaf in scored):
        return None
    return what_if(_by_own_points(project), scheme, points)


def _by_own_points(project: Project) -> Project:
    rules = project.total_rules or PLAIN
    return replace(project, total_rules=replace(rules, counts="自评分"), printed=None)


def _score(indicator: Indicator, level: int, project: Project, rounding: Rounding) -> Score:
    children = tuple(_score(child, level + 1, project, rounding) for child in indicator.children)
    working = None
    if children:
        computed = _sum(children)
    elif indicator.rule:
        context = project.rule_context(indicator.weight, rounding)
        working = _reviewed(indicator, project, indicator.rule.evaluate(context))
        computed = working.points
    else:
        computed = None
    return Score(
        indicator,
        level,
        printed=_printed(indicator, project, computed),
        computed=computed,
        working=working,
        children=children,
    )


def _printed(indicator: Indicator, project: Project, computed: Decimal | None) -> Decimal | None:
    """Return the printed points: counting ones of the reviewer, 公布, or awarded ones (评定); else None."""
    if (project.total_rules or PLAIN).counts == "复核分" and not indicator.children:
        return indicator.reviewed
    if indicator.printed and indicator.printed.points is not None:
        return indicator.printed.points
    awarded = indicator.rule and indicator.rule.as_printed and not indicator.children
    return computed if awarded else None


def _reviewed(indicator: Indicator, project: Project, own: Working) -> Working:
    """Replace the unit's own points by the reviewer's if these count; the calculation shows both."""
    if (project.total_rules or PLAIN).counts == "自评分" or indicator.reviewed is None:
        return own
    points = "未算出" if own.points is None else own.points
    return Working(indicator.reviewed, f"复核分 {indicator.reviewed}（自评分 {points}：{own.line}）")


def _total(
    project: Project, scheme: RatingScheme | None, levels: tuple[Score, ...], printed: Decimal | None
) -> ProjectScore:
    rules = project.total_rules or PLAIN
    computed, comparable = _sum(levels), not scheme or rules.full in (None, scheme.full)
    steps: list[str] = []
    if computed is not None:
        if scheme and not comparable and rules.convert and rules.full:
            exact = Fraction(computed) * Fraction(scheme.full) / Fraction(rules.full)
            steps.append(f"折算：{computed} ÷ {rules.full} × {scheme.full} = {scheme.rounding(exact)}")
            computed, comparable = scheme.rounding(exact), True
        if (limit := _limit(project, rules)) and computed > limit[0]:
            most, why = limit
            steps.append(f"{why}，总分最高 {most}，由 {computed} 减为 {most}")
            computed = most
    judged = computed if printed is None else printed
    grade = scheme.grade(judged) if scheme and judged is not None and comparable else None
    return ProjectScore(printed, computed, grade=grade, levels=levels, steps=tuple(steps))


def _limit(project: Project, rules: TotalRules) -> tuple[Decimal, str] | None:
    """Return the lowest applicable cap or veto with its reason, or None."""
    limits = [(veto.most, f"一票否决：{veto.event}") for veto in rules.vetoes if veto.happened]
    ratio = project.money.ratio
    if ratio is not None:
        below = [cap for cap in rules.caps if ratio < Fraction(cap.below.value)]
        limits += [(cap.most, f"执行率 {percent(ratio)} 低于 {cap.below.text}") for cap in below]
    return min(limits, key=lambda limit: limit[0], default=None)


def _sum(scores: tuple[Score, ...]) -> Decimal | None:
    """Return the sum of points, None if one is missing; rows not scored by the paper are skipped."""
    counted = [score.points for score in scores if not score.unscored]
    points = [value for value in counted if value is not None]
    return total(points) if points and len(points) == len(counted) else None
