"""Samples for reexamination (复核, `make review`): a seeded sample of self-evaluations, its record, working papers.

A sample is drawn once: if its record exists, the papers of the same projects are written again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.core.diagnostic import Diagnostic
from generator.core.files import write_atomic
from generator.core.number import InvalidNumber, Percent
from generator.core.paths import Paths
from generator.draft.new import Answers, ExistingContent
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
    """Sample that cannot be drawn; the message says why and what to do."""


@dataclass(frozen=True)
class SampleRequest:
    """Request for a sample: share, seed ("": from the population), year and unit ("": all)."""

    share: str
    seed: str = ""
    year: str = ""
    unit: str = ""


@dataclass(frozen=True)
class DrawnPapers:
    """Drawn sample: record and its file, whether it is new, skipped files, lazily written papers."""

    sample: Sample
    file: Path
    is_new: bool
    left_out: tuple[str, ...]
    papers: Iterator[Path]


def draw_papers(paths: Paths, request: SampleRequest) -> DrawnPapers:
    """Draw the sample, or load its record if there is one; the record precedes the papers. Raises `SampleError`."""
    if not paths.content.is_dir():
        raise SampleError(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行")
    existing = known_projects(paths)
    unit = unit_of(existing, request.unit)
    slug = "-".join(filter(None, (request.year or "all", unit.slug if unit else "")))
    file = paths.content / FOLDER / f"{slug}.yml"
    drawn = next((sample for sample in existing.book.samples if sample.slug == slug), None)
    if drawn is None and file.exists():
        raise SampleError(f"{file} 读不了，请先运行 make check 改正")
    if drawn is None:
        sample = _drawn(paths, existing, request, unit, slug)
        write_atomic(file, sample_text(sample).encode())
    else:
        sample = _same(drawn, request, file)
    papers = FormRequest(PAPER, "xlsx", sample.drawn, (), answers=Answers())
    left_out = tuple(sorted(file for file in existing.unread if "/projects/" in file))
    return DrawnPapers(sample, file, drawn is None, left_out, papers=make_forms(paths, papers, existing))


def unit_of(existing: ExistingContent, name: str) -> Unit | None:
    """Return the unit with a name, or None for an empty name. Raises `SampleError` if there is no such unit."""
    unit = existing.book.unit(name) if name else None
    if name and unit is None:
        raise SampleError(f"units.yml 里没有“{name}”，请写登记的全称或简称")
    return unit


def _same(sample: Sample, request: SampleRequest, file: Path) -> Sample:
    """Return the recorded sample. Raises `SampleError` if the request differs, to prevent redrawing."""
    share = _share(request.share) if request.share else sample.share
    if share.value != sample.share.value or request.seed not in ("", sample.seed):
        problem = f"已有抽样记录 {file}（种子 {sample.seed}，比例 {sample.share.text}），与这次写的不同"
        raise SampleError(f"{problem}。抽样只做一次，不重抽；记录确实作废的，先把它移走，并把为什么作废写进“说明”留存")
    return sample


def _share(text: str) -> Percent:
    if not text:
        raise SampleError("请写明抽取的比例，如 SHARE=20%")
    try:
        share = Percent.read(text)
    except InvalidNumber as error:
        raise SampleError(f"抽取的比例 SHARE：{error}") from None
    if not 0 < share.value <= 1:
        raise SampleError(f"抽取的比例“{text}”应大于 0%、不超过 100%")
    return share


def _drawn(paths: Paths, existing: ExistingContent, request: SampleRequest, unit: Unit | None, slug: str) -> Sample:
    share = _share(request.share)
    population = tuple(_population(paths, existing, request.year, unit))
    if not population:
        of = "".join((f"{request.year}年度" if request.year else "", unit.name if unit else ""))
        raise SampleError(f"{of or '数据里'}没有可以抽取的单位自评（“评价”的“方式”写单位自评，或有自评表的）")
    seed, origin = _seed(request.seed, population)
    layers: dict[str, list[SampledProject]] = defaultdict(list)
    for project in population:
        layers[project.layer].append(project)
    return Sample(
        slug=slug,
        seed=seed,
        origin=origin,
        share=share,
        year=request.year,
        unit=unit.name if unit else "",
        layers=tuple(
            SampleLayer(name=name, lines=tuple(f"{project.project} {project.checksum}" for project in sampled))
            for name, sampled in sorted(layers.items())
        ),
        drawn=draw(seed, share, ([project.project for project in sampled] for sampled in layers.values())),
    )


def _seed(given: str, population: Iterable[SampledProject]) -> tuple[str, str]:
    """Return the seed, the checksum of the population if none is given, and where it comes from."""
    if given != given.strip() or not given.isprintable():
        raise SampleError("种子 SEED 应是一行文字，前后没有空格")
    if given:
        return given, ""
    listed = "".join(f"{project.project} {project.checksum}\n" for project in population)
    return hashlib.sha256(listed.encode()).hexdigest()[:SEED_DIGITS], SEED_OF_POPULATION


def _population(paths: Paths, existing: ExistingContent, year: str, unit: Unit | None) -> Iterator[SampledProject]:
    """Yield the submitted self-evaluations, ordered by id."""
    files = {file.id: file for file in BuildContext.open(paths).site.files}
    for key, ref in sorted(existing.projects.items()):
        of_unit = existing.book.unit(ref.unit)
        if year not in ("", str(ref.year)) or (unit and of_unit is not unit):
            continue
        project = existing.read(key)
        if project.self_evaluated and project.filled == "已填报":
            yield SampledProject(key, _layer(project, of_unit), _digest(paths, files[key]))


def _layer(project: Project, unit: Unit | None) -> str:
    budget = project.money.amount
    band = band_of(budget.value if budget else None)
    return f"{project.year}年度，{unit.name if unit else project.body}，{band}"


def _digest(paths: Paths, file: ProjectFile) -> str:
    raw = read_bytes(file, paths.content)
    assert not isinstance(raw, Diagnostic), "it was read before"
    return hashlib.sha256(raw).hexdigest()
