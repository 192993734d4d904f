"""数据文件写的问题类别须是词表（content/categories.yml）里的一类；没有词表的网站不查。"""

import difflib
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "类别未列"
SEVERITY: Severity = "错误"
WAIVABLE = False
ALIKE = 2 / 5  # enough for 采购管理 and 采购与合同


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look every declared category up."""
    known = [one.name for one in book.categories]
    for finding in project.findings:
        if known and finding.category and finding.category not in known:
            near = difflib.get_close_matches(finding.category, known, 1, ALIKE)
            hint = f"，是不是“{near[0]}”？" if near else "，"
            text = f"词表里没有“{finding.category}”这一类{hint}现有：{'、'.join(known)}；不写就按词表归类"
            yield finding, "category", text
