"""Points that the paper's own rule or rounding does not give: all or nothing, one ratio rounded in two ways."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation, check
from generator.checks.records import every
from generator.checks.scores import all_leaves, awarded_rule, leaf_scores, points_from, project_rounding
from generator.core.number import Rounding, approx, places_of
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore, Score
from generator.model.selfeval import PlainRow, SheetEntry
from generator.rules.questionnaire import Questionnaire

RULE_COLUMN = re.compile("评分|评价标准|计分|得分(?:标准|规则|办法|方法)|赋分|标准$|规则$")
OTHERWISE = re.compile("(?:否则|反之)(?:均|则|即|，)?(?:不得分|得?(?:0|零)分|不计分)")
UNDONE = re.compile(
    r"(?:未|没有|不)(?P<what>[^，。；,;\d]{1,12}?)(?:的|则|，|,)?(?:不得分|得(?:0|零)分|不计分)"
)  # what is done for all the points, and undone for none: 完成得满分，未完成不得分
# A rule that knows something in between, or more than one thing to be done.
GRADUAL = re.compile(
    r"每|按[^，。；]{0,6}比例|比例|酌|扣|部分|基本|各[占得]|分别|[①②③④⑤⑥]|[（(][0-9一二三四][）)]|[1-9][.、．]\D|分档|区间|插值|递减|以此类推|依次|折算"
    r"|一半|50%的分|[×*]|权重分?[的*×]"
)
AWARDED_POINTS = re.compile(r"(?:得|计|给)\s*(\d+(?:\.\d+)?)\s*分")


@check("非满非零", "警告", requires_clean=("权重不符", "得分不符"))
def all_or_nothing(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """评分标准写明“否则不得分”“完成得满分，未完成不得分”的，得分应是满分或 0；介于两者之间的要核对。"""
    for leaf in leaf_scores(score):
        if text := _between_points(leaf.indicator.columns, leaf.weight, leaf.points):
            yield leaf.indicator, "columns", text, (*points_from(project, leaf), (leaf.indicator, "weight"))
    for row in every(PlainRow, project):
        if text := _between_points(row.columns, row.weight, row.points):
            yield row, "columns", text, ((row, "weight"), (row, "points"))


def _between_points(columns: tuple[SheetEntry, ...], weight: Decimal | None, points: Decimal | None) -> str:
    if not columns or weight is None or points is None or not 0 < points < weight:
        return ""
    for column in columns:
        if RULE_COLUMN.search(column.name) and (clause := _strict_clause(column.text, weight)):
            return f"得 {points} 分，不是满分 {weight} 分也不是 0 分，{column.name}却写“{clause}”，请对照原件核对"
    return ""


def _strict_clause(text: str, weight: Decimal) -> str:
    """Return the clause that leaves nothing in between; empty where the text has more than that one."""
    clauses = [*OTHERWISE.finditer(text), *UNDONE.finditer(text)]
    awarded = [Decimal(points) for points in AWARDED_POINTS.findall(text)]
    if len(clauses) != 1 or GRADUAL.search(text) or any(points not in (0, weight) for points in awarded):
        return ""
    clause = clauses[0]
    what = clause.groupdict().get("what")
    is_all = what is None or re.search(rf"{re.escape(what)}(?:的|，|,|则|即|后)*得", text[: clause.start()])
    return clause[0] if is_all else ""


# Of many returns some ratio comes near any figure; steps at least this many last places apart prove something.
MIN_STEP = 10
SurveyRatio = tuple[Decimal, int, int]  # the weight, who agreed, of how many


@check("舍入不一", "警告", requires_clean=("权重不符", "得分不符"))
def rounding_differs(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """同一项目里权重相同、出自问卷同一比例（k ÷ 有效份数）的指标，得分的舍入应当一致；两个指标互相印证的才提示。"""
    rounding, returns = project_rounding(project, book), _valid_returns(project)
    surveyed = [leaf for leaf in leaf_scores(score) if _may_be_surveyed(leaf.indicator)]
    followed: dict[SurveyRatio, Score] = {}
    almost: list[tuple[SurveyRatio, Score]] = []
    for leaf in surveyed:
        ratios = list(_survey_ratios(leaf, returns, rounding))
        exact = [ratio for ratio in ratios if rounding(_ratio_points(ratio)) == leaf.points]
        followed = dict.fromkeys(exact, leaf) | followed
        almost += [(ratio, leaf) for ratio in ratios if not exact]
    for ratio, leaf in almost:
        # 4.5 is a figure that people award; 4.56 is one that was worked out.
        if ratio in followed and leaf.points and places_of(leaf.points.normalize()) == rounding.places:
            field = "printed" if leaf.indicator.printed else "rule"
            twin = followed[ratio]
            uses = (*points_from(project, leaf), *points_from(project, twin), (leaf.indicator, "weight"))
            yield leaf.indicator, field, _rounding_text(leaf, twin, ratio, rounding), uses


def _may_be_surveyed(indicator: Indicator) -> bool:
    return isinstance(indicator.rule, Questionnaire) or awarded_rule(indicator) is not None


def _rounding_text(leaf: Score, twin: Score, ratio: SurveyRatio, rounding: Rounding) -> str:
    weight, agreeing, valid = ratio
    value = _ratio_points(ratio)
    both = f"得分 {leaf.points} 与“{twin.indicator.title}”的 {twin.points} 都出自 {agreeing} ÷ {valid} × {weight}"
    return f"{both} {approx(value)}，{rounding.mode}应同为 {rounding(value)}，请核对"


def _valid_returns(project: Project) -> set[int]:
    """Return the numbers of valid returns of the surveys."""
    collection = project.evaluation.collection
    counts = [survey.valid for survey in collection.surveys] if collection else []
    rules = [leaf.rule.valid for leaf in all_leaves(project) if isinstance(leaf.rule, Questionnaire)]
    return {int(count) for count in (*counts, *rules) if count and count > 0 and count % 1 == 0}


def _survey_ratios(leaf: Score, returns: set[int], rounding: Rounding) -> Iterator[SurveyRatio]:
    """Yield the ratios that points come from, rounded up or down."""
    weight, points = leaf.weight, leaf.points
    if points is None or weight is None or not 0 < points < weight:
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


def _ratio_points(ratio: SurveyRatio) -> Fraction:
    weight, agreeing, valid = ratio
    return Fraction(agreeing, valid) * Fraction(weight)
