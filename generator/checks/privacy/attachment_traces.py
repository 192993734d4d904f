"""公开的附件里没有隐藏的内容：批注、修订痕迹、隐藏文字、隐藏的工作表和行列、作者姓名、嵌入的文件、脚本、拍摄地点。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.privacy._names import masked
from generator.core.diagnostic import Severity
from generator.model.attached import HiddenContent
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "附件隐患"
SEVERITY: Severity = "警告"
REVIEWED = True
MOST_NAMES = 3


def check(book: Book, _: ScoreBook) -> Iterator[Violation]:
    """Tell each trace at the line that names the file."""
    for project in book.projects:
        for attachment in (attachment for source in project.sources for attachment in source.attachments):
            facts = book.files.get(attachment.name)
            for trace in facts.hidden if facts else ():
                names = tuple(name for name in trace.names if not book.unit(name))
                if names or not trace.names:
                    told = f"“{attachment.name}”里有{_words(trace, names)}，公开前请在原文件中清除后重新放入"
                    yield attachment, "name", told


def _words(trace: HiddenContent, names: tuple[str, ...]) -> str:
    what = f" {trace.what}" if trace.what[0].isdigit() else trace.what
    told = "、".join(masked(name) for name in names[:MOST_NAMES]) + ("等" if len(names) > MOST_NAMES else "")
    return f"{what}（{told}）" if told else what
