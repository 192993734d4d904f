"""抽样记录里抽中的项目，应与照种子、比例、各层重做一遍得到的相同；总体里不重复。"""

from collections import Counter
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.sample import Sample, draw

NAME = "抽样不符"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check_site(book: Book) -> Iterator[Violation]:
    """Draw every sample again."""
    for sample in book.samples:
        yield from _sample(sample)


def _sample(sample: Sample) -> Iterator[Violation]:
    if not 0 < sample.share.value <= 1:
        yield sample, "share", f"抽样比例 {sample.share.text} 应大于 0%、不超过 100%，请核对"
        return
    counts = Counter(one.project for one in sample.population)
    for layer in sample.layers:
        for number, one in enumerate(layer.projects):
            if counts[one.project] > 1:
                yield layer, ("lines", number), f"“{one.project}”在总体里不止一次，请删去多余的"
                return
    again = draw(sample.seed, sample.share, ([one.project for one in layer.projects] for layer in sample.layers))
    if tuple(sorted(sample.drawn)) != again:
        more, less = sorted({*sample.drawn} - {*again}), sorted({*again} - {*sample.drawn})
        told = [f"多了 {'、'.join(more)}"] * bool(more) + [f"少了 {'、'.join(less)}"] * bool(less)
        text = f"照种子“{sample.seed}”重做，抽中的不是这些：{'；'.join(told) or '有重复'}。抽样记录请不要手工改动"
        yield sample, "drawn", text, ((sample, "seed"), (sample, "share"))
