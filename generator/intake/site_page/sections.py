"""Sections of a page: what stands below each label and in each table, as values of a data file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.core.number import ABSENT
from generator.intake.drafted import Entry, Node
from generator.intake.paper import Cell, Spot
from generator.intake.recognised import Leftover
from generator.intake.reports.wording import bare
from generator.intake.site_page.lines import PageLine, PagePart, entry
from generator.intake.site_page.score_tree import given
from generator.intake.site_page.tables import Cells, joined, page_table, text

Tree = dict[str, Node]
COUNTED = re.compile(r"(.+?)（([^（）]{1,4})）")
NOT_TOLD = (ABSENT, "公开文件未载明", "（公开文件未载明）")
KIND = re.compile(
    r"[^，。；0-9]{1,12}(?:目标|指标|效益|效果|满意度|影响|成本)(?:（[^（）]{2,8}）)?(?:·\S{2,14})?|[^，。；0-9]{2,10}（[^（）]{1,4}目标）|[^，。；]{2,10}·\S{2,14}"
)
KIND_GUESSED = "哪些行是类别、哪些行是内容据文字推断，请核对"
ROWS = ("项目名称", "预算金额", "评价分值", "评价结论", "主要绩效", "存在问题", "整改建议", "整改情况")
NOT_READ = "网页上这一处没有读回来"


def put(tree: Tree, path: Sequence[str], value: "Node | None") -> None:
    """Put a value where a path leads."""
    if not value:
        return
    for key in path[:-1]:
        below = tree.setdefault(key, {})
        tree = below if isinstance(below, dict) else {}
    tree[path[-1]] = value


def texts(lines: Sequence[PageLine]) -> Node:
    """Lines each as a paragraph; a single one alone."""
    found = [entry(line) for line in lines if line.text.strip() not in NOT_TOLD and "本站核算" not in line.text]
    return found[0] if len(found) == 1 else found


def table_of(part: PagePart, tree: Tree, left: list[Leftover]) -> bool:
    """Read a table of known caption; False where its rows cannot be told apart."""
    if part.label == "绩效目标分解表":
        put(tree, ("绩效目标", "分解"), _goals(part.lines))
        return True
    table = page_table(part.lines)
    if table is None:
        return False
    name = next((caption for caption in TABLES if part.label.startswith(caption)), "")
    path, read = TABLES[name]
    rows = [row for cells in table.rows if (row := read(dict(zip(table.head, cells, strict=True))))]
    put(tree, path, rows)
    if table.foot and part.section != "附表":
        left.extend(Leftover(text(cell), cell[0].spot or Spot(""), "合计行") for cell in table.foot[1:] if cell)
    return True


def _plain(keys: Mapping[str, str]) -> Callable[[Mapping[str, list[Entry]]], Tree]:
    """How rows are read whose columns each have a key."""

    def read(row: Mapping[str, list[Entry]]) -> Tree:
        return {key: one for head, key in keys.items() if (one := given(row.get(head, [])))}

    return read


def _volume(row: Mapping[str, list[Entry]]) -> Tree:
    one = _plain({"名称": "名称", "年末数": "年末数", "本年新增": "本年新增", "本年减少": "本年减少"})(row)
    name = one.get("名称")
    if isinstance(name, Entry) and (found := COUNTED.fullmatch(name.text)):
        one |= {"名称": Entry(found[1], name.spot), "量词": Entry(found[2], name.spot)}
    return one


def _part(row: Mapping[str, list[Entry]]) -> Tree:
    keys = {"子项目名称": "名称", "分列": "分列", "项目类型": "类型"}
    one = _plain({**keys, "预算金额": "金额", "实际支出": "支出", "预算执行率": "执行率"})(row)
    for key in ("金额", "支出"):
        if isinstance(amount := one.get(key), Entry):
            one[key] = Entry(f"{amount.text}万元", amount.spot)
    return one


def _dossier(row: Mapping[str, list[Entry]]) -> Tree:
    keys = {"案卷名称": "名称", "获取来源": "获取来源", "考察内容": "考察内容"}
    return {key: list(row[head]) for head, key in keys.items() if row[head]}


TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[Mapping[str, list[Entry]]], Tree]]] = {
    "业务数据": (("业务数据",), _volume),
    "子项目预算执行情况": (("预算", "子项目"), _part),
    "项目管理组织架构": (("组织管理", "架构"), _plain({key: key for key in ("角色", "单位", "职责")})),
    "项目案卷清单": (("评价", "数据采集", "案卷"), _dossier),
    "项目访谈情况": (
        ("评价", "数据采集", "访谈"), _plain({"访谈时间": "时间", "访谈对象": "对象", "访谈内容": "内容"})
    ),
    "问卷发放与回收": (
        ("评价", "数据采集", "问卷"),
        _plain({"调研对象": "对象", "调查时间": "时间", "发放": "发放", "有效": "有效", "回收率": "回收率"}),
    ),
}  # fmt: skip


def parts_done(part: PagePart, tree: Tree) -> bool:
    """What sub-projects were to do and did, to the sub-projects of the table before, row by row."""
    table, budget = page_table(part.lines), tree.get("预算")
    known = budget.get("子项目") if isinstance(budget, dict) else None
    if table is None or not isinstance(known, list) or len(known) != len(table.rows):
        return False
    for one, (_, planned, done) in zip(known, table.rows, strict=True):
        if isinstance(one, dict):
            one |= {key: cell for key, cell in (("主要实施内容", planned), ("实际完成内容", done)) if cell}
    return True


def _goals(lines: Sequence[PageLine]) -> list[Node]:
    """分解: one line a goal, upper levels copied once where several share them."""
    width = len(lines[0].text.split("\t"))
    above: list[Entry] = []
    found: list[Node] = []
    for line in lines[1:]:
        *levels, target = [Entry(piece.strip(), line.spot) for piece in line.text.split("\t")]
        above = [*above[: max(0, width - 1 - len(levels))], *levels]
        found.append({"目标": list(above), "目标值": target})
    return found


def goal_groups(lines: Sequence[PageLine], table: "Node | None") -> list[Node]:
    """分类目标: kinds and their items, which a page tells apart by print alone; kinds have the names of the levels."""
    levels = {"·".join(path[: end + 1]) for path in _paths(table) for end in range(len(path) - 1)}
    kinds = [line for line in lines if line.text in levels or KIND.fullmatch(line.text)]
    if not kinds or kinds[0] is not lines[0]:
        return []
    doubts = () if all(line.text in levels for line in kinds) else (KIND_GUESSED,)
    found: list[Node] = []
    items: list[Node] = []
    for line in lines:
        if line in kinds:
            items = []
            found.append({"类别": Entry(line.text, line.spot, doubts), "内容": items})
        else:
            items.append(entry(line))
    return found


def _paths(table: "Node | None") -> Iterator[list[str]]:
    """The levels of each goal of the table."""
    for row in table if isinstance(table, list) else []:
        names = row["目标"] if isinstance(row, dict) else None
        yield [one.text for one in names if isinstance(one, Entry)] if isinstance(names, list) else []


def steps(lines: Sequence[PageLine]) -> "list[Node] | None":
    """Steps of a process: a name and a text by turns; None where a line is left over."""
    if len(lines) % 2:
        return None
    return [{"环节": entry(a), "内容": entry(b)} for a, b in zip(lines[::2], lines[1::2], strict=True)]


def money(lines: Sequence[PageLine], tree: Tree) -> bool:
    """资金管理: the rules by their titles, then the steps."""
    rules = 0
    while rules < len(lines) and (lines[rules].text.startswith("《") or len(lines[rules].text) > LONG_NAME):
        rules += 1
    flow = steps(lines[rules:])
    if flow is None:
        return False
    put(tree, ("组织管理", "资金管理制度"), [entry(line) for line in lines[:rules]])
    put(tree, ("组织管理", "资金流程"), flow)
    return True


LONG_NAME = 16  # characters: names of steps are shorter


def printed_table(part: PagePart) -> "Node | None":
    """附表: a table as printed."""
    table = page_table(part.lines)
    if table is None:
        return None
    spot = part.lines[0].spot
    one: Tree = {"表名": Entry(part.label, spot), "表头": [Entry(head, spot) for head in table.head]}
    one["行"] = [_cells(row) for row in table.rows]
    return one | ({"合计": _cells(table.foot)} if table.foot else {})


def _cells(row: Cells) -> list[Node]:
    return [joined(token) for token in row]


def is_table(part: PagePart) -> bool:
    """Whether a part is one of the tables read by their captions."""
    return part.label == "绩效目标分解表" or any(part.label.startswith(caption) for caption in TABLES)


def form_rows(lines: Sequence[PageLine]) -> Iterator[Cell]:
    """The rows of the 信息表, a line each, its label in the first column."""
    for row, line in enumerate(lines):
        label, tab, rest = line.text.partition("\t")
        if tab and bare(label) in ROWS:
            yield Cell(label, line.spot, row, 0)
            label = rest
        if label.strip() and label.strip() not in (ABSENT, *NOT_TOLD):
            yield Cell(label.strip(), line.spot, row, 1)
