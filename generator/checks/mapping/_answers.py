"""Answers (整改情况): whether one shows that something was done, and which of its words carry content."""

import re

from generator.model.project import Rectification

DONE = re.compile("已(?!知|往|有的)|(?<![为除])了(?!解)|业经|均完成|全部完成|完成整改|整改完毕|整改到位")
TIMED = re.compile(r"\d{4}\s?[年./-]|\d\s?月|年底前?|月底前?|季度|半年|当即|即日")
HOLLOW = re.compile(
    "加强|加大|加快|强化|进一步|逐步|积极|探索|推进|推动|健全|完善|规范|优化|提升|提高|更好|充分|发挥|相关|有关|做好|"
    "开展|及时|切实|项目|工作|管理|将|拟|计划|打算|准备|必要时|对|的|其|并|在|等|为|以"
)
CUT = re.compile(r"\W+|[与和及]")


def shown_done(answer: Rectification) -> bool:
    """Whether an answer tells of something done, or of when, or offers a proof."""
    return bool(answer.date or answer.proof or DONE.search(answer.text) or TIMED.search(answer.text))


def content_words(text: str) -> set[str]:
    """The pairs of characters that carry content; words of goodwill are cut out."""
    pieces = (piece for side in CUT.split(text) for piece in HOLLOW.sub(" ", side).split())
    return {piece[at : at + 2] for piece in pieces for at in range(len(piece) - 1)}
