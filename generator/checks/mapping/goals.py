"""Goals and the indicators and budget that stand behind them, and names that refer to either."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator.checks import Violation, check
from generator.checks.mapping._match import HALF, closeness, core, kind_of, likeness, stands_for, touches, words
from generator.checks.mapping._rows import form_rows
from generator.checks.records import every, lines_of
from generator.checks.scores import all_leaves, all_nodes
from generator.core.record import FieldName, Record
from generator.model.budget import Part
from generator.model.project import Indicator, Project
from generator.model.report import Goal
from generator.model.selfeval import AnnualGoal, PlainRow

RESULT_LEVELS = re.compile("产出|效果|效益|影响|满意|绩效(情况|结果)?$")


def goal_rows(project: Project) -> tuple[Goal, ...]:
    """Return the rows of the table of goals that name something."""
    return tuple(row for row in project.goals.table if row.levels) if project.goals else ()


def is_tree(project: Project) -> bool:
    """Return whether the indicators stand in more than one level, so that a missing one is missing in the paper."""
    return any(top.children for top in project.indicators)


def _measures(node: Indicator, row: Goal) -> bool:
    """Return whether an indicator measures a goal: as declared, by its name, or as that of all goals of the kind."""
    name = row.levels[-1]
    if _declares(node, row) or likeness(name, node.name) >= HALF:
        return True
    return not node.children and stands_for(node.name, row.levels)


def _declares(node: Indicator, row: Goal) -> bool:
    """Return whether 对应目标 of an indicator names the row."""
    return any(words(goal) == words(row.levels[-1]) for goal in node.goals)


def _goals_by_leaf(project: Project) -> Mapping[int, list[str]]:
    """Return the goals without an indicator of their own, by index of the leaf that measures them.

    That is each leaf declared to do so, else the one closest to the goal.
    """
    leaves, goals = all_leaves(project), defaultdict[int, list[str]](list)
    same = {leaf.name for leaf in leaves}
    for row in goal_rows(project):
        name = row.levels[-1]
        declared = [n for n, leaf in enumerate(leaves) if _declares(leaf, row)]
        for n in (declared or _closest(name, leaves)) if name not in same else ():
            goals[n].append(name)
    return goals


def _closest(goal: str, leaves: list[Indicator]) -> list[int]:
    """Return the index of the leaf whose name is closest to a goal, the first of equals; none if all are far."""
    like = ((likeness(goal, leaf.name), closeness(goal, leaf.name), -n) for n, leaf in enumerate(leaves))
    close = max((rank for rank in like if rank[0] > HALF), default=None)
    return [-close[2]] if close else []


def _result_leaves(project: Project) -> Iterator[Indicator]:
    """Yield the leaves under output and effect, which a goal should stand behind."""

    def walk(node: Indicator, inside: bool) -> Iterator[Indicator]:
        if not node.children and inside:
            yield node
        for child in node.children:
            yield from walk(child, inside or bool(RESULT_LEVELS.search(node.name)))

    for top in project.indicators:
        yield from walk(top, inside=False)


@check("目标无指标", "提示", requires_clean=("对应不存在",))
def goals_without_indicator(project: Project) -> Iterator[Violation]:
    """分解目标表的每一项，要有指标考核它：名称相近，或在指标下写明“对应目标”。"""
    if not is_tree(project):
        return
    nodes = tuple(all_nodes(project))
    names = {node.name for node in nodes}
    for row in goal_rows(project):
        if row.levels[-1] not in names and not any(_measures(node, row) for node in nodes):
            goal = row.levels[-1]
            text = f"目标“{goal}”没有指标考核，请核对；名称不同的，在考核它的指标下写“对应目标: {goal}”"
            yield row, "levels", text, [(node, "goals") for node in nodes if node.goals]


@check("指标无目标", "提示", requires_clean=("对应不存在",))
def indicators_without_goal(project: Project) -> Iterator[Violation]:
    """有分解目标表的，产出、效果方面的每个末级指标要有一项目标作依据。"""
    rows = goal_rows(project)
    if not rows or not is_tree(project):
        return
    names = {row.levels[-1] for row in rows}
    for node in _result_leaves(project):
        if node.name not in names and not any(_measures(node, row) for row in rows):
            text = f"“{node.name}”在分解目标表里没有相应的目标，请核对；名称不同的，在本指标下写“对应目标: 目标名称”"
            yield node, "name", text, ((node, "goals"),)


COST, LESS = "(?:成本|费用)", "(?:节约|节省|降低|下降|减少|压缩|压降)"
ASPECTS = {
    "成本": (re.compile(f"{COST}[^，。；、]{{0,6}}{LESS}|{LESS}[^，。；、]{{0,10}}{COST}"),
           re.compile("成本|费用|节约|节省|节支|降本|压减|经济性")),
    "时效": (re.compile("(?:按时|按期|及时|如期)[^，。；、]{0,4}(?:完成|完工|竣工|交付|办结|拨付|发放)"),
           re.compile("及时|时效|按时|按期|如期|准时|进度|工期|周期|时限|时间|计划完成|月底|年底|年末|日前|月前")),
    "满意度": (re.compile("满意"), re.compile("满意")),
}  # fmt: skip


@check("年度目标落空", "提示")
def annual_goals_without_indicator(project: Project) -> Iterator[Violation]:
    """年度目标、总目标说到节约成本、按时完成、满意度的，指标或分解目标里要有相应的一项。"""
    # Each aspect once, at the first line that names it; annual goals come before total ones.
    if not is_tree(project):
        return
    measured = "\n".join(_measured_texts(project))
    for aspect, (wanted, covered) in ASPECTS.items():
        if covered.search(measured):
            continue
        if promise := next((line for line in _promises(project) if wanted.search(line[2])), None):
            record, field, text = promise
            match = wanted.search(text)
            message = f"目标说到“{match[0] if match else aspect}”，指标体系没有{aspect}方面的指标，请核对是否漏列"
            yield record, field, message


def _promises(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    if project.goals:
        yield from lines_of(project.goals, "annual")
        yield from lines_of(project.goals, "overall")
    for goal in every(AnnualGoal, project):
        yield from lines_of(goal, "expected")


def _measured_texts(project: Project) -> Iterator[str]:
    for node in all_nodes(project):
        yield from (node.name, node.target, *node.goals, *(row.name for row in node.rows))
    for row in every(PlainRow, project):
        yield from (*row.levels, row.target)


ACTIONS = {
    "采购": re.compile("采购|购置|购买|添置|配备|更新"),
    "租赁": re.compile("租赁|租用|租金|托管"),
    "新建": re.compile("新建|建造|修建|扩建|建设工程|工程建设"),
    "升级改造": re.compile("升级|改造|改建|优化|改版|更新|完善"),
    "培训": re.compile("培训|研修|轮训"),
    "运维": re.compile("运维|运行维护|运行维修|维护|维保|保养|维修|托管"),
}
ACTION = re.compile("采购|购置|购买|添置|租赁|租用|新建|修建|扩建|升级|改造|培训|运维|运行维护")
ACTION_KINDS = {"购置": "采购", "购买": "采购", "添置": "采购", "租用": "租赁", "修建": "新建", "扩建": "新建",
        "升级": "升级改造", "改造": "升级改造", "运行维护": "运维"}  # fmt: skip
NO_ACTION = re.compile("管理|投入|决策|过程|满意|规范|合规|程序|需求")


@check("目标无预算", "提示")
def goals_without_budget(project: Project) -> Iterator[Violation]:
    """目标说要采购、租赁、新建、改造、培训、运维的，预算的子项目里要有这一项。"""
    parts = project.budget.parts
    if not parts:
        return
    listed = "\n".join((project.name, *(line for p in parts for line in (p.name, p.kind, *p.planned, *p.done))))
    for row in goal_rows(project):
        match = None if any(map(NO_ACTION.search, row.levels)) else ACTION.search(row.levels[-1])
        if not match or ACTIONS[ACTION_KINDS.get(match[0], match[0])].search(listed) or _is_part(parts, row):
            continue
        text = f"目标要“{match[0]}”，{len(parts)} 个子项目里没有这一项，请核对预算明细是否漏列、目标是否有资金"
        yield row, "levels", text


def _is_part(parts: tuple[Part, ...], row: Goal) -> bool:
    """Return whether a sub-project is named for the very thing that is bought or taught (服务器)."""
    return any(likeness(row.levels[-1], part.name) >= HALF for part in parts)


@check("目标合并", "提示", notable=False, requires_clean=("对应不存在",))
def merged_goals(project: Project) -> Iterator[Violation]:
    """一个指标考核一项目标；几项目标合成一个指标的，看不出各项完成得怎样。实际完成率一类共性指标不在此列。"""
    # Not where an indicator has the very name of one of the goals, nor where it stands for all goals of a kind.
    if not is_tree(project):
        return
    leaves = all_leaves(project)
    for n, names in _goals_by_leaf(project).items():
        leaf, goals = leaves[n], list(dict.fromkeys(names))
        if (
            len(goals) < 2
            or kind_of(leaf.name) not in ("", "满意")
            or any(words(goal) == words(leaf.name) for goal in goals)
        ):
            continue
        listed = "”“".join(goals[:3]) + ("”等“" if len(goals) > 3 else "")
        text = f"“{listed}”{len(goals)} 项目标合在“{leaf.name}”一个指标里，请核对；能分开的，分列指标和实际值"
        yield leaf, "name", text, [(other, "goals") for other in leaves if other.goals]


BARE_NUMBER = re.compile(r"(?P<number>\d{1,15}(?:\.\d{1,10})?)\s?(?P<percent>[%％]?)")
COMPARED_NUMBER = re.compile(
    r"(?P<before>≥|≧|>=|≤|≦|<=|＞|＜|>|<|不低于|不少于|不小于|不超过|不高于|不大于|不多于|超过|高于|大于|小于|低于)\s?"
    r"(?P<one>\d{1,15}(?:\.\d{1,10})?)\s?(?P<p1>[%％]?)|"
    r"(?<![\d.])(?P<two>\d{1,15}(?:\.\d{1,10})?)\s?(?P<p2>[%％]?)\s?[^\d\W]{0,2}?(?P<after>及?以[上内下])"
)
SENTENCE = re.compile(r"[。；\n]")
ComparedNumber = tuple[str, str, str]  # number with percent sign, how it was printed, the sentence


@check("比较符号", "警告", notable=False)
def lost_signs(project: Project) -> Iterator[Violation]:
    """正文写明“≥95%”“95%以上”的目标，表里不能只写“95%”：丢了符号，就不知道是至少还是正好。"""
    compared: list[ComparedNumber] = []
    for record, field, name, target in _bare_targets(project):
        bare = BARE_NUMBER.fullmatch(target.strip())
        if not bare or (bare["percent"] and bare["number"] == "100"):
            continue
        compared = compared or list(_compared_numbers(project))
        number = f"{bare['number']}{'%' if bare['percent'] else ''}"
        printed = next((how for what, how, line in compared if what == number and _same_thing(name, line)), None)
        if printed:
            yield record, field, f"“{name}”的目标值只写“{target}”，正文写的是“{printed}”，请核对并补上符号"


def _bare_targets(project: Project) -> Iterator[tuple[Record, str, str, str]]:
    yield from ((row, "target", row.levels[-1], row.target) for row in goal_rows(project))
    plain = every(PlainRow, project)
    yield from ((row, "target", row.levels[-1], row.target) for row in plain if row.levels and not row.sign)
    yield from ((node, "target", node.name, node.target) for node in all_leaves(project) if not node.sign)


def _compared_numbers(project: Project) -> Iterator[ComparedNumber]:
    for sentence in (part for line in _goal_prose(project) for part in SENTENCE.split(line)):
        for match in COMPARED_NUMBER.finditer(sentence):
            yield _number_text(match), match[0], sentence
    for row in goal_rows(project):
        if whole := COMPARED_NUMBER.fullmatch(row.target.strip()):
            yield _number_text(whole), whole[0], row.levels[-1]


def _goal_prose(project: Project) -> Iterator[str]:
    for goal in every(AnnualGoal, project):
        yield from goal.expected
    if goals := project.goals:
        yield from (*goals.overall, *goals.annual, *(line for group in goals.groups for line in group.items))


def _number_text(match: re.Match[str]) -> str:
    return f"{match['one'] or match['two']}{'%' if match['p1'] or match['p2'] else ''}"


def _same_thing(name: str, sentence: str) -> bool:
    """Return whether a sentence mentions a name by most of its two-character pieces."""
    return bool(core(name)) and likeness(name, sentence) >= HALF and touches(name, sentence)


@check("对应不存在", "错误", waivable=False)
def names_that_exist(project: Project) -> Iterator[Violation]:
    """“对应目标”写分解目标表里有的目标，“对应指标”写指标体系里有的编号或名称。"""
    rows = [row.levels[-1] for row in goal_rows(project)]
    for node in all_nodes(project):
        for n, name in enumerate(node.goals):
            if words(name) not in map(words, rows):
                yield node, ("goals", n), f"分解目标表里没有“{name}”，{_advice(name, rows, '目标')}", ((node, "goals"),)
    yield from _findings(project)


def _findings(project: Project) -> Iterator[Violation]:
    nodes = tuple(all_nodes(project))
    names = {word for node in nodes for word in (node.code, node.name, node.title) if word}
    for finding in project.findings:
        for n, name in enumerate(finding.indicators):
            if name not in names:
                advice = _advice(name, [node.name for node in nodes], "编号或名称")
                text = f"指标体系里没有“{name}”，{advice}"
                yield finding, ("indicators", n), text, ((finding, "indicators"),)


def _advice(name: str, names: list[str], what: str) -> str:
    closest = max(names, key=lambda other: likeness(name, other), default="")
    if closest and likeness(name, closest):
        return f"是不是“{closest}”？请照那里的{what}写"
    return f"请照那里的{what}写，或删去这一项"


NUMBERED_NAME = re.compile(
    r"(?:[一二三四]级)?(?:绩效)?指标\s?(?:\d{1,2}|[一二三四五六七八九十]|[nN]|名称)|(?:年度|总体)?(?:绩效)?目标\s?\d{1,2}"
)
# What stands among other words is told by 模板提示语 already: here only what it cannot tell from a mark of the text.
LEFT_MARK = re.compile(r"[*＊]{2,}|[XxＸ×╳]{2,}$|…{1,2}$|\.{3,}$")


@check("模板名称", "警告")
def template_names(project: Project) -> Iterator[Violation]:
    """指标、目标的名称不应是模板里的“指标1”“年度绩效目标1”，也不应留着“**”“××”“……”。"""
    # A numbered name with something below it is a heading (目标1); the marks are left over anywhere.
    for record, field, name, last in _names(project):
        if text := _wrong_name(name, last):
            yield record, field, text


@lru_cache(8192)
def _wrong_name(name: str, last: bool) -> str:
    bare = name.strip()
    if (mark := LEFT_MARK.search(bare)) and mark[0] != bare:  # nothing but the mark: 没有填写 tells it
        return f"名称“{bare}”里的“{mark[0]}”像是模板留下的，请对照原件核对"
    if last and NUMBERED_NAME.fullmatch(bare):
        return f"名称“{bare}”像是模板留下的，没有换成实际的名称，请对照原件核对"
    return ""


def _names(project: Project) -> Iterator[tuple[Record, FieldName, str, bool]]:
    yield from ((node, "name", node.name, False) for node in all_nodes(project) if node.children)
    for row in form_rows(project):
        if not isinstance(row.record, PlainRow):
            yield row.record, "name", row.name, True
    rows: tuple[PlainRow | Goal, ...] = (*every(PlainRow, project), *goal_rows(project))
    for record in rows:
        last = len(record.levels) - 1
        yield from ((record, ("levels", n), word, n == last) for n, word in enumerate(record.levels))


ORDINARY_TITLE = re.compile("(?:财政)?(?:项目|资金|专项)?(?:项目|资金)?支出(?:项目)?绩效评价报告")


@check("程序与题名", "提示", notable=False)
def procedure_and_title(project: Project) -> Iterator[Violation]:
    """按简易程序做的评价，报告不用普通程序的题名。"""
    evaluation = project.evaluation
    if "简易" in evaluation.procedure and ORDINARY_TITLE.fullmatch(evaluation.report_title):
        text = (
            f"程序是“{evaluation.procedure}”，报告标题却是普通程序的“{evaluation.report_title}”，请核对用的是哪一种程序"
        )
        yield evaluation, "report_title", text
