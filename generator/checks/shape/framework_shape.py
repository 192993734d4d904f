"""指标体系框架：评分方法要是现有的，参数要是这种方法认得的；写明了全部权重的，要与上级或满分相等。"""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.core.record import key_of, keys_of
from generator.model.book import Book
from generator.model.framework import Framework, Slot, Suggestion
from generator.rules import rules

NAME = "框架有误"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Walk every framework: sums of weights where all are fixed, names of rules and of their parameters."""
    for framework in book.frameworks.values():
        yield from _sum(framework, "slots", framework.slots, framework.full, "满分")
        codes: set[str] = set()
        for slot in framework.nodes():
            if slot.weight is not None and slot.weight <= 0:
                yield slot, "weight", f"权重 {slot.weight} 应大于 0；没有统一规定的请删去，写在“权重参考”里"
            if slot.children:
                yield from _sum(slot, "weight", slot.children, slot.weight, "本级权重")
            if slot.children and (slot.suggestion or slot.criteria):
                yield slot, "suggestion", "这个指标有下级，得分由下级加总，请删去“评分”和“要点”"
            elif slot.suggestion:
                yield from _suggested(slot.suggestion)
            if slot.code and slot.code in codes:
                yield slot, "code", f"编号“{slot.code}”重复，请对照框架原文核对"
            codes.add(slot.code)


def _sum(
    record: Framework | Slot, field: str, below: tuple[Slot, ...], above: Decimal | None, name: str
) -> Iterator[Violation]:
    weights = [slot.weight for slot in below if slot.weight is not None]
    added = total(weights)
    if above is not None and len(weights) == len(below) and added != above:
        yield record, field, f"下级权重合计 {added}，与{name} {above} 不等，请核对各级权重"
    elif above is not None and added > above:
        yield record, field, f"已写明的下级权重合计 {added}，超过{name} {above}，请核对各级权重"


def _suggested(suggestion: Suggestion) -> Iterator[Violation]:
    known = rules()
    if suggestion.method not in known:
        yield suggestion, "method", f"没有“{suggestion.method}”这种评分方法，请从中选一个：{'、'.join(known)}"
        return
    parameters = keys_of(known[suggestion.method])
    for name in ("target", "sign", "way", "base"):
        key = key_of(Suggestion, name)
        if getattr(suggestion, name) and key not in parameters:
            yield suggestion, name, f"“{suggestion.method}”没有“{key}”这一项，请删去"
