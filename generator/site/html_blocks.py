"""HTML blocks pass by the Markdown parser: of a project page nine tenths are tables that are finished HTML.

Python-Markdown reads every tag of them only to leave them as they are. Here the end of a block is found by counting the
tags of its own name, and the blocks are laid into the same stash. The outcome is the same to the byte, so pages do
not need this module: any engine that reads Markdown gives them. Whatever is not plain is left to the parser.
"""

import re
from collections.abc import Container, Iterator
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import RawHtmlPostprocessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX, AtomicString

OPENING = re.compile(r"<([a-z][a-z0-9]*)(?=[ >])")
BLOCK = re.compile(r"^ {0,3}<", re.M)  # a tag further on in a line is part of its text
CUT_SHORT = re.compile(r"&#(?![0-9]+;|x[0-9a-f]+;)")
MARK = re.compile(r"[\\`*_\[\]<&!]|  \n")
PLACE = re.compile(f"<p>{HTML_PLACEHOLDER_RE.pattern}</p>|{HTML_PLACEHOLDER_RE.pattern}")
SCRIPT = re.compile(r"<script\b[^>]*>[^<]*</script>")  # what stands in it cannot be taken for a tag
# Code, comments and elements whose content is no HTML: what looks like a tag in them may be none. No page has capitals.
ODD = re.compile(r"<(?:[!?]|/?[A-Z]|style|textarea|xmp|iframe|plaintext)")
FENCES = ("```", "~~~")


class HtmlBlocks(Extension):
    """Takes raw HTML out before the parser sees it, and puts it back at the end."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_TakeOut(md), "raw_blocks", 29)  # once white space is normalised
        md.treeprocessors.register(_LeaveAlone(md), "raw_blocks", 25)  # before inline marks are looked for
        md.preprocessors.register(_Rest(md), "html_block", 20)
        md.postprocessors.register(_PutBack(md), "raw_html", 30)  # in the place of the one that looks into every block


def _is_regular(source: str) -> bool:
    """True if everything that looks like a tag is one, so that the ends of blocks can be found by counting."""
    fenced = any(fence[0] in source and fence in source for fence in FENCES)  # one character is sought much faster
    return not (fenced or ODD.search(source) or CUT_SHORT.search(source)) and source.count("<") == source.count(">")


def _blocks_at(source: str, place: int, names: Container[str]) -> tuple[str, int]:
    """Return the raw blocks that follow each other from here, as the parser would print them, and where they end."""
    blocks: list[str] = []
    while (tag := OPENING.match(source, place)) and tag[1] in names and tag[1] != "hr":
        end = _end(source, place, tag[1])
        if source[end : end + 1] != "\n":
            break
        after = _past(source, end)
        blocks += (source[place:end], "\n" if after == end + 1 else "\n\n")
        place = after
    return "".join(blocks)[:-1], place


class _TakeOut(Preprocessor):
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
            after = _past(source, end)
            yield source[place:after]
            place = after
        yield source[place:]


class _Rest(HtmlBlockPreprocessor):
    """The parser itself, which need not look into text that has neither tags nor references left."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _LeaveAlone(Treeprocessor):
    """Text without any mark, such as what stands for a block, is not asked for each of them in turn."""

    def run(self, root: Element) -> None:
        for element in root:
            if element.text and not MARK.search(element.text):
                element.text = AtomicString(element.text)


class _PutBack(RawHtmlPostprocessor):
    """Blocks that hold no others need not be searched for them."""

    def run(self, text: str) -> str:
        if STX not in text:
            return text
        stash = [str(block) for block in self.md.htmlStash.rawHtmlBlocks]
        if any(STX in block for block in stash):
            return super().run(text)
        return PLACE.sub(lambda place: self._block(stash[int(place[1] or place[2])], bool(place[1])), text)

    def _block(self, block: str, alone: bool) -> str:
        return f"<p>{block}</p>" if alone and not self.isblocklevel(block) else block


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s/>])[^>]*>")


def _end(source: str, start: int, name: str) -> int:
    """Return the end of the element that starts here; -1 if it does not end."""
    closing = f"</{name}>"
    end = source.find(closing, start)
    if end < 0 or source.find(f"<{name}", start + 1, end) >= 0:
        end = _counted(source, start, name)
    else:
        end += len(closing)
    return end if source.count("<script", start, end) == len(SCRIPT.findall(source, start, end)) else -1


def _counted(source: str, start: int, name: str) -> int:
    """Return the end of an element that may hold others of its name; -1 if it does not end."""
    depth = 0
    for tag in _tags(name).finditer(source, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return -1


def _past(source: str, place: int) -> int:
    """Return the first place from here that is no line end."""
    while source.startswith("\n", place):
        place += 1
    return place
