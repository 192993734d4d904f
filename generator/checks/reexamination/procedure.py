"""Sample, date and subject of a reexamination."""

from collections import Counter
from collections.abc import Iterator

from generator.checks import Violation, check, site_check
from generator.model.book import Book
from generator.model.project import Project
from generator.model.sample import Sample, draw


@site_check("抽样不符", "错误", waivable=False)
def draws(book: Book) -> Iterator[Violation]:
    """抽样记录里抽中的项目，应与照种子、比例、各层重做一遍得到的相同；总体里不重复。"""
    for sample in book.samples:
        yield from _redrawn(sample)


def _redrawn(sample: Sample) -> Iterator[Violation]:
    if not 0 < sample.share.value <= 1:
        yield sample, "share", f"抽样比例 {sample.share.text} 应大于 0%、不超过 100%，请核对"
        return
    counts = Counter(entry.project for entry in sample.population)
    for layer in sample.layers:
        for number, entry in enumerate(layer.projects):
            if counts[entry.project] > 1:
                yield layer, ("lines", number), f"“{entry.project}”在总体里不止一次，请删去多余的"
                return
    redrawn = draw(sample.seed, sample.share, ([entry.project for entry in layer.projects] for layer in sample.layers))
    if tuple(sorted(sample.drawn)) != redrawn:
        more, less = sorted({*sample.drawn} - {*redrawn}), sorted({*redrawn} - {*sample.drawn})
        differences = [f"多了 {'、'.join(more)}"] * bool(more) + [f"少了 {'、'.join(less)}"] * bool(less)
        text = (
            f"照种子“{sample.seed}”重做，抽中的不是这些：{'；'.join(differences) or '有重复'}。抽样记录请不要手工改动"
        )
        yield sample, "drawn", text, ((sample, "seed"), (sample, "share"))


@check("复核过早", "错误")
def early_dates(project: Project) -> Iterator[Violation]:
    """复核日期不能早于自评的日期。"""
    reexamined, reported = project.reexamination, project.evaluation.report_date
    if reexamined and reexamined.date and reported and reexamined.date.is_before(reported):
        text = f"复核日期 {reexamined.date.chinese}早于自评的日期 {reported.chinese}，请核对这两个日期"
        yield reexamined, "date", text, ((project.evaluation, "report_date"),)


@check("复核无自评", "警告", notable=False)
def no_self_evaluation(project: Project) -> Iterator[Violation]:
    """复核是对自评的复核：不是单位自评的文件，写了复核也没有可比的自评得分。"""
    own = project.printed.own if project.printed else None
    if project.reexamination and not project.self_evaluated and own is None:
        text = "写了复核，但这份文件不是单位自评，也没有“自评分值”，网页上不列；是自评的，“评价”的“方式”写单位自评"
        yield project, "reexamination", text, ((project.evaluation, "method"),)
