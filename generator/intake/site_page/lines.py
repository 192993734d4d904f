"""Lines of a page: as a browser copies them, cells apart by tabs, without the marks and remarks that are ours."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.intake.drafted import Entry
from generator.intake.paper import Paper, Paragraph, Spot
from generator.intake.recognised import Leftover
from generator.intake.reports.wording import bare
from generator.intake.site_page.headings import CAPTIONS, END, LAST, PLACES, SECTIONS

MARK = re.compile(r"(?:(?:^| )(?:表注|注意|注)\d+)+(?=\t|$)")
REMARK = re.compile(r"需要注意|说明见|说明(?=公开文件)|本站核算|未列“计算”|(?:得分汇总|[失扣]分最多)（本站核算）")
OURS = "本站的说明或核算，不是公开文件的内容"


class PageLine(NamedTuple):
    """A line, cells apart by tabs, and where it stands."""

    text: str
    spot: Spot

    @property
    def word(self) -> str:
        """The line by which headings and labels are known: without blanks and without the sign behind a heading."""
        return bare(self.text).rstrip("#¶") if "\t" not in self.text else ""

    @property
    def signed(self) -> bool:
        """Whether the sign stands behind it that browsers copy along with headings: names of indicators have none."""
        return self.word in SECTIONS and self.text.rstrip().endswith(("#", "¶"))


class PagePart(NamedTuple):
    """What stands below one label of a section, or below the heading itself (`label` empty)."""

    section: str
    label: str
    lines: tuple[PageLine, ...]


def page_lines(paper: Paper) -> list[PageLine]:
    """The lines of a page; none where the paper is no page of ours."""
    lines = [PageLine(one.text, one.spot) for one in paper.blocks if isinstance(one, Paragraph)]
    words = {line.word for line in lines}
    is_page = (
        len(lines) == len(paper.blocks) and {"得分", LAST} <= words and any(word.startswith(END) for word in words)
    )
    return lines if is_page else []


def cleaned(lines: Iterable[PageLine], left: list[Leftover]) -> list[PageLine]:
    """The lines without remarks and marks, those that begin with a tab behind the line before them."""
    found: list[PageLine] = []
    for line in lines:
        text = MARK.sub("", line.text)
        first, tab, rest = text.partition("\t")
        if REMARK.match(first):
            left.append(Leftover(first, line.spot, OURS))
            text = tab + rest
        if text.startswith("\t") and found:
            found[-1] = PageLine(found[-1].text + text, found[-1].spot)
        elif text.strip():
            found.append(PageLine(text, line.spot))
    return found


def parts(lines: Sequence[PageLine]) -> Iterator[PagePart]:
    """The parts of the page in order."""
    section = label = ""
    signed = any(line.signed for line in lines)
    held: list[PageLine] = []
    for number, line in enumerate(lines):
        word = line.word
        labels: Mapping[str, object] = PLACES.get(section, {})
        tabled = number + 1 < len(lines) and "\t" in lines[number + 1].text
        if word in SECTIONS and (line.signed or not signed):
            begins = (word, "")
        elif word and (word in labels or captioned(section, word) or (section == "附表" and tabled)):
            begins = (section, line.text if section == "附表" else word)
        else:
            held.append(line)
            continue
        if held or label:
            yield PagePart(section, label, tuple(held))
        (section, label), held = begins, []
    yield PagePart(section, label, tuple(held))


def captioned(section: str, word: str) -> bool:
    """Whether a line is the caption of a table of a section."""
    return section in CAPTIONS and CAPTIONS[section].fullmatch(word) is not None


def entry(line: PageLine) -> Entry:
    """A line as a value."""
    return Entry(line.text.strip(), line.spot)
