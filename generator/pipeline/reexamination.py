"""Drawing self-evaluations to be looked at again (`make review`): the sample by a seed, its record, working papers.

A sample is drawn once: where its record lies in the content already, the same projects get their papers again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.core.diagnostic import Diagnostic
from generator.core.files import write_atomic
from generator.core.number import InvalidNumber, Percent
from generator.core.paths import Paths
from generator.draft.new import Answers, Known
from generator.draft.sample_file import sample_text
from generator.load import ProjectFile, read_bytes
from generator.model.book import Unit
from generator.model.project import Project
from generator.model.reexamination import PAPER
from generator.model.sample import Sample, SampledProject, SampleLayer, band_of, draw
from generator.pipeline.check import known_projects
from generator.pipeline.context import BuildContext
from generator.pipeline.forms import FormRequest, make_forms

FOLDER = "samples"
SEED_DIGITS = 16
SEED_OF_POPULATION = (
    f"没有另写，取总体清单的 SHA-256 的前 {SEED_DIGITS} 位（照项目标识排，一行一个：项目、空格、校验和）"
)


class SampleError(Exception):
    """A sample that cannot be drawn; the message says why and what to do."""


@dataclass(frozen=True)
class SampleRequest:
    """What was asked for: the share, the seed ("": that of the population), of which year and unit ("": of all)."""

    share: str
    seed: str = ""
    year: str = ""
    unit: str = ""


@dataclass(frozen=True)
class DrawnPapers:
    """What came of it: the record and its file, whether it is new, what was left out, the papers in the making."""

    sample: Sample
    file: Path
    is_new: bool
    left_out: tuple[str, ...]
    papers: Iterator[Path]


def draw_papers(paths: Paths, request: SampleRequest) -> DrawnPapers:
    """Draw the sample or find it drawn; the record is written before any paper. Raises `SampleError`."""
    if not paths.content.is_dir():
        raise SampleError(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行")
    known = known_projects(paths)
    unit = unit_of(known, request.unit)
    slug = "-".join(filter(None, (request.year or "all", unit.slug if unit else "")))
    file = paths.content / FOLDER / f"{slug}.yml"
    drawn = next((one for one in known.book.samples if one.slug == slug), None)
    if drawn is None and file.exists():
        raise SampleError(f"{file} 读不了，请先运行 make check 改正")
    if drawn is None:
        sample = _drawn(paths, known, request, unit, slug)
        write_atomic(file, sample_text(sample).encode())
    else:
        sample = _same(drawn, request, file)
    asked = FormRequest(PAPER, "xlsx", sample.drawn, (), Answers())
    left_out = tuple(sorted(one for one in known.unread if "/projects/" in one))
    return DrawnPapers(sample, file, drawn is None, left_out, make_forms(paths, asked, known))


def unit_of(known: Known, name: str) -> Unit | None:
    """The unit that is meant, None for all; raises `SampleError` where there is none of the name."""
    unit = known.book.unit(name) if name else None
    if name and unit is None:
        raise SampleError(f"units.yml 里没有“{name}”，请写登记的全称或简称")
    return unit


def _same(sample: Sample, request: SampleRequest, file: Path) -> Sample:
    """The sample that was drawn before; drawing until one likes what comes out is no sample."""
    share = _share(request.share) if request.share else sample.share
    if share.value != sample.share.value or request.seed not in ("", sample.seed):
        told = f"已有抽样记录 {file}（种子 {sample.seed}，比例 {sample.share.text}），与这次写的不同"
        raise SampleError(f"{told}。抽样只做一次，不重抽；记录确实作废的，先把它移走，并把为什么作废写进“说明”留存")
    return sample


def _share(text: str) -> Percent:
    if not text:
        raise SampleError("请写明抽取的比例，如 SHARE=20%")
    try:
        share = Percent.read(text)
    except InvalidNumber as wrong:
        raise SampleError(f"抽取的比例 SHARE：{wrong}") from None
    if not 0 < share.value <= 1:
        raise SampleError(f"抽取的比例“{text}”应大于 0%、不超过 100%")
    return share


def _drawn(paths: Paths, known: Known, request: SampleRequest, unit: Unit | None, slug: str) -> Sample:
    share = _share(request.share)
    population = tuple(_population(paths, known, request.year, unit))
    if not population:
        of = "".join((f"{request.year}年度" if request.year else "", unit.name if unit else ""))
        raise SampleError(f"{of or '数据里'}没有可以抽取的单位自评（“评价”的“方式”写单位自评，或有自评表的）")
    seed, origin = request.seed, ""
    if seed != seed.strip() or not seed.isprintable():
        raise SampleError("种子 SEED 应是一行文字，前后没有空格")
    if not seed:
        listed = "".join(f"{one.project} {one.checksum}\n" for one in population)
        seed, origin = hashlib.sha256(listed.encode()).hexdigest()[:SEED_DIGITS], SEED_OF_POPULATION
    layers: dict[str, list[SampledProject]] = defaultdict(list)
    for one in population:
        layers[one.layer].append(one)
    return Sample(
        slug=slug,
        seed=seed,
        origin=origin,
        share=share,
        year=request.year,
        unit=unit.name if unit else "",
        layers=tuple(
            SampleLayer(name=name, lines=tuple(f"{one.project} {one.checksum}" for one in some))
            for name, some in sorted(layers.items())
        ),
        drawn=draw(seed, share, ([one.project for one in some] for some in layers.values())),
    )


def _population(paths: Paths, known: Known, year: str, unit: Unit | None) -> Iterator[SampledProject]:
    """The self-evaluations that were handed in, in the order of their addresses."""
    files = {file.id: file for file in BuildContext.open(paths).site.files}
    for key, ref in sorted(known.projects.items()):
        of_unit = known.book.unit(ref.unit)
        if year not in ("", str(ref.year)) or (unit and of_unit is not unit):
            continue
        project = known.read(key)
        if project.self_evaluated and project.filled == "已填报":
            yield SampledProject(key, _layer(project, of_unit), _digest(paths, files[key]))


def _layer(project: Project, unit: Unit | None) -> str:
    budget = project.budget.amount
    band = band_of(budget.value if budget else None)
    return f"{project.year}年度，{unit.name if unit else project.unit}，{band}"


def _digest(paths: Paths, file: ProjectFile) -> str:
    raw = read_bytes(file, paths.content)
    assert not isinstance(raw, Diagnostic), "it was read before"
    return hashlib.sha256(raw).hexdigest()
