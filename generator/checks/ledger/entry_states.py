"""状态一步接一步：销号、不采纳以后只能重开，重开只能在销号、不采纳以后，待反馈只在开头；不采纳、重开要写理由。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.ledger import SETTLED, StateEntry
from generator.model.project import Project

NAME = "状态不接"
SEVERITY: Severity = "错误"
EXPLAINED = ("不采纳", "重开")


def check(project: Project) -> Iterator[Violation]:
    """Hold each entry against the one it follows."""
    for item in items(project):
        last: StateEntry | None = None
        for entry in item.entries:
            if wrong := _wrong(entry, last):
                yield entry, "state", wrong, ((last, "state"),) if last else ()
            if entry.state in EXPLAINED and not entry.text:
                yield entry, "text", f"“{entry.state}”没有写理由，请补写“情况”"
            last = entry


def _wrong(entry: StateEntry, last: StateEntry | None) -> str:
    if entry.state == "重开":
        settled = last is not None and last.state in SETTLED
        return "" if settled else "还没有销号，谈不上重开，请改为“整改中”，或补上前面的“已销号”"
    if last and last.state in SETTLED:
        return f"“{last.state}”以后又写“{entry.state}”，要接着整改的，请在中间补一条“重开”并写理由"
    if entry.state == "待反馈" and last and last.state != "待反馈":
        return f"“{last.state}”以后又写“待反馈”，单位已经反馈过，请改为“整改中”"
    return ""
