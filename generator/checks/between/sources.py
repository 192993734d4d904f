"""Statements of one fact in several documents, and of a list and its count in one sentence."""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation, check, text_check
from generator.checks.scores import scheme_of
from generator.checks.signs import NUMERALS
from generator.core.number import Amount
from generator.model.book import Book, RatingScheme
from generator.model.project import Project
from generator.model.report import Listing, Source, Stated

STATED_FACTS = (
    ("score", "评价分值", "公布"),
    ("grade", "评价结论", "公布"),
    ("amount", "预算金额", "预算"),
    ("spent", "实际支出", "预算"),
)
StatedValue = Decimal | Amount | str


@check("出处不一", "警告")
def statements_differ(project: Project, book: Book) -> Iterator[Violation]:
    """各份来源文件所载的分值、结论、金额应与本文件一致，彼此也应一致；列举同一事项的，名单和数量应相同。"""
    # Each document is held against the project's own field, else against the first document that prints the value.
    documents = [(_label(project, source), source.states) for source in project.sources if source.states]
    scheme = scheme_of(project, book)
    for field, word, block in STATED_FACTS:
        yield from _one_fact(project, documents, field, word, block, scheme)
    yield from _listings(documents)


def _one_fact(
    project: Project,
    documents: list[tuple[str, Stated]],
    field: str,
    word: str,
    block: str,
    scheme: RatingScheme | None,
) -> Iterator[Violation]:
    values: list[tuple[str, Stated, StatedValue]] = []
    for label, stated in documents:
        value: StatedValue | None = getattr(stated, field)
        if value is not None and value != "":
            values.append((label, stated, value))
    own = _declared(project, field)
    for label, stated, value in values:
        source, against = (values[0][0], values[0][2]) if own is None else (f"“{block}”", own)
        initial = project.budget.initial if field == "amount" else None  # a paper may print either budget
        if _key(value, scheme) in (_key(against, scheme), initial and initial.value):
            continue
        alike = ((name, s) for name, s, v in values if own is not None and _key(v, scheme) == _key(own, scheme))
        same, agreeing = next(alike, ("", values[0][1]))
        source = f"{same}和{source}" if same else source
        holder = project.printed if block == "公布" else project.budget
        uses = ((agreeing, field), *(((holder, field),) if holder and own is not None else ()))
        yield stated, field, f"{label}所载{word}是{_shown(value)}，{source}是{_shown(against)}，请核对", uses


def _declared(project: Project, field: str) -> StatedValue | None:
    printed, budget = project.printed, project.budget
    own: dict[str, StatedValue | None] = {
        "score": printed.score if printed else None,
        "grade": (printed.grade or None) if printed else None,
        "amount": budget.amount,
        "spent": budget.spent,
    }
    return own[field]


def _key(value: StatedValue, scheme: RatingScheme | None) -> Decimal | str:
    """Return the value to compare by: the number, the amount in 万元, the word of the grade."""
    if isinstance(value, Amount):
        return value.value
    if isinstance(value, str):
        grade = scheme.named(value) if scheme else None
        return grade.word if grade else value
    return value


def _shown(value: StatedValue) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    return f" {value.text}" if isinstance(value, Amount) else f" {value:f}"


def _label(project: Project, source: Source) -> str:
    """Return the kind of a document where that identifies it, else its title."""
    alone = sum(1 for other in project.sources if other.kind == source.kind) == 1
    return source.kind if alone else source.document + source.part


def _listings(documents: list[tuple[str, Stated]]) -> Iterator[Violation]:
    first: dict[str, tuple[str, Listing]] = {}
    for label, stated in documents:
        for listing in stated.lists:
            number = _listed_count(listing)
            if listing.items and number != len(listing.items):
                text = f"{label}写“{listing.what}”共 {number} 个，名单却有 {len(listing.items)} 个，请核对"
                yield listing, "count", text
            source, other = first.setdefault(listing.what, (label, listing))
            missing = [item for item in other.items if item not in listing.items]
            extra = [item for item in listing.items if item not in other.items]
            if other.items and listing.items and (missing or extra):
                difference = "，".join(
                    f"{verb}{_quoted(names)}" for verb, names in (("少", missing), ("多", extra)) if names
                )
                text = f"“{listing.what}”的名单，{label}比{source}{difference}，请核对"
                yield listing, "items", text, ((other, "items"),)
            elif number != _listed_count(other) and not (listing.items and other.items):
                text = f"“{listing.what}”的数量，{label}是 {number}，{source}是 {_listed_count(other)}，请核对"
                yield listing, "count", text, ((other, "items" if other.count is None else "count"),)


def _listed_count(listing: Listing) -> Decimal:
    return listing.count if listing.count is not None else Decimal(len(listing.items))


def _quoted(names: list[str]) -> str:
    return "".join(f"“{name}”" for name in names[:5]) + ("等" if len(names) > 5 else "")


UNITS_NAMED = "处室|科室|驻外|办事处|委办局|街道|乡镇|镇|乡|县|区|省|市|城市|子?系统|子?平台|方面|环节|维度|阶段"
SORTS = "部门|单位|子?项目|课题|学校|医院|企业|公司|社区|村"  # “学校、医院、商场4个单位” names sorts, not units
COUNTED_NAMES = re.compile(
    r"(?P<more>等)?(?:这|共|共计)?\s*(?<![0-9.,，零一二三四五六七八九十百])"
    rf"(?P<number>[0-9]{{1,2}}|[两二三四五六七八九十])\s*[个家](?:{UNITS_NAMED}|(?P<sorts>{SORTS}))"
)
ENUMERATIONS_TRIGGERS = tuple(
    re.compile(rf"{word}(?<=[0-9两二三四五六七八九十\s].)(?:{UNITS_NAMED}|{SORTS})") for word in "个家"
)
CLAUSE = re.compile(r"[，。；：！？（）()“”《》,;:!?\n]")
JOINTS = re.compile("以及|和|及|与")
MAX_NAME_CHARS = 16  # an item longer than that is a phrase, in which separators may part other things


@text_check("列举不符", "警告", triggers=ENUMERATIONS_TRIGGERS)
def enumerations(text: str) -> Iterator[str]:
    """逐个列出名称又写了个数的（如“甲、乙、丙3个单位”），个数应与列出的相同；带“等”字的，个数不应少于列出的。"""
    # A joint within a name leaves room for one more; only a count that is one off is reported.
    if "、" not in text:
        return
    for match in COUNTED_NAMES.finditer(text):
        start = max((mark.end() for mark in CLAUSE.finditer(text, 0, match.start())), default=0)
        names = text[start : match.start()].split("、")
        if len(names) < 3 or any(not name.strip() or len(name) > MAX_NAME_CHARS for name in names):
            continue
        fewest = len(names)
        most = fewest + sum(len(JOINTS.findall(name)) for name in names)
        stated = _stated_count(match["number"])
        if stated == fewest - 1 or (stated == most + 1 and not match["more"] and not match["sorts"]):
            listed = str(fewest) if fewest == most else f"{fewest}—{most}"
            last = JOINTS.split(names[-1])[-1]
            yield f"写明 {stated} 个，前面列出的（到“{last.strip()}”为止）却是 {listed} 个，请核对"


def _stated_count(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 2 if written == "两" else NUMERALS.index(written)
