"""信息表: 绩效评价结果信息表, the one page that is published of an evaluation: eight rows, two columns.

Of a project that has such a form the rows hold what that form prints (所载), else what its report gives.
"""

from collections.abc import Iterator, Sequence

from generator.forms.cells import at, text_at, value_cell
from generator.forms.layout import Content, Form, FormCell, FormTable, Path

NAME = "信息表"
UNIT_IN_HEAD = False
TITLE = "绩效评价结果信息表"
LABEL_WIDTH, TEXT_WIDTH = 32, 124
LISTS: tuple[tuple[str, Path], ...] = (
    ("主要绩效", ("主要绩效", "*", "内容")),
    ("存在问题", ("问题整改", "*", "问题")),
    ("整改建议", ("问题整改", "*", "建议")),
    ("整改情况", ("问题整改", "*", "整改", "情况")),
)


def layout(content: Content) -> Form:
    """Return the form; the line above it names the unit and the year, which the eight rows do not."""
    return Form(
        NAME,
        TITLE,
        (heading(content), FormTable((LABEL_WIDTH, TEXT_WIDTH), tuple(_cells(content)))),
        signatures=("单位负责人（签字）：", "填报单位（盖章）：", "填报日期：　　年　　月　　日"),
    )


def heading(content: Content, width: int = LABEL_WIDTH + TEXT_WIDTH) -> FormTable:
    """Return the line above a form: the unit it is of, and the year."""
    cells = (
        FormCell(0, 0, "项目单位："),
        value_cell(content, ("项目单位",), 0, 1),
        FormCell(0, 2, "年度："),
        value_cell(content, ("年度",), 0, 3),
    )
    return FormTable((24, width - 70, 16, 30), cells, ruled=False)


def _cells(content: Content) -> Iterator[FormCell]:
    printed = _printed(content)
    single: tuple[tuple[str, Path, Path, str], ...] = (
        ("项目名称", (*printed, "项目名称"), ("项目名称",), ""),
        ("预算金额", (*printed, "预算金额"), ("预算", "金额"), ""),
        ("评价分值", (*printed, "评价分值"), ("公布", "评价分值"), "分"),
        ("评价结论", (*printed, "评价结论"), ("公布", "评价结论"), ""),
    )
    for row, (label, own, usual, suffix) in enumerate(single):
        path = own if printed and at(content, own) is not None else usual
        yield FormCell(row, 0, label)
        cell, text = value_cell(content, path, row, 1), text_at(content, path)
        suffix_left = "" if suffix and text.endswith(suffix) else suffix
        yield cell._replace(text=text, unit="", suffix=suffix_left, role="value")
    for row, (label, path) in enumerate(LISTS, len(single)):
        items = at(content, path[:1]) or ()
        yield FormCell(row, 0, label)
        cell = value_cell({}, path[:1], row, 1)  # its text is not the whole list but a part of each item
        yield cell._replace(text=_lines(items, path[2:]), path=path, lines=True, numbered=True)


def _printed(content: Content) -> Path:
    """Return the path of what the form itself prints: 所载 of the first source that is such a form."""
    sources = at(content, ("来源",)) or ()
    indexes = (index for index, source in enumerate(sources) if source.get("类别") == NAME and source.get("所载"))
    return next((("来源", number, "所载") for number in indexes), ())


def _lines(items: Sequence[Content], below: Path) -> str:
    """Join one field of all items, one below the other; "" where no item has it."""
    texts = [text_at(item, below) for item in items]
    return "\n".join(texts) if any(texts) else ""
