"""Plain pages: those of headings and finished HTML blocks alone, which need no Markdown parser.

A project's page is one. The outcome is the parser's to the byte, list of contents included, so pages do not need this
module; whatever is not plain is left to the parser.
"""

import re
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, unique

from generator.site.html_blocks import blocks_at, is_regular

# Words without a character that could be a mark; such a one stands as a reference (markdown_text of the pages). In
# long ones it is said where a line may end.
BREAK = "<wbr>"
SIGN = rf"(?:[^\s\\`*_\[\]<>&!#{{}}]|&#\d+;|{BREAK})"
WORDS = rf"{SIGN}(?:(?:{SIGN}|[^\S\n])*{SIGN})?"
HEADING = re.compile(rf"(#{{1,3}}) ({WORDS})(?: \{{(?:: )?(?:#([\w-]+)(?: \.([\w-]+))?|\.([\w-]+))\}})?\n\n+")
BLANK_LINE = re.compile(r"\n +\n")
CHANGED_FIRST = "\r\t\x02\x03"  # the parser does so before it reads


class PageMarkdown(Markdown):
    """The parser, which plain pages do not wait for."""

    toc_tokens: list[Any]  # as the extension has them, which does not say its types

    def convert(self, source: str) -> str:
        """The HTML of a page; what its list of contents is made of is in `toc_tokens` then."""
        changed = any(sign in source for sign in CHANGED_FIRST) or BLANK_LINE.search(source)
        parts = None if changed or not is_regular(source) else self._parts(source.lstrip("\n") + "\n\n")
        return super().convert(source) if parts is None else "\n".join(self._headed(parts)).strip()

    def _parts(self, source: str) -> list[str | re.Match[str]] | None:
        """The blocks and headings of a plain page; None of any other."""
        parts: list[str | re.Match[str]] = []
        place = 0
        while place < len(source):
            blocks, after = blocks_at(source, place, self.block_level_elements)
            if blocks:
                parts.append(blocks)
                place = after
            elif heading := HEADING.match(source, place):
                parts.append(heading)
                place = heading.end()
            else:
                return None
        return parts

    def _headed(self, parts: list[str | re.Match[str]]) -> list[str]:
        """The parts as HTML, each heading with an id."""
        toc = self.treeprocessors["toc"]
        assert isinstance(toc, TocTreeprocessor)
        used = {part[3] for part in parts if not isinstance(part, str) and part[3]}
        html: list[str] = []
        tokens: list[Any] = []
        for part in parts:
            if isinstance(part, str):
                html.append(part)
                continue
            level, (text, name, *styles) = len(part[1]), part.groups()[1:]
            plain = " ".join(text.replace(BREAK, "").split())
            anchor = name or unique(toc.slugify(unescape(plain), toc.sep), used)
            class_ = "".join(f' class="{style}"' for style in styles if style)
            html.append(f'<h{level}{class_} id="{anchor}">{text}</h{level}>')
            if toc.toc_top <= level <= toc.toc_bottom:
                tokens.append({"level": level, "id": anchor, "name": plain, "html": text, "data-toc-label": ""})
        self.toc_tokens = nest_toc_tokens(tokens)
        return html
