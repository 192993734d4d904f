"""Printed points, totals and grades compared with the computed ones."""

import dataclasses
import typing
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.scores import (
    all_scores,
    computed_from,
    full_marks,
    leaf_scores,
    points_by_rate,
    total_computed_from,
    total_from,
)
from generator.core.number import Rounding, RoundingMode, places_of, total
from generator.core.record import key_of
from generator.model.book import Book, rounding_of
from generator.model.project import Indicator, PrintedResult, Project
from generator.model.scores import ProjectScore, Score
from generator.rules import Rule, RuleContext

Choice = list[dict[str, tuple[Any, str]]]  # by field: a value and the words for it, none for the declared one


@dataclasses.dataclass(frozen=True)
class Interpretation:
    """Fields of the rule, and of the scheme's rounding, that would have to be written for other points to come out."""

    of_rule: tuple[str, ...]
    of_scheme: tuple[str, ...]

    def __str__(self) -> str:
        return "、".join(f"“{words}”" for words in (*self.of_rule, *self.of_scheme))


def _interpretation_of(rule: Rule, context: RuleContext, printed: Decimal) -> Interpretation | None:
    """Return the interpretation nearest to the declared one that gives the printed points."""
    # No reading may turn a missed target into full marks: rounding alone never does.
    missed = printed == context.weight and rule.reached is not None and rule.reached[1] < rule.reached[0]
    interpretations = () if missed else _all_interpretations(rule, context, printed)
    fitting = (
        interpretation
        for interpretation, points in interpretations
        if points == printed and not (printed == context.weight and interpretation.of_scheme)
    )
    return min(fitting, key=lambda each: len(each.of_rule) + 2 * len(each.of_scheme), default=None)


def _all_interpretations(
    rule: Rule, context: RuleContext, printed: Decimal
) -> Iterator[tuple[Interpretation, Decimal | None]]:
    choices = [_choices(rule, name) for name in rule.formulas]
    for rounding, of_scheme in _other_roundings(context.rounding, printed):
        for chosen in product(*choices):
            changes = {name: value for choice in chosen for name, (value, _) in choice.items()}
            words = tuple(word for choice in chosen for _, word in choice.values() if word)
            working = dataclasses.replace(rule, **changes).evaluate(dataclasses.replace(context, rounding=rounding))
            yield Interpretation(words, of_scheme), working.points


def _choices(rule: Rule, name: str) -> Choice:
    key, hint = key_of(type(rule), name), typing.get_type_hints(type(rule))[name]
    words = {True: "是", False: "否"} if hint is bool else {word: word for word in typing.get_args(hint)}
    now = getattr(rule, name)
    others = [(value, f"{key}: {word}") for value, word in words.items() if value != now]
    return [{name: choice} for choice in ((now, ""), *others)]


def _other_roundings(own: Rounding, printed: Decimal) -> Iterator[tuple[Rounding, tuple[str, ...]]]:
    for places in {own.places, min(own.places, places_of(printed))}:
        digits = (f"小数位数: {places}",) if places != own.places else ()
        for mode in typing.get_args(RoundingMode):
            of_scheme = (f"舍入方式: {mode}",) if mode != own.mode else ()
            yield Rounding(mode, places), (*digits, *of_scheme)


@check("得分不符", "错误", requires_clean=("权重不符", "合计不符", "执行率不符", "资金不符", "实际值不符"))
def printed_points(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """公布的指标得分应与按评分方法（或下级加总）算出的相等；不等时说明按这一方法的其他算法能否得出。原文如此的，写说明后按公布的数展示。"""
    rounding = rounding_of(project, book.schemes.get(project.evaluation.scheme))
    nodes = [_own_score(project, rounding, node) for node in all_scores(score)]
    wrong = [node for node in nodes if _printed_points(node) not in (None, node.computed) and node.computed is not None]
    mode = _fitting_mode(project, nodes, rounding) if len(wrong) > 1 else None
    if mode:
        first = next(node for node in wrong if not node.children)
        uses = (value for node in wrong for value in ((node.indicator, "printed"), *computed_from(project, node)))
        yield first.indicator, "printed", _habit_text(first, rounding, mode), uses
        return
    for node in wrong:
        if node.children and _printed_points(node) == _rule_points(node):
            continue  # some leaf below is printed wrongly, and the diagnostic on it is enough
        how = node.working.line if node.working else "下级得分合计"
        otherwise = _interpreted(project, rounding, node)
        text = f"公布得分 {_printed_points(node)}，算出的是 {node.computed}（{how}）{otherwise}"
        yield node.indicator, "printed", text, _doubtful(project, rounding, node)


def _doubtful(project: Project, rounding: Rounding, score: Score) -> Iterator[Value]:
    """Yield the values that may be to blame; not the amounts where the printed rate gives other points as well."""
    by_rate = points_by_rate(project, rounding, score)
    amounts_fine = by_rate is not None and by_rate != _printed_points(score)
    return (value for value in computed_from(project, score) if not (amounts_fine and value[0] is project.budget))


def _own_score(project: Project, rounding: Rounding, score: Score) -> Score:
    """Return the score by the unit's own points, also where the reviewer's count."""
    leaf = score.indicator
    if leaf.reviewed is None or leaf.rule is None or score.computed != leaf.reviewed:
        return score
    working = leaf.rule.evaluate(project.rule_context(leaf.weight, rounding))
    return replace(score, computed=working.points, working=working)


def _printed_points(score: Score) -> Decimal | None:
    return score.indicator.printed.points if score.indicator.printed else None


def _rule_points(score: Score) -> Decimal | None:
    """Add up the points of the leaves by their rules, whatever is printed."""
    if not score.children:
        return score.computed
    below = [_rule_points(child) for child in score.children]
    return (
        None if any(points is None for points in below) else total([points for points in below if points is not None])
    )


def _fitting_mode(project: Project, nodes: list[Score], rounding: Rounding) -> RoundingMode | None:
    """Return the rounding by which every printed leaf is right: then the scheme is wrong."""
    leaves = [node for node in nodes if _printed_points(node) is not None and not node.children and node.indicator.rule]
    wrong = [node for node in leaves if _printed_points(node) != node.computed]
    if any(_printed_points(node) == node.weight for node in wrong):
        return None  # rounding never makes full marks of less
    modes: tuple[RoundingMode, ...] = typing.get_args(RoundingMode) if len(wrong) > 1 else ()
    for mode in modes:
        contexts = [(leaf, project.rule_context(leaf.weight, replace(rounding, mode=mode))) for leaf in leaves]
        if all(
            leaf.indicator.rule and leaf.indicator.rule.evaluate(context).points == _printed_points(leaf)
            for leaf, context in contexts
        ):
            return mode
    return None


def _habit_text(first: Score, rounding: Rounding, mode: RoundingMode) -> str:
    printed = f"“{first.indicator.title}”（公布得分 {_printed_points(first)}）等指标的得分"
    return (
        f"{printed}，{mode}才相符，本站按{rounding.mode}算；"
        f"文件若是这样舍入的，请写“得分写法: {{舍入方式: {mode}, 小数位数: {rounding.places}}}”"
    )


def _interpreted(project: Project, rounding: Rounding, score: Score) -> str:
    """Describe another interpretation of the rule that gives the printed points."""
    rule, printed = score.indicator.rule, _printed_points(score)
    if score.children or not rule or rule.as_printed or printed is None:
        return "，请核对"
    context = project.rule_context(score.weight, rounding)
    interpretation = _interpretation_of(rule, context, printed)
    if interpretation is None:
        return "，按这一方法的其他算法也得不出，请核对"
    advice = "请写在“得分写法”下" if interpretation.of_scheme else "请照此写"
    return f"；按{interpretation}算是 {printed}，文件若是这样算的{advice}，否则请核对"


@check("总分不符", "错误", requires_clean=("权重不符", "得分不符", "合计不符", "执行率不符", "资金不符", "实际值不符"))
def printed_total(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """公布的评价分值应与各级得分加总相等，在 0 至满分之间；不等而原文如此的，写说明后按公布的数展示。"""
    yield from _column_totals(project, score)
    computed = score.computed
    printed, field, full = project.printed_total, project.total_field, full_marks(project, book)
    if project.printed is None or printed is None:
        return
    name = key_of(PrintedResult, field)
    if computed is not None and printed != computed:
        text = f"公布的{name} {printed}，各级得分合计 {computed}，请核对"
        rounding = rounding_of(project, book.schemes.get(project.evaluation.scheme))
        yield project.printed, field, text, _blamed_values(project, score, printed, rounding)
    elif beyond := _beyond(project, score, printed):
        yield project.printed, field, f"公布的{name} {printed}，{beyond}", total_computed_from(project, score)
    elif printed < 0 or (full and printed > full):
        text = f"公布的{name} {printed} {f'不在 0 至 {full} 之间' if full else '小于 0'}，请核对"
        yield project.printed, field, text, ((project.evaluation, "scheme"), (project.printed, "full"))


def _column_totals(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare the totals of 自评 and 复核 that do not count; a column with a blank cell is not judged."""
    printed = project.printed
    if not printed:
        return
    leaves = [leaf.indicator for leaf in leaf_scores(score) if not leaf.unscored]
    for field, name, shown, column in (
        ("reviewed", "复核分值", printed.reviewed, [leaf.reviewed for leaf in leaves]),
        ("own", "自评分值", printed.own, [leaf.own_points for leaf in leaves if project.self_evaluated]),
    ):
        points = [value for value in column if value is not None]
        if shown is None or field == project.total_field:
            continue
        if shown < 0:
            yield printed, field, f"公布的{name} {shown} 小于 0，请核对"
        elif points and len(points) == len(column) and total(points) != shown:
            uses = [(leaf, "reviewed" if field == "reviewed" else "printed") for leaf in leaves]
            yield printed, field, f"公布的{name} {shown}，各项相加是 {total(points)}，请核对", uses


def _beyond(project: Project, score: ProjectScore, printed: Decimal) -> str:
    """Describe a total that no points in the blank cells can make; empty where some can."""
    if score.computed is not None or project.total_rules or not score.levels:
        return ""
    ranges = [_range(top) for top in score.levels]
    least, most = total([low for low, _ in ranges]), [high for _, high in ranges if high is not None]
    if printed < least:
        return f"有的得分空着，已印的各项就有 {least} 分，请核对"
    if len(most) == len(ranges) and printed > total(most):
        return f"有的得分空着，即使都得满分也只有 {total(most)} 分，请核对"
    return ""


def _range(score: Score) -> tuple[Decimal, Decimal | None]:
    """Return the least and the most points of an indicator; None where its weight is not known."""
    if score.unscored or score.points is not None:
        return score.points or Decimal(0), score.points or Decimal(0)
    if not score.children:
        rule = score.indicator.rule
        awarded = rule.without_weight().points if rule and rule.as_printed else None  # above the weight, and told there
        return (Decimal(0), score.weight) if awarded is None else (awarded, awarded)
    ranges = [_range(child) for child in score.children]
    most = [high for _, high in ranges if high is not None]
    return total([low for low, _ in ranges]), total(most) if len(most) == len(ranges) else score.weight


def _blamed_values(project: Project, score: ProjectScore, printed: Decimal, rounding: Rounding) -> Iterator[Value]:
    """Yield the values that may be to blame: printed points only if the total comes right with others in their place.

    One wrong cell must not hide a total that is wrong beside it, nor a wrong rate one that no other rate makes right.
    """
    funds = project.total_row.points if project.total_row else None
    others = [top.points if top.indicator is not project.execution or funds is None else funds for top in score.levels]
    leaves = [leaf for leaf in leaf_scores(score) if not leaf.unscored]
    printed_leaves = [leaf.points for leaf in leaves]
    by_rules = [leaf.points if leaf.computed is None else leaf.computed for leaf in leaves]
    explained = bool(score.steps) or any(
        _points_sum(points) == printed for points in (others, printed_leaves, by_rules)
    )
    rated = [points_by_rate(project, rounding, leaf) for leaf in leaves]
    by_rates = [own if by is None else by for own, by in zip(printed_leaves, rated, strict=True)]
    amounts_fine = by_rates != printed_leaves and _points_sum(by_rates) != printed and not explained
    return (
        value
        for value in total_computed_from(project, score)
        if (explained or not _is_printed(value)) and not (amounts_fine and value[0] is project.budget)
    )


def _is_printed(value: Value) -> bool:
    """Return whether a value is points as printed: under 公布, or awarded (评定)."""
    record, field = value
    return field == "printed" or (field == "rule" and isinstance(record, Indicator) and _is_awarded(record))


def _is_awarded(indicator: Indicator) -> bool:
    return indicator.rule is not None and indicator.rule.as_printed


def _points_sum(points: Sequence[Decimal | None]) -> Decimal:
    return total([value for value in points if value is not None])


@check("等级不符", "错误", requires_clean=("权重不符", "得分不符", "总分不符", "得分率不符"))
def printed_grade(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """公布的评价结论应与评级办法按总分得出的等级相符，用词应是办法里的等级；同一等级的不同用词（如良、良好）视为相符。"""
    printed = project.printed
    scheme = book.schemes.get(project.evaluation.scheme)
    if not printed or not printed.grade or not scheme or not scheme.grades:
        return
    if not score.grade:
        if score.total is None and not scheme.named(printed.grade):
            words = "、".join(grade.word for grade in scheme.grades)
            text = f"评价结论“{printed.grade}”不在{scheme.name}的等级（{words}）里，请核对用词和所写的评级办法"
            yield printed, "grade", text, ((project.evaluation, "scheme"),)
        return
    if printed.grade in score.grade.words:
        return
    ours = "" if score.printed is not None else "本站核算的 "
    text = f"公布的评价结论“{printed.grade}”，按{scheme.name} {ours}{score.total} 分应为“{score.grade.word}”，请核对"
    other = None if score.printed is None or score.computed is None else scheme.grade(score.computed)
    wrong_anyway = other is not None and printed.grade not in other.words  # whichever of the two totals is right
    uses = () if wrong_anyway else total_from(project, score)
    yield printed, "grade", text, ((project.evaluation, "scheme"), *uses)
