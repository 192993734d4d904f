"""Findings by cell: what `check` says of a data file, where the paper says what it speaks of, whose turn it is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from generator.core.diagnostic import UNFILLED, UNVERIFIED, Diagnostic
from generator.intake.comparison import Path
from generator.intake.drafted import Entry
from generator.intake.paper import Spot
from generator.load.source import MappingNode, Node, SequenceNode, decode, parse, position

Turn = Literal["已收", "待我们核对", "请单位改", "不收"]  # what became of a file that was sent, by whose turn it is
POINTS = ("公布", "得分")  # what stands in the paper where a data file may have a rule
FIGURES = ("指标体系", "公布", "预算", "自评表")  # blocks of which one figure follows from others
# What only those can put right who keep the content: what it registers, names itself or may not publish.
OFFICE_CHECKS = frozenset((
    UNVERIFIED, "未登记", "类别未列", "编号写法", "撤下未移", "地址冲突", "标识写法", "应用办法未登记", "评分缺漏",
    "总分规则", "系列待定", "索引号重复", "等级用词", "上年同类失联", "结论无措施", "抽样不符", "附件隐患", "活动内容",
    "个人姓名", "敏感用语", "银行账号", "身份证号", "电话号码", "电子邮箱",
))  # fmt: skip


class CellFinding(NamedTuple):
    """A diagnostic, and the place in the paper and what stands there; None where it is about no single place.

    `path` is the way down to it in the data file. It is `ours` to settle where the paper is not what is wrong.
    """

    diagnostic: Diagnostic
    spot: Spot | None = None
    shown: str = ""
    path: Path = ()
    ours: bool = False


def findings(
    raw: bytes, file: str, diagnostics: Iterable[Diagnostic], origins: Mapping[Path, Entry], *, by_place: bool
) -> tuple[CellFinding, ...]:
    """Return the diagnostics of a data file in the order of its lines; `origins` are the values by their way down.

    `by_place`: the paper is a form of ours, whose cells are read by their place, so that no doubt is about that.
    """
    text = decode(raw, file)
    opened = text if isinstance(text, Diagnostic) else parse(text, file)
    places = {} if isinstance(opened, Diagnostic) else _places(opened.root)
    ordered = sorted(diagnostics, key=lambda diagnostic: diagnostic.place[1:3])
    cells = [_finding(diagnostic, places, origins) for diagnostic in ordered]
    doubted = {finding.path for finding in cells if finding.diagnostic.check == UNVERIFIED}
    return tuple(finding._replace(ours=_is_ours(finding, doubted, by_place)) for finding in cells)


def _is_ours(finding: CellFinding, doubted: set[Path], by_place: bool) -> bool:
    """Return whether a finding is for those who keep the content: their words, a guess of ours, what may follow of one.

    `doubted` are the values that wait for verification; while a figure does that was not read by its place, what
    contradicts it may be our mistake.
    """
    if finding.diagnostic.check in OFFICE_CHECKS or finding.path in doubted:
        return True
    if finding.diagnostic.check == UNFILLED:  # the paper lacks what there must be
        return False
    figures = finding.path[:1] in {(key,) for key in FIGURES}
    guessed = figures and not by_place and any(path[0] in FIGURES for path in doubted if path)
    return not finding.spot or guessed


def _finding(
    diagnostic: Diagnostic, places: Mapping[tuple[int, int], Path], origins: Mapping[Path, Entry]
) -> CellFinding:
    line, column = diagnostic.place.line, diagnostic.place.column
    path = places.get((line, column))
    if path is None:
        on_line = [path for (start_line, _), path in places.items() if start_line == line]
        path = on_line[-1] if on_line else ()
    key = diagnostic.place.field.rpartition(".")[2]  # of a field that is not written the whole record is the place
    points = [(*path, *POINTS), (*path, POINTS[-1])] if key == "评分" else []
    for field in ((*path, key), *points):
        if entry := origins.get(field):
            return CellFinding(diagnostic, entry.spot, entry.text, field)
    for length in range(len(path), 0, -1):
        above = path[:length]
        entry = origins.get(above) or next((e for key, e in origins.items() if key[:length] == above and e.spot), None)
        if entry and entry.spot:
            return CellFinding(diagnostic, entry.spot, entry.text, path)
    return CellFinding(diagnostic, path=path)


def _places(root: Node) -> Mapping[tuple[int, int], Path]:
    """Return the way down to whatever begins at a line and column; of several the outermost."""
    paths: dict[tuple[int, int], Path] = {}
    for node, path in _walk(root, ()):
        paths.setdefault(position(node), path)
    return paths


def _walk(node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    yield node, path
    if isinstance(node, MappingNode):
        for key, below in node.value:
            child_path = (*path, str(key.value).strip())
            yield key, child_path
            yield from _walk(below, child_path)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            yield from _walk(item, (*path, number))
