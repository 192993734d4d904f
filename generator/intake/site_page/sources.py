"""Sources on a page of ours: each document with what the page says of it; what the page says of itself is left over."""

import re
from collections.abc import Sequence

from generator.intake.drafted import Entry, Node
from generator.intake.recognised import Leftover
from generator.intake.reports.wording import tidy
from generator.intake.site_page.lines import OURS, PageLine
from generator.intake.site_page.sections import NOT_READ, put

SOURCE = re.compile(
    r"(?P<文件>《.+》)(?:，(?P<部分>[^（）]+))?（(?P<类别>信息表|报告|自评表|整改情况表)"
    r"(?:，(?P<发布单位>[^，（）\d]+))?(?:，(?P<日期>\d[^（）]*))?）.*"
)
ORIGINAL = re.compile(
    r"(?=.)(?:原文链接|未附原文)?(?:(?:^|，)第 (?P<页码>.+) 页)?(?:(?:^|，)(?P<获取日期>\d{4}年\S*)获取)?"
)
ABOUT = "引用本页"  # what the page says of itself, to its end
STATES = "所载："
STATED = re.compile(r"(项目名称|评价分值|评价结论|预算金额|实际支出) (.+)")


def page_sources(lines: Sequence[PageLine], left: list[Leftover]) -> list[Node]:
    """来源 of the data file; lines that are none are added to what is left."""
    sources: list[Node] = []
    about = next((place for place, line in enumerate(lines) if line.text.startswith(ABOUT)), len(lines))
    left.extend(Leftover(line.text, line.spot, OURS) for line in lines[about:])
    for line in lines[:about]:
        last = sources[-1] if sources else None
        if found := SOURCE.fullmatch(tidy(line.text)):
            named = {key: word.strip() for key, word in found.groupdict().items() if word}
            sources.append({key: Entry(word, line.spot) for key, word in named.items()})
        elif isinstance(last, dict) and (original := ORIGINAL.fullmatch(line.text)):
            last |= {key: Entry(word, line.spot) for key, word in original.groupdict().items() if word}
        elif isinstance(last, dict) and line.text.startswith(STATES):
            told = line.text.removeprefix(STATES).rstrip("。").split("；")
            stated = {one[1]: Entry(one[2], line.spot) for text in told if (one := STATED.fullmatch(text))}
            put(last, ("所载",), {**stated})
            rest = [text for text in told if not STATED.fullmatch(text)]
            left.extend(Leftover(text, line.spot, "所载的列举没有读回来") for text in rest)
        else:
            left.append(Leftover(line.text, line.spot, NOT_READ))
    return sources
