"""Faults of the site: warnings of the engine, and broken links."""

import logging
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from urllib.parse import unquote


class SiteError(Exception):
    """Faulty page or link; the message names the page."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> "SiteError":
        """Join several faults into one error."""
        return cls("网页没有生成，请改正：\n" + "\n".join(lines))


class _WarningCollector(logging.Handler):
    """Log handler that collects warnings of the engine."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def collect_warnings() -> Iterator[None]:
    """Collect warnings of the engine and raise them as one `SiteError` at the end."""
    from mkdocs.exceptions import MkDocsException

    logger, collector = logging.getLogger("mkdocs"), _WarningCollector()
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield
    except MkDocsException as error:
        collector.lines.append(str(error))
    finally:
        logger.removeHandler(collector)
    if collector.lines:
        raise SiteError.of(collector.lines)


ANCHOR = re.compile(r"<[a-z][^>]*?\s(?:id|name)=[\"']?([^\"'\s>]+)")


def page_address(address: str) -> str:
    """Return the address of the page of a Markdown file; other addresses unchanged."""
    return address.removesuffix(".md") + ".html" if address.endswith(".md") else address


def broken_links(
    links: Mapping[str, Iterable[str]], addresses: Container[str], html: Callable[[str], str]
) -> Iterator[str]:
    """Yield a message for every broken link; `html` returns a page by the address of its Markdown."""
    for address, targets in links.items():
        for link in targets:
            target, _, place = link.partition("#")
            if link.startswith(("/", "\\")):
                yield f"{address}：链接“{link}”从网站根写起，网站放进子文件夹就会失效，请写成相对的，如 query.md"
            elif target not in addresses:
                yield f"{address}：链接“{link}”指向的“{target}”不存在，请改正或删去"
            elif place and target.endswith(".md") and unquote(place) not in map(unescape, ANCHOR.findall(html(target))):
                yield f"{address}：链接“{link}”所指的位置“#{place}”在“{target}”里没有，请改正或删去"
