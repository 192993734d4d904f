"""Year of a series: data of one year for the series page, beyond the project's summary."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks.targets import aim_text, quantity
from generator.core.record import Record, Remark
from generator.model.project import Project
from generator.views.detail import ProjectDetail
from generator.views.receipt import ReceiptLine
from generator.views.summary import IndicatorResult

# Checks between years whose waivers are shown on the series page
ANSWERED = ("权重变动", "存量增量不符", "单位变动", "预算悬殊", "项目名称不一")
STANDARDS = ("评分标准", "评价标准", "评分细则", "指标解释", "指标说明", "计算公式")


class SeriesCell(NamedTuple):
    """An indicator in one year: result, target, actual value, and scoring method.

    `id` is that of the project; `top` the first-level indicator, empty for the first level itself. `unit` is that of
    target and actual value; `method` the 评分方法, `standard` the printed scoring standard.
    """

    year: int
    id: str
    top: str
    result: IndicatorResult
    target: str = ""
    actual: str = ""
    unit: str = ""
    method: str = ""
    standard: str = ""


class VolumeCell(NamedTuple):
    """A row of 业务数据 in one year."""

    year: int
    id: str
    name: str
    unit: str
    stock: Decimal | None
    added: Decimal | None
    gone: Decimal | None


class SeriesYear(NamedTuple):
    """One year of a series; `unit` is the unit as declared, `notes` are remarks on other years."""

    id: str
    year: int
    unit: str
    levels: tuple[SeriesCell, ...]
    indicators: tuple[SeriesCell, ...]
    volumes: tuple[VolumeCell, ...]
    notes: tuple[str, ...]


def series_year(detail: ProjectDetail) -> SeriesYear:
    """Extract the series data of a project."""
    project, lines = detail.project, detail.receipt.lines
    tops = {id(line.score): line for line in lines if len(line.path) == 1}
    volumes = (
        VolumeCell(
            year=detail.year,
            id=detail.id,
            name=row.name,
            unit=row.unit,
            stock=row.stock,
            added=row.added,
            gone=row.gone,
        )
        for row in project.volumes
    )
    return SeriesYear(
        id=detail.id,
        year=detail.year,
        unit=project.body,
        levels=tuple(
            _cell(detail, tops[id(top)])
            if id(top) in tops
            else SeriesCell(detail.year, detail.id, "", IndicatorResult.of(top))
            for top in detail.score.levels
        ),
        indicators=tuple(_cell(detail, line) for line in lines if len(line.path) > 1),
        volumes=tuple(volumes),
        notes=tuple(_answers(project)),
    )


def _cell(detail: ProjectDetail, line: ReceiptLine) -> SeriesCell:
    """Return the cell of a scored indicator; its unit is that of the actual value, else of the target."""
    indicator, rule = line.score.indicator, line.score.indicator.rule
    top = line.path[0].indicator.name if len(line.path) > 1 else ""
    target, actual = line.printed_target, line.printed_actual
    own = indicator.unit or getattr(rule, "unit", "")
    target_quantity = quantity(aim_text(target, indicator.sign, ""), unit=own)
    actual_quantity = quantity(actual, unit=own)
    unit = actual_quantity.unit if actual_quantity else target_quantity.unit if target_quantity else ""
    return SeriesCell(
        year=detail.year,
        id=detail.id,
        top=top,
        result=IndicatorResult.of(line.score),
        target=_with(target, indicator.sign, indicator.unit),
        actual=_with(actual, "", indicator.unit),
        unit=unit,
        method=rule.method if rule else "",
        standard="\n".join(column.text for column in indicator.columns if column.name in STANDARDS),
    )


def _with(text: str, sign: str, unit: str) -> str:
    """Join a value with its sign and unit from separate columns."""
    shown = aim_text(text, sign if text[:1].isdigit() else "", "")
    return f"{shown}{unit}" if unit and text[-1:].isdigit() else shown


def _answers(project: Project) -> Iterator[str]:
    """Yield the declared reasons for differences from the previous year."""
    own: tuple[Record | None, ...] = (project, project.budget, project.printed, *project.volumes)
    remarks = (getattr(record, "remark", None) for record in own)
    waivers = (waiver for remark in remarks if isinstance(remark, Remark) for waiver in remark.waivers)
    return (waiver.reason for waiver in waivers if waiver.check in ANSWERED)
