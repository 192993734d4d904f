"""Advice on problems and the answers to it (整改)."""

import re
from collections.abc import Iterator

from generator.checks import Violation, check
from generator.model.project import Project, Rectification


@check("问题无建议", "警告", notable=False)
def problems_without_advice(project: Project) -> Iterator[Violation]:
    """信息表、报告里的每个问题要有整改建议。"""
    # Nothing is asked of a paper that knows no advice at all, unless its form has the column.
    advised = any(finding.advice or finding.advice_detail for finding in project.findings)
    if not advised and all(source.kind == "自评表" for source in project.sources):
        return
    for finding in project.findings:
        if not finding.advice and not finding.advice_detail:
            yield finding, "problem", f"问题“{_shortened(finding.problem)}”没有建议，请补写“建议: …”"


def _shortened(text: str) -> str:
    """Shorten a text to its beginning."""
    return text.rstrip("。") if len(text) <= 24 else f"{text[:22]}……"


@check("建议无整改", "警告", notable=False)
def advice_without_answer(project: Project) -> Iterator[Violation]:
    """信息表、整改情况表里的每条建议要有整改情况；同一文件别的建议已有整改情况的，也一样。"""
    # Reports and self-evaluations end with the advice; only 信息表 and 整改情况表 have a column for the answer.
    has_column = any(source.kind in ("信息表", "整改情况表") for source in project.sources)
    if not has_column and all(finding.rectification is None for finding in project.findings):
        return
    for finding in project.findings:
        answered = finding.rectification or any(item.statement or item.entries for item in finding.ledger)
        if (finding.advice or finding.advice_detail) and not answered:
            text = "建议没有整改情况，请补写“整改: {情况: …, 状态: …}”；原表空白的写“{情况: 原表空白, 状态: 未载明}”"
            yield finding, "advice", text


DONE = re.compile("已(?!知|往|有的)|(?<![为除])了(?!解)|业经|均完成|全部完成|完成整改|整改完毕|整改到位")
TIMED = re.compile(r"\d{4}\s?[年./-]|\d\s?月|年底前?|月底前?|季度|半年|当即|即日")
GOODWILL_WORDS = re.compile(
    "加强|加大|加快|强化|进一步|逐步|积极|探索|推进|推动|健全|完善|规范|优化|提升|提高|更好|充分|发挥|相关|有关|做好|"
    "开展|及时|切实|项目|工作|管理|将|拟|计划|打算|准备|必要时|对|的|其|并|在|等|为|以"
)
WORD_BREAKS = re.compile(r"\W+|[与和及]")


def _shows_done(answer: Rectification) -> bool:
    """Return whether an answer says that something was done, or when, or offers a proof."""
    return bool(answer.date or answer.proof or DONE.search(answer.text) or TIMED.search(answer.text))


def _content_words(text: str) -> set[str]:
    """Return the two-character pieces of a text without words of goodwill."""
    pieces = (piece for side in WORD_BREAKS.split(text) for piece in GOODWILL_WORDS.sub(" ", side).split())
    return {piece[n : n + 2] for piece in pieces for n in range(len(piece) - 1)}


@check("完成无据", "提示", notable=False)
def done_without_proof(project: Project) -> Iterator[Violation]:
    """状态写“已完成”的整改，情况里要看得出已经做了，或写明时间、佐证。"""
    # The state is sorted from the wording, so the wording must bear it.
    for finding in project.findings:
        answer = finding.rectification
        if answer and answer.state == "已完成" and not _shows_done(answer):
            text = "状态是“已完成”，整改情况看不出已经做了，请写明做了什么、何时完成，或改状态"
            yield answer, "state", text


INTENDED = re.compile("将|拟|计划|打算|准备|逐步|积极|探索|力争|争取|下一步|今后|后续|研究|考虑")
GOODWILL = re.compile("进一步|加强|加大|加快|强化|推进|推动|健全|完善|规范|优化|提升|提高")


@check("整改空泛", "提示", notable=False)
def empty_answers(project: Project) -> Iterator[Violation]:
    """整改情况要写做了什么，不能只是重复建议，或只写打算；写明时间、佐证的不在此列。"""
    for finding in project.findings:
        answer = finding.rectification
        if answer is None or answer.state in ("已完成", "未载明") or _shows_done(answer):
            continue
        own = _content_words(answer.text)
        advice = _content_words("，".join((finding.advice, *finding.advice_detail)))
        if INTENDED.search(answer.text):
            problem = "整改情况只写了打算，没有时间、做法和结果"
        elif own and 2 * len(own & advice) >= len(own):
            problem = "整改情况只是重复建议，看不出做了什么"
        elif GOODWILL.search(answer.text) or answer.state in ("计划中", "未说明进度"):
            problem = "整改情况只是表态，看不出做了什么"
        else:
            continue
        yield answer, "text", f"{problem}，请写明做了什么、何时完成，或补写“时间”“佐证”"
