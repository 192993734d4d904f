"""同一系列前后两年的项目单位、主管部门应相同：单位改了名的在 units.yml 写曾用名，项目转到别的单位的写说明。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.checks.between._years import body, with_last
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "单位变动"
SEVERITY: Severity = "提示"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Compare the bodies themselves, so that a short or former name is no change."""
    for project, last in with_last(book):
        for field, word, now, then in (
            ("unit", "项目单位", project.unit, last.unit),
            ("authority", "主管部门", project.authority, last.authority),
        ):
            if now and then and body(book, now) != body(book, then):
                text = f"{word}是“{now}”，同一系列 {last.year} 年度是“{then}”，请核对系列和单位；改名的登记曾用名"
                yield project, field, text
