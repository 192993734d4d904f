"""Wording of papers: blanks that extraction put in, numbered items taken apart, prose marked for rewording."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.core.diagnostic import UNFILLED
from generator.intake.drafted import Entry, Node, entries, with_entries
from generator.intake.paper import Spot

REWORD = "叙述文字照抄原文，请改写得简短，数字、名称不变，改好后删去这句"
HAN = r"\u3007\u4e00-\u9fff\uff08\uff09《》〈〉“”，。；：、〔〕﹝﹞【】①-⑳"
BEFORE = re.compile(rf"(?<=[{HAN}])[ \u3000\xa0]+(?=[0-9A-Za-z(%≥≤<>＜＞~-])")
BEHIND = re.compile(rf"(?<=[0-9A-Za-z)%])[ \u3000\xa0]+(?=[{HAN}])")
NESTED = re.compile(r"(《[^《》]*?)<([^<>《》]*)>([^《》]*》)")
CHINESE = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}
CIRCLES = {char: number for number, char in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
MARKS: tuple[tuple[re.Pattern[str], Mapping[str, int]], ...] = (
    (re.compile(r"(\d{1,2})\s*[、.．](?:(?![\d%])|(?=(?:19|20)\d\d年))\s*"), {}),
    (re.compile(r"[（(]\s*(\d{1,2})\s*[)）]\s*[、]?\s*"), {}),
    (re.compile(r"(\d{1,2})[)）]\s*"), {}),
    (re.compile(r"([①-⑳])\s*[、.．]?\s*"), CIRCLES),
    (re.compile(r"[（(]\s*([一二三四五六七八九十])\s*[)）]\s*"), CHINESE),
    (re.compile(r"([一二三四五六七八九十])\s*[、.．]\s*"), CHINESE),
    (re.compile(r"([一二三四五六七八九十])是\s*"), CHINESE),
)
TITLE = 30  # characters: a numbered line of fewer that ends in no sign is the title of what follows
Line = tuple[str, Spot]
PROSE = ("背景", "项目内容", "实施情况", "绩效目标", "组织管理", "评价", "主要绩效", "问题整改")
LONG = 60  # characters: shorter ones are names and figures as often as prose


def tidy(text: str) -> str:
    """Return a text without the blanks that extraction put between Chinese and digits or letters."""
    single_spaced = re.sub(r"[ \u3000\xa0]+", " ", " ".join(text.split()))
    return NESTED.sub(r"\1〈\2〉\3", BEHIND.sub("", BEFORE.sub("", single_spaced)))


def bare(text: str) -> str:
    """Return a text without any blank: what words are compared by (摘  要)."""
    return "".join(text.split())


def item(text: str) -> str:
    """Return an item of a list as a sentence of its own: what parts it from the next one is no part of it."""
    tidied = tidy(text)
    return tidied[:-1] + "。" if tidied.endswith(("；", ";")) else tidied


def marked(text: str) -> tuple[str, int, str]:
    """Return the kind of number an item begins with, the number, and the rest; no kind where there is none."""
    stripped = text.lstrip()
    for place, (pattern, numerals) in enumerate(MARKS):
        if match := pattern.match(stripped):
            return str(place), numerals.get(match[1], 0) or int(match[1]), stripped[match.end() :]
    return "", 0, text


def items(lines: Iterable[Line]) -> list[Line]:
    """Return the items of a text, numbers taken off; a line without a number goes on with the item before it."""
    pieces = [piece for line in lines for piece in _inline(line)]
    kind = next((kind for text, _ in pieces if (kind := marked(text)[0])), "")
    joined_lines: list[Line] = []
    for text, spot in pieces:
        kind_of_piece, _, rest = marked(text)
        if kind and kind_of_piece == kind:
            joined_lines.append((rest, spot))
        elif kind and joined_lines:
            title = len(joined_lines[-1][0]) < TITLE and joined_lines[-1][0].strip()[-1:] not in "。；;：:，,！？"
            joined_lines[-1] = (joined_lines[-1][0].strip() + "。" * title + text.strip(), joined_lines[-1][1])
        else:
            joined_lines.append((text.strip(), spot))
    return [(item(text), spot) for text, spot in joined_lines if text.strip()]


def _inline(line: Line) -> Iterator[Line]:
    """Yield the items of a line that runs on with 2、 3、 behind a sentence; one without a second number whole."""
    text, spot = line
    kind, number, _ = marked(text)
    if not kind:
        yield line
        return
    pattern, numerals = MARKS[int(kind)]
    begin = 0
    for match in pattern.finditer(text):
        value = numerals.get(match[1], 0) or int(match[1])
        if match.start() > begin and value == number + 1 and text[: match.start()].rstrip()[-1:] in "。；;！":
            yield text[begin : match.start()], spot
            begin, number = match.start(), value
    yield text[begin:], spot


def prose(lines: Iterable[Line]) -> list[Entry]:
    """Lines as they stand, each a paragraph."""
    return [Entry(tidy(text), spot) for text, spot in lines if text.strip()]


def unfilled(spot: Spot | None = None) -> Entry:
    """Placeholder for a value that the paper lacks and the data file must have."""
    return Entry(UNFILLED, spot)


def marked_once(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """Return the values with the first long piece of prose marked."""
    long = (path for path, entry in entries(values) if path[0] in PROSE and len(entry.text) > LONG)
    first = next(long, None)
    return with_entries(values, lambda path, entry: entry.doubted(REWORD) if path == first else entry)
