"""越大越好的指标，实际达到目标 1.3 倍及以上（目标为 0 的，实际达到 30 及以上）时，要写明偏差原因。"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.core.diagnostic import Severity
from generator.core.number import percent
from generator.model.scores import ProjectScore

NAME = "超额未说明"
SEVERITY: Severity = "错误"
MIN_RATIO, MIN_ACTUAL_OF_NOTHING = Fraction(13, 10), 30


def check(score: ProjectScore) -> Iterator[Violation]:
    """Ask each rule that knows a target whether it was far exceeded, as the provincial systems ask."""
    for leaf_score in leaf_scores(score):
        node, working = leaf_score.indicator, leaf_score.working
        workable = working is not None and working.points is not None
        reached = node.rule.reached if node.rule and workable and not node.reason else None
        if not reached:
            continue
        target, actual = reached
        if target > 0 and actual >= target * MIN_RATIO:
            problem = f"实际是目标的 {percent(actual / target)}，达到 130%"
        elif target == 0 and actual >= MIN_ACTUAL_OF_NOTHING:
            problem = f"目标为 0，实际达到 {MIN_ACTUAL_OF_NOTHING}"
        else:
            continue
        yield node, "rule", f"{problem}，请在本指标下补写“偏差原因: …”；目标定低了的也请写明"
