"""指标评分表: the tree of indicators, a row each, with weight, rule, target, actual value, points and their rate."""

from collections.abc import Sequence

from generator.forms.cells import FormRows, at, is_leaf, leaves, text_at
from generator.forms.layout import Content, Form, FormTable, Path, Worked
from generator.rules import rules

NAME = "指标评分表"
VERSION = "1"
HEADS = ("编号", "指标名称", "权重", "评分方法", "目标值", "实际值", "得分", "得分率", "偏差原因")
WIDTHS = (20, 62, 16, 22, 30, 34, 18, 20, 40)
REVIEWED = ("复核得分", 18)
POINTS, RATE = HEADS.index("得分"), HEADS.index("得分率")


def layout(content: Content) -> Form:
    """Name and unit, every indicator in the paper's order, the total."""
    tops: Sequence[Content] = content.get("指标体系") or ({},)
    reviewed = _reviewed(tops)
    rows = FormRows(content, len(HEADS) + reviewed)
    for label, key in (("项目名称", "项目名称"), ("项目单位", "项目单位")):
        rows.label(label, 0)
        rows.value((key,), 1, rows.columns - 1)
        rows.end()
    for column, head in enumerate((*HEADS, *REVIEWED[:reviewed])):
        rows.label(str(head), column, head=True)
    rows.end()
    for number in range(len(tops)):
        _node(rows, ("指标体系", number), reviewed)
    _total(rows, reviewed)
    return Form(
        NAME,
        "绩效评价指标评分表",
        (FormTable((*WIDTHS, *((int(REVIEWED[1]),) if reviewed else ())), tuple(rows.cells), tuple(rows.repeated)),),
        subtitle=f"（{text_at(content, ('年度',)).removesuffix('年度') or '    '}年度）",
        landscape=True,
        signatures=("评价人员（签字）：", "复核（签字）：", "日期："),
    )


def _reviewed(nodes: Sequence[Content]) -> bool:
    return any("复核分" in node or _reviewed(node.get("下级") or ()) for node in nodes)


def _node(rows: FormRows, path: Path, reviewed: bool) -> None:
    node = at(rows.content, path) or {}
    leaf = is_leaf(node)
    for column, key in enumerate(("编号", "名称", "权重")):
        rows.value((*path, key), column)
    if leaf:
        rows.value((*path, "评分", "方法"), 3, words=tuple(rules()))
    else:
        rows.label("", 3)
    rows.measured(path, "目标值", 4)
    rows.measured(path, "实际值", 5)
    if leaf:
        rows.points(path, POINTS)
    elif text_at(node, ("公布", "得分")):
        rows.value((*path, "公布", "得分"), POINTS)
    else:
        below = tuple((*path, "下级", number, "得分") for number in range(len(node["下级"])))
        rows.worked(Worked("合计", below, (*path, "得分")), POINTS)
    if text_at(node, ("公布", "得分率")):
        rows.value((*path, "公布", "得分率"), RATE)
    else:
        rows.worked(Worked("相除", ((*path, "得分"), (*path, "权重"))), RATE)
    rows.value((*path, "偏差原因"), RATE + 1)
    if reviewed:
        rows.value((*path, "复核分"), RATE + 2)
    rows.end(repeated=leaf)
    for number in range(len(node.get("下级") or ())):
        _node(rows, (*path, "下级", number), reviewed)


def _total(rows: FormRows, reviewed: bool) -> None:
    paths = leaves(rows.content.get("指标体系") or ({},), ("指标体系",))
    rows.label("合计", 0, 2)
    tops: list[Path] = [("指标体系", number) for number in range(len(rows.content.get("指标体系") or ({},)))]
    rows.worked(Worked("合计", tuple((*top, "权重") for top in tops)), 2)
    rows.label("", 3, 3)
    if text_at(rows.content, ("公布", "评价分值")):
        rows.value(("公布", "评价分值"), POINTS)
    else:
        rows.worked(Worked("合计", tuple((*top, "得分") for top in tops)), POINTS, path=("公布", "评价分值"))
    rows.label("", RATE)
    rows.value(("公布", "评价结论"), RATE + 1)
    if reviewed:
        rows.worked(Worked("合计", tuple((*leaf, "复核分") for leaf in paths)), RATE + 2)
    rows.end()
