"""一段话应写完：别的各行都有句末标点的，不应有一行没有；不应停在“，”“、”上。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._text_index import text_index
from generator.checks._texts import lists
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "句子不全"
SEVERITY: Severity = "提示"
ENDS = re.compile("[。；！？：…][”’）》〕]?|[；：;:!?.]")
HANGING = "，、"
STOPPED = tuple(re.compile(rf"{sign}\s*(?:\0|\Z)") for sign in (*HANGING, "\0"))
HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
MIN_LINES = 3
MAX_HEADING_CHARS = 12  # a line no longer than this may be a heading or an entry of a list


def check(project: Project) -> Iterator[Violation]:
    """Texts that stop in the middle, then lines that end unlike all the others of their list."""
    for record, field, text, is_remark in text_index(project).matching(*STOPPED):
        if not is_remark and len(text) > 1 and text.rstrip()[-1:] in HANGING:
            yield record, field, f"“…{text.rstrip()[-12:]}”没有写完，请对照原件核对；抄漏的，请补上后面的内容"
    yield from _unlike(project)


def _unlike(project: Project) -> Iterator[Violation]:
    for record, name, value in lists(project):
        if len(value) < MIN_LINES:
            continue
        lines = [(n, line.rstrip()) for n, line in enumerate(value)]
        odd = [(n, line) for n, line in lines if not ENDS.search(line[-2:])]
        if len(odd) != 1:
            continue
        number, line = odd[0]
        if len(line) > MAX_HEADING_CHARS and line[-1] not in HANGING and not HEADING.match(line):
            text = f"“…{line[-12:]}”没有句末标点，同一栏的其他各行都有，请核对是不是没有写完"
            yield record, (name, number), text
