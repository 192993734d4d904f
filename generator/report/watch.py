"""关注名单 for staff: as text, table and page; outside the site, never published."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from generator.core.csv_file import csv_file, harmless
from generator.core.files import write_atomic
from generator.core.templating import environment
from generator.views.watch import WatchedProject

FOLDER = "review"  # under build/, outside the site
PAGE, TABLE = "关注名单.html", "关注名单.csv"
HEADS = ("项目标识", "项目名称", "项目单位", "理由", "说明", "文件", "行", "网页")
INTERNAL = "供内部工作用，不公开；列入名单只表示值得再看一遍，不是结论。"


def lines(projects: Sequence[WatchedProject]) -> Iterator[str]:
    """Yield a line per project and per reason."""
    for project in projects:
        yield f"{project.detail.id} {project.detail.title}（{project.detail.unit.name}）：{'、'.join(project.kinds)}"
        for reason in project.reasons:
            yield f"  {reason.place.file}:{reason.place.line}：{reason.kind}：{reason.text}"


def write_list(out: Path, projects: Sequence[WatchedProject], site: str, templates: Path) -> tuple[Path, Path]:
    """Write the page and the table; return their paths."""
    page, table = out / FOLDER / PAGE, out / FOLDER / TABLE
    style = Markup((templates / "import.css").read_text("utf-8"))
    shows = {"style": style, "site": site, "projects": projects, "internal": INTERNAL}
    text = environment(templates).get_template("watch.html.j2").render(shows)
    write_atomic(page, text.encode())
    write_atomic(table, csv_file(HEADS, _rows(projects)))
    return page, table


def _rows(projects: Sequence[WatchedProject]) -> Iterator[Sequence[str]]:
    for project in projects:
        detail = project.detail
        for reason in project.reasons:
            row = (detail.id, detail.name, detail.unit.name, reason.kind, reason.text, reason.place.file)
            yield [*map(harmless, row), f"{reason.place.line or ''}", reason.page]
