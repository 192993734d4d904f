"""`make bench`: builds synthetic projects as users would, the peers beside them, and prints how they compare."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tools.bench import forms, hugo_project, joined, ours, parts, peers, preview, sanity
from tools.bench.column import FIRST_VISIT, HUGO, MATERIAL, OURS, PAGEFIND, Column
from tools.bench.joined import Joined
from tools.bench.measure import Cost, Size, fresh, median, run
from tools.bench.rows import FORMS, Measured
from tools.bench.synthetic import synthetic
from tools.bench.table import goals, table

MEASURED, README = Path(__file__).with_name("measured.json"), ours.HOME / "docs/一万个项目.md"
PART_RUNS = 3  # a tenth more or less is lost in the noise of one
MOST_WHOLE = 1000  # projects: of more only what the table asks for is measured
MOST_STOCK = 1000  # projects: with every page in its navigation the stock theme grows with the square of them


def main() -> None:
    """Measure each number of projects in turn and print the table."""
    options = _parser().parse_args()
    if options.parts:
        parts.main(options.parts, options.runs or 1)
        return
    if options.forms:
        forms.main(options.forms)
        return
    if options.search:
        from tools.bench import search

        found = search.main(options.search)
        if options.json:
            options.json.write_text(json.dumps(found))
        return
    if options.hundred_thousand:
        figures = _known() | {"joined": joined.main(options.hundred_thousand).figures()}
    else:
        figures = _figures(options)
        print("\n".join(table(_measured(figures), machine())))
    for file in [options.json] * bool(options.json) + [MEASURED] * options.readme:
        file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if options.readme:
        README.write_text(written(README.read_text(), figures))


def _known() -> dict[str, Any]:
    """The figures of the last run that was noted."""
    figures: dict[str, Any] = json.loads(MEASURED.read_text())
    return figures


def _figures(options: argparse.Namespace) -> dict[str, Any]:
    """Those of a run with each number of projects; a hundred thousand are measured apart."""
    columns = [_column(count, options) for count in ([300] if options.quick else sorted(options.n))]
    joined_before = {key: value for key, value in _known().items() if key == "joined"}
    return {"machine": machine(), "projects": {str(one.count): one.figures() for one in columns}} | joined_before


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description="测量生成网站的快慢和大小，并与同类工具相比。")
    parser.add_argument("-n", type=int, nargs="+", default=[1000, 10000], metavar="项目数", help="默认 1000 10000")
    parser.add_argument("--quick", action="store_true", help="只用 300 个项目测一次")
    parser.add_argument("--runs", type=int, help="各测几次取中位数（默认 1000 个以内 3 次，更多的 1 次）")
    parser.add_argument("--only", choices=("ours", "peers"), help="只测本程序，或只测同类工具（要先生成一次）")
    parser.add_argument("--json", type=Path, metavar="文件", help="把数字另存为 JSON")
    parser.add_argument("--readme", action="store_true", help="把数字记下，并写进 docs/一万个项目.md")
    parser.add_argument("--search", type=int, metavar="网页数", help="只测全文查询：真实项目在这么多个仿造的网页之中")
    parser.add_argument("--forms", type=int, metavar="份数", help="只测做这么多份表、再全部收回来")
    parser.add_argument("--parts", type=int, metavar="项目数", help="只测台账等各部分让从头生成多用多少")
    text = "只测分年做、再合成，不写个数是 100000：约四十分钟和 40 GB 空间"
    parser.add_argument("--hundred-thousand", type=int, nargs="?", const=100_000, metavar="项目数", help=text)
    return parser


def _measured(figures: Mapping[str, Any]) -> Measured:
    columns = [Column.read(int(count), one) for count, one in figures["projects"].items()]
    return Measured(columns[0], columns[-1], Joined.read(figures["joined"]) if "joined" in figures else None)


def written(text: str, figures: Mapping[str, Any]) -> str:
    """README with the table of these figures."""
    before, _, rest = text.partition("<!-- bench -->\n")
    _, _, after = rest.partition("<!-- /bench -->\n")
    lines = goals(_measured(figures), figures["machine"])
    return "\n".join([f"{before}<!-- bench -->", "", *lines, "", f"<!-- /bench -->\n{after}"])


def _column(count: int, options: argparse.Namespace) -> Column:
    """Everything with one number of projects; the smallest is that of which everything is measured."""
    column = Column(count, options.runs or (1 if options.quick or count > MOST_WHOLE else 3))
    with tempfile.TemporaryDirectory() as folder:
        if options.only == "peers":
            content, out = Path(folder, "content"), Path(folder, "out")
            synthetic(content, count)
            run((*ours.COMMAND, "build", "--content", str(content), "--out", str(out)), ours.HOME)
        else:
            _ours(column, Path(folder))
        if options.only != "ours":
            _hugo(column, Path(folder, "out/site"), Path(folder, "hugo"))
            if count <= MOST_STOCK:
                _material(column, Path(folder, "out"), Path(folder, "material"))
    return column


def _ours(column: Column, folder: Path) -> None:
    content, out, whole = folder / "content", folder / "out", column.count <= MOST_WHOLE
    synthetic(content, column.count)
    column.stages.update(ours.stages(content, out))
    costs, column.sizes[OURS] = ours.measured(content, out, column.runs, whole)
    column.costs.update(costs)
    sanity.same_facts(OURS, out / "site", out / "site")
    _readers(column, out / "site")
    if whole:
        _newest(column, folder)
        # Last, since what it changes stays changed.
        column.costs.update(preview.measured(content, out))
        ours.Commands(content, out).settle()


def _readers(column: Column, site: Path) -> None:
    """What readers of so many pages wait for; the index in a process of its own, whose memory is its alone."""
    from tools.bench import visit

    told = site.with_name("search.json")
    command = (sys.executable, "-m", "tools.bench", "--search", str(column.count), "--json", str(told))
    subprocess.run(command, cwd=ours.HOME, check=True)
    column.others.update(json.loads(told.read_text()))
    column.others[FIRST_VISIT] = visit.first_visit(site)


def _newest(column: Column, folder: Path) -> None:
    """What the newest parts of the program cost; of publications the steps above tell."""
    column.costs.update(forms.measured(folder / "forms", min(FORMS, column.count)))
    with patch.dict(os.environ):  # what is set while parts are measured is of no concern to what follows
        for part in parts.measured(folder / "parts", column.count, max(column.runs, PART_RUNS)):
            column.costs.update({f"做{part.name}": part.whole, f"不做{part.name}": part.without})


def _hugo(column: Column, site: Path, made: Path) -> None:
    lacking = [told for told in (peers.missing("hugo"), peers.missing("pagefind")) if told]
    column.lacking.extend(lacking)
    if lacking:
        return
    hugo_project.project(site, made)
    found: dict[str, list[Cost]] = {HUGO: [], PAGEFIND: []}
    for _ in range(column.runs):
        fresh(made / "public", made / "resources")
        found[HUGO].append(run(peers.HUGO, made, HUGO))
        _compared(HUGO, made / "public", site)
        found[PAGEFIND].append(run((*peers.PAGEFIND, "--site", "public"), made, PAGEFIND))
    column.costs.update({name: median(costs) for name, costs in found.items()})
    column.sizes["Hugo 与 Pagefind"] = Size.of(made / "public")
    fresh(made)


def _material(column: Column, out: Path, made: Path) -> None:
    peers.material(out / "docs", made)
    costs = []
    for _ in range(column.runs):
        fresh(made / "site")
        costs.append(run(peers.MKDOCS, made, MATERIAL))
        _compared(MATERIAL, made / "site", out / "site")
    column.costs[MATERIAL] = median(costs)
    column.sizes[MATERIAL] = Size.of(made / "site")


def _compared(peer: str, found: Path, ours_: Path) -> None:
    """A peer that did less than we, or printed other facts, is no measure."""
    sanity.same_kinds(peer, found, ours_)
    sanity.same_facts(peer, found, ours_)


def machine() -> str:
    """The machine in a few words."""
    names = [line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")]
    name, system = names[0] if names else platform.processor(), f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} 核，{name}，{system}，Python {platform.python_version()}"


def _cpuinfo() -> list[str]:
    file = Path("/proc/cpuinfo")
    return file.read_text().splitlines() if file.is_file() else []


if __name__ == "__main__":
    main()
