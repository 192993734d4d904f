"""旧版、更新记录: every published state of a project at an address of its own, and how the project changed.

The article of an old version is word for word what readers saw, with links that work from its own address. Parts for
scripts or search engines are left out. A link whose page is gone becomes plain text, and so does one to a download of
the project, which would give the present state.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from generator.pages import History, Page, PublishedState, shows

MOST = 40  # changes that are named one by one
LINK = re.compile(r'(<a\b[^>]*?)\shref="([^"]*)"')
# For scripts or search engines alone; such elements hold no others of their kind.
UNUSED = re.compile(
    r"<script\b[^>]*>.*?</script>"
    r"|<(?P<hidden>div|button)\b[^>]* hidden>.*?</(?P=hidden)>"
    r"|<span data-(?:project|today|address)[^>]*></span>"
    r'|<div class="(?:(?:versions|years)-slot|byline__aids)"[^>]*></div>'
    r'|<p class="versions no-print">.*?</p>',
    re.S,
)
EXPLAINED = re.compile(r'<button type="button" class="term"[^>]*>(.*?)</button>', re.S)  # what stands outside the page


def version_pages(history: History) -> Iterator[Page]:
    """The page of each state, and 更新记录."""
    last = len(history.states) - 1
    name = history.states[last].name
    for number, state in enumerate(history.states):
        yield Page(
            f"{history.project}/{state.label}.md",
            f"{state.name}（{state.day} 公布的旧版）",
            "version",
            shows(
                history=history,
                state=state,
                words=_words(state, number < last or history.current),
                before=history.states[number - 1].label if number else "",
                after=history.states[number + 1].label if number < last else "",
            ),
            wide=True,
            listed=False,
        )
    yield Page(
        f"{history.project}/history.md",
        f"更新记录：{name}",
        "history",
        shows(history=history, name=name, most=MOST),
        description=f"{name}公布以后的改动和以前公布的各版。",
        wide=True,
        listed=False,
    )


def _words(state: PublishedState, followed: bool) -> str:
    """Describe when a state was in force; `followed` if another one took its address."""
    if state.corrections:
        return f"{state.day} 公布，{'、'.join(dict.fromkeys(day for day, _ in state.corrections))} 更正"
    if state.ended:
        return f"{state.day} 公布，{state.ended} 起由新版代替"
    return f"{state.day} 公布" + ("，后来有改动" if followed else "")


# ---- the article of an old version ----


def targets(article: str, project: str) -> Iterator[str]:
    """The addresses in the site that its links lead to, but for the project's own page and downloads."""
    for _, link in LINK.findall(article):
        target = _target(unescape(link), project)
        if target and not _is_own(target, project):
            yield target


def frozen(article: str, project: str, label: str, gone: Collection[str]) -> str:
    """The article as it stands at its own address; `gone` are addresses that no longer are."""

    def link(match: re.Match[str]) -> str:
        start, address = match[1], unescape(match[2])
        target = _target(address, project)
        if not target:
            return match[0]
        if target == f"data/{project}.json":
            return f'{start} href="{label}.json"'
        if target in gone or _is_own(target, project):
            return start
        return f'{start} href="../{escape(address)}"'

    return LINK.sub(link, EXPLAINED.sub(r"\1", UNUSED.sub("", article)))


def _target(link: str, project: str) -> str:
    """The address a link leads to; empty where it leads to another site or stays on the page."""
    scheme, host, path, _, _ = urlsplit(link)
    if scheme or host or not path:
        return ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(project), unquote(path)))
    return posixpath.join(target, "index.html") if path.endswith(("/", "..")) or target == "." else target


def _is_own(target: str, project: str) -> bool:
    return target.startswith((f"data/{project}.", f"{project}/"))
