"""Printed points, totals and grades compared with the computed ones."""

import dataclasses
import typing
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

from generator.checks import Violation, check
from generator.checks.definition import Value
from generator.checks.scores import (
    all_scores,
    awarded_rule,
    complete_sum,
    computed_from,
    full_marks,
    points_by_rate,
    project_rounding,
    published_points,
    scheme_of,
    scored_leaves,
    total_computed_from,
    total_from,
)
from generator.core.number import Rounding, RoundingMode, places_of, total
from generator.core.record import key_of
from generator.model.book import Book, Grade, RatingScheme
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
    return min(fitting, key=lambda reading: len(reading.of_rule) + 2 * len(reading.of_scheme), default=None)


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
    rounding = project_rounding(project, book)
    nodes = [_own_score(project, rounding, node) for node in all_scores(score)]
    wrong = [node for node in nodes if node.computed is not None and _shown(node) not in (None, node.computed)]
    mode = _fitting_mode(project, nodes, rounding) if len(wrong) > 1 else None
    if mode:
        first = next(node for node in wrong if not node.children)
        uses = (value for node in wrong for value in ((node.indicator, "printed"), *computed_from(project, node)))
        yield first.indicator, "printed", _habit_text(first, rounding, mode), uses
        return
    for node in wrong:
        if node.children and _shown(node) == _rule_points(node):
            continue  # some leaf below is printed wrongly, and the diagnostic on it is enough
        how = node.working.line if node.working else "下级得分合计"
        otherwise = _interpreted(project, rounding, node)
        text = f"公布得分 {_shown(node)}，算出的是 {node.computed}（{how}）{otherwise}"
        yield node.indicator, "printed", text, _doubtful(project, rounding, node)


def _doubtful(project: Project, rounding: Rounding, score: Score) -> Iterator[Value]:
    """Yield the values that may be to blame; not the amounts where the printed rate gives other points as well."""
    by_rate = points_by_rate(project, rounding, score)
    amounts_fine = by_rate is not None and by_rate != _shown(score)
    return (value for value in computed_from(project, score) if not (amounts_fine and value[0] is project.budget))


def _own_score(project: Project, rounding: Rounding, score: Score) -> Score:
    """Return the score by the unit's own points, also where the reviewer's count."""
    leaf = score.indicator
    if leaf.reviewed is None or leaf.rule is None or score.computed != leaf.reviewed:
        return score
    working = leaf.rule.evaluate(project.rule_context(leaf.weight, rounding))
    return replace(score, computed=working.points, working=working)


def _shown(score: Score) -> Decimal | None:
    return published_points(score.indicator)


def _rule_points(score: Score) -> Decimal | None:
    """Add up the points of the leaves by their rules, whatever is printed."""
    return complete_sum(map(_rule_points, score.children)) if score.children else score.computed


def _fitting_mode(project: Project, nodes: list[Score], rounding: Rounding) -> RoundingMode | None:
    """Return the rounding by which every printed leaf is right: then the scheme is wrong."""
    leaves = [node for node in nodes if not node.children and node.indicator.rule and _shown(node) is not None]
    wrong = [leaf for leaf in leaves if _shown(leaf) != leaf.computed]
    if len(wrong) < 2 or any(_shown(leaf) == leaf.weight for leaf in wrong):
        return None  # rounding never makes full marks of less
    modes: tuple[RoundingMode, ...] = typing.get_args(RoundingMode)
    return next((mode for mode in modes if _is_right(project, leaves, replace(rounding, mode=mode))), None)


def _is_right(project: Project, leaves: list[Score], rounding: Rounding) -> bool:
    """Return whether a rounding gives the printed points of every leaf."""
    rules = ((leaf, leaf.indicator.rule, project.rule_context(leaf.weight, rounding)) for leaf in leaves)
    return all(rule and rule.evaluate(context).points == _shown(leaf) for leaf, rule, context in rules)


def _habit_text(first: Score, rounding: Rounding, mode: RoundingMode) -> str:
    printed = f"“{first.indicator.title}”（公布得分 {_shown(first)}）等指标的得分"
    return (
        f"{printed}，{mode}才相符，本站按{rounding.mode}算；"
        f"文件若是这样舍入的，请写“得分写法: {{舍入方式: {mode}, 小数位数: {rounding.places}}}”"
    )


def _interpreted(project: Project, rounding: Rounding, score: Score) -> str:
    """Describe another interpretation of the rule that gives the printed points."""
    rule, printed = score.indicator.rule, _shown(score)
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
    record, field, printed = project.printed, project.total_field, project.printed_total
    if record is None or printed is None:
        return
    name, full = key_of(PrintedResult, field), full_marks(project, book)
    if score.computed not in (None, printed):
        text = f"公布的{name} {printed}，各级得分合计 {score.computed}，请核对"
        yield record, field, text, _blamed_values(project, score, printed, project_rounding(project, book))
    elif beyond := _beyond(project, score, printed):
        yield record, field, f"公布的{name} {printed}，{beyond}", total_computed_from(project, score)
    elif printed < 0 or (full and printed > full):
        text = f"公布的{name} {printed} {f'不在 0 至 {full} 之间' if full else '小于 0'}，请核对"
        yield record, field, text, ((project.evaluation, "scheme"), (record, "full"))


def _column_totals(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare the totals of 自评 and 复核 that do not count; a column with a blank cell is not judged."""
    printed = project.printed
    if not printed:
        return
    leaves = [leaf.indicator for leaf in scored_leaves(score)]
    own = (leaf.own_points for leaf in leaves if project.self_evaluated)
    columns = (
        ("reviewed", "复核分值", "reviewed", printed.reviewed, complete_sum(leaf.reviewed for leaf in leaves)),
        ("own", "自评分值", "printed", printed.own, complete_sum(own)),
    )
    for field, name, source, shown, added in columns:
        if shown is None or field == project.total_field:
            continue
        if shown < 0:
            yield printed, field, f"公布的{name} {shown} 小于 0，请核对"
        elif added not in (None, shown):
            uses = [(leaf, source) for leaf in leaves]
            yield printed, field, f"公布的{name} {shown}，各项相加是 {added}，请核对", uses


def _beyond(project: Project, score: ProjectScore, printed: Decimal) -> str:
    """Describe a total that no points in the blank cells can make; empty where some can."""
    if score.computed is not None or project.total_rules or not score.levels:
        return ""
    ranges = [_range(top) for top in score.levels]
    least, most = total([low for low, _ in ranges]), complete_sum(high for _, high in ranges)
    if printed < least:
        return f"有的得分空着，已印的各项就有 {least} 分，请核对"
    if most is not None and printed > most:
        return f"有的得分空着，即使都得满分也只有 {most} 分，请核对"
    return ""


def _range(score: Score) -> tuple[Decimal, Decimal | None]:
    """Return the least and the most points of an indicator; None where its weight is not known."""
    if score.unscored or score.points is not None:
        return score.points or Decimal(0), score.points or Decimal(0)
    if not score.children:
        rule = awarded_rule(score.indicator)
        awarded = rule.without_weight().points if rule else None  # above the weight, and reported there
        return (Decimal(0), score.weight) if awarded is None else (awarded, awarded)
    ranges = [_range(child) for child in score.children]
    most = complete_sum(high for _, high in ranges)
    return total([low for low, _ in ranges]), score.weight if most is None else most


def _blamed_values(project: Project, score: ProjectScore, printed: Decimal, rounding: Rounding) -> Iterator[Value]:
    """Yield the values that may be to blame: printed points only if the total comes right with others in their place.

    One wrong cell must not hide a total that is wrong beside it, nor a wrong rate one that no other rate makes right.
    """
    values = total_computed_from(project, score)
    if score.steps or printed in _other_totals(project, score):
        return values
    leaves = scored_leaves(score)
    by_rates = [_or_default(points_by_rate(project, rounding, leaf), leaf.points) for leaf in leaves]
    amounts_fine = by_rates != [leaf.points for leaf in leaves] and _points_sum(by_rates) != printed
    return (value for value in values if not _is_printed(value) and not (amounts_fine and value[0] is project.budget))


def _other_totals(project: Project, score: ProjectScore) -> Iterator[Decimal]:
    """Yield the totals with the points of the funds, of all leaves, and of the rules in place of the first level's."""
    head = project.total_row
    funds = {id(project.execution): head.points} if head else {}
    leaves = scored_leaves(score)
    yield _points_sum(_or_default(funds.get(id(top.indicator)), top.points) for top in score.levels)
    yield _points_sum(leaf.points for leaf in leaves)
    yield _points_sum(_or_default(leaf.computed, leaf.points) for leaf in leaves)


def _or_default(points: Decimal | None, default: Decimal | None) -> Decimal | None:
    return default if points is None else points


def _is_printed(value: Value) -> bool:
    """Return whether a value is points as printed: under 公布, or awarded (评定)."""
    record, field = value
    return field == "printed" or (field == "rule" and isinstance(record, Indicator) and bool(awarded_rule(record)))


def _points_sum(points: Iterable[Decimal | None]) -> Decimal:
    return total([value for value in points if value is not None])


@check("等级不符", "错误", requires_clean=("权重不符", "得分不符", "总分不符", "得分率不符"))
def printed_grade(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """公布的评价结论应与评级办法按总分得出的等级相符，用词应是办法里的等级；同一等级的不同用词（如良、良好）视为相符。"""
    printed = project.printed
    scheme = scheme_of(project, book)
    if not printed or not printed.grade or not scheme or not scheme.grades:
        return
    basis = (project.evaluation, "scheme")
    if score.grade and printed.grade not in score.grade.words:
        ours = "" if score.printed is not None else "本站核算的 "
        text = other_grade(f"公布的评价结论“{printed.grade}”", scheme, f"{ours}{score.total}", score.grade)
        computed = None if score.printed is None or score.computed is None else scheme.grade(score.computed)
        wrong_anyway = computed and printed.grade not in computed.words  # whichever of the two totals is right
        yield printed, "grade", text, (basis, *(() if wrong_anyway else total_from(project, score)))
    elif not score.grade and score.total is None and not scheme.named(printed.grade):
        yield printed, "grade", unknown_grade(f"评价结论“{printed.grade}”", scheme), (basis,)


def other_grade(stated: str, scheme: RatingScheme, points: str, grade: Grade) -> str:
    return f"{stated}，按{scheme.name} {points} 分应为“{grade.word}”，请核对"


def unknown_grade(stated: str, scheme: RatingScheme) -> str:
    words = "、".join(grade.word for grade in scheme.grades)
    return f"{stated}不在{scheme.name}的等级（{words}）里，请核对用词和所写的评级办法"
