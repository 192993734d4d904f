"""同一评价机构（没有机构的，同一单位）按同一评级办法写的各份报告，指标编号应用同一种体例，如都写“B1.1”或都写“B11”。"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, _bodies
from generator.checks._facts import Anchor, anchor
from generator.checks.naming._codes import clean
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "编号体例"
SEVERITY: Severity = "提示"


class Style(NamedTuple):
    """Who wrote a report, by which scheme, how it writes codes, with an example, and where."""

    author: str
    body: str
    scheme: str
    dotted: str
    code: str
    where: Anchor


def extract(project: Project, book: Book) -> Style | None:
    """The style of one report."""
    style = _style(project)
    author = project.evaluation.agency or project.unit
    body, scheme = _bodies.key(book, author), project.evaluation.scheme
    return Style(author, body, scheme, *style, anchor(project, project, "indicators")) if style else None


def compare(facts: list[Fact[Style]]) -> Iterator[Discrepancy]:
    """Group the reports by who wrote them and name the few that differ from the many."""
    groups: dict[tuple[str, str], list[Style]] = defaultdict(list)
    for _who, style in facts:
        groups[style.body, style.scheme].append(style)
    for group in groups.values():
        styles = Counter(one.dotted for one in group)
        usual, count = styles.most_common(1)[0]  # of two equally common ones the first met
        model = next(one.code for one in group if one.dotted == usual)
        for one in group:
            if one.dotted != usual:
                text = f"编号写作“{one.code}”，“{one.author}”的另外 {count} 个项目写作“{model}”，体例不同，请核对"
                yield one.where, text


def _style(project: Project) -> tuple[str, str] | None:
    """Whether most codes below the second level part their numbers with dots, with the first such code."""
    below = [node.code for top in project.indicators for child in top.children for node in child.walk()]
    deep = [(clean(code), code) for code in below if len(clean(code).replace(".", "")) > 2]
    dotted = [code for cleaned, code in deep if "." in cleaned]
    joined = [code for cleaned, code in deep if "." not in cleaned]
    if not deep or len(dotted) == len(joined):
        return None
    return ("点", dotted[0]) if len(dotted) > len(joined) else ("连", joined[0])
