"""评级办法的各等级从高到低排列，首尾相接，既不重叠也不留空，从 0 到满分；没有载明的界限不查。"""

from collections.abc import Iterator
from itertools import pairwise

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.record import key_of
from generator.model.book import Book, Grade

NAME = "等级区间"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Walk the bands from the top."""
    for scheme in book.schemes.values():
        if scheme.places not in range(7):
            yield scheme, "places", f"小数位数 {scheme.places} 应是 0 到 6 的整数"
        bands = scheme.grades
        if not bands:
            continue
        if bands[0].upper is not None and (bands[0].upper != scheme.full or not bands[0].upper_closed):
            yield bands[0], "upper", f"最高一级的上限应是满分 {scheme.full}，并且含上限"
        if bands[-1].lower is not None and (bands[-1].lower != 0 or not bands[-1].lower_closed):
            yield bands[-1], "lower", "最低一级的下限应是 0，并且含下限"
        for high, low in pairwise(bands):
            if high.lower is None or low.upper is None:
                continue
            if high.lower != low.upper:
                text = f"上限 {low.upper} 与“{high.word}”的下限 {high.lower} 不相接，请从高到低排列并首尾相接"
                yield low, "upper", text
            elif high.lower_closed == low.upper_closed:
                text = f"{low.upper} 分要么归“{high.word}”要么归“{low.word}”，请对照办法原文核对“含上限”“含下限”"
                yield low, "upper_closed", text
        for band in bands:
            yield from _limits(band)
        yield from _words(bands)


def _limits(band: Grade) -> Iterator[Violation]:
    if band.lower is not None and band.upper is not None and band.lower >= band.upper:
        yield band, "lower", f"“{band.word}”的下限 {band.lower} 应小于上限 {band.upper}"
    for name, closed in (("lower", "lower_closed"), ("upper", "upper_closed")):
        if (getattr(band, name) is None) != (getattr(band, closed) is None):
            word, said = key_of(Grade, name), key_of(Grade, closed)
            yield band, name, f"“{band.word}”写了“{word}”就要写“{said}: 是”或“{said}: 否”，界限未载的两项都不写"


def _words(bands: tuple[Grade, ...]) -> Iterator[Violation]:
    words = [word for band in bands for word in band.words]
    for band in bands:
        for word in band.words:
            if words.count(word) > 1:
                yield band, "word", f"“{word}”属于两个等级，请只留一处"
