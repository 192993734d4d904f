"""Paragraphs and survey samples that two projects share."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, comparison
from generator.checks.facts import Anchor, ProjectKey, anchor
from generator.checks.records import every, is_among, texts, waivers_beside
from generator.core.diagnostic import Place
from generator.core.record import Record, Waiver
from generator.model.project import Achievement, Finding, Project, Rectification
from generator.model.report import Survey
from generator.model.selfeval import AnnualGoal, SelfSheet

COMPARED_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Achievement: ("text", "detail"),
    Finding: ("problem", "problem_detail", "advice", "advice_detail"),
    Rectification: ("text",),
    AnnualGoal: ("achieved",),
    SelfSheet: ("conclusion",),
}
MIN_CHARS = 40
WORDS = re.compile("[\u4e00-\u9fffA-Za-z]+")
PACKED_PARAGRAPH = Struct(">QIHB")  # what a paragraph says, without numbers, in eight bytes; line, column, block
BLOCKS = ("主要绩效", "问题整改", "自评表")


class Paragraphs(NamedTuple):
    """Paragraphs of a project, packed, since a site has hundreds of thousands, and the waivers by line."""

    packed: bytes
    waivers: dict[int, tuple[Waiver, ...]]


def _paragraphs(project: Project) -> Paragraphs | None:
    packed, waivers = bytearray(), dict[int, tuple[Waiver, ...]]()
    for record, field, text, _ in texts(project):
        if len(text) < MIN_CHARS or not is_among(record, field, COMPARED_FIELDS):
            continue
        words = "".join(WORDS.findall(text))
        if len(words) < MIN_CHARS:
            continue
        place = record.at(field)
        if answers := tuple(waiver for waiver in waivers_beside(project, record) if waiver.check == "文字雷同"):
            waivers[place.line] = answers
        block = next((n for n, name in enumerate(BLOCKS) if place.field.startswith(name)), 0)
        digest = int.from_bytes(blake2b(words.encode(), digest_size=8).digest())
        packed += PACKED_PARAGRAPH.pack(digest, place.line, place.column, block)
    return Paragraphs(bytes(packed), waivers) if packed else None


@comparison("文字雷同", "提示", extract=_paragraphs)
def same_paragraphs(facts: list[Fact[Paragraphs]]) -> Iterator[Discrepancy]:
    """两个项目或同一项目两年的绩效、问题、建议、整改，除数字外整段一字不差的，可能是照抄；四十字以下的短句不比。"""
    # The later file is told of the first one, once for each two projects, at the first paragraph they share.
    seen: dict[int, tuple[ProjectKey, int]] = {}
    for who, (packed, waivers) in facts:
        shared: dict[ProjectKey, list[tuple[int, int, int, int]]] = defaultdict(list)
        for digest, line, column, block in PACKED_PARAGRAPH.iter_unpack(packed):
            other, other_line = seen.setdefault(digest, (who, line))
            if other is not who:
                shared[other].append((line, column, block, other_line))
        for other, paragraphs in shared.items():
            line, column, block, other_line = paragraphs[0]
            where = Anchor(Place(who.file, line, column, BLOCKS[block]), waivers.get(line, ()))
            more = f"，这样的共 {len(paragraphs)} 段" if len(paragraphs) > 1 else ""
            text = f"这一段除数字外与 {other.file} 第 {other_line} 行一字不差{more}，请核对是不是照抄"
            yield where, text


MIN_RETURNS = 10  # smaller numbers meet by chance
Sample = tuple[Decimal, Decimal, str, Anchor, str]  # issued, valid, asked of whom, where, the project's title


def _samples(project: Project) -> list[Sample] | None:
    """Return the surveys to compare; where all papers came back, equal numbers mean little."""
    return [
        (survey.issued, survey.valid, survey.group, anchor(project, survey, "issued"), project.title)
        for survey in every(Survey, project)
        if survey.issued is not None and survey.valid is not None and MIN_RETURNS <= survey.valid < survey.issued
    ] or None


@comparison("样本重复", "提示", requires_clean=("地址冲突",), extract=_samples)
def samples(facts: list[Fact[list[Sample]]]) -> Iterator[Discrepancy]:
    """同一单位同一年度的两个项目，问卷的发放、有效份数相同，对象也相近，可能把同一次调查用了两次。"""
    # Of samples of one group the first speaks for all; the later file is told.
    seen: dict[tuple[str, int, Decimal, Decimal], dict[str, tuple[ProjectKey, str]]] = defaultdict(dict)
    for who, surveys in facts:
        for issued, valid, group, where, title in surveys:
            others = seen[who.body, who.year, issued, valid]
            like = (
                other_title
                for other, (other_project, other_title) in others.items()
                if other_project is not who and _similar_groups(other, group)
            )
            same = next(like, None)
            if same is not None:
                text = f"发放 {issued:f}、有效 {valid:f}，与“{same}”的问卷相同，对象也相近，请核对是否同一次调查"
                yield where, text
            others.setdefault(group, (who, title))


def _similar_groups(group: str, other: str) -> bool:
    return group in other or other in group or difflib.SequenceMatcher(None, group, other).ratio() * 10 >= 6
