"""Facts of each project for 并排比较, as a script, because pages opened from a folder cannot fetch.

A value is a text as printed, empty if not printed; a computed one is a text in a list.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.core.display import grouped
from generator.core.number import figure
from generator.exports._formats import compact_json, script_safe
from generator.model.project import NOT_STATED
from generator.model.scores import Score
from generator.views import ProjectDetail
from generator.views.download import Export
from generator.views.fields import Field, blank_to_none, cell_text
from generator.views.fields.project import PROJECT

Value = str | Sequence[str]

BY_KEY = {field.key: field for field in PROJECT}
ABOUT = ("name", "unit", "agency", "method")
MONEY = ("budget", "spent", "execution_rate")
RESULT = ("score", "grade")


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    """Yield the script of a project, with its facts under its 项目标识."""
    facts = {
        "title": detail.title,
        "year": detail.year,
        "step": detail.grade_rank,
        "about": [_fact(key, detail) for key in ABOUT],
        "money": [_fact(key, detail) for key in MONEY],
        "result": [*(_fact(key, detail) for key in RESULT), *_basis(detail)],
        "levels": [_row(top, figure(top.printed)) for top in detail.score.levels],
        "indicators": [_row(line.score, line.written_points) for line in detail.receipt.lines if detail.has_sublevels],
        "findings": [
            (finding.problem, finding.advice, finding.rectification.state if finding.rectification else NOT_STATED)
            for finding in detail.project.findings
        ],
    }
    text = script_safe(compact_json(facts))
    yield Export(f"compare/{detail.id}.js", f"JXGK.provide({compact_json(detail.id)},{text});\n".encode())


def _fact(key: str, detail: ProjectDetail) -> tuple[str, Value]:
    """Return a fact as title and value with unit; 本站核算 if the paper has none or prints another unit."""
    field = BY_KEY[key]
    written, own = _with_unit(field, detail), BY_KEY.get(f"computed_{key}")
    if getattr(detail, f"{key}_converted", False):
        return field.title, _ours(written)
    return field.title, written or (_ours(_with_unit(own, detail)) if own else "")


def _with_unit(field: Field[ProjectDetail], detail: ProjectDetail) -> str:
    value = field.of(detail)
    text = grouped(value) if isinstance(value, Decimal) and field.unit == "万元" else cell_text(value)
    return f"{text} {field.unit}" if text and field.unit else text


def _basis(detail: ProjectDetail) -> Iterator[tuple[str, Value]]:
    """Yield the conditions of comparable scores, normalized: equal texts mean equal numbers."""
    yield BY_KEY["scheme_name"].title, detail.scheme.title if detail.scheme else ""
    yield "满分", _plain(detail.own_full) or _ours(_plain(detail.full))
    yield "一级指标及权重", "、".join(f"{top.indicator.name} {_plain(top.weight)}" for top in detail.score.levels)


def _plain(value: Decimal | None) -> str:
    """Return a number without trailing zeros; empty for None."""
    return "" if value is None else f"{value.normalize():f}"


def _row(score: Score, points: str) -> tuple[str, str, str, Value, str]:
    """Return name, code, weight, points and 得分率 of an indicator; 得分率 is always computed."""
    indicator = score.indicator
    earned = blank_to_none(points) or _ours(blank_to_none(figure(score.ours)))
    return indicator.name, indicator.code, indicator.written("weight"), earned, blank_to_none(score.rate_text) or ""


def _ours(text: str | None) -> Value:
    return [text] if text else ""
