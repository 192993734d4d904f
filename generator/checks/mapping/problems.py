"""Problems, the points they explain, the advice on them and the answers to it (整改)."""

import re
from collections.abc import Iterator
from fractions import Fraction

from generator.checks import Violation, check
from generator.checks.mapping._match import core, touches
from generator.checks.mapping._rows import shortened, source_kinds
from generator.checks.records import lines_of
from generator.checks.scores import all_nodes, complete_sum, leaf_scores, points_from, scored_leaves
from generator.core.record import FieldName, Record
from generator.model.project import Finding, Project, Rectification
from generator.model.scores import ProjectScore

PASS_RATE = Fraction(60, 100)


@check("低分无问题", "警告", notable=False, requires_clean=("对应不存在", "权重不符", "得分不符", "实际值不符"))
def low_points_without_problem(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """得分不足权重 60% 的指标，存在问题里要有说明它的一条。"""
    if not project.findings and "报告" not in source_kinds(project):
        return
    named, texts = _named_leaves(project), [text for _, _, text in _problems(project)]
    named_by = [(finding, "indicators") for finding in project.findings if finding.indicators]
    for leaf_score in leaf_scores(score):
        leaf, rate = leaf_score.indicator, leaf_score.rate
        if rate is None or rate >= PASS_RATE or leaf.reason or id(leaf) in named or _is_mentioned(leaf.name, texts):
            continue
        how = f"，或在说明它的问题下写“对应指标: {leaf.code or leaf.name}”" if texts else ""
        low = f"“{leaf.name}”得 {leaf_score.points} 分（满分 {leaf.weight}），不足 60%"
        uses = (*points_from(project, leaf_score), (leaf, "weight"), *named_by)
        yield leaf, "name", f"{low}，存在问题没有提到，请补写原因{how}", uses


def _is_mentioned(name: str, texts: list[str]) -> bool:
    """Return whether a text mentions a name; true for one that is common to every project, if there is any text."""
    return any(touches(name, text) for text in texts) or bool(texts and not core(name))


def _named_leaves(project: Project) -> set[int]:
    """Return the leaves that 对应指标 of some problem names, by themselves or by a level above."""
    words = {word for finding in project.findings for word in finding.indicators}
    nodes = (node for node in all_nodes(project) if words & {node.code, node.name, node.title})
    return {id(leaf) for node in nodes for leaf in node.leaves()} if words else set()


EVENT = "故障|事故|投诉|中断|违规|违纪|逾期|超支|差错|失误|漏洞|舆情|信访|返工|延误|拖欠|流失"
COUNTED_EVENT = re.compile(
    f"({EVENT})(?!修复|处理|处置|排除|解决|响应|恢复|应急|查处|整改|办结|受理|回复|赔付|报告|演练)"
)
ANSWERED = re.compile("修复|处理|处置|排除|解决|响应|恢复|应急|预案|查处|整改|办结|受理|回复|满意|制度|机制")
GREW = "增多|增加|频发|多发|频繁|上升|时有发生|屡有|屡次|较多|偏多|不断|反复|高发|偏高|较高"
DENIED = re.compile("没有|未见|未发生|未出现|并未|避免|防止|减少|不再|杜绝|以防|防范")
GROWN_EVENT = re.compile(
    rf"(?P<after>{EVENT})[^，。；、]{{0,6}}(?:{GREW})|(?:{GREW})(?:出现|发生|的)?[^，。；、]{{0,4}}(?P<before>{EVENT})"
)
CLAUSE = re.compile("[，。；]")


@check("满分有问题", "提示")
def full_points_with_problem(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """故障、事故、投诉一类的指标得了满分，存在问题却说这类事增多、频发，两处要核对。"""
    grown = list(_grown_events(project)) if project.findings else []
    for leaf_score in leaf_scores(score) if grown else ():
        leaf, points = leaf_score.indicator, leaf_score.points
        event = None if ANSWERED.search(leaf.name) else COUNTED_EVENT.search(leaf.name)
        if not event or not points or points != leaf.weight:
            continue
        clause = next((clause for what, clause in grown if what == event[1]), None)
        if clause is not None:
            text = f"“{leaf.name}”得满分 {points} 分，存在问题却说“{clause}”，请核对得分，或写明两处所指不同"
            yield leaf, "name", text


def _grown_events(project: Project) -> Iterator[tuple[str, str]]:
    for _, _, text in _problems(project):
        for clause in CLAUSE.split(text):
            if (event := GROWN_EVENT.search(clause)) and not DENIED.search(clause):
                yield event["after"] or event["before"], clause


def _problems(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    for finding in project.findings:
        yield finding, "problem", finding.problem
        yield from lines_of(finding, "problem_detail")


MIN_LEAVES = 3
NO_PROBLEM = re.compile(
    r"(?:暂|尚|目前)?(?:无|没有|未|不)(?:发现|存在)?(?:明显|重大|突出|存在)?(?:的)?(?:问题)?|不涉及|不适用|[-－—–/／\\]*"
)
MAX_QUOTED = 20


@check("问题未扣分", "提示", requires_clean=("权重不符", "得分不符", "总分不符"))
def full_total_with_problems(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """各项指标都得满分，却写明存在问题的，要核对：问题一般应当在某一项得分里看得出。"""
    # One diagnostic, on the first problem.
    problems = [
        finding for finding in project.findings if not NO_PROBLEM.fullmatch(finding.problem.strip("。．. \u3000"))
    ]
    leaves = scored_leaves(score)
    full = complete_sum(leaf.weight for leaf in leaves)
    if not problems or len(leaves) < MIN_LEAVES or any(leaf.lost != 0 for leaf in leaves) or score.total != full:
        return
    problem = problems[0].problem
    quoted = f"{problem[:MAX_QUOTED]}…" if len(problem) > MAX_QUOTED else problem
    text = f"各项指标都得满分，共 {full:f} 分，却写明 {len(problems)} 个问题，如“{quoted}”，请对照原件核对得分和问题"
    yield problems[0], "problem", text, [value for leaf in leaves for value in points_from(project, leaf)]


@check("问题无建议", "警告", notable=False)
def problems_without_advice(project: Project) -> Iterator[Violation]:
    """信息表、报告里的每个问题要有整改建议。"""
    # Nothing is asked of a paper that knows no advice at all, unless its form has the column.
    without = [finding for finding in project.findings if not _is_advised(finding)]
    if len(without) == len(project.findings) and source_kinds(project) <= {"自评表"}:
        return
    for finding in without:
        text = f"问题“{shortened(finding.problem).rstrip('。')}”没有建议，请补写“建议: …”"
        yield finding, "problem", text


def _is_advised(finding: Finding) -> bool:
    return bool(finding.advice or finding.advice_detail)


@check("建议无整改", "警告", notable=False)
def advice_without_answer(project: Project) -> Iterator[Violation]:
    """信息表、整改情况表里的每条建议要有整改情况；同一文件别的建议已有整改情况的，也一样。"""
    # Reports and self-evaluations end with the advice; only 信息表 and 整改情况表 have a column for the answer.
    has_column = source_kinds(project) & {"信息表", "整改情况表"}
    if not has_column and all(finding.rectification is None for finding in project.findings):
        return
    for finding in project.findings:
        answered = finding.rectification or any(item.statement or item.entries for item in finding.ledger)
        if _is_advised(finding) and not answered:
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
