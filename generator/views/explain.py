"""Explanation of a score and of problem categories as text for the terminal, with what-if scores."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.core.number import InvalidNumber, plain
from generator.model.scores import ProjectScore
from generator.scoring import what_if
from generator.views import ProjectDetail, figure
from generator.views.receipt import ReceiptLine, outlook


class ExplainError(ValueError):
    """Question that does not fit the data; the message says what would."""


def explain(summary: ProjectDetail, questions: Iterable[str] = ()) -> Iterator[str]:
    """Yield the explanation of a project's score, then the results of what-if questions (`B2.3=3`)."""
    changes = dict(_change(summary, question) for question in questions)
    yield from _receipt_lines(summary)
    yield from _category_lines(summary)
    if changes:
        result = what_if(summary.project, summary.scheme, changes)
        yield ""
        yield f"如果 {'，'.join(questions)}（只是试算，不保存）："
        yield f"  {_computed(summary, result)}"
        yield from (f"  {line}" for line in (*result.steps, outlook(summary.scheme, result)) if line)


def _receipt_lines(summary: ProjectDetail) -> Iterator[str]:
    shown = summary.receipt
    yield f"{summary.project.name}（{summary.unit.name}）"
    yield f"公布：评价分值 {figure(summary.total)}，评价结论 {summary.grade}"
    yield f"本站核算：{_computed(summary, summary.score)}"
    if not shown.lines:
        yield "公开文件未公布各项指标得分。"
    yield from ("", *(_line(line) for line in shown.lines)) if shown.lines else ()
    yield from ("", *(line.text for line in shown.sums), *shown.steps) if shown.sums else ()
    if advice := outlook(summary.scheme, summary.score):
        yield advice
    for words, lines in (("扣分最多", shown.costliest), ("得分率最低", shown.lowest)):
        if lines:
            named = (f"{line.title} 扣 {line.lost}（得分率 {line.score.rate_text}）" for line in lines)
            yield f"{words}：{'；'.join(named)}"


def _category_lines(summary: ProjectDetail) -> Iterator[str]:
    """Yield the category of each problem with the reason; nothing if none has a category."""
    if any(category.category for category in summary.categories):
        yield from ("", "问题归类：")
    for number, category in enumerate(summary.categories, 1):
        if category.category:
            also = f"；问题里也有这几类的词：{'、'.join(category.others)}" if category.others else ""
            yield f"  第 {number} 个  {category.category}  {category.reason}{also}"


def _computed(summary: ProjectDetail, result: ProjectScore) -> str:
    """Return the computed total and grade in words."""
    if not summary.scheme:
        return f"合计 {figure(result.computed)}（公开文件没有写明评级办法，不评等级）"
    grade = result.grade.word if result.grade else "不能评级"
    return f"合计 {figure(result.computed)}，等级 {grade}（{summary.scheme.name}）"


def _line(line: ReceiptLine) -> str:
    points = line.points if line.score.printed is not None else f"{line.points}（本站核算 {line.computed}）"
    parts = [f"{line.title}  {points}/{line.weight}"]
    parts += [f"扣 {line.lost}"] if line.lost else []
    parts += [f"目标 {line.target}"] if line.target else []
    parts += [f"实际 {line.actual}"] if line.actual else []
    parts += [line.formula]
    parts += [f"原因：{line.reason}"] if line.reason else []
    return "  ".join(parts)


def _change(summary: ProjectDetail, question: str) -> tuple[int, Decimal]:
    """Parse `B2.3=3`; return the `id` of the indicator (by code or name) and its points. Raises `ExplainError`."""
    key, sign, text = question.partition("=")
    if not sign:
        raise ExplainError(f"“{question}”请写成“编号=得分”，如 B2.3=3")
    leaves = [leaf.indicator for leaf in summary.score.leaves()]
    matches = [leaf for leaf in leaves if key in (leaf.code, leaf.name)]
    if len(matches) != 1:
        several = f"有 {len(matches)} 个指标的编号是“{key}”，请改用指标名称" if matches else f"没有末级指标“{key}”"
        raise ExplainError(f"{several}；现有：{'、'.join(leaf.code or leaf.name for leaf in leaves) or '无'}")
    try:
        points = plain(text)
    except InvalidNumber as error:
        raise ExplainError(str(error)) from error
    most = matches[0].weight
    if points < 0 or (most is not None and points > most):
        raise ExplainError(f"{matches[0].name}的得分 {points} 应在 0 至 {figure(most)} 之间")
    return id(matches[0]), points
