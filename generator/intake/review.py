"""Review (复看) of recognised values: papers not taken, implausible values, guessed positions, bare ratios.

The last look at what was read of a table, whatever its layout: a layout nobody foresaw shows itself here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.intake.drafted import Entry, Node, Recognised, Step, entries, with_entries
from generator.intake.money import is_readable
from generator.intake.paper import Paper, Refused, Spot
from generator.intake.reports.wording import items, marked
from generator.intake.tables.columns import indicator_role
from generator.intake.tables.labels import bare, bare_words, field_of, label_kind, paper_lines
from generator.model import forms
from generator.model.field_table import field_at
from generator.model.reexamination import PAPER
from generator.model.selfeval import AnnualGoal, FundRow

KNOWN = "能收的有项目支出绩效自评表、绩效评价结果信息表、绩效评价报告、指标评分表、整改情况表"
DECLARATION = re.compile("预算申报|绩效目标申报|目标申报表|预算申请|项目申报")
MONITORING = re.compile("(?:绩效|目标|运行|执行)监控")
TARGETS = re.compile("绩效目标(?:批复)?表|目标批复|绩效目标")
LABEL = "读到的像是表上的栏目名称，不是内容，请核对"
SENTENCE = "像是一句话，不像名称，请核对"
NUMBER = "像是序号，不像名称，请核对"
DIGITS = re.compile(r"[\d.、．%]+")
NAME = "名称"
BODIES = ("项目单位", "主管部门", "责任单位")
FUNDS = "资金"
OF_THE_HOUSE = ("类别", "方式", "方法", "状态", "栏目")  # words of the data file itself
HEADS = (forms.LEVELS, forms.ACTUAL, forms.TARGET, forms.WEIGHT, forms.POINTS, forms.REASON)
FUND_NAMES = ("资金名称", "资金项目", "资金情况", "项目资金", "资金总额", "年度资金总额")
SENTENCE_MARK = re.compile("[。；]")
NO_AMOUNT = "照原样抄下，没有读成数；请核对后写成以元、万元或亿元计的金额"
STRUCK = "来件里有划去的字，照录在〔〕里；请核对后只留有效的"
GUESSED = "从 PDF 读出，哪个字属于哪一格是按位置推断的"
BARE = re.compile(r"\d*\.?\d+")
FINDINGS, NUMBERED = "问题整改", (("问题",), ("建议",), ("整改", "情况"))
REVIEW = "复核"  # what is filled in on a working paper of a reexamination


def refuse(paper: Paper) -> Refused:
    """One sentence: what it seems to be, and what to do."""
    lines = paper_lines(paper)
    head = "".join(cell.line for line in lines[:6] for cell in line.own)
    roles = {indicator_role(cell.text) for line in lines for cell in line.own}
    if not lines and paper.pictures:
        reason = "里面只有图片，没有文字，是扫描件或图片；请交有文字的文件（填表用的 .docx、.xlsx）"
    elif not lines:
        reason = f"里面没有内容；{KNOWN}，请交填好的表"
    elif declaration := DECLARATION.search("".join(head.split())):
        reason = f"看来是预算申报的表（表头有“{declaration[0]}”），只有目标，没有结果；请交年度结束后的绩效自评表"
    elif monitoring := MONITORING.search("".join(head.split())):
        reason = f"看来是年中的监控表（表头有“{monitoring[0]}”），还没有全年的结果；请交年度结束后的绩效自评表"
    elif "target" in roles and not {"actual", "points"} & roles:
        reason = "看来是绩效目标表，只有目标值，没有实际完成值和得分；请交填好结果的绩效自评表"
    elif "weight" in roles and not {"actual", "points"} & roles:
        reason = "看来是评价方案里的指标体系，只有分值和评分标准，没有得分；请交打好分的评分表"
    elif TARGETS.search(head) and "actual" not in roles:
        reason = "看来是绩效目标表，没有完成情况；请交填好结果的绩效自评表"
    else:
        words = "、".join(dict.fromkeys(cell.line[:12] for line in lines[:3] for cell in line.own[:3]))
        reason = f"认不出是什么表（开头是“{words}”）；{KNOWN}，请核对是不是交错了文件，或者照空表（make form）填写"
    return Refused(paper.file, reason)


def unfilled(paper: Paper, name: str) -> Refused:
    """Return a form that nobody filled in: it must not be taken for one with a score of 0."""
    return Refused(paper.file, f"看来是还没有填写的{name}，格子里没有目标值、完成值、得分和金额；请填好后再交")


def examined(values: Mapping[str, Node]) -> dict[str, Node]:
    """Return the values that are not empty, with a doubt on each that cannot well be what it is read as."""

    def examine(path: tuple[Step, ...], entry: Entry) -> Entry:
        doubt = _doubt(entry.text, tuple(step for step in path if isinstance(step, str)))
        return entry.doubted(doubt) if doubt else entry

    return with_entries({key: node for key, node in values.items() if node}, examine)


def _doubt(text: str, keys: tuple[str, ...]) -> str:
    """Return the doubt about a text under the keys of a data file, "" for none."""
    key = keys[-1]
    if key in OF_THE_HOUSE or keys[-2:] == ("其他栏目", NAME):
        return ""
    if key in (NAME, "问题") and DIGITS.fullmatch(text):
        return NUMBER
    if (key == NAME or key in BODIES) and SENTENCE_MARK.search(text):
        return SENTENCE
    if key != NAME:
        return LABEL if is_label(text) else ""
    if FUNDS in keys:
        return LABEL if _is_head(text) or _is_goal(text) else ""
    return LABEL if _is_head(text) or bare(text) in bare_words(forms.TOTALS) else ""


def is_label(text: str) -> bool:
    """Return whether a text is one of the labels that forms print."""
    funds = field_of(FundRow, text) not in ("", "name", "remark")
    total = bare(text) in (*bare_words(forms.TOTALS), *FUND_NAMES)
    return total or funds or _is_head(text) or _is_goal(text) or bool(label_kind(text))


def _is_head(text: str) -> bool:
    return any(bare(text) in bare_words(words) for words in HEADS)


def _is_goal(text: str) -> bool:
    return bare(text) in bare_words(forms.ANNUAL_GOALS) or bool(field_of(AnnualGoal, text, "expected", "achieved"))


def reviewed(paper: Paper, projects: Sequence[Recognised]) -> tuple[Recognised, ...] | Refused:
    """Return the projects of a paper with every doubt that does not depend on the kind of form."""
    for project in projects:
        if project.kind == PAPER and not any(REVIEW in path for path, _ in entries(project.values)):
            return unfilled(paper, project.kind)
    doubts = {cell.spot: cell.doubt for grid in paper.grids for cell in grid.cells if cell.doubt}
    return tuple(_reviewed(project, paper.guessed, doubts) for project in projects)


def _reviewed(project: Recognised, guessed: bool, doubts: Mapping[Spot, str]) -> Recognised:
    def seen(path: tuple[Step, ...], entry: Entry) -> Entry:
        """Return the entry with a doubt if its cell does not show what it holds, or has words struck out."""
        entry = _examined_amount(path, entry)
        entry = entry.doubted(STRUCK) if "〔划去：" in entry.text else entry
        entry = _without_number(path, entry)
        return entry.doubted(doubts[entry.spot]) if entry.spot and entry.spot in doubts else entry

    values: Mapping[str, Node] = with_entries(project.values, seen)
    if project.ours:
        values = _with_ratios_doubted(values)
    if guessed:
        values = with_entries(values, lambda _, entry: entry.doubted(GUESSED))
    return replace(project, values=values)


def _examined_amount(path: tuple[Step, ...], entry: Entry) -> Entry:
    """Return the entry with a doubt if it is an amount that no data file can hold: 200千元, 约20万元."""
    field = field_at(path)
    wrong = field and field.kind == "金额" and entry.text and not is_readable(entry.text)
    return entry.doubted(NO_AMOUNT) if wrong else entry


def _without_number(path: tuple[Step, ...], entry: Entry) -> Entry:
    """Return what is said of a problem without the number that it has in the list anyway (1、…)."""
    if path[0] != FINDINGS or path[2:] not in NUMBERED or not isinstance(path[1], int):
        return entry
    _, number, rest = marked(entry.text)
    is_own = number == path[1] + 1 and rest.strip() and entry.spot and len(items([(entry.text, entry.spot)])) == 1
    return replace(entry, text=rest.strip()) if is_own else entry


def _with_ratios_doubted(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """Return the values with a doubt on an actual value of 0.95 or 95 beside a target of 90%."""
    targets = {path[:-1]: entry.text for path, entry in entries(values) if path[-1] == "目标值"}

    def examine(path: tuple[Step, ...], entry: Entry) -> Entry:
        is_percent = path[-1] == "实际值" and not {"%", "％"}.isdisjoint(targets.get(path[:-1], ""))
        if not is_percent or not BARE.fullmatch(entry.text):
            return entry
        return entry.doubted(f"填的是 {entry.text}，没有百分号，目标值是百分数")

    return with_entries(values, examine)
