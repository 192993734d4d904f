"""A receipt as text for the terminal, and the question what would be if an indicator had other points."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.core.number import InvalidNumber, plain
from generator.model.scores import ProjectScore
from generator.scoring import what_if
from generator.views import ProjectDetail, figure
from generator.views.receipt import ReceiptLine, receipt


class ExplainError(ValueError):
    """The question does not fit the data; the message says what would."""


def explain(summary: ProjectDetail, questions: Iterable[str] = ()) -> Iterator[str]:
    """The lines that explain the score of a project, then what would be with other points (`B2.3=3`)."""
    changes = dict(_change(summary, question) for question in questions)
    yield from _receipt_lines(summary, summary.score)
    if changes:
        result = what_if(summary.project, summary.scheme, changes)
        yield ""
        yield f"如果 {'，'.join(questions)}（只是试算，不保存）："
        yield f"  {_headline(summary, result)}"
        changed = receipt(summary.scheme, result)
        yield from (f"  {line}" for line in (*changed.steps, changed.outlook) if line)


def _receipt_lines(summary: ProjectDetail, result: ProjectScore) -> Iterator[str]:
    shown = summary.receipt
    yield f"{summary.project.name}（{summary.unit.name}）"
    yield _headline(summary, result)
    if not shown.lines:
        yield "公开文件只公布评价分值和评价结论，未公布各项指标得分。"
    yield from ("", *(_line(line) for line in shown.lines)) if shown.lines else ()
    yield from ("", *shown.sums, *shown.steps) if shown.sums else ()
    if shown.outlook:
        yield shown.outlook
    if shown.costliest:
        yield "失分最多：" + "；".join(f"{line.title} 失 {line.lost}" for line in shown.costliest)


def _headline(summary: ProjectDetail, result: ProjectScore) -> str:
    grade = summary.grade if result is summary.score else (result.grade.word if result.grade else "不能评级")
    return f"评价分值 {figure(result.total)}，评价结论 {grade}（{summary.scheme.name}）"


def _line(line: ReceiptLine) -> str:
    parts = [f"{line.title}  {line.points}/{line.weight}"]
    parts += [f"失 {line.lost}"] if line.lost else []
    parts += [f"目标 {line.target}"] if line.target else []
    parts += [f"实际 {line.actual}"] if line.actual else []
    parts += [line.formula]
    parts += [f"原因：{line.reason}"] if line.reason else []
    return "  ".join(parts)


def _change(summary: ProjectDetail, question: str) -> tuple[int, Decimal]:
    """Read `B2.3=3`: the indicator by code or name, and the points it is to have."""
    key, sign, text = question.partition("=")
    if not sign:
        raise ExplainError(f"“{question}”请写成“编号=得分”，如 B2.3=3")
    leaves = [leaf.indicator for leaf in summary.score.leaves()]
    found = [leaf for leaf in leaves if key in (leaf.code, leaf.name)]
    if len(found) != 1:
        several = f"有 {len(found)} 个指标的编号是“{key}”，请改用指标名称" if found else f"没有末级指标“{key}”"
        raise ExplainError(f"{several}；现有：{'、'.join(leaf.code or leaf.name for leaf in leaves) or '无'}")
    try:
        points = plain(text)
    except InvalidNumber as error:
        raise ExplainError(str(error)) from error
    if not 0 <= points <= found[0].weight:
        raise ExplainError(f"{found[0].name}的得分 {points} 应在 0 至 {found[0].weight} 之间")
    return id(found[0]), points
