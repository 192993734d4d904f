"""Our own program, each time the whole command: from nothing, after no change, and after one of each kind."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.bench.measure import Cost, Size, Stage, fresh, median, run

HOME = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "generator")


def measured(content: Path, out: Path, runs: int, whole: bool) -> tuple[dict[str, Cost], Size]:
    """The costs by what had happened before the command; medians of so many runs."""
    options = ("--content", str(content), "--out", str(out))
    found: dict[str, list[Cost]] = {}

    def take(name: str, command: str = "build", *more: str) -> None:
        found.setdefault(name, []).append(
            run((*COMMAND, command, *options, *more), HOME, f"{name}，第 {number + 1} 次")
        )

    for number in range(runs):
        if whole:
            fresh(out)
            take("只检查", "check")
            fresh(out)
            with without_forms(content):
                take("从头生成，不做 Word 下载")
        fresh(out)
        take("从头生成")
        take("没有改动")
        reword(content, number)
        take("改一个数据文件")
        rename_project(content, number)
        take("一个项目改名")
        if whole:
            rename(content, number)
            take("一个单位改名")
        published = out.with_name("published")
        fresh(published)
        shutil.rmtree(content / "releases", ignore_errors=True)
        take("第一次发布", "publish", str(published))
        reword(content, number)
        take("发布以后改一个数据文件")
        take("再次发布，一个项目有改动", "publish", str(published))
    return {name: median(costs) for name, costs in found.items()}, Size.of(out / "site")


@contextmanager
def without_forms(content: Path) -> Iterator[None]:
    """A site that offers no Word documents, for as long as it is measured."""
    file = content / "site.yml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}\nWord下载: 否\n", "utf-8")
    yield
    file.write_text(text, "utf-8")


def stages(content: Path, out: Path) -> dict[str, Stage]:
    """What each stage of a clean build cost and made, by the names that the program itself gives them."""
    fresh(out)
    command = (sys.executable, "-m", "tools.bench.stages", "build", "--content", str(content), "--out", str(out))
    told = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout
    return {str(name): Stage(**figures) for name, figures in json.loads(told.splitlines()[-1]).items()}


def file_of(content: Path, number: int) -> Path:
    """A file of a project, another one each time."""
    files = sorted((content / "projects").rglob("*-[0-9]*.yml"))
    return files[(len(files) // 2 + number) % len(files)]


def reword(content: Path, number: int) -> str:
    """Change a sentence of one project, which its own page shows; gives the words that are new."""
    file, words = file_of(content, number), f"另据第{number + 2}次回访，"
    head, mark, rest = file.read_text("utf-8").partition("\n背景:\n- ")
    file.write_text(f"{head}{mark}{words}{rest}", "utf-8")
    return words


def rename_project(content: Path, number: int) -> str:
    """Change the name of one project, which many pages show."""
    file, words = file_of(content, number), f"第{number + 2}批"
    text = file.read_text("utf-8")
    name = text.split("\n简称: ")[1].split("\n")[0]
    file.write_text(text.replace(name, name + words), "utf-8")
    return words


def rename(content: Path, number: int) -> None:
    """Give one unit, which has projects, a new name beside its old one, another one each time."""
    file = content / "units.yml"
    first, *blocks = file.read_text("utf-8").split("\n- 标识: ")
    place = next(n for n, block in enumerate(blocks) if "教育局" in block and "曾用名" not in block)
    slug, _, rest = blocks[place].partition("\n")
    name = rest.split("名称: ")[1].split("\n")[0]
    renamed = rest.replace(f"名称: {name}", f"名称: {name.replace('教育局', '教育体育局')}", 1).rstrip("\n")
    blocks[place] = f"{slug}\n{renamed}\n  曾用名: [{name}]\n"
    file.write_text("\n- 标识: ".join((first, *blocks)), "utf-8")
