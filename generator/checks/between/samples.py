"""同一单位同一年度的两个项目，问卷的发放、有效份数相同，对象也相近，可能把同一次调查用了两次。"""

import difflib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, ProjectKey, anchor
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "样本重复"
SEVERITY: Severity = "提示"
REQUIRES_CLEAN = ("地址冲突",)
MIN_RETURNS = 10  # smaller numbers meet by chance
Sample = tuple[Decimal, Decimal, str, Anchor, str]  # issued, valid, asked of whom, where, the project's title


def extract(project: Project) -> list[Sample] | None:
    """The surveys that can be known again; where all papers came back, equal numbers mean little."""
    collection = project.evaluation.collection
    return [
        (survey.issued, survey.valid, survey.group, anchor(project, survey, "issued"), project.title)
        for survey in (collection.surveys if collection else ())
        if survey.issued is not None and survey.valid is not None and MIN_RETURNS <= survey.valid < survey.issued
    ] or None


def compare(facts: list[Fact[list[Sample]]]) -> Iterator[Discrepancy]:
    """Tell the later file of the first one like it; of those that asked the same group the first speaks for all."""
    seen: dict[tuple[str, int, Decimal, Decimal], dict[str, tuple[ProjectKey, str]]] = defaultdict(dict)
    for who, surveys in facts:
        for issued, valid, group, where, title in surveys:
            others = seen[who.body, who.year, issued, valid]
            like = (named for other, (one, named) in others.items() if one is not who and _similar(other, group))
            same = next(like, None)
            if same is not None:
                text = f"发放 {issued:f}、有效 {valid:f}，与“{same}”的问卷相同，对象也相近，请核对是否同一次调查"
                yield where, text
            others.setdefault(group, (who, title))


def _similar(one: str, other: str) -> bool:
    return one in other or other in one or difflib.SequenceMatcher(None, one, other).ratio() * 10 >= 6
