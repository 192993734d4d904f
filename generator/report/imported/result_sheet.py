"""校验结果: what is said of a file to its sender, as rows: by cell what stands there, what is wrong, what to do."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.core.diagnostic import UNVERIFIED
from generator.intake.findings import CellFinding
from generator.intake.paper import Spot
from generator.intake.returned_workbook import ResultRow, with_result
from generator.pipeline.intake import ImportedFile, ImportedProject

RESULT = "（校验结果）"
WIDTHS = (6, 16, 20, 28, 8, 66)
HEADS = ("序号", "位置", "来件里写着", "哪一项", "轻重", "有什么不对，怎样改")
DOUBT = re.compile(rf"(?:“(.*)”)?{UNVERIFIED}：(.*?)；请对照来件.*", re.S)
# What only those do who keep the data files.
OFFICE_ONLY = re.compile(r"[，；](?:原文(?:如此|印有)的|没有写错的)[^；]*|，请补上一行“[^”]*”")
ADDRESS = re.compile(r"[A-Z]+[0-9]+")


def result_rows(file: ImportedFile, in_workbook: bool) -> Iterator[ResultRow]:
    """Yield the messages to the sender, in the workbook itself or on a page of its own."""
    yield ResultRow((f"校验结果：{file.status}",), head=True)
    if in_workbook:
        yield ResultRow((f"来件：{file.path.name}。除这一张以外，来件没有改动；点“位置”可以到那一格。",))
    else:
        yield ResultRow((f"来件：{file.path.name}，没有改动。",))
    if file.mistakes or file.unverified or file.reasons:
        take_away = "这一张去掉、留着都可以。" if in_workbook else ""
        yield ResultRow((f"请在来件里改好，再交来一次。{take_away}",))
    for words in (*file.told, *file.reasons):
        yield ResultRow((f"请注意：{words}",))
    for project in file.projects:
        yield from _project_rows(project)


def _project_rows(project: ImportedProject) -> Iterator[ResultRow]:
    recognised = project.plan.drafting.recognised
    yield ResultRow(())
    name = project.plan.drafting.text("项目名称") or "（没有项目名称）"
    yield ResultRow((f"{recognised.kind}：{name}（{project.plan.file.year}年度）",), head=True)
    if project.findings:
        yield ResultRow(HEADS, head=True)
        for number, finding in enumerate(project.findings, 1):
            yield _finding_row(number, finding)
    else:
        yield ResultRow(("没有要改的。",))
    if recognised.unused:
        yield ResultRow(("没有读懂的", "位置", "来件里写着", "", "", "说明"), head=True)
        for number, rest in enumerate(recognised.unused, 1):
            yield ResultRow((str(number), str(rest.spot), rest.text, "", "", rest.why), link=_link(rest.spot))
    if recognised.left_out:
        yield ResultRow((f"人名、电话 {recognised.left_out} 处没有读入，不会公开。",))
    if project.receipt:
        yield ResultRow(("得分核算",), head=True)
        yield from (ResultRow((line,)) for line in project.receipt if line)


def _finding_row(number: int, finding: CellFinding) -> ResultRow:
    diagnostic = finding.diagnostic
    spot = str(finding.spot) if finding.spot else "整份"
    level, words = level_and_words(finding)
    cells = (str(number), spot, finding.shown, diagnostic.place.field, level, OFFICE_ONLY.sub("", words))
    return ResultRow(cells, link=_link(finding.spot) if finding.spot else "")


def level_and_words(finding: CellFinding) -> tuple[str, str]:
    """Return severity and message for those who have the paper and not the data file."""
    diagnostic = finding.diagnostic
    if diagnostic.check == UNVERIFIED and (doubt := DOUBT.fullmatch(diagnostic.text)):
        read = f"读作“{doubt[1]}”，" if doubt[1] else ""
        return UNVERIFIED, f"{read}{doubt[2]}。请确认，或在来件里写明"
    return diagnostic.severity, f"{diagnostic.text}（{diagnostic.check}）"


def _link(spot: Spot) -> str:
    """Return the address of a place in the workbook; empty for what is no cell."""
    if not ADDRESS.fullmatch(spot.cell):
        return ""
    part = spot.part.replace("'", "''")
    return f"'{part}'!{spot.cell}"


def result_workbook(path: Path, rows: Sequence[ResultRow]) -> bytes | None:
    """Return the sender's workbook with these rows in front; None where it is no workbook that can take them."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return with_result(data, rows, WIDTHS) if data.startswith(b"PK\x03\x04") else None
