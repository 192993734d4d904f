"""Article of an old version: what readers saw, word for word, with links that work from its own address.

What only scripts or search engines used is left out; a link whose page is gone becomes plain text, and so does one to a
download of the project, which would give what is in force now.
"""

import posixpath
import re
from collections.abc import Collection, Iterator
from html import escape, unescape
from urllib.parse import unquote, urlsplit

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


def targets(article: str, project: str) -> Iterator[str]:
    """The addresses in the site that its links lead to, but for the project's own page and downloads."""
    for _, link in LINK.findall(article):
        target = _target(unescape(link), project)
        if target and not _is_own(target, project):
            yield target


def frozen(article: str, project: str, label: str, gone: Collection[str]) -> str:
    """The article as it stands at its own address; `gone` are addresses that no longer are."""

    def link(found: re.Match[str]) -> str:
        start, said = found[1], unescape(found[2])
        target = _target(said, project)
        if not target:
            return found[0]
        if target == f"data/{project}.json":
            return f'{start} href="{label}.json"'
        if target in gone or _is_own(target, project):
            return start
        return f'{start} href="../{escape(said)}"'

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
