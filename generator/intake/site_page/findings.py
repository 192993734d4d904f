"""Findings of a page: each problem with what the report says more of it, the advice, the answer and its state."""

import re
from collections.abc import Mapping, Sequence

from generator.intake.drafted import Entry, Node
from generator.intake.paper import Spot
from generator.intake.recognised import Leftover
from generator.intake.reports.findings import point
from generator.intake.site_page.lines import OURS, PageLine, entry

HEAD = re.compile(r"(存在问题|整改建议|整改情况)(\d*)")
DETAILS = re.compile(r"主要绩效(\d*)：报告所载的详情")
STATE = re.compile(r"(已完成|推进中|计划中|未说明进度)(?:据.{2,8}文字归类.*|未载时间)?")
EXPLAINED = "对应指标："
CATEGORY = re.compile(r"问题类别：(.+?)（(数据文件写明|本站归类，.*)）")
NONE_TOLD = ("未载明", "公开文件未载明整改情况。", "公开文件未载明")
BY_SENTENCES = "网页把内容和详情连成一段，据句子分开，请核对"
KEYS = {"存在问题": "问题", "整改建议": "建议"}


def with_details(lines: Sequence[PageLine], achievements: "Node | None") -> bool:
    """Put what the report says more of achievements to them."""
    into: list[Node] | None = None
    for line in lines:
        if found := DETAILS.fullmatch(line.word):
            place = int(found[1] or "1") - 1
            one = achievements[place] if isinstance(achievements, list) and place < len(achievements) else None
            into = []
            if not isinstance(one, dict):
                return False
            one["详情"] = into
        elif into is not None:
            into.append(entry(line))
    return True


def parted_by_sentences(one: Node) -> Node:
    """An achievement and what the report says more of it, which a page without a form of the paper's runs together."""
    text = one.get("内容") if isinstance(one, Mapping) else None
    if not isinstance(text, Entry):
        return one
    first, *more = point((text.text, text.spot or Spot("")))[::2]
    details = [Entry(sentence, text.spot, (BY_SENTENCES,)) for sentences in more for sentence in sentences]
    return {"内容": Entry(str(first), text.spot, (BY_SENTENCES,)), "详情": details} if details else one


def page_findings(lines: Sequence[PageLine], left: list[Leftover]) -> list[Node]:
    """问题整改: one for each problem, in the order of the page."""
    found: list[Node] = []
    one: dict[str, Node] = {}
    at = ""
    for line in lines:
        if head := HEAD.fullmatch(line.word):
            at = head[1]
            if at == "存在问题":
                one = {}
                found.append(one)
        elif line.text in NONE_TOLD or not at:
            left.append(Leftover(line.text, line.spot, OURS))
        elif at == "整改情况":
            _answer(one, line)
        elif category := CATEGORY.fullmatch(line.text):
            if category[2].startswith("本站"):
                left.append(Leftover(line.text, line.spot, OURS))
            else:
                one["问题类别"] = Entry(category[1], line.spot)
        elif line.text.startswith(EXPLAINED):
            left.append(Leftover(line.text, line.spot, "指标的简称，没有读回来"))
        elif KEYS[at] not in one:
            one[KEYS[at]] = entry(line)
        else:
            more = one.setdefault(f"{KEYS[at]}详情", [])
            if isinstance(more, list):
                more.append(entry(line))
    return found


def _answer(one: dict[str, Node], line: PageLine) -> None:
    answer = one.setdefault("整改", {})
    if not isinstance(answer, dict):
        return
    key, colon, words = line.text.partition("：")
    if "状态" not in answer and (state := STATE.fullmatch(line.text)):
        answer["状态"] = Entry(state[1], line.spot)
    elif "情况" not in answer:
        answer["情况"] = entry(line)
    elif colon and key == "时间":
        answer["时间"] = Entry(words, line.spot)
    elif colon and key == "佐证":
        answer["佐证"] = [Entry(word, line.spot) for word in words.split("；")]
