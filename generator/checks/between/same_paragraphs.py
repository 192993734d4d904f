"""两个项目或同一项目两年的绩效、问题、建议、整改，除数字外整段一字不差的，可能是照抄；四十字以下的短句不比。"""

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, ProjectKey
from generator.checks._texts import texts, waivers_beside
from generator.core.diagnostic import Place, Severity
from generator.core.record import Record, Waiver
from generator.model.project import Achievement, Finding, Project, Rectification
from generator.model.selfeval import AnnualGoal, SelfSheet

NAME = "文字雷同"
SEVERITY: Severity = "提示"
FIELDS: dict[type[Record], tuple[str, ...]] = {
    Achievement: ("text", "detail"),
    Finding: ("problem", "problem_detail", "advice", "advice_detail"),
    Rectification: ("text",),
    AnnualGoal: ("achieved",),
    SelfSheet: ("conclusion",),
}
MIN_CHARS = 40
WORDS = re.compile("[\u4e00-\u9fffA-Za-z]+")
PACKED = Struct(">QIHB")  # what a paragraph says, without numbers, in eight bytes; line, column, block
BLOCKS = ("主要绩效", "问题整改", "自评表")


class Paragraphs(NamedTuple):
    """The paragraphs of a project, packed, since a site has hundreds of thousands; the waivers by their places."""

    packed: bytes
    waivers: dict[int, tuple[Waiver, ...]]


def extract(project: Project) -> Paragraphs | None:
    """What each paragraph says, and where it stands."""
    packed, waivers = bytearray(), dict[int, tuple[Waiver, ...]]()
    for record, field, text, _ in texts(project):
        if len(text) < MIN_CHARS or type(record) not in FIELDS:
            continue
        if (field[0] if isinstance(field, tuple) else field) not in FIELDS[type(record)]:
            continue
        words = "".join(WORDS.findall(text))
        if len(words) < MIN_CHARS:
            continue
        place = record.at(field)
        if beside := tuple(waiver for waiver in waivers_beside(project, record) if waiver.check == NAME):
            waivers[place.line] = beside
        block = next((n for n, name in enumerate(BLOCKS) if place.field.startswith(name)), 0)
        digest = int.from_bytes(blake2b(words.encode(), digest_size=8).digest())
        packed += PACKED.pack(digest, place.line, place.column, block)
    return Paragraphs(bytes(packed), waivers) if packed else None


def compare(facts: list[Fact[Paragraphs]]) -> Iterator[Discrepancy]:
    """Tell the later file of the first one, once for each two projects, at the first paragraph they share."""
    seen: dict[int, tuple[ProjectKey, int]] = {}
    for who, (packed, waivers) in facts:
        shared: dict[ProjectKey, list[tuple[int, int, int, int]]] = defaultdict(list)
        for digest, line, column, block in PACKED.iter_unpack(packed):
            other, there = seen.setdefault(digest, (who, line))
            if other is not who:
                shared[other].append((line, column, block, there))
        for other, paragraphs in shared.items():
            line, column, block, there = paragraphs[0]
            where = Anchor(Place(who.file, line, column, BLOCKS[block]), waivers.get(line, ()))
            more = f"，这样的共 {len(paragraphs)} 段" if len(paragraphs) > 1 else ""
            text = f"这一段除数字外与 {other.file} 第 {there} 行一字不差{more}，请核对是不是照抄"
            yield where, text
