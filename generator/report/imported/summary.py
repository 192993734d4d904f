"""Summary of an import: a line per file for the terminal, a table for Excel, a page with links to all results."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from generator.core.csv_file import csv_file, harmless
from generator.intake.comparison import FieldChange
from generator.intake.drafted import Leftover
from generator.intake.findings import Turn
from generator.pipeline.intake import ImportedFile, ImportedProject
from generator.report.imported.pages import render

HEADS = (
    *("来件", "结果", "表", "项目", "单位", "年度", "数据文件", "处理"),
    *("待我们核对", "请单位改", "警告", "与现有数据不同", "没有读懂", "说明"),
)
MOST_PLACES = 3  # listed of unread texts
MOST_CHANGES = 30  # of one project on the terminal; its page has all


def terminal_lines(file: ImportedFile, shown: str) -> Iterator[str]:
    """Yield the line of a file, then differences and notices."""
    where = "、".join(dict.fromkeys(project.plan.file.file for project in file.projects))
    yield f"{shown}：{file.status}" + (f" → {where}" if where else "")
    for words in (*file.notices, *file.reasons) if file.projects else ():
        yield f"  请注意：{words}"
    for project in file.projects:
        yield from (f"  {line}" for line in _project_lines(project, shown))


def _project_lines(project: ImportedProject, shown: str) -> Iterator[str]:
    plan = project.plan
    name = plan.drafting.text("项目名称") or plan.file.id
    if plan.note:
        yield f"{name}：{plan.note}"
    if plan.outcome in ("没有变化", "与现有数据相同"):
        yield f"{name}：{plan.outcome}"
    if plan.changes:
        by_name = f"；来件还要请单位改，现在就要写入的，加 YES=1 FILES={shlex.quote(shown)}"
        how = "" if plan.note else by_name if project.count("错误") else "，加 YES=1 写入"
        done = "已改动" if plan.outcome == "已改动" else f"没有改动{how}"
        yield f"{name}：与 {plan.file.file} 有 {len(plan.changes)} 处不同，{done}"
        yield from _listed(plan.changes)
    if unused := plan.drafting.recognised.unused:
        yield f"{name}：没有读懂 {len(unused)} 处（{_places(unused)}），见对照页"
    if plan.changes and plan.kept:
        yield f"  现有文件另有、来件没有的 {len(plan.kept)} 项没有动，见对照页"


def _listed(changes: Sequence[FieldChange]) -> Iterator[str]:
    yield from (f"  {change}" for change in changes[:MOST_CHANGES])
    if len(changes) > MOST_CHANGES:
        yield f"  还有 {len(changes) - MOST_CHANGES} 处，见对照页"


def _places(unused: Sequence[Leftover]) -> str:
    named = "、".join(dict.fromkeys(str(leftover.spot) for leftover in unused[:MOST_PLACES]))
    return named + (" 等" if len(unused) > MOST_PLACES else "")


def total_line(files: Sequence[ImportedFile], folder: Path) -> str:
    """Return the last line: how many of what."""
    parts = "，".join(f"{turn} {count}" for turn, count in counted(files).items())
    return f"共 {len(files)} 份：{parts}。对照页、校验结果和汇总在 {folder}"


def counted(files: Sequence[ImportedFile]) -> dict[Turn, int]:
    """Return how many files there are of each turn that any has."""
    counts = Counter(file.turn for file in files)
    return {turn: counts[turn] for turn in get_args(Turn) if counts[turn]}


def _rows(files: Sequence[ImportedFile]) -> Iterator[tuple[str, ...]]:
    for file in files:
        words = "；".join((*file.reasons, *file.notices))
        if not file.projects:
            yield (file.path.as_posix(), "不收", *[""] * 11, words)
        for project in file.projects:
            plan, recognised = project.plan, project.plan.drafting.recognised
            yield (
                file.path.as_posix(),
                file.turn,
                recognised.kind,
                plan.drafting.text("项目名称"),
                plan.drafting.text("项目单位"),
                plan.file.year,
                plan.file.file,
                plan.outcome,
                str(project.count("错误", ours=True)),
                str(project.count("错误")),
                str(project.count("警告")),
                str(len(plan.changes)),
                str(len(recognised.unused)),
                "；".join(filter(None, (plan.note, words))),
            )


def summary_table(files: Sequence[ImportedFile]) -> bytes:
    """Return the table for Excel, with formula-like texts escaped."""
    return csv_file(HEADS, (map(harmless, row) for row in _rows(files)))


def summary_page(files: Sequence[ImportedFile], site: str, templates: Path) -> str:
    """Return the page that leads to all results."""
    return render(templates, "import-summary.html.j2", site=site, files=files, turns=counted(files))
