"""`make bench`: builds synthetic projects as users would, the peers beside them, and prints how they compare."""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tools.bench import desk, ours, peers, queries
from tools.bench.synthetic import synthetic
from tools.bench.table import MOST_STOCK, MOST_WHOLE, WORST, table

MEASURED, DOCUMENT = Path(__file__).with_name("measured.json"), ours.HOME / "docs/一万个项目.md"


def main() -> None:
    """Measure each number of projects in turn and print the table."""
    options = _parser().parse_args()
    known: dict[str, Any] = json.loads(MEASURED.read_text("utf-8"))
    figures = measured(sorted(options.projects), options.runs)
    print("\n".join(table(figures)))
    print("\n".join(desk.lines(min(max(options.projects), MOST_WHOLE))))
    if options.readme:
        projects = {**known["projects"], **figures["projects"]}
        MEASURED.write_text(json.dumps({**known, **figures, "projects": projects}, ensure_ascii=False, indent=1) + "\n")
        DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8"), json.loads(MEASURED.read_text("utf-8"))), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description="测量生成网站的快慢，并与同类工具相比。")
    counts = "默认 1000 10000；更多的（如 100000，约四十分钟和 40 GB 空间）分年做再合成"
    parser.add_argument("--projects", type=int, nargs="+", default=[1000, 10000], metavar="项目数", help=counts)
    parser.add_argument(
        "--runs", type=int, help="从头生成几次取中位数（默认 1000 个以内 3 次，更多的 1 次）；同类工具各一次"
    )
    parser.add_argument("--readme", action="store_true", help="把数字记下，并写进 docs/一万个项目.md")
    return parser


def measured(counts: list[int], runs: int | None) -> dict[str, Any]:
    """The figures of a run with each number of projects."""
    whole = [count for count in counts if count <= MOST_WHOLE]
    figures: dict[str, Any] = {"machine": machine(), "projects": {}}
    # Nothing is deleted before the end: ext4 passes over each inode deleted in the last minutes before it gives a new
    # one, which makes a build a twentieth slower.
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            costs = _costs(Path(folder) / str(count), count, runs or (3 if count <= MOST_STOCK else 1), whole)
            rounded = {name: [round(n, 3) for n in cost] for name, cost in costs.items()}
            figures["projects"][str(count)] = {"costs": rounded}
    if whole:
        figures[WORST] = round(queries.worst_fetch(whole[-1]), 3)
    return figures


def _costs(folder: Path, count: int, runs: int, whole: list[int]) -> Mapping[str, Iterable[float]]:
    """Everything the table asks with one number of projects: of the smallest and of the largest it asks different."""
    content, outs = folder / "content", [folder / f"out{number}" for number in range(runs)]
    synthetic(content, count)
    if count not in whole:
        return ours.in_parts(content, folder / "parts")
    costs = ours.measured(content, outs, with_unit=count == whole[0])
    if count == whole[-1]:
        costs |= peers.measured_hugo(outs[-1], folder / "hugo")
    if count == whole[0] and count <= MOST_STOCK:
        costs |= peers.measured_mkdocs(outs[-1], folder / "mkdocs")
    return costs


def document(text: str, figures: Mapping[str, Any]) -> str:
    """The document with the table of these figures."""
    before, _, rest = text.partition("<!-- bench -->\n")
    _, _, after = rest.partition("<!-- /bench -->\n")
    return "\n".join([f"{before}<!-- bench -->", "", *table(figures), "", f"<!-- /bench -->\n{after}"])


def machine() -> str:
    """The machine in a few words."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    name = names[0] if names else platform.processor()
    return f"{os.cpu_count()} 核，{name}，{platform.system()} {platform.machine()}，Python {platform.python_version()}"


if __name__ == "__main__":
    main()
