"""The law of our own forms: what a person writes, changes or clears in a cell is done to the data file, and only that.

The cells are those that the layout of each form has; what each change must do is worked out on the content of the data
file (`declared`), knowing nothing of how forms are written and read.
"""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.core.diagnostic import Diagnostic
from generator.forms.cells import at
from generator.forms.layout import FormCell
from generator.forms.layout import Path as Way
from generator.forms.layouts import FormLayout, layouts
from generator.forms.layouts.reexamination import with_own_points
from generator.intake.comparison import compare
from generator.intake.drafted import Recognised
from generator.intake.edits import changed
from generator.load import ProjectFile, read_project
from generator.load.source import parse
from generator.model.field_table import field_at
from generator.model.project import Project
from generator.scoring import own_score, score_project
from generator.views.declared import declared
from generator.views.review import own_total
from tests.support.data_files import data_files
from tests.support.own_forms import filled, read, written

WRITTEN_AS = [(layout, ending) for layout in layouts().values() for ending in ("xlsx", "docx")
              if not (layout.NEEDS_OWN_SCORE and ending == "docx")]  # fmt: skip
TYPED = {
    "数": "7.25", "整数": "8", "百分数": "43.21%", "比率": "43.21%", "数或百分数": "43.21%", "日期": "2019-03-04",
    "网址": "https://example.gov.cn/9", "是否": "否", "金额": "12.34",
}  # fmt: skip
KEPT = ("方法", "年度")  # another 评分方法 asks for other fields; another 年度 is another project
MANY = "*"
NUMBERED = re.compile(r"(\d+)、")
each_form = pytest.mark.parametrize(
    ("layout", "ending"), WRITTEN_AS, ids=lambda value: value if isinstance(value, str) else value.NAME
)


@dataclass
class Clerk:
    """Somebody who fills in cells of a form; `expected` is the content that the data file must have afterwards."""

    content: Any
    cells: Mapping[Way, FormCell]
    chosen: Callable[[int], bool]
    clears: bool = False
    in_word: bool = False
    seen: int = 0
    expected: Any = field(init=False)

    def __post_init__(self) -> None:
        self.expected = copy.deepcopy(self.content)

    def __call__(self, ways: tuple[Way, ...], old: str) -> str:
        """The new text of a cell."""
        way = ways[0]
        self.seen += 1
        if not self.chosen(self.seen) or way[-1] in KEPT or (self.clears and (not old or way == ("项目名称",))):
            return old
        if MANY in way[:-1]:
            return old if self.clears else self._rewrite_items(way, old)
        home = way[:-1] if way[-1] == MANY else way
        form_field = field_at(home, "评定")
        is_list = bool(form_field and form_field.many and isinstance(home[-1], str))
        if is_list and self.in_word and "\n" in old:  # each line in a control of its own
            return old
        value: Any = None if self.clears else ["甲一。", "乙二。"] if is_list else self._typed(way, old)
        bare = value
        if form_field and form_field.kind == "金额" and value:
            value = f"{value}万元"
            bare = bare if self.cells[way].unit else value
        cell = self.cells[way]
        for path in (home, *cell.also):
            put(self.expected, path, value)
        for path, text in cell.given:
            put(self.expected, path, None if self.clears else text)
        return "\n".join(bare) if is_list and bare else bare or ""

    def _typed(self, way: Way, old: str) -> str:
        fields = [form_field for path in (way, *self.cells[way].also) if (form_field := field_at(path, "评定"))]
        if words := fields[0].words:
            return next(word for word in words if word != old)
        typed = (TYPED[form_field.kind] for form_field in fields if form_field.kind in TYPED)
        return next(typed, f"改写第 {self.seen} 处")

    def _rewrite_items(self, way: Way, old: str) -> str:
        """A cell that holds one field of all items of a list, each on a line with its number."""
        lines = []
        for place, line in enumerate(old.split("\n")):
            match = NUMBERED.match(line)
            number = place if self.in_word or not match else int(match[1]) - 1
            if line.removeprefix(match[0] if match else ""):
                text = f"改写的第 {number} 条。"
                home = tuple(number if step == MANY else step for step in way)
                put(self.expected, home, text)
                if way[-2:] == ("整改", "情况") and not at(self.expected, (*home[:-1], "状态")):
                    put(self.expected, (*home[:-1], "状态"), "未载明")
                lines.append(text if self.in_word or not match else match[0] + text)
            else:
                lines.append(line)
        return "\n".join(lines)


def put(content: Any, way: Way, value: Any) -> None:
    """Write a value at its way in a content, or take it away."""
    for step, following in pairwise(way):
        below: Any = {} if isinstance(following, str) else []
        if isinstance(step, int):
            content += [{}] * (step + 1 - len(content))
            content[step] = content[step] or below
        else:
            content.setdefault(step, below)
        content = content[step]
    last = way[-1]
    if isinstance(last, int):
        content += [None] * (last + 1 - len(content))
        content[last] = value
    elif value is None:
        content.pop(last, None)
    else:
        content[last] = value


def plain(content: Any) -> Any:
    """A content as texts, without what says nothing; a cell that showed 3 places shows 12.340, which is 12.34 here."""
    if isinstance(content, Mapping):
        return {key: below for key, value in content.items() if (below := plain(value))}
    if isinstance(content, list | tuple):
        return [below for value in content if (below := plain(value))]
    text = {True: "是", False: "否"}[content] if isinstance(content, bool) else str(content or "")
    return re.sub(r"(\.\d*?)0+万元$", r"\1万元", text).replace(".万元", "万元")


def content_of(raw: bytes, project: Project) -> Any:
    """The content of a data file."""
    reread = read_project(ProjectFile(f"{project.id}.yml", project.folder, project.slug), raw)
    assert reread.project, "\n".join(map(str, reread.diagnostics))
    return declared(reread.project)


def after(raw: bytes, reading: Recognised) -> bytes:
    """The data file when all that a form says is done."""
    opened = parse(raw.decode(), "shili.yml")
    assert not isinstance(opened, Diagnostic)
    done = changed(raw, opened, compare(opened.root, reading.values, Project, ours=True).changes)
    assert done is not None
    return done


def sent_out(layout: FormLayout, ending: str, project: Project) -> bytes:
    """The form of a project as it goes to its unit."""
    return written(layout, form_content(layout, project), ending, project.id)


def sent_back(ending: str, data: bytes, raw: bytes, clerk: Clerk, folder: Path) -> Iterator[tuple[bytes, Recognised]]:
    """The data file after the form came back, and what was recognised; nothing of a form that is as good as blank."""
    if reading := read(folder, filled(data, ending, clerk), ending):
        yield after(raw, reading), reading


def form_content(layout: FormLayout, project: Project) -> Any:
    """What a form of a project is made from; on one for a reexamination stand the points that the unit gave itself."""
    content: Any = declared(project)
    own = own_score(project, score_project(project, None), None) if layout.NEEDS_OWN_SCORE else None
    return with_own_points(content, own_total(project, own, None).score, own.levels) if own else content


def some(layout: FormLayout) -> Iterator[tuple[bytes, Project]]:
    """Data files that the form is for, some of each family: those of one are alike."""
    every = [file for file in data_files() if file[1].self_evaluated or not layout.NEEDS_OWN_SCORE]
    for sheet, step in ((True, 7), (False, 12)):
        yield from [file for file in every if bool(file[1].sheet) == sheet][::step]


def clerk_for(layout: FormLayout, ending: str, project: Project, chosen: Callable[[int], bool], **more: bool) -> Clerk:
    content = plain(declared(project))
    tables = layout.layout(form_content(layout, project)).tables
    cells = {cell.path: cell for table in tables for cell in table.cells if cell.path}
    cells |= {(*way, MANY): cell for way, cell in cells.items()}
    return Clerk(content, cells, chosen, in_word=ending == "docx", **more)


UNTOUCHED = "no cell"
FILLINGS: Mapping[str, tuple[Callable[[int], bool], bool]] = {
    UNTOUCHED: (lambda place: False, False),
    "every cell written anew": (lambda place: True, False),
    "every other cell written anew": (lambda place: bool(place % 2), False),
    "every third cell emptied": (lambda place: place % 3 == 1, True),
}


@each_form
def test_what_is_done_to_the_cells_is_done_to_the_data_file_and_nothing_else(
    layout: FormLayout, ending: str, tmp_path: Path
) -> None:
    for raw, project in some(layout):
        data = sent_out(layout, ending, project)
        for filling, (chosen, clears) in FILLINGS.items():
            clerk = clerk_for(layout, ending, project, chosen, clears=clears)
            for done, reading in sent_back(ending, data, raw, clerk, tmp_path):
                result = (plain(content_of(done, project)), reading.unused)
                assert result == (plain(clerk.expected), ()), (project.id, filling)
                assert (reading.kind, reading.project, reading.year) == (layout.NAME, project.id, project.folder)
                assert done == raw or filling != UNTOUCHED, "what comes back as it went changes not a byte"
