"""标点不应连用两个、不应出现在开头，引号、括号、书名号应成对，一对括号不应一边全角一边半角。"""

import re
from collections.abc import Iterator

from generator.checks.wording._quote import hits, quotation
from generator.core.diagnostic import Severity

NAME = "标点"
SEVERITY: Severity = "警告"
PAIRS = {"《": "》", "〈": "〉", "“": "”", "（": "）", "〔": "〕", "【": "】", "「": "」", "『": "』", "(": ")"}
CLOSING = {close: opened for opened, close in PAIRS.items()}
BRACKETS = re.compile(f"[{re.escape(''.join((*PAIRS, *CLOSING)))}]")
TWINS = {"（": "(", "(": "（", "）": ")", ")": "）"}

CLASH = re.compile("[，。、；：！？](?: *[，。、；：！？,;])+|[,;] *[，。、；：！？]|[,;]{2,}")
MAY_CLASH = {"！", "？"}
INSIDE = re.compile(r"[（《〔“][，。、；：](?!”)|[，、；：][）》〕]")
BEGINS = re.compile(r"\s*[，。、；：！？,;]")
# What is read before brackets are counted: intervals such as [60，75), and numbers of items such as 1) or 甲）.
INTERVAL = re.compile(r"[\[［(（]\s*[-－]?[\d.]+[%％]?\s*[,，、~～—-]\s*[-－]?[\d.∞+]*[%％]?\s*[\]］)）]")
ITEM = re.compile(r"(?:^|(?<=[\s，。；：、:;]))(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十甲乙丙丁]{1,3})[）)]")
EACH = re.escape("".join((*PAIRS, *CLOSING)))
ALL = EACH + re.escape("[]［］")
CLOSE = re.escape("".join(CLOSING))
TRIGGERS = (
    re.compile("[（《〔“，。、；：！？,;](?: *[，。、；：！？,;]|[）》〕])"),
    re.compile(r"\0\s*[，。、；：！？,;]"),
    re.compile(rf"[\0{CLOSE}][^{EACH}\0]*[{CLOSE}]"),  # closed without being opened
    *(re.compile(rf"{re.escape(o)}(?![^{ALL}\0]*{re.escape(c)})") for o, c in PAIRS.items()),  # not closed next
    *(re.compile(rf"{c}(?<=[\da-zA-Z一二三四五六七八九十甲乙丙丁].)") for c in (r"\)", "）")),  # numbers of items
)


def check_text(text: str) -> Iterator[str]:
    """Two marks together, a mark before everything, and brackets that do not match."""
    for found, quoted in hits(CLASH, text, lambda found: not set(found[0]) <= MAY_CLASH):
        hint = "省略号写作“……”" if set(found[0]) == {"。"} and len(found[0]) > 2 else "请留下应有的一个"
        yield f"“{quoted}”中标点“{found[0][:6]}”连用，{hint}"
    for found, quoted in hits(INSIDE, text):
        yield f"“{quoted}”中的“{found[0]}”，括号或引号里边紧贴着标点，请核对是否漏字"
    if begin := BEGINS.match(text):
        yield f"“{quotation(text, 0, begin.end())}”以标点开头，请核对前面是否漏字"
    yield from _unpaired(text)


def _unpaired(text: str) -> Iterator[str]:
    if not BRACKETS.search(text):
        return
    plain = ITEM.sub(_blank, INTERVAL.sub(_blank, text))
    opened: list[int] = []
    for at, mark in enumerate(plain):
        if mark in PAIRS:
            opened.append(at)
        elif mark in CLOSING:
            before = plain[opened[-1]] if opened else ""
            if before == CLOSING[mark]:
                opened.pop()
            elif before and before == TWINS.get(CLOSING[mark]):
                yield f"“{_between(text, opened[-1], at)}”的括号一边全角、一边半角，请改成一致"
                return
            else:
                yield f"“{quotation(text, at, at + 1, 8)}”中的“{mark}”前面没有“{CLOSING[mark]}”，请补上或删去"
                return
    if opened:
        at = opened[-1]
        yield f"“{quotation(text, at, at + 1, 8)}”中的“{plain[at]}”后面没有“{PAIRS[plain[at]]}”，请补上或删去"


def _between(text: str, start: int, end: int) -> str:
    return quotation(text, start, end + 1, 0)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
