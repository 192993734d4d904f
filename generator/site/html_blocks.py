"""Fast path for raw HTML blocks in Markdown: nine tenths of a project page are HTML tables.

Python-Markdown parses every tag of a raw block to leave it unchanged. Here the end of a block is found by counting tags
of its own name, and blocks go into the same stash. Output is identical to the byte, so that pages render the same
without this module. Irregular HTML is left to the parser.
"""

import re
from collections.abc import Container, Iterator
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX, AtomicString

OPENING = re.compile(r"<([a-z][a-z0-9]*)(?=[ >])")
BLOCK = re.compile(r"^ {0,3}<", re.M)  # tags within a line are inline
CUT_SHORT = re.compile(r"&#(?![0-9]+;|x[0-9a-f]+;)")
INLINE_MARK = re.compile(r"[\\`*_\[\]<&!]|  \n")
PLACEHOLDER = re.compile(f"<p>{HTML_PLACEHOLDER_RE.pattern}</p>|{HTML_PLACEHOLDER_RE.pattern}")
SCRIPT = re.compile(r"<script\b[^>]*>[^<]*</script>")  # without `<` inside
# Code, comments and elements whose content may look like tags; capitals occur in no page of ours.
ODD = re.compile(r"<(?:[!?]|/?[A-Z]|style|textarea|xmp|iframe|plaintext)")
FENCES = ("```", "~~~")


class HtmlBlocks(Extension):
    """Markdown extension that stashes raw HTML before parsing and restores it at the end."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_StashBlocks(md), "raw_blocks", 29)  # after white space is normalised
        md.treeprocessors.register(_SkipInline(md), "raw_blocks", 25)  # before inline patterns
        md.postprocessors.register(_RestoreBlocks(md), "raw_html", 30)  # replaces the standard one


def _is_regular(source: str) -> bool:
    """True if tags can be counted: no comments, fences or other constructs that may contain pseudo-tags."""
    fenced = any(fence[0] in source and fence in source for fence in FENCES)  # single characters are searched faster
    return not (fenced or ODD.search(source) or CUT_SHORT.search(source)) and source.count("<") == source.count(">")


def _blocks_at(source: str, place: int, names: Container[str]) -> tuple[str, int]:
    """Return consecutive raw blocks from a position, as the parser would print them, and their end."""
    blocks: list[str] = []
    while (tag := OPENING.match(source, place)) and tag[1] in names and tag[1] != "hr":
        end = _end(source, place, tag[1])
        if source[end : end + 1] != "\n":
            break
        after = _skip_newlines(source, end)
        blocks += (source[place:end], "\n" if after == end + 1 else "\n\n")
        place = after
    return "".join(blocks)[:-1], place


class _StashBlocks(Preprocessor):
    """Preprocessor that replaces raw blocks by placeholders."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        return "".join(self._parts(source)).split("\n") if _is_regular(source) else lines

    def _parts(self, source: str) -> Iterator[str]:
        place = 0
        while place < len(source):
            blocks, place = _blocks_at(source, place, self.md.block_level_elements)
            if blocks:
                yield self.md.htmlStash.store(blocks) + "\n\n"
            end = source.find("\n\n", place)
            end = len(source) if end < 0 else end
            if BLOCK.search(source, place, end):  # a block that is not plain
                break
            after = _skip_newlines(source, end)
            yield source[place:after]
            place = after
        yield source[place:]


class _SkipInline(Treeprocessor):
    """Treeprocessor that exempts text without inline marks, such as placeholders, from inline parsing."""

    def run(self, root: Element) -> None:
        for element in root:
            if element.text and not INLINE_MARK.search(element.text):
                element.text = AtomicString(element.text)


class _RestoreBlocks(RawHtmlPostprocessor):
    """Postprocessor that restores blocks without searching them for nested ones."""

    def run(self, text: str) -> str:
        if STX not in text:
            return text
        stash = [str(block) for block in self.md.htmlStash.rawHtmlBlocks]
        if any(STX in block for block in stash):
            return super().run(text)
        return PLACEHOLDER.sub(lambda place: self._block(stash[int(place[1] or place[2])], bool(place[1])), text)

    def _block(self, block: str, alone: bool) -> str:
        return f"<p>{block}</p>" if alone and not self.isblocklevel(block) else block


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s/>])[^>]*>")


def _end(source: str, start: int, name: str) -> int:
    """Return the end of the element at `start`; -1 if it is not closed."""
    closing = f"</{name}>"
    end = source.find(closing, start)
    if end < 0 or source.find(f"<{name}", start + 1, end) >= 0:
        end = _counted(source, start, name)
    else:
        end += len(closing)
    return end if source.count("<script", start, end) == len(SCRIPT.findall(source, start, end)) else -1


def _counted(source: str, start: int, name: str) -> int:
    """Return the end of an element that may contain others of its name; -1 if it is not closed."""
    depth = 0
    for tag in _tags(name).finditer(source, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return -1


def _skip_newlines(source: str, place: int) -> int:
    """Return the first position from `place` that is no line break."""
    while source.startswith("\n", place):
        place += 1
    return place
