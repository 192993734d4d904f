"""Facts of a report: what its cover and its running text say of names, dates, money, score and grade.

What stands on the cover or in a sentence of the usual form is taken as it is; two sentences that differ make a doubt.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.core.number import Amount, InvalidNumber
from generator.core.printed import printed_amount
from generator.intake import money
from generator.intake.drafted import Entry, Node
from generator.intake.reports.wording import Line, bare, tidy
from generator.model.book import Book

COVER = {
    "项目名称": "项目名称", "项目单位": "项目单位", "项目实施单位": "项目单位", "实施单位": "项目单位",
    "主管部门": "主管部门", "项目主管部门": "主管部门", "预算主管部门": "主管部门", "委托单位": "委托单位",
    "委托方": "委托单位", "评价机构": "机构", "第三方机构": "机构", "评价单位": "机构", "报告日期": "报告日期",
}  # fmt: skip
PERSONS = re.compile(
    r"(?:评价|项目|主)?(?:责任人|负责人|团队(?:成员)?|小组成员|组成员)|(?:评价)?团队成员|撰稿人|撰写人|执笔人|(?:复|终|初)?审(?:核|稿)?人|主评人"
    r"|联系(?:人|电话|方式)|电话|手机|邮箱|填(?:报|表)人|经办人|评价人员|法定代表人"
)
DIGITS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○O０", "0")
NUMERAL = "[一二三四五六七八九十]"
CHINESE_DATE = re.compile(rf"([二一][〇零○O０一二三四五六七八九]{{3}})年({NUMERAL}{{1,2}})月(?:({NUMERAL}{{1,3}})日)?")
DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
MONEY = f"({money.AMOUNT_IN_TEXT})"
FACTS: Mapping[str, tuple[str, ...]] = {
    "金额": (rf"预算(?:批复)?(?:资金|总)?(?:金额|总额|安排)?(?:共计|合计|总计|总额)?[为是]?{MONEY}",),
    "支出": (rf"(?:实际)?(?:支出|使用|执行)(?:财政资金|经费|资金|金额|数)?(?:共计|合计)?[为是]?{MONEY}",),
    "执行率": (r"执行率(?:为|达到?|是)?[:：]?(\d+(?:\.\d+)?%)",),
    "来源": (r"全部来源于([^，。；]{2,20})",),
    "评价分值": (r"(?:总体|综合|总|最终|评价)(?:评价)?(?:得分|评分)[为是][:：]?(\d+(?:\.\d+)?)分",),
    "评价结论": (
        r"(?:评价)?(?:等级|级别)[为是属][:：]?[“\x22]?(优秀|优|良好|良|中等|中|合格|不合格|一般|较好|较差|差)",
    ),
    "开始日期": (r"[于自从]((?:19|20)\d\d年\d{1,2}月)(?:\d{1,2}日)?(?:开始|起)",),
    "程序": (r"(简易绩效评价|简易程序)",),
}
AMOUNTS = ("金额", "支出")
PATTERNS = {key: tuple(re.compile(pattern) for pattern in all_of) for key, all_of in FACTS.items()}
SHORT = re.compile(r"([\u4e00-\u9fff（）()]{4,30}?)[（(](?:以下)?(?:简称|称)[:：]?[“\x22]([^”\x22]{2,20})[”\x22][)）]")
CLIENT = re.compile(r"受([\u4e00-\u9fff]{4,30})[（(委]")
AGENCY = re.compile(r"委托[，,]([\u4e00-\u9fff（）()]{4,40}?(?:公司|事务所|中心|研究院|大学|学院))")
QUOTED = re.compile(r"针对[“\x22]([^”\x22]{4,60})[”\x22]")
BY_ITSELF = re.compile(r"(?:由本部门|由本单位|部门)自行组织实施|部门评价")
SQUARED = str.maketrans("﹝[﹞]", "〔〔〕〕")
NUMBER = re.compile(r"[\u4e00-\u9fff]{2,8}[〔﹝\[]\d{4}[〕﹞\]]\d+号")


def cover(lines: list[Line]) -> tuple[dict[str, Entry], list[Line], int]:
    """Read the cover: its values, the lines that are none of them, the number of persons left out."""
    values: dict[str, Entry] = {}
    left: list[Line] = []
    persons = 0
    for text, spot in lines:
        word, colon, value = tidy(text).replace(":", "：", 1).partition("：")
        word = bare(word)
        if colon and PERSONS.fullmatch(word):
            persons += len([name for name in re.split(r"[、，,\s]+", value) if name])
        elif colon and word in COVER and value.strip():
            values.setdefault(COVER[word], Entry(value.strip(), spot))
        elif date := chinese_date(bare(text)):
            values.setdefault("报告日期", Entry(date, spot))
        elif re.fullmatch(r".{0,60}评价(?:工作)?报告", bare(text)):
            values.setdefault("报告标题", Entry(tidy(text), spot))
        else:
            left.append((text, spot))
    return values, left, persons


def chinese_date(text: str) -> str:
    """二〇一八年六月 as 2018年6月; empty where a line is no date and nothing else."""
    if DATE.fullmatch(text):
        return text
    date = CHINESE_DATE.fullmatch(text)
    if not date:
        return ""
    year = "".join(DIGITS.get(char, char) for char in date[1])
    day = f"{_count(date[3])}日" if date[3] else ""
    return f"{year}年{_count(date[2])}月{day}"


def _count(word: str) -> int:
    tens, ten, ones = word.partition("十")
    if not ten:
        return int(DIGITS[word])
    return 10 * int(DIGITS.get(tens, "1")) + int(DIGITS.get(ones, "0"))


def fact(key: str, lines: Iterable[Line]) -> Entry | None:
    """Return the first value that the text gives in one of the usual forms; another value elsewhere makes a doubt."""
    matches: list[Entry] = []
    for text, spot in lines:
        for pattern in PATTERNS[key]:
            matches.extend(Entry(other[1].strip(), spot) for other in pattern.finditer(bare(text)))
    if key in AMOUNTS:
        matches = [match for match in matches if money.is_readable(match.text)] or matches
    if not matches:
        return None
    others = dict.fromkeys(other.text for other in matches[1:] if not _same(other.text, matches[0].text))
    if not others or key in ("来源", "程序"):
        return matches[0]
    return Entry(matches[0].text, matches[0].spot, (f"原文另有{'、'.join(others)}，请核对是哪一个",))


def _same(first: str, second: str) -> bool:
    if first == second:
        return True
    values: list[Amount] = []
    for text in (first, second):
        try:
            values.append(printed_amount(text))
        except InvalidNumber:
            return False
    return values[0].value == values[1].value


def full_name(name: Entry, lines: Iterable[Line], book: Book) -> Entry:
    """Return a body by its whole name where the paper itself, or the register of units, says which it is."""
    if unit := book.unit(name.text):
        doubts = () if unit.name == name.text else (f"原文作“{name.text}”，据单位名录填写",)
        return Entry(unit.name, name.spot, doubts)
    whole_names = {short: whole for text, _ in lines for whole, short in SHORT.findall(bare(text))}
    whole = re.sub(r"^(?:.*?(?=[\u4e00-\u9fff]{2}[省市县区])|[受由经])", "", whole_names.get(name.text, ""))
    return Entry(whole, name.spot, (f"原文作“{name.text}”，据文中的简称填写",)) if whole else name


def evaluation(cover_values: Mapping[str, Entry], lines: Sequence[Line], book: Book) -> dict[str, Node]:
    """评价: who evaluated, for whom, how, from when; the scheme of the number that the report cites."""
    values: dict[str, Node] = {}
    texts = [(bare(text), spot) for text, spot in lines]
    client = next((Entry(match[1], spot) for text, spot in texts if (match := CLIENT.search(text))), None)
    agency = next((Entry(match[1], spot) for text, spot in texts if (match := AGENCY.search(text))), None)
    agency, client = cover_values.get("机构") or agency, cover_values.get("委托单位") or client
    itself = next((spot for text, spot in texts if BY_ITSELF.search(text)), None)
    if agency and client:
        values["方式"] = Entry("第三方评价", agency.spot, ("报告没有写明评价方式，据委托关系归类",))
    elif itself:
        values["方式"] = Entry("部门评价", itself, ("据“自行组织实施”归类",))
    numbers = {scheme.number: slug for slug, scheme in book.schemes.items() if scheme.number}
    cited = [
        (number, spot)
        for text, spot in texts
        for number in NUMBER.findall(text.translate(SQUARED))
        if number in numbers
    ]
    if cited and len({number for number, _ in cited}) == 1:
        number, spot = cited[0]
        values["评级办法"] = Entry(numbers[number], spot, (f"报告引{number}，没有写明按它评级",))
    said_so = {"机构": agency, "委托单位": client, "程序": fact("程序", lines), "开始日期": fact("开始日期", lines)}
    for key, entry in said_so.items():
        if entry:
            values[key] = entry
    for key in ("报告标题", "报告日期"):
        if key in cover_values:
            values[key] = cover_values[key]
    return values


def quoted_name(lines: Iterable[Line]) -> Entry | None:
    """Return the name of the project as the summary or the preface quotes it."""
    return next((Entry(tidy(match[1]), spot) for text, spot in lines if (match := QUOTED.search(text))), None)
