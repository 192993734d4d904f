"""同一评价机构（没有机构的，同一单位）按同一评级办法写的各份报告，指标编号应用同一种体例，如都写“B1.1”或都写“B11”。"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.checks import Finding
from generator.checks.naming._codes import clean
from generator.checks.naming._names import Bodies
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ScoreBook

NAME = "编号体例"
SEVERITY: Severity = "提示"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Group the reports by who wrote them and name the few that differ from the many."""
    bodies = Bodies(book)
    groups: dict[tuple[str, str], list[tuple[Project, str, str]]] = defaultdict(list)
    for project in book.projects:
        style = _style(project)
        if style:
            author = project.evaluation.agency or project.unit
            groups[bodies.key(author), project.evaluation.scheme].append((project, *style))
    for group in groups.values():
        styles = Counter(dotted for _, dotted, _ in group)
        usual, count = styles.most_common(1)[0]  # of two equally common ones the first met
        model = next(code for _, dotted, code in group if dotted == usual)
        for project, dotted, code in group:
            if dotted != usual:
                author = project.evaluation.agency or project.unit
                told = f"编号写作“{code}”，“{author}”的另外 {count} 个项目写作“{model}”，体例不同，请核对"
                yield project, "indicators", told


def _style(project: Project) -> tuple[str, str] | None:
    """Whether most codes below the second level part their numbers with dots, with the first such code."""
    below = [node.code for top in project.indicators for child in top.children for node in child.walk()]
    deep = [(clean(code), code) for code in below if len(clean(code).replace(".", "")) > 2]
    dotted = [code for cleaned, code in deep if "." in cleaned]
    joined = [code for cleaned, code in deep if "." not in cleaned]
    if not deep or len(dotted) == len(joined):
        return None
    return ("点", dotted[0]) if len(dotted) > len(joined) else ("连", joined[0])
