"""指标、目标的名称不应是模板里的“指标1”“年度绩效目标1”，也不应留着“**”“××”“……”。"""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.checks.mapping._form_rows import form_rows
from generator.checks.mapping._rows import rows_of
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow

NAME = "模板名称"
SEVERITY: Severity = "警告"

NUMBERED = re.compile(
    r"(?:[一二三四]级)?(?:绩效)?指标\s?(?:\d{1,2}|[一二三四五六七八九十]|[nN]|名称)|(?:年度|总体)?(?:绩效)?目标\s?\d{1,2}"
)
# What stands among other words is told by 模板提示语 already: here only what it cannot tell from a mark of the text.
LEFT = re.compile(r"[*＊]{2,}|[XxＸ×╳]{2,}$|…{1,2}$|\.{3,}$")


def check(project: Project) -> Iterator[Violation]:
    """Numbered names are headings where something stands below them (目标1); the marks are left over anywhere."""
    for record, field, name, last in _names(project):
        if text := _wrong(name, last):
            yield record, field, text


@lru_cache(8192)
def _wrong(name: str, last: bool) -> str:
    bare = name.strip()
    if (found := LEFT.search(bare)) and found[0] != bare:  # nothing but the mark: 没有填写 tells it
        return f"名称“{bare}”里的“{found[0]}”像是模板留下的，请对照原件核对"
    if last and NUMBERED.fullmatch(bare):
        return f"名称“{bare}”像是模板留下的，没有换成实际的名称，请对照原件核对"
    return ""


def _names(project: Project) -> Iterator[tuple[Record, FieldName, str, bool]]:
    yield from ((node, "name", node.name, False) for node in all_nodes(project) if node.children)
    for row in form_rows(project):
        if isinstance(row.record, PlainRow):
            last = len(row.record.levels) - 1
            yield from ((row.record, ("levels", n), word, n == last) for n, word in enumerate(row.record.levels))
        else:
            yield row.record, "name", row.name, isinstance(row.owner, Indicator)
    for goal in rows_of(project):
        last = len(goal.levels) - 1
        yield from ((goal, ("levels", n), word, n == last) for n, word in enumerate(goal.levels))
