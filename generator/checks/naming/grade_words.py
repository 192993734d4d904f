"""同一单位按同一评级办法公布的评价结论，同一等级应用同一个词，不要有的写“良”，有的写“良好”。"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "等级用词"
SEVERITY: Severity = "提示"
Printed = tuple[str, str, str, str, Anchor]  # scheme, subject, grade, the word printed for it, where


def extract(project: Project, book: Book) -> Printed | None:
    """The printed word, and the grade that it means."""
    scheme, printed = book.schemes.get(project.evaluation.scheme), project.printed
    grade = scheme.named(printed.grade) if scheme and printed and printed.grade else None
    if not printed or not grade:
        return None
    where = anchor(project, printed, "grade")
    return project.evaluation.scheme, project.subject, grade.word, printed.grade, where


def compare(facts: list[Fact[Printed]]) -> Iterator[Discrepancy]:
    """Group the printed words by unit, scheme, subject and grade; tell a rarer or later one where it is first met."""
    groups: dict[tuple[str, ...], list[tuple[str, Anchor]]] = defaultdict(list)
    for who, (*kind, word, where) in facts:
        groups[who.body, *kind].append((word, where))
    for group in groups.values():
        words = Counter(word for word, _ in group)
        usual = words.most_common(1)[0][0]
        other = next(where for word, where in group if word == usual)
        many = f"{words[usual]} 个项目写作“{usual}”（如 {other.place.file}）"
        for word, first in dict(reversed(group)).items():
            if word != usual:
                times = f"（共 {words[word]} 个项目）" if words[word] > 1 else ""
                yield first, f"结论写作“{word}”{times}，该单位另有 {many}，是同一等级，请核对用词"
