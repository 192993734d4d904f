"""公布的评价分值应与各级得分加总相等；不等而原文如此的，写说明后按公布的数展示。"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks._uses import total_computed_from
from generator.checks.protocol import Value
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.book import Book
from generator.model.project import Indicator, Project
from generator.model.scores import ProjectScore

NAME = "总分不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符", "合计不符", "执行率不符", "资金不符", "实际值不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Compare the printed and the computed total."""
    yield from _columns(project, score)
    computed = score.computed
    printed = project.printed.score if project.printed else None
    if project.printed is None or printed is None:
        return
    scheme = book.schemes.get(project.evaluation.scheme)
    full = project.own_full or (scheme.full if scheme else None)
    if computed is not None and printed != computed:
        text = f"公布的评价分值 {printed}，各级得分合计 {computed}，请核对"
        yield project.printed, "score", text, _uses(project, score, printed)
    elif full and not 0 <= printed <= full:
        text = f"公布的评价分值 {printed} 不在 0 至 {full} 之间，请核对"
        yield project.printed, "score", text, ((project.evaluation, "scheme"), (project.printed, "full"))


def _columns(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """The totals of the columns of 自评 and of 复核 that do not count; a column with a blank cell is not judged."""
    printed = project.printed
    if not printed:
        return
    leaves = [leaf for leaf in leaf_scores(score) if not leaf.unscored]
    reviewed = [leaf.indicator.reviewed for leaf in leaves]
    own = [one.indicator.printed.points if one.indicator.printed and project.self_evaluated else None for one in leaves]
    for field, name, shown, column in (
        ("reviewed", "复核分值", printed.reviewed, reviewed),
        ("own", "自评分值", printed.own, own),
    ):
        points = [value for value in column if value is not None]
        if shown is not None and points and len(points) == len(column) and total(points) != shown:
            uses = [(leaf.indicator, "reviewed" if field == "reviewed" else "printed") for leaf in leaves]
            yield printed, field, f"公布的{name} {shown}，各项相加是 {total(points)}，请核对", uses


def _uses(project: Project, score: ProjectScore, printed: Decimal) -> Iterator[Value]:
    """What may be to blame for it: printed points only where with others in their place it comes right.

    One wrong cell must not hide a total that is wrong beside it.
    """
    funds = project.sheet.funds[0].points if project.sheet and project.sheet.funds else None
    others = [top.points if top.indicator is not project.execution or funds is None else funds for top in score.levels]
    leaves = [leaf for leaf in leaf_scores(score) if not leaf.unscored]
    printed_leaves = [leaf.points for leaf in leaves]
    by_rules = [leaf.points if leaf.computed is None else leaf.computed for leaf in leaves]
    explained = bool(score.steps) or any(_added(points) == printed for points in (others, printed_leaves, by_rules))
    return (value for value in total_computed_from(project, score) if explained or not _is_printed(value))


def _is_printed(value: Value) -> bool:
    """Whether it is points as the paper prints them: under 公布, or awarded (评定)."""
    record, field = value
    return field == "printed" or (field == "rule" and isinstance(record, Indicator) and _awarded(record))


def _awarded(indicator: Indicator) -> bool:
    return indicator.rule is not None and indicator.rule.as_printed


def _added(points: Sequence[Decimal | None]) -> Decimal:
    return total([value for value in points if value is not None])
