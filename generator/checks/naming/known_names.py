"""项目单位、主管部门、委托单位、评价机构须在 units.yml 中登记，评级办法须在 schemes 文件夹中有同名文件。"""

import difflib
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._bodies import bodies
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.book import Book, without_code
from generator.model.project import Project

NAME = "未登记"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look every name up; where the list itself could not be read, nothing is said."""
    units = bodies(book.units).units
    schemes = list(book.schemes)
    named: list[tuple[Record, str, str]] = [
        (project, "unit", project.unit),
        (project, "authority", project.authority),
        (project.evaluation, "client", project.evaluation.client),
        (project.evaluation, "agency", project.evaluation.agency),
    ]
    if units:
        for record, field, name in named:
            if name and without_code(name) not in units:
                hint = _hint(without_code(name), list(units))
                yield record, field, f"units.yml 里没有“{name}”{hint}请改正名称，或在 units.yml 中登记"
    scheme = project.evaluation.scheme
    if scheme not in schemes and not any(file.endswith(f"schemes/{scheme}.yml") for file in book.unread):
        text = f"没有“{scheme}”这个评级办法{_hint(scheme, schemes)}现有：{'、'.join(schemes) or '无'}"
        yield project.evaluation, "scheme", text


def _hint(name: str, known: list[str]) -> str:
    similar = difflib.get_close_matches(name, known, 1)
    return f"，是不是“{similar[0]}”？" if similar else "，"
