"""故障、事故、投诉一类的指标得了满分，存在问题却说这类事增多、频发，两处要核对。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "满分有问题"
SEVERITY: Severity = "提示"

EVENT = "故障|事故|投诉|中断|违规|违纪|逾期|超支|差错|失误|漏洞|舆情|信访|返工|延误|拖欠|流失"
COUNTED = re.compile(f"({EVENT})(?!修复|处理|处置|排除|解决|响应|恢复|应急|查处|整改|办结|受理|回复|赔付|报告|演练)")
ANSWERED = re.compile("修复|处理|处置|排除|解决|响应|恢复|应急|预案|查处|整改|办结|受理|回复|满意|制度|机制")
GREW = "增多|增加|频发|多发|频繁|上升|时有发生|屡有|屡次|较多|偏多|不断|反复|高发|偏高|较高"
DENIED = re.compile("没有|未见|未发生|未出现|并未|避免|防止|减少|不再|杜绝|以防|防范")
SAID = re.compile(
    rf"(?P<after>{EVENT})[^，。；、]{{0,6}}(?:{GREW})|(?:{GREW})(?:出现|发生|的)?[^，。；、]{{0,4}}(?P<before>{EVENT})"
)
CLAUSE = re.compile("[，。；]")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look for the event of each such leaf with full points in the clauses of the problems."""
    grown = list(_grown(project)) if project.findings else []
    for leaf_score in leaf_scores(score) if grown else ():
        leaf, points = leaf_score.indicator, leaf_score.points
        event = None if ANSWERED.search(leaf.name) else COUNTED.search(leaf.name)
        if not event or not points or points != leaf.weight:
            continue
        clause = next((clause for what, clause in grown if what == event[1]), None)
        if clause is not None:
            text = f"“{leaf.name}”得满分 {points} 分，存在问题却说“{clause}”，请核对得分，或写明两处所指不同"
            yield leaf, "name", text


def _grown(project: Project) -> Iterator[tuple[str, str]]:
    for _, _, text in _problems(project):
        for clause in CLAUSE.split(text):
            if (found := SAID.search(clause)) and not DENIED.search(clause):
                yield found["after"] or found["before"], clause


def _problems(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    for finding in project.findings:
        yield finding, "problem", finding.problem
        yield from ((finding, ("problem_detail", n), line) for n, line in enumerate(finding.problem_detail))
