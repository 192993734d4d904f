"""项目支出绩效自评表: the form of 财预〔2020〕10号, with columns that provinces add where the content has them."""

from collections.abc import Sequence

from generator.forms.cells import FIRST_PART, INCLUDING, FormRows, at, leaves, spread, text_at
from generator.forms.indicator_rows import IndicatorColumns, heads_of, indicator_rows, plain_rows
from generator.forms.layout import Content, Form, FormCell, FormTable, Path, Worked
from generator.model.field_table import fields_of
from generator.model.selfeval import TITLES, TOTAL_ROW, FundRow

NAME = "自评表"
VERSION = "1"
FUNDS = ("年初预算数", "全年预算数", "到位数", "到位率", "全年执行数", "分值", "执行率", "得分", "复核分", "原因")
NOT_ON_EVERY_FORM = ("到位数", "到位率", "复核分", "原因")
OF_BUDGET = {
    "年初预算数": "年初预算", "全年预算数": "金额", "到位数": "到位金额", "到位率": "到位率", "全年执行数": "支出",
    "执行率": "执行率",
}  # fmt: skip
SIGNATURES = ("单位负责人（签字）：", "填表人：", "填报日期：")
LABELS, LABEL_WIDTH = 1, 10  # columns of the labels of blocks, and their width in millimetres
WIDEST_UPRIGHT = 11
MILLIMETRES = {True: 262, False: 180}  # what A4 leaves for a table, lying and upright


def layout(content: Content) -> Form:
    """Identity, funds, goals, indicators, total, and what some places print below it."""
    sheet = _SelfSheet(content)
    sheet.identity()
    sheet.funds()
    sheet.goals()
    sheet.indicators()
    sheet.foot()
    lying = sheet.rows.columns > WIDEST_UPRIGHT
    return Form(
        NAME,
        text_at(content, ("自评表", "表名")) or _title(text_at(content, ("评价对象",))),
        (FormTable(_widths(sheet.columns, lying), tuple(sheet.rows.cells), tuple(sheet.rows.repeated)),),
        subtitle=_year(content),
        landscape=lying,
        signatures=SIGNATURES,
    )


def _widths(columns: IndicatorColumns, lying: bool) -> tuple[int, ...]:
    """Return the widths in millimetres of the column of labels and of those of the indicators."""
    return LABEL_WIDTH, *columns.widths(MILLIMETRES[lying] - LABEL_WIDTH)


def _year(content: Content) -> str:
    """Line below the title; nothing where the title names the year."""
    year = text_at(content, ("年度",)).removesuffix("年度")
    return "" if year and year in text_at(content, ("自评表", "表名")) else f"（{year or '    '}年度）"


def _title(subject: str) -> str:
    """Title of the form by the subject of the evaluation."""
    return next((title for kind, title in TITLES.items() if kind == subject), TITLES["项目"])


class _SelfSheet:
    """The form in the making."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.tops: Sequence[Content] = content.get("指标体系") or ()
        self.execution = self._top("项目资金", "预算执行")
        self.goal_block = self._top("年度目标")
        self.names = heads_of(content)
        self.own = [number for number in range(len(self.tops)) if number not in (self.execution, self.goal_block)]
        self.fund_keys = self._fund_keys()
        tops = [self.tops[number] for number in self.own]
        self.columns = IndicatorColumns.of(content, tops, 2 + len(self.fund_keys) - LABELS)
        self.rows = FormRows(content, LABELS + self.columns.count)

    def _top(self, block: str, name: str = "") -> int | None:
        """Return the indicator that is printed in another block of the form."""
        for number, top in enumerate(self.tops):
            named = bool(name) and str(top.get("名称", "")).startswith(name)
            if not top.get("下级") and (top.get("栏目") == block or named):
                return number
        return None

    def _shown(self, head: str) -> str:
        """Return the printed head of a column."""
        return self.names.get(head) or head

    def _is_kept(self, head: str, key: str) -> bool:
        """Return whether the form has a cell: it is filled in, or the paper prints its head."""
        return key in self.content or bool(self.names.get(head))

    def _list(self, *path: str) -> Sequence[Content]:
        """Return the records of a list, or the one blank that is offered."""
        return at(self.content, path) or ({},)

    # ---- identity ----

    def identity(self) -> None:
        """Name over the whole width, then pairs."""
        rows, (first, second) = self.rows, spread(2, self.rows.columns)
        rows.label("项目名称", 0, 2)
        rows.value(("项目名称",), 2, rows.columns - 2)
        rows.end()
        pairs: list[tuple[str | Path, Path]] = [("主管部门", ("主管部门",))]
        if "主管部门" not in self.content or self._is_kept("实施单位", "项目单位"):
            pairs.append(("实施单位", ("项目单位",)))
        pairs += [(key, (key,)) for key in ("实施期", "责任单位") if self._is_kept(key, key)]
        entries = at(self.content, ("自评表", "其他栏目")) or ()
        for number in range(len(entries)):
            entry: Path = ("自评表", "其他栏目", number)
            pairs.append(((*entry, "名称"), (*entry, "内容")))
        pairs = [(self.names.get(label, label) if isinstance(label, str) else label, path) for label, path in pairs]
        pairs = [(label, path) for label, path in pairs if label]
        for place, (label, path) in enumerate(pairs):
            begin, width = second if place % 2 else first
            if place % 2 == 0 and place == len(pairs) - 1:
                width = rows.columns
            if isinstance(label, str):
                rows.label(label, begin, 2)
            else:
                rows.value(label, begin, 2)
            rows.value(path, begin + 2, width - 2)
            if place % 2 or place == len(pairs) - 1:
                rows.end()

    # ---- funds ----

    def _fund_keys(self) -> list[str]:
        """Return the columns of the money: those of every form, and those that the content has."""
        lines = at(self.content, ("自评表", "资金")) or ()
        reviewed = self.execution is not None and "复核分" in self.tops[self.execution]

        def is_there(key: str) -> bool:
            in_budget = not lines and bool(text_at(self.content, ("预算", OF_BUDGET.get(key, ""))))
            return key not in NOT_ON_EVERY_FORM or any(key in line for line in lines) or in_budget

        named = fields_of(FundRow)
        return [
            key
            for key in FUNDS
            if self.names.get(named[key].label(NAME), is_there(key) or (key == "复核分" and reviewed))
        ]

    def funds(self) -> None:
        """The block of the money; its total row bears what is printed for the indicator 预算执行率."""
        lines = at(self.content, ("自评表", "资金"))
        rows, named = self.rows, fields_of(FundRow)
        places = [(at_ + 2, wide) for at_, wide in spread(len(self.fund_keys), rows.columns - 2)]
        rows.label("项目\n资金\n（万\n元）", 0, rows=1 + self._fund_height(lines or ()), head=True)
        for key, (begin, wide) in zip(self.fund_keys, places, strict=True):
            rows.label(self._shown(named[key].label(NAME)), begin, wide, head=True)
        rows.end()
        for number in range(len(lines or ({},))):
            self._fund_row(number, bool(lines), places)

    def _fund_height(self, lines: Sequence[Content]) -> int:
        """Return how many rows the money takes, with those that say what it is broken down by."""
        return max(1, len(lines)) + sum(self._is_broken_down(number) for number in range(len(lines)))

    def _is_broken_down(self, number: int) -> bool:
        """Return whether a row of the money is the first of those that are broken down by something."""
        breakdown, above = (
            text_at(self.content, ("自评表", "资金", place, "分列")) if place >= 0 else ""
            for place in (number, number - 1)
        )
        return bool(breakdown) and breakdown != above

    def _breakdown(self, number: int) -> None:
        """Put what rows of the money are broken down by above the first of them."""
        if self._is_broken_down(number):
            self.rows.value(("自评表", "资金", number, "分列"), 1, self.rows.columns - 1)
            self.rows.end()

    def _fund_row(self, number: int, printed: bool, places: Sequence[tuple[int, int]]) -> None:
        rows, line = self.rows, ("自评表", "资金", number)
        self._breakdown(number)
        if printed:
            name_path: Path = (*line, "名称")
            name = text_at(self.content, name_path)
            rows.value(name_path, 1, text=f"{INCLUDING}{name}" if name and name_path == FIRST_PART else name)
        else:
            rows.label(TOTAL_ROW, 1)
        for key, (begin, wide) in zip(self.fund_keys, places, strict=True):
            if number == 0 and self._of_execution(key, line, begin, wide):
                continue
            budget: Path = ("预算", OF_BUDGET.get(key, ""))
            path: Path = (*line, key) if printed or key not in OF_BUDGET else budget
            if key == "执行率" and not text_at(self.content, path):
                spent, planned = ("全年执行数", "全年预算数") if printed else ("支出", "金额")
                rows.worked(Worked("相除", ((*path[:-1], spent), (*path[:-1], planned))), begin, wide, path=path)
                continue
            same = number == 0 and printed and key in OF_BUDGET
            same = same and text_at(self.content, path) == text_at(self.content, budget)
            named = (((*line, "名称"), TOTAL_ROW),) if not printed and path[: len(line)] == line else ()
            rows.value(path, begin, wide, also=(budget,) if same else (), given=named)
        rows.end(repeated=printed and number > 0)

    def _of_execution(self, key: str, line: Path, begin: int, wide: int) -> bool:
        """Put what belongs to the indicator 预算执行率 into the total row, unless the row has its own."""
        if self.execution is None or text_at(self.content, (*line, key)):
            return False
        leaf: Path = ("指标体系", self.execution)
        if key == "分值":
            self.rows.value((*leaf, "权重"), begin, wide)
        elif key == "得分":
            self.rows.points(leaf, begin, wide)
        elif key == "复核分":
            self.rows.value((*leaf, "复核分"), begin, wide)
        return key in ("分值", "得分", "复核分")

    # ---- goals ----

    def goals(self) -> None:
        """Expected and achieved, side by side; what a form gives for the goals as a whole below them."""
        goals, rows = self._list("自评表", "年度目标"), self.rows
        named = len(goals) > 1 or "名称" in goals[0]
        begin = 3 if named else 2
        places = [(at_ + begin, wide) for at_, wide in spread(2, rows.columns - begin)]
        rows.label("年度总体目标", 0, begin - 1 if named else begin, 1 + len(goals), head=True)
        for key, (column, wide) in zip(("预期目标", "实际完成情况"), places, strict=True):
            rows.label(self._shown(key), column, wide, head=True)
        rows.end()
        for number in range(len(goals)):
            goal: Path = ("自评表", "年度目标", number)
            if named:
                rows.value((*goal, "名称"), begin - 1)
            for key, (column, wide) in zip(("预期目标", "实际完成情况"), places, strict=True):
                rows.value((*goal, key), column, wide, roomy=True)
            rows.end(repeated=True)
        if self.goal_block is not None:
            self._goal_points(("指标体系", self.goal_block), *places)

    def _goal_points(self, leaf: Path, first: tuple[int, int], second: tuple[int, int]) -> None:
        self.rows.label("年度目标完成分值", 0, 2)
        self.rows.value((*leaf, "权重"), first[0], first[1] - 1)
        self.rows.label("得分", second[0] - 1)
        self.rows.points(leaf, *second)
        self.rows.end()
        if text_at(self.content, (*leaf, "复核分")):
            self._wide("复核得分", (*leaf, "复核分"))

    # ---- indicators, total, what stands below ----

    def indicators(self) -> None:
        """The tree, a row a leaf, then rows printed without scores."""
        last, cells = self.columns.levels[-1], len(self.rows.cells)
        top = self.rows.row
        for head in self.columns.heads:
            place, wide = self.columns.place(head), 1 + self.columns.extra * (head == last)
            self.rows.label(self._shown(head), place, wide, head=True)
        self.rows.end()
        indicator_rows(self.rows, self.columns, self.own)
        plain_rows(self.rows, self.columns)
        self.rows.beside(cells, FormCell(top, 0, "绩效\n指标", self.rows.row - top, columns=LABELS, role="head"))

    def foot(self) -> None:
        """The total as printed, else as it adds up; conclusion, problems and notes where the content has them."""
        rows, columns = self.rows, self.columns
        paths = leaves(self.tops, ("指标体系",))
        begin = LABELS + columns.named + len(columns.measured)
        rows.label(self._shown("总分"), 0, begin)
        if "分值" not in columns.heads:
            begin -= 1
        elif text_at(self.content, ("公布", "满分")):
            rows.value(("公布", "满分"), begin)
        else:
            rows.worked(Worked("合计", tuple((*leaf, "权重") for leaf in paths)), begin)
        for place, key in enumerate(self._totals(), begin + 1):
            if text_at(self.content, ("公布", key)):
                rows.value(("公布", key), place)
            else:
                which = "复核分" if columns.reviewed and place == begin + 2 else "得分"
                rows.worked(Worked("合计", tuple((*leaf, which) for leaf in paths)), place, path=("公布", key))
        rows.end()
        if text_at(self.content, ("公布", "得分率")):
            self._wide("得分率", ("公布", "得分率"))
        if text_at(self.content, ("公布", "评价结论")) or self.names.get("自评等级"):
            self._wide(self._shown("自评等级"), ("公布", "评价结论"))
        if text_at(self.content, ("自评表", "自评结论")):
            self._wide("评价结论", ("自评表", "自评结论"))
        for number in range(len(self.content.get("问题整改") or ())):
            half = spread(2, rows.columns)
            for key, label, (column, wide) in zip(("问题", "建议"), ("存在问题", "改进措施"), half, strict=True):
                rows.label(label, column, 2)
                rows.value(("问题整改", number, key), column + 2, wide - 2)
            rows.end(repeated=True)
        if text_at(self.content, ("自评表", "附注")):
            self._wide("附注", ("自评表", "附注"))

    def _totals(self) -> tuple[str, ...]:
        """Keys of the totals printed under each column of points."""
        counts = text_at(self.content, ("总分规则", "计分")) == "复核分"
        has = at(self.content, ("公布",)) or {}
        if not self.columns.reviewed:
            own = "复核分值" if counts else "自评分值"
            return (own if own in has and "评价分值" not in has else "评价分值",)
        return (
            "自评分值" if "自评分值" in has or counts else "评价分值",
            "复核分值" if "复核分值" in has or not counts else "评价分值",
        )

    def _wide(self, label: str, path: Path) -> None:
        self.rows.label(label, 0, 2)
        self.rows.value(path, 2, self.rows.columns - 2)
        self.rows.end()
