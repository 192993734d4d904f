"""`make bench`: how long each stage of a build takes, how much memory, how many bytes; nothing here is a test."""

import argparse
import gzip
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.build import HOME, files
from generator.inspection import inspect
from generator.publish import publish
from generator.site import render
from tests import search_bench

REAL = HOME / "content"


def main() -> None:
    """Build the real content, and it copied N times over, and print a table."""
    parser = argparse.ArgumentParser(prog="make bench", description="测量生成网站的快慢和大小。")
    parser.add_argument("-n", type=int, default=100, help="把真实数据复制成约多少个项目再测一次（默认 100）")
    parser.add_argument("--search", type=int, help="只测全文查询：六个真实项目在这么多个仿造的网页之中")
    options = parser.parse_args()
    if options.search:
        search_bench.main(options.search)
        return
    wanted = options.n
    print(f"{'':24}{'真实数据':>12}{f'约 {wanted} 个项目':>16}")
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder, "content")
        _multiply(many, wanted)
        columns = [_measure(REAL, Path(folder, "one")), _measure(many, Path(folder, "many"))]
    for name in columns[0]:
        print(f"{name:24}" + "".join(f"{column[name]:>16}" for column in columns))


def _multiply(content: Path, wanted: int) -> None:
    shutil.copytree(REAL, content)
    originals = sorted((content / "projects").rglob("*.yml"))
    for number in range(max(0, wanted - len(originals))):
        path = originals[number % len(originals)]
        text = path.read_text().replace("\n系列: ", f"\n系列: copy-{number}-", 1)
        path.with_name(f"{path.stem}-{number}.yml").write_text(text)


def _measure(content: Path, out: Path) -> dict[str, str]:
    rows: dict[str, str] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        result = work()
        rows[name] = f"{time.perf_counter() - started:.2f} s"
        return result

    rows["check（首次）"] = _checked(content, out)
    rows["check（未改动）"] = _checked(content, out)
    inspected = timed("读、算、查", lambda: inspect(content))
    made = timed("页面、图表、下载", lambda: files(inspected))
    timed("写入 build/docs", lambda: publish(made, out / "docs"))
    timed("MkDocs", lambda: render(inspected.book, HOME / "mkdocs.yml", out / "docs", out / "site"))
    timed("再查一次", lambda: inspect(content))
    site = [path for path in (out / "site").rglob("*") if path.is_file()]
    pages = [path.stat().st_size for path in site if path.suffix == ".html" and path.parent.name.isdigit()]
    rows["文件"] = str(len(site))
    rows["全站大小"] = f"{sum(path.stat().st_size for path in site) / 1e6:.1f} MB"
    rows["最大的项目页或年度页"] = f"{max(pages) / 1e3:.0f} KB"
    rows["首次打开一个项目页"] = f"{_transferred(out / 'site/2017/shipin-huiyi.html') / 1e3:.0f} KB"
    rows["首次打开一个年度页"] = f"{_transferred(out / 'site/2017/index.html') / 1e3:.0f} KB"
    rows["内存峰值"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    return rows


def _checked(content: Path, out: Path) -> str:
    """The time and the memory of the command itself, Python's start included."""
    command = [sys.executable, "-m", "generator", "check", "--content", str(content), "--out", str(out)]
    started = time.perf_counter()
    run = subprocess.Popen(command, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return f"{time.perf_counter() - started:.2f} s {usage.ru_maxrss / 1024:.0f} MB"


def _transferred(page: Path) -> int:
    """The bytes, each file gzipped, of a first visit: the page, its styles, scripts and pictures, its chart library."""
    html = page.read_text()
    asked = re.findall(r"<(?:link|script|img)\b[^>]*?\b(?:href|src)=\"?([^\"\s>]+\.(?:css|js|svg))", html)
    asked += re.findall(r"data-echarts=\"?([^\"\s>]+)", html)
    files = {page, *((page.parent / address).resolve() for address in asked)}
    return sum(len(gzip.compress(file.read_bytes())) for file in files)


if __name__ == "__main__":
    main()
