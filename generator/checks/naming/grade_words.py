"""同一单位按同一评级办法公布的评价结论，同一等级应用同一个词，不要有的写“良”，有的写“良好”。"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.core.diagnostic import Severity
from generator.model.book import Book, grade_rank
from generator.model.project import Project

NAME = "等级用词"
SEVERITY: Severity = "提示"
SAME_EVERYWHERE = {1: "优", 2: "良"}  # by rank: what a word means where the paper names no scheme
Printed = tuple[str, str, str, Anchor]  # subject, grade, the word printed for it, where


def extract(project: Project, book: Book) -> Printed | None:
    """The printed word, and the grade that it means."""
    printed = project.printed
    if not printed or not printed.grade:
        return None
    scheme = book.schemes.get(project.evaluation.scheme)
    grade = scheme.named(printed.grade) if scheme else None
    meant = grade.word if grade else SAME_EVERYWHERE.get(grade_rank(scheme, printed.grade), printed.grade)
    return project.subject, meant, printed.grade, anchor(project, printed, "grade")


def compare(facts: list[Fact[Printed]]) -> Iterator[Discrepancy]:
    """Group the printed words by unit, subject and grade; tell a rarer or later one where it is first met."""
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
