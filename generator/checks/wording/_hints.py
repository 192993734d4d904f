"""Template hints: the words that a form prints into its boxes, as distinct from those that people write there."""

import re
from collections.abc import Iterator

LENGTH = r"(?:不超过|不多于|限|控制在)\s?\d{1,5}\s?字|\d{1,5}\s?字(?:以内|以下|左右|之内)"
ASKS = (
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
EMPTY = "（[ \u3000_]*）|\\([ \u3000_]+\\)|《[ \u3000]*》|“[ \u3000]*”"

HINT = re.compile("|".join((INSTRUCTION, BLANK_DATE, MASK, SEAL, EMPTY)))
BRACKET = re.compile("[（(【〔]([^（）()【】〔〕]{2,80})[）)】〕]")
IN_BRACKET = re.compile(f"(?:{ASKS})|[^每篇期条份]{{0,60}}?(?:{LENGTH})")
BEGINS = re.compile(ASKS)
LENGTHS = re.compile(LENGTH)
WHOLE = re.compile(
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


def is_whole(text: str) -> bool:
    """Whether a text is nothing but what the template said."""
    bare = text.strip(EDGES)
    if len(bare) > MAX_HINT_CHARS:
        return False
    return bool(WHOLE.fullmatch(bare) or (BEGINS.match(bare) and LENGTHS.search(bare)) or _is_bracketed(text.strip()))


def left(text: str) -> Iterator[str]:
    """The hints that stand among other words."""
    asked = [found for found in BRACKET.finditer(text) if IN_BRACKET.match(found[1])]
    yield from (found[0] for found in asked)
    for found in HINT.finditer(_without(text, asked)):
        yield found[0].strip()
    beginning = text[:200].lstrip()
    if BEGINS.match(beginning) and (length := LENGTHS.search(beginning)):
        yield length[0]


def _without(text: str, asked: list[re.Match[str]]) -> str:
    ends = [0, *(found.end() for found in asked)]
    starts = [*(found.start() for found in asked), len(text)]
    return "\n".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _is_bracketed(text: str) -> bool:
    found = BRACKET.fullmatch(text)
    return bool(found and IN_BRACKET.match(found[1]))
