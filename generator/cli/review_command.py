"""The command `review`: the sample of self-evaluations to look at again, or what staff should keep an eye on."""

import argparse
import sys

from generator.core.paths import Paths
from generator.draft.new import InvalidAnswer
from generator.pipeline.forms import FormError
from generator.pipeline.reexamination import SampleError, SampleRequest, draw_papers
from generator.pipeline.watch import watched
from generator.report.watch import lines, write_list


def run_review(options: argparse.Namespace, paths: Paths) -> int:
    """Do what was asked for; 2 where something that was said cannot be used."""
    try:
        return _watch(options, paths) if options.watch else _draw(options, paths)
    except (SampleError, FormError, InvalidAnswer) as wrong:
        print(f"{str(wrong).rstrip('。')}。", file=sys.stderr)
        return 2


def _draw(options: argparse.Namespace, paths: Paths) -> int:
    """Tell of the sample layer by layer, then of each paper as it is made."""
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
    """Tell what to keep an eye on, and write it down beside the site."""
    if not paths.content.is_dir():
        print(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行。", file=sys.stderr)
        return 2
    site, found, left_out = watched(paths, options.year, options.unit)
    for line in lines(found):
        print(line)
    for file in left_out:
        print(f"{file} 还有错误，没有看。", file=sys.stderr)
    page, table = write_list(options.out, found, site, paths.templates)
    print(f"共 {len(found)} 个项目，名单在 {page} 和 {table}。这是内部材料，不要公开。", file=sys.stderr)
    return 0
