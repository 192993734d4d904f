"""项目单位、主管部门、委托单位、评价机构须在 units.yml 中登记，评级办法须在 schemes 文件夹中有同名文件。"""

import difflib
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.book import Book, without_code
from generator.model.project import Project

NAME = "未登记"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look every name up; where the list itself could not be read, nothing is said."""
    named: list[tuple[Record, str, str]] = [
        (project, "unit", project.unit),
        *((project, "authorities", name) for name in project.authority_names),
        (project.evaluation, "client", project.evaluation.client),
        (project.evaluation, "agency", project.evaluation.agency),
    ]
    for record, field, name in named:
        if name and not book.unit(name) and book.units:
            known = dict.fromkeys(one for unit in book.units for one in unit.names)
            hint = _hint(without_code(name), list(known))
            text = f"units.yml 里没有“{name}”{hint}请核对名称，没有写错的在 units.yml 中登记"
            yield record, field, text, ((record, field),)
    scheme = project.evaluation.scheme
    if scheme and scheme not in book.schemes and not _is_unread(book, scheme):
        schemes = list(book.schemes)
        text = f"没有“{scheme}”这个评级办法{_hint(scheme, schemes)}现有：{'、'.join(schemes) or '无'}"
        yield project.evaluation, "scheme", text, ((project.evaluation, "scheme"),)


def _is_unread(book: Book, scheme: str) -> bool:
    return any(file.endswith(f"schemes/{scheme}.yml") for file in book.unread)


def _hint(name: str, known: list[str]) -> str:
    similar = [one for one in difflib.get_close_matches(name, known) if not _of_its_own(name, one)]
    return f"，是不是“{similar[0]}”？" if similar else "，"


def _of_its_own(name: str, other: str) -> bool:
    """Whether two names differ in a whole word (公安局, 财政局), so that neither is a slip for the other."""
    changes = difflib.SequenceMatcher(None, name, other, False).get_opcodes()
    return not name.isascii() and any(
        what == "replace" and min(end - begin, stop - start) > 1 for what, begin, end, start, stop in changes
    )
