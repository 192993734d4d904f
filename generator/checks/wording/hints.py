"""Boxes of a form left unfilled: template hints and words that say nothing."""

import re
from collections.abc import Iterator
from itertools import islice

from generator.checks import Violation, check, text_check
from generator.checks.records import is_among
from generator.checks.text_index import source_texts
from generator.checks.wording._quote import MOST_PER_TEXT
from generator.core.record import Record
from generator.model.project import Achievement, Finding, Project, Rectification
from generator.model.report import GoalGroup, Goals
from generator.model.selfeval import AnnualGoal

LENGTH = r"(?:不超过|不多于|限|控制在)\s?\d{1,5}\s?字|\d{1,5}\s?字(?:以内|以下|左右|之内)"
ASKING = (
    "请(?:[填简详选逐写附概列从]|说明|注明|如实|根据|结合|描述|在此)|此处[填应请写说]|在此[处填输写]"
    "|简要(?:说明|描述|概述|介绍|阐述|填写|分析)|简述|(?:概述|概括)(?=项目|主要|本|年度|情况|完成|绩效)"
    "|填写(?!人|时间|单位|日期|率)|从.{1,10}方面(?:填写|说明|描述)"
)
INSTRUCTION = (
    "(?<![邀申聘约])请(?:填写|填报|选择|输入|在此|注明|简要|逐[项条]|如实填)"
    "|[点单]击(?:此处|这里)|此处(?:填写?|输入|应填)|在此(?:填写?|输入)"
    "|[（(](?:选填|必填|示例|下拉选择)[）)]"
)
BLANK_DATE = (
    "年[ \u3000]+月(?:[ \u3000]*日)?|月[ \u3000]+日(?![\u4e00-\u9fff])|[Xx×Ｘ]{1,4}年[Xx×Ｘ]{1,2}月|20[Xx×Ｘ]{2}年"
)
MASK = (
    "(?<![A-Za-z0-9×Ｘ╳])[XxＸ×╳]{2,}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff：: ])[_＿]{2,}"
    "|某某(?:[市县区局委厅处部省办所院]|单位|公司|项目|部门)"
)
SEAL = (
    "(?:单位|部门|机关|负责人|填[表报]人|经办人|领导|审核人)[（(](?:单位)?(?:盖章|公章|签字|签章|签名|加盖公章)"
    "[）)](?=[:：])"
)
EMPTY_BRACKETS = "（[ \u3000_]*）|\\([ \u3000_]+\\)|《[ \u3000]*》|“[ \u3000]*”"

HINT = re.compile("|".join((INSTRUCTION, BLANK_DATE, MASK, SEAL, EMPTY_BRACKETS)))
BRACKET = re.compile("[（(【〔]([^（）()【】〔〕]{2,80})[）)】〕]")
IN_BRACKET = re.compile(f"(?:{ASKING})|[^每篇期条份]{{0,60}}?(?:{LENGTH})")
HINT_BEGINS = re.compile(ASKING)
LENGTH_HINT = re.compile(LENGTH)
WHOLE_HINT = re.compile(
    f"(?:{LENGTH})|示例|样例|填表说明|填报说明|请填写[^，。；]{{0,12}}|填写(?:内容|说明)?|请选择|请输入[^，。；]{{0,8}}"
    "|[选必]填|[XxＸ×╳]{2,}(?:单位|[市县区局省])?|某某[^，。；]{0,4}|[_＿]{2,}|…+|[.]{3,}"
)
# Pieces of which every hint has one, each with a plain character at its head, by which it is quickly found.
SIGN = re.compile(
    "请[填简详选逐写附概列从说注如根结描在输]|此[处]|在此|简[要述]|概[述括]|填[写报表]|样例|示例|选填|必填|下拉选择|方面(?:填写|说明|描述)"
    "|击[此这]|字(?<=[\\d\\s]字)|年[ \u3000]|月[ \u3000]|X[年XxＸ×╳]|x[年XxＸ×╳]|×[年XxＸ×╳]|Ｘ[年XxＸ×╳]|╳[年XxＸ×╳]"
    "|_[_＿]|＿[_＿]|某某|盖章|公章|签[字章名]|（[ \u3000_]*）|\\([ \u3000_]+\\)|《[ \u3000]*》|“[ \u3000]*”"
    "|…|\\.\\.\\."
)
EDGES = " \u3000，。；：、:;（）()【】〔〕[]"
MAX_HINT_CHARS = 120


def _is_hint(text: str) -> bool:
    """Return whether a text is nothing but a hint of the template."""
    bare = text.strip(EDGES)
    if len(bare) > MAX_HINT_CHARS:
        return False
    return bool(
        WHOLE_HINT.fullmatch(bare)
        or (HINT_BEGINS.match(bare) and LENGTH_HINT.search(bare))
        or _is_bracketed_hint(text.strip())
    )


def _hints_left(text: str) -> Iterator[str]:
    """Yield the hints among other words."""
    bracketed = [match for match in BRACKET.finditer(text) if IN_BRACKET.match(match[1])]
    yield from (match[0] for match in bracketed)
    for match in HINT.finditer(_without_brackets(text, bracketed)):
        yield match[0].strip()
    beginning = text[:200].lstrip()
    if HINT_BEGINS.match(beginning) and (length := LENGTH_HINT.search(beginning)):
        yield length[0]


def _without_brackets(text: str, bracketed: list[re.Match[str]]) -> str:
    ends = [0, *(match.end() for match in bracketed)]
    starts = [*(match.start() for match in bracketed), len(text)]
    return "\n".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _is_bracketed_hint(text: str) -> bool:
    match = BRACKET.fullmatch(text)
    return bool(match and IN_BRACKET.match(match[1]))


@text_check("模板提示语", "警告", triggers=(SIGN,))
def hint_left(text: str) -> Iterator[str]:
    """内容里不应留着模板的提示语和没填的空（如“不超过200字”“（请简要说明）”“XX市”“单位（盖章）”“年 月 日”）。"""
    if not _is_hint(text):
        for hint in islice(dict.fromkeys(_hints_left(text)), MOST_PER_TEXT):
            yield f"“{hint[:30]}”像是模板的提示语或没填的空，请删去或填上实际内容"


@text_check("没有填写", "错误", triggers=(SIGN,))
def hint_only(text: str) -> Iterator[str]:
    """每一栏应填入实际内容，不应只有模板的提示语（如“简要说明，200字以内”“请填写”“XX单位”）。"""
    if _is_hint(text):
        yield f"“{text[:30]}”是模板的提示语，请换成实际内容；没有内容的，把这一行删去"


EMPTY_WORDS = re.compile(
    r"(?:略|同上|空|[详参]?见(?:附件|附表|报告|正文|上|后|评价报告)(?:\d*|[一二三四五六七八九十])?)[。．.]?"
)
WORDY_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Finding: ("problem", "problem_detail", "advice", "advice_detail"),
    Rectification: ("text", "proof"),
    Achievement: ("text", "detail"),
    Goals: ("overall", "annual"),
    GoalGroup: ("items",),
    AnnualGoal: ("expected", "achieved"),
}


@check("空话", "提示")
def empty_words(project: Project) -> Iterator[Violation]:
    """绩效、问题、建议、整改和目标应写具体内容，不应只写“略”“同上”“详见附件”；印作“无”的照录。"""
    for record, field, text in source_texts(project, EMPTY_WORDS):
        if len(text) < 12 and is_among(record, field, WORDY_FIELDS) and EMPTY_WORDS.fullmatch(text.strip()):
            yield record, field, f"只写了“{text.strip()}”，请对照原件核对；原件另有内容的，请写在这里"
