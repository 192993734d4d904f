"""Sentences: unfinished lines, doubled words, enumerators."""

import re
from collections.abc import Iterator
from itertools import islice

from generator.checks import Violation, check, text_check
from generator.checks.records import lists
from generator.checks.signs import CHARACTER_TWICE, NUMERALS, WORD_TWICE
from generator.checks.text_index import source_texts
from generator.checks.wording._quote import MOST_PER_TEXT, hits
from generator.model.project import Project

LINE_END = re.compile("[。；！？：…][”’）》〕]?|[；：;:!?.]")
HANGING = "，、"
STOPPED_LINE = tuple(re.compile(rf"{sign}\s*(?:\0|\Z)") for sign in (*HANGING, "\0"))
HEADING = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
MIN_LINES = 3
MAX_HEADING_CHARS = 12  # a line no longer than this may be a heading or an entry of a list


@check("句子不全", "提示")
def broken_lines(project: Project) -> Iterator[Violation]:
    """一段话应写完：别的各行都有句末标点的，不应有一行没有；不应停在“，”“、”上。"""
    for record, field, text in source_texts(project, *STOPPED_LINE):
        if len(text) > 1 and text.rstrip()[-1:] in HANGING:
            yield record, field, f"“…{text.rstrip()[-12:]}”没有写完，请对照原件核对；抄漏的，请补上后面的内容"
    yield from _unlike_lines(project)


def _unlike_lines(project: Project) -> Iterator[Violation]:
    for record, name, value in lists(project):
        if len(value) < MIN_LINES:
            continue
        lines = [(n, line.rstrip()) for n, line in enumerate(value)]
        odd = [(n, line) for n, line in lines if not LINE_END.search(line[-2:])]
        if len(odd) != 1:
            continue
        number, line = odd[0]
        if len(line) > MAX_HEADING_CHARS and line[-1] not in HANGING and not HEADING.match(line):
            text = f"“…{line[-12:]}”没有句末标点，同一栏的其他各行都有，请核对是不是没有写完"
            yield record, (name, number), text


TWICE_TEXT = "“{}”中的“{}”像是多打了一遍，请核对后删去多余的字"

# Words that are never said twice in a row. Beside each what may stand before it or behind it when the second one
# belongs to another word: 目的的, 了了解, 和和平, 参与与会.
SINGLE = {
    "了": ("不明小没", "解结断却事得"),
    "的": ("目标之无有", "的确士哥"),
    "在": ("存现所潜内外实自正旨贵重好", "在线建校岗职编任途读押册场营用制户籍售位逃沪京华地家外内职"),
    "和": ("温缓饱共调平祥总柔随人仁元永泰义", "平谐睦解气美善县田林龙顺硕布风声缓尚服衷议弦蔼合"),
    "与": ("参给赋赠授干予", "会时日众世"),
    "及": ("普涉波顾推企旁以遍触言论", "时早格第物其至"),
    "为": ("认作行成分称视较最更极因人以改变", "民期主辅例首先何了老准难止数由"),
    "是": ("但凡就于还可只总要尤特都也不若正即便硬", "否非"),
    "被": ("棉植夜纬床", "褥面子动"),
    "把": ("火拖一二两三四五六", "关脉手握控守"),
    "将": ("大小名老健", "军领来近士会相要"),
    "由": ("理自缘事案原因来经", "于来此头"),
    "或": ("抑亦即", "者许"),
    "并": ("合兼归一吞", "入网购案行轨发联列重举存且非未不无"),
    "但": ("不非", "凡是"),
    "不": ("要决毫绝岂莫", ""),
    "已": ("早而业不", "经然"),
    "其": ("尤极与何任及土", "格木其他它中余间实次乐"),
    "到": ("报签", "期达位账货场岗任"),
    "于": ("", "洪都田右某庄"),
    "以": ("可得加予所难足给", "往上下及奖工内外来前后便太色为至免致期人点案"),
    "至": ("甚乃冬夏直以", "今少多"),
    "各": ("", "自"),
    "该": ("应", "校局"),
    "从": ("服", "业事严紧此而中前容"),
    "而": ("", "且是后"),
    "也": ("", "门"),
    "都": ("首成古故京", "市江"),
}
DOUBLED = "|".join(
    f"{f'(?<![{before}])' if before else ''}{word}{word}(?![{word}{behind}])"
    for word, (before, behind) in SINGLE.items()
)
# The first or the last character of a common word typed twice.
STUTTER = (
    "(?<!前)提提[高升供]|完完成|指指标|根根据|按按照|(?<![淹埋])没没有|(?<![引推改跟促演先])进进行|(?<![公召离展])开开展"
    "|(?<![落切现])实实施|(?<![到发传送直抵])达达到|(?<![成业])绩绩效|(?<!干)预预算|预算算(?![出入账法术])|绩效效(?![率果益能])"
    "|进行行(?![业政为动使程车人驶长距])|开展展(?![示览现出望开会馆厅品])|完成成(?![果效本都为套立品绩员人长])"
    "|提升升(?![级降学华旗温至])|提高高(?![质校效端等级新度标水速层技中产价压考龄原空铁院])|实施施(?![工策政肥救])"
    "|加强强(?![化制基度国弱调项村农军])|按照照(?![明片顾章搬相料护])|根据据(?![此实点说悉称])"
)
# 政府采购采购文件, 中心中心组: the second one begins a word of its own.
NEXT_WORD = "单位|对象|部门|文件|代理|公告|方式|合同|程序|过程|计划|报告|结果|活动|经费|支出|费用|[方者员人组期化性地]"
REPEATED = re.compile(rf"(?!(.)\1)(?![一二两三四五六七八九十百千零几万亿大好很许])([一-鿿]{{2,8}})\2(?!{NEXT_WORD})")
TRIPLE = r"([一-鿿])(?<![一二三四五六七八九零等哈])\1\1"
ALL_ALL = (
    "(?<![系传])统统(?=设施|设备|功能|平台|数据|软件|硬件|运维|维护|运行|建设|升级|开发"
    "|用户|操作|故障|安全|集成|网络|性能)"
)
TYPED_TWICE = re.compile(f"{TRIPLE}|(?P<all>{ALL_ALL})|{DOUBLED}|{STUTTER}")


@text_check("重字", "警告", triggers=(CHARACTER_TWICE, WORD_TWICE))
def doubled_words(text: str) -> Iterator[str]:
    """文字不应多打一遍：不写“提升了了平台”“按照按照规定”，也不把“系统设施”写成“统统设施”。"""
    for match, quoted in hits(REPEATED, text):
        yield TWICE_TEXT.format(quoted, match[0])
    if CHARACTER_TWICE.search(text):
        for match, quoted in hits(TYPED_TWICE, text):
            if match["all"]:
                yield f"“{quoted}”中的“统统”像是“系统”之误，请核对"
            else:
                yield TWICE_TEXT.format(quoted, match[0])


DIGIT_NUMBERS = [str(n) for n in range(100)]
CIRCLED = ["", *(chr(n) for n in range(ord("①"), ord("⑳") + 1))]
LETTERS = ["", *"abcdefghijklmnopqrstuvwxyz"]
# How a number is written, and what it is written with, in order; the group of a pattern is the number.
NUMBER_STYLES = (
    (re.compile(r"(\d{1,2})[.．、](?!\d)"), DIGIT_NUMBERS),
    (re.compile(r"[（(](\d{1,2})[）)]"), DIGIT_NUMBERS),
    (re.compile(r"(\d{1,2})[）)]"), DIGIT_NUMBERS),
    (re.compile("([①-⑳])"), CIRCLED),
    (re.compile("[（(]([一二三四五六七八九十]{1,3})[）)]"), NUMERALS),
    (re.compile("([一二三四五六七八九十]{1,3})、"), NUMERALS),
    (re.compile("([一二三四五六七八九十]{1,3})是"), NUMERALS),
    (re.compile("([a-z])[.．、)）](?![a-z.])"), LETTERS),
    (re.compile("([a-z])(?=[\u4e00-\u9fff])"), LETTERS),
)
NUMBER_STARTS = re.compile(r"^|(?<=[。；：;:\s])(?=[\da-z（(①-⑳一二三四五六七八九十])")
NUMBER_HEAD = re.compile(r"[\da-z（(①-⑳一二三四五六七八九十]")
# The second number of a text: the first alone is never wrong.
ENUMERATORS_TRIGGERS = (
    re.compile(
        r"[。；：;:\s][（(]?(?:\d{1,2}[.．、）)]|[①-⑳]|[一二三四五六七八九十]{1,3}[、是）)]|[a-z][.．、)）一-鿿])"
    ),
)
ListNumber = tuple[int, int, str]  # style, value, as written


@text_check("序号间断", "提示", triggers=ENUMERATORS_TRIGGERS)
def enumerators(text: str) -> Iterator[str]:
    """一组序号（1. 2. 3.，a. b. c.，（一）（二）（三），①②③）应依次排列，不缺号，不重号。"""
    numbers = [number for start in NUMBER_STARTS.finditer(text) if (number := _read_number(text, start.start()))]
    yield from (message for _, message in islice(_gaps(numbers), MOST_PER_TEXT))


@check.part_of(enumerators)
def enumerators_of_lines(project: Project) -> Iterator[Violation]:
    for record, name, lines in lists(project):
        numbered = [(n, number) for n, line in enumerate(lines) if (number := _read_number(line.lstrip(), 0))]
        for n, message in _gaps([number for _, number in numbered]):
            yield record, (name, numbered[n][0]), message


def _read_number(text: str, start: int) -> ListNumber | None:
    if not NUMBER_HEAD.match(text, start):
        return None
    for style, (pattern, order) in enumerate(NUMBER_STYLES):
        match = pattern.match(text, start)
        if match and match[1] in order:
            return style, order.index(match[1]), match[0]
    return None


def _gaps(numbers: list[ListNumber]) -> Iterator[tuple[int, str]]:
    """Yield each number that does not follow the last of its style, if that began with 1; 1 ends inner groups."""
    groups: dict[int, ListNumber] = {}
    for n, number in enumerate(numbers):
        style, value, written = number
        last = groups.get(style)
        if last and value > 1:
            if value == last[1]:
                yield n, f"序号“{written}”重复了，请核对"
            elif value != last[1] + 1:
                yield n, f"序号从“{last[2]}”接到“{written}”，请核对是否缺项、错号"
        if last:
            order = list(groups)
            for inner in order[order.index(style) + 1 :]:
                del groups[inner]
        if last or value == 1:
            groups[style] = number
