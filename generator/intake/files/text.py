"""Text files: paragraphs joined again where the lines were broken by force, and tables of cells between tabs.

Text that was taken out of Word or PDF breaks its lines at some thirty characters, with blank lines between them or not.
What tells the end of a paragraph differs from file to file, so it is found out once for the whole file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from generator.intake.files._received import NotReadable, Received, decoded
from generator.intake.files._sheet import readable
from generator.intake.paper import Block, Cell, Grid, Paper, Paragraph, Spot

MOST_BYTES = 8_000_000
ENDINGS = (".txt", ".text", ".md")
PAGE_NUMBER = re.compile(r"[ 　]+[-—– ]*\d{1,3}[-—– ]*")  # indented: the number of a row stands at the left
RULE = re.compile(r"[\s|:+=-]*-{3,}[\s|:+=-]*")
YEAR_ALONE = re.compile(r"[（(]\s*(?:19|20)\d\d\s*年度?\s*[)）]")
HEADING = re.compile(r"(#{1,6})\s+(.*)")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
ESCAPE = re.compile(r"\\([*_#\[\]()|\\.\-])")
BULLET = re.compile(r"[-*•●■◆]\s+(?=\S)")
SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)》]*$")
GAP = re.compile(r"(?<=\S)(?: {2,}|　+)(?=\S)")
STARTS = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）]|\d{1,2}\s*[、.．](?!\d)|\d{1,2}[)）]"
    r"|[①-⑳]|[-*•●■◆]\s|#|表\s*\d|图\s*\d|附[件表]|注[:：]|说明|所载|\S{2,8}[:：]\s*\S"
)
OPEN_END = re.compile(r"[，、（(《“〈]$|[（(《“〈][^（(《“〈）)》”〉]*$")
FORMULA = re.compile(r"\$([^$\n]*)\$")  # how OCR writes a sign: $\\geq 95\\%$
SIGNS = {"\\geq": "≥", "\\ge": "≥", "\\leq": "≤", "\\le": "≤", "\\times": "×", "\\%": "%", "\\sim": "～"}
# A cell with line breaks or quotes, as it is copied out of Excel.
QUOTED = re.compile(r'(?<![^\t\n])"((?:[^"\t]|"")++)"(?=[\t\n]|\Z)')
BREAK = "\v"  # a line break within a cell
WORD_CHAR = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True)
class _Line:
    """A line: its number from 1, its words, whether a blank follows them, whether a blank line stood before it."""

    number: int
    text: str
    ends: bool
    apart: bool

    @property
    def wide(self) -> int:
        """Width in columns, a Chinese character two."""
        return sum(1 + (east_asian_width(char) in "WF") for char in self.text)


def opens(file: Received) -> bool:
    return file.ending in ENDINGS


def read(file: Received) -> Paper:
    if len(file.data) > MOST_BYTES:
        raise NotReadable(f"这个文本文件超过 {MOST_BYTES // 1_000_000} MB，不像一份表或报告，请换成原件")
    text = decoded(file.data)
    if text is None:
        raise NotReadable("看不出这个文本文件的编码，或者它不是文本；请在记事本中打开，另存为，编码选 UTF-8，再交来")
    if not text.strip():
        raise NotReadable("文件是空的，请填写内容后再交来")
    return paper_of_text(file.name, readable(text))


def paper_of_text(name: str, text: str) -> Paper:
    """Return the paper that a text shows."""
    within = QUOTED.sub(lambda cell: cell[1].replace('""', '"').replace("\n", BREAK), text) if "\t" in text else text
    lines, numbers = _lines(within)
    notices = (f"有 {numbers} 处页码没有当作内容。",) if numbers else ()
    return Paper(name, tuple(_blocks(lines)), notices)


def _lines(text: str) -> tuple[list[_Line], int]:
    """Return the lines with something on them, page numbers counted and left out; a page break is as a blank line."""
    lines: list[_Line] = []
    apart, numbers, number = True, 0, 1
    for raw in text.split("\n"):
        for piece in raw.split("\f"):
            words = FORMULA.sub(lambda formula: _signs(formula[1]), EMPHASIS.sub(r"\2", piece))
            if not words.strip() or (RULE.fullmatch(words) and "-" in words):
                apart = True
            elif PAGE_NUMBER.fullmatch(words):
                numbers += 1
                apart = True
            else:
                bare = words.strip(" 　\ufeff") if "\t" not in words else words.strip("\ufeff\n")
                lines.append(_Line(number, ESCAPE.sub(r"\1", bare), words[-1] in " 　", apart))
                apart = False
        number += 1 + raw.count(BREAK)
    return lines, numbers


def _signs(text: str) -> str:
    for code, sign in SIGNS.items():
        text = text.replace(code, sign)
    return text.replace(" ", "")


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    joins = _habit([line for line in lines if "\t" not in line.text])
    start = 0
    while start < len(lines):
        end = start + 1
        if "\t" in lines[start].text:
            while end < len(lines) and "\t" in lines[end].text and not lines[end].apart:
                end += 1
            yield _tabbed(lines[start:end])
        elif (end := _aligned_end(lines, start)) > start:
            yield _aligned(lines[start:end])
        else:
            end = start + 1
            while end < len(lines) and "\t" not in lines[end].text and joins(lines[end - 1], lines[end]):
                end += 1
            yield _paragraph(lines[start:end])
        start = end


class _Habit:
    """Rule by which lines of a file join: the blank behind the last line of a paragraph, the width, or the sense."""

    def __init__(self, by: str, width: int = 0) -> None:
        self.by, self.width = by, width

    def __call__(self, line: _Line, after: _Line) -> bool:
        """Return whether the line after it belongs to the same paragraph."""
        if HEADING.match(line.text) or HEADING.match(after.text) or BULLET.match(after.text):
            return False
        if YEAR_ALONE.fullmatch(after.text):  # below a title
            return False
        if self.by == "blank":
            return not line.ends
        if SENTENCE_END.search(line.text) or STARTS.match(after.text):
            return False
        if self.by == "width":
            return line.wide >= self.width - 4
        long = line.wide > 60 or (line.wide > 44 and ("，" in line.text or not STARTS.match(line.text)))
        if self.by == "sense" and not after.apart:
            return False  # where lines usually follow each other, each is a paragraph
        return long or bool(OPEN_END.search(line.text)) or (not after.apart and line.wide >= 36)


def _habit(lines: Sequence[_Line]) -> _Habit:
    if not lines:
        return _Habit("sense")
    # A paragraph mark of Word leaves a blank behind it in PDF, and the lines within the paragraph have none.
    ends = sum(line.ends for line in lines)
    if ends >= 3 and len(lines) - ends > 0 and ends * 20 >= len(lines):
        return _Habit("blank")
    widths = sorted(line.wide for line in lines)
    width = widths[len(widths) * 19 // 20]
    full = sum(line.wide >= width - 4 for line in lines)
    if 40 <= width <= 100 and full * 4 >= len(lines) and len(lines) >= 6:
        return _Habit("width", width)
    apart = sum(line.apart for line in lines)
    return _Habit("chunk" if apart * 2 >= len(lines) else "sense")


def _paragraph(lines: Sequence[_Line]) -> Paragraph:
    text = lines[0].text
    for line, after in pairwise(lines):
        latin = WORD_CHAR.match(line.text[-1:]) and WORD_CHAR.match(after.text)
        text += " " * bool(latin) + after.text
    level = 0
    if heading := HEADING.fullmatch(text):
        level, text = len(heading[1]), heading[2]
    return Paragraph(BULLET.sub("", text, count=1).strip(), Spot(f"第 {lines[0].number} 行"), level)


def _tabbed(lines: Sequence[_Line]) -> Grid:
    cells = (
        Cell(text.replace(BREAK, "\n"), Spot(f"第 {line.number} 行第 {column + 1} 格"), row, column)
        for row, line in enumerate(lines)
        for column, raw in enumerate(line.text.split("\t"))
        if (text := raw.strip(" 　"))
    )
    return Grid("", tuple(cells), loose=tuple(line.text.count("\t") + 1 for line in lines))


def _aligned_end(lines: Sequence[_Line], start: int) -> int:
    """Return the end of a table whose cells are aligned by blanks; `start` if there is none."""
    end = start
    while end < len(lines) and GAP.search(lines[end].text) and (end == start or not lines[end].apart):
        if "\t" in lines[end].text:
            break
        end += 1
    return end if end - start >= 2 else start


def _aligned(lines: Sequence[_Line]) -> Grid:
    pieces = [list(_pieces(line)) for line in lines]
    columns = _columns(pieces)
    cells = (
        Cell(text, Spot(f"第 {line.number} 行第 {column + 1} 格"), row, column)
        for row, (line, row_pieces) in enumerate(zip(lines, pieces, strict=True))
        for column, (_, _, text) in zip(columns[row], row_pieces, strict=True)
    )
    return Grid("", tuple(cells), loose=(max(map(max, columns)) + 1,) * len(lines))


def _columns(pieces: Sequence[Sequence[tuple[int, int, str]]]) -> list[list[int]]:
    """Return the column of each cell of each line; cells of a line that share one are counted from the left."""
    taken = {place for row in pieces for begin, end, _ in row for place in range(begin, end)}
    starts = sorted(place for place in taken if place - 1 not in taken)
    columns = [[sum(start <= begin for start in starts) - 1 for begin, _, _ in row] for row in pieces]
    aligned = all(len(set(row)) == len(row) for row in columns)
    return columns if aligned else [list(range(len(row))) for row in columns]


def _pieces(line: _Line) -> Iterator[tuple[int, int, str]]:
    """Yield the cells of a line with the columns they take."""
    begin = 0
    for text in re.split(r"( {2,}|　+)", line.text):
        end = begin + sum(1 + (east_asian_width(char) in "WF") for char in text)
        if text.strip(" 　"):
            yield begin, end, text
        begin = end
