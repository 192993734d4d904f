"""Name matching: whether two names mean the same thing, by their distinctive words; pairs goals, indicators, problems.

A name is brought to the field's one word for a thing, freed of the words that say nothing (项目, 情况, 完成, 规范性),
and compared by its pairs of characters. tests/test_match.py shows which pairs match and which do not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

HALF, ALL, NOTHING = Fraction(1, 2), Fraction(1), Fraction(0)
CACHE_SIZE = 16384

ONE_WORD = {
    "对象": "服务对象|受益对象|受益群体|受益人群|社会公众|使用方|使用者|使用人|用户|公众",
    "人员": "人力资源|人力|人手|专职人员|专业人员|工作人员|管理人员",
    "过程": "实施过程|项目实施|实施|过程",
    "资金": "财务|经费|资金",
    "及时": "规定时间内|规定时限内|按时|按期|准时|如期|时效",
    "运维": "运行维护|运行维修|维护保养|运维",
    "采购": "政府采购|招投标|招标|采购",
    "预算执行": "支出进度|支付进度|执行进度|资金执行|预算执行",
    "应急": "应急处理|应急处置|应急响应|应急",
    "能力": "功能|能力",
    "设施": "设施设备|设备设施|设施",
    "满意": "满意程度|满意度|满意率|满意",
}
CANONICAL = {word: canonical for canonical, words in ONE_WORD.items() for word in words.split("|")}
TO_ONE_WORD = re.compile("|".join(sorted(CANONICAL, key=lambda word: (-len(word), word))))
EMPTY = re.compile(
    "规范性|有效性|合理性|健全性|明确性|充分性|科学性|合规性|可行性|完整性|完备性|规范|有效|合理|健全|"
    "达到预期|预期|项目|工作|任务|情况|程度|状况|水平|管理|制度|建立|落实|完成|实际|提升|提高|改善|建设|绩效|"
    "总体|整体|相关|[率度性的数]$|率|的"
)
JOINT = re.compile("(?<!参)与|和(?!谐)|以?及(?!时)|[、/]")
MARKS = re.compile(r"[（(【\[][^）)】\]]{0,60}[）)】\]]|[^\w]|_|示例")
OBJECTS = re.compile("^(?:系统|平台|网站|信息化|本单位|单位)+(?=..)")
KINDS = {
    "满意": re.compile("满意"),
    "时效": re.compile("及时|时效|进度|工期|时限"),
    "成本": re.compile("成本|节约|节省|节支"),
    "质量": re.compile("质量|达标|合格"),
    "数量": re.compile("完成|数量|产出"),
}
SAYS_NO_MORE = re.compile("满意|对象|及时|时效|进度|成本|节约|质量|达标|合格|数量|产出|[率度数]")


@lru_cache(maxsize=CACHE_SIZE)
def words(text: str) -> str:
    """Normalize a text: one word for each thing of the field, no brackets and marks."""
    return TO_ONE_WORD.sub(lambda match: CANONICAL[match[0]], MARKS.sub("", text))


@lru_cache(maxsize=CACHE_SIZE)
def core(name: str) -> str:
    """Return the distinctive words of a name, run together; empty where all of it is common to every project."""
    return EMPTY.sub("", words(JOINT.sub("", name)))


def thing_of(name: str) -> str:
    """Return the core without the object that a project's names all begin with (系统, 平台)."""
    return OBJECTS.sub("", core(name))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


@dataclass(frozen=True)
class NameProfile:
    """Name as it is compared; `sides` are the pairs of the whole and of each part it joins by 与, 和, 及."""

    words: str
    thing: str
    pairs: frozenset[str]
    sides: tuple[frozenset[str], ...]
    kind: str
    satisfied: bool


@lru_cache(maxsize=CACHE_SIZE)
def profile(name: str) -> NameProfile:
    """Return the profile of a name (cached)."""
    own, text = core(name), words(name)
    sides = tuple(map(_pairs, (own, *_parts(name))))
    return NameProfile(text, thing_of(name), sides[0], sides, kind=kind_of(name), satisfied="满意" in text)


def _parts(name: str) -> tuple[str, ...]:
    """Return the cores of the parts that a name joins by 与, 和, 及; none where a part alone says nothing."""
    sides = tuple(core(side) for side in JOINT.split(name))
    return sides if len(sides) > 1 and all(len(side) > 1 for side in sides) else ()


def likeness(goal: str, indicator: str) -> Fraction:
    """Return the share of the shorter name that the other contains, 0 to 1; one part of an indicator is enough."""
    wanted, given = profile(goal), profile(indicator)
    if wanted.words == given.words or (wanted.thing and wanted.thing == given.thing):
        return ALL
    if wanted.satisfied and given.satisfied and "满意" in (wanted.kind, given.kind):
        return ALL
    return max(_share(wanted.pairs, side) for side in given.sides)


def _share(pairs: frozenset[str], other: frozenset[str]) -> Fraction:
    common = 0 if pairs.isdisjoint(other) else len(pairs & other)
    return Fraction(common, min(len(pairs), len(other))) if common else NOTHING


def closeness(goal: str, indicator: str) -> Fraction:
    """Rank indicators that are alike: the fewer other words, the closer."""
    wanted, given = profile(goal).pairs, profile(indicator).pairs
    return Fraction(2 * len(wanted & given), len(wanted) + len(given)) if wanted or given else NOTHING


def kind_of(name: str) -> str:
    """Return the kind of goals that a name covers as a whole (数量 for 实际完成率); empty if it names one thing."""
    if SAYS_NO_MORE.sub("", core(name)):
        return ""
    return next((kind for kind, sign in KINDS.items() if sign.search(words(name))), "")


def stands_for(indicator: str, levels: Iterable[str]) -> bool:
    """Return whether an indicator stands for a whole kind of goals, given the levels above a row and the row's name."""
    *above, name = levels
    kind = profile(indicator).kind
    if kind and any(kind in words(level).replace("及时", "时效") for level in above):
        return True
    own = core(indicator)
    return (len(own) > 1 and any(own == core(level) for level in above)) or (kind == "满意" and "满意" in words(name))


@lru_cache(maxsize=CACHE_SIZE)
def touches(name: str, text: str) -> bool:
    """Return whether a text mentions a name: its first word, or at least half of its two-character pieces."""
    canonical = words(text)
    for own in (core(name), *_parts(name)):
        thing = OBJECTS.sub("", own)
        pairs = _pairs(thing)
        if "满意" in own and "满意" in canonical:
            return True
        if pairs and (thing[:2] in canonical or 2 * sum(pair in canonical for pair in pairs) >= len(pairs)):
            return True
    return False
