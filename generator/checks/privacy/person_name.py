"""公开的内容里不写个人姓名：访谈对象、职责分工、责任单位、问卷对象只写职务和单位，联系人、填报人、负责人不写姓名。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._texts import every
from generator.checks.privacy._digits import on_pages
from generator.checks.privacy._names import AS_HALF, FOUND_BY, is_name, masked, named
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.report import Interview, Role, Survey
from generator.model.selfeval import SheetEntry

NAME = "个人姓名"
SEVERITY: Severity = "警告"
REVIEWED = True
PART = re.compile(r"[、,;/ ]+")
TAIL = re.compile(r"(?:等[0-9一二三四五六七八九十]*[人名位]?|同志|先生|女士)$")
NOTE = re.compile(r"\([^()]*\)")
BODY = re.compile(r"公司|集团|中心|事务所|单位|[局处科室委厅院校]")  # a list of bodies may hold short names of bodies
PERSONAL = re.compile(r"联系人|联络人|填报人|填表人|制表人|经办人|负责人|审核人|责任人|申报人")
NOUNS: tuple[type[Record], ...] = (Project, Interview, Role, Survey, SheetEntry)
TRIGGERS = FOUND_BY


def check(project: Project) -> Iterator[Violation]:
    """Look at the fields that hold a role or a body."""
    for record in (record for noun in NOUNS for record in every(noun, project)):
        for field, text in _who(record):
            for name in _alone(text):
                yield record, field, _message(masked(name))


def check_site(book: Book) -> Iterator[Violation]:
    """Look at what is published beside the projects."""
    return on_pages(book, check_text)


def check_text(text: str) -> Iterator[str]:
    """Look for names that a label, a post or a verb stands beside."""
    return (_message(person.shown) for person in named(text))


def _who(record: Record) -> Iterator[tuple[FieldName, str]]:
    """The fields that tell who, each to be filled with a role or a body."""
    match record:
        case Interview():
            yield "who", record.who
        case Role():
            yield "role", record.role
            yield "body", record.body
        case Survey():
            yield "group", record.group
        case Project():
            yield from ((("responsible", n), line) for n, line in enumerate(record.responsible))
        case SheetEntry() if PERSONAL.search(record.name):
            yield "text", record.text


def _alone(text: str) -> Iterator[str]:
    """The names in a field that is nothing but names."""
    text = NOTE.sub("", text.translate(AS_HALF))
    if BODY.search(text):
        return
    for part in PART.split(text):
        if is_name(word := TAIL.sub("", part)):
            yield word


def _message(shown: str) -> str:
    return f"写有个人姓名“{shown}”，不能公开，请改写为职务或单位"
