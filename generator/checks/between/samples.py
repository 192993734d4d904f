"""同一单位同一年度的两个项目，问卷的发放、有效份数相同，对象也相近，可能把同一次调查用了两次。"""

import difflib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Finding
from generator.checks.between._years import body
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.report import Survey
from generator.model.scores import ScoreBook

NAME = "样本重复"
SEVERITY: Severity = "提示"
AFTER = ("地址冲突",)
FEWEST = 10  # smaller numbers meet by chance
Sample = tuple[str, Decimal, Decimal, Decimal]


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Tell the later file of the first one like it; where all papers came back, equal numbers mean little."""
    seen: dict[Sample, list[tuple[Project, Survey]]] = defaultdict(list)
    for project in book.projects:
        collection = project.evaluation.collection
        for survey in collection.surveys if collection else ():
            issued, valid = survey.issued, survey.valid
            if issued is None or valid is None or not FEWEST <= valid < issued:
                continue
            others = seen[body(book, project.unit), project.year, issued, valid]
            like = (one for one, other in others if one is not project and _similar(other.group, survey.group))
            twin = next(like, None)
            if twin:
                text = f"发放 {issued:f}、有效 {valid:f}，与“{twin.title}”的问卷相同，对象也相近，请核对是否同一次调查"
                yield survey, "issued", text
            others.append((project, survey))


def _similar(one: str, other: str) -> bool:
    return one in other or other in one or difflib.SequenceMatcher(None, one, other).ratio() * 10 >= 6
