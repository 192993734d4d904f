"""同一单位按同一评级办法公布的评价结论，同一等级应用同一个词，不要有的写“良”，有的写“良好”。"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.checks import Finding
from generator.checks.naming._names import Bodies
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import PrintedResult, Project
from generator.model.scores import ScoreBook

NAME = "等级用词"
SEVERITY: Severity = "提示"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Group the printed words by unit, scheme, subject and grade; tell a rarer or later one where it is first met."""
    bodies = Bodies(book)
    groups: dict[tuple[str, ...], list[tuple[Project, PrintedResult]]] = defaultdict(list)
    for project in book.projects:
        scheme, printed = book.schemes.get(project.evaluation.scheme), project.printed
        grade = scheme.named(printed.grade) if scheme and printed and printed.grade else None
        if printed and grade:
            key = bodies.key(project.unit), project.evaluation.scheme, project.subject, grade.word
            groups[key].append((project, printed))
    for group in groups.values():
        words = Counter(result.grade for _, result in group)
        usual = words.most_common(1)[0][0]
        other = next(one for one, result in group if result.grade == usual)
        many = f"{words[usual]} 个项目写作“{usual}”（如 {other.marks.file}）"
        for word, first in {result.grade: result for _, result in reversed(group)}.items():
            if word != usual:
                times = f"（共 {words[word]} 个项目）" if words[word] > 1 else ""
                yield first, "grade", f"结论写作“{word}”{times}，该单位另有 {many}，是同一等级，请核对用词"
