"""总分规则要前后一致：不是按满分计的总分写明满分；封顶和否决的最高分不超过满分；采用复核分的每个末级指标都有复核分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.totals import Cap, TotalRules, Veto

NAME = "总分规则"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Look at every project that declares rules for its total."""
    if project.total_rules:
        yield from _rules(project, project.total_rules)
    for leaf in all_leaves(project):
        most = leaf.weight
        if leaf.reviewed is not None and most is not None and not 0 <= leaf.reviewed <= most:
            yield leaf, "reviewed", f"复核分 {leaf.reviewed} 应在 0 至权重 {leaf.weight} 之间，请核对"


def _rules(project: Project, rules: TotalRules) -> Iterator[Violation]:
    if rules.full is not None and rules.full <= 0:
        yield rules, "full", f"满分 {rules.full} 应大于 0，请核对"
    if rules.convert and rules.full is None:
        yield rules, "convert", "要折算，请写明折算前的“满分”，如“满分: 30”"
    limits: tuple[Cap | Veto, ...] = (*rules.caps, *rules.vetoes)
    for limit in limits:
        if limit.most < 0:
            yield limit, "most", f"最高 {limit.most} 不能小于 0，请核对"
    for cap in rules.caps:
        if not 0 < cap.below.value <= 1:
            yield cap, "below", f"执行率“{cap.below.text}”应在 0% 与 100% 之间，请核对"
    if rules.caps and project.budget.spent is None:
        yield rules, "caps", "按执行率封顶要用到支出，请在“预算”下补写“支出”", ((project.budget, "spent"),)
    if rules.counts == "复核分":
        for leaf in all_leaves(project):
            if leaf.reviewed is None:
                text = (
                    "本项目按复核分计分，这个指标没有“复核分”，请对照原件核对两处；文件按自评分计分的，“计分”写自评分"
                )
                yield leaf, "reviewed", text, ((rules, "counts"),)
