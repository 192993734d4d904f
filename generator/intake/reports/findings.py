"""Findings of a paper: its problems, the advice on them and the unit's answers, three lists there, put together."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.intake.drafted import Entry, Node
from generator.intake.paper import Spot
from generator.intake.reports.wording import Line, unfilled

DONE = re.compile(
    r"^\s*(?:目前|现|均|都)?已|已经|已(?:于|在|按|完成|整改|落实|建立|制定|修订|完善|健全|补[齐充办])|整改完毕|完成了"
)
UNDER_WAY = re.compile(r"正在|逐步|积极|持续|推进|着手|抓紧|陆续")
PLANNED = re.compile(r"计划|拟|将(?:于|在|会|进|加|按|继|对|完|建|把)|准备|下一步|下阶段|今后")
SENTENCE = re.compile(r"[^。！？]*[。！？][”’」』）)]*|[^。！？]+$")
BY_WORDS = "状态据文字归类，请核对"
STATES = (("已完成", DONE), ("计划中", PLANNED), ("推进中", UNDER_WAY))


class Point(NamedTuple):
    """A problem, a piece of advice or an answer: what it says in a line, where, and the report's further words."""

    text: str
    spot: Spot
    more: tuple[str, ...] = ()


def point(line: Line, *, whole: bool = False) -> Point:
    """A problem, a piece of advice or an answer: its first sentence, and the further ones unless it is taken whole."""
    first, *more = [line[0]] if whole else _sentences(line[0])
    return Point(first, line[1], tuple(more))


def achievement(line: Line) -> Node:
    """主要绩效: what was achieved in a sentence, and the further ones."""
    first, *more = _sentences(line[0])
    one: dict[str, Node] = {"内容": Entry(first, line[1])}
    return one | ({"详情": [Entry(text, line[1]) for text in more]} if more else {})


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in SENTENCE.findall(text) if sentence.strip()] or [text]


def state(text: str) -> str:
    """How far an answer says to have come; where its words tell nothing, that the progress is not told."""
    return next((word for word, pattern in STATES if pattern.search(text)), "未说明进度")


def findings(problems: Sequence[Point], advice: Sequence[Point], answers: Sequence[Point] = ()) -> list[Node]:
    """问题整改: the first problem with the first piece of advice and the first answer, and so on.

    Where there are not as many of one as of the other, which belong together is a guess.
    """
    named = [(name, one) for name, one in (("问题", problems), ("建议", advice), ("整改", answers)) if one]
    counts = "、".join(f"{name} {len(one)} 项" for name, one in named)
    doubts = (f"{counts}，项数不同，请核对谁对应谁",) if len({len(one) for _, one in named}) > 1 else ()
    found: list[Node] = []
    for place in range(max((len(one) for _, one in named), default=0)):
        one: dict[str, Node] = {"问题": unfilled()}
        for key, points in (("问题", problems), ("建议", advice)):
            if place < len(points):
                point = points[place]
                one[key] = Entry(point.text, point.spot, doubts)
                if point.more:
                    one[f"{key}详情"] = [Entry(text, point.spot) for text in point.more]
        if place < len(answers):
            answer = answers[place]
            sorted_by_words = Entry(state(answer.text), answer.spot, (BY_WORDS,))
            one["整改"] = {"情况": Entry(answer.text, answer.spot, doubts), "状态": sorted_by_words}
        found.append(one)
    return found
