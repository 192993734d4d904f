"""各份来源文件所载的分值、结论、金额应与本文件一致，彼此也应一致；列举同一事项的，名单和数量应相同。"""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import Amount
from generator.model.book import Book, RatingScheme
from generator.model.project import Project
from generator.model.report import Listing, Source, Stated

NAME = "出处不一"
SEVERITY: Severity = "警告"
FACTS = (
    ("score", "评价分值", "公布"),
    ("grade", "评价结论", "公布"),
    ("amount", "预算金额", "预算"),
    ("spent", "实际支出", "预算"),
)
StatedValue = Decimal | Amount | str


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Compare what each document prints with the project's own fields, else with the first document that prints it."""
    documents = [(_label(project, source), source.states) for source in project.sources if source.states]
    scheme = book.schemes.get(project.evaluation.scheme)
    for field, word, block in FACTS:
        yield from _fact(project, documents, field, word, block, scheme)
    yield from _lists(documents)


def _fact(
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
    own = _own(project, field)
    for label, stated, value in values:
        there, against = (values[0][0], values[0][2]) if own is None else (f"“{block}”", own)
        initial = project.budget.initial if field == "amount" else None  # a paper may print either budget
        if _key(value, scheme) in (_key(against, scheme), initial and initial.value):
            continue
        alike = ((name, s) for name, s, v in values if own is not None and _key(v, scheme) == _key(own, scheme))
        same, beside = next(alike, ("", values[0][1]))
        there = f"{same}和{there}" if same else there
        holder = project.printed if block == "公布" else project.budget
        uses = ((beside, field), *(((holder, field),) if holder and own is not None else ()))
        yield stated, field, f"{label}所载{word}是{_shown(value)}，{there}是{_shown(against)}，请核对", uses


def _own(project: Project, field: str) -> StatedValue | None:
    printed, budget = project.printed, project.budget
    own: dict[str, StatedValue | None] = {
        "score": printed.score if printed else None,
        "grade": (printed.grade or None) if printed else None,
        "amount": budget.amount,
        "spent": budget.spent,
    }
    return own[field]


def _key(value: StatedValue, scheme: RatingScheme | None) -> Decimal | str:
    """What makes two printed values the same: the number, the amount in 万元, the rank that a word means."""
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
    """The kind of a document where that names it, else its title."""
    alone = sum(1 for other in project.sources if other.kind == source.kind) == 1
    return source.kind if alone else source.document + source.part


def _lists(documents: list[tuple[str, Stated]]) -> Iterator[Violation]:
    first: dict[str, tuple[str, Listing]] = {}
    for label, stated in documents:
        for listing in stated.lists:
            number = _number(listing)
            if listing.items and number != len(listing.items):
                text = f"{label}写“{listing.what}”共 {number} 个，名单却有 {len(listing.items)} 个，请核对"
                yield listing, "count", text
            there, other = first.setdefault(listing.what, (label, listing))
            missing = [item for item in other.items if item not in listing.items]
            extra = [item for item in listing.items if item not in other.items]
            if other.items and listing.items and (missing or extra):
                difference = "，".join(
                    f"{verb}{_quoted(names)}" for verb, names in (("少", missing), ("多", extra)) if names
                )
                text = f"“{listing.what}”的名单，{label}比{there}{difference}，请核对"
                yield listing, "items", text, ((other, "items"),)
            elif number != _number(other) and not (listing.items and other.items):
                text = f"“{listing.what}”的数量，{label}是 {number}，{there}是 {_number(other)}，请核对"
                yield listing, "count", text, ((other, "items" if other.count is None else "count"),)


def _number(listing: Listing) -> Decimal:
    return listing.count if listing.count is not None else Decimal(len(listing.items))


def _quoted(names: list[str]) -> str:
    return "".join(f"“{name}”" for name in names[:5]) + ("等" if len(names) > 5 else "")
