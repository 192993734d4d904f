"""Hidden content of attachments."""

from collections.abc import Iterator

from generator.checks import Violation, check
from generator.checks.privacy.persons import masked
from generator.model.attached import HiddenContent
from generator.model.book import Book
from generator.model.project import Project

MOST_NAMES = 3


@check("附件隐患", "警告", reviewed=True)
def attachment_traces(project: Project, book: Book) -> Iterator[Violation]:
    """公开的附件里没有隐藏的内容：批注、修订痕迹、隐藏文字、隐藏的工作表和行列、作者姓名、嵌入的文件、脚本、拍摄地点。"""
    for attachment in project.attachments:
        file = book.files.get(attachment.name)
        for hidden in file.hidden if file else ():
            names = tuple(name for name in hidden.names if not book.unit(name))
            if names or not hidden.names:
                text = f"“{attachment.name}”里有{_hidden_text(hidden, names)}，公开前请在原文件中清除后重新放入"
                yield attachment, "name", text


def _hidden_text(hidden: HiddenContent, names: tuple[str, ...]) -> str:
    what = f" {hidden.what}" if hidden.what[0].isdigit() else hidden.what
    listed = "、".join(masked(name) for name in names[:MOST_NAMES]) + ("等" if len(names) > MOST_NAMES else "")
    return f"{what}（{listed}）" if listed else what
