"""复核底稿: each indicator as the unit filled it in, and beside it the findings of the reviewer, reasons and proof."""

from collections.abc import Sequence
from decimal import Decimal

from generator.core.number import figure
from generator.forms.cells import FormRows, at, depth, is_leaf, spread, text_at
from generator.forms.layout import Content, Form, FormCell, FormTable, Path, Worked
from generator.model.reexamination import PAPER
from generator.model.scores import Score
from generator.model.selfeval import LEVELS

NAME = PAPER
NEEDS_OWN_SCORE = True
OWN_POINTS = "自评得分"  # what `with_own_points` puts beside each indicator, and beside the whole
INDICATORS, REVIEW = "指标体系", "复核"
SHOWN: tuple[tuple[str, int], ...] = (("分值", 13), ("年度指标值", 22), ("自评完成值", 22), ("自评得分", 16))
FILLED: tuple[tuple[str, int, str], ...] = (
    ("复核完成值", 24, "完成值"),
    ("复核得分", 16, "得分"),
    ("增减", 14, ""),
    ("扣分原因", 42, "扣分原因"),
    ("佐证", 30, "佐证"),
    ("备注", 22, "备注"),
)
WHOLE = (("复核单位", "单位"), ("复核日期", "日期"), ("复核方式", "方式"), ("复核等级", "等级"))
CODE_WIDTH, NAME_WIDTH, LEVEL_WIDTH = 16, 38, 22
NOTES = (
    "左边灰色各栏是单位自评所填；右边各栏由复核的人填。复核得分低于自评的，写明扣分原因；佐证有几件的，一件一行。",
    "没有复核的指标空着，不写 0。每项都有复核得分的，复核总分可以不填，由网站合计；日期写到日，如 2025-07-18。",
)


def layout(content: Content) -> Form:
    """Return the project, the findings on the whole, and a row for each indicator that is published."""
    tops: Sequence[Content] = at(content, (INDICATORS,)) or ()
    levels = max(1, depth(tops))
    coded = any(node.get("编号") for node in _leaves(tops))
    names = ("指标",) if levels == 1 else LEVELS[:levels]
    heads = (*(["编号"] * coded), *names, *(head for head, _ in SHOWN), *(head for head, _, _ in FILLED))
    rows = FormRows(content, len(heads))
    _identity(rows)
    if tops:
        for column, head in enumerate(heads):
            rows.label(head, column, head=True)
        rows.end()
        table = _IndicatorTable(rows, levels, int(coded))
        for number in range(len(tops)):
            table.node((INDICATORS, number), 0)
        table.total()
    widths = (
        *([CODE_WIDTH] * coded), *([LEVEL_WIDTH] * (levels - 1)), NAME_WIDTH,
        *(width for _, width in SHOWN), *(width for _, width, _ in FILLED),
    )  # fmt: skip
    return Form(
        NAME,
        "项目支出绩效自评复核底稿",
        (FormTable(widths, tuple(rows.cells)),),
        subtitle=f"（{text_at(content, ('年度',)).removesuffix('年度') or '    '}年度）",
        landscape=True,
        notes=NOTES,
        signatures=("复核人（签字）：", "复核单位（盖章）：", "复核日期：　　年　　月　　日"),
    )


def _identity(rows: FormRows) -> None:
    """The project, then what was found of it as a whole."""
    halves = spread(2, rows.columns)
    for key, (begin, wide) in zip(("项目名称", "项目单位"), halves, strict=True):
        rows.label(key, begin)
        rows.value((key,), begin + 1, wide - 1, role="label")
    rows.end()
    (own, _), (reviewed, wide) = halves
    rows.label("自评总分", own)
    text = text_at(rows.content, (OWN_POINTS,))
    rows.cells.append(FormCell(rows.row, own + 1, text, columns=reviewed - own - 1, role="value"))
    rows.label("复核总分", reviewed)
    rows.value((REVIEW, "得分"), reviewed + 1, wide - 1)
    rows.end()
    for pair in (WHOLE[:2], WHOLE[2:]):
        for (label, key), (begin, wide) in zip(pair, halves, strict=True):
            rows.label(label, begin)
            rows.value((REVIEW, key), begin + 1, wide - 1)
        rows.end()
    rows.label("复核结论", 0)
    rows.value((REVIEW, "结论"), 1, rows.columns - 1)
    rows.end()


class _IndicatorTable:
    """The rows of the indicators in the making; `coded`: how many columns there are for codes."""

    def __init__(self, rows: FormRows, levels: int, coded: int) -> None:
        self.rows, self.levels, self.coded = rows, levels, coded
        self.indicator_paths: list[Path] = []

    def node(self, path: Path, level: int) -> None:
        node, rows = at(self.rows.content, path), self.rows
        if is_leaf(node):
            self._leaf(path, node, level)
            return
        rows.value((*path, "名称"), self.coded + level, rows=len(_leaves([node])), role="label")
        for number in range(len(node["下级"])):
            self.node((*path, "下级", number), level + 1)

    def _leaf(self, path: Path, node: Content, level: int) -> None:
        rows = self.rows
        if self.coded:
            rows.value((*path, "编号"), 0, role="label")
        rows.value((*path, "名称"), self.coded + level, self.levels - level, role="label")
        place = self.coded + self.levels
        self._own_figure((*path, "权重"), text_at(node, ("权重",)), place)
        for column, key in enumerate(("目标值", "实际值"), place + 1):
            self._shown(path, key, column)
        own: Path = (*path, OWN_POINTS)
        self._own_figure(own, text_at(node, (OWN_POINTS,)), place + 3)
        for column, (_, _, key) in enumerate(FILLED, place + len(SHOWN)):
            if key:
                rows.value((*path, REVIEW, key), column)
            else:
                rows.worked(Worked("相减", ((*path, REVIEW, "得分"), own)), column)
        self.indicator_paths.append(path)
        rows.end()

    def _shown(self, path: Path, key: str, column: int) -> None:
        """A value of the self-evaluation, which is not to be changed here: its text without a place in the file."""
        self.rows.measured(path, key, column)
        cell = self.rows.cells.pop()
        self.rows.cells.append(FormCell(cell.row, cell.column, cell.text, role="value"))

    def _own_figure(self, path: Path, text: str, column: int) -> None:
        """A figure of the self-evaluation that formulas reckon with."""
        worked = Worked("已知", (), path)
        self.rows.cells.append(FormCell(self.rows.row, column, text, role="number", worked=worked))

    def total(self) -> None:
        rows, place = self.rows, self.coded + self.levels
        own, reviewed = ("合计", OWN_POINTS), ("合计", REVIEW)
        rows.label("合计", 0, place)
        rows.worked(Worked("合计", tuple((*path, "权重") for path in self.indicator_paths)), place)
        rows.label("", place + 1, 2)
        rows.worked(Worked("合计", tuple((*path, OWN_POINTS) for path in self.indicator_paths), own), place + 3)
        rows.label("", place + 4)
        rows.worked(
            Worked("合计", tuple((*path, REVIEW, "得分") for path in self.indicator_paths), reviewed), place + 5
        )
        rows.worked(Worked("相减", (reviewed, own)), place + 6)
        rows.label("", place + 7, 3)
        rows.end()


def _leaves(nodes: Sequence[Content]) -> list[Content]:
    return [leaf for node in nodes for leaf in ([node] if is_leaf(node) else _leaves(node["下级"]))]


def with_own_points(content: Content, total: Decimal | None, levels: tuple[Score, ...]) -> Content:
    """Return the content of a project with its total and the points that each of its indicators has."""
    nodes = content.get("指标体系") or ()
    total_shown = {} if total is None else {OWN_POINTS: figure(total)}
    return {
        **content,
        **total_shown,
        "指标体系": [_with_points(node, score) for node, score in zip(nodes, levels, strict=True)],
    }


def _with_points(node: Content, score: Score) -> Content:
    if not score.children:
        return node if score.points is None else {**node, OWN_POINTS: figure(score.points)}
    below = zip(node["下级"], score.children, strict=True)
    return {**node, "下级": [_with_points(below_node, child) for below_node, child in below]}
