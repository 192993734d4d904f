"""Hidden and active content: what attachments hold unseen, and what in them or on hand-written pages acts."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from generator.checks import Violation, check, site_check
from generator.checks.privacy._published import line_of
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
            if not hidden.active and (names or not hidden.names):
                text = f"“{attachment.name}”里有{_hidden_text(hidden, names)}，公开前请在原文件中清除后重新放入"
                yield attachment, "name", text


def _hidden_text(hidden: HiddenContent, names: tuple[str, ...]) -> str:
    what = f" {hidden.what}" if hidden.what[0].isdigit() else hidden.what
    listed = "、".join(masked(name) for name in names[:MOST_NAMES]) + ("等" if len(names) > MOST_NAMES else "")
    return f"{what}（{listed}）" if listed else what


@check("活动内容", "错误", reviewed=True)
def active_content(project: Project, book: Book) -> Iterator[Violation]:
    """公开的附件和手写页不自己动作、不连到别处：宏、脚本、打开程序或别的文件、提交表单、远程模板、外部链接、框架、自动跳转。"""
    for attachment in project.attachments:
        file = book.files.get(attachment.name)
        for hidden in file.hidden if file else ():
            if hidden.active:
                text = f"“{attachment.name}”里有{_hidden_text(hidden, ())}，会自己动作或连到别处，请在原文件中去掉"
                yield attachment, "name", text


@site_check.part_of(active_content)
def active_content_on_pages(book: Book) -> Iterator[Violation]:
    for page in book.texts:
        for number, what in sorted(set(_ActiveMarkup(page.markdown).matches)):
            text = f"这一行有{what}，会自己动作、连到或带到别处，请删去；这里不能豁免"
            yield line_of(page, number), "", text


ACTIVE_TAGS = (
    *("script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "form", "base", "meta", "link"),
)
LOADING = ("src", "srcset", "poster", "background")
SCRIPT_ADDRESS = re.compile(r"(?:java|vb)script:|data:text/html", re.I)
ELSEWHERE = re.compile(r"\s*(?:https?:)?[\\/]{2}", re.I)
PICTURE = re.compile(r"!\[[^]\n]*\]\(\s*<?(?:https?:)?//", re.I)
REFERRED_PICTURE = re.compile(r"!\[([^]\n]*)\](?:\[([^]\n]*)\])?")
REFERENCE = re.compile(r" {0,3}\[([^]\n]+)\]:\s*<?(?:https?:)?//", re.I)
STYLE = re.compile(r"(?:\burl\(|@import)\s*['\"]?\s*(?:https?:)?//", re.I)
LISTED_HANDLER = re.compile(r"\{[^{}\n]*\b(on[a-z]+)\s*=", re.I)  # the Markdown way to write attributes
INVISIBLE = re.compile(r"[\x00-\x20]+")


class _ActiveMarkup(HTMLParser):
    """Markup of a page that acts or calls elsewhere: `matches` are numbers of lines, from 1, and words."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.matches: list[tuple[int, str]] = []
        self.feed(markdown)
        self.close()
        referred = {(name or words).lower() for words, name in REFERRED_PICTURE.findall(markdown)}
        for number, line in enumerate(markdown.split("\n"), 1):
            if SCRIPT_ADDRESS.search(INVISIBLE.sub("", unescape(line))):
                self.matches.append((number, "“javascript:”一类的地址"))
            reference = REFERENCE.match(line)
            if PICTURE.search(line) or (reference and reference[1].lower() in referred):
                self.matches.append((number, "别的网站的图片"))
            if STYLE.search(unescape(line)):
                self.matches.append((number, "别的网站的样式或图片"))
            if handler := LISTED_HANDLER.search(line):
                self.matches.append((number, f"“{handler[1]}=”"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        number, _ = self.getpos()
        if tag in ACTIVE_TAGS:
            self.matches.append((number, f"“<{tag}>”"))
        for name, value in attrs:
            if name.startswith("on"):
                self.matches.append((number, f"“{name}=”"))
            elif tag not in ACTIVE_TAGS and name in LOADING and ELSEWHERE.match(value or ""):
                self.matches.append((number, "别的网站的图片或其他内容"))
