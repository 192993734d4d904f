"""Unsuitable papers (不收的表): what a paper that is no known form seems to be, and what its sender should do."""

import re

from generator.intake.paper import Paper, Refused
from generator.intake.tables.heads import indicator_role
from generator.intake.tables.split import paper_lines

KNOWN = "能收的有项目支出绩效自评表、绩效评价结果信息表、绩效评价报告、指标评分表、整改情况表"
DECLARATION = re.compile("预算申报|绩效目标申报|目标申报表|预算申请|项目申报")
TARGETS = re.compile("绩效目标(?:批复)?表|目标批复|绩效目标")


def refuse(paper: Paper) -> Refused:
    """One sentence: what it seems to be, and what to do."""
    lines = paper_lines(paper)
    head = "".join(cell.line for line in lines[:6] for cell in line.own)
    roles = {indicator_role(cell.text) for line in lines for cell in line.own}
    if not lines:
        reason = f"里面没有内容；{KNOWN}，请交填好的表"
    elif found := DECLARATION.search("".join(head.split())):
        reason = f"看来是预算申报的表（表头有“{found[0]}”），只有目标，没有结果；请交年度结束后的绩效自评表"
    elif "target" in roles and not {"actual", "points"} & roles:
        reason = "看来是绩效目标表，只有目标值，没有实际完成值和得分；请交填好结果的绩效自评表"
    elif TARGETS.search(head) and "actual" not in roles:
        reason = "看来是绩效目标表，没有完成情况；请交填好结果的绩效自评表"
    else:
        words = "、".join(dict.fromkeys(cell.line[:12] for line in lines[:3] for cell in line.own[:3]))
        reason = f"认不出是什么表（开头是“{words}”）；{KNOWN}，请核对是不是交错了文件，或者照空表（make form）填写"
    return Refused(paper.file, reason)


def unfilled(paper: Paper, name: str) -> Refused:
    """A form that nobody filled in: it must not be taken for one with a score of 0."""
    return Refused(paper.file, f"看来是还没有填写的{name}，格子里没有目标值、完成值、得分和金额；请填好后再交")
