"""Parts of a report beside the score: goals, organisation, data collection, sub-projects, volumes, findings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.intake.drafted import Entry, Node
from generator.intake.paper import Spot
from generator.intake.reports.table import LEVEL, TARGETS, ReportTable, Row, tidy_cell
from generator.intake.reports.wording import Line, items, marked, prose, tidy, unfilled

FILLED_DOWN = "本表各行空着的上级目标照上一行填写，请核对"
SAME_CELL = "原表像是与上一行合并的一格，照上一行填写"
LABELLED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,14})[：:](?P<text>.*)", re.DOTALL)
ROLE = re.compile(r"(?P<role>[^：:，。]{2,16})[：:](?P<body>.{2,60}?)[，,]?\s*负责(?P<duty>.+)", re.DOTALL)
GROUP = re.compile(r".{1,8}(?:目标|效益|满意度|指标)")
TITLE = re.compile(r"《[^《》]*(?:〈[^〈〉]*〉[^《》]*)?》(?:[（(][^（）()]*号[）)])?")
NAMED = re.compile(r"[a-zA-Z][\s、.．]?(?=[\u4e00-\u9fff])")
VOLUME = re.compile(
    r"(?:共计|累计|汇总|共有)+\s*(?P<stock>\d[\d,]*)(?P<unit>人次|[家个人户次件条项台套])(?P<name>[^，。；,]{2,20})"
    r"[，,]其中[，,]?\d{4}年度?新增(?P<added>\d[\d,]*)(?P=unit)"
)
STUDY = {"案卷": "案卷研究", "访谈": "调研访谈", "问卷": "问卷调查", "调查": "问卷调查"}
PART_COLUMNS = {
    "类型": ("项目类型", "类型"),
    "金额": ("预算金额", "预算数", "全年预算数"),
    "支出": ("实际支出", "支出金额", "全年执行数"),
    "执行率": ("预算执行率", "执行率"),
    "主要实施内容": ("主要实施内容", "实施内容"),
    "实际完成内容": ("实际完成内容", "完成内容"),
}
Tree = dict[str, Node]
DONE = re.compile(
    r"^\s*(?:目前|现|均|都)?已|已经|已(?:于|在|按|完成|整改|落实|建立|制定|修订|完善|健全|补[齐充办])|整改完[毕成]|整改到位|完成了"
)
BEGUN = re.compile(r"已[^，。；]{0,30}(?:进行|着手|启动|开始|，正在)(?![^。；]*(?:完成|完毕|到位))")
UNDER_WAY = re.compile(r"正在|逐步|积极|持续|推进|着手|抓紧|陆续")
PLANNED = re.compile(r"计划|拟|将(?:于|在|会|进|加|按|继|对|完|建|把)|准备|下一步|下阶段|今后")
SENTENCE = re.compile(r"[^。！？]*[。！？][”’」』）)]*|[^。！？]+$")
BY_WORDS = "状态据文字归类，请核对"
STATES = (("推进中", BEGUN), ("已完成", DONE), ("计划中", PLANNED), ("推进中", UNDER_WAY))


def goals(texts: Mapping[str, list[Line]], tables: Sequence[ReportTable]) -> tuple[Tree, dict[str, Entry]]:
    """绩效目标, and the target of each goal of the table by its name."""
    lead, groups, above = list(texts["目标"]), list[Node](), ""
    for text, spot in texts["目标分解"]:
        word = tidy(text).rstrip("：:")
        labelled = LABELLED.fullmatch(tidy(text))
        if GROUP.fullmatch(word) and not labelled:
            above = word
        elif labelled and (above or GROUP.fullmatch(labelled["name"])):
            parts = [
                Entry(values.strip(" 。"), spot)
                for values in re.split("[；;]", labelled["text"])
                if values.strip(" 。")
            ]
            kind = f"{above}·{labelled['name']}" if above else labelled["name"]
            groups.append({"类别": Entry(kind, spot), "内容": parts})
        else:
            lead.append((text, spot))
    rows = [row for table in tables for row in _goal_rows(table)]
    values: Tree = {"确定方式": prose(lead), "总目标": prose(texts["总目标"]), "年度目标": prose(texts["年度目标"])}
    values |= {"分类目标": groups, "分解": [{"目标": levels, "目标值": target} for levels, target in rows]}
    return {key: value for key, value in values.items() if value}, {levels[-1].text: target for levels, target in rows}


def _goal_rows(table: ReportTable) -> Iterator[tuple[list[Entry], Entry]]:
    levels = [place for place, head in enumerate(table.head) if LEVEL.fullmatch(head)]
    target = table.column(*TARGETS) or len(table.head) - 1
    last: dict[int, Entry] = {}
    is_marked = table.merged
    for row in table.rows:
        levels_of_row: list[Entry] = []
        for place in levels:
            if cell := row[place]:
                last = {where: entry_above for where, entry_above in last.items() if where < place}
                last[place] = entry = Entry(tidy(cell.text), cell.spot, cell.doubts)
                levels_of_row.append(entry)
            elif place in last:
                levels_of_row.append(Entry(last[place].text, last[place].spot, () if is_marked else (FILLED_DOWN,)))
                is_marked = True
        if levels_of_row:
            yield levels_of_row, tidy_cell(row, target) or Entry("待填", levels_of_row[-1].spot)


def roles(lines: Sequence[Line]) -> tuple[list[Node], list[Line]]:
    """架构 of the organisation, and the lines that name no role."""
    nodes: list[Node] = []
    left: list[Line] = []
    for text, spot in lines:
        match = ROLE.fullmatch(tidy(text))
        if match and "。" not in match["body"]:
            words = {"角色": match["role"], "单位": match["body"].rstrip("，, "), "职责": match["duty"].strip()}
            nodes.append({key: Entry(word, spot) for key, word in words.items()})
        else:
            left.append((text, spot))
    return nodes, left


def steps(lines: Sequence[Line]) -> tuple[list[Node], list[Line]]:
    """Return the steps of a process (①项目申报：…), and the lines that are none."""
    nodes: list[Node] = []
    left: list[Line] = []
    for text, spot in lines:
        kind, _, rest = marked(text)
        match = LABELLED.fullmatch(tidy(rest))
        if match and (kind or len(match["name"]) < 9):
            nodes.append({"环节": Entry(match["name"], spot), "内容": Entry(match["text"].strip(), spot)})
        else:
            left.append((text, spot))
    return nodes, left


def titles(lines: Sequence[Line]) -> list[Entry]:
    """Return the regulations that a text names."""
    return [Entry(title, spot) for text, spot in lines for title in TITLE.findall(tidy(text))]


def listed(lines: Sequence[Line]) -> tuple[list[Entry], list[Line]]:
    """Return the numbered lines of a list without what parts them, and the lines that lead to them."""
    numbered = [line for line in lines if marked(line[0])[0]]
    lead = [line for line in lines if not marked(line[0])[0]] if numbered else []
    return [Entry(text.rstrip("。；;，"), spot) for text, spot in items(numbered or lines)], lead


def studies(lines: Sequence[Line]) -> tuple[dict[str, list[Entry]], list[Line]]:
    """Read the ways of data collection (案卷研究：…) with their words, and the lines that belong to none."""
    by_method: dict[str, list[Entry]] = {}
    left: list[Line] = []
    for text, spot in lines:
        _, _, rest = marked(text)
        head = re.split("[：:。]", rest, maxsplit=1)
        key = next((key for word, key in STUDY.items() if word in head[0] and len(head[0]) < 12), "")
        if key and len(head) > 1:
            named = head[0].strip() in ("案卷研究", "调研访谈", "问卷调查")
            by_method.setdefault(key, []).append(Entry(tidy(head[1] if named else rest).strip(), spot))
        else:
            left.append((text, spot))
    return by_method, left


def _lettered(text: str) -> list[str]:
    """Return the names of a cell that begin each with a letter, else its lines."""
    begins = [match.start() for match in NAMED.finditer(text) if not text[: match.start()].strip()[-1:].isalnum()]
    begins += [
        match.start() for match in NAMED.finditer(text) if re.search(r"[\u4e00-\u9fff]\s*$", text[: match.start()])
    ]
    begins = sorted(set(begins))
    return [text[a:b] for a, b in zip(begins, [*begins[1:], len(text)], strict=False)] or text.split("\n")


def dossiers(table: ReportTable) -> list[Node]:
    """案卷: names, where from, what for; several in a cell begin each with a letter, or stand in lines of their own."""
    names, origins, subjects = (
        table.column(*words) for words in (("案卷名称", "资料名称"), ("获取来源",), ("考察内容",))
    )
    nodes: list[Node] = []
    for row in table.rows:
        node: Tree = {}
        for key, place in (("名称", names), ("获取来源", origins), ("考察内容", subjects)):
            cell = row[place] if place is not None else None
            if not cell:
                continue
            if key == "名称":
                words = _lettered(cell.text)
            elif key == "获取来源":
                words = re.split(r"[\n ]", cell.text)
            else:
                words = [re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", cell.text)]
            node[key] = [Entry(tidy(word), cell.spot, cell.doubts) for word in words if word.strip()]
        if "名称" in node:
            nodes.append(node)
    return nodes


def interviews(table: ReportTable) -> list[Node]:
    """访谈: when, whom by what they are, about what."""
    places = {"时间": table.column("访谈时间", "时间"), "对象": table.column("访谈对象", "对象")}
    topic = table.column("访谈内容", "内容")
    nodes: list[Node] = []
    last: Entry | None = None
    for row in table.rows:
        node: Tree = {key: cell for key, place in places.items() if (cell := tidy_cell(row, place))}
        if "时间" not in node and last and table.loose:  # only words were left of it: none of its cells can be blank
            node = {"时间": Entry(last.text, last.spot, (SAME_CELL,)), **node}
        last = tidy_cell(row, places["时间"]) or last
        if about := tidy_cell(row, topic):
            nodes.append(node | {"内容": about})
    return nodes


def surveys(table: ReportTable) -> list[Node]:
    """问卷: whom, how many went out, how many came back."""
    columns: dict[str, tuple[str, ...]] = {"对象": ("对象",), "时间": ("时间",), "有效": ("有效",), "回收率": ("率",)}
    columns["发放"] = ("发放", "样本数", "份数", "数量")
    places: dict[str, int] = {}
    for key, words in columns.items():
        for place, head in enumerate(table.head):
            if place not in places.values() and any(word in head for word in words):
                places.setdefault(key, place)
    order = ("对象", "时间", "发放", "有效", "回收率")
    return [
        {key: cell for key in order if key in places and (cell := tidy_cell(row, places[key]))} for row in table.rows
    ]


def parts(tables: Sequence[ReportTable]) -> list[Node]:
    """子项目: the tables of money and of work put together by the number of the row."""
    by_number: dict[str, Tree] = {}
    for table in tables:
        name = table.column("子项目名称", "项目名称", "名称", "项目")
        name = name if name is not None else next((n for n, head in enumerate(table.head) if "项目" in head), 1)
        number = table.column("序号")
        kind: Entry | None = None
        for count, row in enumerate(table.rows, 1):
            cell = tidy_cell(row, name)
            if not cell:
                continue
            key = (given.text if (given := tidy_cell(row, number)) else "") or str(count)
            part = by_number.setdefault(key, {"名称": cell})
            name_entry = part["名称"]
            if isinstance(name_entry, Entry) and name_entry.text != cell.text:
                part["名称"] = Entry(
                    name_entry.text, name_entry.spot, (f"“{table.caption}”作“{cell.text}”，据序号当作同一项",)
                )
            for field, heads in PART_COLUMNS.items():
                value = tidy_cell(row, table.column(*heads))
                if field == "类型" and table.column(*heads) is not None:
                    value, kind = value or (Entry(kind.text, kind.spot, (SAME_CELL,)) if kind else None), value or kind
                if value:
                    part.setdefault(field, _with_unit(field, value, table.unit))
    return list(by_number.values())


def _with_unit(field: str, value: Entry, unit: str) -> Entry:
    if field not in ("金额", "支出") or not re.fullmatch(r"[\d,]+(?:\.\d+)?", value.text):
        return value
    doubts = () if unit else ("原文没有印金额的单位，当作万元",)
    return Entry(value.text + (unit or "万元"), value.spot, (*value.doubts, *doubts))


def volumes(lines: Sequence[Line]) -> list[Node]:
    """业务数据: what the text counts in the usual form: so many in all, so many of them new this year."""
    nodes: list[Node] = []
    for text, spot in lines:
        for match in VOLUME.finditer(tidy(text)):
            words = {"名称": match["name"], "量词": match["unit"], "年末数": match["stock"], "本年新增": match["added"]}
            node = {key: Entry(word.replace(",", ""), spot) for key, word in words.items()}
            node["名称"] = Entry(match["name"], spot, ("业务数据据正文一句话填写，请核对",))
            nodes.append(node)
    return nodes


def printed_table(table: ReportTable) -> Node:
    """附表: a table that has no place of its own, as printed."""

    def cells(row: Row) -> list[Entry]:
        return [Entry(tidy(cell.text), cell.spot, cell.doubts) if cell else Entry("") for cell in row]

    node: Tree = {"表名": Entry(table.caption or "附表", table.spot, () if table.caption else ("原表没有表名",))}
    node |= {"表头": [Entry(head, table.spot) for head in table.head], "行": [cells(row) for row in table.rows]}
    if table.foot:
        node["合计"] = cells(table.foot)
    return node


class Point(NamedTuple):
    """A problem, a piece of advice or an answer: what it says in a line, where, and the report's further words."""

    text: str
    spot: Spot
    more: tuple[str, ...] = ()


def point(line: Line, *, whole: bool = False) -> Point:
    """Return a problem, a piece of advice or an answer: its first sentence, and the others unless taken whole."""
    first, *more = [line[0]] if whole else _sentences(line[0])
    return Point(first, line[1], tuple(more))


def achievement(line: Line) -> Node:
    """主要绩效: what was achieved in a sentence, and the further ones."""
    first, *more = _sentences(line[0])
    node: dict[str, Node] = {"内容": Entry(first, line[1])}
    return node | ({"详情": [Entry(text, line[1]) for text in more]} if more else {})


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE.findall(text) if sentence.strip()] or [text]


def state(text: str) -> str:
    """Return the 状态 of an answer by its words; 未说明进度 where they tell nothing."""
    return next((word for word, pattern in STATES if pattern.search(text)), "未说明进度")


def findings(problems: Sequence[Point], advice: Sequence[Point], answers: Sequence[Point] = ()) -> list[Node]:
    """问题整改: the first problem with the first piece of advice and the first answer, and so on.

    Where there are not as many of one as of the other, which belong together is a guess.
    """
    named = [(name, listed) for name, listed in (("问题", problems), ("建议", advice), ("整改", answers)) if listed]
    counts = "、".join(f"{name} {len(listed)} 项" for name, listed in named)
    doubts = (f"{counts}，项数不同，请核对谁对应谁",) if len({len(listed) for _, listed in named}) > 1 else ()
    nodes: list[Node] = []
    for place in range(max((len(listed) for _, listed in named), default=0)):
        listed: dict[str, Node] = {"问题": unfilled()}
        for key, points in (("问题", problems), ("建议", advice)):
            if place < len(points):
                point = points[place]
                listed[key] = Entry(point.text, point.spot, doubts)
                if point.more:
                    listed[f"{key}详情"] = [Entry(text, point.spot) for text in point.more]
        if place < len(answers):
            answer = answers[place]
            sorted_by_words = Entry(state(answer.text), answer.spot, (BY_WORDS,))
            listed["整改"] = {"情况": Entry(answer.text, answer.spot, doubts), "状态": sorted_by_words}
        nodes.append(listed)
    return nodes
