"""`make bench`: builds synthetic projects as users would, the peers beside them, and prints how they compare."""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.bench import ours, peers, preview
from tools.bench.measure import Cost, Size, fresh, median, run
from tools.bench.synthetic import synthetic
from tools.bench.table import Column, goals, table

MEASURED, README = Path(__file__).with_name("measured.json"), ours.HOME / "docs/一万个项目.md"
MOST_WHOLE = 1000  # projects: of more only what the table asks for is measured
MOST_STOCK = 1000  # projects: with every page in its navigation the stock theme grows with the square of them


def main() -> None:
    """Measure each number of projects in turn and print the table."""
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
    options = parser.parse_args()
    if options.parts:
        from tools.bench import parts

        parts.main(options.parts, options.runs or 1)
        return
    if options.forms:
        from tools.bench import forms

        forms.main(options.forms)
        return
    if options.search:
        from tools.bench import search as search_bench

        search_bench.main(options.search)
        return
    columns = {}
    for count in [300] if options.quick else sorted(options.n):
        runs = options.runs or (1 if options.quick or count > 1000 else 3)
        with tempfile.TemporaryDirectory() as folder:
            columns[count] = measured(Path(folder), count, runs, options.only)
    lines = table(columns, machine())
    print("\n".join(lines))
    figures = {"machine": machine(), "projects": {str(count): column.figures() for count, column in columns.items()}}
    for file in [options.json] * bool(options.json) + [MEASURED] * options.readme:
        file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    if options.readme:
        README.write_text(written(README.read_text(), figures))


def written(text: str, figures: Mapping[str, Any]) -> str:
    """README with the table of these figures."""
    columns = {int(count): Column.read(int(count), one) for count, one in figures["projects"].items()}
    before, _, rest = text.partition("<!-- bench -->\n")
    _, _, after = rest.partition("<!-- /bench -->\n")
    return "\n".join(
        [f"{before}<!-- bench -->", "", *goals(columns, figures["machine"]), "", f"<!-- /bench -->\n{after}"]
    )


def measured(folder: Path, count: int, runs: int, only: str | None) -> Column:
    """Our program and the peers, one after the other, with one number of projects."""
    content, out, column = folder / "content", folder / "out", Column(count, runs)
    synthetic(content, count)
    if only == "peers":
        run((*ours.COMMAND, "build", "--content", str(content), "--out", str(out)), ours.HOME)
    else:
        whole = count <= MOST_WHOLE
        column.stages.update(ours.stages(content, out))
        costs, column.sizes["本程序"] = ours.measured(content, out, runs, whole)
        column.costs.update(costs)
        if whole:
            column.costs.update(preview.measured(content, out))
    if only != "ours":
        _hugo(column, out, folder / "hugo")
        if count <= MOST_STOCK:
            _material(column, out, folder / "material")
    return column


def _hugo(column: Column, out: Path, made: Path) -> None:
    lacking = [told for told in (peers.missing("hugo"), peers.missing("pagefind")) if told]
    column.lacking.extend(lacking)
    if lacking:
        return
    peers.hugo(out / "site", made)
    found: dict[str, list[Cost]] = {"Hugo": [], "Pagefind": []}
    for _ in range(column.runs):
        fresh(made / "public", made / "resources")
        found["Hugo"].append(run(peers.HUGO, made, "Hugo"))
        found["Pagefind"].append(run((*peers.PAGEFIND, "--site", "public"), made, "Pagefind"))
    column.costs.update({name: median(costs) for name, costs in found.items()})
    column.sizes["Hugo 与 Pagefind"] = Size.of(made / "public")
    fresh(made)


def _material(column: Column, out: Path, made: Path) -> None:
    peers.material(out / "docs", made)
    costs = []
    for _ in range(column.runs):
        fresh(made / "site")
        costs.append(run(peers.MKDOCS, made, "MkDocs Material"))
    column.costs["MkDocs Material"] = median(costs)
    column.sizes["MkDocs Material"] = Size.of(made / "site")


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
