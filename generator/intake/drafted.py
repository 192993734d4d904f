"""Drafted values: what was recognised in a paper, each value with its place and doubts, and the data file they make.

A tree under the keys of the data file. What took a guess bears `# 待核对：…` behind it, which `check` reports and which
keeps the site from being built until a person has taken it away. The head of the file names the paper and the checksum
of its bytes, by which the same paper is known again.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import PurePath
from typing import Literal, NamedTuple, TypeAlias

from generator.core.diagnostic import UNFILLED, UNVERIFIED, one_line
from generator.core.record import keys_of
from generator.draft.form import quoted
from generator.intake.paper import Spot
from generator.load.source import UNPRINTABLE
from generator.model.project import Project

PaperKind = Literal["自评表", "信息表", "评价报告", "指标评分表", "整改情况表", "复核底稿"]
CHECKSUM_CHARS = 16
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OWN_KINDS: tuple[PaperKind, ...] = ("自评表", "信息表", "整改情况表")  # 类别 of a source; all else is a report
REQUIRED = ("项目名称", "项目单位")
INSTEAD = {"项目单位": "主管部门"}  # of a form that names no 实施单位
# What a form for a new project takes over of the content it was begun with, though it has no cell for it.
OF_THE_PROJECT = ("年度", "项目名称", "简称", "系列", "项目单位", "主管部门", "评价对象", "总分规则", "来源")
OF_THE_EVALUATION = ("评级办法", "方式")
ROWS = ("指标体系", "自评表")  # blocks whose rows the form prints
HEAD = f"""\
# {{name}}
# 由 make import 起草，读自{{kind}}。每个值取自来件哪一处，见 build/import 里的对照页。
# 读的时候有过猜测的，行尾写着{UNVERIFIED}的事项：对照来件看过，无误后删去行尾那几个字；全都核对过，网站才会生成。
# 来件空着的照空：没有的项目不补，也不写 0。“{UNFILLED}”的地方是来件没有、数据文件又必须有的。
# 来件 {{file}}，校验码 {{checksum}}，第 {{number}} 项
"""
ORIGIN = re.compile(r"^# 来件 .*，校验码 ([0-9a-f]{16})，第 (\d+) 项\r?$", re.M)
HEAD_BYTES = 4096


@dataclass(frozen=True)
class Entry:
    """One value as it is written in the data file, where it was read, and what was guessed in reading it."""

    text: str
    spot: Spot | None = None
    doubts: tuple[str, ...] = ()

    def doubted(self, *doubts: str) -> "Entry":
        """Return the value with further doubts."""
        return replace(self, doubts=(*self.doubts, *doubts))


class Usual(Entry):
    """A value that goes without saying: it is written where the data file has none, and changes none."""


@dataclass(frozen=True)
class Blank:
    """A cell of a form of ours with nothing in it, or an item of a list whose row is gone: what was there goes."""


Node: TypeAlias = "Entry | Blank | Mapping[str, Node] | Sequence[Node]"


class AddedItem(dict[str, Node]):
    """An item of a list that whoever filled in a form of ours put between its rows."""


Step = str | int  # a key, or the place in a list from 0


@dataclass(frozen=True)
class DraftLine:
    """A line of the data file, the way down to what it holds, and the value, None where it only opens what follows."""

    text: str
    path: tuple[Step, ...] = ()
    entry: Entry | None = None


def draft_lines(node: Mapping[str, Node]) -> Iterator[DraftLine]:
    """Yield the lines of a whole tree; what is empty is left out."""
    yield from _mapping(node, 0, ())


def entries(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Entry]]:
    """Yield every value with the way down to it, in order."""
    if isinstance(node, Entry):
        yield path, node
    elif isinstance(node, Mapping):
        for key, below in node.items():
            yield from entries(below, (*path, key))
    elif not isinstance(node, Blank):
        for number, below in enumerate(node):
            yield from entries(below, (*path, number))


def with_entries(values: Mapping[str, Node], change: Callable[[tuple[Step, ...], Entry], Entry]) -> dict[str, Node]:
    """Return a tree in which every value is replaced by `change(path, entry)`."""

    def changed(node: Node, path: tuple[Step, ...]) -> Node:
        if isinstance(node, Entry):
            return change(path, node)
        if isinstance(node, Blank):
            return node
        if isinstance(node, Mapping):
            kind = AddedItem if isinstance(node, AddedItem) else dict
            return kind((key, changed(below, (*path, key))) for key, below in node.items())
        return [changed(below, (*path, number)) for number, below in enumerate(node)]

    return {key: changed(node, (key,)) for key, node in values.items()}


def filled(values: Mapping[str, "Node | None"]) -> dict[str, Node]:
    """Return a mapping without its empty values."""
    return {key: node for key, node in values.items() if node}


def says(node: Node) -> bool:
    """Return whether there is any value in a tree."""
    if isinstance(node, Entry | Blank):
        return isinstance(node, Entry)
    return any(says(below) for below in (node.values() if isinstance(node, Mapping) else node))


def said(node: Node) -> Node:
    """Return a tree without blanks and what has nothing else in it."""
    if isinstance(node, Mapping):
        return {key: said(below) for key, below in node.items() if says(below)}
    return node if isinstance(node, Entry | Blank) else [said(below) for below in node if says(below)]


def laid_over(base: object, node: "Node | None") -> Node:
    """Return the values of a form over the content that it was begun with; that content may have open values ("").

    A row that nobody gave a name is left out, and so is a group of rows without any.
    """
    if isinstance(base, Mapping) and (node is None or isinstance(node, Mapping)):
        keys = dict.fromkeys((*map(str, base), *(node or ())))
        return {key: laid_over(base.get(key), (node or {}).get(key)) for key in keys}
    if isinstance(base, list | tuple) and not isinstance(node, Entry | Blank | Mapping):
        rest = zip_longest(base, [item for item in node or () if not isinstance(item, AddedItem)])
        items = [item if isinstance(item, AddedItem) else _row_over(*next(rest)) for item in node or ()]
        return [*items, *(_row_over(below, item) for below, item in rest)]
    return as_node(base) if node is None else node


def _workable(node: Node, has_rate: bool) -> Node:
    """Return indicators with rules that can be worked out; of one that lacks figures only the printed points stay.

    `has_rate`: the form prints how much of the budget was spent.
    """
    if isinstance(node, Entry | Blank):
        return node
    if not isinstance(node, Mapping):
        return [_workable(item, has_rate) for item in node]
    row: dict[str, Node] = {key: _workable(below, has_rate) for key, below in node.items()}
    rule, printed = row.get("评分"), row.get("公布")
    if not isinstance(rule, Mapping):
        return row
    method = rule.get("方法")
    lacks_money = isinstance(method, Entry) and method.text == "执行率" and not has_rate
    if not lacks_money and not any(isinstance(value, Blank) for value in rule.values()):
        return row
    given = [block.get("得分") for block in (rule, printed) if isinstance(block, Mapping)]
    points = next((value for value in given if isinstance(value, Entry)), None)
    rest = {key: value for key, value in row.items() if key not in ("评分", "公布")}
    return {**rest, "评分": {"方法": Entry("评定"), "得分": points}} if points else rest


def _printed_of(base: Mapping[str, object], form: Mapping[str, Node]) -> Mapping[str, object]:
    """Return what a form of ours takes over of the content that it was begun with: its rows, and what it belongs to.

    What it has no cells for is not the paper's: last year's interviews, goals, sources of money, codes of indicators.
    """
    taken = {key: base[key] for key in (*OF_THE_PROJECT, *(key for key in ROWS if key in form)) if key in base}
    evaluation = base.get("评价")
    if isinstance(evaluation, Mapping):
        taken["评价"] = {key: evaluation[key] for key in OF_THE_EVALUATION if evaluation.get(key)}
    has_codes = any(path[0] == "指标体系" and path[-1] == "编号" for path, _ in entries(form))
    absent = ("对应目标",) if has_codes else ("对应目标", "编号")
    return {key: _without(absent, below) for key, below in taken.items()}


def _without(absent: Container[str], content: object) -> object:
    """Return content without some keys, at any depth."""
    if isinstance(content, Mapping):
        return {key: _without(absent, below) for key, below in content.items() if key not in absent}
    return [_without(absent, item) for item in content] if isinstance(content, list | tuple) else content


def _row_over(base: object, row: "Node | None") -> Node:
    laid = laid_over(base, row)
    is_open = row is None and isinstance(base, Mapping) and base.get("名称") == ""
    lists = [below for below in laid.values() if isinstance(below, list)] if isinstance(laid, Mapping) else []
    return Blank() if is_open or not all(map(says, lists)) else laid


def as_node(content: object) -> Node:
    """Return content (`views.declared`, a draft) as a tree of values; an open one is a blank."""
    if isinstance(content, Mapping):
        return {str(key): as_node(below) for key, below in content.items()}
    if isinstance(content, list | tuple):
        return [as_node(below) for below in content]
    text = {True: "是", False: "否"}[content] if isinstance(content, bool) else str(content or "")
    return Entry(text) if text else Blank()


def _mapping(node: Mapping[str, Node], indent: int, path: tuple[Step, ...]) -> Iterator[DraftLine]:
    pad = " " * indent
    for key, below in node.items():
        child_path = (*path, key)
        if isinstance(below, Entry):
            yield from _text(f"{pad}{key}:", below, indent + 2, child_path)
        elif isinstance(below, Mapping) and below:
            yield DraftLine(f"{pad}{key}:", child_path)
            yield from _mapping(below, indent + 2, child_path)
        elif below and not isinstance(below, Mapping | Blank):
            yield DraftLine(f"{pad}{key}:", child_path)
            yield from _items(below, indent, child_path)


def _items(items: Sequence[Node], indent: int, path: tuple[Step, ...]) -> Iterator[DraftLine]:
    pad = " " * indent
    for number, item in enumerate(items):
        item_path = (*path, number)
        if isinstance(item, Entry):
            yield from _text(f"{pad}-", item, indent + 2, item_path)
        elif isinstance(item, Mapping):
            for place, line in enumerate(_mapping(item, indent + 2, item_path)):
                text = line.text if place else f"{pad}- {line.text[indent + 2 :]}"
                yield DraftLine(text, line.path, line.entry)
        elif not isinstance(item, Blank):
            inner = ", ".join(
                quoted(writable(entry.text).replace("\n", ""), flow=True) for entry in item if isinstance(entry, Entry)
            )
            first = next((entry for entry in item if isinstance(entry, Entry)), None)
            doubts = tuple(doubt for entry in item if isinstance(entry, Entry) for doubt in entry.doubts)
            whole = Entry("", first.spot if first else None, doubts)
            yield DraftLine(f"{pad}- [{inner}]{_note(whole)}", item_path, whole)


def _text(opening: str, entry: Entry, indent: int, path: tuple[Step, ...]) -> Iterator[DraftLine]:
    """Yield a value behind its key or dash; one of several lines as a block."""
    text = writable(entry.text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        yield DraftLine(f"{opening} {quoted(text.strip())}{_note(entry)}", path, entry)
        return
    yield DraftLine(f"{opening} |-{_note(entry)}", path, entry)
    yield from (DraftLine(f"{' ' * indent}{line}", path, entry) for line in lines)


def writable(text: str) -> str:
    """Return a text without what no data file may hold: control characters, and marks that nobody sees."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _note(entry: Entry) -> str:
    """Return the doubts behind a value."""
    return f"  # {UNVERIFIED}：{one_line(writable('；'.join(entry.doubts)))}" if entry.doubts else ""


@dataclass(frozen=True)
class Leftover:
    """Something of a paper that no value was made of: its words, where they stand, and why, if that is known."""

    text: str
    spot: Spot
    why: str = ""


@dataclass(frozen=True)
class Recognised:
    """One project of a paper: the kind of form, its values as a tree under the keys of a data file.

    `year` is the paper's, "" where it prints none. `left_out` counts names of persons and telephone numbers that were
    not taken. Only a form of `ours` has a `project` (`2017/shipin-huiyi`), blanks among its values, names the
    earlier project or the framework that it was `begun` from, tells if it is as `blank` as it went out, and the paths
    that it has something at (`filled`).
    """

    kind: PaperKind
    values: Mapping[str, Node]
    year: str = ""
    project: str = ""
    unused: tuple[Leftover, ...] = ()
    left_out: int = 0
    ours: bool = False
    begun: str = ""
    blank: bool = False
    filled: tuple[str, ...] = ()


class Origin(NamedTuple):
    """The paper that a draft came from: the checksum of its bytes, and the how-manieth project of it."""

    checksum: str
    number: int


@dataclass(frozen=True)
class Drafting:
    """One project of a paper on its way to a data file: what was recognised, the paper's name, where it came from."""

    recognised: Recognised
    file: str
    origin: Origin

    def text(self, name: str) -> str:
        """Return a text at the top of the paper's values, "" where it has none."""
        entry = self.recognised.values.get(name)
        return entry.text.strip() if isinstance(entry, Entry) else ""

    def year(self, newest: str) -> tuple[str, str]:
        """Return the year and the doubt about it: by the name of the file, of the project, else the newest year."""
        if years := YEAR.findall(self.recognised.year or self.text("年度")):
            return years[-1], ""
        if years := YEAR.findall(self.file):
            return years[-1], f"来件里没有印年度，按文件名放在 {years[-1]} 年"
        if years := YEAR.findall(self.text("项目名称")):
            return years[-1], f"来件和文件名里都没有年度，按项目名称放在 {years[-1]} 年"
        moved = "不对的请把文件移到那一年的文件夹里"
        return newest, f"来件和文件名里都没有年度，暂放在已有数据最新的 {newest} 年，{moved}"


def origin_of(raw: bytes) -> Origin | None:
    """Return the paper that a data file was drafted from, if its head still says so."""
    match = ORIGIN.search(raw[:HEAD_BYTES].decode("utf-8", "ignore"))
    return Origin(match[1], int(match[2])) if match else None


def complete_values(drafting: Drafting, doubt: str, base: Mapping[str, object]) -> Mapping[str, Node]:
    """Return the paper's values in the order of a data file, with what each must have.

    `doubt` is about the year; `base` is the content that a form of ours was begun with.
    """
    form = drafting.recognised.values
    laid = laid_over(_printed_of(base, form), form)
    if base and isinstance(laid, Mapping):
        laid = _workable(laid, has_rate=any(path[-1] in ("支出", "全年执行数", "执行率") for path, _ in entries(laid)))
    overlaid = said(laid)
    assert isinstance(overlaid, dict)
    values: dict[str, Node] = overlaid
    sources = values.pop("来源", [])
    if isinstance(sources, list) and (titled := [source for source in sources if "文件" in source]):
        values["来源"] = titled  # a form for a new project was begun with one that has no title: it is the form itself
    if drafting.recognised.year and "年度" not in values:
        values["年度"] = Entry(drafting.recognised.year)
    for key in REQUIRED:
        if not drafting.text(key) and INSTEAD.get(key) not in values:
            values[key] = Entry(UNFILLED)
    name = values["项目名称"]
    if doubt and isinstance(name, Entry):
        values["项目名称"] = name.doubted(doubt)
    values.setdefault("来源", [_source(drafting)])
    order = [key for key in keys_of(Project) if key in values]
    return {key: values[key] for key in (*order, *(key for key in values if key not in order))}


def _source(drafting: Drafting) -> Mapping[str, Node]:
    """Return the paper itself as a public document; a file's name is not always the title."""
    kind = drafting.recognised.kind
    if drafting.recognised.ours:  # a form of ours bears its title, whatever its file is called
        title = Entry(f"《{drafting.text('项目名称')}{kind}》")
    else:
        title = Entry(f"《{PurePath(drafting.file).stem}》", None, ("来件没有公开文件的名称，按文件名写",))
    return {"文件": title, "类别": Entry(kind if kind in OWN_KINDS else "报告")}


def draft_text(drafting: Drafting, values: Mapping[str, Node]) -> str:
    head = HEAD.format(
        name=one_line(drafting.text("项目名称") or drafting.file),
        kind=drafting.recognised.kind,
        file=one_line(drafting.file),
        checksum=drafting.origin.checksum,
        number=drafting.origin.number,
    )
    return head + "".join(f"{line.text}\n" for line in draft_lines(values))
