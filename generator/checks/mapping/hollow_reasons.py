"""扣了分的指标，偏差原因要说出缘由，不能只填“无”“/”“0”或一个数；预算执行率扣分不到一成的不问。"""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.checks.mapping._form_rows import NamedRow, columns_named, form_rows
from generator.checks.mapping._reasons import COLUMN, explained, is_hollow
from generator.checks.mapping._scored_lines import lines
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "原因无内容"
SEVERITY: Severity = "警告"


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look at the reason cells of each line that lost points, unless another of its cells tells why."""
    execution = project.execution
    losing = {
        id(line.record): line
        for line in lines(score, project)
        if line.lost and not (line.record is execution and _is_slight(line.points, line.weight))
    }
    rows = [row for row in form_rows(project) if id(row.owner) in losing]
    told = {id(row.owner) for row in rows if explained(row.record)}
    for row in rows:
        if id(row.owner) not in told:
            line = losing[id(row.owner)]
            for record, field, reason in _cells(row):
                yield record, field, _text(line.points, line.weight, reason), line.values
    for fund in project.sheet.funds if project.sheet else ():
        points, weight = fund.points, fund.weight
        if points is None or weight is None or points >= weight or _is_slight(points, weight):
            continue
        if fund.reason and is_hollow(fund.reason):
            yield fund, "reason", _text(points, weight, fund.reason), ((fund, "points"),)


def _cells(row: NamedRow) -> Iterator[tuple[Record, FieldName, str]]:
    if row.record.reason and is_hollow(row.record.reason):
        yield row.record, "reason", row.record.reason
    for entry in columns_named(row.record, COLUMN):
        if is_hollow(entry.text):
            yield entry, "text", entry.text


def _is_slight(points: Decimal, weight: Decimal) -> bool:
    """Of money nearly all spent nobody asks why; the printed rate tells the loss."""
    return points * 10 > weight * 9


def _text(points: Decimal, weight: Decimal, reason: str) -> str:
    return f"得 {points} 分（满分 {weight}），原因只填“{reason}”，看不出为什么扣分，请对照原件核对，原件有的请写全"
