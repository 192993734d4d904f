"""预算执行率一般只计一次分；两个计分的指标都是预算执行率（基数不同的除外）的，要核对是否重复计分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks.sums._execution import base_of, scores_execution
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score

NAME = "执行率重计"
SEVERITY: Severity = "警告"


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Find the first indicator on execution, then tell of every other; each goal of a form may have one of its own."""
    scored = {id(leaf) for leaf in leaf_scores(score) if leaf.weight and scores_execution(leaf.indicator)}
    first: dict[str, tuple[Score, ...]] = {}
    for path in score.paths() if len(scored) > 1 else ():
        leaf = path[-1]
        if id(leaf) not in scored:
            continue
        other = first.setdefault(base_of(leaf.indicator), path)
        if other is path or _of_own_goal(path[0]) or _of_own_goal(other[0]):
            continue
        one = other[-1]
        text = (
            f"“{leaf.indicator.title}”（{leaf.weight} 分）与“{one.indicator.title}”（{one.weight} 分）"
            "都按预算执行率计分，请对照原件核对是否重复"
        )
        yield leaf.indicator, "name", text, ((one.indicator, "name"), (leaf.indicator, "weight"))


def _of_own_goal(top: Score) -> bool:
    return bool(top.children) and top.indicator.name.startswith(("目标", "任务", "子项目"))
