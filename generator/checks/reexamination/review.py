"""Reexamination: its sample, date and subject, points, totals and grades."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation, check, site_check
from generator.checks.scores import all_leaves, complete_sum, full_marks, leaf_scores, scheme_of, scored_leaves
from generator.checks.sums.points import other_grade, unknown_grade
from generator.checks.timing.dates import out_of_order
from generator.model.book import Book
from generator.model.project import Project
from generator.model.sample import Sample, draw
from generator.model.scores import ProjectScore
from generator.model.totals import TotalRules


@site_check("抽样不符", "错误", waivable=False)
def draws(book: Book) -> Iterator[Violation]:
    """抽样记录里抽中的项目，应与照种子、比例、各层重做一遍得到的相同；总体里不重复。"""
    for sample in book.samples:
        yield from _redrawn(sample)


def _redrawn(sample: Sample) -> Iterator[Violation]:
    if not 0 < sample.share.value <= 1:
        yield sample, "share", f"抽样比例 {sample.share.text} 应大于 0%、不超过 100%，请核对"
        return
    counts = Counter(entry.project for entry in sample.population)
    for layer in sample.layers:
        for number, entry in enumerate(layer.projects):
            if counts[entry.project] > 1:
                yield layer, ("lines", number), f"“{entry.project}”在总体里不止一次，请删去多余的"
                return
    redrawn = draw(sample.seed, sample.share, ([entry.project for entry in layer.projects] for layer in sample.layers))
    if tuple(sorted(sample.drawn)) != redrawn:
        more, less = sorted({*sample.drawn} - {*redrawn}), sorted({*redrawn} - {*sample.drawn})
        differences = [f"多了 {'、'.join(more)}"] * bool(more) + [f"少了 {'、'.join(less)}"] * bool(less)
        text = (
            f"照种子“{sample.seed}”重做，抽中的不是这些：{'；'.join(differences) or '有重复'}。抽样记录请不要手工改动"
        )
        yield sample, "drawn", text, ((sample, "seed"), (sample, "share"))


@check("复核过早", "错误")
def early_dates(project: Project) -> Iterator[Violation]:
    """复核日期不能早于自评的日期。"""
    if reexamined := project.reexamination:
        yield from out_of_order((reexamined, "date", "复核日期"), (project.evaluation, "report_date", "自评的日期"))


@check("复核无自评", "警告", notable=False)
def no_self_evaluation(project: Project) -> Iterator[Violation]:
    """复核是对自评的复核：不是单位自评的文件，写了复核也没有可比的自评得分。"""
    own = project.printed.own if project.printed else None
    noun = project if project.reexamination else next((node for node in project.nodes() if node.reexamined), None)
    if noun and not project.self_evaluated and own is None:
        text = "写了复核，但这份文件不是单位自评，也没有“自评分值”，网页上不列；是自评的，“评价”的“方式”写单位自评"
        yield noun, "reexamination" if noun is project else "reexamined", text, ((project.evaluation, "method"),)


@check("复核超限", "错误")
def points_in_weight(project: Project, book: Book) -> Iterator[Violation]:
    """复核得分不能超过权重，复核的总分不能超过满分，都不能小于 0。"""
    for leaf in all_leaves(project):
        reexamined = leaf.reexamined
        if reexamined and (limit := _limit(reexamined.points, leaf.weight, "权重")):
            yield reexamined, "points", f"复核得分 {reexamined.points} {limit}，请核对", ((leaf, "weight"),)
    whole = project.reexamination
    if whole and (limit := _limit(whole.points, full_marks(project, book), "满分")):
        yield whole, "points", f"复核的总分 {whole.points} {limit}，请核对"


def _limit(points: Decimal | None, most: Decimal | None, word: str) -> str:
    """Describe the limits that points exceed; empty where they do not."""
    if points is None or (points >= 0 and (most is None or points <= most)):
        return ""
    return "不能小于 0" if most is None else f"应在 0 至{word} {most} 之间"


@check("复核合计", "错误", requires_clean=("复核超限",))
def sum_of_points(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """复核的总分应与各项复核得分之和相等。"""
    # Only where every indicator has points and the total is nothing but their sum.
    reexamined, rules = project.reexamination, project.total_rules or TotalRules()
    if not reexamined or reexamined.points is None or any((rules.convert, rules.caps, rules.vetoes)):
        return
    leaves = [leaf.indicator for leaf in scored_leaves(score)]
    added = complete_sum(leaf.reexamined_points for leaf in leaves)
    if added not in (None, reexamined.points):
        text = f"复核的总分 {reexamined.points}，各项复核得分相加是 {added}，请核对"
        yield reexamined, "points", text, [(leaf.reexamined, "points") for leaf in leaves if leaf.reexamined]


@check("复核不一", "错误")
def two_places(project: Project) -> Iterator[Violation]:
    """同一个复核得分写在两处的（复核底稿，表上的复核得分一栏），两处应当相同。"""
    reexamined, printed = project.reexamination, project.printed
    if (
        reexamined
        and printed
        and None not in (reexamined.points, printed.reviewed)
        and reexamined.points != printed.reviewed
    ):
        text = f"复核的总分 {reexamined.points}，“公布”里的复核分值 {printed.reviewed}，请核对两处"
        yield reexamined, "points", text, ((printed, "reviewed"),)
    for leaf in all_leaves(project):
        own = leaf.reexamined
        if own and None not in (own.points, leaf.reviewed) and own.points != leaf.reviewed:
            text = f"复核得分 {own.points}，这项指标的“复核分” {leaf.reviewed}，请核对两处"
            yield own, "points", text, ((leaf, "reviewed"),)


@check("复核缺项", "警告", notable=False)
def gaps(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """复核底稿有的指标写了复核得分、有的没有写，又没有写总分的，总分合计不出来。"""
    reexamined, printed = project.reexamination, project.printed
    if (reexamined and reexamined.points is not None) or (printed and printed.reviewed is not None):
        return
    leaves = [leaf.indicator for leaf in scored_leaves(score)]
    scored = any(leaf.reexamined and leaf.reexamined.points is not None for leaf in leaves)
    for leaf in leaves if scored else ():
        if leaf.reexamined_points is None:
            text = "别的指标有复核得分，这一项没有，复核的总分合计不出来，请补写“复核”里的“得分”"
            yield leaf, "reexamined" if leaf.reexamined else "name", text


@check("复核等级", "错误")
def grades(project: Project, book: Book) -> Iterator[Violation]:
    """复核的等级应是评级办法里的词，并与复核的总分相符。"""
    # A total out of another 满分 than the scheme's says nothing of the grade.
    reexamined, scheme = project.reexamination, scheme_of(project, book)
    if not reexamined or not reexamined.grade or not scheme or not scheme.grades:
        return
    grade = scheme.named(reexamined.grade)
    if grade is None:
        text = unknown_grade(f"复核等级“{reexamined.grade}”", scheme)
        yield reexamined, "grade", text, ((project.evaluation, "scheme"),)
    elif reexamined.points is not None and project.own_full in (None, scheme.full):
        due = scheme.grade(reexamined.points)
        if due and due is not grade:
            text = other_grade(f"复核等级“{reexamined.grade}”", scheme, f"{reexamined.points}", due)
            yield reexamined, "grade", text, ((reexamined, "points"),)


@check("扣分无原因", "警告", requires_clean=("复核超限",))
def unexplained_deductions(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """复核得分低于自评得分的，要写明扣分原因。"""
    for leaf in leaf_scores(score):
        reexamined, own = leaf.indicator.reexamined, leaf.points
        if (
            reexamined
            and reexamined.points is not None
            and own is not None
            and reexamined.points < own
            and not reexamined.reason
        ):
            yield reexamined, "points", f"复核得分 {reexamined.points} 低于自评得分 {own}，没有写“扣分原因”，请补写"
