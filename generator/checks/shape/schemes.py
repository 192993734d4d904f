"""Rating schemes and frameworks."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.checks import Violation, site_check
from generator.checks.records import repeated
from generator.core.number import total
from generator.core.record import key_of, keys_of
from generator.model.book import Book, Grade
from generator.model.regulation import Framework, Slot, Suggestion
from generator.rules import rules


@site_check("等级区间", "错误", waivable=False)
def scheme_bands(book: Book) -> Iterator[Violation]:
    """评级办法的各等级从高到低排列，首尾相接，既不重叠也不留空，从 0 到满分；没有载明的界限不查。"""
    for scheme in book.schemes.values():
        if scheme.places not in range(7):
            yield scheme, "places", f"小数位数 {scheme.places} 应是 0 到 6 的整数"
        bands = scheme.grades
        if not bands:
            continue
        first, last = bands[0], bands[-1]
        if first.upper is not None and (first.upper, first.upper_closed) != (scheme.full, True):
            yield first, "upper", f"最高一级的上限应是满分 {scheme.full}，并且含上限"
        if last.lower is not None and (last.lower, last.lower_closed) != (Decimal(0), True):
            yield last, "lower", "最低一级的下限应是 0，并且含下限"
        for high, low in pairwise(bands):
            yield from _adjoining(high, low)
        for band in bands:
            yield from _band_limits(band)
        yield from _grade_words(bands)


def _adjoining(high: Grade, low: Grade) -> Iterator[Violation]:
    if high.lower is None or low.upper is None:
        return
    if high.lower != low.upper:
        yield low, "upper", f"上限 {low.upper} 与“{high.word}”的下限 {high.lower} 不相接，请从高到低排列并首尾相接"
    elif high.lower_closed == low.upper_closed:
        text = f"{low.upper} 分要么归“{high.word}”要么归“{low.word}”，请对照办法原文核对“含上限”“含下限”"
        yield low, "upper_closed", text


def _band_limits(band: Grade) -> Iterator[Violation]:
    if band.lower is not None and band.upper is not None and band.lower >= band.upper:
        yield band, "lower", f"“{band.word}”的下限 {band.lower} 应小于上限 {band.upper}"
    for name, closed in (("lower", "lower_closed"), ("upper", "upper_closed")):
        if (getattr(band, name) is None) != (getattr(band, closed) is None):
            key, closed_key = key_of(Grade, name), key_of(Grade, closed)
            text = f"“{band.word}”写了“{key}”就要写“{closed_key}: 是”或“{closed_key}: 否”，界限未载的两项都不写"
            yield band, name, text


def _grade_words(bands: tuple[Grade, ...]) -> Iterator[Violation]:
    words = [word for band in bands for word in band.words]
    for band in bands:
        for word in band.words:
            if words.count(word) > 1:
                yield band, "word", f"“{word}”属于两个等级，请只留一处"


@site_check("框架有误", "错误", waivable=False)
def framework_shape(book: Book) -> Iterator[Violation]:
    """指标体系框架：评分方法要是现有的，参数要是这种方法认得的；写明了全部权重的，要与上级或满分相等。"""
    for framework in book.frameworks.values():
        yield from _weight_sum(framework, "slots", framework.slots, framework.full, "满分")
        coded = (slot for slot in framework.nodes() if slot.code)
        for slot, _ in repeated(coded, lambda slot: slot.code):
            yield slot, "code", f"编号“{slot.code}”重复，请对照框架原文核对"
        for slot in framework.nodes():
            yield from _single_slot(slot)


def _single_slot(slot: Slot) -> Iterator[Violation]:
    if slot.weight is not None and slot.weight <= 0:
        yield slot, "weight", f"权重 {slot.weight} 应大于 0；没有统一规定的请删去，写在“权重参考”里"
    if slot.children:
        yield from _weight_sum(slot, "weight", slot.children, slot.weight, "本级权重")
    if slot.children and (slot.suggestion or slot.criteria):
        yield slot, "suggestion", "这个指标有下级，得分由下级加总，请删去“评分”和“要点”"
    elif slot.suggestion:
        yield from _suggested_rule(slot.suggestion)


def _weight_sum(
    record: Framework | Slot, field: str, below: tuple[Slot, ...], above: Decimal | None, name: str
) -> Iterator[Violation]:
    weights = [slot.weight for slot in below if slot.weight is not None]
    added = total(weights)
    if above is not None and len(weights) == len(below) and added != above:
        yield record, field, f"下级权重合计 {added}，与{name} {above} 不等，请核对各级权重"
    elif above is not None and added > above:
        yield record, field, f"已写明的下级权重合计 {added}，超过{name} {above}，请核对各级权重"


def _suggested_rule(suggestion: Suggestion) -> Iterator[Violation]:
    methods = rules()
    if suggestion.method not in methods:
        yield suggestion, "method", f"没有“{suggestion.method}”这种评分方法，请从中选一个：{'、'.join(methods)}"
        return
    parameters = keys_of(methods[suggestion.method])
    for name in ("target", "sign", "way", "base"):
        key = key_of(Suggestion, name)
        if getattr(suggestion, name) and key not in parameters:
            yield suggestion, name, f"“{suggestion.method}”没有“{key}”这一项，请删去"
