"""Commands that make papers to fill in: `form` and `review`."""

import argparse
import sys

from generator.core.paths import Paths
from generator.draft.new import Answers, InvalidAnswer
from generator.pipeline.forms import FormError, FormRequest, make_forms
from generator.pipeline.reexamination import SampleError, SampleRequest, draw_papers
from generator.pipeline.watch import watched
from generator.report.watch import lines, write_list


def run_form(options: argparse.Namespace) -> int:
    """Make forms of projects or units and print their paths; returns 2 if an option cannot be used."""
    given = {name: getattr(options, name) for name in ("year", "slug", "name", "unit", "framework", "scheme")}
    answers = Answers(last=getattr(options, "from"), **given)
    units = tuple(unit.strip() for unit in options.units.replace("，", ",").split(",") if unit.strip())
    request = FormRequest(
        options.form,
        getattr(options, "as"),
        projects=tuple(options.projects),
        units=units,
        said=answers,
        whole=options.all,
    )
    try:
        for file in make_forms(Paths(options.content, options.out), request):
            print(f"已做好 {file}")
    except (InvalidAnswer, FormError) as wrong:
        print(f"{wrong}。", file=sys.stderr)
        return 2
    return 0


def run_review(options: argparse.Namespace, paths: Paths) -> int:
    """Draw self-evaluations to look at again, or list what to watch; returns 2 if an option cannot be used."""
    try:
        return _watch(options, paths) if options.watch else _draw(options, paths)
    except (SampleError, FormError, InvalidAnswer) as wrong:
        print(f"{str(wrong).rstrip('。')}。", file=sys.stderr)
        return 2


def _draw(options: argparse.Namespace, paths: Paths) -> int:
    """Draw a sample and print its layers and the papers made for it."""
    request = SampleRequest(options.share, options.seed, options.year, options.unit)
    done = draw_papers(paths, request)
    sample = done.sample
    print(f"{'已抽样，记在' if done.is_new else '照已有的抽样记录'} {done.file}，请和数据文件一起保存。")
    drawn = f"{len(sample.population)} 个自评里抽中 {len(sample.drawn)} 个"
    print(f"种子 {sample.seed}，比例 {sample.share.text}：{drawn}。")
    for layer, count, size in sample.sizes:
        print(f"  {layer}：{count} 个抽 {size} 个")
    for file in done.left_out:
        print(f"{file} 还有错误，不在总体里。", file=sys.stderr)
    for paper in done.papers:
        print(f"已做好 {paper}")
    print("填好后运行 make import 收回，再 make build 公布偏差。", file=sys.stderr)
    return 0


def _watch(options: argparse.Namespace, paths: Paths) -> int:
    """Print the watch list and write it to files outside of the site."""
    if not paths.content.is_dir():
        print(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 2
    site, projects, left_out = watched(paths, options.year, options.unit)
    for line in lines(projects):
        print(line)
    for file in left_out:
        print(f"{file} 还有错误，没有看。", file=sys.stderr)
    page, table = write_list(options.out, projects, site, paths.templates)
    print(f"共 {len(projects)} 个项目，名单在 {page} 和 {table}。这是内部材料，不要公开。", file=sys.stderr)
    return 0
