"""得分不足权重 60% 的指标，存在问题里要有说明它的一条。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import all_nodes, leaf_scores
from generator.checks._uses import points_from
from generator.checks.mapping._match import core, touches
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "低分无问题"
SEVERITY: Severity = "警告"
NOTABLE = False
REQUIRES_CLEAN = ("对应不存在", "权重不符", "得分不符", "实际值不符")
PASS_RATE = Fraction(60, 100)


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look for each low leaf among the problems: by 对应指标, else by the distinctive words of its name."""
    if not project.findings and all(source.kind != "报告" for source in project.sources):
        return
    named = _named(project)
    texts = [line for finding in project.findings for line in (finding.problem, *finding.problem_detail)]
    for leaf_score in leaf_scores(score):
        leaf = leaf_score.indicator
        if leaf_score.points is None or leaf.weight is None or (leaf_score.points >= leaf.weight > 0):
            continue  # most have all their points, which is sooner known than the rate
        rate = leaf_score.rate
        if rate is None or rate >= PASS_RATE or leaf.reason or id(leaf) in named:
            continue
        if (core(leaf.name) or not texts) and not any(touches(leaf.name, text) for text in texts):
            how = f"，或在说明它的问题下写“对应指标: {leaf.code or leaf.name}”" if texts else ""
            low = f"“{leaf.name}”得 {leaf_score.points} 分（满分 {leaf.weight}），不足 60%"
            named_by = [(finding, "indicators") for finding in project.findings if finding.indicators]
            uses = (*points_from(project, leaf_score), (leaf, "weight"), *named_by)
            yield leaf, "name", f"{low}，存在问题没有提到，请补写原因{how}", uses


def _named(project: Project) -> set[int]:
    """The leaves that 对应指标 of some problem names, by themselves or by a level above."""
    words = {word for finding in project.findings for word in finding.indicators}
    nodes = (node for node in all_nodes(project) if words & {node.code, node.name, node.title})
    return {id(leaf) for node in nodes for leaf in node.leaves()} if words else set()
