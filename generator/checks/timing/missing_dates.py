"""同一张表的各行大多写了时间，个别行没有，多半是漏填：访谈、问卷，以及已完成的整改。"""

from collections.abc import Iterator, Sequence

from generator.checks import Violation
from generator.core.date import PartialDate
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.project import Project

NAME = "日期缺漏"
SEVERITY: Severity = "提示"
NOTABLE = False
DatedRow = tuple[Record, PartialDate | None]


def check(project: Project) -> Iterator[Violation]:
    """Count the rows with a date in each table; one dated row alone makes no custom."""
    for table, field, rows in _tables(project):
        dated = sum(1 for _, day in rows if day)
        if dated < 2 or 2 * dated <= len(rows):
            continue
        for number, (record, day) in enumerate(rows, 1):
            if not day:
                text = f"{table}共 {len(rows)} 行，{dated} 行写了时间，第 {number} 行没有，请对照原件核对"
                yield record, field, text


def _tables(project: Project) -> Iterator[tuple[str, str, Sequence[DatedRow]]]:
    """Sources are left out: a sheet on a website bears no date where its report does."""
    collection = project.evaluation.collection
    if collection:
        yield "访谈", "when", [(row, row.when) for row in collection.interviews]
        yield "问卷", "when", [(row, row.when) for row in collection.surveys]
    answers = [finding.rectification for finding in project.findings if finding.rectification]
    yield "已完成的整改", "date", [(answer, answer.date) for answer in answers if answer.state == "已完成"]
