"""各项指标都得满分，却写明存在问题的，要核对：问题一般应当在某一项得分里看得出。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks._uses import points_from
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "问题未扣分"
SEVERITY: Severity = "提示"
REQUIRES_CLEAN = ("权重不符", "得分不符", "总分不符")
MIN_LEAVES = 3
NONE = re.compile(
    r"(?:暂|尚|目前)?(?:无|没有|未|不)(?:发现|存在)?(?:明显|重大|突出|存在)?(?:的)?(?:问题)?|不涉及|不适用|[-－—–/／\\]*"
)
MAX_QUOTED = 20


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look at every scored leaf; one diagnostic, on the first problem."""
    told = [finding for finding in project.findings if not NONE.fullmatch(finding.problem.strip("。．. \u3000"))]
    leaves = [leaf for leaf in leaf_scores(score) if not leaf.unscored]
    if not told or len(leaves) < MIN_LEAVES or any(leaf.points is None or leaf.lost != 0 for leaf in leaves):
        return
    full = total([leaf.weight for leaf in leaves if leaf.weight is not None])
    if score.total != full:
        return
    problem = told[0].problem
    quoted = f"{problem[:MAX_QUOTED]}…" if len(problem) > MAX_QUOTED else problem
    text = f"各项指标都得满分，共 {full:f} 分，却写明 {len(told)} 个问题，如“{quoted}”，请对照原件核对得分和问题"
    yield told[0], "problem", text, [value for leaf in leaves for value in points_from(project, leaf)]
