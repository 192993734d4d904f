"""Cited documents: titles and document numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation, check, comparison, text_check
from generator.checks.facts import Anchor, anchor
from generator.checks.naming.names import difference
from generator.checks.records import cache_last
from generator.checks.text_index import source_texts
from generator.core.diagnostic import Place
from generator.core.number import HALF_WIDTH
from generator.core.record import FieldName, Record
from generator.model.book import Book, RatingScheme
from generator.model.project import Project

DOCUMENT_NUMBER = (
    r"[\u4e00-\u9fff]{2,12}\s*[〔﹝［\[【(（]\s*[0-9０-９]{4}\s*[〕﹞］\]】)）]\s*第?\s*[0-9０-９]{1,5}\s*号"
)
CITED = re.compile(
    rf"《(?P<title>(?:[^《》]|《[^《》]{{0,100}}》){{4,120}})》(?:\s*[（(]\s*(?P<number>{DOCUMENT_NUMBER}))?"
)
TITLE_OPENED = re.compile("《[^《》]{2}")
INNER_TITLE = re.compile(r"[〈<《](?P<title>[^〈〉<>《》]{4,100})[〉>》]")
ISSUED = re.compile(
    r"(?:印发|发布|颁发|颁布|公布|下发)[〈<《]?(?P<title>[^〈〉<>《》]{4,100}?)[〉>》]?(?:[（(]试行[)）])?的?(?:通知|公告|决定)$"
)
TRIVIAL = re.compile(r"[（(](?:试行|暂行)[)）]|[\s、，,·〈〉<>《》“”‘’\"（）()]")
NUMBER_SEPARATORS = re.compile(r"[\s第〔﹝［\[【〕﹞］\]】()（）]+")


class Citation(NamedTuple):
    """Title cited in one place; `number` is the document number, empty where none is given."""

    record: Record
    field: FieldName
    title: str
    number: str

    @property
    def bare(self) -> str:
        """Title as it is compared."""
        return _bare_title(self.title)

    @property
    def place(self) -> Place:
        return self.record.at(self.field)

    def in_same_list(self, other: "Citation") -> bool:
        """Return whether both are named in one list, which makes them two documents however alike."""
        mine, its = (field if isinstance(field, str) else field[0] for field in (self.field, other.field))
        return self.record is other.record and mine == its


@cache_last
def _citations(project: Project) -> list[Citation]:
    """Return every title in the texts of a project, and titles quoted inside a title."""
    citations = []
    for record, field, text in source_texts(project, TITLE_OPENED):
        for match in CITED.finditer(text):
            title = match["title"]
            citations.append(Citation(record, field, title, _usual_number(match["number"] or "")))
            inside = INNER_TITLE.findall(title) if not ISSUED.search(title) else ()
            citations += [Citation(record, field, inner, "") for inner in inside]
    return citations


@lru_cache(4096)
def _bare_title(title: str) -> str:
    """Return the title of the document that a notice issues, without signs that do not make another document."""
    issued = ISSUED.search(title)
    return TRIVIAL.sub("", issued["title"] if issued else title).translate(HALF_WIDTH)


@lru_cache(4096)
def _usual_number(text: str) -> str:
    """Normalize a document number, whatever its brackets: 沪财绩〔2014〕22号."""
    parts = [part.translate(HALF_WIDTH) for part in NUMBER_SEPARATORS.split(text) if part]
    return f"{parts[0]}〔{parts[1]}〕{''.join(parts[2:]).lstrip('0')}" if len(parts) > 2 else "".join(parts)


MIN_TITLE_CHARS = 12  # characters below which titles that are nearly alike are usually those of two documents
MAX_DIFFERING_CHARS = 6  # characters in one place in which a title of one document may differ
DIGITS = re.compile(r"[0-9]+|[一二三四五六七八九十]")
RULE_TITLES = re.compile(
    r"(?:办法|规定|细则|制度|规范|标准|规则|条例|规程)$"
)  # families of titles that differ in one word
OTHER_DOCUMENT = re.compile(r"[省市区县镇乡村费级类批期年月日修补暂试]")
CONJUNCTIONS = frozenset("和与及")
Reference = tuple[str, str, int]  # a title, with file and line


class NumberedTitle(NamedTuple):
    """Title cited with a number, and where it is first met in its file."""

    number: str
    title: str
    bare: str
    where: Anchor


@check("文号异名", "警告")
def cited_titles(project: Project, book: Book) -> Iterator[Violation]:
    """一个文号只对应一份文件，引用时题名应当一致；没有文号而题名与另一处引用几乎相同的，很可能是同一份文件，题名写错了。"""
    own = _citations(project)
    yield from _without_number(own, {_usual_number(key): title for key, title in book.scheme_titles})
    yield from _one_character_off(own)


def _numbered_titles(project: Project) -> list[NumberedTitle] | None:
    """Return the titles with a number, each once."""
    once: dict[tuple[str, str], NumberedTitle] = {}
    for citation in _citations(project):
        if citation.number and (citation.number, citation.bare) not in once:
            once[citation.number, citation.bare] = NumberedTitle(
                citation.number, citation.title, citation.bare, anchor(project, citation.record, citation.field)
            )
    return list(once.values()) or None


@comparison.part_of(cited_titles, extract=_numbered_titles)
def titles_of_one_number(book: Book, facts: list[Fact[list[NumberedTitle]]]) -> Iterator[Discrepancy]:
    """Report titles that differ from that of the scheme, or else of most files, for one number."""
    cited = [citation for _, own in facts for citation in own]
    counts = Counter((citation.number, citation.bare) for citation in cited)
    usual: dict[str, NumberedTitle] = {}
    for citation in cited:
        best = usual.setdefault(citation.number, citation)
        if counts[citation.number, citation.bare] > counts[best.number, best.bare]:
            usual[citation.number] = citation
    right = {
        key: (citation.title, citation.bare, *_file_and_line(citation.where.place)) for key, citation in usual.items()
    }
    right |= {
        key: (title, _bare_title(title), file, line)
        for key, (title, file, line) in _scheme_titles(book.schemes).items()
    }
    for citation in cited:
        title, bare, file, line = right[citation.number]
        if citation.bare not in bare and bare not in citation.bare:
            where = f"第 {line} 行" if file == citation.where.place.file else f"{file} 第 {line} 行"
            text = f"{citation.number}在这里题为“{citation.title}”，{where}题为“{title}”"
            yield citation.where, f"{text}，请核对题名和文号"


@cache_last
def _scheme_titles(schemes: Mapping[str, RatingScheme]) -> dict[str, Reference]:
    return {_usual_number(s.number): (s.name, *_file_and_line(s.at("name"))) for s in schemes.values() if s.number}


def _file_and_line(place: Place) -> tuple[str, int]:
    return place.file, place.line


def _without_number(own: list[Citation], schemes: dict[str, str]) -> Iterator[Violation]:
    """Report titles without a number that are nearly a title with one."""
    full = {citation.bare: citation for citation in own if citation.number}
    titles = {_bare_title(title): (title, key) for key, title in schemes.items()}
    titles |= {name: (citation.title, citation.number) for name, citation in full.items()}
    alike: dict[object, list[str]] = defaultdict(list)
    for name in titles:
        alike[_title_kind(name)].append(name)
    reported: set[str] = set()
    for citation in own:
        if citation.number or citation.bare in titles or citation.bare in reported:
            continue
        for name in alike[_title_kind(citation.bare)]:
            if _alike_titles(citation.bare, name) and not (name in full and citation.in_same_list(full[name])):
                reported.add(citation.bare)
                title, key = titles[name]
                text = f"“{citation.title}”没有文号，是不是“{title}”（{key}）？"
                yield citation.record, citation.field, f"{text}请核对题名，补上文号"
                break


@lru_cache(4096)
def _title_kind(title: str) -> tuple[object, ...]:
    """Return what two titles of one document share: the numbers in them, and the end."""
    return (*DIGITS.findall(title), title[-2:])


def _alike_titles(title: str, other: str) -> bool:
    """Return whether two titles differ in one place only, by words left out, turned round, or 和 for 与."""
    if min(len(title), len(other)) < MIN_TITLE_CHARS or abs(len(title) - len(other)) > MAX_DIFFERING_CHARS:
        return False
    piece, other_piece, before, after = difference(title, other)
    less, more = sorted((piece, other_piece), key=len)
    widest = (
        1 if RULE_TITLES.search(title) or min(len(title), len(other)) < 2 * MIN_TITLE_CHARS else MAX_DIFFERING_CHARS
    )
    if not more or len(more) > widest:
        return False
    if {piece, other_piece} <= CONJUNCTIONS:
        return True
    if Counter(less) - Counter(more) or min(before, after) < 2:
        return False
    return widest > 1 or not OTHER_DOCUMENT.search(more)


def _one_character_off(own: list[Citation]) -> Iterator[Violation]:
    """Report titles without a number that differ from another of the file by one character lost or added."""
    counts = Counter(citation.bare for citation in own)
    first = {
        citation.bare: citation
        for citation in reversed(own)
        if not citation.number and len(citation.bare) >= MIN_TITLE_CHARS
    }
    reported: set[str] = set()
    lengths = {len(name) for name in first}
    for longer, citation in first.items():
        if len(longer) - 1 not in lengths:
            continue
        for n in range(1, len(longer) - 2):
            other, char = first.get(longer[:n] + longer[n + 1 :]), longer[n]
            if not other or other.bare in reported or citation.in_same_list(other):
                continue
            if OTHER_DOCUMENT.match(char) or DIGITS.match(char):
                continue
            right, wrong = (citation, other) if counts[citation.bare] >= counts[other.bare] else (other, citation)
            reported.add(other.bare)
            text = f"“{wrong.title}”与第 {right.place.line} 行的“{right.title}”只差一个字"
            yield wrong.record, wrong.field, f"{text}，请核对题名"


WRITTEN_NUMBER = re.compile(
    r"(?P<open>[〔﹝［\[【「『（(])(?P<year>\s*(?:[0-9０-９]{4}|[0-9０-９]{2})\s*)(?P<close>[〕﹞］\]】」』）)])"
    r"(?P<serial>\s*第?\s*[0-9０-９]{1,5}(?![0-9０-９]))(?P<end>\s*号)?"
)
DOCUMENT_NUMBERS_TRIGGERS = (re.compile(r"[〔﹝［\[【「『（(]\s*[0-9０-９]{2}"),)
AGENCY = re.compile(r"[\u4e00-\u9fff]{2}\s?$")
# What stands before a bracketed year in papers other than official documents, and what 号 may be part of there; a firm
# numbers its reports in its own way.
OTHER_NUMBERS = re.compile(
    r"(?:合同|协议|发票|图|表|附件|课题|工程|标段|批次|公示|案|卷|版|年|月|日|元|号|项|万|人|个|次"
    "|字|[评审咨会绩]报|会[评审咨绩]|专[审评项]|评[咨估审]|绩[评效]?评|报[告字]|编号)"
    r"\s?"
)
OWN_REPORT = re.compile(rf"(?:(?:报告|项目)(?:编|文)?号\s*[:：为是]?\s*[^，。；;、]{{0,16}}|{OTHER_NUMBERS.pattern})$")
MORE_NUMBERS = re.compile(r"[\w〔-]|[、，和至—~]\s*[0-9]+\s*号")  # 〔2018〕7、8号
PART_OF_WORD = re.compile(r"[楼院线桥井门机车店铺库馆厅室岸地房宗段码泵炉窑坑窗船泊]")


@text_check("文号写法", "警告", triggers=DOCUMENT_NUMBERS_TRIGGERS)
def document_numbers(text: str) -> Iterator[str]:
    """文号照公文格式写：年份四位，放在“〔〕”里，序号不加“第”、不补零，以“号”结尾，没有空格和全角数字；机构的报告编号不查。"""
    for match in WRITTEN_NUMBER.finditer(text):
        faults = _number_faults(match)
        if faults and _is_document(match, text):
            right = f"〔{_year(match)}〕{_serial(match)}号"
            yield f"文号“{match.group()}”{'，'.join(faults)}，请写成“{right}”"


def _is_document(match: re.Match[str], text: str) -> bool:
    """Return whether the letters of an agency precede the number; other numbers have round brackets too."""
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 12]
    if not AGENCY.search(before) or OWN_REPORT.search(text[: match.start()]):
        return False
    true_brackets = match["open"] in "〔﹝"
    if not match["end"]:
        return true_brackets and len(_year(match)) == len(match["year"].strip()) and not MORE_NUMBERS.match(after)
    if true_brackets:
        return True
    plausible = _year(match)[:2] in ("19", "20") and not PART_OF_WORD.match(after)
    return plausible and (len(match["year"].strip()) == 4 or match["open"] not in "（(")


def _year(match: re.Match[str]) -> str:
    year = match["year"].strip().translate(HALF_WIDTH)
    if len(year) == 4:
        return year
    return f"19{year}" if year >= "60" else f"20{year}"


def _serial(match: re.Match[str]) -> str:
    return match["serial"].strip().removeprefix("第").strip().translate(HALF_WIDTH).lstrip("0") or "0"


def _number_faults(match: re.Match[str]) -> list[str]:
    year, serial, whole = match["year"].strip(), match["serial"].strip(), match.group()
    digits = serial.removeprefix("第").strip()
    faults = [
        (match["open"] + match["close"] != "〔〕", "括号不是“〔〕”"),
        (len(year) == 2, "年份不是四位数"),
        ("第" in serial, "多了“第”"),
        (digits[0] in "0０", "序号前补了0"),
        (whole != whole.translate(HALF_WIDTH), "用了全角数字"),
        (any(char.isspace() for char in whole), "中间有空格"),
        (not match["end"], "少了“号”"),
    ]
    return [fault for wrong, fault in faults if wrong]
