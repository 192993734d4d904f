"""公开的附件里没有隐藏的内容：批注、修订痕迹、隐藏文字、隐藏的工作表和行列、作者姓名、嵌入的文件、脚本、拍摄地点。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.privacy._names import masked
from generator.core.diagnostic import Severity
from generator.model.attached import HiddenContent
from generator.model.book import Book
from generator.model.project import Project

NAME = "附件隐患"
SEVERITY: Severity = "警告"
REVIEWED = True
MOST_NAMES = 3


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Tell each piece of hidden content at the line that names the file."""
    for attachment in project.attachments:
        file = book.files.get(attachment.name)
        for hidden in file.hidden if file else ():
            names = tuple(name for name in hidden.names if not book.unit(name))
            if names or not hidden.names:
                text = f"“{attachment.name}”里有{_words(hidden, names)}，公开前请在原文件中清除后重新放入"
                yield attachment, "name", text


def _words(hidden: HiddenContent, names: tuple[str, ...]) -> str:
    what = f" {hidden.what}" if hidden.what[0].isdigit() else hidden.what
    listed = "、".join(masked(name) for name in names[:MOST_NAMES]) + ("等" if len(names) > MOST_NAMES else "")
    return f"{what}（{listed}）" if listed else what
